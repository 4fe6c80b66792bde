//! What went wrong in a run of traffic.
//!
//! Conservation and Little's law must hold in every run: if not, tearpoint itself is wrong, and says so. Collapse, no recovery
//! and flapping are findings about the scenario.

use tearpoint_harness::contract::Crash;

use super::scenario::{Scenario, nanos};
use super::traffic::{Outcome, Traffic};

const SECOND: u64 = 1_000_000_000;
/// Goodput is back once it reaches this share of the arrivals, over ten seconds.
const RECOVERED_PERCENT: u64 = 90;
const RECOVERY_WINDOW: u64 = 10 * SECOND;

/// What a run came to, in nanoseconds from the start of the first fault where not said otherwise.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Judgement {
    /// The first second in which users came and nobody got a good answer.
    pub collapse: Option<u64>,
    /// Every thread was busy; the queue was longer than 200; the accept queue turned a client away.
    pub threads_full: Option<u64>,
    pub queue_long: Option<u64>,
    pub connector_full: Option<u64>,
    /// The first trip of a breaker.
    pub detected: Option<u64>,
    pub trips: usize,
    /// From the end of the last fault until goodput was back; none if it never was.
    pub recovered: Option<u64>,
    /// All faults ended, early enough for goodput to be back by the end if it is back in time.
    pub healed: bool,
}

/// The books of a run that has ended: what does not balance.
pub fn unbalanced(traffic: &Traffic) -> Vec<String> {
    let now = traffic.now();
    let mut wrong = Vec::new();
    let stations = [
        ("server", &traffic.stations.server),
        ("executor queue", &traffic.stations.queue),
        ("pool", &traffic.stations.pool),
        ("query", &traffic.stations.query),
    ];
    for (name, station) in stations {
        if !station.balanced(now) {
            wrong.push(format!("Little's law does not hold at the {name}"));
        }
    }
    let answered: u64 = traffic
        .stats
        .windows()
        .iter()
        .map(|window| window.total())
        .sum();
    if answered > traffic.stats.users {
        wrong.push("more outcomes than users".to_owned());
    }
    wrong
}

/// Looks at a run that has ended.
pub fn judge(scenario: &Scenario, traffic: &Traffic) -> Judgement {
    let stats = &traffic.stats;
    let start = scenario.begins();
    let window = stats.window;
    let first = (start / window) as usize;
    let since = |at: usize| (at as u64 * window).saturating_sub(start);
    let complete = (traffic.now() / window) as usize;
    let collapse = stats
        .windows()
        .iter()
        .enumerate()
        .take(complete)
        .skip(first)
        .find(|(_, counts)| counts.arrived > 0 && counts.total() > 0 && counts.of(Outcome::Ok) == 0)
        .map(|(at, _)| since(at));
    let gauge = |test: &dyn Fn(&super::traffic::Gauges) -> bool| {
        let found = stats
            .gauges
            .iter()
            .enumerate()
            .skip(first + 1)
            .find(|(_, gauges)| test(gauges));
        found.map(|(at, _)| since(at))
    };
    let threads = scenario.tomcat.max_threads.get();
    let trips = traffic.trips();
    let healed_at = scenario
        .faults
        .iter()
        .filter_map(|fault| fault.until_ms.map(nanos))
        .max()
        .filter(|_| scenario.faults.iter().all(|fault| fault.until_ms.is_some()));
    let end = nanos(scenario.duration_ms);
    Judgement {
        collapse,
        threads_full: gauge(&|gauges| gauges.busy >= threads),
        queue_long: gauge(&|gauges| gauges.queue > 200),
        connector_full: stats.first_syn_drop.and_then(|at| at.checked_sub(start)),
        detected: trips.iter().find(|&&at| at >= start).map(|at| at - start),
        trips: trips.len(),
        recovered: healed_at.and_then(|healed| recovery(stats, healed, end)),
        healed: healed_at.is_some_and(|healed| {
            healed + nanos(scenario.oracles.recover_within_ms) + RECOVERY_WINDOW <= end
        }),
    }
}

/// How long after `healed` goodput was back.
fn recovery(stats: &super::traffic::Stats, healed: u64, end: u64) -> Option<u64> {
    let mut from = healed.next_multiple_of(stats.window);
    while from + RECOVERY_WINDOW <= end {
        let counts = stats.counts(from, from + RECOVERY_WINDOW);
        if counts.of(Outcome::Ok) * 100 >= counts.arrived * RECOVERED_PERCENT {
            return Some(from - healed);
        }
        from += stats.window;
    }
    None
}

/// The findings that a judgement makes.
pub fn findings(scenario: &Scenario, judgement: &Judgement, policy: &str) -> Vec<Crash> {
    let mut findings = Vec::new();
    let mut add = |class: &str, message: String, cause: String| {
        findings.push(Crash {
            class: class.to_owned(),
            message,
            frames: vec![format!("policy {policy}")],
            cause: vec![cause],
            ..Crash::default()
        });
    };
    if judgement.healed
        && judgement
            .recovered
            .is_none_or(|after| after > nanos(scenario.oracles.recover_within_ms))
    {
        let cause = match judgement.recovered {
            Some(after) => format!(
                "goodput was back {} s after the fault had healed",
                after / SECOND
            ),
            None => "goodput was not back by the end".to_owned(),
        };
        add(
            "metastable",
            "the fault has healed, the system has not".to_owned(),
            cause,
        );
    } else if let Some(at) = judgement.collapse {
        let cause = format!(
            "{} s after the trouble began, nobody got a good answer for a second",
            at / SECOND
        );
        add(
            "collapse",
            "users came and nobody got a good answer".to_owned(),
            cause,
        );
    }
    let minutes = (scenario.duration_ms.get() / 60_000).max(1);
    if judgement.trips as u64 > scenario.oracles.max_trips_per_min.get() * minutes {
        let cause = format!("{} trips in {minutes} minutes", judgement.trips);
        add(
            "flapping",
            "a breaker opens and closes all the time".to_owned(),
            cause,
        );
    }
    findings
}
