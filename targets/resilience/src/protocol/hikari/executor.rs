//! Executors of one thread, a semaphore and a monitor, as far as the pool uses them.
//!
//! Follows `ThreadPoolExecutor(1, 1, 5 s)` of `UtilityElf.createThreadPoolExecutor`, and `util/SuspendResumeLock.java` (a fair
//! `Semaphore(10000)`) of HikariCP 604d7d58.
//!
//! Deviations: an executor's thread is there from the beginning and never ends, so a task always goes through the queue (in the source the
//! first task, and one that comes 5 s after the last, goes to a new thread at once). All tasks of a queue are alike here, so a queue is a number.

use std::collections::VecDeque;

use tearpoint_harness::contract::Digest;

use super::bag::ThreadId;

/// A bounded queue of tasks and the thread that runs them.
#[derive(Clone, Debug)]
pub struct Executor {
    queued: u64,
    bound: u64,
    workers: Vec<ThreadId>,
    /// A task is being run.
    runs: bool,
}

impl Executor {
    pub fn new(bound: u64, workers: Vec<ThreadId>) -> Executor {
        Executor {
            queued: 0,
            bound,
            workers,
            runs: false,
        }
    }

    /// False: the queue is full.
    pub fn offer(&mut self) -> bool {
        let fits = self.queued < self.bound;
        self.queued += u64::from(fits);
        fits
    }

    pub fn take(&mut self) -> bool {
        let some = self.queued > 0;
        self.queued -= u64::from(some);
        self.runs = some;
        some
    }

    /// The task that was taken is done.
    pub fn done(&mut self) {
        self.runs = false;
    }

    /// `shutdown`: what is queued is still run.
    pub fn shut(&mut self) {
        self.bound = 0;
    }

    pub fn is_busy(&self) -> bool {
        self.runs || self.queued > 0
    }

    /// `getQueue().size()`
    pub fn queued(&self) -> u64 {
        self.queued
    }

    pub fn workers(&self) -> &[ThreadId] {
        &self.workers
    }
}

/// A semaphore: its permits, and the threads that wait, each for a number of them.
#[derive(Clone, Debug)]
pub struct Semaphore {
    permits: u64,
    queue: VecDeque<(ThreadId, u64)>,
}

/// `MAX_PERMITS`
pub const MAX_PERMITS: u64 = 10_000;

impl Semaphore {
    pub fn new(permits: u64) -> Semaphore {
        Semaphore {
            permits,
            queue: VecDeque::new(),
        }
    }

    /// `tryAcquire`, which overtakes threads that wait.
    pub fn try_acquire(&mut self, permits: u64) -> bool {
        let enough = self.permits >= permits;
        if enough {
            self.permits -= permits;
        }
        enough
    }

    /// Joins the queue; true if that was not necessary.
    pub fn acquire_or_queue(&mut self, thread: ThreadId, permits: u64) -> bool {
        if self.queue.is_empty() && self.try_acquire(permits) {
            return true;
        }
        self.queue.push_back((thread, permits));
        false
    }

    /// What a thread does that was woken: the first in the queue may get what it asks for.
    pub fn acquire_as_first(&mut self, thread: ThreadId) -> bool {
        let first = self.queue.front().copied();
        let Some((_, permits)) = first.filter(|&(first, _)| first == thread) else {
            return false;
        };
        let enough = self.try_acquire(permits);
        if enough {
            self.queue.pop_front();
        }
        enough
    }

    pub fn release(&mut self, permits: u64) {
        self.permits += permits;
    }

    /// The thread to wake next.
    pub fn first(&self) -> Option<ThreadId> {
        self.queue.front().map(|&(thread, _)| thread)
    }

    /// A thread waits although there are enough permits for it.
    pub fn is_stuck(&self) -> bool {
        let first = self.queue.front();
        first.is_some_and(|&(_, permits)| self.permits >= permits)
    }

    pub fn absorb(&self, into: &mut Digest) {
        into.word(self.permits << 8 | self.queue.len() as u64);
        for &(thread, permits) in &self.queue {
            into.word(permits << 8 | thread as u64);
        }
    }
}

/// The pool's own monitor: `synchronized`.
#[derive(Clone, Debug, Default)]
pub struct Monitor {
    owner: Option<ThreadId>,
    blocked: VecDeque<ThreadId>,
}

impl Monitor {
    pub fn try_enter(&mut self, thread: ThreadId) -> bool {
        let free = self.owner.is_none();
        if free {
            self.owner = Some(thread);
            self.blocked.retain(|&blocked| blocked != thread);
        }
        free
    }

    pub fn block(&mut self, thread: ThreadId) {
        if !self.blocked.contains(&thread) {
            self.blocked.push_back(thread);
        }
    }

    pub fn is_free(&self) -> bool {
        self.owner.is_none()
    }

    /// Leaves; the thread to wake.
    pub fn exit(&mut self) -> Option<ThreadId> {
        self.owner = None;
        self.blocked.front().copied()
    }

    pub fn absorb(&self, into: &mut Digest) {
        into.word(self.owner.map_or(0, |owner| 1 + owner as u64) << 8 | self.blocked.len() as u64);
        self.blocked
            .iter()
            .for_each(|&thread| into.word(thread as u64));
    }
}
