//! Settings that HikariCP does not take as they are: [`crate::hikari_config`].

use super::context::Context;
use crate::hikari_config::Property;
use crate::lint::finding::{Finding, Key, Severity};

/// The key of a scenario file that sets `property`.
fn key(property: Property) -> &'static str {
    match property {
        Property::ConnectionTimeout => "connection-timeout-ms",
        Property::ValidationTimeout => "validation-timeout-ms",
        Property::IdleTimeout => "idle-timeout-ms",
        Property::LeakDetectionThreshold => "leak-detection-threshold-ms",
        Property::MaxLifetime => "max-lifetime-ms",
        Property::KeepaliveTime => "keepalive-time-ms",
        Property::MaximumPoolSize => "size",
        Property::MinimumIdle => "minimum-idle",
    }
}

/// `hikari-default`
pub(super) fn replaced(context: &Context<'_>, found: &mut Vec<Finding>) {
    let pool = &context.scenario.pool;
    let (config, warnings) = pool.hikari();
    for warning in warnings {
        let name = warning.property.name();
        let title = match (warning.from, warning.to) {
            (from, to) if from == to => format!("{name} = {from} has no effect"),
            (from, 0) => format!("{name} = {from} is switched off"),
            (from, to) => format!("{name} = {from} becomes {to}"),
        };
        let log = match warning.text {
            Some(text) => format!("HikariCP logs: \"{text}\""),
            None => "HikariCP logs nothing".to_owned(),
        };
        found.push(Finding {
            rule: "hikari-default",
            severity: Severity::Warning,
            key: Key::of("pool", key(warning.property)),
            beside: Vec::new(),
            title,
            formula: vec![log],
            advice: advice(warning.property).to_owned(),
            experiment: Err(
                "what HikariCP makes of its settings is read off its source, not simulated",
            ),
        });
    }
    if pool.connection_timeout_ms.get() == 0 {
        found.push(Finding {
            rule: "hikari-default",
            severity: Severity::Error,
            key: Key::of("pool", key(Property::ConnectionTimeout)),
            beside: Vec::new(),
            title: format!(
                "connectionTimeout = 0 becomes {} ms: 24 days",
                config.connection_timeout
            ),
            formula: vec!["HikariCP logs nothing: 0 means Integer.MAX_VALUE".to_owned()],
            advice: "set a connectionTimeout that is shorter than the clients' deadline".to_owned(),
            experiment: Err(
                "`useless-wait` and `thread-balance` have the runs for a timeout that is too long",
            ),
        });
    }
}

fn advice(property: Property) -> &'static str {
    match property {
        Property::MaxLifetime => "set maxLifetime to 30000 ms or more, or to 0 for no limit",
        Property::KeepaliveTime => {
            "set keepaliveTime to 30000 ms or more and below maxLifetime, or leave it off"
        }
        Property::LeakDetectionThreshold => {
            "set leakDetectionThreshold to 2000 ms or more and at most maxLifetime"
        }
        Property::IdleTimeout => {
            "set idleTimeout to 10000 ms or more and at least 1 s below maxLifetime, and minimumIdle below the pool's size; or \
             leave both out"
        }
        Property::MinimumIdle => "set minimumIdle to the pool's size at most",
        Property::ConnectionTimeout | Property::ValidationTimeout => "set it to 250 ms or more",
        Property::MaximumPoolSize => "set maximumPoolSize to 1 or more",
    }
}
