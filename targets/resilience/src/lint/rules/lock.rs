//! The lock: how fast it can be passed on, and for how long requests try to get it.

use super::context::{Context, beside, over, whole};
use crate::lint::balance::Load;
use crate::lint::finding::{Expect, Finding, Key, Measure, Severity, show, time};
use crate::lint::phase::Phase;
use crate::scenario::Scenario;

/// A key busier than this without a fault has no room for an ordinary day.
const BUSY: f64 = 0.8;
/// Of the failures predicted, this share must be seen: users of one key are few, and vary from seed to seed.
const SEEN: f64 = 0.5;
/// Core users that a run without contention may lose, in percent.
const LOST: f64 = 8.0;

/// `hot-lock`
pub(super) fn hot(context: &Context<'_>, found: &mut Vec<Finding>) {
    for (phase, load) in &context.phases {
        let Some(&(share, _)) = load.keys.first() else {
            continue;
        };
        let rate = load.rate * load.core * share;
        // The lock is held for the query and until the unlock arrives; the next holder has to hear of it and ask.
        let hold = load.service + 2.0 * load.trip;
        let busy = rate * hold;
        let healthy = phase.faults.is_empty();
        let patience = load.lock_patience().min(load.deadline);
        if phase.seconds() < patience {
            continue;
        }
        if busy < BUSY || (!healthy && busy < 1.0) {
            continue;
        }
        let over_capacity = busy >= 1.0;
        let when = if healthy {
            "without a fault"
        } else {
            "under the fault"
        };
        let title = match over_capacity {
            true => format!("no policy can serve the hottest key {when}"),
            false => format!(
                "the lock of the hottest key is {} % busy {when}",
                show(busy * 100.0)
            ),
        };
        let overloaded: f64 = load
            .keys
            .iter()
            .filter(|(share, _)| load.rate * load.core * share * hold >= 1.0)
            .map(|(_, count)| count)
            .sum();
        let lost = lost(load);
        let mut formula = vec![format!(
            "asked for {} core/s x {} % = {}/s; passed on 1 / (S {} + 2 round trips of {}) = {}/s",
            show(load.rate * load.core),
            show(share * 100.0),
            show(rate),
            time(load.service),
            time(load.trip),
            show(1.0 / hold)
        )];
        if over_capacity {
            formula.push(format!(
                "{} of {} keys are over capacity; even without any other limit {} % of the core users fail",
                show(overloaded),
                context.scenario.lock.keys,
                show(lost)
            ));
        }
        found.push(Finding {
            rule: "hot-lock",
            severity: match over_capacity {
                true => Severity::Error,
                false => Severity::Warning,
            },
            key: Key::of("lock", "keys"),
            beside: beside(phase),
            title,
            formula,
            advice: "hold the lock for less (no query or round trip inside), or split the hot key into several".to_owned(),
            experiment: experiment(context, phase, load, lost),
        });
    }
}

/// Percent of the core users that must fail at the lock whatever else is done. A newcomer can take a free lock while the
/// waiter that was woken is still asking, so it may be passed on after one round trip.
fn lost(load: &Load) -> f64 {
    let core = load.rate * load.core;
    let (fails, _) = load.locks(core, load.service + load.trip);
    fails / core * 100.0
}

/// Nothing but the lock is short, and no client asks twice.
fn relieve(scenario: &mut Scenario, load: &Load) {
    let plenty = (load.offered() * 4.0).ceil().max(load.size as f64);
    if let Some(size) = whole(plenty) {
        scenario.pool.size = size;
    }
    if let Some(many) = whole(1e6) {
        scenario.tomcat.max_threads = many;
        scenario.tomcat.max_connections = many;
    }
    if let Some(none) = whole(0.0) {
        scenario.clients.retries = none;
    }
}

fn experiment(
    context: &Context<'_>,
    phase: &Phase,
    load: &Load,
    lost: f64,
) -> Result<crate::lint::finding::Experiment, &'static str> {
    if phase.seconds() < 3.0 * load.lock_patience().min(load.deadline) {
        return Err("the phase is over before many have failed");
    }
    if lost < 1.0 {
        return Err("too near the edge: what is lost is less than runs vary");
    }
    let as_is = context.with(
        "pool and threads without limit".to_owned(),
        |scenario| relieve(scenario, load),
        Expect::AtMost(100.0 - lost * SEEN),
    );
    let shares = 1.0 / context.scenario.lock.keys.get() as f64;
    let mut trials = vec![as_is];
    let hold = load.service + 2.0 * load.trip;
    let patient = load.deadline > 4.0 * hold;
    if context.scenario.lock.skewed && load.rate * load.core * shares * hold < BUSY / 2.0 && patient
    {
        trials.push(context.with(
            "and skewed = false".to_owned(),
            |scenario| {
                relieve(scenario, load);
                scenario.lock.skewed = false;
            },
            Expect::AtLeast(100.0 - LOST),
        ));
    }
    Ok(over(phase, Measure::CoreGood, trials))
}

/// `lock-patience`
pub(super) fn patience(context: &Context<'_>, found: &mut Vec<Finding>) {
    let Some((phase, load)) = context.faulty().next().or(context.healthy()) else {
        return;
    };
    let (tries, deadline) = (load.lock_patience(), load.deadline);
    if tries < deadline || load.core <= 0.0 {
        return;
    }
    let lock = &context.scenario.lock;
    let room = load.deadline * 0.8;
    let wait = (room - load.lock_retries * load.lock_backoff) / (load.lock_retries + 1.0);
    let shorter = (wait * 100.0).floor() * 10.0;
    let experiment = if phase.faults.is_empty() {
        Err("the file has no fault in which anybody would wait so long")
    } else if phase.seconds() < deadline * 2.0 {
        Err("the fault is over before many have tried so long")
    } else if load
        .locks(load.rate * load.core, load.service + load.trip)
        .0
        < load.rate * load.core / 200.0
    {
        Err("no key is so contended that many would try so long")
    } else if shorter < 10.0 {
        Err("no wait of at least 10 ms fits the deadline with so many retries")
    } else {
        let trials = vec![
            context.with(
                "pool and threads without limit".to_owned(),
                |scenario| relieve(scenario, load),
                Expect::AtMost(0.0),
            ),
            context.with(
                format!("and wait-ms = {shorter:.0}"),
                |scenario| {
                    relieve(scenario, load);
                    if let Some(millis) = whole(shorter) {
                        scenario.lock.wait_ms = millis;
                    }
                },
                Expect::AtLeast(0.01),
            ),
        ];
        Ok(over(phase, Measure::NoLock, trials))
    };
    found.push(Finding {
        rule: "lock-patience",
        severity: Severity::Warning,
        key: Key::of("lock", "wait-ms"),
        beside: vec![(
            Key::of("clients", "deadline-ms"),
            "the client leaves".to_owned(),
        )],
        title: format!(
            "the lock is tried for {}, and the client leaves after {}",
            time(tries),
            time(deadline)
        ),
        formula: vec![format!(
            "(retries + 1) wait + retries x backoff = {} x {} + {} x {} = {} >= deadline {}",
            lock.retries.get() + 1,
            time(load.lock_wait.max(load.trip)),
            lock.retries,
            time(load.lock_backoff),
            time(tries),
            time(deadline)
        )],
        advice: match shorter >= 10.0 {
            true => format!(
                "wait-ms = {shorter:.0} fits all tries into 80 % of the deadline; or fewer retries"
            ),
            false => "fewer retries".to_owned(),
        },
        experiment,
    });
}
