//! Probing: the order in which a table's groups are looked at, and whether a slot holds the key (internal/runtime/maps/table.go
//! `probeSeq`).

use super::{Op, h1};
use crate::equal::{Src, equal_func, memequal};
use crate::error::Res;
use crate::layout::swiss_table;
use crate::map::{CycleFinder, Key};
use crate::rtype::MapKind;

/// `probeSeq`
pub(super) struct Probe {
    data: u64,
    size: u64,
    mask: u64,
    offset: u64,
    index: u64,
    cycle: CycleFinder,
}

impl Probe {
    /// The number of the group.
    pub fn offset(&self) -> u64 {
        self.offset
    }

    /// The group's address.
    pub fn group(&self) -> u64 {
        let at = self.offset.wrapping_mul(self.size);
        self.data.wrapping_add(at)
    }

    pub fn advance(&mut self) {
        self.index = self.index.wrapping_add(1);
        self.offset = self.offset.wrapping_add(self.index) & self.mask;
    }

    /// `seq.next()`, on a walk that Go's code would not end by itself.
    pub async fn next(&mut self, op: Op<'_>) -> Res<()> {
        self.advance();
        // The sequence repeats after twice as many groups as there are, at most.
        let period = self.mask.saturating_add(1).next_power_of_two();
        let index = self.index & period.wrapping_mul(2).wrapping_sub(1);
        let at = (self.group(), index);
        self.cycle.turn(op.process, at).await
    }
}

impl Op<'_> {
    /// `makeProbeSeq(h1(hash), t.groups.lengthMask)`
    pub(super) fn probe(&self, table: u64, hash: u64) -> Res<Probe> {
        let mask = self.load(table, swiss_table::LENGTH_MASK, 8)?;
        Ok(Probe {
            data: self.load(table, swiss_table::GROUPS, 8)?,
            size: self.t.group.size,
            mask,
            offset: h1(hash) & mask,
            index: 0,
            cycle: CycleFinder::default(),
        })
    }

    /// The address of group `i` of a table (`t.groups.group(typ, i)`).
    pub(super) fn group_at(&self, table: u64, i: u64) -> Res<u64> {
        let data = self.load(table, swiss_table::GROUPS, 8)?;
        Ok(data.wrapping_add(i.wrapping_mul(self.t.group.size)))
    }

    /// Whether the key in the slot is the one wanted, as the variant compares.
    pub(super) fn is_key(&self, g: u64, i: u64, key: &Key) -> Res<bool> {
        let at = self.key_at(g, i);
        match self.kind {
            MapKind::Generic => {
                let at = self.stored_key(g, i)?;
                key.with(|key| self.equal(key, Src::Mem(at)))
            }
            MapKind::Fast32 | MapKind::Fast32Ptr => {
                Ok(self.load(at, 0, 4)? == key.word() & 0xffff_ffff)
            }
            MapKind::Fast64 | MapKind::Fast64Ptr => Ok(self.load(at, 0, 8)? == key.word()),
            MapKind::FastStr => {
                let (ptr, len) = key.string();
                Ok(self.load(at, 8, 8)? == len
                    && memequal(self.process, ptr, self.load(at, 0, 8)?, len)?)
            }
        }
    }

    /// `typ.Key.Equal(a, b)`
    pub(super) fn equal(&self, a: Src<'_>, b: Src<'_>) -> Res<bool> {
        equal_func(self.process, &self.t.key, &self.t.key_name, a, b)
    }
}
