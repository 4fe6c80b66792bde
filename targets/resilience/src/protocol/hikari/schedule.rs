//! The housekeeping executor's delayed tasks: one thread runs them, in order of time.
//!
//! Follows `ScheduledThreadPoolExecutor` as HikariCP 604d7d58 sets it up (`HikariPool.initializeHouseKeepingExecutorService`): one thread, tasks that are
//! cancelled are taken off the queue (`setRemoveOnCancelPolicy(true)`).

use tearpoint_harness::contract::Digest;

use super::bag::{EntryId, ThreadId};

/// What the housekeeping thread has to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Job {
    HouseKeeper,
    MaxLifetime(EntryId),
    Keepalive(EntryId),
    /// Leak detection: the thread, the number of its borrow, the entry.
    Leak(ThreadId, u64, EntryId),
}

/// The delayed tasks, what is due first in front; of what is due at one instant, what was scheduled first.
#[derive(Clone, Debug, Default)]
pub struct Schedule {
    jobs: Vec<(u64, Job)>,
    shut: bool,
}

impl Schedule {
    /// True if it is the first to be due now: the thread waits for another time.
    pub fn insert(&mut self, due: u64, job: Job) -> bool {
        if self.shut {
            return false;
        }
        let at = self.jobs.partition_point(|&(other, _)| other <= due);
        self.jobs.insert(at, (due, job));
        at == 0
    }

    /// True if it was there: it has not begun.
    pub fn cancel(&mut self, job: Job) -> bool {
        let before = self.jobs.len();
        self.jobs.retain(|&(_, other)| other != job);
        self.jobs.len() < before
    }

    /// `shutdownNow`: what is scheduled is dropped, and what will be.
    pub fn shut(&mut self) {
        self.jobs.clear();
        self.shut = true;
    }

    /// Takes the first task, if it is due.
    pub fn take(&mut self, now: u64) -> Option<Job> {
        let due = self.next()? <= now;
        due.then(|| self.jobs.remove(0).1)
    }

    /// When the first task is due.
    pub fn next(&self) -> Option<u64> {
        self.jobs.first().map(|&(due, _)| due)
    }

    pub fn absorb(&self, now: u64, into: &mut Digest) {
        into.word((self.jobs.len() as u64) << 1 | u64::from(self.shut));
        for &(due, job) in &self.jobs {
            into.word(due.saturating_sub(now));
            let (kind, a, b) = match job {
                Job::HouseKeeper => (0, 0, 0),
                Job::MaxLifetime(entry) => (1, entry as u64, 0),
                Job::Keepalive(entry) => (2, entry as u64, 0),
                Job::Leak(thread, borrow, entry) => {
                    (3, (thread as u64) << 16 | entry as u64, borrow)
                }
            };
            into.word(kind << 32 | a);
            into.word(b);
        }
    }
}
