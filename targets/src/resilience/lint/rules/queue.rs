//! Queues and patience: what is served for clients that have left, and what retries make of it.

use super::super::super::scenario::{Fault, Scenario};
use super::super::balance::{Load, Phase};
use super::super::finding::{Expect, Experiment, Finding, Key, Measure, Severity, Trial, show};
use super::{Context, beside, over, whole};

/// Seconds before the fault that is added to a file without one that heals.
const CALM: f64 = 60.0;
/// Seconds that it lasts at least; a longer one than the second is not tried.
const TRIGGER: f64 = 30.0;
const LONGEST: f64 = 300.0;
/// Windows in which goodput may be back after the longest recovery allowed.
const AFTERWARDS: f64 = 30.0;
/// A queue this much shorter than the patience is suggested.
const SHORTER: f64 = 0.9;

/// Attempts a second that come through once the faults are over and everybody waits.
fn healed_rate(load: &Load) -> f64 {
    let thread = load.cpu + load.service + 2.0 * load.trip * load.core;
    load.pool_rate().min(load.threads / thread)
}

/// `queue-patience`
pub(super) fn patience(context: &Context<'_>, found: &mut Vec<Finding>) {
    let Some((_, load)) = context.healthy() else {
        return;
    };
    let rate = healed_rate(load);
    let delay = load.connections / rate;
    if delay <= load.deadline || load.rate >= rate {
        return;
    }
    let all_fail = load.all_fail();
    let metastable = all_fail > rate;
    let within = context.scenario.oracles.recover_within_ms.get() as f64 / 1e3;
    let Some(trigger) = trigger(context, load, rate) else {
        return;
    };
    let recovers = (trigger.left - rate * load.deadline).max(0.0) / (rate - all_fail);
    if !metastable && recovers <= within {
        return;
    }
    let Trigger {
        scenario: base,
        name: trigger,
        left,
    } = trigger;
    let trial = |name: &str, change: &dyn Fn(&mut Scenario), expect| Trial {
        name: name.to_owned(),
        scenario: {
            let mut scenario = base.clone();
            change(&mut scenario);
            scenario
        },
        policy: context.none.clone(),
        expect,
    };
    let mut trials = vec![trial("", &|_| {}, Expect::NotWithin(within))];
    let mut advice = Vec::new();
    let shorter = (rate * load.deadline * SHORTER / 10.0).floor() * 10.0;
    if let Some(connections) = whole(shorter).filter(|_| shorter >= load.threads) {
        let name = format!("max-connections = {shorter:.0}");
        trials.push(trial(
            &name,
            &|scenario| scenario.tomcat.max_connections = connections,
            Expect::AtMost(within),
        ));
        advice.push(format!("{name} keeps the queue shorter than the patience"));
    }
    if metastable && load.rate * 1.1 < rate {
        let name = "retry-budget-percent = 10";
        trials.push(trial(
            name,
            &|scenario| scenario.clients.retry_budget_percent = whole(10.0),
            Expect::AtMost(within.max(load.connections / (rate - load.rate * 1.1) * 1.5)),
        ));
        advice.push(format!("{name} keeps retries from filling it"));
    }
    let mut formula = vec![format!(
        "worst queue delay = maxConnections / service rate = {} / {}/s = {} s > deadline {} s",
        show(load.connections),
        show(rate),
        show(delay),
        show(load.deadline)
    )];
    formula.push(match metastable {
        true => format!(
            "when all fail, {}/s ask (1 + {} retries), {}/s are served, and none of them for a client that is still there",
            show(all_fail),
            load.retries,
            show(rate)
        ),
        false => format!(
            "{trigger} leaves {}; ({} - {}/s x {} s) / ({} - {}/s) = {} s until what is served is for a client again, longer than the {} s allowed",
            show(left),
            show(left),
            show(rate),
            show(load.deadline),
            show(rate),
            show(all_fail),
            show(recovers),
            show(within)
        ),
    });
    found.push(Finding {
        rule: "queue-patience",
        severity: if metastable {
            Severity::Error
        } else {
            Severity::Warning
        },
        key: Key::of("tomcat", "max-connections"),
        beside: vec![(
            Key::of("clients", "deadline-ms"),
            "the clients' patience".to_owned(),
        )],
        title: match metastable {
            true => format!(
                "a queue of {} s, longer than the clients' patience of {} s: {trigger} is never recovered from",
                show(delay),
                show(load.deadline)
            ),
            false => format!(
                "a queue of {} s, longer than the clients' patience of {} s: {trigger} is recovered from late",
                show(delay),
                show(load.deadline)
            ),
        },
        formula,
        advice: match advice.is_empty() {
            true => "fewer retries, or a queue shorter than the patience".to_owned(),
            false => advice.join("; "),
        },
        experiment: Ok(Experiment {
            measure: Measure::Recovery,
            from: 0.0,
            until: base.duration_ms.get() as f64 / 1e3,
            trials,
        }),
    });
}

/// A scenario with a fault that heals, what to call that fault, and how many requests it leaves in the queue.
struct Trigger {
    scenario: Scenario,
    name: String,
    left: f64,
}

/// The file itself, if it has faults that heal and leave more than the clients' patience; else the file with such a fault in
/// the place of its own. None if no fault of a length that is run fills the queue.
fn trigger(context: &Context<'_>, load: &Load, rate: f64) -> Option<Trigger> {
    let scenario = context.scenario;
    let within = scenario.oracles.recover_within_ms.get() as f64 / 1e3;
    let patient = rate * load.deadline;
    let leaves = |faulty: &Load, seconds: f64| {
        let attempts = faulty.attempts();
        let grows = attempts - faulty.throughput(attempts).0;
        (grows * seconds).min(faulty.connections)
    };
    let all_heal = scenario.faults.iter().all(|fault| fault.until_ms.is_some());
    let healed = scenario
        .faults
        .iter()
        .filter_map(|fault| fault.until_ms)
        .max();
    if let Some(healed) = healed.filter(|_| all_heal) {
        let afterwards = scenario.duration_ms.get() as f64 - healed.get() as f64;
        let left = context
            .faulty()
            .map(|(phase, faulty)| leaves(faulty, phase.seconds()))
            .fold(0.0, f64::max);
        if afterwards / 1e3 > within && left > patient {
            return Some(Trigger {
                scenario: scenario.clone(),
                name: "the fault".to_owned(),
                left,
            });
        }
    }
    let stalled = Load {
        service: load.service + load.deadline,
        ..load.clone()
    };
    let per_second = leaves(&stalled, 1.0);
    let seconds = (TRIGGER).max((patient * 1.5 / per_second).ceil());
    if per_second <= 0.0 || seconds > LONGEST {
        return None;
    }
    let millis = |seconds: f64| whole(seconds * 1e3);
    let mut triggered = scenario.clone();
    triggered.duration_ms = millis(CALM + seconds + within + AFTERWARDS)?;
    triggered.faults = vec![Fault {
        at_ms: millis(CALM)?,
        until_ms: millis(CALM + seconds),
        hold_ms: scenario.clients.deadline_ms,
        ..Fault::default()
    }];
    triggered.clients.rate_per_s = whole(load.rate)?;
    triggered.clients.peak_per_s = None;
    Some(Trigger {
        scenario: triggered,
        name: format!("a fault of {} s", show(seconds)),
        left: leaves(&stalled, seconds),
    })
}

/// `retry-amplification`
pub(super) fn amplification(context: &Context<'_>, found: &mut Vec<Finding>) {
    let Some((_, load)) = context.healthy() else {
        return;
    };
    let rate = healed_rate(load);
    let all_fail = load.all_fail();
    if load.retries == 0 || load.budget.is_some() || all_fail <= rate || load.rate >= rate {
        return;
    }
    let experiment = match context.faulty().next() {
        Some((phase, faulty)) => {
            let share = (1.0 - faulty.pool_rate() / faulty.rate).max(0.0);
            let least = 1.0 + share * load.retries as f64 / 2.0;
            // What is asked again after the fault has healed is not counted.
            let cut = |scenario: &mut Scenario| {
                if let Some(end) = whole(phase.until * 1e3) {
                    scenario.duration_ms = end;
                }
            };
            let mut as_is = context.with(String::new(), cut, Expect::AtLeast(least));
            as_is.name = String::new();
            let name = "retry-budget-percent = 10";
            let users = faulty.rate * phase.seconds();
            let budgeted = context.with(
                name.to_owned(),
                |scenario| {
                    cut(scenario);
                    scenario.clients.retry_budget_percent = whole(10.0);
                },
                // A full budget has a hundred retries saved up.
                Expect::AtMost(1.1 + 100.0 / users + 0.05),
            );
            Ok(over(phase, Measure::Attempts, vec![as_is, budgeted]))
        }
        None => Err("the file has no fault in which anybody would ask again"),
    };
    found.push(Finding {
        rule: "retry-amplification",
        severity: Severity::Warning,
        key: Key::of("clients", "retries"),
        beside: Vec::new(),
        title: format!(
            "{} retries without a budget can ask for {}/s, and {}/s can be served",
            load.retries,
            show(all_fail),
            show(rate)
        ),
        formula: vec![format!(
            "lambda (1 + retries) = {} x {} = {}/s > {}/s",
            show(load.rate),
            load.retries + 1,
            show(all_fail),
            show(rate)
        )],
        advice: "retry-budget-percent = 10 bounds it to 1.1 times the first attempts".to_owned(),
        experiment,
    });
}

/// `useless-wait`
pub(super) fn useless_wait(context: &Context<'_>, found: &mut Vec<Finding>) {
    let Some((_, load)) = context.phases.first() else {
        return;
    };
    let (timeout, deadline) = (load.connection_timeout, load.deadline);
    if timeout < deadline {
        return;
    }
    let shorter = (deadline * 1e3 / 2.0).floor().max(250.0);
    let shortened = shorter < deadline * 1e3;
    let experiment = match context.faulty().find(|(_, load)| load.saturated()) {
        Some((phase, _)) if shortened => {
            let name = format!("connection-timeout-ms = {shorter:.0}");
            let trials = vec![
                context.as_is(Expect::AtMost(0.0)),
                context.with(
                    name,
                    |scenario| {
                        if let Some(millis) = whole(shorter) {
                            scenario.pool.connection_timeout_ms = millis;
                        }
                    },
                    Expect::AtLeast(0.1),
                ),
            ];
            Ok(over(phase, Measure::NoConnection, trials))
        }
        Some(_) => Err("no connectionTimeout that HikariCP takes is below this deadline"),
        None => Err("the file has no fault in which the pool would be short"),
    };
    let phase: Option<&Phase> = context.faulty().map(|(phase, _)| phase).next();
    found.push(Finding {
        rule: "useless-wait",
        severity: Severity::Warning,
        key: Key::of("pool", "connection-timeout-ms"),
        beside: phase.map(beside).unwrap_or_default(),
        title: format!(
            "a request waits {} s for a connection, its client {} s for the answer",
            show(timeout),
            show(deadline)
        ),
        formula: vec![format!(
            "connectionTimeout {} s >= deadline {} s: a thread waits on for a client that has left, and nobody is ever told that \
             there was no connection",
            show(timeout),
            show(deadline)
        )],
        advice: match shortened {
            true => format!("connection-timeout-ms = {shorter:.0}, half of the deadline"),
            false => "a longer deadline".to_owned(),
        },
        experiment,
    });
}
