//! Scenario files: TOML, every value checked where it is read, so that an error names its line.
//!
//! Times are whole milliseconds, rates whole requests a second, shares whole percent. Defaults are those of the libraries
//! modelled (HikariCP 6, Tomcat 10, Redisson 3), or of the calibration in `docs/avalanche.md`.

mod numbers;
pub mod place;
mod policies;
mod tables;

use serde::Deserialize;
use tearpoint_harness::contract::InputError;

use place::Key;

pub use numbers::{Count, Millis, Percent, Rate, Whole, nanos};
pub use policies::{Action, DefenceSpec, Door, Policy, Trigger};
pub use tables::{Clients, Distribution, Fault, Lock, Oracles, Pool, Tomcat};

/// A scenario file.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Scenario {
    /// One sentence for people.
    pub title: String,
    /// How long a run lasts in virtual time.
    #[serde(default = "default_duration")]
    pub duration_ms: Millis,
    /// The start of a run that figures leave out of what was before the trouble.
    #[serde(default = "default_warmup")]
    pub warmup_ms: Millis,
    /// The clients.
    #[serde(default)]
    pub clients: Clients,
    /// The server: its connector and threads.
    #[serde(default)]
    pub tomcat: Tomcat,
    /// The distributed lock.
    #[serde(default)]
    pub lock: Lock,
    /// The connection pool.
    #[serde(default)]
    pub pool: Pool,
    /// What is wrong for a while.
    #[serde(default, rename = "fault")]
    pub faults: Vec<Fault>,
    /// The policies that are compared, in this order; without any, the one without defence.
    #[serde(default, rename = "policy")]
    pub policies: Vec<Policy>,
    /// What must hold of a run.
    #[serde(default)]
    pub oracles: Oracles,
}

const fn default_duration() -> Millis {
    Millis::new(120_000)
}

const fn default_warmup() -> Millis {
    Millis::new(10_000)
}

/// The policy without a defence, where a file names none.
pub const UNDEFENDED: &str = "none";

impl Scenario {
    /// Reads a scenario file.
    ///
    /// # Errors
    /// Text that is no TOML, unknown keys, values out of range, with line and column; what does not fit together.
    pub fn parse(name: &str, text: &str) -> Result<Scenario, InputError> {
        let scenario: Scenario =
            toml::from_str(text).map_err(|error| InputError(format!("{name}: {error}")))?;
        match scenario.check() {
            None => Ok(scenario),
            Some((key, message)) => Err(InputError(format!(
                "{name}: {}",
                place::error_at(text, &key, &message)
            ))),
        }
    }

    /// What does not fit together, and the key to blame.
    fn check(&self) -> Option<(Key, String)> {
        let clients = &self.clients;
        if let Some(peak) = clients.peak_per_s {
            if peak < clients.rate_per_s {
                let message = format!(
                    "peak-per-s {peak} is below rate-per-s {}",
                    clients.rate_per_s
                );
                return Some((Key::of("clients", "peak-per-s"), message));
            }
            if clients.ramp_end_ms <= clients.ramp_start_ms {
                let message = "ramp-end-ms must come after ramp-start-ms".to_owned();
                return Some((Key::of("clients", "ramp-end-ms"), message));
            }
        }
        if self.tomcat.max_threads > self.tomcat.max_connections {
            let (threads, connections) = (self.tomcat.max_threads, self.tomcat.max_connections);
            let message = format!(
                "max-threads {threads} is above max-connections {connections}: some would never have work"
            );
            return Some((Key::of("tomcat", "max-threads"), message));
        }
        for (i, fault) in self.faults.iter().enumerate() {
            if fault.until_ms.is_some_and(|until| until <= fault.at_ms) {
                let message = format!("until-ms must come after at-ms {}", fault.at_ms);
                return Some((Key::in_array("fault", i, "until-ms"), message));
            }
            if fault.pause && fault.until_ms.is_none() {
                let message = "a pause needs until-ms".to_owned();
                return Some((Key::in_array("fault", i, "pause"), message));
            }
        }
        let mut names: Vec<(&str, usize)> = self
            .policies
            .iter()
            .enumerate()
            .map(|(i, policy)| (policy.name.as_str(), i))
            .collect();
        names.sort_unstable();
        let pair = names.windows(2).find(|pair| pair[0].0 == pair[1].0)?;
        let message = format!("two policies are called `{}`", pair[0].0);
        Some((Key::in_array("policy", pair[1].1, "name"), message))
    }

    /// Nanoseconds until the first fault, or the ramp, begins.
    pub fn begins(&self) -> u64 {
        let fault = self.faults.iter().map(|fault| nanos(fault.at_ms)).min();
        fault.unwrap_or(nanos(self.clients.ramp_start_ms))
    }

    /// The names of the policies that are compared; without any in the file, of the one without defence.
    pub fn policy_names(&self) -> Vec<String> {
        let names = self.policies.iter().map(|policy| policy.name.clone());
        let mut names: Vec<String> = names.collect();
        if names.is_empty() {
            names.push(UNDEFENDED.to_owned());
        }
        names
    }

    /// The policy of that name; the one without defence if there is none in the file.
    pub fn policy(&self, name: &str) -> Option<Policy> {
        let known = self.policies.iter().find(|policy| policy.name == name);
        known.cloned().or_else(|| {
            (name == UNDEFENDED).then(|| Policy {
                name: name.to_owned(),
                defences: Vec::new(),
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hikari_config::{HikariConfig, Property};

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
        let wrong = error("title = \"x\"\n[pool]\nsize = 3\nconnection-timeout-ms = 100\n");
        assert!(
            wrong.contains("line 4")
                && wrong.contains("connectionTimeout cannot be less than 250ms"),
            "{wrong}"
        );
        let wrong = error(
            "title = \"x\"\n[[policy]]\nname = \"p\"\ndefences = [{ kind = \"connection-timeout\", ms = 100 }]\n",
        );
        assert!(
            wrong.contains("line 4")
                && wrong.contains("connectionTimeout cannot be less than 250ms"),
            "{wrong}"
        );
    }

    #[test]
    fn a_pool_runs_with_what_hikari_makes_of_its_settings() {
        let text = "title = \"x\"\n[pool]\nsize = 4\nminimum-idle = 9\nconnection-timeout-ms = 0\n\
                    max-lifetime-ms = 20000\nkeepalive-time-ms = 60000\nleak-detection-threshold-ms = 1000\n";
        let scenario = Scenario::parse("a.toml", text).unwrap();
        let (config, warnings) = scenario.pool.hikari();
        let wanted = HikariConfig {
            connection_timeout: i64::from(i32::MAX),
            keepalive_time: 60_000,
            max_pool_size: 4,
            min_idle: 4,
            ..HikariConfig::default()
        };
        assert_eq!(config, wanted);
        let changed: Vec<Property> = warnings.iter().map(|warning| warning.property).collect();
        assert_eq!(
            changed,
            [
                Property::MaxLifetime,
                Property::LeakDetectionThreshold,
                Property::MinimumIdle
            ]
        );
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
