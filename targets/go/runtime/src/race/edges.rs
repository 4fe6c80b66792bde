//! The edges of locks, semaphores and atomic operations, and accesses of runtime functions: under the names of runtime/race.go.

use tearpoint_harness::contract::TaskId;

use super::shadow::{Access, What, words};
use super::state::{How, State, Synced};
use crate::process::Process;

/// What runtime functions call, under the names of runtime/race.go. Nothing happens while there is one goroutine.
impl Process {
    pub(super) fn race_sync(
        &self,
        task: TaskId,
        addr: u64,
        how: How,
        release: bool,
        f: impl FnOnce(&mut State),
    ) {
        if !self.race.on() {
            return;
        }
        let mut state = self.race.state.borrow_mut();
        f(&mut state);
        let step = self.sim.step() as u32;
        state.note_sync(
            task.0,
            Synced {
                addr,
                step,
                release,
                how,
                ..Synced::default()
            },
        );
    }

    /// `raceacquire`
    pub fn race_acquire(&self, addr: u64) {
        self.race_acquire_g(self.sim.current(), addr);
    }

    /// `racerelease`
    pub fn race_release(&self, addr: u64) {
        self.race_release_g(self.sim.current(), addr);
    }

    /// `racereleasemerge`
    pub fn race_release_merge(&self, addr: u64) {
        let task = self.sim.current();
        self.race_sync(task, addr, How::Lock, true, |state| {
            state.release(task.0, addr, true)
        });
    }

    /// `racereleaseacquire`
    pub fn race_release_acquire(&self, addr: u64) {
        self.race_release_acquire_g(self.sim.current(), addr);
    }

    /// `raceacquireg`
    pub fn race_acquire_g(&self, task: TaskId, addr: u64) {
        self.race_sync(task, addr, How::Lock, false, |state| {
            state.acquire(task.0, addr)
        });
    }

    /// `racereleaseg`
    pub fn race_release_g(&self, task: TaskId, addr: u64) {
        self.race_sync(task, addr, How::Lock, true, |state| {
            state.release(task.0, addr, false)
        });
    }

    /// `racereleaseacquireg`
    pub fn race_release_acquire_g(&self, task: TaskId, addr: u64) {
        self.race_sync(task, addr, How::Lock, true, |state| {
            state.release_acquire(task.0, addr)
        });
    }

    /// The edge of an atomic operation: with the value it sees it acquires, with the value it stores it releases.
    pub fn race_atomic(&self, addr: u64, stores: bool) {
        let task = self.sim.current();
        self.race_sync(task, addr, How::Atomic, stores, |state| match stores {
            true => state.release(task.0, addr, false),
            false => state.acquire(task.0, addr),
        });
    }

    /// `racereadpc` of an object: the runtime function `what` reads it for the running goroutine.
    pub fn race_read(&self, addr: u64, len: u64, what: What) {
        if self.race.on() {
            let task = self.sim.current();
            let site = self.race.state.borrow_mut().thread(task.0).site;
            self.race.read(&self.sim, task.0, (addr, len), what, site);
        }
    }

    /// `racewritepc`
    pub fn race_write(&self, addr: u64, len: u64, what: What) {
        if self.race.on() {
            let task = self.sim.current();
            let mut state = self.race.state.borrow_mut();
            let site = state.thread(task.0).site;
            let access = state.access(task.0, true, what, site);
            words(addr, len, |word, mask| {
                state.access_word(&self.sim, word, Access { mask, ..access });
            });
        }
    }
}
