//! The live objects of a run that tampers are written to, and where a field of one lies.

use super::plan::Target;
use super::table::{Field, Object};
use crate::go::lang::code::Code;
use crate::go::runtime::g::{Go, LiveMap};
use crate::go::runtime::select::SCASE_SIZE;

pub const HMAP_B: u64 = 9;
pub const HMAP_BUCKETS: u64 = 16;
pub const HMAP_EXTRA: u64 = 40;

/// The kinds of objects that a program has: what a draw of tampers is made from.
pub fn used_by(code: &Code) -> Vec<Object> {
    let mut used = Vec::new();
    if !code.maps.is_empty() {
        used.extend(Object::MAPS);
    }
    if !code.chans.is_empty() || !code.selects.is_empty() {
        used.extend([Object::Hchan, Object::Sudog, Object::G]);
    }
    if !code.selects.is_empty() {
        used.extend([Object::Scase, Object::Order]);
    }
    for object in [Object::Slice, Object::String] {
        if code.headers.iter().any(|&(kind, _)| kind == object) {
            used.push(object);
        }
    }
    if used.is_empty() {
        used.extend(Object::MAPS);
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
pub fn object(go: &Go, kind: Object, index: u32, part: u32) -> Option<Base> {
    match kind {
        Object::Hmap | Object::Bmap | Object::Mapextra => map_object(go, kind, index, part),
        Object::Scase | Object::Order => {
            let selects = go.procs.waiting_selects();
            let arrays = selects.get(index as usize % selects.len().max(1))?;
            let cases = (arrays.nsends + arrays.nrecvs) as u64;
            let addr = match kind {
                Object::Scase => arrays.cas0 + SCASE_SIZE * (u64::from(part) % cases.max(1)),
                _ => arrays.order0,
            };
            let base = Base::at(addr);
            (cases > 0).then_some(Base { cases, ..base })
        }
        _ => {
            let all = addresses(go, kind);
            all.get(index as usize % all.len().max(1))
                .map(|&addr| Base::at(addr))
        }
    }
}

/// The live objects of a kind that is known by its address alone, in order of creation.
pub fn addresses(go: &Go, kind: Object) -> Vec<u64> {
    match kind {
        Object::Hiter => go.iters.borrow().clone(),
        Object::Hchan => go.chans.borrow().clone(),
        Object::Sudog => go.procs.sudogs_by_use(),
        Object::G => go.procs.live_gs(),
        Object::Slice | Object::String => go
            .headers
            .borrow()
            .iter()
            .filter(|(object, _)| *object == kind)
            .map(|&(_, addr)| addr)
            .collect(),
        Object::Hmap | Object::Bmap | Object::Mapextra | Object::Scase | Object::Order => {
            Vec::new()
        }
    }
}

fn map_object(go: &Go, kind: Object, index: u32, bucket: u32) -> Option<Base> {
    let maps = go.maps.borrow();
    let map = *maps.get(index as usize % maps.len().max(1))?;
    let mem = go.mem.borrow();
    let word = |addr: u64| mem.load(addr, 8).ok().filter(|&word| word != 0);
    let addr = match kind {
        Object::Mapextra => word(map.h + HMAP_EXTRA)?,
        Object::Bmap => {
            let buckets = word(map.h + HMAP_BUCKETS)?;
            let count = 1u64 << (mem.load(map.h + HMAP_B, 1).ok()? & 15);
            buckets.wrapping_add(u64::from(bucket) % count * map.bucket_size)
        }
        _ => map.h,
    };
    Some(Base {
        map: Some(map),
        ..Base::at(addr)
    })
}

/// The address of a field's element. `None` if this Go version has no such field.
pub fn place(go: &Go, base: Base, row: &Field, target: &Target) -> Option<u64> {
    let element = u64::from(target.element);
    let offset = row.offset(go.profile.get())?;
    let width = row.width as u64;
    let from_start = match (row.object, row.name, base.map) {
        (Object::Bmap, "overflow", Some(map)) => map.bucket_size.wrapping_sub(offset),
        (Object::Bmap, "keys", Some(map)) => offset + element * map.key_slot,
        (Object::Order, name, _) => {
            let behind = if name == "lockorder" { base.cases } else { 0 };
            width * (behind + element % base.cases)
        }
        _ => offset + element * width,
    };
    Some(base.addr.wrapping_add(from_start))
}
