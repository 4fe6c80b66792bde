//! The trace of a run: what happens to connector, executor, pool and locks, event by event, to be compared with other models.
//!
//! Kept only after [`Traffic::record`](super::Traffic::record).

use super::request::Ref;

/// What happened to a request, or on its behalf.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Its SYN found a place in the accept queue.
    SynQueued,
    /// Its SYN found the accept queue full.
    SynDropped,
    /// A defence answers before it gets a connection.
    TurnedAway,
    /// It got a connection: at once, or out of the accept queue.
    Accepted,
    /// Its connection is closed.
    Closed,
    /// A thread takes it at once.
    ThreadTaken,
    /// It goes into the executor's queue.
    Queued,
    /// Its thread is through with it, and takes the next out of the queue, if there is one.
    ThreadDone {
        /// The name of the request that the thread takes next.
        next: Option<u64>,
    },
    /// It gets a connection of the pool at once.
    Borrowed,
    /// It waits for a connection of the pool.
    PoolWaits,
    /// It has waited long enough.
    PoolTimedOut,
    /// It returns its connection, which is handed over to a waiter, or is free.
    Returned {
        /// The name of the request that gets it.
        to: Option<u64>,
    },
    /// It keeps its connection for ever.
    Leaked,
    /// A script gives it the lock, with this fencing token.
    LockTaken {
        /// Which lock.
        key: u32,
        /// The fencing token of this acquisition.
        token: u32,
    },
    /// A script says that the lock is taken; it waits.
    LockWaits {
        /// Which lock.
        key: u32,
    },
    /// A script says that the lock is taken; its patience is over.
    LockRefused {
        /// Which lock.
        key: u32,
    },
    /// It has waited long enough for the lock.
    LockTimedOut {
        /// Which lock.
        key: u32,
    },
    /// The holder with this token unlocks; the message wakes a waiter, if there is one.
    Unlocked {
        /// Which lock.
        key: u32,
        /// The holder's token.
        token: u32,
        /// The name of the request that the message wakes.
        woken: Option<u64>,
    },
    /// A holder learns at its unlock that it has lost the lock.
    UnlockLost {
        /// Which lock.
        key: u32,
        /// The token that the holder had.
        token: u32,
    },
    /// Another node takes a lock.
    TakenElsewhere {
        /// Which lock.
        key: u32,
        /// The fencing token of this acquisition.
        token: u32,
    },
}

impl Step {
    /// The lock that it is about.
    pub fn key(self) -> Option<u32> {
        match self {
            Step::LockTaken { key, .. }
            | Step::LockWaits { key }
            | Step::LockRefused { key }
            | Step::LockTimedOut { key }
            | Step::Unlocked { key, .. }
            | Step::UnlockLost { key, .. }
            | Step::TakenElsewhere { key, .. } => Some(key),
            _ => None,
        }
    }
}

/// The traffic's state after an event, as far as protocols have one too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Connections to the server.
    pub connections: u64,
    /// Requests in the accept queue.
    pub backlog: u64,
    /// Threads at work.
    pub busy: u64,
    /// Requests in the executor's queue.
    pub queue: u64,
    /// Connections of the pool in use.
    pub pool_used: u64,
    /// Requests that wait for a connection of the pool.
    pub pool_waiters: u64,
    /// Requests that wait for a lock.
    pub lock_waiters: u64,
    /// The fencing token of the lock's holder, if the event is about a lock.
    pub holder: Option<u32>,
}

/// An event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Traced {
    /// Nanoseconds since the start.
    pub at: u64,
    /// The request's name while it is under way; 0 for another node.
    pub who: u64,
    /// What happened.
    pub step: Step,
    /// The state after it.
    pub seen: Seen,
}

/// A request's name: no two that are under way at one time have the same, and none is 0.
pub(super) fn name(id: Ref) -> u64 {
    let (at, generation) = id.parts();
    (u64::from(generation) << 32 | u64::from(at)) + 1
}
