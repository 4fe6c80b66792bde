//! A scenario file about HikariCP.

use serde::Deserialize;

use crate::hikari_config::{HikariConfig, Property};
use crate::protocol::contract::{Defect, Timeouts, chosen};
use crate::scenario::{Millis, Whole};

use super::bag::ThreadId;
use super::connection::Database;
use super::defects::known;

/// The file, as it is read.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    /// One sentence for people.
    title: String,
    #[serde(rename = "protocol")]
    _protocol: String,
    #[serde(default)]
    timeouts: Timeouts,
    /// It is small enough to be searched completely.
    #[serde(default)]
    exhaustive: bool,
    /// Profiles under which this configuration goes wrong.
    #[serde(default)]
    defects: Vec<String>,
    /// No adder, no closer, no housekeeper: nothing but the bag.
    #[serde(default)]
    bag_only: bool,
    #[serde(default)]
    pool: Properties,
    /// Connections in the pool as the run begins. Left out: one, as `checkFailFast` leaves it; with `minimumIdle` 0 none; with
    /// `bag-only` all.
    filled: Option<Whole<0, 16>>,
    #[serde(default)]
    database: DatabaseSpec,
    #[serde(rename = "client")]
    clients: Vec<Client>,
    #[serde(default, rename = "event")]
    events: Vec<Event>,
}

/// HikariCP's properties, by their names.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Properties {
    connection_timeout: Option<i64>,
    validation_timeout: Option<i64>,
    idle_timeout: Option<i64>,
    leak_detection_threshold: Option<i64>,
    max_lifetime: Option<i64>,
    keepalive_time: Option<i64>,
    maximum_pool_size: Option<i64>,
    minimum_idle: Option<i64>,
    #[serde(default)]
    allow_pool_suspension: bool,
    /// The system property `com.zaxxer.hikari.throwIfSuspended`.
    #[serde(default)]
    throw_if_suspended: bool,
}

/// The database, times in milliseconds.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct DatabaseSpec {
    /// It takes no connections as the run begins.
    down: bool,
    connect_ms: Millis,
    validate_ms: Millis,
    close_ms: Millis,
}

impl Default for DatabaseSpec {
    fn default() -> DatabaseSpec {
        DatabaseSpec {
            down: false,
            connect_ms: Millis::new(5),
            validate_ms: Millis::new(1),
            close_ms: Millis::new(0),
        }
    }
}

/// Clients with one script.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Client {
    #[serde(default = "one")]
    pub count: Whole<1, 8>,
    /// How often it takes a connection and gives it back.
    #[serde(default = "one")]
    pub rounds: Whole<1, 8>,
    /// How long it waits before each, milliseconds.
    #[serde(default = "none")]
    pub pause_ms: Millis,
    /// How long it keeps one, milliseconds.
    #[serde(default = "none")]
    pub hold_ms: Millis,
    /// It leaves with its first connection.
    #[serde(default)]
    pub leaks: bool,
    /// The network breaks under its queries.
    #[serde(default)]
    pub breaks: bool,
    /// It calls `evictConnection` before `close`.
    #[serde(default)]
    pub evicts: bool,
    /// It suspends the pool for `hold-ms` instead.
    #[serde(default)]
    pub suspends: bool,
    /// It closes the data source instead.
    #[serde(default)]
    pub shuts_down: bool,
}

const fn one() -> Whole<1, 8> {
    Whole::new(1)
}

const fn none() -> Millis {
    Millis::new(0)
}

/// Something that happens from outside.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Event {
    pub kind: EventKind,
    /// Not before this time, milliseconds. 0: as the run begins or at any later step.
    #[serde(default = "none")]
    pub at_ms: Millis,
    /// How far the clock jumps, milliseconds; backwards if negative.
    #[serde(default)]
    pub by_ms: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EventKind {
    DatabaseDown,
    DatabaseUp,
    /// The database closes all connections there are.
    ConnectionsDie,
    ClockJump,
    /// `softEvictConnections`
    SoftEvict,
}

/// What most pools of real services are too big for here.
const POOL_SIZE_MAX: i64 = 16;
/// A jump that no computation overflows by.
const JUMP_MAX: i64 = 1_000_000_000;

/// Which thread is what.
#[derive(Clone, Debug, Default)]
pub struct Roles {
    /// Clients come first, then these, then a thread for each event.
    pub adders: Vec<ThreadId>,
    pub closer: Option<ThreadId>,
    pub keeper: Option<ThreadId>,
    pub threads: usize,
}

/// The file, checked.
#[derive(Clone, Debug)]
pub struct Spec {
    file: File,
    config: HikariConfig,
    defects: Vec<Defect>,
}

impl Spec {
    /// Reads a file.
    ///
    /// # Errors
    /// Text that is no TOML, unknown keys, values out of range, with line and column; what HikariCP's setters throw; what does not fit
    /// together.
    pub fn parse(text: &str) -> Result<Spec, String> {
        let file: File = toml::from_str(text).map_err(|error| error.to_string())?;
        let defects = chosen(&file.defects, &known())?;
        let (config, _) = HikariConfig::from_properties(file.pool.values())
            .map_err(|error| format!("pool: {error}"))?;
        file.check(&config)?;
        Ok(Spec {
            file,
            config,
            defects,
        })
    }

    pub fn title(&self) -> &str {
        &self.file.title
    }

    pub fn exhaustive(&self) -> bool {
        self.file.exhaustive
    }

    pub fn timeouts(&self) -> Timeouts {
        self.file.timeouts
    }

    pub fn is_when_idle(&self) -> bool {
        self.file.timeouts == Timeouts::WhenIdle
    }

    pub fn defects(&self) -> &[Defect] {
        &self.defects
    }

    pub fn config(&self) -> &HikariConfig {
        &self.config
    }

    pub fn bag_only(&self) -> bool {
        self.file.bag_only
    }

    pub fn suspendable(&self) -> bool {
        self.file.pool.allow_pool_suspension
    }

    pub fn throws_if_suspended(&self) -> bool {
        self.file.pool.throw_if_suspended
    }

    pub fn shuts_down(&self) -> bool {
        self.file.clients.iter().any(|client| client.shuts_down)
    }

    pub fn database(&self) -> Database {
        let spec = &self.file.database;
        Database {
            up: !spec.down,
            connect_ms: spec.connect_ms.get(),
            validate_ms: spec.validate_ms.get(),
            close_ms: spec.close_ms.get(),
        }
    }

    /// Connections in the pool as the run begins.
    pub fn filled(&self) -> u64 {
        let default = if self.file.bag_only {
            self.config.max_pool_size as u64
        } else {
            u64::from(self.config.min_idle > 0)
        };
        self.file.filled.map_or(default, Whole::get)
    }

    /// One script for each client.
    pub fn clients(&self) -> impl Iterator<Item = &Client> {
        let scripts = self.file.clients.iter();
        scripts.flat_map(|script| std::iter::repeat_n(script, script.count.get() as usize))
    }

    pub fn events(&self) -> &[Event] {
        &self.file.events
    }

    pub fn roles(&self, two_adders: bool) -> Roles {
        let mut roles = Roles {
            threads: self.clients().count(),
            ..Roles::default()
        };
        let mut next = || {
            roles.threads += 1;
            roles.threads - 1
        };
        if !self.file.bag_only {
            roles.adders = (0..1 + usize::from(two_adders)).map(|_| next()).collect();
            roles.closer = Some(next());
            roles.keeper = Some(next());
        }
        roles.threads += self.file.events.len();
        roles
    }
}

impl File {
    fn check(&self, config: &HikariConfig) -> Result<(), String> {
        let size = config.max_pool_size;
        if size > POOL_SIZE_MAX {
            return Err(format!(
                "pool: maximumPoolSize {size} is more than {POOL_SIZE_MAX}: too many for a search of schedules"
            ));
        }
        if self.clients.is_empty() {
            return Err("no client".to_owned());
        }
        if let Some(filled) = self.filled
            && filled.get() > size as u64
        {
            return Err(format!(
                "filled {filled} is more than maximumPoolSize {size}"
            ));
        }
        for event in &self.events {
            if (event.kind == EventKind::ClockJump) != (event.by_ms != 0) {
                return Err("event: by-ms is for clock-jump, and is how far it jumps".to_owned());
            }
            if event.by_ms.abs() > JUMP_MAX {
                return Err(format!(
                    "event: by-ms {} is more than {JUMP_MAX}",
                    event.by_ms
                ));
            }
        }
        Ok(())
    }
}

impl Properties {
    fn values(&self) -> Vec<(Property, i64)> {
        let all = [
            (Property::ConnectionTimeout, self.connection_timeout),
            (Property::ValidationTimeout, self.validation_timeout),
            (Property::IdleTimeout, self.idle_timeout),
            (
                Property::LeakDetectionThreshold,
                self.leak_detection_threshold,
            ),
            (Property::MaxLifetime, self.max_lifetime),
            (Property::KeepaliveTime, self.keepalive_time),
            (Property::MaximumPoolSize, self.maximum_pool_size),
            (Property::MinimumIdle, self.minimum_idle),
        ];
        let given = all.into_iter();
        given
            .filter_map(|(property, value)| Some((property, value?)))
            .collect()
    }
}
