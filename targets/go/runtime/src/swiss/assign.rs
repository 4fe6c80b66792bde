//! Storing a key (internal/runtime/maps/runtime*.go `runtime_mapassign` and its fast variants).

use tearpoint_harness::contract::Access;

use super::group::DELETED;
use super::{Op, h2};
use crate::error::{Res, Unwind};
use crate::layout::{swiss_map, swiss_table};
use crate::map::{Key, come_round};
use crate::points;
use crate::profile::Prune;
use crate::rtype::MapKind;

/// Growths within one call after which nothing new can come of it: the first eight make a table full, sixty more split it to the end
/// of the hash.
const MANY_ROUNDS: u32 = 80;

/// The address to store the key's element at.
pub(crate) async fn assign(op: Op<'_>, m: u64, key: &Key) -> Res<u64> {
    if m == 0 {
        return Err(Unwind::plain_error("assignment to entry in nil map"));
    }
    op.check_writing(m, "concurrent map writes")?;
    let hash = key.hash(op.process, op.t, op.load(m, swiss_map::SEED, 8)?)?;
    // Only now: hashing may panic, and then nothing was written.
    op.toggle_writing(m)?;
    if op.load(m, swiss_map::DIR_PTR, 8)? == 0 {
        op.grow_to_small(m)?;
    }
    op.process
        .point(&points::MAP_WRITING, m, Access::Write)
        .await;
    let elem = match assign_small(op, m, hash, key)? {
        Some(elem) => elem,
        None => assign_table(op, m, hash, key).await?,
    };
    op.process.point(&points::MAP_DONE, m, Access::Write).await;
    op.end_writing(m)?;
    Ok(elem)
}

/// In a map of one group, which may become a table then: the element, unless the map has tables, which are still to be looked at.
fn assign_small(op: Op<'_>, m: u64, hash: u64, key: &Key) -> Res<Option<u64>> {
    if op.load(m, swiss_map::DIR_LEN, 8)? != 0 {
        return Ok(None);
    }
    let rules = op.rules();
    if rules.full_small_map_is_fatal && op.load(m, swiss_map::USED, 8)? >= super::SLOTS {
        op.grow_to_table(m)?;
        return Ok(None);
    }
    if let Some(elem) = op.put_slot_small(m, hash, key)? {
        return Ok(Some(elem));
    }
    let table = op.grow_to_table(m)?;
    let elem = op.unchecked_put_for_assign(table, hash, key)?;
    op.add(m, swiss_map::USED, 8, 1)?;
    Ok(Some(elem))
}

async fn assign_table(op: Op<'_>, m: u64, hash: u64, key: &Key) -> Res<u64> {
    let mut rounds = 0;
    loop {
        let table = op.table_of(m, hash)?;
        if let Some(elem) = put_in_table(op, m, table, hash, key).await? {
            return Ok(elem);
        }
        op.process
            .point(&points::MAP_HASH_GROW, m, Access::Write)
            .await;
        op.rehash(m, table)?;
        rounds += 1;
        if rounds == MANY_ROUNDS {
            rounds = 0;
            come_round(op.process, m).await?;
        }
    }
}

/// The element's address; nothing if the table has to grow first.
async fn put_in_table(op: Op<'_>, m: u64, table: u64, hash: u64, key: &Key) -> Res<Option<u64>> {
    let mut probe = op.probe(table, hash)?;
    let mut deleted = None;
    loop {
        op.process
            .point(&points::MAP_BUCKET, m, Access::Write)
            .await;
        let g = probe.group();
        for i in op.ctrls(g)?.h2(h2(hash)) {
            if op.is_key(g, i, key)? {
                op.update_key(g, i, key)?;
                return op.stored_elem(g, i).map(Some);
            }
        }
        let Some(free) = free_slot(op, g, &mut deleted)? else {
            probe.next(op).await?;
            continue;
        };
        let (g, i) = match deleted {
            Some(place) => {
                // Taken back below.
                op.add(table, swiss_table::GROWTH_LEFT, 2, 1)?;
                place
            }
            None => (g, free),
        };
        if op.load(table, swiss_table::GROWTH_LEFT, 2)? == 0 && prunes(op) {
            op.prune_tombstones(m, table)?;
        }
        if op.load(table, swiss_table::GROWTH_LEFT, 2)? == 0 {
            return Ok(None);
        }
        let elem = op.fill_slot(g, i, key)?;
        op.set_ctrl(g, i, h2(hash))?;
        op.add(table, swiss_table::GROWTH_LEFT, 2, -1)?;
        op.add(table, swiss_table::USED, 2, 1)?;
        op.add(m, swiss_map::USED, 8, 1)?;
        return Ok(Some(elem));
    }
}

/// An empty slot of the group, at which the search ends; a deleted one is remembered. The fast variants look at the first slot that
/// is either; the generic one at empty slots first.
fn free_slot(op: Op<'_>, g: u64, deleted: &mut Option<(u64, u64)>) -> Res<Option<u64>> {
    if op.kind == MapKind::Generic {
        let empty = op.ctrls(g)?.empty();
        if !empty.is_empty() {
            return Ok(Some(empty.first()));
        }
        if deleted.is_none() {
            let any = op.ctrls(g)?.empty_or_deleted();
            *deleted = (!any.is_empty()).then(|| (g, any.first()));
        }
        return Ok(None);
    }
    let any = op.ctrls(g)?.empty_or_deleted();
    if any.is_empty() {
        return Ok(None);
    }
    let i = any.first();
    if op.ctrl(g, i)? == DELETED {
        deleted.get_or_insert((g, i));
        return Ok(None);
    }
    Ok(Some(i))
}

/// Whether the variant prunes tombstones before it grows.
fn prunes(op: Op<'_>) -> bool {
    match (op.rules().prune, op.kind) {
        (Prune::Never, _) | (_, MapKind::Generic) => false,
        (Prune::NotPointers, kind) => !matches!(kind, MapKind::Fast32Ptr | MapKind::Fast64Ptr),
        (Prune::Fast, _) => true,
    }
}
