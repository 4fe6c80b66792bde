//! Making maps, tables and groups (internal/runtime/maps/map.go `NewMap`, `NewEmptyMap`, `Clone`; table.go `newTable`, `reset`).

use super::{MAX_AVG_GROUP_LOAD, MAX_TABLE_CAPACITY, Op, SLOTS};
use crate::equal::typedmemmove;
use crate::error::{FrameExt, Res, Unwind};
use crate::hash::rand;
use crate::layout::{swiss_map, swiss_table};
use crate::rtype::UNSAFE_POINTER_ADDR;
use tearpoint_machine::layout::pointer_words;
use tearpoint_machine::{GcType, MAX_ALLOC, PtrMap};

const MAP: GcType<'static> = GcType {
    addr: 0,
    ptrs: &PtrMap::words(swiss_map::SIZE, pointer_words(swiss_map::ROWS, 0)),
};
const TABLE: GcType<'static> = GcType {
    addr: 0,
    ptrs: &PtrMap::words(swiss_table::SIZE, pointer_words(swiss_table::ROWS, 0)),
};
const POINTERS: GcType<'static> = GcType {
    addr: UNSAFE_POINTER_ADDR,
    ptrs: &PtrMap::ALL,
};

/// `makemap_small`
pub(crate) fn makemap_small(op: Op<'_>) -> Res<u64> {
    let m = op.process.mallocgc(swiss_map::SIZE, Some(MAP))?;
    op.store(m, swiss_map::SEED, 8, rand(op.process))?;
    Ok(m)
}

/// `makemap`: with so many tables that `hint` entries have room.
pub(crate) fn makemap(op: Op<'_>, hint: i64) -> Res<u64> {
    let hint = hint.max(0) as u64;
    let m = makemap_small(op)?;
    if hint <= SLOTS {
        return Ok(m);
    }
    let target = hint.wrapping_mul(SLOTS) / MAX_AVG_GROUP_LOAD;
    let tables = target
        .checked_add(MAX_TABLE_CAPACITY - 1)
        .map(|n| n / MAX_TABLE_CAPACITY)
        .filter(|_| target >= hint)
        .and_then(u64::checked_next_power_of_two);
    let Some(tables) = tables else { return Ok(m) };
    let bytes = tables
        .checked_mul(MAX_TABLE_CAPACITY)
        .and_then(|groups| groups.checked_mul(op.t.group.size));
    if bytes.is_none_or(|bytes| bytes > MAX_ALLOC) {
        return Ok(m);
    }
    let depth = u64::from(tables.trailing_zeros());
    op.store(m, swiss_map::GLOBAL_DEPTH, 1, depth)?;
    op.store(m, swiss_map::GLOBAL_SHIFT, 1, 64 - depth)?;
    let directory = new_directory(op, tables)?;
    for i in 0..tables {
        let table = new_table(op, target / tables, i as i64, depth)?;
        op.store(directory, 8 * i, 8, table)?;
    }
    op.store(m, swiss_map::DIR_PTR, 8, directory)?;
    op.store(m, swiss_map::DIR_LEN, 8, tables)?;
    Ok(m)
}

/// `make([]*table, n)`
pub(super) fn new_directory(op: Op<'_>, n: u64) -> Res<u64> {
    op.process.mallocgc(n.wrapping_mul(8), Some(POINTERS))
}

/// `newTable`
pub(super) fn new_table(op: Op<'_>, capacity: u64, index: i64, depth: u64) -> Res<u64> {
    let made = table_of(op, capacity.max(SLOTS), index, depth);
    made.frame("internal/runtime/maps.newTable")
}

fn table_of(op: Op<'_>, capacity: u64, index: i64, depth: u64) -> Res<u64> {
    let table = op.process.mallocgc(swiss_table::SIZE, Some(TABLE))?;
    op.store(table, swiss_table::INDEX, 8, index as u64)?;
    op.store(table, swiss_table::LOCAL_DEPTH, 1, depth)?;
    if capacity > MAX_TABLE_CAPACITY {
        return Err(Unwind::text("initial table capacity too large"));
    }
    let capacity = capacity.next_power_of_two();
    let groups = capacity / SLOTS;
    let data = new_groups(op, groups)?;
    op.store(table, swiss_table::GROUPS, 8, data)?;
    op.store(table, swiss_table::LENGTH_MASK, 8, groups - 1)?;
    op.store(table, swiss_table::CAPACITY, 2, capacity)?;
    let left = max_growth_left(op, table)?;
    op.store(table, swiss_table::GROWTH_LEFT, 2, left)?;
    for i in 0..groups {
        op.set_empty(data.wrapping_add(i * op.t.group.size))?;
    }
    Ok(table)
}

/// `newGroups`: the address of so many groups.
pub(super) fn new_groups(op: Op<'_>, n: u64) -> Res<u64> {
    let bytes = op.t.group.size.checked_mul(n);
    let Some(bytes) = bytes.filter(|&bytes| bytes <= MAX_ALLOC) else {
        let refused = Unwind::plain_error("runtime: allocation size out of range");
        return Err(refused).frame("runtime.newarray");
    };
    op.process.mallocgc(bytes, op.t.group.map.gc())
}

/// `t.maxGrowthLeft()`
pub(super) fn max_growth_left(op: Op<'_>, table: u64) -> Res<u64> {
    let capacity = op.load(table, swiss_table::CAPACITY, 2)?;
    if capacity == 0 {
        return Err(Unwind::text("table must have positive capacity"));
    }
    if capacity <= SLOTS {
        return Ok(capacity - 1);
    }
    let product = capacity * MAX_AVG_GROUP_LOAD;
    let overflows = if op.rules().growth_left_is_bounded {
        product > 0xffff
    } else {
        product & 0xffff < capacity
    };
    if overflows {
        return Err(Unwind::text("overflow"));
    }
    Ok((product & 0xffff) / SLOTS)
}

/// `m.Clone(typ)`: the same tables again, slot by slot.
pub(crate) fn clone(op: Op<'_>, m: u64) -> Res<u64> {
    if op.load(m, swiss_map::WRITING, 1)? != 0 {
        return super::fatal("concurrent map clone and map write", m);
    }
    let copy = op.process.mallocgc(swiss_map::SIZE, Some(MAP))?;
    typedmemmove(op.process, copy, m, swiss_map::SIZE)?;
    let old = op.load(copy, swiss_map::DIR_PTR, 8)?;
    let len = op.load(copy, swiss_map::DIR_LEN, 8)?;
    if old == 0 {
        return Ok(copy);
    }
    if len == 0 {
        let g = new_groups(op, 1)?;
        clone_group(op, g, old)?;
        op.store(copy, swiss_map::DIR_PTR, 8, g)?;
        return Ok(copy);
    }
    let directory = new_directory(op, len)?;
    let mut last = (0, 0);
    for i in 0..len {
        let table = op.load(old, 8 * i, 8)?;
        if i == 0 || table != last.0 {
            let cloned = clone_table(op, table);
            last = (table, cloned.frame("internal/runtime/maps.(*table).clone")?);
        }
        op.store(directory, 8 * i, 8, last.1)?;
    }
    op.store(copy, swiss_map::DIR_PTR, 8, directory)?;
    Ok(copy)
}

fn clone_table(op: Op<'_>, table: u64) -> Res<u64> {
    let copy = op.process.mallocgc(swiss_table::SIZE, Some(TABLE))?;
    typedmemmove(op.process, copy, table, swiss_table::SIZE)?;
    let mask = op.load(copy, swiss_table::LENGTH_MASK, 8)?;
    let old = op.load(copy, swiss_table::GROUPS, 8)?;
    let new = new_groups(op, mask.wrapping_add(1))?;
    for i in 0..=mask {
        let at = i.wrapping_mul(op.t.group.size);
        clone_group(op, new.wrapping_add(at), old.wrapping_add(at))?;
    }
    op.store(copy, swiss_table::GROUPS, 8, new)?;
    Ok(copy)
}

/// `cloneGroup`
fn clone_group(op: Op<'_>, new: u64, old: u64) -> Res<()> {
    typedmemmove(op.process, new, old, op.t.group.size)?;
    let t = op.t;
    for i in 0..SLOTS {
        let slots = [
            (t.indirect_key, op.key_at(new, i), t.key_size, &t.key_map),
            (
                t.indirect_elem,
                op.elem_at(new, i),
                t.elem_size,
                &t.elem_map,
            ),
        ];
        for (indirect, at, size, map) in slots {
            let stored = if indirect { op.load(at, 0, 8)? } else { 0 };
            if stored != 0 {
                let fresh = op.process.new_typed(size, map)?;
                typedmemmove(op.process, fresh, stored, size)?;
                op.store(at, 0, 8, fresh)?;
            }
        }
    }
    Ok(())
}
