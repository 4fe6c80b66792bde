//! HikariCP's settings: from what a file says to what the pool runs with.
//!
//! Follows `HikariConfig.java` of HikariCP 604d7d58 (6.0.1-SNAPSHOT): the constructor (l. 115), the setters (l. 189-360, 769),
//! `validateNumerics` (l. 1094), and `PropertyElf.setProperty`, which calls the setters. Texts are the source's.
//!
//! Invariants: to validate twice changes no more than to validate once; a value that a setter refuses never gets in. After `validate`,
//! 0 <= `min_idle` <= `max_pool_size`, and a setting that has a floor is off (0) or not below its floor. Two are exempt: the
//! `idle_timeout` of a pool of fixed size, which has no effect, and a `leak_detection_threshold` below 0, which is kept.
//! Deviations: numbers only, as Java's `long` (a number of connections too, where Java has `int`), times in milliseconds; the floor of
//! the timeouts is that of a JVM without `com.zaxxer.hikari.timeoutMs.floor`.
//! What it misses: names, URLs, classes, credentials; `HikariConfigMXBean`, whose setters change a running pool without any
//! validation (a `maxLifetime` of 100 set there is 100).
//!
//! A `connectionTimeout` of 100 in a file stops the application: the setter throws, and `PropertyElf` with it. The warning
//! "connectionTimeout is less than 250ms, setting to 30000ms." of `validateNumerics` comes after those setters, and so never.
//! Settings whose setters accept every value are the ones that `validateNumerics` replaces, with no more than a line in the log:
//! `maxLifetime`, `keepaliveTime`, `idleTimeout`, `leakDetectionThreshold`, and a `minimumIdle` above the pool's size.

use std::fmt;

const CONNECTION_TIMEOUT: i64 = 30_000;
const VALIDATION_TIMEOUT: i64 = 5_000;
const SOFT_TIMEOUT_FLOOR: i64 = 250;
const IDLE_TIMEOUT: i64 = 600_000;
const MAX_LIFETIME: i64 = 1_800_000;
const DEFAULT_KEEPALIVE_TIME: i64 = 0;
const DEFAULT_POOL_SIZE: i64 = 10;
/// Below these, `validateNumerics` puts something else.
const MAX_LIFETIME_FLOOR: i64 = 30_000;
const KEEPALIVE_FLOOR: i64 = 30_000;
const LEAK_DETECTION_FLOOR: i64 = 2_000;
const IDLE_TIMEOUT_FLOOR: i64 = 10_000;
const ONE_SECOND: i64 = 1_000;

/// A setting that is a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Property {
    /// How long `getConnection` waits, milliseconds; 0 is without end.
    ConnectionTimeout,
    /// How long a test of a connection may take, milliseconds.
    ValidationTimeout,
    /// After how long without use a connection is closed, milliseconds; 0 is never.
    IdleTimeout,
    /// After how long a borrow is logged as an apparent leak, milliseconds; 0 is never.
    LeakDetectionThreshold,
    /// After how long a connection is replaced, milliseconds; 0 is never.
    MaxLifetime,
    /// How often an idle connection is tested, milliseconds; 0 is never.
    KeepaliveTime,
    /// Connections at most, idle and in use.
    MaximumPoolSize,
    /// Idle connections that the pool tries to keep.
    MinimumIdle,
}

impl Property {
    /// All of them, in the order of this enum.
    pub const ALL: [Property; 8] = [
        Property::ConnectionTimeout,
        Property::ValidationTimeout,
        Property::IdleTimeout,
        Property::LeakDetectionThreshold,
        Property::MaxLifetime,
        Property::KeepaliveTime,
        Property::MaximumPoolSize,
        Property::MinimumIdle,
    ];

    /// Its name in a properties file.
    pub fn name(self) -> &'static str {
        match self {
            Property::ConnectionTimeout => "connectionTimeout",
            Property::ValidationTimeout => "validationTimeout",
            Property::IdleTimeout => "idleTimeout",
            Property::LeakDetectionThreshold => "leakDetectionThreshold",
            Property::MaxLifetime => "maxLifetime",
            Property::KeepaliveTime => "keepaliveTime",
            Property::MaximumPoolSize => "maximumPoolSize",
            Property::MinimumIdle => "minimumIdle",
        }
    }
}

/// Java's `IllegalArgumentException` of a setter: the application does not start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IllegalArgument {
    /// The setting that it is about.
    pub property: Property,
    /// The exception's message, as Java has it.
    pub message: String,
}

impl fmt::Display for IllegalArgument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message.fmt(f)
    }
}

impl std::error::Error for IllegalArgument {}

/// What `validate` warned of. `from` and `to` are equal where the setting stays and has no effect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// The setting that it is about.
    pub property: Property,
    /// The value as it was set.
    pub from: i64,
    /// The value that the pool runs with.
    pub to: i64,
    /// The line in the log, without the pool's name before it; none where HikariCP says nothing.
    pub text: Option<String>,
}

/// The settings of a pool. Times in milliseconds; 0 is off, or without end for `max_lifetime`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HikariConfig {
    /// See [`Property::ConnectionTimeout`].
    pub connection_timeout: i64,
    /// See [`Property::ValidationTimeout`].
    pub validation_timeout: i64,
    /// See [`Property::IdleTimeout`].
    pub idle_timeout: i64,
    /// See [`Property::LeakDetectionThreshold`].
    pub leak_detection_threshold: i64,
    /// See [`Property::MaxLifetime`].
    pub max_lifetime: i64,
    /// See [`Property::KeepaliveTime`].
    pub keepalive_time: i64,
    /// See [`Property::MaximumPoolSize`]; -1 until it is set or validated.
    pub max_pool_size: i64,
    /// See [`Property::MinimumIdle`]; -1 until it is set or validated.
    pub min_idle: i64,
}

impl Default for HikariConfig {
    fn default() -> HikariConfig {
        HikariConfig {
            connection_timeout: CONNECTION_TIMEOUT,
            validation_timeout: VALIDATION_TIMEOUT,
            idle_timeout: IDLE_TIMEOUT,
            leak_detection_threshold: 0,
            max_lifetime: MAX_LIFETIME,
            keepalive_time: DEFAULT_KEEPALIVE_TIME,
            max_pool_size: -1,
            min_idle: -1,
        }
    }
}

impl HikariConfig {
    /// The settings that a properties file with these values ends in, and what the log says of them.
    ///
    /// # Errors
    /// What a setter throws.
    pub fn from_properties(
        values: impl IntoIterator<Item = (Property, i64)>,
    ) -> Result<(HikariConfig, Vec<Warning>), IllegalArgument> {
        let mut config = HikariConfig::default();
        for (property, value) in values {
            config.set(property, value)?;
        }
        let warnings = config.validate();
        Ok((config, warnings))
    }

    /// The value of `property` as it stands.
    pub fn get(&self, property: Property) -> i64 {
        match property {
            Property::ConnectionTimeout => self.connection_timeout,
            Property::ValidationTimeout => self.validation_timeout,
            Property::IdleTimeout => self.idle_timeout,
            Property::LeakDetectionThreshold => self.leak_detection_threshold,
            Property::MaxLifetime => self.max_lifetime,
            Property::KeepaliveTime => self.keepalive_time,
            Property::MaximumPoolSize => self.max_pool_size,
            Property::MinimumIdle => self.min_idle,
        }
    }

    fn field(&mut self, property: Property) -> &mut i64 {
        match property {
            Property::ConnectionTimeout => &mut self.connection_timeout,
            Property::ValidationTimeout => &mut self.validation_timeout,
            Property::IdleTimeout => &mut self.idle_timeout,
            Property::LeakDetectionThreshold => &mut self.leak_detection_threshold,
            Property::MaxLifetime => &mut self.max_lifetime,
            Property::KeepaliveTime => &mut self.keepalive_time,
            Property::MaximumPoolSize => &mut self.max_pool_size,
            Property::MinimumIdle => &mut self.min_idle,
        }
    }

    /// The setter of `property`.
    ///
    /// # Errors
    /// What the setter throws.
    pub fn set(&mut self, property: Property, value: i64) -> Result<(), IllegalArgument> {
        let below = |name: &str| format!("{name} cannot be less than {SOFT_TIMEOUT_FLOOR}ms");
        let negative = |name: &str| format!("{name} cannot be negative");
        let name = property.name();
        let refused = match property {
            Property::ConnectionTimeout => {
                (value != 0 && value < SOFT_TIMEOUT_FLOOR).then(|| below(name))
            }
            Property::ValidationTimeout => (value < SOFT_TIMEOUT_FLOOR).then(|| below(name)),
            Property::IdleTimeout | Property::MinimumIdle => (value < 0).then(|| negative(name)),
            // The field's name, not the property's.
            Property::MaximumPoolSize => {
                (value < 1).then(|| "maxPoolSize cannot be less than 1".to_owned())
            }
            Property::LeakDetectionThreshold | Property::MaxLifetime | Property::KeepaliveTime => {
                None
            }
        };
        if let Some(message) = refused {
            return Err(IllegalArgument { property, message });
        }
        let without_end = property == Property::ConnectionTimeout && value == 0;
        *self.field(property) = if without_end {
            i64::from(i32::MAX)
        } else {
            value
        };
        Ok(())
    }

    /// `validateNumerics`, in its order: later rules see what earlier ones put.
    pub fn validate(&mut self) -> Vec<Warning> {
        let mut warnings = Vec::new();
        let mut put = |config: &mut HikariConfig, property, to, text: Option<String>| {
            let from = std::mem::replace(config.field(property), to);
            warnings.push(Warning {
                property,
                from,
                to,
                text,
            });
        };
        if self.max_lifetime != 0 && self.max_lifetime < MAX_LIFETIME_FLOOR {
            let text =
                format!("maxLifetime is less than 30000ms, setting to default {MAX_LIFETIME}ms.");
            put(self, Property::MaxLifetime, MAX_LIFETIME, Some(text));
        }
        if self.keepalive_time != 0 && self.keepalive_time < KEEPALIVE_FLOOR {
            let text = "keepaliveTime is less than 30000ms, disabling it.".to_owned();
            put(
                self,
                Property::KeepaliveTime,
                DEFAULT_KEEPALIVE_TIME,
                Some(text),
            );
        }
        let lives = self.max_lifetime != 0;
        if self.keepalive_time != 0 && lives && self.keepalive_time >= self.max_lifetime {
            let text =
                "keepaliveTime is greater than or equal to maxLifetime, disabling it.".to_owned();
            put(
                self,
                Property::KeepaliveTime,
                DEFAULT_KEEPALIVE_TIME,
                Some(text),
            );
        }
        let leak = self.leak_detection_threshold;
        let outlives = leak > self.max_lifetime && self.max_lifetime > 0;
        if leak > 0 && (leak < LEAK_DETECTION_FLOOR || outlives) {
            let text = "leakDetectionThreshold is less than 2000ms or more than maxLifetime, disabling it.";
            put(
                self,
                Property::LeakDetectionThreshold,
                0,
                Some(text.to_owned()),
            );
        }
        for (property, default) in [
            (Property::ConnectionTimeout, CONNECTION_TIMEOUT),
            (Property::ValidationTimeout, VALIDATION_TIMEOUT),
        ] {
            if self.get(property) < SOFT_TIMEOUT_FLOOR {
                let name = property.name();
                let text =
                    format!("{name} is less than {SOFT_TIMEOUT_FLOOR}ms, setting to {default}ms.");
                put(self, property, default, Some(text));
            }
        }
        if self.max_pool_size < 1 {
            self.max_pool_size = DEFAULT_POOL_SIZE;
        }
        if self.min_idle > self.max_pool_size {
            put(self, Property::MinimumIdle, self.max_pool_size, None);
        } else if self.min_idle < 0 {
            self.min_idle = self.max_pool_size;
        }
        let (idle, fixed_size) = (self.idle_timeout, self.min_idle == self.max_pool_size);
        let late = self.max_lifetime > 0 && idle.saturating_add(ONE_SECOND) > self.max_lifetime;
        if late && !fixed_size {
            let text = "idleTimeout is close to or more than maxLifetime, disabling it.".to_owned();
            put(self, Property::IdleTimeout, 0, Some(text));
        } else if idle != 0 && idle < IDLE_TIMEOUT_FLOOR && !fixed_size {
            let text =
                format!("idleTimeout is less than 10000ms, setting to default {IDLE_TIMEOUT}ms.");
            put(self, Property::IdleTimeout, IDLE_TIMEOUT, Some(text));
        } else if idle != IDLE_TIMEOUT && idle != 0 && fixed_size {
            let text = "idleTimeout has been set but has no effect because the pool is operating as a fixed size pool.";
            put(self, Property::IdleTimeout, idle, Some(text.to_owned()));
        }
        warnings
    }
}

#[cfg(test)]
mod tests;
