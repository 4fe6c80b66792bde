//! The watchdog's state: which locks of a process are renewed, and its timers.
//!
//! Source: Redisson `66863978`, `renewal/{RenewalTask,LockTask,LockEntry}.java`: `add`, `cancelExpirationRenewal`.
//! `renewal` goes through the steps.

use tearpoint_harness::contract::Digest;

use super::redis::LockName;
use crate::protocol::bench::Who;

/// A process' `LockTask`, with the one `LockEntry` that it has here.
#[derive(Clone, Debug, Default)]
pub struct Renewal {
    /// `threadsQueue` and `threadId2counter`: threads in order of their first acquisition, how often each, and the number of its last.
    pub threads: Vec<Registered>,
    /// `running`.
    pub running: bool,
    /// When timers ring.
    pub timers: Vec<u64>,
    /// A round waits for the server.
    pub round: bool,
    added: u64,
    pub daemon: Option<Who>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Registered {
    pub name: LockName,
    pub counter: u64,
    pub last: u64,
}

impl Renewal {
    pub fn renews(&self, name: LockName) -> bool {
        self.threads.iter().any(|thread| thread.name == name)
    }

    /// Timers that are set, or whose round is under way.
    pub fn timers(&self) -> usize {
        self.timers.len() + usize::from(self.round)
    }

    /// `RenewalTask.add`, without its timer: true if that has to be set.
    pub fn add(&mut self, name: LockName) -> bool {
        self.added += 1;
        let last = self.added;
        let empty = self.threads.is_empty();
        match self.threads.iter_mut().find(|thread| thread.name == name) {
            Some(thread) => {
                thread.counter += 1;
                thread.last = last;
            }
            None => self.threads.push(Registered {
                name,
                counter: 1,
                last,
            }),
        }
        // tryRun()
        empty && !std::mem::replace(&mut self.running, true)
    }

    /// `RenewalTask.cancelExpirationRenewal`.
    pub fn cancel(&mut self, name: LockName) {
        if let Some(thread) = self.threads.iter_mut().find(|thread| thread.name == name) {
            thread.counter -= 1;
        }
        self.threads.retain(|thread| thread.counter > 0);
        if self.threads.is_empty() {
            self.running = false;
        }
    }

    /// The process has died.
    pub fn die(&mut self) {
        *self = Renewal {
            daemon: self.daemon,
            ..Renewal::default()
        };
    }

    pub fn absorb(&self, now: u64, into: &mut Digest) {
        let Renewal {
            threads,
            running,
            timers,
            round,
            added,
            daemon,
        } = self;
        into.word(threads.len() as u64);
        for thread in threads {
            let Registered {
                name,
                counter,
                last,
            } = thread;
            into.word(u64::from(name.thread) << 32 | counter);
            into.word(*last);
        }
        into.word(timers.len() as u64);
        timers
            .iter()
            .for_each(|due| into.word(due.saturating_sub(now)));
        into.word(u64::from(*running) << 1 | u64::from(*round));
        into.word(*added);
        into.word(daemon.map_or(0, |who| who.0 as u64 + 1));
    }
}
