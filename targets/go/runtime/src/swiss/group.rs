//! Groups: a control word, a byte a slot, and eight slots (internal/runtime/maps/group.go).

use super::{Op, SLOTS};
use crate::error::{FrameExt, Res};
use crate::rtype::MapKind;

/// `ctrlEmpty`
pub(super) const EMPTY: u64 = 0x80;
/// `ctrlDeleted`
pub(super) const DELETED: u64 = 0xfe;
/// A control word of empty slots.
pub(super) const ALL_EMPTY: u64 = 0x8080_8080_8080_8080;
/// Where the slots begin.
const KEYS: u64 = 8;

/// A set of slots, a bit each.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Slots(u8);

impl Slots {
    pub fn first(self) -> u64 {
        self.0.trailing_zeros().into()
    }

    pub fn remove_below(self, i: u64) -> Slots {
        Slots(self.0 & !((1u16 << i) - 1) as u8)
    }

    pub fn count(self) -> u64 {
        self.0.count_ones().into()
    }

    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl Iterator for Slots {
    type Item = u64;

    fn next(&mut self) -> Option<u64> {
        let first = (!self.is_empty()).then(|| self.first());
        self.0 &= self.0.wrapping_sub(1);
        first
    }
}

/// A control word (`ctrlGroup`).
#[derive(Clone, Copy)]
pub(super) struct Ctrls(pub u64);

impl Ctrls {
    fn matching(self, wanted: impl Fn(u64) -> bool) -> Slots {
        Slots((0..SLOTS).fold(0, |slots, i| slots | u8::from(wanted(self.get(i))) << i))
    }

    pub fn get(self, i: u64) -> u64 {
        self.0 >> (8 * i) & 0xff
    }

    /// `matchH2`
    pub fn h2(self, h2: u64) -> Slots {
        self.matching(|ctrl| ctrl == h2)
    }

    /// `matchEmpty`
    pub fn empty(self) -> Slots {
        self.matching(|ctrl| ctrl == EMPTY)
    }

    /// `matchEmptyOrDeleted`
    pub fn empty_or_deleted(self) -> Slots {
        self.matching(|ctrl| ctrl & 0x80 != 0)
    }

    /// `matchFull`
    pub fn full(self) -> Slots {
        self.matching(|ctrl| ctrl & 0x80 == 0)
    }
}

impl Op<'_> {
    /// `*g.ctrls()`
    #[inline]
    pub(super) fn ctrls(&self, g: u64) -> Res<Ctrls> {
        self.load(g, 0, 8).map(Ctrls)
    }

    /// `g.ctrls().get(i)`, which reads one byte.
    pub(super) fn ctrl(&self, g: u64, i: u64) -> Res<u64> {
        let ctrl = self.load(g, i, 1);
        ctrl.frame("internal/runtime/maps.(*ctrlGroup).get")
    }

    /// `g.ctrls().set(i, c)`
    pub(super) fn set_ctrl(&self, g: u64, i: u64, ctrl: u64) -> Res<()> {
        let set = self.store(g, i, 1, ctrl);
        set.frame("internal/runtime/maps.(*ctrlGroup).set")
    }

    /// `g.ctrls().setEmpty()`
    pub(super) fn set_empty(&self, g: u64) -> Res<()> {
        let set = self.store(g, 0, 8, ALL_EMPTY);
        set.frame("internal/runtime/maps.(*ctrlGroup).setEmpty")
    }

    /// `g.key(typ, i)`
    pub(super) fn key_at(&self, g: u64, i: u64) -> u64 {
        g.wrapping_add(KEYS + i.wrapping_mul(self.t.group.slot_size))
    }

    /// `g.elem(typ, i)`
    pub(super) fn elem_at(&self, g: u64, i: u64) -> u64 {
        self.key_at(g, i).wrapping_add(self.t.group.elem_off)
    }

    /// The element behind the key at `slot_key`, as the variant's lookup has it.
    pub(super) fn elem_behind(&self, slot_key: u64) -> u64 {
        let offset = match self.kind {
            MapKind::Fast64 | MapKind::Fast64Ptr => 8,
            MapKind::FastStr => 16,
            _ => self.t.group.elem_off,
        };
        slot_key.wrapping_add(offset)
    }

    /// The key that a slot holds, through the pointer if it is indirect.
    pub(super) fn stored_key(&self, g: u64, i: u64) -> Res<u64> {
        let at = self.key_at(g, i);
        if self.t.indirect_key {
            self.load(at, 0, 8)
        } else {
            Ok(at)
        }
    }

    /// The element that a slot holds, through the pointer if it is indirect.
    pub(super) fn stored_elem(&self, g: u64, i: u64) -> Res<u64> {
        let at = self.elem_at(g, i);
        if self.t.indirect_elem {
            self.load(at, 0, 8)
        } else {
            Ok(at)
        }
    }
}
