//! Defences, behind one trait: each can be combined with any other.
//!
//! A defence sees gauges ten times a second ([`Defence::tick`]) and every answer ([`Defence::finished`]); it is asked at four steps
//! of a request's way and may answer in the server's place. The first defence with an answer gives it.

mod breaker;
mod door;
mod gates;

use super::scenario::{Count, DefenceSpec, Door, Policy, Pool, Scenario, Whole, nanos};
use super::traffic::Outcome;

pub use breaker::Breaker;
pub use door::{Aimd, Gradient2, Vegas};
pub use gates::{CacheFallback, Deadline, PoolGate, Priority, QueueDelay};

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
    Reject,
    /// From a cache, unless the request is core: then it is rejected.
    Cache,
}

impl Answer {
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
    pub now: u64,
    pub pool_used: u64,
    pub pool_size: u64,
    pub busy: u64,
    pub threads: u64,
    pub queue: u64,
    pub in_flight: u64,
    /// Requests that wait for a connection of the pool, and for a lock.
    pub pool_waiters: u64,
    pub lock_waiters: u64,
}

/// What a defence sees of a request.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    pub core: bool,
    /// Nanoseconds since it got its connection.
    pub waited: u64,
    /// Nanoseconds until its client gives up.
    pub left: u64,
}

/// A policy, or a part of one.
pub trait Defence {
    /// Looks around, ten times a second.
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
    /// A request whose connection did not come in time is answered from a cache.
    fn cache_on_timeout(&self) -> bool {
        false
    }
    /// It is tripped.
    fn active(&self) -> bool {
        false
    }
    /// When it tripped.
    fn trips(&self) -> &[u64] {
        &[]
    }
}

/// A policy's defences, and the settings it changes.
pub struct Settings {
    pub defences: Vec<Box<dyn Defence>>,
    pub connection_timeout: u64,
    /// As HikariCP has it once it has read its settings, in nanoseconds; 0 is off.
    pub leak_threshold: u64,
    pub retry_budget: Option<super::scenario::Percent>,
    pub max_connections: Count,
    pub lock_retries: Whole<0, 100>,
    pub fencing: bool,
}

/// How long a request waits for a connection of `pool`, in nanoseconds, once HikariCP has read its settings.
fn connection_timeout(pool: &Pool) -> u64 {
    let (config, _) = pool.hikari();
    config.connection_timeout.unsigned_abs() * 1_000_000
}

/// What `policy` means for `scenario`.
pub fn build(scenario: &Scenario, policy: &Policy) -> Settings {
    let mut settings = Settings {
        defences: Vec::new(),
        connection_timeout: connection_timeout(&scenario.pool),
        leak_threshold: {
            let (config, _) = scenario.pool.hikari();
            config.leak_detection_threshold.unsigned_abs() * 1_000_000
        },
        retry_budget: scenario.clients.retry_budget_percent,
        max_connections: scenario.tomcat.max_connections,
        lock_retries: scenario.lock.retries,
        fencing: scenario.lock.fencing,
    };
    for spec in &policy.defences {
        let defence: Box<dyn Defence> = match spec {
            DefenceSpec::Breaker { .. } => Box::new(Breaker::new(spec)),
            DefenceSpec::CacheFallback {} => Box::new(CacheFallback),
            DefenceSpec::PoolGate { at_percent } => Box::new(PoolGate::new(at_percent.get())),
            DefenceSpec::Aimd { door } => Box::new(Aimd::new((*door).into())),
            DefenceSpec::Gradient2 { door } => Box::new(Gradient2::new((*door).into())),
            DefenceSpec::Vegas { door } => Box::new(Vegas::new((*door).into())),
            DefenceSpec::QueueDelay { limit_ms } => Box::new(QueueDelay::new(nanos(*limit_ms))),
            DefenceSpec::Deadline {} => Box::new(Deadline),
            DefenceSpec::Priority { at_percent } => Box::new(Priority::new(at_percent.get())),
            DefenceSpec::Fencing {} => {
                settings.fencing = true;
                continue;
            }
            DefenceSpec::RetryBudget { percent } => {
                settings.retry_budget = Some(*percent);
                continue;
            }
            DefenceSpec::ConnectionTimeout { ms } => {
                settings.connection_timeout = connection_timeout(&Pool {
                    connection_timeout_ms: *ms,
                    ..scenario.pool.clone()
                });
                continue;
            }
            DefenceSpec::MaxConnections { n } => {
                settings.max_connections = *n;
                continue;
            }
            DefenceSpec::LockRetries { times } => {
                settings.lock_retries = *times;
                continue;
            }
        };
        settings.defences.push(defence);
    }
    settings
}
