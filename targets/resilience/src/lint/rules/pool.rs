//! The pool by itself: offered load, Erlang C, and what is left under a fault.

use super::context::{Context, beside, over, whole};
use crate::lint::balance::Load;
use crate::lint::finding::{Expect, Finding, Key, Measure, Severity, show, time};
use crate::lint::phase::Phase;
use crate::theory::erlang_c;

/// A pool busier than this has no room for an ordinary day.
const BUSY: f64 = 0.8;
/// Points of a hundred by which a run's pool use may miss the closed form.
const NEAR_POINTS: f64 = 5.0;
/// Seconds before the first fault that are enough to measure in.
const CALM: f64 = 20.0;
/// Larger pools are not suggested.
const MAX_SIZE: f64 = 1_000_000.0;
/// A share of good answers is confirmed with this much to spare.
const SPARE: f64 = 1.25;

/// The smallest size at which the pool is at most [`BUSY`].
fn enough(load: &Load) -> Option<f64> {
    let size = (load.offered() / BUSY).ceil().max(1.0);
    (size <= MAX_SIZE).then_some(size)
}

/// `pool-use`
pub(super) fn busy(context: &Context<'_>, found: &mut Vec<Finding>) {
    let Some((phase, load)) = context.healthy() else {
        return;
    };
    let (offered, size) = (load.offered(), load.size as f64);
    let rho = offered / size;
    if rho < BUSY {
        return;
    }
    let mut formula = vec![format!(
        "rho = lambda S / size = {}/s x {} / {} = {}",
        show(load.rate),
        time(load.service),
        load.size,
        show(rho)
    )];
    if let (Some(waits), Some(wait)) = (erlang_c(load.size, offered), load.pool_wait(load.rate)) {
        formula.push(format!(
            "Erlang C: {} % wait; mean wait of all {}",
            show(waits * 100.0),
            time(wait)
        ));
    }
    // A ramp is at its highest only at its end.
    let steady = steady(context, phase);
    // Who gets no lock does not ask the pool.
    let use_of = |size: f64| {
        let sized = Load {
            size: size as u64,
            ..load.clone()
        };
        let balance = sized.balance(load.rate, load.connection_timeout);
        (balance.pool_attempts * load.service / size * 100.0).min(100.0)
    };
    let percent = use_of(size);
    let as_is = Expect::Between(percent - near(load, size, &steady), 100.0);
    let mut trials = vec![context.as_is(as_is)];
    let advice = match enough(load) {
        Some(larger) => {
            let name = format!("size = {larger:.0}");
            let expected = use_of(larger);
            let near = near(load, larger, &steady);
            trials.push(context.with(
                name.clone(),
                |scenario| {
                    if let Some(size) = whole(larger) {
                        scenario.pool.size = size;
                    }
                },
                Expect::Between(expected - near, expected + near),
            ));
            format!(
                "{name} brings it to {} %, if the database serves so many at once",
                show(expected)
            )
        }
        None => "no pool is large enough: queries have to be shorter, or fewer".to_owned(),
    };
    found.push(Finding {
        rule: "pool-use",
        severity: if rho >= 1.0 {
            Severity::Error
        } else {
            Severity::Warning
        },
        key: Key::of("pool", "size"),
        beside: Vec::new(),
        title: format!("without a fault the pool is {} % busy", show(rho * 100.0)),
        formula,
        advice,
        experiment: Ok(over(&steady, Measure::PoolUse, trials)),
    });
}

/// How near, in points of a hundred, the use of `size` connections in a phase must be to its mean: some points, and three
/// deviations of the mean over its time.
fn near(load: &Load, size: f64, phase: &Phase) -> f64 {
    let deviation = (2.0 * load.offered() * load.service / phase.seconds()).sqrt() / size;
    NEAR_POINTS + 300.0 * deviation
}

/// The part of a phase without faults in which users come at the highest rate, after the warm-up; if there is no ramp, before
/// any fault, so that nothing is left of one.
fn steady(context: &Context<'_>, phase: &Phase) -> Phase {
    let scenario = context.scenario;
    let warm = scenario.warmup_ms.get() as f64 / 1e3;
    let mut steady = phase.clone();
    if scenario.clients.peak_per_s.is_some() {
        let from = warm.max(scenario.clients.ramp_end_ms.get() as f64 / 1e3);
        if from < phase.until {
            steady.from = phase.from.max(from);
        }
        return steady;
    }
    let first = scenario.faults.iter().map(|fault| fault.at_ms.get()).min();
    let until = first.map_or(phase.until, |at| at as f64 / 1e3);
    if warm + CALM <= until {
        (steady.from, steady.until) = (warm, until);
    }
    steady
}

/// `pool-saturated`
pub(super) fn saturated(context: &Context<'_>, found: &mut Vec<Finding>) {
    for (phase, load) in context.faulty().filter(|(_, load)| load.saturated()) {
        let percent = load.pool_rate() / load.rate * 100.0;
        // Nobody fails before the queue is as long as the wait, and that has passed.
        let waits = load.connection_timeout.min(load.deadline);
        let failing = phase.seconds() - waits * load.rate / (load.rate - load.pool_rate());
        if failing <= 0.0 || context.short_anyway() {
            continue;
        }
        let good = load.pool_rate() * phase.seconds();
        let share = good / (good + (load.rate - load.pool_rate()) * failing);
        let as_is = Expect::AtMost((share * 100.0 * SPARE).min(100.0));
        let mut trials = vec![context.as_is(as_is)];
        let cured = |size: &f64| {
            let cured = Load {
                size: *size as u64,
                ..load.clone()
            };
            let balance = cured.balance(cured.rate, cured.connection_timeout);
            let works = cured.service + cured.cpu + 2.0 * cured.trip;
            balance.total() < cured.threads * BUSY && works * 2.0 < cured.deadline
        };
        let cure = enough(load).filter(cured).map(|size| {
            let hold = 2.0 * load.trip + load.service;
            let (lock_fails, _) = load.locks(load.rate * load.core, hold);
            let good = 1.0 - (lock_fails / load.rate).min(1.0);
            let name = format!("size = {size:.0}");
            trials.push(context.with(
                name.clone(),
                |scenario| {
                    if let Some(size) = whole(size) {
                        scenario.pool.size = size;
                    }
                },
                Expect::AtLeast(good * 100.0 / SPARE),
            ));
            format!("{name} would serve them, if the database does; else ")
        });
        found.push(Finding {
            rule: "pool-saturated",
            severity: Severity::Warning,
            key: Key::of("pool", "size"),
            beside: beside(phase),
            title: format!(
                "under the fault the pool can serve {} % of the users at most",
                show(percent)
            ),
            formula: vec![format!(
                "X_p = size / S = {} / {} = {}/s of {}/s; offered {} erlangs on {} connections",
                load.size,
                time(load.service),
                show(load.pool_rate()),
                show(load.rate),
                show(load.offered()),
                load.size
            )],
            advice: format!(
                "{}an answer without the pool (a cache) is all that is left for the others",
                cure.unwrap_or_default()
            ),
            experiment: Ok(over(phase, Measure::Good, trials)),
        });
    }
}
