//! Clearing a map (internal/runtime/maps/map.go `Clear`, `clearSmall`; table.go `Clear`).

use tearpoint_harness::contract::Access;

use super::Op;
use super::make::max_growth_left;
use crate::error::{FrameExt, Res};
use crate::hash::rand;
use crate::layout::{swiss_map, swiss_table};
use crate::points;

/// Slots larger than this are not cleared where nothing is in them.
const LARGE_SLOT: u64 = 32;

/// Removes every entry.
pub(crate) async fn clear(op: Op<'_>, m: u64) -> Res<()> {
    let cleared = clear_map(op, m).await;
    cleared.frame("internal/runtime/maps.(*Map).Clear")
}

async fn clear_map(op: Op<'_>, m: u64) -> Res<()> {
    if m == 0 {
        return Ok(());
    }
    let tombstones = match op.layout().tombstone_possible {
        Some(at) => op.load(m, at, 1)? != 0,
        None => false,
    };
    if op.load(m, swiss_map::USED, 8)? == 0 && !tombstones {
        return Ok(());
    }
    op.check_writing(m, "concurrent map writes")?;
    op.toggle_writing(m)?;
    op.process
        .point(&points::MAP_WRITING, m, Access::Write)
        .await;
    let len = op.load(m, swiss_map::DIR_LEN, 8)?;
    if len == 0 {
        let g = op.load(m, swiss_map::DIR_PTR, 8)?;
        let cleared = op.typedmemclr(g, op.t.group.size);
        let cleared = cleared.and_then(|()| op.set_empty(g));
        cleared.frame("internal/runtime/maps.(*Map).clearSmall")?;
        op.store(m, swiss_map::USED, 8, 0)?;
    } else {
        let mut last = 0;
        for i in 0..(len as i64).max(0) as u64 {
            let table = op.directory_at(m, i)?;
            if table != last {
                let cleared = clear_table(op, table);
                cleared.frame("internal/runtime/maps.(*table).Clear")?;
                last = table;
            }
        }
        op.store(m, swiss_map::USED, 8, 0)?;
        if let Some(at) = op.layout().tombstone_possible {
            op.store(m, at, 1, 0)?;
        }
    }
    op.add(m, swiss_map::CLEAR_SEQ, 8, 1)?;
    op.store(m, swiss_map::SEED, 8, rand(op.process))?;
    op.process.point(&points::MAP_DONE, m, Access::Write).await;
    op.end_writing(m)
}

fn clear_table(op: Op<'_>, table: u64) -> Res<()> {
    let skips = op.layout().tombstone_possible.is_some();
    let mask = op.load(table, swiss_table::LENGTH_MASK, 8)?;
    let mut only_full = false;
    if skips {
        let left = max_growth_left(op, table)?;
        let used = op.load(table, swiss_table::USED, 2)?;
        if used == 0 && op.load(table, swiss_table::GROWTH_LEFT, 2)? == left {
            return Ok(());
        }
        only_full = used * 4 <= mask || op.t.group.slot_size > LARGE_SLOT;
    }
    let mut i = 0;
    while i <= mask {
        let g = op.group_at(table, i)?;
        if !only_full || !op.ctrls(g)?.full().is_empty() {
            op.typedmemclr(g, op.t.group.size)?;
        }
        op.set_empty(g)?;
        i += 1;
    }
    op.store(table, swiss_table::USED, 2, 0)?;
    let left = max_growth_left(op, table)?;
    op.store(table, swiss_table::GROWTH_LEFT, 2, left)
}
