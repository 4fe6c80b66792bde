//! Maps of one group (internal/runtime/maps/map.go `growToSmall`, `putSlotSmall` and its fast variants, `growToTable`).

use super::group::EMPTY;
use super::make::{new_directory, new_groups, new_table};
use super::{Op, SLOTS, fatal, h2};
use crate::equal::Src;
use crate::error::{FrameExt, Res};
use crate::hash::hash_func;
use crate::layout::swiss_map;
use crate::map::Key;
use crate::rtype::MapKind;

impl Op<'_> {
    /// `m.growToSmall(typ)`: the first group.
    pub(super) fn grow_to_small(self, m: u64) -> Res<()> {
        let g = new_groups(self, 1)?;
        self.store(m, swiss_map::DIR_PTR, 8, g)?;
        self.set_empty(g)
    }

    /// `m.putSlotSmall(typ, hash, key)`: the address of the element; nothing if there is no room, in versions that then grow.
    pub(super) fn put_slot_small(self, m: u64, hash: u64, key: &Key) -> Res<Option<u64>> {
        let function = match self.kind {
            MapKind::Generic => "internal/runtime/maps.(*Map).putSlotSmall",
            MapKind::Fast32 => "internal/runtime/maps.(*Map).putSlotSmallFast32",
            MapKind::Fast64 => "internal/runtime/maps.(*Map).putSlotSmallFast64",
            MapKind::Fast32Ptr | MapKind::Fast64Ptr => {
                "internal/runtime/maps.(*Map).putSlotSmallFastPtr"
            }
            MapKind::FastStr => "internal/runtime/maps.(*Map).putSlotSmallFastStr",
        };
        self.put_in_group(m, hash, key).frame(function)
    }

    fn put_in_group(self, m: u64, hash: u64, key: &Key) -> Res<Option<u64>> {
        let g = self.load(m, swiss_map::DIR_PTR, 8)?;
        for i in self.ctrls(g)?.h2(h2(hash)) {
            if self.is_key(g, i, key)? {
                self.update_key(g, i, key)?;
                return self.stored_elem(g, i).map(Some);
            }
        }
        let free = self.ctrls(g)?.empty_or_deleted();
        if free.is_empty() {
            if self.rules().full_small_map_is_fatal {
                return fatal("small map with no empty slot (concurrent map writes?)", m);
            }
            return Ok(None);
        }
        let i = free.first();
        let elem = self.fill_slot(g, i, key)?;
        self.set_ctrl(g, i, h2(hash))?;
        self.add(m, swiss_map::USED, 8, 1)?;
        Ok(Some(elem))
    }

    /// The key is there: it is stored again if equal keys may differ.
    pub(super) fn update_key(self, g: u64, i: u64, key: &Key) -> Res<()> {
        match self.kind {
            MapKind::Generic if self.t.need_key_update => {
                let at = self.stored_key(g, i)?;
                key.with(|key| key.copy_to(self.process, at, self.t.key_size))
            }
            MapKind::FastStr => self.store_word_key(self.key_at(g, i), key),
            _ => Ok(()),
        }
    }

    /// Stores a new key in a slot: the address of its element.
    pub(super) fn fill_slot(self, g: u64, i: u64, key: &Key) -> Res<u64> {
        let mut at = self.key_at(g, i);
        let elem = self.elem_at(g, i);
        if self.kind != MapKind::Generic {
            self.store_word_key(at, key)?;
            return Ok(elem);
        }
        let t = self.t;
        if t.indirect_key {
            let stored = self.process.new_typed(t.key_size, &t.key_map)?;
            self.store(at, 0, 8, stored)?;
            at = stored;
        }
        key.with(|key| key.copy_to(self.process, at, t.key_size))?;
        if t.indirect_elem {
            let stored = self.process.new_typed(t.elem_size, &t.elem_map)?;
            self.store(elem, 0, 8, stored)?;
            return Ok(stored);
        }
        Ok(elem)
    }

    /// Stores a key of the fast variants.
    fn store_word_key(self, at: u64, key: &Key) -> Res<()> {
        match self.kind {
            MapKind::Fast32 | MapKind::Fast32Ptr => self.store(at, 0, 4, key.word()),
            MapKind::FastStr => {
                let (ptr, len) = key.string();
                self.store(at, 8, 8, len)?;
                self.store(at, 0, 8, ptr)
            }
            _ => self.store(at, 0, 8, key.word()),
        }
    }

    /// `m.growToTable(typ)`: from one group to a table of two; the table.
    pub(super) fn grow_to_table(self, m: u64) -> Res<u64> {
        let grown = self.to_table(m);
        grown.frame("internal/runtime/maps.(*Map).growToTable")
    }

    fn to_table(self, m: u64) -> Res<u64> {
        let table = new_table(self, 2 * SLOTS, 0, 0)?;
        let g = self.load(m, swiss_map::DIR_PTR, 8)?;
        for i in 0..SLOTS {
            if self.ctrl(g, i)? & EMPTY == EMPTY {
                continue;
            }
            let (key, elem) = (self.stored_key(g, i)?, self.stored_elem(g, i)?);
            let hash = self.hash_of(m, key)?;
            self.unchecked_put_slot(table, hash, key, elem)?;
        }
        let directory = new_directory(self, 1)?;
        self.store(directory, 0, 8, table)?;
        self.store(m, swiss_map::DIR_PTR, 8, directory)?;
        self.store(m, swiss_map::DIR_LEN, 8, 1)?;
        self.store(m, swiss_map::GLOBAL_DEPTH, 1, 0)?;
        self.store(m, swiss_map::GLOBAL_SHIFT, 1, 64)?;
        Ok(table)
    }

    /// `typ.Hasher(key, m.seed)` of a key in memory.
    pub(super) fn hash_of(self, m: u64, key: u64) -> Res<u64> {
        let seed = self.load(m, swiss_map::SEED, 8)?;
        hash_func(
            self.process,
            &self.t.key,
            &self.t.key_name,
            Src::Mem(key),
            seed,
        )
    }
}
