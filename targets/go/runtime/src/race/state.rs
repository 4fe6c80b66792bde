//! What a run's memory model holds: goroutines and their clocks, synchronisation objects, races found.

use std::collections::{BTreeMap, BTreeSet};

use tearpoint_harness::contract::{Sim, Stream};

use super::clock::{Clock, Epoch, Lanes};
use super::paths::{Paths, Site};
use super::racy::{self, Log};
use super::shadow::{Access, Shadow, What};
use tearpoint_machine::run_state::Kept;

/// Races kept in a run, before those that are the same bug are put together.
const MAX_FOUND: usize = 64;
/// Values a goroutine stays with at most.
const MAX_HELD: usize = 4;
/// Synchronisations remembered of a goroutine.
const MAX_SYNCED: usize = 4;

/// A synchronisation: what for, and when.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Synced {
    /// The object's address.
    pub addr: u64,
    /// The step.
    pub step: u32,
    /// What the goroutine did before is seen by who acquires; otherwise it acquired.
    pub release: bool,
    /// What kind of object it is.
    pub how: How,
    /// Where the goroutine entered the runtime for it.
    pub site: Site,
}

/// What kind of object was synchronised on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum How {
    /// A lock, a semaphore, or the like.
    #[default]
    Lock,
    /// A channel.
    Channel,
    /// A word of sync/atomic.
    Atomic,
}

/// A goroutine, by its task's number.
#[derive(Clone, Debug, Default)]
pub(super) struct Thread {
    pub(super) lane: u16,
    pub(super) clock: Clock,
    pub(super) over: bool,
    /// Who started it, and where.
    pub(super) parent: u32,
    pub(super) created: Site,
    /// Where it last entered the runtime.
    pub(super) site: Site,
    /// Old values it stays with: word, bytes, number of the write.
    pub(super) held: Vec<(u64, u8, u32)>,
    /// The last synchronisations, oldest first.
    pub(super) synced: Vec<Synced>,
}

impl Thread {
    pub(super) fn epoch(&self) -> Epoch {
        Epoch {
            lane: self.lane,
            time: self.clock.get(self.lane),
        }
    }
}

/// The kind of object that two accesses at `addr` are to.
pub fn object(now: &Access, then: &Access, addr: u64) -> &'static str {
    let by_operation = now.what.object().or(then.what.object());
    by_operation.unwrap_or(match addr >= 1 << 32 {
        true => "heap object",
        false => "package variable",
    })
}

/// Two accesses that nothing orders.
#[derive(Clone, Debug)]
pub struct Found {
    /// The access that was made when the race was seen.
    pub now: Access,
    /// The earlier one.
    pub then: Access,
    /// The first byte of each.
    pub addrs: [u64; 2],
    /// Whether each one's goroutine was over.
    pub over: [bool; 2],
    /// Who started each one's goroutine, and where; for main nothing.
    pub created: [Option<(u32, Site)>; 2],
    /// The last synchronisations of each.
    pub synced: [Vec<Synced>; 2],
}

tearpoint_machine::run_state! {
    #[derive(Debug, Default)]
    pub(super) struct State {
        pub(super) threads: Vec<Thread>,
        pub(super) lanes: Lanes,
        pub(super) shadow: Shadow,
        pub(super) log: Log,
        pub(super) paths: Kept<Paths>,
        /// Clocks of synchronisation objects, from 1.
        pub(super) syncs: Kept<Vec<Clock>>,
        /// How many of them this run uses.
        pub(super) synced: usize,
        /// By channel: how far its slots have moved on, see [`chan`].
        pub(super) moved: BTreeMap<u64, u64>,
        /// Objects outside the memory that has a shadow.
        pub(super) elsewhere: BTreeMap<u64, u32>,
        pub(super) found: Vec<Found>,
        /// What is in `found`: the two functions, whether both write, the kind of object.
        pub(super) pairs: BTreeSet<(u32, u32, bool, &'static str)>,
    }
}

impl State {
    /// The goroutine of a task. The first is main; one that nobody was seen to start has seen what main has.
    pub(super) fn thread(&mut self, task: u32) -> &mut Thread {
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

    pub(super) fn go_start(&mut self, parent: u32, child: u32) {
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
    pub(super) fn tick(&mut self, task: u32) {
        let lane = self.thread(task).lane;
        let time = self.lanes.tick(lane);
        self.threads[task as usize].clock.set(lane, time);
    }

    #[inline]
    pub(super) fn access(&mut self, task: u32, write: bool, what: What, site: Site) -> Access {
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
    pub(super) fn access_word(&mut self, sim: &Sim, word: u64, access: Access) -> u32 {
        let Some(cell) = self.shadow.cell(word) else {
            return 0;
        };
        let cell = *cell;
        if self.shadow.known(&cell, &access) {
            return cell.last;
        }
        let now = Access {
            step: sim.step() as u32,
            ..access
        };
        let clock = &self.threads[access.task as usize].clock;
        if let Some(then) = self.shadow.record(word, now, clock) {
            self.race(word, now, then);
        }
        cell.last
    }

    #[cold]
    pub(super) fn race(&mut self, word: u64, now: Access, then: Access) {
        let func = |access: &Access| self.paths.func(access.path).unwrap_or(0);
        let (a, b) = (func(&now), func(&then));
        let pair = (
            a.min(b),
            a.max(b),
            now.write && then.write,
            object(&now, &then, word),
        );
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
    pub(super) fn choose(
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
    pub(super) fn sync(&mut self, addr: u64) -> usize {
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

    pub(super) fn note_sync(&mut self, task: u32, synced: Synced) {
        let thread = self.thread(task);
        let site = thread.site;
        thread.held.clear();
        if let Some(known) = thread.synced.iter().position(|s| s.addr == synced.addr) {
            thread.synced.remove(known);
        } else if thread.synced.len() == MAX_SYNCED {
            thread.synced.remove(0);
        }
        thread.synced.push(Synced { site, ..synced });
    }

    pub(super) fn acquire(&mut self, task: u32, addr: u64) {
        let sync = self.sync(addr);
        self.thread(task);
        self.threads[task as usize].clock.join(&self.syncs[sync]);
    }

    pub(super) fn release(&mut self, task: u32, addr: u64, merge: bool) {
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
    pub(super) fn release_acquire(&mut self, task: u32, addr: u64) {
        let sync = self.sync(addr);
        let before = std::mem::take(&mut self.syncs[sync]);
        self.release(task, addr, false);
        self.threads[task as usize].clock.join(&before);
    }
}
