//! What will happen, in order of time; what is due at one instant happens in the order in which it was planned.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::request::Ref;

/// What happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Event {
    /// The next user comes.
    Arrive,
    /// A client knocks again, having waited for `wait` nanoseconds.
    Syn { request: Ref, wait: u64 },
    /// A client gives up.
    Deadline(Ref),
    /// A client asks again.
    Retry(Ref),
    /// A worker has used its CPU time.
    CpuDone(Ref),
    /// An answer that needs no connection is ready.
    Answered { request: Ref, outcome: Outcome },
    /// A lock request has reached the lock server.
    LockEval(Ref),
    /// Waiting for the lock has taken long enough.
    LockTimeout { request: Ref, token: u32 },
    /// An unlock has reached the lock server.
    Unlocked { request: Ref, outcome: Outcome },
    /// Waiting for a connection has taken long enough.
    PoolTimeout { request: Ref, token: u32 },
    /// A query is done.
    Queried(Ref),
    /// Gauges are read, defences look around.
    Tick,
}

/// What became of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    Ok,
    /// Answered from a cache.
    Degraded,
    /// Turned away at once.
    Rejected,
    /// No connection in time.
    NoConnection,
    /// No lock in time.
    NoLock,
    /// The client gave up.
    Timeout,
}

impl Outcome {
    pub const ALL: [Outcome; 6] = [
        Outcome::Ok,
        Outcome::Degraded,
        Outcome::Rejected,
        Outcome::NoConnection,
        Outcome::NoLock,
        Outcome::Timeout,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Outcome::Ok => "ok",
            Outcome::Degraded => "degraded",
            Outcome::Rejected => "rejected",
            Outcome::NoConnection => "no connection",
            Outcome::NoLock => "no lock",
            Outcome::Timeout => "timeout",
        }
    }

    /// The client has reason to ask again.
    pub fn failed(self) -> bool {
        matches!(
            self,
            Outcome::NoConnection | Outcome::NoLock | Outcome::Timeout
        )
    }
}

/// Events to come.
#[derive(Debug, Default)]
pub struct Agenda {
    heap: BinaryHeap<Reverse<(u64, u64, Event)>>,
    planned: u64,
    pub now: u64,
}

impl Agenda {
    /// Plans `event` in `after` nanoseconds.
    #[inline]
    pub fn plan(&mut self, after: u64, event: Event) {
        self.planned += 1;
        self.heap
            .push(Reverse((self.now + after, self.planned, event)));
    }

    /// When the next event is due.
    #[inline]
    pub fn due(&self) -> Option<u64> {
        self.heap.peek().map(|Reverse((time, ..))| *time)
    }

    /// The next event; it is now.
    #[inline]
    pub fn next(&mut self) -> Option<Event> {
        let Reverse((time, _, event)) = self.heap.pop()?;
        self.now = time;
        Some(event)
    }

    /// How many events have been planned so far.
    pub fn planned(&self) -> u64 {
        self.planned
    }
}
