//! Carrying out a tamper on the live objects of a run, and naming the field that an address lies in.

use super::objects::{HMAP_BUCKETS, HMAP_EXTRA, addresses, object, place};
use super::plan::Tamper;
use tearpoint_machine::memory::{RODATA_BASE, UNMAPPED};
use tearpoint_machine::{Stamp, WriterKind};
use tearpoint_runtime::hijack::REPLACEMENTS;
use tearpoint_runtime::process::{LiveMap, Process};
use tearpoint_runtime::select::SCASE_SIZE;
use tearpoint_runtime::tamper::table::{FIELDS, Field, Object, Value};

const NON_CANONICAL: u64 = 0xdead_beef_dead_beef;

/// Writes. `None` if the object does not exist yet, or its memory cannot be written.
/// Otherwise what was written, for people: `hmap[0].flags: 0x0 -> 0x4`.
pub fn apply(process: &Process, tamper: &Tamper) -> Option<String> {
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
    Some(format!("{target}: {old:#x} -> {new:#x}"))
}

/// Puts another body in the place of a runtime function.
fn replace(process: &Process, row: &Field, body: &str) -> Option<String> {
    let name = format!("runtime.{}:{body}", row.name);
    let replacement = REPLACEMENTS.iter().find(|row| row.name == name)?;
    process.hijack(replacement);
    let does = replacement.does;
    Some(format!("runtime.{}: another body, which {does}", row.name))
}

/// The metadata field that `addr` lies in: `hmap.flags`. `None` if no live object is there.
pub fn field_at(process: &Process, addr: u64) -> Option<String> {
    let profile = process.profile.get();
    let within = |base: u64, kind: Object| {
        let offset = addr.checked_sub(base)?;
        let row = FIELDS.iter().filter(|row| row.object == kind).find(|row| {
            row.extent(profile)
                .is_some_and(|(at, width)| (at..at + width as u64 * row.count).contains(&offset))
        })?;
        Some(format!("{}.{}", kind.name(), row.name))
    };
    let known = [
        Object::Hiter,
        Object::Hchan,
        Object::Sudog,
        Object::G,
        Object::Slice,
        Object::String,
        Object::Mspan,
        Object::AllocBits,
        Object::GcmarkBits,
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
            maps.iter().find_map(|map| {
                let extra = process.mem.borrow().load(map.h + HMAP_EXTRA, 8).ok();
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
            () if in_cases < cases * SCASE_SIZE && in_cases % SCASE_SIZE < 8 => "scase.c",
            () if in_cases < cases * SCASE_SIZE => "scase.elem",
            () if in_orders < 2 * cases => "order.pollorder",
            () if in_orders < 4 * cases => "order.lockorder",
            () => return None,
        };
        Some(name.to_owned())
    })
}

/// The field of one of `map`'s buckets, present or old, that `addr` lies in.
fn bucket_field(process: &Process, map: &LiveMap, addr: u64) -> Option<String> {
    let mem = process.mem.borrow();
    let (base, size) = process.heap.borrow().object(&mem, addr)?;
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
