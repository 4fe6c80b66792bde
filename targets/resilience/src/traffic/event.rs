//! The events of a run: what is planned on the agenda.

use super::outcome::Outcome;
use super::request::Ref;

/// What happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Event {
    /// The next user comes.
    Arrive,
    /// A client sends its SYN again; `doublings` is how often its wait was doubled.
    Syn { request: Ref, doublings: u32 },
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
    /// The server learns that it has the lock.
    Granted(Ref),
    /// Waiting for the lock has taken long enough.
    LockTimeout { request: Ref, token: u32 },
    /// An unlock has reached the lock server.
    Unlocked { request: Ref, outcome: Outcome },
    /// Waiting for a connection has taken long enough.
    PoolTimeout { request: Ref, token: u32 },
    /// A query is done.
    Queried(Ref),
    /// The server has the result of a query.
    Returned(Ref),
    /// Leak detection logs a connection that was leaked.
    LeakLogged,
    /// Another node asks for a lock.
    Elsewhere,
    /// Another node is done with its lock.
    ElsewhereDone { key: u32, token: u32 },
    /// The server stands still no longer.
    Wakes,
    /// Gauges are read, defences look around.
    Tick,
}
