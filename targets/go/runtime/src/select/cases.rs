//! The cases of a select under way, and the two orders of them, as they lie in memory.

use super::arrays::Arrays;
use crate::error::Res;
use crate::layout::scase;
use crate::process::Process;

/// Go's own limit on the number of cases.
pub(super) const MAX_CASES: i64 = 1 << 16;

/// A select under way: what its arrays hold, read and written in memory.
pub(super) struct Select<'a> {
    /// Whose.
    pub process: &'a Process,
    /// Where its arrays are.
    pub arrays: Arrays,
}

impl Select<'_> {
    pub(super) fn case(&self, i: u64) -> u64 {
        self.arrays.cas0.wrapping_add(i.wrapping_mul(scase::SIZE))
    }

    /// The address of the `i`-th entry of `pollorder`, or of `lockorder`, which follows it.
    pub(super) fn order(&self, lock: bool, i: u64) -> u64 {
        let n = (self.arrays.nsends + self.arrays.nrecvs) as u64;
        let at = if lock { n + i } else { i };
        self.arrays.order0.wrapping_add(2 * at)
    }

    pub(super) fn ordered(&self, lock: bool, i: u64) -> Res<u64> {
        self.process.load(self.order(lock, i), 2)
    }

    pub(super) fn set_order(&self, lock: bool, i: u64, case: u64) -> Res<()> {
        self.process.store(self.order(lock, i), 2, case)
    }

    pub(super) fn chan(&self, case: u64) -> Res<u64> {
        self.process.load(self.case(case) + scase::C, 8)
    }

    pub(super) fn elem(&self, case: u64) -> Res<u64> {
        self.process.load(self.case(case) + scase::ELEM, 8)
    }

    pub(super) fn sends(&self, case: u64) -> bool {
        (case as i64) < self.arrays.nsends
    }
}
