//! Deleting a key (internal/runtime/maps/map.go `Delete`, `deleteSmall`; table.go `Delete`).

use tearpoint_harness::contract::Access;

use super::group::{DELETED, EMPTY};
use super::{Op, h2};
use crate::error::{FrameExt, Res};
use crate::hash::{map_key_error, rand};
use crate::layout::{swiss_map, swiss_table};
use crate::map::Key;
use crate::points;
use crate::rtype::MapKind;

/// The variants all end up in the generic function; those for words check for an empty map before.
pub(crate) async fn delete(op: Op<'_>, m: u64, key: &Key) -> Res<()> {
    let fast = op.kind != MapKind::Generic;
    if fast && (m == 0 || op.load(m, swiss_map::USED, 8)? == 0) {
        return Ok(());
    }
    let op = Op {
        kind: MapKind::Generic,
        ..op
    };
    let deleted = delete_generic(op, m, key).await;
    deleted.frame("internal/runtime/maps.(*Map).Delete")
}

async fn delete_generic(op: Op<'_>, m: u64, key: &Key) -> Res<()> {
    if m == 0 || op.load(m, swiss_map::USED, 8)? == 0 {
        if op.t.hash_might_panic {
            key.with(|key| map_key_error(op.process, &op.t.key, key))?;
        }
        return Ok(());
    }
    op.check_writing(m, "concurrent map writes")?;
    let seed = op.load(m, swiss_map::SEED, 8)?;
    let hash = key.hash(op.process, op.t, seed)?;
    op.toggle_writing(m)?;
    op.process
        .point(&points::MAP_WRITING, m, Access::Write)
        .await;
    if op.load(m, swiss_map::DIR_LEN, 8)? == 0 {
        let deleted = delete_small(op, m, hash, key);
        deleted.frame("internal/runtime/maps.(*Map).deleteSmall")?;
    } else {
        let table = op.table_of(m, hash)?;
        let tombstone = delete_in_table(op, m, table, hash, key).await;
        let tombstone = tombstone.frame("internal/runtime/maps.(*table).Delete")?;
        if let (true, Some(at)) = (tombstone, op.layout().tombstone_possible) {
            op.store(m, at, 1, 1)?;
        }
    }
    if op.load(m, swiss_map::USED, 8)? == 0 {
        op.store(m, swiss_map::SEED, 8, rand(op.process))?;
    }
    op.process.point(&points::MAP_DONE, m, Access::Write).await;
    op.end_writing(m)
}

impl Op<'_> {
    pub(super) fn layout(&self) -> &'static swiss_map::Layout {
        &self.process.profile.get().layout.swiss_map
    }

    /// Nothing of the entry stays.
    fn clear_slot(&self, g: u64, i: u64) -> Res<()> {
        let t = self.t;
        if t.indirect_key {
            self.store(self.key_at(g, i), 0, 8, 0)?;
        } else if !t.key_noscan {
            self.typedmemclr(self.key_at(g, i), t.key_size)?;
        }
        if t.indirect_elem {
            self.store(self.elem_at(g, i), 0, 8, 0)
        } else {
            self.typedmemclr(self.elem_at(g, i), t.elem_size)
        }
    }

    /// `typedmemclr`
    pub(super) fn typedmemclr(&self, at: u64, size: u64) -> Res<()> {
        let cleared = self.process.mem.borrow_mut().zero(at, size as usize);
        let cleared: Res<()> = cleared.map_err(Into::into);
        cleared
            .frame("runtime.memclrNoHeapPointers")
            .frame("internal/runtime/maps.typedmemclr")
    }
}

fn delete_small(op: Op<'_>, m: u64, hash: u64, key: &Key) -> Res<()> {
    let g = op.load(m, swiss_map::DIR_PTR, 8)?;
    for i in op.ctrls(g)?.h2(h2(hash)) {
        if op.is_key(g, i, key)? {
            op.add(m, swiss_map::USED, 8, -1)?;
            op.clear_slot(g, i)?;
            return op.set_ctrl(g, i, EMPTY);
        }
    }
    Ok(())
}

/// Whether it left a tombstone.
async fn delete_in_table(op: Op<'_>, m: u64, table: u64, hash: u64, key: &Key) -> Res<bool> {
    let mut probe = op.probe(table, hash)?;
    loop {
        op.process
            .point(&points::MAP_BUCKET, m, Access::Write)
            .await;
        let g = probe.group();
        for i in op.ctrls(g)?.h2(h2(hash)) {
            if !op.is_key(g, i, key)? {
                continue;
            }
            op.add(table, swiss_table::USED, 2, -1)?;
            op.add(m, swiss_map::USED, 8, -1)?;
            op.clear_slot(g, i)?;
            // Behind a full group the search for other keys goes on: the slot must not look empty.
            if op.ctrls(g)?.empty().is_empty() {
                op.set_ctrl(g, i, DELETED)?;
                return Ok(true);
            }
            op.set_ctrl(g, i, EMPTY)?;
            op.add(table, swiss_table::GROWTH_LEFT, 2, 1)?;
            return Ok(false);
        }
        if !op.ctrls(g)?.empty().is_empty() {
            return Ok(false);
        }
        probe.next(op).await?;
    }
}
