//! The rules, one file a resource.

mod breaker;
mod lag;
mod leak;
mod lock;
mod pool;
mod queue;
mod remedy;
mod settings;
mod threads;
mod trigger;

use super::super::scenario::{Policy, Scenario, Whole};
use super::balance::{Load, keys};
use super::finding::{Expect, Experiment, Finding, Key, Measure, Trial};
use super::phase::{Phase, phases};

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

/// What rules look at.
struct Context<'a> {
    scenario: &'a Scenario,
    phases: Vec<(Phase, Load)>,
    /// No defence.
    none: Policy,
}

impl Context<'_> {
    /// The phase without faults, and what it asks; the file may have none.
    fn healthy(&self) -> Option<&(Phase, Load)> {
        self.phases
            .iter()
            .find(|(phase, _)| phase.faults.is_empty())
    }

    /// Pool or threads do not suffice without any fault.
    fn short_anyway(&self) -> bool {
        self.healthy().is_some_and(|(_, load)| {
            let balance = load.balance(load.attempts(), load.connection_timeout);
            load.saturated() || balance.total() > load.threads
        })
    }

    /// Phases with faults.
    fn faulty(&self) -> impl Iterator<Item = &(Phase, Load)> {
        self.phases
            .iter()
            .filter(|(phase, _)| !phase.faults.is_empty())
    }

    /// The file as it is, in an experiment.
    fn as_is(&self, expect: Expect) -> Trial {
        Trial {
            name: String::new(),
            scenario: self.scenario.clone(),
            policy: self.none.clone(),
            expect,
        }
    }

    /// The file with a change.
    fn with(&self, name: String, change: impl FnOnce(&mut Scenario), expect: Expect) -> Trial {
        let mut scenario = self.scenario.clone();
        change(&mut scenario);
        Trial {
            name,
            scenario,
            policy: self.none.clone(),
            expect,
        }
    }
}

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
            name: "none".to_owned(),
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

/// An experiment over a phase.
fn over(phase: &Phase, measure: Measure, trials: Vec<Trial>) -> Experiment {
    Experiment {
        measure,
        from: phase.from,
        until: phase.until,
        trials,
    }
}

/// `value` as a number of a scenario, if it is one.
fn whole<const MIN: u64, const MAX: u64>(value: f64) -> Option<Whole<MIN, MAX>> {
    Whole::try_from(value as i64).ok()
}

/// Where the faults of a phase are, and what they are.
fn beside(phase: &Phase) -> Vec<(Key, String)> {
    phase
        .faults
        .iter()
        .map(|&at| (Key::fault(at), "while this fault lasts".to_owned()))
        .collect()
}
