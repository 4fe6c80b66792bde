//! Iterating (internal/runtime/maps/table.go `Iter.Init`, `Iter.Next`, `grownKeyElem`).

use tearpoint_harness::contract::{Access, Stream};

use super::access::with_key;
use super::group::Slots;
use super::{Op, SLOTS, fatal};
use crate::equal::Src;
use crate::error::{FrameExt, Res};
use crate::layout::{iter, swiss_map, swiss_table};
use crate::points;
use crate::process::Process;

/// `it.Init(typ, m)`: where it starts is random.
pub(crate) fn init(op: Op<'_>, m: u64, it: u64) -> Res<()> {
    op.store(it, iter::TYP, 8, op.t.addr)?;
    if m == 0 || op.load(m, swiss_map::USED, 8)? == 0 {
        return Ok(());
    }
    let small = op.load(m, swiss_map::DIR_LEN, 8)? as i64 <= 0;
    let group = if small {
        op.load(m, swiss_map::DIR_PTR, 8)?
    } else {
        0
    };
    op.store(it, iter::M, 8, m)?;
    let random = || op.process.sim.choose(Stream::IterStart, 0);
    op.store(it, iter::ENTRY_OFFSET, 8, random())?;
    op.store(it, iter::DIR_OFFSET, 8, random())?;
    let depth = op.load(m, swiss_map::GLOBAL_DEPTH, 1)?;
    op.store(it, iter::GLOBAL_DEPTH, 1, depth)?;
    op.store(it, iter::DIR_IDX, 8, if small { u64::MAX } else { 0 })?;
    op.store(it, iter::GROUP, 8, group)?;
    let seq = op.load(m, swiss_map::CLEAR_SEQ, 8)?;
    op.store(it, iter::CLEAR_SEQ, 8, seq)
}

/// `it.Next()`: to the next entry, or to the end.
pub(crate) async fn next(op: Op<'_>, it: u64) -> Res<()> {
    let entry = find_next(op, it).await;
    let entry = entry.frame("internal/runtime/maps.(*Iter).Next")?;
    let (key, elem) = entry.unwrap_or((0, 0));
    op.store(it, iter::KEY, 8, key)?;
    op.store(it, iter::ELEM, 8, elem)
}

/// What `it.Next()` looks at before the map's type: an iterator without a map is at its end, and one whose map is being written is
/// fatal.
pub(crate) fn ends_before(process: &Process, it: u64) -> Res<bool> {
    let m = process.load(it.wrapping_add(iter::M), 8)?;
    if m == 0 {
        process.store(it.wrapping_add(iter::KEY), 8, 0)?;
        process.store(it.wrapping_add(iter::ELEM), 8, 0)?;
        return Ok(true);
    }
    let writing = process.load(m.wrapping_add(swiss_map::WRITING), 1)?;
    if writing != 0 {
        return fatal("concurrent map iteration and map write", m);
    }
    Ok(false)
}

async fn find_next(op: Op<'_>, it: u64) -> Res<Option<(u64, u64)>> {
    if ends_before(op.process, it)? {
        return Ok(None);
    }
    let m = op.load(it, iter::M, 8)?;
    if (op.load(it, iter::DIR_IDX, 8)? as i64) < 0 {
        return next_small(op, it, m).await;
    }
    let depth = op.load(m, swiss_map::GLOBAL_DEPTH, 1)?;
    let known = op.load(it, iter::GLOBAL_DEPTH, 1)?;
    if depth != known {
        // The directory has grown since: both counters with it.
        let orders = (depth.wrapping_sub(known) & 0xff) as u32;
        for field in [iter::DIR_IDX, iter::DIR_OFFSET] {
            let value = op.load(it, field, 8)?.checked_shl(orders).unwrap_or(0);
            op.store(it, field, 8, value)?;
        }
        op.store(it, iter::GLOBAL_DEPTH, 1, depth)?;
    }
    loop {
        let dir_idx = op.load(it, iter::DIR_IDX, 8)?;
        if dir_idx as i64 >= op.load(m, swiss_map::DIR_LEN, 8)? as i64 {
            return Ok(None);
        }
        if op.load(it, iter::TAB, 8)? == 0 {
            op.process
                .point(&points::MAP_ITER_BUCKET, m, Access::Read)
                .await;
            enter_table(op, it, m, dir_idx)?;
        }
        if let Some(entry) = next_in_table(op, it, m).await? {
            return Ok(Some(entry));
        }
        next_dir_idx(op, it, m)?;
    }
}

/// In a map that had one group when the iteration began.
async fn next_small(op: Op<'_>, it: u64, m: u64) -> Res<Option<(u64, u64)>> {
    let g = op.load(it, iter::GROUP, 8)?;
    loop {
        let n = op.load(it, iter::ENTRY_IDX, 8)?;
        if n >= SLOTS {
            return Ok(None);
        }
        let k = n.wrapping_add(op.load(it, iter::ENTRY_OFFSET, 8)?) % SLOTS;
        let full = op.ctrl(g, k)? & 0x80 == 0;
        let entry = if full {
            let grown = op.load(m, swiss_map::DIR_LEN, 8)? as i64 > 0;
            entry(op, it, m, (g, k), grown).await?
        } else {
            None
        };
        op.add(it, iter::ENTRY_IDX, 8, 1)?;
        if entry.is_some() {
            return Ok(entry);
        }
    }
}

/// The table at the iteration's place in the directory.
fn enter_table(op: Op<'_>, it: u64, m: u64, dir_idx: u64) -> Res<()> {
    let offset = op.load(it, iter::DIR_OFFSET, 8)?;
    let mask = op.load(m, swiss_map::DIR_LEN, 8)?.wrapping_sub(1);
    let at = dir_idx.wrapping_add(offset) & mask;
    let table = op.directory_at(m, at)?;
    let index = op.load(table, swiss_table::INDEX, 8)?;
    if index != at {
        // In the middle of the table's entries: to the first of them.
        let back = offset.wrapping_sub(at.wrapping_sub(index));
        op.store(it, iter::DIR_OFFSET, 8, back)?;
    }
    op.store(it, iter::TAB, 8, table)
}

/// `it.nextDirIdx()`
fn next_dir_idx(op: Op<'_>, it: u64, m: u64) -> Res<()> {
    let table = op.load(it, iter::TAB, 8)?;
    let entries = op.directory_entries(m, table)?;
    op.add(it, iter::DIR_IDX, 8, entries as i64)?;
    op.store(it, iter::TAB, 8, 0)?;
    op.store(it, iter::GROUP, 8, 0)?;
    op.store(it, iter::ENTRY_IDX, 8, 0)
}

/// The next entry of the table that the iteration is in.
///
/// Go looks at the slot it stands at first, then, from the next on, at whole control words: what was stored into a group between
/// two calls is seen, what is stored while one call goes through the group cannot be.
async fn next_in_table(op: Op<'_>, it: u64, m: u64) -> Res<Option<(u64, u64)>> {
    let table = op.load(it, iter::TAB, 8)?;
    let mask = op.load(table, swiss_table::CAPACITY, 2)?.wrapping_sub(1);
    let offset = op.load(it, iter::ENTRY_OFFSET, 8)?;
    let mut n = op.load(it, iter::ENTRY_IDX, 8)?;
    if n > mask {
        return Ok(None);
    }
    let slot = n.wrapping_add(offset) & mask & (SLOTS - 1);
    let g = group_of(op, it, table, n.wrapping_add(offset) & mask)?;
    if op.ctrl(g, slot)? & 0x80 == 0 {
        let grown = op.load(table, swiss_table::INDEX, 8)? == u64::MAX;
        if let Some(entry) = entry(op, it, m, (g, slot), grown).await? {
            op.store(it, iter::ENTRY_IDX, 8, n.wrapping_add(1))?;
            return Ok(Some(entry));
        }
    }
    n = n.wrapping_add(1);
    let mut full: Option<Slots> = None;
    while n <= mask {
        let at = n.wrapping_add(offset) & mask;
        let mut slot = at & (SLOTS - 1);
        let g = group_of(op, it, table, at)?;
        let mut left = match full {
            Some(left) => left,
            None => {
                let left = op.ctrls(g)?.full().remove_below(slot);
                if left.is_empty() {
                    n = n.wrapping_add(SLOTS - slot);
                    continue;
                }
                n = n.wrapping_add(left.first() - slot);
                if n > mask {
                    continue;
                }
                slot = left.first();
                left
            }
        };
        let grown = op.load(table, swiss_table::INDEX, 8)? == u64::MAX;
        let found = entry(op, it, m, (g, slot), grown).await?;
        left.next();
        if left.is_empty() {
            n = n.wrapping_add(SLOTS - slot);
            full = None;
        } else {
            n = n.wrapping_add(left.first() - slot);
            full = Some(left);
        }
        if found.is_some() {
            op.store(it, iter::ENTRY_IDX, 8, n)?;
            return Ok(found);
        }
    }
    op.store(it, iter::ENTRY_IDX, 8, n)?;
    Ok(None)
}

/// The group of entry `at`, which the iteration remembers.
fn group_of(op: Op<'_>, it: u64, table: u64, at: u64) -> Res<u64> {
    let known = op.load(it, iter::GROUP, 8)?;
    if at & (SLOTS - 1) != 0 && known != 0 {
        return Ok(known);
    }
    let g = op.group_at(table, at / SLOTS)?;
    op.store(it, iter::GROUP, 8, g)?;
    Ok(g)
}

/// The addresses of key and element to show for a full slot, if it is to be shown: where the map has grown since, what it has now.
async fn entry(
    op: Op<'_>,
    it: u64,
    m: u64,
    (g, i): (u64, u64),
    grown: bool,
) -> Res<Option<(u64, u64)>> {
    let key = op.stored_key(g, i)?;
    if !grown {
        return Ok(Some((key, op.stored_elem(g, i)?)));
    }
    let now = with_key(op, m, key).await;
    if let Some(found) = now.frame("internal/runtime/maps.(*Map).getWithKey")? {
        return Ok(Some(found));
    }
    // A NaN is never found again. It is there unless the map was cleared.
    let cleared = op.load(it, iter::CLEAR_SEQ, 8)? != op.load(m, swiss_map::CLEAR_SEQ, 8)?;
    if !cleared && !op.equal(Src::Mem(key), Src::Mem(key))? {
        return Ok(Some((key, op.stored_elem(g, i)?)));
    }
    Ok(None)
}
