//! Policies and their defences, as a scenario file names them.

use serde::Deserialize;

use super::numbers::{Count, Millis, Percent, Whole};
use super::tables::none;

/// A named set of defences.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Policy {
    /// What the policy is called: the profile of its runs.
    pub name: String,
    /// Its defences. The first with an answer to a request gives it.
    #[serde(default)]
    pub defences: Vec<DefenceSpec>,
}

impl Policy {
    /// The kinds of its defences, without their numbers: policies that differ only in numbers have one text.
    pub fn kinds(&self) -> String {
        if self.defences.is_empty() {
            return "none".to_owned();
        }
        let kinds: Vec<String> = self.defences.iter().map(DefenceSpec::describe).collect();
        kinds.join(" + ")
    }
}

/// One defence; see [`crate::traffic::defence`].
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", tag = "kind")]
pub enum DefenceSpec {
    /// The article's breaker: a trigger over several layers, three actions.
    #[serde(rename_all = "kebab-case")]
    Breaker {
        /// Which layers it looks at, and how they are combined.
        trigger: Trigger,
        /// The pool's use is its mean over this long.
        #[serde(default = "ten_seconds")]
        window_ms: Millis,
        /// It is hot above this share of the pool in use.
        #[serde(default = "ninety")]
        pool_percent: Percent,
        /// It is hot above this length of the executor's queue.
        #[serde(default = "two_hundred")]
        queue: Count,
        /// More requests than this waiting for locks are a third layer of the triggers `and` and `or`; not looked at if absent.
        lock_waiters: Option<Count>,
        /// The pool's threshold is set anew after each window, to `max(75 %, 0.8 x active threads)`.
        #[serde(default)]
        dynamic: bool,
        /// What it does once tripped.
        actions: Vec<Action>,
        /// How long the action `delay` holds a request.
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
        /// The share of the pool in use from which on it shuts.
        #[serde(default = "fifty")]
        at_percent: Percent,
    },
    /// Additive increase, multiplicative decrease of the requests in flight.
    #[serde(rename_all = "kebab-case")]
    Aimd {
        /// What happens to a request beyond the limit.
        #[serde(default = "door")]
        door: Door,
    },
    /// Netflix's Gradient2.
    #[serde(rename_all = "kebab-case")]
    Gradient2 {
        /// What happens to a request beyond the limit.
        #[serde(default = "door")]
        door: Door,
    },
    /// TCP Vegas' estimate of the queue.
    #[serde(rename_all = "kebab-case")]
    Vegas {
        /// What happens to a request beyond the limit.
        #[serde(default = "door")]
        door: Door,
    },
    /// A request that waited longer than this for a thread is turned away.
    #[serde(rename_all = "kebab-case")]
    QueueDelay {
        /// How long a request may have waited.
        limit_ms: Millis,
    },
    /// Work for clients that have given up is not begun.
    Deadline {},
    /// Requests that are not core are turned away while this share of the threads is busy.
    #[serde(rename_all = "kebab-case")]
    Priority {
        /// The share of busy threads from which on it shuts.
        at_percent: Percent,
    },
    /// The database refuses writes with an older token than it has seen.
    Fencing {},
    /// Retries may be this share of first attempts.
    #[serde(rename_all = "kebab-case")]
    RetryBudget {
        /// Retries for a hundred first attempts.
        percent: Percent,
    },
    /// Another `connectionTimeout` than the scenario's.
    #[serde(rename_all = "kebab-case")]
    ConnectionTimeout {
        /// The pool's `connectionTimeout`.
        #[serde(deserialize_with = "super::tables::connection_timeout")]
        ms: Millis,
    },
    /// Another `maxConnections` than the scenario's.
    #[serde(rename_all = "kebab-case")]
    MaxConnections {
        /// Connections to the server at most.
        n: Count,
    },
    /// The application tries a lock again this often, in place of the scenario's.
    #[serde(rename_all = "kebab-case")]
    LockRetries {
        /// Further tries after the first.
        times: Whole<0, 100>,
    },
}

impl DefenceSpec {
    /// The defence in words, without numbers.
    fn describe(&self) -> String {
        let at_door = |name: &str, door: &Door| match door {
            Door::Reject => format!("{name} that rejects"),
            Door::Cache => format!("{name} to a cache"),
        };
        match self {
            DefenceSpec::Breaker {
                trigger,
                lock_waiters,
                dynamic,
                actions,
                hold_ms,
                ..
            } => {
                let layers = match (trigger, lock_waiters.is_some()) {
                    (Trigger::Pool, _) => "pool",
                    (Trigger::And, false) => "pool and queue",
                    (Trigger::Or, false) => "pool or queue",
                    (Trigger::And, true) => "pool and queue and locks",
                    (Trigger::Or, true) => "pool or queue or locks",
                };
                let dynamic = if *dynamic { "dynamic " } else { "" };
                let latched = if hold_ms.get() > 0 { "latched " } else { "" };
                let actions: Vec<&str> = [Action::RejectLocks, Action::Cache, Action::Delay]
                    .into_iter()
                    .filter(|action| actions.contains(action))
                    .map(Action::name)
                    .collect();
                format!(
                    "{latched}{dynamic}breaker on {layers} ({})",
                    actions.join(", ")
                )
            }
            DefenceSpec::CacheFallback {} => "cache fallback".to_owned(),
            DefenceSpec::PoolGate { .. } => "pool gate".to_owned(),
            DefenceSpec::Aimd { door } => at_door("aimd", door),
            DefenceSpec::Gradient2 { door } => at_door("gradient2", door),
            DefenceSpec::Vegas { door } => at_door("vegas", door),
            DefenceSpec::QueueDelay { .. } => "queue delay".to_owned(),
            DefenceSpec::Deadline {} => "deadline propagation".to_owned(),
            DefenceSpec::Priority { .. } => "priority".to_owned(),
            DefenceSpec::Fencing {} => "fencing tokens".to_owned(),
            DefenceSpec::RetryBudget { .. } => "retry budget".to_owned(),
            DefenceSpec::ConnectionTimeout { .. } => "connection timeout".to_owned(),
            DefenceSpec::MaxConnections { .. } => "max connections".to_owned(),
            DefenceSpec::LockRetries { .. } => "lock retries".to_owned(),
        }
    }
}

impl Action {
    fn name(self) -> &'static str {
        match self {
            Action::RejectLocks => "reject locks",
            Action::Cache => "cache",
            Action::Delay => "delay",
        }
    }
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
    /// Turned away at once.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn policies_that_differ_only_in_numbers_are_of_one_kind() {
        let kinds = |defences: &str| {
            let text = format!("name = \"any\"\ndefences = [{defences}]\n");
            toml::from_str::<Policy>(&text).unwrap().kinds()
        };
        let breaker = "kind = \"breaker\", trigger = \"pool\", hold-ms = 300000";
        let all = "actions = [\"delay\", \"cache\", \"reject-locks\"]";
        let slow = kinds(&format!("{{ {breaker}, {all} }}"));
        let fast = kinds(&format!(
            "{{ {breaker}, {all}, window-ms = 500, pool-percent = 80 }}"
        ));
        assert_eq!(slow, "latched breaker on pool (reject locks, cache, delay)");
        assert_eq!(slow, fast);
        let cache = kinds(&format!("{{ {breaker}, actions = [\"cache\"] }}"));
        assert_ne!(slow, cache);
        let literal =
            "{ kind = \"breaker\", trigger = \"and\", actions = [\"cache\"], dynamic = true }";
        assert_eq!(kinds(literal), "dynamic breaker on pool and queue (cache)");
        assert_eq!(
            kinds("{ kind = \"gradient2\" }, { kind = \"retry-budget\", percent = 10 }"),
            "gradient2 that rejects + retry budget"
        );
        assert_eq!(kinds(""), "none");
    }
}
