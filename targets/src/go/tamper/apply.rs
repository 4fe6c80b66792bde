//! Carrying out a tamper on the live objects of a run, and naming the field that an address lies in.

use super::plan::{Tamper, Target};
use super::table::{FIELDS, Field, Object, Value};
use crate::go::machine::memory::{RODATA_BASE, UNMAPPED};
use crate::go::machine::{Stamp, WriterKind};
use crate::go::runtime::g::{Go, LiveMap};

const HMAP_B: u64 = 9;
const HMAP_BUCKETS: u64 = 16;
const HMAP_EXTRA: u64 = 40;
const NON_CANONICAL: u64 = 0xdead_beef_dead_beef;

/// Writes. `None` if the object does not exist yet, or its memory cannot be written.
/// Otherwise what was written, for people: `hmap[0].flags: 0x0 -> 0x4`.
pub fn apply(go: &Go, tamper: &Tamper) -> Option<String> {
    let target = &tamper.target;
    let row = target.row();
    let base = object(go, row.object, target.object, target.bucket)?;
    let addr = place(base, row, target);
    let old = go.mem.borrow().load(addr, row.width).ok()?;
    let new = match tamper.value {
        Value::Set(value) => value,
        Value::Add(value) => old.wrapping_add_signed(value),
        Value::Xor(value) => old ^ value,
        Value::NilPage => 0x10,
        Value::Unmapped => UNMAPPED,
        Value::NonCanonical => NON_CANONICAL,
        Value::ReadOnly => RODATA_BASE,
        Value::Itself => base.addr,
        Value::Other => {
            let other = object(go, row.object, target.object.wrapping_add(1), target.bucket)?;
            go.mem
                .borrow()
                .load(place(other, row, target), row.width)
                .ok()?
        }
    };
    let new = if row.width == 8 {
        new
    } else {
        new & ((1 << (8 * row.width)) - 1)
    };
    let mut mem = go.mem.borrow_mut();
    let stamp = mem.stamp();
    mem.set_stamp(Stamp::new(go.sim.step(), WriterKind::Tamper));
    let written = mem.store(addr, row.width, new);
    mem.set_stamp(stamp);
    written.ok()?;
    Some(format!("{target}: {old:#x} -> {new:#x}"))
}

/// A live metadata object.
#[derive(Clone, Copy)]
struct Base {
    addr: u64,
    map: Option<LiveMap>,
}

/// The `index`-th live object of a kind.
fn object(go: &Go, kind: Object, index: u32, bucket: u32) -> Option<Base> {
    if kind == Object::Hiter {
        let iters = go.iters.borrow();
        let addr = *iters.get(index as usize % iters.len().max(1))?;
        return Some(Base { addr, map: None });
    }
    let maps = go.maps.borrow();
    let map = *maps.get(index as usize % maps.len().max(1))?;
    let mem = go.mem.borrow();
    let addr = match kind {
        Object::Hmap | Object::Hiter => map.h,
        Object::Mapextra => mem
            .load(map.h + HMAP_EXTRA, 8)
            .ok()
            .filter(|&extra| extra != 0)?,
        Object::Bmap => {
            let buckets = mem
                .load(map.h + HMAP_BUCKETS, 8)
                .ok()
                .filter(|&buckets| buckets != 0)?;
            let count = 1u64 << (mem.load(map.h + HMAP_B, 1).ok()? & 15);
            buckets.wrapping_add(u64::from(bucket) % count * map.bucket_size)
        }
    };
    Some(Base {
        addr,
        map: Some(map),
    })
}

/// The address of a field's element.
fn place(base: Base, row: &Field, target: &Target) -> u64 {
    let element = u64::from(target.element);
    match (row.object, row.name, base.map) {
        (Object::Bmap, "overflow", Some(map)) => {
            base.addr.wrapping_add(map.bucket_size - row.offset)
        }
        (Object::Bmap, "keys", Some(map)) => {
            base.addr.wrapping_add(row.offset + element * map.key_slot)
        }
        _ => base
            .addr
            .wrapping_add(row.offset + element * row.width as u64),
    }
}

/// The metadata field that `addr` lies in: `hmap.flags`. `None` if no live object is there.
pub fn field_at(go: &Go, addr: u64) -> Option<String> {
    let within = |base: u64, kind: Object| {
        let offset = addr.checked_sub(base)?;
        let row = FIELDS.iter().filter(|row| row.object == kind).find(|row| {
            (row.offset..row.offset + row.width as u64 * row.count).contains(&offset)
        })?;
        Some(format!("{}.{}", kind.name(), row.name))
    };
    if let Some(name) = go
        .iters
        .borrow()
        .iter()
        .find_map(|&iter| within(iter, Object::Hiter))
    {
        return Some(name);
    }
    let maps = go.maps.borrow();
    maps.iter().find_map(|map| {
        within(map.h, Object::Hmap)
            .or_else(|| {
                within(
                    go.mem
                        .borrow()
                        .load(map.h + HMAP_EXTRA, 8)
                        .ok()
                        .filter(|&e| e != 0)?,
                    Object::Mapextra,
                )
            })
            .or_else(|| bucket_field(go, map, addr))
    })
}

/// The field of one of `map`'s buckets, present or old, that `addr` lies in.
fn bucket_field(go: &Go, map: &LiveMap, addr: u64) -> Option<String> {
    let mem = go.mem.borrow();
    let (base, size) = go.heap.borrow().object(&mem, addr)?;
    let owned = [HMAP_BUCKETS, HMAP_BUCKETS + 8]
        .iter()
        .any(|&field| mem.load(map.h + field, 8) == Ok(base));
    if !owned && size < map.bucket_size {
        return None;
    }
    let offset = (addr - base) % map.bucket_size;
    Some(match offset {
        0..8 => "bmap.tophash".to_owned(),
        _ if offset >= map.bucket_size - 8 => "bmap.overflow".to_owned(),
        _ if offset < 8 + 8 * map.key_slot => "bmap.keys".to_owned(),
        _ => "bmap.elems".to_owned(),
    })
}
