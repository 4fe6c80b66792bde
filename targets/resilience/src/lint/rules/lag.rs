//! How long a breaker that looks at means over a window takes to see a fault.

use super::context::{Context, beside, over};
use crate::lint::balance::Load;
use crate::lint::finding::{Expect, Finding, Key, Measure, Severity, Trial, show, time};
use crate::scenario::{DefenceSpec, Trigger};
use crate::theory::window_crosses;

/// Seconds until a breaker sees a fault that are worth saying.
const SLOW: f64 = 2.0;

/// `breaker-lag`
pub(super) fn lag(context: &Context<'_>, found: &mut Vec<Finding>) {
    let (Some((phase, load)), Some((_, calm))) = (
        context.faulty().find(|(_, load)| load.saturated()),
        context.healthy(),
    ) else {
        return;
    };
    let before = calm.offered() / calm.size as f64;
    let mut lags: Vec<(f64, usize, usize)> = context
        .breakers()
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
pub(super) fn sees(spec: &DefenceSpec, load: &Load, before: f64) -> Option<f64> {
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
