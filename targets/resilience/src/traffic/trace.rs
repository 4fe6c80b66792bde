//! What the traffic does to connector, executor, pool and locks, event by event, for whoever wants to compare it with
//! something else. Off unless [`Traffic::record`] is called.

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
    ThreadDone { next: Option<u64> },
    /// It gets a connection of the pool at once.
    Borrowed,
    /// It waits for a connection of the pool.
    PoolWaits,
    /// It has waited long enough.
    PoolTimedOut,
    /// It returns its connection, which is handed over to somebody who waits, or is free.
    Returned { to: Option<u64> },
    /// It keeps its connection for ever.
    Leaked,
    /// A script gives it the lock, with this fencing token.
    LockTaken { key: u32, token: u32 },
    /// A script says that the lock is taken; it waits.
    LockWaits { key: u32 },
    /// A script says that the lock is taken; its patience is over.
    LockRefused { key: u32 },
    /// It has waited long enough for the lock.
    LockTimedOut { key: u32 },
    /// The holder with this token unlocks; the message wakes somebody who waits, if anybody does.
    Unlocked {
        key: u32,
        token: u32,
        woken: Option<u64>,
    },
    /// A holder learns at its unlock that the lock is not its any more.
    UnlockLost { key: u32, token: u32 },
    /// Another node takes a lock.
    TakenElsewhere { key: u32, token: u32 },
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
    /// Connections to the server, and requests in the accept queue.
    pub connections: u64,
    pub backlog: u64,
    /// Threads at work, and requests in their queue.
    pub busy: u64,
    pub queue: u64,
    /// Connections of the pool in use, and requests that wait for one.
    pub pool_used: u64,
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
    pub step: Step,
    pub seen: Seen,
}

/// A request's name: no two that are under way at one time have the same, and none is 0.
pub(super) fn name(id: Ref) -> u64 {
    let (at, generation) = id.parts();
    (u64::from(generation) << 32 | u64::from(at)) + 1
}
