//! What a defence sees, what it may answer, and the trait that every defence implements.

use crate::scenario::Door;
use crate::traffic::outcome::Outcome;

/// Where on its way a request is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Before it gets a connection to the server.
    Door,
    /// A thread has taken it.
    Thread,
    /// Before the lock.
    Lock,
    /// Before the pool, where there was no lock.
    Pool,
}

/// What a defence answers in the server's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Turned away at once.
    Reject,
    /// From a cache, unless the request is core: then it is rejected.
    Cache,
}

impl Answer {
    /// What the answer means for a request, core or not.
    pub fn outcome(self, core: bool) -> Outcome {
        match self {
            Answer::Cache if !core => Outcome::Degraded,
            _ => Outcome::Rejected,
        }
    }
}

impl From<Door> for Answer {
    fn from(door: Door) -> Answer {
        match door {
            Door::Reject => Answer::Reject,
            Door::Cache => Answer::Cache,
        }
    }
}

/// What a defence sees of the server.
#[derive(Clone, Copy, Debug)]
pub struct View {
    /// Nanoseconds since the start.
    pub now: u64,
    /// Connections of the pool in use.
    pub pool_used: u64,
    /// Connections that the pool has.
    pub pool_size: u64,
    /// Threads at work.
    pub busy: u64,
    /// Threads that the server has.
    pub threads: u64,
    /// Requests in the executor's queue.
    pub queue: u64,
    /// Requests in the server, from their connection to their answer.
    pub in_flight: u64,
    /// Requests that wait for a connection of the pool.
    pub pool_waiters: u64,
    /// Requests that wait for a lock.
    pub lock_waiters: u64,
}

/// What a defence sees of a request.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    /// It takes a lock: a cache is no answer to it.
    pub core: bool,
    /// Nanoseconds since it got its connection.
    pub waited: u64,
    /// Nanoseconds until its client gives up.
    pub left: u64,
}

/// A policy, or a part of one.
pub trait Defence {
    /// Ten times a second: reads the gauges.
    fn tick(&mut self, _view: &View) {}
    /// A request has been answered after `time` nanoseconds in the server, where `in_flight` requests were.
    fn finished(&mut self, _now: u64, _time: u64, _outcome: Outcome, _in_flight: u64) {}
    /// An answer in the server's place.
    fn answer(&mut self, _step: Step, _request: &Seen, _view: &View) -> Option<Answer> {
        None
    }
    /// Nanoseconds that a thread sleeps before it works.
    fn delay(&self) -> u64 {
        0
    }
    /// Whether a request whose connection of the pool did not come in time is answered from a cache.
    fn cache_on_timeout(&self) -> bool {
        false
    }
    /// Whether it is tripped.
    fn active(&self) -> bool {
        false
    }
    /// When it tripped, nanoseconds since the start.
    fn trips(&self) -> &[u64] {
        &[]
    }
}
