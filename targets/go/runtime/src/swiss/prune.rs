//! Tombstones that no key's search needs become empty slots again (internal/runtime/maps/table.go `pruneTombstones`, since 1.25).

use super::{MAX_AVG_GROUP_LOAD, MAX_TABLE_CAPACITY, Op, SLOTS};
use crate::equal::Src;
use crate::error::{FrameExt, Res, Unwind};
use crate::layout::swiss_table;

use super::group::EMPTY;

/// `tombstones` must be, and what can be restored must be, at least one in so many slots.
const WORTH_IT: u64 = 10;
/// Groups that there is room to remember.
const MAX_GROUPS: u64 = MAX_TABLE_CAPACITY / SLOTS;

impl Op<'_> {
    pub(super) fn prune_tombstones(self, m: u64, table: u64) -> Res<()> {
        let pruned = self.prune(m, table);
        pruned.frame("internal/runtime/maps.(*table).pruneTombstones")
    }

    fn prune(self, m: u64, table: u64) -> Res<()> {
        let capacity = self.load(table, swiss_table::CAPACITY, 2)?;
        let used = self.load(table, swiss_table::USED, 2)?;
        let left = self.load(table, swiss_table::GROWTH_LEFT, 2)?;
        // `t.tombstones()`, in 16 bits.
        let room = ((capacity * MAX_AVG_GROUP_LOAD) & 0xffff) / SLOTS;
        let tombstones = room.wrapping_sub(used).wrapping_sub(left) & 0xffff;
        if (tombstones * WORTH_IT) & 0xffff < capacity {
            return Ok(());
        }
        let mask = self.load(table, swiss_table::LENGTH_MASK, 8)?;
        let mut needed = vec![false; MAX_GROUPS as usize];
        let mut i = 0;
        while i <= mask {
            self.mark_needed(m, table, i, &mut needed)?;
            i += 1;
        }
        let mut restored = 0;
        let mut i = 0;
        while i <= mask {
            if !needed[i as usize] {
                restored += self
                    .ctrls(self.group_at(table, i)?)?
                    .empty_or_deleted()
                    .count();
            }
            i += 1;
        }
        if restored * WORTH_IT < capacity {
            return Ok(());
        }
        let mut i = 0;
        while i <= mask {
            if !needed[i as usize] {
                let g = self.group_at(table, i)?;
                for slot in self.ctrls(g)?.empty_or_deleted() {
                    self.set_ctrl(g, slot, EMPTY)?;
                    self.add(table, swiss_table::GROWTH_LEFT, 2, 1)?;
                }
            }
            i += 1;
        }
        Ok(())
    }

    /// Marks the groups whose tombstones the keys of group `i` need, and the group itself if it has empty slots.
    fn mark_needed(self, m: u64, table: u64, i: u64, needed: &mut [bool]) -> Res<()> {
        let g = self.group_at(table, i)?;
        for slot in self.ctrls(g)?.full() {
            let key = self.stored_key(g, slot)?;
            if !self.equal(Src::Mem(key), Src::Mem(key))? {
                continue;
            }
            let hash = self.hash_of(m, key)?;
            let mut probe = self.probe(table, hash)?;
            let mut walked = 0;
            while probe.offset() != i {
                if !self.ctrls(probe.group())?.empty_or_deleted().is_empty() {
                    mark(needed, probe.offset())?;
                }
                probe.advance();
                walked += 1;
                if walked > 2 * MAX_TABLE_CAPACITY {
                    return Err(Unwind::hang());
                }
            }
        }
        if !self.ctrls(g)?.empty().is_empty() {
            mark(needed, i)?;
        }
        // Go's array is indexed by the group's number all along.
        mark_bound(needed, i)
    }
}

fn mark(needed: &mut [bool], i: u64) -> Res<()> {
    mark_bound(needed, i)?;
    needed[i as usize] = true;
    Ok(())
}

/// `needed[i/32]` of a group that the array has no room for.
fn mark_bound(needed: &[bool], i: u64) -> Res<()> {
    if i < needed.len() as u64 {
        return Ok(());
    }
    let text = format!("index out of range [{}] with length 4", i / 32);
    Err(Unwind::error_string(&text)).frame("runtime.panicIndex")
}
