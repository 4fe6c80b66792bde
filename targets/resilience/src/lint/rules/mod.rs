//! The rules: one file for each resource.

mod breaker;
mod context;
mod lag;
mod leak;
mod lock;
mod pool;
mod queue;
mod remedy;
mod settings;
mod threads;
mod trigger;

use self::context::Context;
use super::balance::{Load, keys};
use super::finding::Finding;
use super::phase::phases;
use crate::scenario::{Policy, Scenario, UNDEFENDED};

/// Every rule's id, and what it looks for.
pub const RULES: &[(&str, &str)] = &[
    (
        "hikari-default",
        "a setting that HikariCP replaces, or that has no effect, with the line in its log",
    ),
    (
        "pool-use",
        "without a fault, the pool is too busy: offered load, Erlang C, mean wait",
    ),
    (
        "pool-saturated",
        "under a fault the pool cannot serve who asks: the share that it can",
    ),
    (
        "thread-balance",
        "Little's law needs more threads than there are; the longest connectionTimeout they suffice for",
    ),
    (
        "connector-full",
        "when connections and accept queue are full, and clients hear nothing",
    ),
    ("leak-threshold", "leak detection speaks after the collapse"),
    (
        "pool-leak",
        "connections that are never returned: when the pool is short, and when it is gone",
    ),
    (
        "queue-patience",
        "a queue longer than the clients' patience: what it serves is for nobody, and retries keep it full",
    ),
    (
        "retry-amplification",
        "retries without a budget ask for more than there is",
    ),
    (
        "useless-wait",
        "waiting for a connection longer than the client waits for the answer",
    ),
    (
        "hot-lock",
        "the busiest key is asked for faster than its lock can be passed on: no policy can serve it",
    ),
    (
        "lock-patience",
        "trying for the lock longer than the client waits for the answer",
    ),
    (
        "lock-lease",
        "a server that stands still for longer than its locks' lease",
    ),
    (
        "breaker-lag",
        "how long a breaker looks at means before it sees a fault, and who fails meanwhile",
    ),
    (
        "delay-threads",
        "a breaker's delay holds threads while it is open",
    ),
    (
        "dynamic-threshold",
        "a breaker's dynamic threshold has no room to move",
    ),
];

/// What the rules find in `scenario`, in the order of [`RULES`].
pub fn lint(scenario: &Scenario) -> Vec<Finding> {
    let keys = keys(scenario);
    let context = Context {
        scenario,
        phases: phases(scenario)
            .into_iter()
            .map(|phase| {
                let load = Load::of(scenario, &phase, &keys);
                (phase, load)
            })
            .collect(),
        none: Policy {
            name: UNDEFENDED.to_owned(),
            defences: Vec::new(),
        },
    };
    let mut found = Vec::new();
    settings::replaced(&context, &mut found);
    pool::busy(&context, &mut found);
    pool::saturated(&context, &mut found);
    threads::balance(&context, &mut found);
    queue::patience(&context, &mut found);
    queue::amplification(&context, &mut found);
    queue::useless_wait(&context, &mut found);
    lock::hot(&context, &mut found);
    lock::patience(&context, &mut found);
    leak::pool(&context, &mut found);
    leak::lease(&context, &mut found);
    lag::lag(&context, &mut found);
    breaker::delay(&context, &mut found);
    breaker::dynamic(&context, &mut found);
    let rank = |rule: &str| RULES.iter().position(|(id, _)| *id == rule);
    found.sort_by_key(|finding| rank(finding.rule));
    found
}
