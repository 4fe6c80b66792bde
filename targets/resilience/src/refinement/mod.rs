//! The traffic model's trace, replayed through the protocol models: can Tomcat, HikariCP and Redisson do what the traffic does?
//!
//! Each event goes through the sequential operations of the protocols' own states: the connector (`connector`: accept queue, `LimitLatch`,
//! `ThreadPoolExecutor` with `TaskQueue`), HikariCP's `ConcurrentBag` (`pool`) and Redisson's scripts (`lock`). After each event both
//! sides must agree on [`crate::traffic::trace::Seen`]: connections, accept queue, busy threads, queue; connections of the pool in
//! use, and their waiters; the token of the lock's holder, and the lock's waiters. No two events overlap, so a replay shows that the traffic
//! is *a* behaviour of the protocols, not that it shows all of them.
//!
//! In the protocols' states, but not in the traffic: idle threads of the executor (busy ones are compared); the slot that the acceptor counts
//! before it accepts (left out); which entry of the bag a request has (any free one will do); a lock that has expired unnoticed (it
//! has no holder).
//! What the protocols can do and the traffic never does: a borrower that overtakes a waiter, between `setState` and `offer` or by its own
//! thread's list; a hand-over that is lost; threads that retire; a waiter for a lock that wakes before one that came earlier (the
//! semaphore behind Redisson's channel is not fair), or because the holder's time to live is over; keep-alive, since a connection carries one
//! request. In the traffic, a request that a defence turns away at the door never gets a connection; here it is accepted and closed
//! at once, where Tomcat would need a thread to refuse it.

mod connector;
mod lock;
mod pool;

use std::fmt;

use crate::scenario::{Policy, Scenario};
use crate::traffic::trace::{Step, Traced};

use self::connector::Connector;
use self::lock::Locks;
use self::pool::Pool;

/// An event that the protocols refuse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Which event of the trace, from 0.
    pub event: usize,
    /// When it happened, in nanoseconds since the start.
    pub at: u64,
    /// The name of the request that it happened to; 0 for another node.
    pub who: u64,
    /// What happened.
    pub step: Step,
    /// Why the protocol refuses it, or where the states disagree.
    pub reason: String,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Refused {
            event,
            at,
            who,
            step,
            reason,
        } = self;
        write!(
            f,
            "event {event} at {at} ns, request {who}, {step:?}: {reason}"
        )
    }
}

impl std::error::Error for Refused {}

/// The protocols' states during a replay.
#[derive(Clone)]
pub struct Replay {
    connector: Connector,
    pool: Pool,
    locks: Locks,
    events: usize,
}

impl Replay {
    /// For a trace of `scenario` under `policy`, from its start.
    pub fn new(scenario: &Scenario, policy: &Policy) -> Replay {
        Replay {
            connector: Connector::new(scenario, policy),
            pool: Pool::new(scenario),
            locks: Locks::new(scenario),
            events: 0,
        }
    }

    /// Replays more of the trace.
    ///
    /// # Errors
    /// The first event that a protocol refuses, or after which the states disagree.
    pub fn replay(&mut self, trace: &[Traced]) -> Result<(), Refused> {
        for traced in trace {
            self.event(traced).map_err(|reason| Refused {
                event: self.events,
                at: traced.at,
                who: traced.who,
                step: traced.step,
                reason,
            })?;
            self.events += 1;
        }
        Ok(())
    }

    /// Events replayed so far.
    pub fn events(&self) -> usize {
        self.events
    }

    fn event(&mut self, traced: &Traced) -> Result<(), String> {
        let Traced { at, who, step, .. } = *traced;
        let connector = &mut self.connector;
        match step {
            Step::SynQueued => connector.syn_queued(who, at)?,
            Step::SynDropped => connector.syn_dropped(who)?,
            Step::TurnedAway => connector.turned_away(who)?,
            Step::Accepted => connector.accepted(who)?,
            Step::Closed => connector.closed()?,
            Step::ThreadTaken => connector.thread_taken(who)?,
            Step::Queued => connector.queued(who)?,
            Step::ThreadDone { next } => connector.thread_done(who, next)?,
            Step::Borrowed => self.pool.borrowed(who, connector.thread(who)?)?,
            Step::PoolWaits => self.pool.waits(who, connector.thread(who)?)?,
            Step::PoolTimedOut => self.pool.timed_out(who)?,
            Step::Returned { to } => self.pool.returned(who, to)?,
            Step::Leaked => self.pool.leaked(who)?,
            Step::LockTaken { key, token } => self.locks.taken(at, key, token, Some(who))?,
            Step::TakenElsewhere { key, token } => self.locks.taken(at, key, token, None)?,
            Step::LockWaits { key } => self.locks.waits(at, key, who)?,
            Step::LockRefused { key } => self.locks.refused(at, key, who)?,
            Step::LockTimedOut { key } => self.locks.timed_out(at, key, who)?,
            Step::Unlocked { key, token, woken } => self.locks.unlocked(at, key, token, woken)?,
            Step::UnlockLost { key, token } => self.locks.unlock_lost(at, key, token)?,
        }
        self.agrees(traced)
    }

    fn agrees(&self, traced: &Traced) -> Result<(), String> {
        let seen = traced.seen;
        same(
            "connections",
            self.connector.connections(),
            seen.connections,
        )?;
        same("the accept queue", self.connector.backlog(), seen.backlog)?;
        same("busy threads", self.connector.busy(), seen.busy)?;
        same("the executor's queue", self.connector.queue(), seen.queue)?;
        same("connections in use", self.pool.used(), seen.pool_used)?;
        same(
            "waiters for connections",
            self.pool.waiters(),
            seen.pool_waiters,
        )?;
        same("waiters for locks", self.locks.waiters(), seen.lock_waiters)?;
        match traced.step.key() {
            Some(key) => same(
                "the lock's holder",
                self.locks.holder(traced.at, key),
                seen.holder,
            ),
            None => Ok(()),
        }
    }
}

fn same<T: PartialEq + fmt::Debug>(what: &str, protocol: T, traffic: T) -> Result<(), String> {
    if protocol == traffic {
        return Ok(());
    }
    Err(format!(
        "{what}: {protocol:?} in the protocol, {traffic:?} in the traffic"
    ))
}
