//! Scenario files: TOML, every value checked where it is read, so that an error names its line.
//!
//! Times are whole milliseconds, rates whole requests a second, shares whole percent. Defaults are those of the libraries
//! modelled (HikariCP 6, Tomcat 10, Redisson 3), or of the calibration in `docs/avalanche.md`.

use std::fmt;

use serde::Deserialize;
use tearpoint_harness::contract::InputError;

/// A whole number between `MIN` and `MAX`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "i64")]
pub struct Whole<const MIN: u64, const MAX: u64>(u64);

impl<const MIN: u64, const MAX: u64> TryFrom<i64> for Whole<MIN, MAX> {
    type Error = String;

    fn try_from(value: i64) -> Result<Self, String> {
        match u64::try_from(value) {
            Ok(value) if (MIN..=MAX).contains(&value) => Ok(Whole(value)),
            _ => Err(format!("{value} is not between {MIN} and {MAX}")),
        }
    }
}

impl<const MIN: u64, const MAX: u64> Whole<MIN, MAX> {
    pub const fn get(self) -> u64 {
        self.0
    }

    const fn new(value: u64) -> Self {
        assert!(MIN <= value && value <= MAX, "a default in range");
        Whole(value)
    }
}

impl<const MIN: u64, const MAX: u64> fmt::Display for Whole<MIN, MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Milliseconds, up to twelve days.
pub type Millis = Whole<0, 1_000_000_000>;
pub type Percent = Whole<0, 100>;
pub type Count = Whole<1, 1_000_000>;
pub type Rate = Whole<1, 1_000_000>;

/// One nanosecond clock for everything: milliseconds as nanoseconds.
pub fn nanos(millis: Millis) -> u64 {
    millis.get() * 1_000_000
}

/// A scenario file.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Scenario {
    /// One sentence for people.
    pub title: String,
    #[serde(default = "default_duration")]
    pub duration_ms: Millis,
    /// Not counted in the baseline.
    #[serde(default = "default_warmup")]
    pub warmup_ms: Millis,
    #[serde(default)]
    pub clients: Clients,
    #[serde(default)]
    pub tomcat: Tomcat,
    #[serde(default)]
    pub lock: Lock,
    #[serde(default)]
    pub pool: Pool,
    #[serde(default, rename = "fault")]
    pub faults: Vec<Fault>,
    /// What is compared, in this order. None: no defence.
    #[serde(default, rename = "policy")]
    pub policies: Vec<Policy>,
    #[serde(default)]
    pub oracles: Oracles,
}

const fn default_duration() -> Millis {
    Millis::new(120_000)
}

const fn default_warmup() -> Millis {
    Millis::new(10_000)
}

/// Who asks: independent users, at a rate that may rise to a peak.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Clients {
    pub rate_per_s: Rate,
    /// Reached linearly from `ramp-start-ms` to `ramp-end-ms`.
    pub peak_per_s: Option<Rate>,
    pub ramp_start_ms: Millis,
    pub ramp_end_ms: Millis,
    /// A client gives up after this long; the server does not notice.
    pub deadline_ms: Millis,
    /// How often a client asks again after a failure.
    pub retries: Whole<0, 100>,
    pub backoff_ms: Millis,
    /// Retries may be this share of first attempts; no limit if absent.
    pub retry_budget_percent: Option<Percent>,
    /// Requests that take the lock.
    pub core_percent: Percent,
}

impl Default for Clients {
    fn default() -> Clients {
        Clients {
            rate_per_s: Whole::new(107),
            peak_per_s: None,
            ramp_start_ms: Whole::new(0),
            ramp_end_ms: Whole::new(0),
            deadline_ms: Whole::new(10_000),
            retries: Whole::new(0),
            backoff_ms: Whole::new(500),
            retry_budget_percent: None,
            core_percent: Whole::new(15),
        }
    }
}

/// The connector and its threads.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Tomcat {
    pub max_connections: Count,
    pub accept_count: Count,
    pub max_threads: Count,
    /// Mean CPU time of a request, exponential.
    pub cpu_ms: Millis,
}

impl Default for Tomcat {
    fn default() -> Tomcat {
        Tomcat {
            max_connections: Whole::new(8192),
            accept_count: Whole::new(100),
            max_threads: Whole::new(200),
            cpu_ms: Whole::new(3),
        }
    }
}

/// The distributed lock.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Lock {
    pub keys: Count,
    /// Zipf's law instead of equal shares.
    pub skewed: bool,
    pub wait_ms: Millis,
    pub retries: Whole<0, 100>,
    pub backoff_ms: Millis,
    pub round_trip_ms: Millis,
}

impl Default for Lock {
    fn default() -> Lock {
        Lock {
            keys: Whole::new(400),
            skewed: true,
            wait_ms: Whole::new(1000),
            retries: Whole::new(2),
            backoff_ms: Whole::new(100),
            round_trip_ms: Whole::new(1),
        }
    }
}

/// The connection pool and what it is used for.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Pool {
    pub size: Count,
    pub connection_timeout_ms: Millis,
    /// Mean time of a query in microseconds, lognormal.
    pub query_us: Whole<1, 1_000_000_000>,
    /// Deviation of its logarithm.
    pub query_sigma_percent: Whole<0, 300>,
}

impl Default for Pool {
    fn default() -> Pool {
        Pool {
            size: Whole::new(10),
            connection_timeout_ms: Whole::new(30_000),
            query_us: Whole::new(35_500),
            query_sigma_percent: Whole::new(40),
        }
    }
}

/// Resources that are slower for a while.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Fault {
    pub at_ms: Millis,
    /// To the end, if absent.
    pub until_ms: Option<Millis>,
    /// Added to the time a connection is held.
    #[serde(default = "none")]
    pub hold_ms: Millis,
    /// Added to a round trip to the lock.
    #[serde(default = "none")]
    pub lock_ms: Millis,
    /// CPU time is multiplied by this.
    #[serde(default = "once")]
    pub cpu_times: Whole<1, 1000>,
}

const fn none() -> Millis {
    Millis::new(0)
}

const fn once() -> Whole<1, 1000> {
    Whole::new(1)
}

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
    ConnectionTimeout { ms: Millis },
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

/// What must hold.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Oracles {
    /// After the last fault has healed, goodput is back within this time.
    pub recover_within_ms: Millis,
    /// A breaker trips at most this often in a minute.
    pub max_trips_per_min: Count,
}

impl Default for Oracles {
    fn default() -> Oracles {
        Oracles {
            recover_within_ms: Whole::new(60_000),
            max_trips_per_min: Whole::new(4),
        }
    }
}

impl Scenario {
    /// Reads a scenario file.
    ///
    /// # Errors
    /// Text that is no TOML, unknown keys, values out of range, with line and column; what does not fit together.
    pub fn parse(name: &str, text: &str) -> Result<Scenario, InputError> {
        let scenario: Scenario =
            toml::from_str(text).map_err(|error| InputError(format!("{name}: {error}")))?;
        scenario
            .check()
            .map_err(|what| InputError(format!("{name}: {what}")))?;
        Ok(scenario)
    }

    fn check(&self) -> Result<(), String> {
        let clients = &self.clients;
        if let Some(peak) = clients.peak_per_s {
            if peak < clients.rate_per_s {
                return Err(format!(
                    "clients: peak-per-s {peak} is below rate-per-s {}",
                    clients.rate_per_s
                ));
            }
            if clients.ramp_end_ms <= clients.ramp_start_ms {
                return Err("clients: ramp-end-ms must come after ramp-start-ms".to_owned());
            }
        }
        if self.tomcat.max_threads > self.tomcat.max_connections {
            return Err("tomcat: max-threads above max-connections are never used".to_owned());
        }
        for fault in &self.faults {
            if fault.until_ms.is_some_and(|until| until <= fault.at_ms) {
                return Err(format!(
                    "fault at {} ms: until-ms must come later",
                    fault.at_ms
                ));
            }
        }
        let mut names: Vec<&str> = self
            .policies
            .iter()
            .map(|policy| policy.name.as_str())
            .collect();
        names.sort_unstable();
        if let Some(pair) = names.windows(2).find(|pair| pair[0] == pair[1]) {
            return Err(format!("two policies are called `{}`", pair[0]));
        }
        Ok(())
    }

    /// Nanoseconds until the first fault, or the ramp, begins.
    pub fn begins(&self) -> u64 {
        let fault = self.faults.iter().map(|fault| nanos(fault.at_ms)).min();
        fault.unwrap_or(nanos(self.clients.ramp_start_ms))
    }

    /// The policy of that name; the one without defence if there is none in the file.
    pub fn policy(&self, name: &str) -> Option<Policy> {
        let known = self.policies.iter().find(|policy| policy.name == name);
        known.cloned().or_else(|| {
            (name == "none").then(|| Policy {
                name: name.to_owned(),
                defences: Vec::new(),
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_name_line_and_reason() {
        let error = |text: &str| Scenario::parse("a.toml", text).unwrap_err().0;
        let wrong = error("title = \"x\"\n[pool]\nsize = 0\n");
        assert!(
            wrong.contains("line 3") && wrong.contains("0 is not between 1 and"),
            "{wrong}"
        );
        let wrong = error("title = \"x\"\n[pool]\nsizes = 3\n");
        assert!(wrong.contains("unknown field `sizes`"), "{wrong}");
        let wrong = error("title = \"x\"\n[clients]\nrate-per-s = 10\npeak-per-s = 5\n");
        assert!(wrong.contains("below rate-per-s"), "{wrong}");
    }

    #[test]
    fn an_empty_scenario_has_the_libraries_defaults() {
        let scenario = Scenario::parse("a.toml", "title = \"x\"").unwrap();
        assert_eq!(scenario.pool.size.get(), 10);
        assert_eq!(scenario.tomcat.max_threads.get(), 200);
        assert_eq!(scenario.policy("none").unwrap().defences, []);
        assert_eq!(scenario.policy("other"), None);
    }
}
