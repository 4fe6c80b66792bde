//! Queues and patience: what is served for clients that have left, and what retries make of it.

use super::context::{Context, beside, over, whole};
use super::trigger::{Trigger, trigger};
use crate::lint::balance::Load;
use crate::lint::finding::{Expect, Experiment, Finding, Key, Measure, Severity, Trial, show};
use crate::lint::phase::Phase;
use crate::scenario::Scenario;

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
    let shorter = rate * load.deadline * SHORTER - load.backlog;
    let shorter = (shorter / 10.0).floor() * 10.0;
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

/// Seconds a client waits before it asks again, at least.
fn backoff(context: &Context<'_>) -> f64 {
    context.scenario.clients.backoff_ms.get() as f64 / 1e3
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
    let retries = load.retries as f64;
    let waits = load.connection_timeout.min(load.deadline);
    let all_asked = retries * (waits + 1.5 * backoff(context));
    let experiment = match context.faulty().next() {
        Some((phase, _)) if phase.seconds() < all_asked * 2.0 => {
            Err("the fault is over before everybody has asked so often")
        }
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
        None => Err("the file has no fault in which the pool would be short"),
        Some(_) if !shortened => {
            Err("no connectionTimeout that HikariCP takes is below this deadline")
        }
        Some((phase, faulty)) => {
            let over = faulty.rate / (faulty.rate - faulty.pool_rate());
            if phase.seconds() < deadline * over * 2.0 {
                Err("the fault is over before many have waited so long")
            } else {
                Ok(told(context, phase, shorter))
            }
        }
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

/// Who is told that there was no connection, where threads are not short and nobody asks twice.
fn told(context: &Context<'_>, phase: &Phase, shorter: f64) -> Experiment {
    let relieve = |scenario: &mut Scenario| {
        if let (Some(many), Some(none)) = (whole(1e6), whole(0.0)) {
            scenario.tomcat.max_threads = many;
            scenario.tomcat.max_connections = many;
            scenario.clients.retries = none;
            scenario.clients.core_percent = whole(0.0).unwrap_or(scenario.clients.core_percent);
        }
    };
    let trials = vec![
        context.with(
            "threads without limit, no locks, no retries".to_owned(),
            relieve,
            Expect::AtMost(0.0),
        ),
        context.with(
            format!("and connection-timeout-ms = {shorter:.0}"),
            |scenario| {
                relieve(scenario);
                if let Some(millis) = whole(shorter) {
                    scenario.pool.connection_timeout_ms = millis;
                }
            },
            Expect::AtLeast(0.1),
        ),
    ];
    over(phase, Measure::NoConnection, trials)
}
