//! From a policy of a scenario file to its defences, and the settings of the server that it changes.

use super::breaker::Breaker;
use super::contract::Defence;
use super::gates::{CacheFallback, Deadline, PoolGate, Priority, QueueDelay};
use super::limits::{Aimd, Gradient2, Vegas};
use crate::scenario::{Count, DefenceSpec, Percent, Policy, Pool, Scenario, Whole, nanos};

/// A policy's defences, and the settings it changes.
pub struct Settings {
    /// The defences, in the policy's order.
    pub defences: Vec<Box<dyn Defence>>,
    /// How long a request waits for a connection of the pool, nanoseconds.
    pub connection_timeout: u64,
    /// `leakDetectionThreshold` as HikariCP has it once it has read its settings, nanoseconds; 0 is off.
    pub leak_threshold: u64,
    /// Retries for a hundred first attempts; none: no limit.
    pub retry_budget: Option<Percent>,
    /// Connections to the server at most.
    pub max_connections: Count,
    /// Further tries at a lock after the first.
    pub lock_retries: Whole<0, 100>,
    /// The database refuses writes with an older token than it has seen.
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
