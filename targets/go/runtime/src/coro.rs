//! Coroutines: goroutines that hand control to each other, as `iter.Pull` uses them.
//!
//! Follows runtime/coro.go (`newcoro`, `coroswitch_m`, `coroexit`). A coro is its bytes, in an object of package iter's: `gp` is the
//! goroutine that waits on it.
//!
//! Invariants: of the two goroutines of a coro, one waits on it, from `newcoro` until one of them exits.
//! Deviations: a switch makes the other goroutine runnable and then waits; others may run in between. A new goroutine begins to
//! wait when it is first scheduled. Misses: goroutines that are locked to threads.

use std::cell::RefCell;
use std::collections::BTreeMap;

use tearpoint_harness::contract::TaskId;

use crate::error::{FrameExt, Res, Unwind};
use crate::process::Process;
use crate::wait_reason::COROUTINE;

/// `coro.gp`
const GP: u64 = 0;

tearpoint_machine::run_state! {
    /// The coroutines of a run.
    #[derive(Debug, Default)]
    shared pub struct Coros {
        /// Goroutines that have not begun to wait for their first switch, and whether it has come.
        starting: RefCell<BTreeMap<u32, bool>>,
    }
}

impl Process {
    /// `newcoro`: `task` waits on the coro at `c` from now on.
    pub fn newcoro(&self, c: u64, task: TaskId) -> Res<()> {
        let g = self.g_of(task)?;
        self.coros.starting.borrow_mut().insert(task.0, false);
        self.store(c.wrapping_add(GP), 8, g)
    }

    /// The running goroutine is new, and waits on the coro at `c` for the first time.
    pub async fn corowait(&self, c: u64) -> Res<()> {
        let task = self.sim.current();
        let switched = self.coros.starting.borrow_mut().remove(&task.0);
        match switched {
            Some(true) => Ok(()),
            _ => self.gopark(COROUTINE, c, &["runtime.corostart"]).await,
        }
    }

    /// `coroswitch`: the goroutine that waits on the coro goes on, and the running one waits on it.
    pub async fn coroswitch(&self, c: u64) -> Res<()> {
        let me = self.getg()?;
        self.switch(c, me)
            .frame("runtime.coroswitch_m")
            .frame("runtime.mcall")
            .frame("runtime.coroswitch")?;
        self.gopark(COROUTINE, c, &["runtime.coroswitch"]).await
    }

    /// `coroexit`: the goroutine that waits on the coro goes on; nobody waits on it any more.
    pub fn coroexit(&self, c: u64) -> Res<()> {
        self.switch(c, 0)
            .frame("runtime.coroswitch_m")
            .frame("runtime.mcall")
            .frame("runtime.coroexit")
    }

    fn switch(&self, c: u64, waits: u64) -> Res<()> {
        let word = c.wrapping_add(GP);
        let next = self.load(word, 8)?;
        if next == 0 {
            return Err(Unwind::throw_for("coroswitch on exited coro", word));
        }
        self.store(word, 8, waits)?;
        if next == waits {
            let text = "coroswitch of a goroutine to itself";
            return Err(Unwind::throw_for(text, word));
        }
        let task = self.goroutines.task_of(next);
        let mut starting = self.coros.starting.borrow_mut();
        if let Some(switched) = task.and_then(|task| starting.get_mut(&task.0)) {
            *switched = true;
            return Ok(());
        }
        drop(starting);
        self.goready(next)
    }
}
