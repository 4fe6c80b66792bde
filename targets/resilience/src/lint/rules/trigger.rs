//! A fault that heals, for experiments that look at the recovery after it.

use super::context::{Context, whole};
use crate::lint::balance::Load;
use crate::lint::finding::show;
use crate::scenario::{Fault, Scenario};

/// Seconds before the fault that is added to a file without one that heals.
const CALM: f64 = 60.0;
/// Seconds that it lasts, or up to so many times as long.
const TRIGGER: f64 = 30.0;
const LONGEST: u64 = 10;
/// Windows in which goodput may be back after the longest recovery allowed.
const AFTERWARDS: f64 = 30.0;
/// A scenario with a fault that heals, what to call that fault, and how many requests it leaves in the queue.
pub(super) struct Trigger {
    pub scenario: Scenario,
    pub name: String,
    pub left: f64,
}

/// The file itself, if it has faults that heal and leave more than the clients' patience; else the file with such a fault in
/// the place of its own. None if no fault of a length that is run fills the queue.
pub(super) fn trigger(context: &Context<'_>, load: &Load, rate: f64) -> Option<Trigger> {
    let scenario = context.scenario;
    let within = scenario.oracles.recover_within_ms.get() as f64 / 1e3;
    let patient = rate * load.deadline;
    let backoff = scenario.clients.backoff_ms.get() as f64 / 1e3;
    let leaves = |faulty: &Load, seconds: f64| {
        let attempts = faulty.attempts();
        // Who failed asks again later: the first attempts fill the queue alone for a while.
        let first = (faulty.connection_timeout.min(faulty.deadline) + 1.5 * backoff).min(seconds);
        let grows = |attempts: f64| attempts - faulty.throughput(attempts).0;
        let waiting = grows(faulty.rate) * first + grows(attempts) * (seconds - first);
        waiting.min(faulty.connections)
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
    let seconds = (1..=LONGEST)
        .map(|times| TRIGGER * times as f64)
        .find(|&seconds| leaves(&stalled, seconds) >= patient * 1.5)?;
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
