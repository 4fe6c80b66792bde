//! Tables that grow and split (internal/runtime/maps/table.go `rehash`, `grow`, `split`, `uncheckedPutSlot`; map.go `replaceTable`,
//! `installTableSplit`).

use super::group::EMPTY;
use super::make::{new_directory, new_table};
use super::{MAX_TABLE_CAPACITY, Op, SLOTS, h2};
use crate::equal::typedmemmove;
use crate::error::{FrameExt, Res, Unwind};
use crate::layout::{swiss_map, swiss_table};
use crate::map::Key;

/// Groups of a table after which a probe that found no room has been everywhere.
const PROBES: u64 = 2 * MAX_TABLE_CAPACITY;

impl Op<'_> {
    /// `t.rehash(typ, m)`: twice as large, or split in two.
    pub(super) fn rehash(self, m: u64, table: u64) -> Res<()> {
        let done = self.load(table, swiss_table::CAPACITY, 2);
        let done = done.and_then(|capacity| {
            let capacity = (capacity * 2) & 0xffff;
            if capacity <= MAX_TABLE_CAPACITY {
                let grown = self.grow(m, table, capacity);
                grown.frame("internal/runtime/maps.(*table).grow")
            } else {
                let split = self.split(m, table);
                split.frame("internal/runtime/maps.(*table).split")
            }
        });
        done.frame("internal/runtime/maps.(*table).rehash")
    }

    fn grow(self, m: u64, table: u64, capacity: u64) -> Res<()> {
        let index = self.load(table, swiss_table::INDEX, 8)?;
        let depth = self.load(table, swiss_table::LOCAL_DEPTH, 1)?;
        let new = new_table(self, capacity, index as i64, depth)?;
        if self.load(table, swiss_table::CAPACITY, 2)? > 0 {
            self.each_entry(table, |key, elem| {
                let hash = self.hash_of(m, key)?;
                self.unchecked_put_slot(new, hash, key, elem)
            })?;
        }
        self.replace_table(m, new)?;
        self.store(table, swiss_table::INDEX, 8, u64::MAX)
    }

    fn split(self, m: u64, table: u64) -> Res<()> {
        let depth = (self.load(table, swiss_table::LOCAL_DEPTH, 1)? + 1) & 0xff;
        let left = new_table(self, MAX_TABLE_CAPACITY, -1, depth)?;
        let right = new_table(self, MAX_TABLE_CAPACITY, -1, depth)?;
        // A shift by 64 or more gives 0, as in Go.
        let mask = 64_u64
            .checked_sub(depth)
            .and_then(|shift| 1_u64.checked_shl(shift as u32))
            .unwrap_or(0);
        self.each_entry(table, |key, elem| {
            let hash = self.hash_of(m, key)?;
            let to = if hash & mask == 0 { left } else { right };
            self.unchecked_put_slot(to, hash, key, elem)
        })?;
        let installed = self.install_table_split(m, table, left, right);
        installed.frame("internal/runtime/maps.(*Map).installTableSplit")?;
        self.store(table, swiss_table::INDEX, 8, u64::MAX)
    }

    /// Key and element of every full slot, in order.
    fn each_entry(self, table: u64, mut f: impl FnMut(u64, u64) -> Res<()>) -> Res<()> {
        let mut i = 0;
        loop {
            if i > self.load(table, swiss_table::LENGTH_MASK, 8)? {
                return Ok(());
            }
            let g = self.group_at(table, i)?;
            for slot in 0..SLOTS {
                if self.ctrl(g, slot)? & EMPTY == EMPTY {
                    continue;
                }
                f(self.stored_key(g, slot)?, self.stored_elem(g, slot)?)?;
            }
            i += 1;
        }
    }

    /// `m.replaceTable(nt)`
    fn replace_table(self, m: u64, new: u64) -> Res<()> {
        let replaced = self.put_table(m, new);
        replaced.frame("internal/runtime/maps.(*Map).replaceTable")
    }

    fn put_table(self, m: u64, new: u64) -> Res<()> {
        let entries = self.directory_entries(m, new)?;
        let index = self.load(new, swiss_table::INDEX, 8)?;
        for i in 0..entries as i64 {
            let directory = self.load(m, swiss_map::DIR_PTR, 8)?;
            let at = index.wrapping_add(i as u64).wrapping_mul(8);
            let set = self.store(directory, at, 8, new);
            set.frame("internal/runtime/maps.(*Map).directorySet")?;
        }
        Ok(())
    }

    fn install_table_split(self, m: u64, old: u64, left: u64, right: u64) -> Res<()> {
        let depth = self.load(m, swiss_map::GLOBAL_DEPTH, 1)?;
        if self.load(old, swiss_table::LOCAL_DEPTH, 1)? == depth {
            self.double_directory(m)?;
        }
        let index = self.load(old, swiss_table::INDEX, 8)?;
        self.store(left, swiss_table::INDEX, 8, index)?;
        self.replace_table(m, left)?;
        let entries = self.directory_entries(m, left)?;
        self.store(right, swiss_table::INDEX, 8, index.wrapping_add(entries))?;
        self.replace_table(m, right)
    }

    fn double_directory(self, m: u64) -> Res<()> {
        let len = self.load(m, swiss_map::DIR_LEN, 8)?;
        let new_len = len.wrapping_mul(2);
        if (new_len as i64) < 0 || new_len > 1 << 45 {
            let refused = Unwind::error_string("makeslice: len out of range");
            return Err(refused).frame("runtime.panicmakeslicelen");
        }
        let directory = new_directory(self, new_len)?;
        for i in 0..len {
            let table = self.directory_at(m, i)?;
            self.store(directory, 16 * i, 8, table)?;
            self.store(directory, 16 * i + 8, 8, table)?;
            if self.load(table, swiss_table::INDEX, 8)? == i {
                self.store(table, swiss_table::INDEX, 8, 2 * i)?;
            }
        }
        let depth = self.load(m, swiss_map::GLOBAL_DEPTH, 1)?;
        self.store(m, swiss_map::GLOBAL_DEPTH, 1, depth + 1)?;
        let shift = self.load(m, swiss_map::GLOBAL_SHIFT, 1)?;
        self.store(m, swiss_map::GLOBAL_SHIFT, 1, shift.wrapping_sub(1))?;
        self.store(m, swiss_map::DIR_PTR, 8, directory)?;
        self.store(m, swiss_map::DIR_LEN, 8, new_len)
    }

    /// The first slot on the key's way that is not full.
    fn unfilled(self, table: u64, hash: u64) -> Res<(u64, u64)> {
        if self.load(table, swiss_table::GROWTH_LEFT, 2)? == 0 {
            let text = "invariant failed: growthLeft is unexpectedly 0";
            return Err(Unwind::text(text));
        }
        let mut probe = self.probe(table, hash)?;
        for _ in 0..PROBES {
            let g = probe.group();
            let free = self.ctrls(g)?.empty_or_deleted();
            if !free.is_empty() {
                return Ok((g, free.first()));
            }
            probe.advance();
        }
        Err(Unwind::hang())
    }

    /// One entry more.
    fn count_in(self, table: u64, g: u64, i: u64, hash: u64) -> Res<()> {
        self.add(table, swiss_table::GROWTH_LEFT, 2, -1)?;
        self.add(table, swiss_table::USED, 2, 1)?;
        self.set_ctrl(g, i, h2(hash))
    }

    /// `t.uncheckedPutSlot(typ, hash, key, elem)`
    pub(super) fn unchecked_put_slot(self, table: u64, hash: u64, key: u64, elem: u64) -> Res<()> {
        let put = self.unfilled(table, hash).and_then(|(g, i)| {
            self.put(self.key_at(g, i), key, self.t.indirect_key, self.t.key_size)?;
            self.put(
                self.elem_at(g, i),
                elem,
                self.t.indirect_elem,
                self.t.elem_size,
            )?;
            self.count_in(table, g, i, hash)
        });
        put.frame("internal/runtime/maps.(*table).uncheckedPutSlot")
    }

    fn put(self, at: u64, from: u64, indirect: bool, size: u64) -> Res<()> {
        if indirect {
            self.store(at, 0, 8, from)
        } else {
            typedmemmove(self.process, at, from, size)
        }
    }

    /// `t.uncheckedPutSlotForAssign(typ, hash, key)`, since 1.27.
    pub(super) fn unchecked_put_for_assign(self, table: u64, hash: u64, key: &Key) -> Res<u64> {
        let put = self.unfilled(table, hash).and_then(|(g, i)| {
            let elem = self.fill_slot(g, i, key)?;
            self.count_in(table, g, i, hash)?;
            Ok(elem)
        });
        put.frame("internal/runtime/maps.(*table).uncheckedPutSlotForAssign")
    }
}
