//! The goroutines of a run: where their `g`s are, who waits and how, which sudogs there are.

use std::cell::{Cell, RefCell};

use tearpoint_harness::contract::TaskId;

use crate::select::Arrays;
use crate::wait_reason::WaitReason;

/// More goroutines than a run can have: a list of them that is longer is a ring.
pub const MAX_GOROUTINES: usize = 1 << 20;

/// How a goroutine waits.
#[derive(Clone, Copy, Debug)]
pub struct Parked {
    /// Why.
    pub reason: WaitReason,
    /// Runtime functions in which it waits, innermost first.
    pub frames: &'static [&'static str],
    /// What it waits for; 0 if it is nothing that another goroutine could touch.
    pub object: u64,
    /// The step since which it has waited.
    pub since: u64,
}

tearpoint_machine::run_state! {
    /// The goroutines of a run as the runtime sees them.
    #[derive(Debug, Default)]
    shared pub struct Goroutines {
        /// By task: the address of its `g`, 0 if it has none yet.
        pub(super) gs: RefCell<Vec<u64>>,
        /// By task: how it waits.
        parked: RefCell<Vec<Option<Parked>>>,
        /// `g`s of goroutines that are over.
        pub(super) free: RefCell<Vec<u64>>,
        /// `p.sudogcache`
        pub(super) sudogs: RefCell<Vec<u64>>,
        /// Every sudog there is, in order of creation.
        pub(super) all_sudogs: RefCell<Vec<u64>>,
        /// The selects that wait, with their tasks, in the order in which they began to.
        selects: RefCell<Vec<(TaskId, Arrays)>>,
        /// By task: where values of channel operations pass through memory, and how many bytes there are.
        pub(super) scratch: RefCell<Vec<(u64, u64)>>,
        /// Goroutines that wait with [`WaitReason::busy`].
        busy: Cell<u32>,
    }
}

impl Goroutines {
    /// How `task` waits, if it does.
    pub fn parked(&self, task: u32) -> Option<Parked> {
        self.parked.borrow().get(task as usize).copied().flatten()
    }

    /// Whether a goroutine waits in a way that keeps Go from reporting a deadlock.
    pub fn any_busy(&self) -> bool {
        self.busy.get() > 0
    }

    /// Every `g` in memory and the sudogs in the cache: what the runtime itself holds on to.
    pub fn roots(&self) -> Vec<u64> {
        let scratch = self.scratch.borrow();
        let gs = self.gs.borrow();
        let mut roots: Vec<u64> = gs
            .iter()
            .chain(self.free.borrow().iter())
            .copied()
            .collect();
        roots.extend(self.sudogs.borrow().iter());
        roots.extend(scratch.iter().map(|&(at, _)| at));
        roots.retain(|&root| root != 0);
        roots
    }

    /// Where values of a goroutine's channel operations pass through memory: address and bytes.
    pub fn scratch_of(&self, task: TaskId) -> Option<(u64, u64)> {
        let scratch = self.scratch.borrow();
        scratch
            .get(task.0 as usize)
            .copied()
            .filter(|&(at, _)| at != 0)
    }

    /// Addresses of the `g`s that live goroutines have, in order of creation, for tampering.
    pub fn live_gs(&self) -> Vec<u64> {
        let gs = self.gs.borrow();
        gs.iter().copied().filter(|&g| g != 0).collect()
    }

    /// Addresses of sudogs for tampering: those that are linked in, in order of creation, then those in the cache.
    pub fn sudogs_by_use(&self) -> Vec<u64> {
        let cached = self.sudogs.borrow();
        let mut all = self.all_sudogs.borrow().clone();
        all.sort_by_key(|s| cached.contains(s));
        all
    }

    /// The arrays of the selects that wait, for tampering.
    pub fn waiting_selects(&self) -> Vec<Arrays> {
        let selects = self.selects.borrow();
        selects.iter().map(|&(_, arrays)| arrays).collect()
    }

    /// The select of `task` begins to wait.
    pub fn select_waits(&self, task: TaskId, arrays: Arrays) {
        // One that a panic has left never said that it went on.
        self.select_goes_on(task);
        self.selects.borrow_mut().push((task, arrays));
    }

    /// The select of `task` goes on.
    pub fn select_goes_on(&self, task: TaskId) {
        self.selects.borrow_mut().retain(|(of, _)| *of != task);
    }

    /// Addresses of the `g`s of goroutines that wait, in order of creation.
    pub(super) fn waiting_gs(&self) -> Vec<u64> {
        let parked = self.parked.borrow();
        let gs = self.gs.borrow();
        let both = gs.iter().zip(parked.iter());
        both.filter(|(g, how)| **g != 0 && how.is_some())
            .map(|(&g, _)| g)
            .collect()
    }

    /// The address of a task's `g`, if it has one.
    pub fn known_g(&self, task: TaskId) -> Option<u64> {
        let g = *self.gs.borrow().get(task.0 as usize)?;
        (g != 0).then_some(g)
    }

    /// The task whose `g` is at `gp`.
    pub fn task_of(&self, gp: u64) -> Option<TaskId> {
        let gs = self.gs.borrow();
        let at = gs.iter().position(|&g| g == gp && gp != 0)?;
        Some(TaskId(at as u32))
    }

    pub(super) fn set_parked(&self, task: TaskId, how: Option<Parked>) {
        let mut parked = self.parked.borrow_mut();
        let at = task.0 as usize;
        if parked.len() <= at {
            parked.resize(at + 1, None);
        }
        let busy = |how: &Option<Parked>| u32::from(how.is_some_and(|how| how.reason.busy));
        let count = self.busy.get() - busy(&parked[at]) + busy(&how);
        self.busy.set(count);
        parked[at] = how;
    }
}
