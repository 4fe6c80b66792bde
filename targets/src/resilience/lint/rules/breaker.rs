//! Breakers: what their delay costs, and where their dynamic threshold can be.

use super::super::super::scenario::{Action, DefenceSpec, Policy, Trigger};
use super::super::balance::{Load, Phase};
use super::super::finding::{Expect, Finding, Key, Measure, Severity, Trial, show, time};
use super::{Context, beside, over, whole};
use crate::resilience::theory::window_crosses;

/// Share of the threads that a delay predicts which must be seen.
const SEEN: f64 = 0.5;
/// Seconds until a breaker sees a fault that are worth saying.
const SLOW: f64 = 2.0;
/// Two thresholds are the same if breakers trip within so many seconds of each other.
const SAME: f64 = 1.0;

/// Breakers of the file, by policy and defence.
fn breakers<'a>(context: &'a Context<'_>) -> impl Iterator<Item = (usize, usize, &'a DefenceSpec)> {
    let policies = context.scenario.policies.iter().enumerate();
    policies.flat_map(|(p, policy)| {
        let defences = policy.defences.iter().enumerate();
        defences.filter_map(move |(d, spec)| match spec {
            DefenceSpec::Breaker { .. } => Some((p, d, spec)),
            _ => None,
        })
    })
}

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

/// `breaker-lag`
pub(super) fn lag(context: &Context<'_>, found: &mut Vec<Finding>) {
    let (Some((phase, load)), Some((_, calm))) = (
        context.faulty().find(|(_, load)| load.saturated()),
        context.healthy(),
    ) else {
        return;
    };
    let before = calm.offered() / calm.size as f64;
    let mut lags: Vec<(f64, usize, usize)> = breakers(context)
        .filter_map(|(p, d, spec)| Some((sees(spec, load, before)?, p, d)))
        .filter(|(after, ..)| *after < phase.seconds())
        .collect();
    lags.sort_by(|a, b| b.0.total_cmp(&a.0));
    let Some(&(after, p, d)) = lags.first().filter(|(after, ..)| *after >= SLOW) else {
        return;
    };
    let failing = load.rate - load.pool_rate();
    let fails = failing * (after - load.connection_timeout).max(0.0);
    let mut formula = vec![format!(
        "a mean over W passes theta after W (theta - u) / (1 - u), from a use u of {} %; a queue passes its threshold that long after \
         all threads are busy: threshold / (arrivals - served)",
        show(before * 100.0)
    )];
    formula.extend(lags.iter().map(|&(after, p, _)| {
        format!("`{}`: {} s", context.scenario.policies[p].name, show(after))
    }));
    formula.push(format!(
        "failures start {} after the fault, {}/s of them",
        time(load.connection_timeout),
        show(failing)
    ));
    let policy = context.scenario.policies[p].clone();
    let alone = policy.defences.len() == 1;
    let experiment = match alone {
        true => Ok(over(
            phase,
            Measure::Detected,
            vec![Trial {
                name: format!("policy `{}`", policy.name),
                scenario: context.scenario.clone(),
                policy,
                expect: Expect::Between(after * 0.7, after * 1.5),
            }],
        )),
        false => Err("the policy's other defences may keep the breaker from seeing anything"),
    };
    found.push(Finding {
        rule: "breaker-lag",
        severity: Severity::Note,
        key: Key::defence(p, d, "window-ms"),
        beside: beside(phase),
        title: format!(
            "the breaker sees the fault after {} s; {} users have failed by then",
            show(after),
            show(fails)
        ),
        formula,
        advice: "a shorter window, or a gate without any (`pool-gate`)".to_owned(),
        experiment,
    });
}

/// Seconds of a saturated pool until a breaker trips; none if it does not, or by layers that have no closed form here.
fn sees(spec: &DefenceSpec, load: &Load, before: f64) -> Option<f64> {
    let DefenceSpec::Breaker {
        trigger,
        window_ms,
        pool_percent,
        queue,
        lock_waiters: None,
        dynamic,
        ..
    } = spec
    else {
        return None;
    };
    let theta = match dynamic {
        true => 0.75,
        false => pool_percent.get() as f64 / 100.0,
    };
    let pool = window_crosses(window_ms.get() as f64 / 1e3, theta, before.min(0.999))?;
    let attempts = load.rate;
    let (through, _) = load.throughput(attempts);
    let short = load.balance(attempts, load.connection_timeout).total() > load.threads;
    let room = load.connections - load.threads > queue.get() as f64;
    let full = attempts * load.edge(attempts) / (attempts - load.pool_rate());
    let long = (short && room && attempts > through)
        .then(|| full + queue.get() as f64 / (attempts - through));
    match trigger {
        Trigger::Pool => Some(pool),
        Trigger::And => long.map(|long| pool.max(long)),
        Trigger::Or => Some(long.map_or(pool, |long| pool.min(long))),
    }
}

/// `delay-threads`
pub(super) fn delay(context: &Context<'_>, found: &mut Vec<Finding>) {
    let delays: Vec<(usize, usize, &DefenceSpec)> = breakers(context)
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
) -> Result<super::super::finding::Experiment, &'static str> {
    if phase.faults.is_empty() {
        return Err("it is run under faults only, and the file has none");
    }
    let without = changed(context, p, d, |spec| {
        if let DefenceSpec::Breaker { actions, .. } = spec {
            actions.retain(|action| *action != Action::Delay);
        }
    });
    let alone = actions.len() == 1;
    let full = load
        .balance(load.attempts(), load.connection_timeout)
        .total()
        > load.threads;
    let trial = |name: &str, policy: Policy, expect| Trial {
        name: name.to_owned(),
        scenario: context.scenario.clone(),
        policy,
        expect,
    };
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

/// `dynamic-threshold`
pub(super) fn dynamic(context: &Context<'_>, found: &mut Vec<Finding>) {
    let dynamic: Vec<(usize, usize, &DefenceSpec)> = breakers(context)
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
        Some((phase, load)) if load.saturated() => {
            let trial = |name: &str, policy: Policy, expect| Trial {
                name: name.to_owned(),
                scenario: context.scenario.clone(),
                policy,
                expect,
            };
            let policy = context.scenario.policies[p].clone();
            let name = format!("policy `{}`", policy.name);
            let trials = vec![
                trial(&name, policy, Expect::Happens),
                trial("with a fixed 75 %", fixed, Expect::Near(SAME)),
            ];
            Ok(over(phase, Measure::Detected, trials))
        }
        _ => Err("the file has no fault that fills the pool"),
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
