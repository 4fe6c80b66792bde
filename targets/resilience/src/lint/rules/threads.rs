//! The balance of threads: Little's law over everything a request waits for while it holds a thread.
//!
//! threads needed = X_p (T_c + S) + (lambda_p - X_p) T_c + locks + CPU, where the pool serves X_p a second for S seconds each and
//! lambda_p ask it; T_c is connectionTimeout. The stability edge T_c* is where that equals maxThreads.

use super::context::{Context, beside, over};
use super::remedy::{at_the_edge, remedy};
use crate::lint::balance::{Balance, Load};
use crate::lint::finding::{Expect, Finding, Key, Measure, Severity, show, time};
use crate::lint::phase::Phase;

/// A predicted instant is confirmed within a factor of this.
const FACTOR: f64 = 2.0;

/// What follows once the threads do not suffice; seconds from the start of the phase.
#[derive(Debug)]
pub(super) struct Course {
    /// All threads busy.
    full: f64,
    /// Attempts a second that then come through.
    through: f64,
    /// Connections and accept queue full; nobody gets a good answer any more. None if never.
    pub connector: Option<f64>,
    collapse: Option<f64>,
}

pub(super) fn course(load: &Load, attempts: f64) -> Course {
    let timeout = load.connection_timeout;
    // Retries come only once the first attempts have failed.
    let early = if load.edge(load.rate) < timeout {
        load.rate
    } else {
        attempts
    };
    let over_pool = early - load.pool_rate();
    let full = if over_pool > 0.0 {
        early * load.edge(early) / over_pool
    } else {
        load.threads / early
    };
    let (through, wait) = load.throughput(attempts);
    let grows = early.max(through) - through;
    let grows = if grows > 0.0 {
        grows
    } else {
        attempts - through
    };
    let room = load.connections - load.threads + load.backlog;
    let after = |waiting: f64| (grows > 0.0).then(|| full + waiting / grows);
    // Who arrives behind this many gets its answer when the client has left.
    let patience = load.deadline - wait.min(load.deadline) - load.service - load.cpu;
    let patient = through * patience.max(0.0);
    Course {
        full,
        through,
        connector: after(room),
        collapse: (patient <= room)
            .then(|| after(patient))
            .flatten()
            .map(|at| at + load.deadline),
    }
}

/// `thread-balance`, `connector-full`, `leak-threshold`
pub(super) fn balance(context: &Context<'_>, found: &mut Vec<Finding>) {
    for (phase, load) in &context.phases {
        let attempts = load.attempts();
        let balance = load.balance(attempts, load.connection_timeout);
        let mut course = course(load, attempts);
        if balance.total() <= load.threads || course.full >= phase.seconds() {
            continue;
        }
        let tired = !phase.faults.is_empty() && context.short_anyway();
        if phase.ramps || tired {
            // The rate is reached only at the end; or the queue is there before the fault is.
            course.connector = None;
            course.collapse = None;
        }
        found.push(thread_balance(context, phase, load, &balance, &course));
        found.extend(connector_full(context, phase, load, &course));
        found.extend(leak_threshold(context, phase, &course));
    }
}

fn thread_balance(
    context: &Context<'_>,
    phase: &Phase,
    load: &Load,
    balance: &Balance,
    course: &Course,
) -> Finding {
    let pool_bound = balance.attempts >= load.pool_rate();
    let edge = load.edge(balance.attempts);
    let collapse = course.collapse.filter(|&at| at < phase.seconds());
    let (measure, as_is) = match collapse {
        Some(at) => (Measure::Collapse, around(at)),
        None => (Measure::ThreadsFull, Expect::Happens),
    };
    let mut trials = vec![context.as_is(as_is)];
    if pool_bound && collapse.is_some() {
        trials.extend(at_the_edge(context, load, edge));
    }
    let (advice, trial) = remedy(context, load, balance);
    trials.extend(trial);
    let millis = |seconds: f64| show(seconds * 1e3);
    let when = if phase.faults.is_empty() {
        "without a fault"
    } else {
        "under the fault"
    };
    let threads = show(load.threads);
    let title = match pool_bound {
        true => format!(
            "{when} a connectionTimeout of {} ms needs {} threads, and there are {threads}: it is above T_c* = {} s",
            millis(load.connection_timeout),
            show(balance.total()),
            show(edge),
        ),
        false => format!(
            "{when} {} threads are needed, and there are {threads}",
            show(balance.total())
        ),
    };
    let mut formula = sum(load, balance, pool_bound);
    if pool_bound {
        formula.push(format!(
            "stability edge T_c*: with {} s the sum is {threads}",
            show(edge)
        ));
    }
    let after = match phase.ramps {
        true => "once the rate is reached".to_owned(),
        false => format!("after {} s", show(course.full)),
    };
    formula.push(format!(
        "all threads busy {after}; then {}/s come through of {}/s",
        show(course.through),
        show(balance.attempts),
    ));
    formula.extend(collapse.map(|at| {
        format!(
            "no good answers after about {} s: by then the queue is as old as the deadline of {} s",
            show(at),
            show(load.deadline)
        )
    }));
    let key = match pool_bound {
        true => Key::of("pool", "connection-timeout-ms"),
        false => Key::of("tomcat", "max-threads"),
    };
    Finding {
        rule: "thread-balance",
        severity: Severity::Error,
        key,
        beside: beside(phase),
        title,
        formula,
        advice,
        experiment: Ok(over(phase, measure, trials)),
    }
}

/// The formula with its numbers.
fn sum(load: &Load, balance: &Balance, pool_bound: bool) -> Vec<String> {
    let (rate, served, service) = (balance.pool_attempts, load.pool_rate(), load.service);
    let timeout = load.connection_timeout;
    let pool = match pool_bound {
        true => format!(
            "X_p (T_c + S) + (lambda_p - X_p) T_c = {}/s ({} + {}) + ({}/s - {}/s) {}",
            show(served),
            time(timeout),
            time(service),
            show(rate),
            show(served),
            time(timeout),
        ),
        false => format!(
            "lambda_p (wait + S) = {}/s ({} + {})",
            show(rate),
            time(balance.pool_wait / rate),
            time(service)
        ),
    };
    vec![
        format!(
            "threads at the pool = {pool} = {}",
            show(balance.pool_wait + balance.query)
        ),
        format!(
            "+ {} on the way to the lock and back + {} waiting for it + {} of CPU = {} > maxThreads {}",
            show(balance.lock_trips),
            show(balance.lock_wait),
            show(balance.cpu),
            show(balance.total()),
            show(load.threads),
        ),
    ]
}

fn around(at: f64) -> Expect {
    // Instants are read off windows of a second.
    Expect::Between((at / FACTOR - 1.0).max(0.0), at * FACTOR + 1.0)
}

fn connector_full(
    context: &Context<'_>,
    phase: &Phase,
    load: &Load,
    course: &Course,
) -> Option<Finding> {
    let at = course.connector.filter(|&at| at < phase.seconds())?;
    Some(Finding {
        rule: "connector-full",
        severity: Severity::Note,
        key: Key::of("tomcat", "max-connections"),
        beside: beside(phase),
        title: format!(
            "after about {} s connections and accept queue are full, and clients hear nothing",
            show(at)
        ),
        formula: vec![format!(
            "{} s to busy threads + ({} - {} connections + {} in the accept queue) / (arrivals - {}/s) = {} s",
            show(course.full),
            show(load.connections),
            show(load.threads),
            show(load.backlog),
            show(course.through),
            show(at),
        )],
        advice: "a dropped SYN is silence: clients knock again after 1, 2, 4 s. Watch the number of connections: it is the last gauge \
                 that moves before"
            .to_owned(),
        experiment: Ok(over(
            phase,
            Measure::ConnectorFull,
            vec![context.as_is(around(at))],
        )),
    })
}

fn leak_threshold(context: &Context<'_>, phase: &Phase, course: &Course) -> Option<Finding> {
    let (pool, _) = context.scenario.pool.hikari();
    let threshold = pool.leak_detection_threshold as f64 / 1e3;
    let at = course
        .collapse
        .filter(|&at| at < phase.seconds() && at < threshold)?;
    // The wait is measured to the second in which it was over.
    let before = Expect::AtMost(threshold);
    Some(Finding {
        rule: "leak-threshold",
        severity: Severity::Warning,
        key: Key::of("pool", "leak-detection-threshold-ms"),
        beside: beside(phase),
        title: format!(
            "leak detection speaks after {} s, the collapse comes after about {} s",
            show(threshold),
            show(at)
        ),
        formula: vec![format!(
            "leakDetectionThreshold {} s > time to collapse {} s; it only logs, nothing is given back",
            show(threshold),
            show(at)
        )],
        advice: format!(
            "a threshold between the longest query and {} s says something in time; HikariCP's floor is 2 s",
            show(at / 2.0)
        ),
        experiment: Ok(over(phase, Measure::Collapse, vec![context.as_is(before)])),
    })
}
