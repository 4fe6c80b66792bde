//! `semtable`: who waits for which semaphore.

use std::cell::RefCell;

/// `semTabSize`
const ROOTS: usize = 251;

tearpoint_machine::run_state! {
    /// `runtime.semtable`
    #[derive(Debug, Default)]
    shared pub struct SemTable {
        roots: RefCell<Vec<Root>>,
        /// Sudogs of goroutines that wait, for semaphores or on a Cond: in Go they are on their stacks.
        pub(super) held: RefCell<Vec<u64>>,
    }
}

/// `semaRoot`: the address of the topmost sudog, and how many goroutines wait.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Root {
    /// The topmost sudog.
    pub treap: u64,
    /// How many goroutines wait.
    pub nwait: u32,
}

impl SemTable {
    /// Sudogs of all who wait, for the collector.
    pub fn held(&self) -> Vec<u64> {
        self.held.borrow().clone()
    }

    /// Looks at, or changes, the root of an address.
    pub(super) fn at<T>(&self, addr: u64, f: impl FnOnce(&mut Root) -> T) -> T {
        let mut roots = self.roots.borrow_mut();
        if roots.is_empty() {
            roots.resize(ROOTS, Root::default());
        }
        f(&mut roots[(addr >> 3) as usize % ROOTS])
    }
}
