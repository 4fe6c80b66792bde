//! The memory model: happens-before, data races, and what a racy read sees.
//!
//! Follows <https://go.dev/ref/mem> and runtime/race.go, with the edges where chan.go, select.go, proc.go, time.go and
//! package sync put `raceacquire`, `racerelease`, `racereleasemerge` (in ThreadSanitizer's meaning). Vector clocks are
//! in [`clock`], accesses in [`shadow`], values of racy reads in [`racy`].
//!
//! Invariants: programs without races draw nothing and run the same as if nothing were checked; what is called a race
//! is one in this very execution, since no edge of the memory model orders the two accesses.
//! Where accesses are no preemption points (a density below `access`), reads see the newest value.
//! Nothing is kept before the first `go` statement: all of it happens before whatever can race.
//! Deviations: atomic operations order as the real detector has it (a store releases, a load acquires), not by
//! their total order; `sync.Cond` has no edge, as in the real detector.
//! Misses: accesses of the runtime, and of library packages whose text keeps its own order (sync, time, context and others), are
//! none; those of the rest read the newest value, and variables of library packages are not watched; see also
//! [`shadow`] and [`clock`] on what is bounded.

pub mod chan;
pub mod clock;
mod edges;
pub mod paths;
pub mod racy;
pub mod shadow;
mod state;

use std::cell::{Cell, RefCell};

use tearpoint_harness::contract::{Density, Sim, TaskId};

pub use paths::Site;
use shadow::{Access, What, words};
use state::State;
pub use state::{Found, How, Synced, object};
use tearpoint_machine::Memory;

/// runtime/malloc.go `maxTinySize`
const TINY_BLOCK: u64 = 16;

tearpoint_machine::run_state! {
    /// The memory model's state of a run.
    #[derive(Debug, Default)]
    shared pub struct Race {
        /// Whether there has been a second goroutine.
        on: Cell<bool>,
        /// The process is gone.
        stopped: Cell<bool>,
        /// Whether racy reads may see old values: where accesses are preemption points.
        stale: Cell<bool>,
        state: RefCell<State>,
    }
}

impl Race {
    /// Of a run with points of this density.
    pub fn of(density: Density) -> Race {
        Race {
            stale: Cell::new(density >= Density::Access),
            ..Race::default()
        }
    }

    /// The heap's arena starts there.
    pub fn place(&self, arena: u64, data: u64) {
        self.state.borrow_mut().shadow.place(arena, data);
    }

    /// Whether accesses are kept: from the first `go` statement on.
    #[inline]
    pub fn on(&self) -> bool {
        self.on.get()
    }

    /// The path of a function called from another path.
    pub fn path(&self, parent: u32, func: u32, ret: u32) -> u32 {
        let node = paths::Node { parent, func, ret };
        self.state.borrow_mut().paths.intern(node)
    }

    /// `racegostart`: task `child` is started by `parent`, where that entered the runtime.
    pub fn go_start(&self, parent: TaskId, child: TaskId) {
        self.on.set(!self.stopped.get());
        self.state.borrow_mut().go_start(parent.0, child.0);
    }

    /// `racegoend`
    pub fn go_end(&self, task: TaskId) {
        if self.on() {
            let mut state = self.state.borrow_mut();
            let thread = state.thread(task.0);
            thread.over = true;
            let lane = thread.lane;
            state.lanes.give_back(lane);
        }
    }

    /// Where `task` enters the runtime: accesses of runtime functions are made there.
    pub fn set_site(&self, task: TaskId, site: Site) {
        self.state.borrow_mut().thread(task.0).site = site;
    }

    /// The task gave way: it no longer stays with old values.
    pub fn yielded(&self, task: TaskId) {
        if self.on() {
            self.state.borrow_mut().thread(task.0).held.clear();
        }
    }

    /// `racemalloc`: memory is handed out anew.
    #[inline]
    pub fn malloc(&self, addr: u64, size: u64, noscan: bool) {
        if !self.on() {
            return;
        }
        let size = match noscan && size < TINY_BLOCK {
            // Tiny objects share a block, which is new with its first.
            true if addr.is_multiple_of(TINY_BLOCK) => TINY_BLOCK,
            true => return,
            false => size,
        };
        self.state.borrow_mut().shadow.forget(addr, size);
    }

    /// A write of `task` to `len` bytes at `addr`, still ahead.
    pub fn write(
        &self,
        sim: &Sim,
        mem: &Memory,
        task: u32,
        (addr, len): (u64, u64),
        what: What,
        site: Site,
    ) {
        let mut state = self.state.borrow_mut();
        let access = state.access(task, true, what, site);
        words(addr, len, |word, mask| {
            state.access_word(sim, word, Access { mask, ..access });
            if !self.stale.get() {
                return;
            }
            let old = mem.load(word, 8).unwrap_or(0);
            let State { shadow, log, .. } = &mut *state;
            if let Some(cell) = shadow.cell(word) {
                cell.last = log.push(old, mask, access.epoch, cell.last);
            }
        });
    }

    /// A read of `task` of `len` bytes at `addr`.
    pub fn read(&self, sim: &Sim, task: u32, (addr, len): (u64, u64), what: What, site: Site) {
        let mut state = self.state.borrow_mut();
        let access = state.access(task, false, what, site);
        words(addr, len, |word, mask| {
            state.access_word(sim, word, Access { mask, ..access });
        });
    }

    /// As [`Race::read`], of a value: where the read races, it may be given older bytes. `out` holds the newest.
    pub fn load(&self, sim: &Sim, task: u32, addr: u64, out: &mut [u8], site: Site) {
        let mut state = self.state.borrow_mut();
        let access = state.access(task, false, What::Plain, site);
        words(addr, out.len() as u64, |word, mask| {
            let last = state.access_word(sim, word, Access { mask, ..access });
            if last != 0
                && self.stale.get()
                && state
                    .log
                    .races(last, mask, &state.threads[task as usize].clock)
            {
                state.choose(sim, task, (addr, word, mask), out, last);
            }
        });
    }

    /// A collection stopped the world: no read sees a value from before, which may be a pointer to what was freed.
    pub fn collected(&self) {
        self.state.borrow_mut().log.forget();
    }

    /// The process is gone: what goes on is no part of it.
    pub fn stop(&self) {
        self.stopped.set(true);
        self.on.set(false);
    }

    /// The races found.
    pub fn found(&self) -> Vec<Found> {
        self.state.borrow().found.clone()
    }

    /// The functions of a site's stack from the innermost up, each with where it stands.
    pub fn stack(&self, site: Site) -> Vec<(u32, u32)> {
        self.state.borrow().paths.stack(site.path, site.pc)
    }

    /// An old value that `task` stays with: its address, and who wrote what it does not see.
    pub fn holds(&self, task: TaskId) -> Option<u64> {
        let state = self.state.borrow();
        let thread = state.threads.get(task.0 as usize)?;
        let (word, mask, _) = thread.held.last()?;
        Some(word + u64::from(mask.trailing_zeros()))
    }
}
