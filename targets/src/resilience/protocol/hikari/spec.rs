//! A scenario file about HikariCP.

use serde::Deserialize;

use crate::resilience::hikari_config::{HikariConfig, Property};
use crate::resilience::protocol::{Defect, Timeouts, chosen};
use crate::resilience::scenario::Whole;

use super::defects::known;

/// The file, as it is read.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct File {
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
    #[serde(default)]
    pool: Properties,
    /// Connections in the pool as the run begins; all that it can have if left out.
    filled: Option<Whole<0, 16>>,
    #[serde(rename = "client")]
    clients: Vec<Client>,
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
    /// How long it keeps one, milliseconds.
    #[serde(default = "none")]
    pub hold_ms: Whole<0, 100_000_000>,
}

const fn one() -> Whole<1, 8> {
    Whole::new(1)
}

const fn none() -> Whole<0, 100_000_000> {
    Whole::new(0)
}

/// What most pools of real services are too big for here.
const POOL_SIZE_MAX: i64 = 16;

/// The file, checked.
#[derive(Clone, Debug)]
pub struct Spec {
    pub file: File,
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
        let size = config.max_pool_size;
        if size > POOL_SIZE_MAX {
            return Err(format!(
                "pool: maximumPoolSize {size} is more than {POOL_SIZE_MAX}: too many for a search of schedules"
            ));
        }
        if file.clients.is_empty() {
            return Err("no client".to_owned());
        }
        if let Some(filled) = file.filled
            && filled.get() > size as u64
        {
            return Err(format!(
                "filled {filled} is more than maximumPoolSize {size}"
            ));
        }
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

    pub fn defects(&self) -> &[Defect] {
        &self.defects
    }

    pub fn config(&self) -> &HikariConfig {
        &self.config
    }

    /// Connections in the pool as the run begins.
    pub fn filled(&self) -> u64 {
        let size = self.config.max_pool_size as u64;
        self.file.filled.map_or(size, Whole::get)
    }

    /// One script for each client.
    pub fn clients(&self) -> impl Iterator<Item = &Client> {
        let scripts = self.file.clients.iter();
        scripts.flat_map(|script| std::iter::repeat_n(script, script.count.get() as usize))
    }

    pub fn threads(&self) -> usize {
        self.clients().count()
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
