//! The memory model: happens-before, data races, and what a racy read sees.
//!
//! Follows <https://go.dev/ref/mem> and runtime/race.go, with the edges where chan.go, select.go, proc.go, time.go and
//! package sync put `raceacquire`, `racerelease`, `racereleasemerge` (in ThreadSanitizer's meaning). Vector clocks are
//! in [`clock`], accesses in [`shadow`], values of racy reads in [`racy`], what is said of a race in [`report`].
//!
//! Invariants: programs without races draw nothing and run the same as if nothing were checked; what is called a race
//! is one in this very execution, since no edge of the memory model orders the two accesses.
//! Nothing is kept before the first `go` statement: all of it happens before whatever can race.
//! Deviations: atomic operations order as the real detector has it (a store releases, a load acquires), not by
//! their total order; `sync.Cond` has no edge, as in the real detector.
//! Misses: writes of library functions that are not checked, and of the runtime, are no accesses; see also
//! [`shadow`] and [`clock`] on what is bounded.

pub mod chan;
pub mod clock;
pub mod paths;
pub mod racy;
pub mod report;
pub mod shadow;

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use tearpoint_harness::contract::{Sim, Stream, TaskId};

use crate::go::machine::Memory;
use crate::go::runtime::g::Go;
use clock::{Clock, Epoch, Lanes};
use paths::Paths;
use racy::Log;
use shadow::{Access, Shadow, What, words};

/// Races kept in a run, before those that are the same bug are put together.
const MAX_FOUND: usize = 64;
/// Values a goroutine stays with at most.
const MAX_HELD: usize = 4;
/// Synchronisations remembered of a goroutine.
const MAX_SYNCED: usize = 4;

/// runtime/malloc.go `maxTinySize`
const TINY_BLOCK: u64 = 16;

/// Where an access is made: a call path, and an instruction of its innermost function.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Site {
    pub path: u32,
    pub pc: u32,
}

/// A synchronisation: what for, and when.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Synced {
    pub addr: u64,
    pub step: u32,
    pub release: bool,
    pub how: How,
}

/// What kind of object was synchronised on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum How {
    #[default]
    Lock,
    Channel,
    Atomic,
}

/// A goroutine, by its task's number.
#[derive(Clone, Debug, Default)]
struct Thread {
    lane: u16,
    clock: Clock,
    over: bool,
    /// Who started it, and where.
    parent: u32,
    created: Site,
    /// Where it last entered the runtime.
    site: Site,
    /// Old values it stays with: word, bytes, number of the write.
    held: Vec<(u64, u8, u32)>,
    /// The last synchronisations, oldest first.
    synced: Vec<Synced>,
}

impl Thread {
    fn epoch(&self) -> Epoch {
        Epoch {
            lane: self.lane,
            time: self.clock.get(self.lane),
        }
    }
}

/// Two accesses that nothing orders.
#[derive(Clone, Debug)]
pub struct Found {
    pub now: Access,
    pub then: Access,
    /// The first byte of each.
    pub addrs: [u64; 2],
    /// Whether each one's goroutine was over, who started it and where; for main nothing.
    pub over: [bool; 2],
    pub created: [Option<(u32, Site)>; 2],
    /// The last synchronisations of each.
    pub synced: [Vec<Synced>; 2],
}

/// The memory model's state of a run.
#[derive(Debug, Default)]
pub struct Race {
    /// Whether there has been a second goroutine.
    on: Cell<bool>,
    state: RefCell<State>,
}

#[derive(Debug, Default)]
struct State {
    threads: Vec<Thread>,
    lanes: Lanes,
    shadow: Shadow,
    log: Log,
    paths: Paths,
    /// Clocks of synchronisation objects, from 1.
    syncs: Vec<Clock>,
    synced: usize,
    /// By channel: how far its slots have moved on, see [`chan`].
    moved: BTreeMap<u64, u64>,
    /// Objects outside the memory that has a shadow.
    elsewhere: BTreeMap<u64, u32>,
    found: Vec<Found>,
    /// Pairs of sites in `found`.
    pairs: BTreeSet<(Site, Site)>,
}

impl Race {
    /// Forgets everything.
    pub fn reset(&self) {
        self.on.set(false);
        let mut state = self.state.borrow_mut();
        state.threads.clear();
        state.lanes.reset();
        state.shadow.reset();
        state.log.reset();
        state.synced = 0;
        state.moved.clear();
        state.elsewhere.clear();
        state.found.clear();
        state.pairs.clear();
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
        self.on.set(true);
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
            state.access_word(sim, word, Access { mask, ..access })
        });
    }

    /// As [`Race::read`], of a value: where the read races, it may be given older bytes. `out` holds the newest.
    pub fn load(&self, sim: &Sim, task: u32, addr: u64, out: &mut [u8], site: Site) {
        let mut state = self.state.borrow_mut();
        let access = state.access(task, false, What::Plain, site);
        words(addr, out.len() as u64, |word, mask| {
            state.access_word(sim, word, Access { mask, ..access });
            let Some(cell) = state.shadow.cell(word) else {
                return;
            };
            let last = cell.last;
            if last != 0
                && state
                    .log
                    .races(last, mask, &state.threads[task as usize].clock)
            {
                state.choose(sim, task, (addr, word, mask), out, last);
            }
        });
    }

    /// The process is gone: what goes on is no part of it.
    pub fn stop(&self) {
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

impl State {
    /// The goroutine of a task. The first is main; one that nobody was seen to start has seen what main has.
    fn thread(&mut self, task: u32) -> &mut Thread {
        while self.threads.len() <= task as usize {
            let mut clock = self
                .threads
                .first()
                .map_or_else(Clock::default, |main| main.clock.clone());
            let lane = self.lanes.take(&clock);
            clock.set(lane, self.lanes.tick(lane));
            self.threads.push(Thread {
                lane,
                clock,
                ..Thread::default()
            });
        }
        &mut self.threads[task as usize]
    }

    fn go_start(&mut self, parent: u32, child: u32) {
        let site = self.thread(parent).site;
        let mut clock = self.thread(parent).clock.clone();
        self.tick(parent);
        let lane = self.lanes.take(&clock);
        clock.set(lane, self.lanes.tick(lane));
        if child > 0 {
            self.thread(child - 1);
        }
        let thread = Thread {
            lane,
            clock,
            parent,
            created: site,
            ..Thread::default()
        };
        match self.threads.get_mut(child as usize) {
            Some(known) => *known = thread,
            None => self.threads.push(thread),
        }
    }

    /// What `task` does from now on, nobody has seen.
    fn tick(&mut self, task: u32) {
        let lane = self.thread(task).lane;
        let time = self.lanes.tick(lane);
        self.threads[task as usize].clock.set(lane, time);
    }

    #[inline]
    fn access(&mut self, task: u32, write: bool, what: What, site: Site) -> Access {
        Access {
            task,
            epoch: self.thread(task).epoch(),
            mask: 0,
            write,
            what,
            path: site.path,
            pc: site.pc,
            step: 0,
        }
    }

    #[inline]
    fn access_word(&mut self, sim: &Sim, word: u64, access: Access) {
        let Some(cell) = self.shadow.cell(word) else {
            return;
        };
        let cell = *cell;
        if self.shadow.known(&cell, &access) {
            return;
        }
        let now = Access {
            step: sim.step() as u32,
            ..access
        };
        let clock = &self.threads[access.task as usize].clock;
        if let Some(then) = self.shadow.record(word, now, clock) {
            self.race(word, now, then);
        }
    }

    #[cold]
    fn race(&mut self, word: u64, now: Access, then: Access) {
        let site = |access: &Access| Site {
            path: access.path,
            pc: access.pc,
        };
        let pair = (site(&now), site(&then));
        if self.found.len() >= MAX_FOUND || !self.pairs.insert(pair) {
            return;
        }
        let both = [now.task, then.task].map(|task| self.thread(task).clone());
        let created = [0, 1].map(|i| {
            let task = [now.task, then.task][i];
            (task > 0).then_some((both[i].parent, both[i].created))
        });
        self.found.push(Found {
            now,
            then,
            addrs: [now, then].map(|access| word + u64::from(access.mask.trailing_zeros())),
            over: [both[0].over, both[1].over],
            created,
            synced: both.map(|thread| thread.synced),
        });
    }

    /// A racy read of the bytes `mask` of a word takes one of the values it may see.
    #[cold]
    fn choose(
        &mut self,
        sim: &Sim,
        task: u32,
        (addr, word, mask): (u64, u64, u8),
        out: &mut [u8],
        last: u32,
    ) {
        let mut newest = [0; 8];
        let bytes = (0..8u64).filter(|byte| mask & 1 << byte != 0);
        for byte in bytes.clone() {
            newest[byte as usize] = out[(word + byte - addr) as usize];
        }
        let thread = &mut self.threads[task as usize];
        let newest = u64::from_le_bytes(newest);
        let candidates = self.log.candidates(last, newest, mask, &thread.clock);
        if candidates.len() < 2 {
            return;
        }
        let held = thread
            .held
            .iter()
            .position(|&(w, m, _)| (w, m) == (word, mask));
        let still = held.and_then(|at| {
            let (_, _, number) = thread.held[at];
            candidates.iter().position(|&(n, _)| n == number)
        });
        let chosen = still.unwrap_or_else(|| {
            held.map(|at| thread.held.swap_remove(at));
            let draw = sim.choose(Stream::RacyRead, racy::bound(candidates.len()));
            let (chosen, stays) = racy::drawn(draw, candidates.len());
            if stays && thread.held.len() < MAX_HELD {
                thread.held.push((word, mask, candidates[chosen].0));
            }
            chosen
        });
        let value = candidates[chosen].1.to_le_bytes();
        for byte in bytes {
            out[(word + byte - addr) as usize] = value[byte as usize];
        }
    }

    /// The clock of the synchronisation object at `addr`, made if there is none.
    fn sync(&mut self, addr: u64) -> usize {
        let known = match self.shadow.cell(addr) {
            Some(cell) => cell.sync,
            None => self.elsewhere.get(&addr).copied().unwrap_or(0),
        };
        if known != 0 {
            return known as usize - 1;
        }
        if self.synced == self.syncs.len() {
            self.syncs.push(Clock::default());
        }
        self.syncs[self.synced].clear();
        self.synced += 1;
        let number = self.synced as u32;
        match self.shadow.cell(addr) {
            Some(cell) => cell.sync = number,
            None => {
                self.elsewhere.insert(addr, number);
            }
        }
        self.synced - 1
    }

    fn note_sync(&mut self, task: u32, synced: Synced) {
        let thread = self.thread(task);
        thread.held.clear();
        if let Some(known) = thread.synced.iter().position(|s| s.addr == synced.addr) {
            thread.synced.remove(known);
        } else if thread.synced.len() == MAX_SYNCED {
            thread.synced.remove(0);
        }
        thread.synced.push(synced);
    }

    fn acquire(&mut self, task: u32, addr: u64) {
        let sync = self.sync(addr);
        self.thread(task);
        self.threads[task as usize].clock.join(&self.syncs[sync]);
    }

    fn release(&mut self, task: u32, addr: u64, merge: bool) {
        let sync = self.sync(addr);
        self.thread(task);
        let clock = &self.threads[task as usize].clock;
        if merge {
            self.syncs[sync].join(clock);
        } else {
            self.syncs[sync].copy(clock);
        }
        self.tick(task);
    }

    /// Releases, and acquires what was there before.
    fn release_acquire(&mut self, task: u32, addr: u64) {
        let sync = self.sync(addr);
        let before = std::mem::take(&mut self.syncs[sync]);
        self.release(task, addr, false);
        self.threads[task as usize].clock.join(&before);
    }
}

/// What runtime functions call, under the names of runtime/race.go. Nothing happens while there is one goroutine.
impl Go {
    fn race_sync(
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
            },
        );
    }

    pub fn race_acquire(&self, addr: u64) {
        self.race_acquire_g(self.sim.current(), addr);
    }

    pub fn race_release(&self, addr: u64) {
        self.race_release_g(self.sim.current(), addr);
    }

    pub fn race_release_merge(&self, addr: u64) {
        let task = self.sim.current();
        self.race_sync(task, addr, How::Lock, true, |state| {
            state.release(task.0, addr, true)
        });
    }

    pub fn race_release_acquire(&self, addr: u64) {
        self.race_release_acquire_g(self.sim.current(), addr);
    }

    pub fn race_acquire_g(&self, task: TaskId, addr: u64) {
        self.race_sync(task, addr, How::Lock, false, |state| {
            state.acquire(task.0, addr)
        });
    }

    pub fn race_release_g(&self, task: TaskId, addr: u64) {
        self.race_sync(task, addr, How::Lock, true, |state| {
            state.release(task.0, addr, false)
        });
    }

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
                state.access_word(&self.sim, word, Access { mask, ..access })
            });
        }
    }
}
