//! Breakers: what their delay costs, and in which range their dynamic threshold can move.

use super::context::{Context, beside, over, whole};
use super::lag::sees;
use super::threads::course;
use crate::lint::balance::Load;
use crate::lint::finding::{Expect, Finding, Key, Measure, Severity, Trial, show};
use crate::lint::phase::Phase;
use crate::scenario::{Action, DefenceSpec, Policy};

/// Share of the threads that a delay predicts which must be seen.
const SEEN: f64 = 0.5;
/// Two thresholds are the same if breakers trip within so many seconds of each other.
const SAME: f64 = 1.0;

/// The names of the policies with one of `breakers`.
fn names(context: &Context<'_>, breakers: &[(usize, usize, &DefenceSpec)]) -> String {
    let names: Vec<String> = breakers
        .iter()
        .map(|&(p, ..)| format!("`{}`", context.scenario.policies[p].name))
        .collect();
    names.join(", ")
}

/// A policy with one breaker changed.
fn changed(
    context: &Context<'_>,
    p: usize,
    d: usize,
    change: impl FnOnce(&mut DefenceSpec),
) -> Policy {
    let mut policy = context.scenario.policies[p].clone();
    change(&mut policy.defences[d]);
    policy
}

/// `delay-threads`
pub(super) fn delay(context: &Context<'_>, found: &mut Vec<Finding>) {
    let delays: Vec<(usize, usize, &DefenceSpec)> = context
        .breakers()
        .filter(|(_, _, spec)| match spec {
            DefenceSpec::Breaker {
                actions, delay_ms, ..
            } => actions.contains(&Action::Delay) && delay_ms.get() > 0,
            _ => false,
        })
        .collect();
    // The one that does least else shows it best.
    let purest = delays.iter().min_by_key(|(_, _, spec)| match spec {
        DefenceSpec::Breaker { actions, .. } => actions.len(),
        _ => usize::MAX,
    });
    let (
        Some((
            p,
            d,
            DefenceSpec::Breaker {
                delay_ms, actions, ..
            },
        )),
        Some((phase, load)),
    ) = (purest, context.faulty().next().or(context.healthy()))
    else {
        return;
    };
    let (p, d) = (*p, *d);
    let seconds = delay_ms.get() as f64 / 1e3;
    let threads = load.rate * seconds;
    let needed = load
        .balance(load.attempts(), load.connection_timeout)
        .total();
    let short = needed + threads > load.threads;
    let mut formula = vec![format!(
        "lambda x delay = {}/s x {} s = {} of {} threads",
        show(load.rate),
        show(seconds),
        show(threads),
        show(load.threads)
    )];
    if short && !phase.faults.is_empty() {
        formula.push(format!(
            "under the fault {} are needed without it: it takes from what is short",
            show(needed)
        ));
    }
    found.push(Finding {
        rule: "delay-threads",
        severity: if short {
            Severity::Warning
        } else {
            Severity::Note
        },
        key: Key::defence(p, d, "delay-ms"),
        beside: Vec::new(),
        title: format!(
            "the delay of {} ms holds {} threads while the breaker is open",
            delay_ms,
            show(threads)
        ),
        formula,
        advice: format!(
            "leave out the action `delay` (in {}), or delay outside the worker threads",
            names(context, &delays)
        ),
        experiment: delay_experiment(context, (p, d, actions), phase, load, threads),
    });
}

fn delay_experiment(
    context: &Context<'_>,
    (p, d, actions): (usize, usize, &[Action]),
    phase: &Phase,
    load: &Load,
    threads: f64,
) -> Result<crate::lint::finding::Experiment, &'static str> {
    if phase.faults.is_empty() {
        return Err("it is run under faults only, and the file has none");
    }
    let without = changed(context, p, d, |spec| {
        if let DefenceSpec::Breaker { actions, .. } = spec {
            actions.retain(|action| *action != Action::Delay);
        }
    });
    let spec = &context.scenario.policies[p].defences[d];
    let after = sees(spec, load, use_before(context)).unwrap_or(f64::INFINITY);
    if !opens(context, p, d, phase, load) {
        return Err(
            "the breaker does not open under this fault, or was open before, or too late to tell",
        );
    }
    let alone = actions.len() == 1;
    let full = load
        .balance(load.attempts(), load.connection_timeout)
        .total()
        > load.threads;
    if alone && full {
        let connector = course(load, load.attempts()).connector;
        if connector
            .is_none_or(|connector| connector < after * 2.0 || connector > phase.seconds() / 2.0)
        {
            return Err("the connector is full before the breaker opens, or never");
        }
    }
    let trial = |name: &str, policy, expect| trial(context, name, policy, expect);
    let policy = context.scenario.policies[p].clone();
    let name = format!("policy `{}`", policy.name);
    // Where the threads are all busy anyway, it shows in how soon the connector is full.
    let (measure, first, second) = match alone && full {
        true => (Measure::ConnectorFull, Expect::Happens, Expect::Later),
        false => (
            Measure::Busy,
            Expect::AtLeast(threads * SEEN),
            Expect::LessBy(threads * SEEN),
        ),
    };
    let trials = vec![
        trial(&name, policy, first),
        trial("without its `delay`", without, second),
    ];
    Ok(over(phase, measure, trials))
}

/// The scenario as it is, under `policy`.
fn trial(context: &Context<'_>, name: &str, policy: Policy, expect: Expect) -> Trial {
    Trial {
        name: name.to_owned(),
        scenario: context.scenario.clone(),
        policy,
        expect,
    }
}

/// `dynamic-threshold`
pub(super) fn dynamic(context: &Context<'_>, found: &mut Vec<Finding>) {
    let dynamic: Vec<(usize, usize, &DefenceSpec)> = context
        .breakers()
        .filter(|(_, _, spec)| matches!(spec, DefenceSpec::Breaker { dynamic: true, .. }))
        .collect();
    let Some(&(p, d, _)) = dynamic.first() else {
        return;
    };
    let fixed = changed(context, p, d, |spec| {
        if let DefenceSpec::Breaker {
            dynamic,
            pool_percent,
            ..
        } = spec
        {
            *dynamic = false;
            if let Some(percent) = whole(75.0) {
                *pool_percent = percent;
            }
        }
    });
    let experiment = match context.faulty().next() {
        Some((phase, load)) if opens(context, p, d, phase, load) => {
            let trial = |name: &str, policy, expect| trial(context, name, policy, expect);
            let policy = context.scenario.policies[p].clone();
            let name = format!("policy `{}`", policy.name);
            let trials = vec![
                trial(&name, policy, Expect::Happens),
                trial("with a fixed 75 %", fixed, Expect::Near(SAME)),
            ];
            Ok(over(phase, Measure::Detected, trials))
        }
        _ => Err("the file has no fault under which this breaker opens"),
    };
    found.push(Finding {
        rule: "dynamic-threshold",
        severity: Severity::Warning,
        key: Key::defence(p, d, "dynamic"),
        beside: context
            .faulty()
            .next()
            .map(|(phase, _)| beside(phase))
            .unwrap_or_default(),
        title: "the dynamic threshold lives between 75 and 80 % and never follows anything".to_owned(),
        formula: vec![
            "max(75 %, 0.8 x threads in use): 0.8 x 100 % = 80 % at the most, and it leaves 75 % only above 75 / 0.8 = 93.75 % of the threads"
                .to_owned(),
            "pool-percent is not looked at".to_owned(),
        ],
        advice: format!(
            "a fixed pool-percent says the same (in {})",
            names(context, &dynamic)
        ),
        experiment,
    });
}

/// The pool's use without a fault.
fn use_before(context: &Context<'_>) -> f64 {
    let healthy = context.healthy();
    healthy.map_or(0.0, |(_, calm)| calm.offered() / calm.size as f64)
}

/// A breaker opens in the first half of a phase, and not before.
fn opens(context: &Context<'_>, p: usize, d: usize, phase: &Phase, load: &Load) -> bool {
    let spec = &context.scenario.policies[p].defences[d];
    let soon = |after: f64| after < phase.seconds() / 2.0;
    load.saturated()
        && !context.short_anyway()
        && sees(spec, load, use_before(context)).is_some_and(soon)
}
