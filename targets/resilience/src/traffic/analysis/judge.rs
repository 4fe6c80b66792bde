//! What went wrong in a run of traffic.
//!
//! Conservation and Little's law must hold in every run: if not, tearpoint itself is wrong, and says so. What is said of the scenario:
//! - `collapse`: users came and nobody got a good answer for a second;
//! - `metastable`: the fault has healed, goodput has not come back in time;
//! - `flapping`: a breaker trips more often than is allowed;
//! - `core starved`: fewer core users were served during the faults than is asked for;
//! - `pool leak`: connections that nobody will return, and the pool is used up at the end;
//! - `lost lock`: two holders were in one critical section, or a write came after a later holder's. Where tokens are checked
//!   (`fencing`) two holders do no harm: their writes come in the order of their tokens or are refused.
//!
//! A finding's signature is its class and the kinds of the policy's defences: policies that differ only in numbers share it.

use tearpoint_harness::contract::{Cause, Class, Crash, Frame, Role};

use crate::scenario::{Policy, Scenario, nanos};
use crate::traffic::{Gauges, Leaks, Outcome, Stats, Traffic};

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
    /// Millionths of the core users answered while faults lasted that got a good answer; none if there were none.
    pub core_served: Option<u64>,
    pub leaks: Leaks,
    /// Connections in use at the end, and requests that wait for one.
    pub pool_use: (u64, u64),
    pub locks: LostLocks,
}

/// Locks that expired before their holder had unlocked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LostLocks {
    pub lost: u64,
    /// Another took the lock while its holder was still in the critical section.
    pub overlaps: u64,
    /// Writes that came after a later holder's and were taken, and such that were refused for their token.
    pub stale: u64,
    pub fenced: u64,
    /// Tokens were checked.
    pub fencing: bool,
}

/// The books of a run that has ended: what does not balance.
pub fn unbalanced(traffic: &Traffic) -> Vec<String> {
    let now = traffic.now();
    let mut wrong = Vec::new();
    let stations = [
        ("accept queue", &traffic.stations.backlog),
        ("server", &traffic.stations.server),
        ("executor queue", &traffic.stations.queue),
        ("lock", &traffic.stations.lock),
        ("pool", &traffic.stations.pool),
        ("query", &traffic.stations.query),
    ];
    for (name, station) in stations {
        if !station.balanced(now) {
            wrong.push(format!("Little's law does not hold at the {name}"));
        }
    }
    for (what, one, other) in traffic.counted_twice() {
        if one != other {
            wrong.push(format!("{what}: {one} by one count, {other} by another"));
        }
    }
    let answered: u64 = traffic
        .stats
        .windows()
        .iter()
        .map(|window| window.total())
        .sum();
    let users = traffic.stats.users;
    let (under_way, digest) = traffic.under_way();
    if users != answered + under_way {
        wrong.push(format!(
            "{users} users came, {answered} have an outcome and {under_way} are under way"
        ));
    } else if traffic.stats.came != traffic.stats.answered.wrapping_add(digest) {
        wrong.push("a user has two outcomes, another none".to_owned());
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
        .filter(|(at, _)| !paused(scenario, *at as u64 * window, window))
        .find(|(_, counts)| counts.arrived > 0 && counts.total() > 0 && counts.of(Outcome::Ok) == 0)
        .map(|(at, _)| since(at));
    let gauge = |test: &dyn Fn(&Gauges) -> bool| {
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
        core_served: core_served(scenario, stats, healed_at.unwrap_or(end).min(end)),
        leaks: stats.leaks,
        pool_use: traffic.pool_use(),
        locks: LostLocks {
            lost: stats.locks_lost,
            overlaps: stats.lock_overlaps,
            stale: stats.writes_stale,
            fenced: stats.writes_fenced,
            fencing: traffic.fencing(),
        },
    }
}

/// A server that stands still serves nobody: that alone, and the window in which it wakes, is no collapse.
fn paused(scenario: &Scenario, from: u64, window: u64) -> bool {
    scenario.faults.iter().any(|fault| {
        let end = fault.until_ms.map_or(u64::MAX, nanos);
        fault.pause && from <= end && from + window > nanos(fault.at_ms)
    })
}

fn core_served(scenario: &Scenario, stats: &Stats, until: u64) -> Option<u64> {
    if scenario.faults.is_empty() {
        return None;
    }
    let counts = stats.counts(scenario.begins(), until);
    let total = counts.total_core();
    (total > 0).then(|| counts.core(Outcome::Ok) * 1_000_000 / total)
}

/// How long after `healed` goodput was back.
fn recovery(stats: &Stats, healed: u64, end: u64) -> Option<u64> {
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

/// The findings that a judgement makes: what may be the cause of others comes first, as a run is known by its first finding.
pub fn findings(scenario: &Scenario, judgement: &Judgement, policy: &Policy) -> Vec<Crash> {
    let mut findings = Vec::new();
    let mut add = |class: &'static str, message: String, cause: String| {
        let policy = format!("policy: {}", policy.kinds());
        findings.push(Crash {
            message,
            frames: vec![Frame::new(policy, Role::System)],
            causes: vec![Cause::seen(cause)],
            ..Crash::of(Class::own(class))
        });
    };
    if let Some(cause) = lost_lock(scenario, &judgement.locks) {
        add(
            "lost lock",
            "a holder went on after its lock had expired".to_owned(),
            cause,
        );
    }
    if let Some(cause) = leak(scenario, judgement) {
        add(
            "pool leak",
            "connections were not returned until the pool was used up".to_owned(),
            cause,
        );
    }
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
    if let (Some(least), Some(served)) =
        (scenario.oracles.core_served_percent, judgement.core_served)
        && served < least.get() * 10_000
    {
        let cause = format!(
            "{} of the core users answered during the faults got a good answer; at least {least} % are asked for",
            percent(served)
        );
        add(
            "core starved",
            "too few core users were served".to_owned(),
            cause,
        );
    }
    findings
}

/// Millionths as percent, cut to one digit.
fn percent(millionths: u64) -> String {
    format!("{}.{} %", millionths / 10_000, millionths / 1000 % 10)
}

fn leak(scenario: &Scenario, judgement: &Judgement) -> Option<String> {
    let Leaks {
        leaked,
        detected,
        last,
        ..
    } = judgement.leaks;
    let size = scenario.pool.size.get();
    let (used, waiting) = judgement.pool_use;
    if leaked == 0 || used < size || (leaked < size && waiting == 0) {
        return None;
    }
    let (config, _) = scenario.pool.hikari();
    let detection = match config.leak_detection_threshold {
        0 => "leak detection is off".to_owned(),
        ms => format!("leak detection (after {ms} ms) logged {detected} and returned none"),
    };
    Some(format!(
        "{leaked} of {size} connections were leaked, the last after {} s; {detection}; at the end (total={size}, active={used}, idle=0, \
         waiting={waiting})",
        last.unwrap_or(0) / SECOND
    ))
}

fn lost_lock(scenario: &Scenario, locks: &LostLocks) -> Option<String> {
    if locks.fencing || (locks.overlaps == 0 && locks.stale == 0) {
        return None;
    }
    Some(format!(
        "{} locks expired before their holder unlocked (lease {} ms); {} were taken by another while the holder was at work, {} writes came \
         after a later holder's, and no token was checked",
        locks.lost, scenario.lock.lease_ms, locks.overlaps, locks.stale
    ))
}
