//! The tables of a scenario file, with the libraries' defaults: clients, connector, lock, pool, faults, oracles.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use super::numbers::{Count, Millis, Percent, Rate, Whole, nanos};
use crate::hikari_config::{HikariConfig, Property, Warning};

/// The clients: independent users, at a rate that may rise to a peak.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Clients {
    /// New users a second, Poisson.
    pub rate_per_s: Rate,
    /// Reached linearly from `ramp-start-ms` to `ramp-end-ms`.
    pub peak_per_s: Option<Rate>,
    /// When the rate begins to rise.
    pub ramp_start_ms: Millis,
    /// When it has reached `peak-per-s`.
    pub ramp_end_ms: Millis,
    /// A client gives up after this long; the server does not notice.
    pub deadline_ms: Millis,
    /// How often a client asks again after a failure.
    pub retries: Whole<0, 100>,
    /// How long it waits before that at least; up to twice as long, drawn evenly.
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
    /// Tomcat's `maxConnections`.
    pub max_connections: Count,
    /// Tomcat's `acceptCount`: the backlog of the accept queue.
    pub accept_count: Count,
    /// Tomcat's `maxThreads`.
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
    /// How many locks there are.
    pub keys: Count,
    /// Zipf's law instead of equal shares.
    pub skewed: bool,
    /// How long one `tryLock` waits.
    pub wait_ms: Millis,
    /// How often the application tries again after a `tryLock` that failed.
    pub retries: Whole<0, 100>,
    /// Between two tries.
    pub backoff_ms: Millis,
    /// To the lock server and back.
    pub round_trip_ms: Millis,
    /// `lockWatchdogTimeout`: a lock that is not renewed expires after this long; it is renewed each third of it.
    pub lease_ms: Whole<3, 1_000_000_000>,
    /// Each lock has a token higher than the last, and the database refuses writes with a lower one than it has seen.
    pub fencing: bool,
    /// Locks that other nodes ask for, each for one query.
    pub elsewhere_per_s: Option<Rate>,
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
            lease_ms: Whole::new(30_000),
            fencing: false,
            elsewhere_per_s: None,
        }
    }
}

/// The connection pool and what it is used for.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Pool {
    /// `maximumPoolSize`: the pool always has as many connections.
    pub size: Count,
    /// `connectionTimeout` as the file has it; what the pool makes of this and of the settings below is [`Pool::hikari`].
    #[serde(deserialize_with = "connection_timeout")]
    pub connection_timeout_ms: Millis,
    /// `minimumIdle`; the pool's size, if absent. Read and validated, without effect in traffic.
    pub minimum_idle: Option<Whole<0, 1_000_000>>,
    /// `maxLifetime`. Traffic replaces no connections; it only bounds `leak-detection-threshold-ms`.
    pub max_lifetime_ms: Millis,
    /// `keepaliveTime`; read and validated, without effect in traffic.
    pub keepalive_time_ms: Millis,
    /// `idleTimeout`; read and validated, without effect in traffic.
    pub idle_timeout_ms: Millis,
    /// `validationTimeout`; read and validated, without effect in traffic.
    #[serde(deserialize_with = "validation_timeout")]
    pub validation_timeout_ms: Millis,
    /// `leakDetectionThreshold`; 0: no detection.
    pub leak_detection_threshold_ms: Millis,
    /// Mean time of a query in microseconds.
    pub query_us: Whole<1, 1_000_000_000>,
    /// How the times of queries are spread around their mean.
    pub query_distribution: Distribution,
    /// Deviation of a lognormal time's logarithm; others have none.
    pub query_sigma_percent: Whole<0, 300>,
}

impl Default for Pool {
    fn default() -> Pool {
        Pool {
            size: Whole::new(10),
            connection_timeout_ms: Whole::new(30_000),
            minimum_idle: None,
            max_lifetime_ms: Whole::new(1_800_000),
            keepalive_time_ms: Whole::new(0),
            idle_timeout_ms: Whole::new(600_000),
            validation_timeout_ms: Whole::new(5_000),
            leak_detection_threshold_ms: Whole::new(0),
            query_us: Whole::new(35_500),
            query_distribution: Distribution::Lognormal,
            query_sigma_percent: Whole::new(40),
        }
    }
}

impl Pool {
    /// The settings that HikariCP runs with, and what it logs of those it has changed. (What its setters refuse cannot come
    /// from a file; in a scenario made by hand it counts as not set.)
    pub fn hikari(&self) -> (HikariConfig, Vec<Warning>) {
        let mut config = HikariConfig::default();
        let mut set = |property, value: u64| {
            // Numbers of a scenario are far below 2^63.
            let _ = config.set(property, value as i64);
        };
        set(Property::MaximumPoolSize, self.size.get());
        if let Some(idle) = self.minimum_idle {
            set(Property::MinimumIdle, idle.get());
        }
        for (property, value) in [
            (Property::ConnectionTimeout, self.connection_timeout_ms),
            (Property::ValidationTimeout, self.validation_timeout_ms),
            (Property::IdleTimeout, self.idle_timeout_ms),
            (Property::MaxLifetime, self.max_lifetime_ms),
            (Property::KeepaliveTime, self.keepalive_time_ms),
            (
                Property::LeakDetectionThreshold,
                self.leak_detection_threshold_ms,
            ),
        ] {
            set(property, value.get());
        }
        let warnings = config.validate();
        (config, warnings)
    }
}

/// A value that the setter of `property` takes: HikariCP does not start with another.
fn accepted<'de, D: Deserializer<'de>>(
    deserializer: D,
    property: Property,
) -> Result<Millis, D::Error> {
    let millis = Millis::deserialize(deserializer)?;
    HikariConfig::default()
        .set(property, millis.get() as i64)
        .map_err(|error| D::Error::custom(format!("HikariCP does not start: {error}")))?;
    Ok(millis)
}

pub(super) fn connection_timeout<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Millis, D::Error> {
    accepted(deserializer, Property::ConnectionTimeout)
}

fn validation_timeout<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Millis, D::Error> {
    accepted(deserializer, Property::ValidationTimeout)
}

/// How the times of queries are spread.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Distribution {
    /// Lognormal, with `query-sigma-percent`.
    Lognormal,
    /// Exponential.
    Exponential,
    /// Every query takes the mean.
    Constant,
}

/// What is wrong for a while: slower resources, connections that are not returned, a server that stands still.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Fault {
    /// When it begins.
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
    /// Of a thousand borrowed connections, this many are never returned.
    #[serde(default = "no_share")]
    pub leak_permille: Whole<0, 1000>,
    /// This long after the fault began a connection is leaked, and then another each time as long again.
    pub leak_every_ms: Option<Whole<1, 1_000_000_000>>,
    /// The whole server stands still.
    #[serde(default)]
    pub pause: bool,
}

impl Fault {
    /// Whether it lasts at `now`, nanoseconds since the start.
    pub fn is_on(&self, now: u64) -> bool {
        now >= nanos(self.at_ms) && self.until_ms.is_none_or(|until| now < nanos(until))
    }

    /// When the server stands still for it: begin and end, nanoseconds since the start. None: it is no pause.
    pub fn pause(&self) -> Option<(u64, u64)> {
        let end = self.until_ms.filter(|_| self.pause)?;
        Some((nanos(self.at_ms), nanos(end)))
    }

    /// Whether connections are leaked while it lasts.
    pub fn leaks(&self) -> bool {
        self.leak_permille.get() > 0 || self.leak_every_ms.is_some()
    }
}

const fn no_share() -> Whole<0, 1000> {
    Whole::new(0)
}

impl Default for Fault {
    /// From the start to the end, and nothing is slower.
    fn default() -> Fault {
        Fault {
            at_ms: none(),
            until_ms: None,
            hold_ms: none(),
            lock_ms: none(),
            cpu_times: once(),
            leak_permille: no_share(),
            leak_every_ms: None,
            pause: false,
        }
    }
}

pub(super) const fn none() -> Millis {
    Millis::new(0)
}

const fn once() -> Whole<1, 1000> {
    Whole::new(1)
}

/// What must hold.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Oracles {
    /// After the last fault has healed, goodput is back within this time.
    pub recover_within_ms: Millis,
    /// A breaker trips at most this often in a minute.
    pub max_trips_per_min: Count,
    /// Of the core users that are answered while a fault lasts, at least this share gets a good answer; not looked at if absent.
    pub core_served_percent: Option<Percent>,
}

impl Default for Oracles {
    fn default() -> Oracles {
        Oracles {
            recover_within_ms: Whole::new(60_000),
            max_trips_per_min: Whole::new(4),
            core_served_percent: None,
        }
    }
}
