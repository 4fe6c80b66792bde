//! Does a write of a plan to the live objects of a run, and names the field in which an address lies.

use super::objects::{addresses, groups, object, place, tables};
use super::plan::Tamper;
use tearpoint_harness::contract::{Cause, Change, Writer};
use tearpoint_machine::memory::{RODATA_BASE, UNMAPPED};
use tearpoint_machine::{Stamp, WriterKind};
use tearpoint_runtime::hijack::REPLACEMENTS;
use tearpoint_runtime::layout::{Maps, bmap, hmap, scase, swiss_group};
use tearpoint_runtime::process::{LiveMap, Process};
use tearpoint_runtime::tamper::table::{Field, Object, Value};

const NON_CANONICAL: u64 = 0xdead_beef_dead_beef;

/// Writes. `None` if the object does not exist yet, or its memory cannot be written.
/// Otherwise what was written, as a cause of what comes of it.
pub fn apply(process: &Process, tamper: &Tamper) -> Option<Cause> {
    let target = &tamper.target;
    let row = target.row();
    if let Value::Body(body) = tamper.value {
        return replace(process, row, body);
    }
    let base = object(process, row.object, target.object, target.bucket)?;
    let (addr, width) = place(process, base, row, target)?;
    let old = process.mem.borrow().load(addr, width).ok()?;
    let new = match tamper.value {
        Value::Set(value) => value,
        Value::Add(value) => old.wrapping_add_signed(value),
        Value::Xor(value) => old ^ value,
        Value::NilPage => 0x10,
        Value::Unmapped => UNMAPPED,
        Value::NonCanonical => NON_CANONICAL,
        Value::ReadOnly => RODATA_BASE,
        Value::Itself => base.addr,
        Value::Body(_) => return None,
        Value::Other => {
            let other = object(
                process,
                row.object,
                target.object.wrapping_add(1),
                target.bucket,
            )?;
            let (from, width) = place(process, other, row, target)?;
            process.mem.borrow().load(from, width).ok()?
        }
    };
    let new = if width == 8 {
        new
    } else {
        new & ((1 << (8 * width)) - 1)
    };
    let mut mem = process.mem.borrow_mut();
    let stamp = mem.stamp();
    mem.set_stamp(Stamp::new(process.sim.step(), WriterKind::Tamper));
    let written = mem.store(addr, width, new);
    mem.set_stamp(stamp);
    written.ok()?;
    Some(tampered(
        process,
        target.to_string(),
        Change::Value { old, new },
    ))
}

/// Puts another body in the place of a runtime function.
fn replace(process: &Process, row: &Field, body: &str) -> Option<Cause> {
    let name = format!("runtime.{}:{body}", row.name);
    let replacement = REPLACEMENTS.iter().find(|row| row.name == name)?;
    process.hijacks.replace(replacement);
    let does = replacement.does.to_owned();
    let what = format!("runtime.{}", row.name);
    Some(tampered(process, what, Change::Body { does }))
}

fn tampered(process: &Process, what: String, change: Change) -> Cause {
    Cause::Wrote {
        by: Writer::Tampering,
        what,
        change: Some(change),
        step: Some(process.sim.step()),
    }
}

/// The metadata field that `addr` lies in: `hmap.flags`. `None` if no live object is there.
pub fn field_at(process: &Process, addr: u64) -> Option<String> {
    let layout = process.profile.get().layout;
    let within = |base: u64, kind: Object| {
        let offset = addr.checked_sub(base)?;
        let field = match kind.structure(layout) {
            Some(structure) => structure.field_at(offset)?.name,
            // Bits of a span: as many bytes as are tampered with.
            None => (offset < 32).then_some("bits")?,
        };
        Some(format!("{}.{field}", kind.name()))
    };
    let known = [
        if layout.maps == Maps::Swiss {
            Object::Iter
        } else {
            Object::Hiter
        },
        Object::Hchan,
        Object::Sudog,
        Object::G,
        Object::Slice,
        Object::String,
        Object::Mspan,
        Object::AllocBits,
        Object::GcmarkBits,
        Object::InlineMarkBits,
        Object::Mutex,
        Object::RWMutex,
        Object::WaitGroup,
        Object::Once,
        Object::Cond,
        Object::Timer,
    ];
    known
        .into_iter()
        .find_map(|kind| {
            addresses(process, kind)
                .into_iter()
                .find_map(|base| within(base, kind))
        })
        .or_else(|| select_field(process, addr))
        .or_else(|| {
            let maps = process.maps.borrow();
            if layout.maps == Maps::Swiss {
                return maps.iter().find_map(|map| swiss_field(process, map, addr));
            }
            maps.iter().find_map(|map| {
                let extra = process.mem.borrow().load(map.h + hmap::EXTRA, 8).ok();
                within(map.h, Object::Hmap)
                    .or_else(|| within(extra.filter(|&e| e != 0)?, Object::Mapextra))
                    .or_else(|| bucket_field(process, map, addr))
            })
        })
}

/// The field of a waiting select's arrays.
fn select_field(process: &Process, addr: u64) -> Option<String> {
    let selects = process.goroutines.waiting_selects();
    selects.iter().find_map(|arrays| {
        let cases = (arrays.nsends + arrays.nrecvs) as u64;
        let in_cases = addr.wrapping_sub(arrays.cas0);
        let in_orders = addr.wrapping_sub(arrays.order0);
        let name = match () {
            () if in_cases < cases * scase::SIZE => {
                let case = scase::GO1_19.structure();
                let field = case.field_at(in_cases % scase::SIZE)?;
                return Some(format!("{}.{}", case.name, field.name));
            }
            () if in_orders < 2 * cases => "order.pollorder",
            () if in_orders < 4 * cases => "order.lockorder",
            () => return None,
        };
        Some(name.to_owned())
    })
}

/// The field of a Swiss map, of one of its tables or groups, that `addr` lies in.
fn swiss_field(process: &Process, map: &LiveMap, addr: u64) -> Option<String> {
    let layout = process.profile.get().layout;
    let within = |base: u64, kind: Object| {
        let field = kind
            .structure(layout)?
            .field_at(addr.checked_sub(base)?)?
            .name;
        Some(format!("{}.{field}", kind.name()))
    };
    let in_group = |&base: &u64| {
        let offset = addr
            .checked_sub(base)
            .filter(|&offset| offset < map.bucket_size)?;
        Some(match offset.checked_sub(swiss_group::KEYS) {
            None => "group.ctrl",
            Some(_) => "group.slots",
        })
    };
    within(map.h, Object::SwissMap)
        .or_else(|| {
            let tables = tables(process, map.h);
            let mut tables = tables.into_iter();
            tables.find_map(|table| within(table, Object::SwissTable))
        })
        .or_else(|| {
            groups(process, map)
                .iter()
                .find_map(in_group)
                .map(str::to_owned)
        })
}

/// The field of one of `map`'s buckets, present or old, that `addr` lies in.
fn bucket_field(process: &Process, map: &LiveMap, addr: u64) -> Option<String> {
    let mem = process.mem.borrow();
    let (base, size) = process.heap.borrow().object(&mem, addr)?;
    let owned = [hmap::BUCKETS, hmap::OLDBUCKETS]
        .iter()
        .any(|&field| mem.load(map.h + field, 8) == Ok(base));
    if !owned && size < map.bucket_size {
        return None;
    }
    let offset = (addr - base) % map.bucket_size;
    Some(match offset {
        0..bmap::KEYS => "bmap.tophash".to_owned(),
        _ if offset >= map.bucket_size - bmap::OVERFLOW => "bmap.overflow".to_owned(),
        _ if offset < bmap::KEYS + 8 * map.key_slot => "bmap.keys".to_owned(),
        _ => "bmap.elems".to_owned(),
    })
}
