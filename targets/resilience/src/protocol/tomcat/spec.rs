//! Scenario files of the Tomcat model.

use serde::Deserialize;

use crate::protocol::contract::Timeouts;
use crate::scenario::Whole;

/// Milliseconds, up to an hour.
type Millis = Whole<0, 3_600_000>;

/// A scenario file with `protocol = "tomcat"`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Spec {
    /// One sentence for people.
    pub title: String,
    /// `tomcat`
    pub protocol: String,
    #[serde(default)]
    pub timeouts: Timeouts,
    /// Small enough to be searched completely.
    #[serde(default)]
    pub exhaustive: bool,
    /// The defects this configuration can show.
    #[serde(default)]
    pub defects: Vec<String>,
    /// Clients.
    pub clients: Whole<1, 6>,
    /// Requests of each.
    pub requests: Whole<1, 4>,
    /// Between two requests of a client.
    pub pause_ms: Millis,
    /// How long a request takes; over a connection, 0 takes no time at all.
    pub work_ms: Millis,
    /// The first client's requests throw out of the worker.
    #[serde(default)]
    pub throws: bool,
    /// A task that waits while a thread could be added is a finding. Holds where one client submits and no
    /// thread retires in that moment.
    #[serde(default)]
    pub grows_first: bool,
    pub executor: ExecutorSpec,
    /// None: clients give their requests to the executor themselves, without connections.
    pub connector: Option<ConnectorSpec>,
}

/// The connector's settings, and its clients' patience.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ConnectorSpec {
    /// `acceptCount`
    pub accept_count: Whole<0, 1000>,
    pub max_connections: Whole<1, 1000>,
    /// How long a connection may say nothing.
    pub keep_alive_timeout_ms: Whole<1, 3_600_000>,
    pub max_keep_alive_requests: Whole<1, 100>,
    /// How long a client waits for its connection.
    pub connect_timeout_ms: Whole<1, 3_600_000>,
    /// How long it waits for an answer.
    pub patience_ms: Whole<1, 3_600_000>,
}

impl Default for ConnectorSpec {
    fn default() -> ConnectorSpec {
        fn whole<const MIN: u64, const MAX: u64>(value: i64) -> Whole<MIN, MAX> {
            value.try_into().expect("a default in range")
        }
        ConnectorSpec {
            accept_count: whole(100),
            max_connections: whole(1000),
            keep_alive_timeout_ms: whole(60_000),
            max_keep_alive_requests: whole(100),
            connect_timeout_ms: whole(60_000),
            patience_ms: whole(60_000),
        }
    }
}

/// The executor's settings.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ExecutorSpec {
    /// `corePoolSize`
    pub min_spare_threads: Whole<0, 8>,
    /// `maximumPoolSize`
    pub max_threads: Whole<1, 8>,
    /// `keepAliveTime`: an idle thread beyond the core retires after this.
    pub max_idle_ms: Millis,
    pub max_queue_size: Whole<1, 1_000_000>,
}

impl Spec {
    /// Reads a scenario file.
    ///
    /// # Errors
    /// Unknown keys, values out of range, with line and column; what does not fit together.
    pub fn parse(text: &str) -> Result<Spec, String> {
        let spec: Spec = toml::from_str(text).map_err(|error| error.to_string())?;
        let executor = &spec.executor;
        if executor.min_spare_threads.get() > executor.max_threads.get() {
            return Err(format!(
                "executor: min-spare-threads {} is above max-threads {}",
                executor.min_spare_threads, executor.max_threads
            ));
        }
        Ok(spec)
    }
}
