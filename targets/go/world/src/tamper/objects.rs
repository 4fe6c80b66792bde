//! Finds the live objects of a run that can be tampered with, and where a field of one lies.

use super::plan::Target;
use crate::code::{Code, Op};
use tearpoint_front::provided::table::Sync;
use tearpoint_front::provided::{Effect, Waits};
use tearpoint_runtime::layout::{hmap, scase, swiss_map, swiss_table};
use tearpoint_runtime::process::{LiveMap, Process};
use tearpoint_runtime::tamper::table::{Field, Object};

/// The kinds of objects that a program has: what a draw of tampers is made from.
pub fn used_by(code: &Code) -> Vec<Object> {
    let mut used = Vec::new();
    let ops = code.funcs.iter().flat_map(|func| &func.ops);
    let calls = |wanted: fn(Effect) -> bool| {
        ops.clone()
            .any(|op| matches!(*op, Op::Provided { f, .. } if wanted(f)))
    };
    if !code.maps.is_empty() || calls(|f| matches!(f, Effect::Waits(Waits::Map(_)))) {
        used.extend(Object::MAPS);
    }
    if !code.chans.is_empty() || !code.selects.is_empty() {
        used.extend([Object::Hchan, Object::Sudog, Object::G]);
    }
    if !code.selects.is_empty() {
        used.extend([Object::Scase, Object::Order]);
    }
    let watched = || {
        code.watched
            .iter()
            .chain(code.alloc_watched.iter().flatten())
    };
    let variables = [Object::Slice, Object::String];
    for object in variables.into_iter().chain(Object::SYNC) {
        if watched().any(|&(kind, _)| kind == object) {
            used.push(object);
        }
    }
    if used.contains(&Object::Slice) {
        used.push(Object::Func);
    }
    if code
        .funcs
        .iter()
        .any(|func| func.symbol.starts_with("time."))
    {
        used.push(Object::Timer);
    }
    // Others come to a collection too rarely.
    if used.is_empty() || calls(|f| f == Effect::Waits(Waits::Sync(Sync::Gc))) {
        used.extend(Object::SPANS);
    }
    used
}

/// A live metadata object.
#[derive(Clone, Copy)]
pub struct Base {
    pub addr: u64,
    /// Of a bucket: its map.
    map: Option<LiveMap>,
    /// Of a select: how many cases it has.
    cases: u64,
}

impl Base {
    fn at(addr: u64) -> Base {
        Base {
            addr,
            map: None,
            cases: 0,
        }
    }
}

/// The `index`-th live object of a kind, modulo how many there are.
pub fn object(process: &Process, kind: Object, index: u32, part: u32) -> Option<Base> {
    match kind {
        Object::Hmap | Object::Bmap | Object::Mapextra => map_object(process, kind, index, part),
        Object::SwissMap | Object::SwissTable | Object::Group => {
            swiss_object(process, kind, index, part)
        }
        Object::Scase | Object::Order => {
            let selects = process.goroutines.waiting_selects();
            let arrays = selects.get(index as usize % selects.len().max(1))?;
            let cases = (arrays.nsends + arrays.nrecvs) as u64;
            let addr = match kind {
                Object::Scase => arrays.cas0 + scase::SIZE * (u64::from(part) % cases.max(1)),
                _ => arrays.order0,
            };
            let base = Base::at(addr);
            (cases > 0).then_some(Base { cases, ..base })
        }
        _ => {
            let all = addresses(process, kind);
            all.get(index as usize % all.len().max(1))
                .map(|&addr| Base::at(addr))
        }
    }
}

/// The live objects of a kind that is known by its address alone, in order of creation.
pub fn addresses(process: &Process, kind: Object) -> Vec<u64> {
    match kind {
        Object::Hiter | Object::Iter => process.iters.borrow().clone(),
        Object::Hchan => process.chans.borrow().clone(),
        Object::Sudog => process.goroutines.sudogs_by_use(),
        Object::G => process.goroutines.live_gs(),
        Object::Timer => process.timers.live(),
        Object::Mspan => process.heap.borrow().all_spans(),
        Object::InlineMarkBits => process.heap.borrow().all_inline_marks(),
        Object::AllocBits | Object::GcmarkBits => {
            let heap = process.heap.borrow();
            let layout = heap.layout();
            let field = if kind == Object::AllocBits {
                layout.alloc_bits
            } else {
                layout.gcmark_bits
            };
            let mem = process.mem.borrow();
            let bits = |s: u64| mem.load(s + field.at, field.width).ok();
            heap.all_spans().into_iter().filter_map(bits).collect()
        }
        Object::Slice
        | Object::String
        | Object::Mutex
        | Object::RWMutex
        | Object::WaitGroup
        | Object::Once
        | Object::Cond => process
            .watched
            .borrow()
            .iter()
            .filter(|(object, _)| *object == kind)
            .map(|&(_, addr)| addr)
            .collect(),
        Object::Hmap
        | Object::Bmap
        | Object::Mapextra
        | Object::SwissMap
        | Object::SwissTable
        | Object::Group
        | Object::Scase
        | Object::Order
        | Object::Func => Vec::new(),
    }
}

fn map_object(process: &Process, kind: Object, index: u32, bucket: u32) -> Option<Base> {
    let maps = process.maps.borrow();
    let map = *maps.get(index as usize % maps.len().max(1))?;
    let mem = process.mem.borrow();
    let word = |addr: u64| mem.load(addr, 8).ok().filter(|&word| word != 0);
    let addr = match kind {
        Object::Mapextra => word(map.h + hmap::EXTRA)?,
        Object::Bmap => {
            let buckets = word(map.h + hmap::BUCKETS)?;
            let count = 1u64 << (mem.load(map.h + hmap::B, 1).ok()? & 15);
            buckets.wrapping_add(u64::from(bucket) % count * map.bucket_size)
        }
        _ => map.h,
    };
    Some(Base {
        map: Some(map),
        ..Base::at(addr)
    })
}

/// A Swiss map, one of its tables, or a group: the tables are those of the directory, from its start; the groups, those of each table
/// in turn.
fn swiss_object(process: &Process, kind: Object, index: u32, part: u32) -> Option<Base> {
    let maps = process.maps.borrow();
    let map = *maps.get(index as usize % maps.len().max(1))?;
    let nth = |all: &[u64], part: u32| all.get(part as usize % all.len().max(1)).copied();
    let addr = match kind {
        Object::SwissMap => map.h,
        Object::SwissTable => nth(&tables(process, map.h), part)?,
        _ => nth(&groups(process, &map), part)?,
    };
    Some(Base {
        map: Some(map),
        ..Base::at(addr)
    })
}

/// Tables of a map that are looked at, and groups of each, at most.
const PARTS: u64 = 256;

/// The tables of a Swiss map, each once.
pub fn tables(process: &Process, m: u64) -> Vec<u64> {
    let mem = process.mem.borrow();
    let word = |at: u64| mem.load(at, 8).ok();
    let len = word(m + swiss_map::DIR_LEN).filter(|&len| len as i64 > 0);
    let directory = word(m + swiss_map::DIR_PTR);
    let Some((len, directory)) = len.zip(directory) else {
        return Vec::new();
    };
    let entries = (0..len.min(PARTS)).map_while(|i| word(directory.wrapping_add(8 * i)));
    let mut tables: Vec<u64> = entries.filter(|&table| table != 0).collect();
    tables.dedup();
    tables
}

/// The groups of a Swiss map: the only one, or those of its tables.
pub fn groups(process: &Process, map: &LiveMap) -> Vec<u64> {
    let tables = tables(process, map.h);
    let mem = process.mem.borrow();
    let word = |at: u64| mem.load(at, 8).ok();
    if tables.is_empty() {
        let only = word(map.h + swiss_map::DIR_PTR);
        return only.into_iter().filter(|&group| group != 0).collect();
    }
    let of = |table: u64| {
        let data = word(table.wrapping_add(swiss_table::GROUPS)).unwrap_or(0);
        let mask = word(table.wrapping_add(swiss_table::LENGTH_MASK)).unwrap_or(0);
        let count = mask.saturating_add(1).min(PARTS);
        (0..count).map(move |i| data.wrapping_add(i * map.bucket_size))
    };
    tables.into_iter().flat_map(of).collect()
}

/// The address of a field's element and its width. `None` if this Go version has no such field.
pub fn place(process: &Process, base: Base, row: &Field, target: &Target) -> Option<(u64, usize)> {
    let element = u64::from(target.element);
    let (offset, width) = row.extent(process.profile.get())?;
    let bytes = width as u64;
    let from_start = match (row.object, row.name, base.map) {
        (Object::Bmap, "overflow", Some(map)) => map.bucket_size.wrapping_sub(offset),
        (Object::Bmap | Object::Group, "keys", Some(map)) => offset + element * map.key_slot,
        (Object::Order, name, _) => {
            let behind = if name == "lockorder" { base.cases } else { 0 };
            bytes * (behind + element % base.cases)
        }
        _ => offset + element * bytes,
    };
    Some((base.addr.wrapping_add(from_start), width))
}
