//! Policies and their defences, as a scenario file names them.

use serde::Deserialize;

use super::numbers::{Count, Millis, Percent, Whole};
use super::tables::none;

/// A named set of defences.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Policy {
    pub name: String,
    #[serde(default)]
    pub defences: Vec<DefenceSpec>,
}

/// One defence; see [`crate::resilience::defence`].
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", tag = "kind")]
pub enum DefenceSpec {
    /// The article's breaker: a trigger over several layers, three actions.
    #[serde(rename_all = "kebab-case")]
    Breaker {
        trigger: Trigger,
        #[serde(default = "ten_seconds")]
        window_ms: Millis,
        #[serde(default = "ninety")]
        pool_percent: Percent,
        #[serde(default = "two_hundred")]
        queue: Count,
        /// The threshold follows `max(75 %, 0.8 x active threads)`.
        #[serde(default)]
        dynamic: bool,
        actions: Vec<Action>,
        #[serde(default = "hundred_fifty")]
        delay_ms: Millis,
        /// Once tripped it stays so for this long; 0 is the article's literal rule.
        #[serde(default = "none")]
        hold_ms: Millis,
    },
    /// Requests whose connection did not come in time are answered from a cache.
    CacheFallback {},
    /// Requests that are not core are answered from a cache while this share of the pool is in use.
    #[serde(rename_all = "kebab-case")]
    PoolGate {
        #[serde(default = "fifty")]
        at_percent: Percent,
    },
    /// Additive increase, multiplicative decrease of the requests in flight.
    #[serde(rename_all = "kebab-case")]
    Aimd {
        #[serde(default = "door")]
        door: Door,
    },
    /// Netflix's Gradient2.
    #[serde(rename_all = "kebab-case")]
    Gradient2 {
        #[serde(default = "door")]
        door: Door,
    },
    /// TCP Vegas' estimate of the queue.
    #[serde(rename_all = "kebab-case")]
    Vegas {
        #[serde(default = "door")]
        door: Door,
    },
    /// A request that waited longer than this for a thread is turned away.
    #[serde(rename_all = "kebab-case")]
    QueueDelay { limit_ms: Millis },
    /// Work for clients that have given up, or will before it is done, is dropped.
    Deadline {},
    /// Requests that are not core are turned away while this share of the threads is busy.
    #[serde(rename_all = "kebab-case")]
    Priority { at_percent: Percent },
    /// Retries may be this share of first attempts.
    #[serde(rename_all = "kebab-case")]
    RetryBudget { percent: Percent },
    /// Another `connectionTimeout` than the scenario's.
    #[serde(rename_all = "kebab-case")]
    ConnectionTimeout {
        #[serde(deserialize_with = "super::tables::connection_timeout")]
        ms: Millis,
    },
    /// Another `maxConnections` than the scenario's.
    #[serde(rename_all = "kebab-case")]
    MaxConnections { n: Count },
    /// The application tries a lock again this often, in place of the scenario's.
    #[serde(rename_all = "kebab-case")]
    LockRetries { times: Whole<0, 100> },
}

const fn ten_seconds() -> Millis {
    Millis::new(10_000)
}

const fn ninety() -> Percent {
    Percent::new(90)
}

const fn two_hundred() -> Count {
    Count::new(200)
}

const fn hundred_fifty() -> Millis {
    Millis::new(150)
}

const fn fifty() -> Percent {
    Percent::new(50)
}

const fn door() -> Door {
    Door::Reject
}

/// What happens to a request that is not let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Door {
    Reject,
    /// Answered from a cache, unless it is core.
    Cache,
}

/// When the breaker trips.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trigger {
    /// The pool's use alone.
    Pool,
    /// Pool and queue.
    And,
    /// Pool or queue.
    Or,
}

/// What a tripped breaker does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// No new locks.
    RejectLocks,
    /// What is not core is answered from a cache.
    Cache,
    /// Every request is delayed.
    Delay,
}
