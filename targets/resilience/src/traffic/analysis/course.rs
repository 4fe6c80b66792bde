//! The course of a run: what ran out when, in order of time. It is how a collapse is explained.
//!
//! It is read off the gauges, which are kept once a window; what is over within one is not seen. A full pool counts once it has been full for
//! `LASTING` readings: single full readings are everyday chance (Erlang's C).

use super::figures::{Figures, Second};
use crate::scenario::{Scenario, nanos};

/// Readings in a row.
const LASTING: usize = 5;
const LONG_QUEUE: u64 = 200;
const SECOND: u64 = 1_000_000_000;

/// Something that happened in a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Milestone {
    /// Nanoseconds from the run's start.
    pub at: u64,
    /// What happened, in words.
    pub what: String,
}

/// What happened since the first fault or the ramp began, earliest first. What happens at one time is in the order of a request's way
/// back, from the pool to the client.
pub fn course(scenario: &Scenario, figures: &Figures) -> Vec<Milestone> {
    let mut found = trouble(scenario);
    let mut add = |at: Option<u64>, what: String| {
        found.extend(at.map(|at| Milestone { at, what }));
    };
    let begins = figures.begins;
    let judgement = &figures.judgement;
    let since = |after: Option<u64>| after.map(|after| begins + after);
    let size = figures.pool_size;
    add(
        lasting(figures, |second| second.gauges.pool >= size),
        format!(
            "the pool is used up: all {size} connections in use, and so for {LASTING} readings"
        ),
    );
    add(
        first(figures, |second| {
            second.gauges.lock_waiters > second.gauges.pool
        }),
        "more requests wait for a lock than there are on connections".to_owned(),
    );
    add(
        since(judgement.threads_full),
        format!("the threads are used up: all {} busy", figures.threads),
    );
    add(
        since(judgement.queue_long),
        format!("the executor's queue is longer than {LONG_QUEUE}"),
    );
    add(since(judgement.detected), "a breaker trips".to_owned());
    add(
        judgement.leaks.first,
        "the first connection is leaked".to_owned(),
    );
    add(
        judgement.leaks.first_logged,
        "leak detection logs the first leak, and returns nothing".to_owned(),
    );
    add(
        since(judgement.connector_full),
        "the accept queue is full: the first SYN is dropped, that client hears nothing".to_owned(),
    );
    add(
        last_good(figures),
        "the last good answer before a second without any".to_owned(),
    );
    add(
        since(judgement.collapse),
        "users come and nobody gets a good answer for a second: collapse".to_owned(),
    );
    let healed = scenario.faults.iter().filter_map(|fault| fault.until_ms);
    add(
        judgement
            .recovered
            .and_then(|after| Some(nanos(healed.max()?) + after)),
        "good answers are back, for ten seconds at least".to_owned(),
    );
    found.retain(|milestone| milestone.at <= nanos(scenario.duration_ms));
    found.sort_by_key(|milestone| milestone.at);
    found
}

/// What the scenario itself does: ramp and faults.
fn trouble(scenario: &Scenario) -> Vec<Milestone> {
    let mut list = Vec::new();
    let clients = &scenario.clients;
    if let Some(peak) = clients.peak_per_s {
        let (from, to) = (clients.ramp_start_ms, clients.ramp_end_ms);
        let what = format!("users begin to rise from {} a second", clients.rate_per_s);
        list.push(Milestone {
            at: nanos(from),
            what,
        });
        let what = format!("users are at their peak of {peak} a second");
        list.push(Milestone {
            at: nanos(to),
            what,
        });
    }
    for fault in &scenario.faults {
        let mut parts = Vec::new();
        if fault.hold_ms.get() > 0 {
            parts.push(format!("a connection is held {} ms longer", fault.hold_ms));
        }
        if fault.lock_ms.get() > 0 {
            parts.push(format!(
                "the way to the lock takes {} ms more",
                fault.lock_ms
            ));
        }
        if fault.cpu_times.get() > 1 {
            parts.push(format!("CPU time is {} times as long", fault.cpu_times));
        }
        if fault.leak_permille.get() > 0 {
            let share = fault.leak_permille;
            parts.push(format!(
                "of 1000 borrowed connections {share} are never returned"
            ));
        }
        if let Some(every) = fault.leak_every_ms {
            parts.push(format!(
                "a connection is never returned, and then another each {every} ms"
            ));
        }
        if fault.pause {
            parts.push("the server stands still".to_owned());
        }
        let what = format!("a fault begins: {}", parts.join(", "));
        let what = what.trim_end_matches(": ").to_owned();
        list.push(Milestone {
            at: nanos(fault.at_ms),
            what,
        });
        if let Some(until) = fault.until_ms {
            let what = "the fault has healed".to_owned();
            list.push(Milestone {
                at: nanos(until),
                what,
            });
        }
    }
    list
}

fn start(figures: &Figures) -> usize {
    (figures.begins / figures.window) as usize
}

fn first(figures: &Figures, holds: impl Fn(&Second) -> bool) -> Option<u64> {
    let found = figures.seconds.iter().enumerate().skip(start(figures) + 1);
    let (at, _) = { found }.find(|(_, second)| holds(second))?;
    Some(at as u64 * figures.window)
}

/// When `holds` began to do so for [`LASTING`] readings.
fn lasting(figures: &Figures, holds: impl Fn(&Second) -> bool) -> Option<u64> {
    let from = start(figures) + 1;
    let seconds = figures.seconds.get(from..)?;
    let at = seconds
        .windows(LASTING)
        .position(|some| some.iter().all(&holds))?;
    Some((from + at) as u64 * figures.window)
}

/// The end of the last window with a good answer before the collapse.
fn last_good(figures: &Figures) -> Option<u64> {
    let collapse = (figures.begins + figures.judgement.collapse?) / figures.window;
    let before = figures.seconds.get(..collapse as usize)?;
    let at = before.iter().rposition(|second| second.ok > 0)?;
    Some((at as u64 + 1) * figures.window)
}

/// Seconds with a tenth, of nanoseconds.
pub fn seconds(nanos: u64) -> String {
    format!("{}.{} s", nanos / SECOND, nanos % SECOND / (SECOND / 10))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::traffic::Traffic;

    #[test]
    fn a_collapse_is_told_in_order() {
        let text = "title = \"small\"\nduration-ms = 40000\n[clients]\ndeadline-ms = 3000\n\
                    [tomcat]\nmax-connections = 50\nmax-threads = 20\n[pool]\nconnection-timeout-ms = 2000\n\
                    [[fault]]\nat-ms = 10000\nhold-ms = 5000\n";
        let scenario = Scenario::parse("small", text).unwrap();
        let mut traffic = Traffic::new(&scenario, &scenario.policy("none").unwrap(), 1);
        traffic.run_until(nanos(scenario.duration_ms));
        let course = course(&scenario, &Figures::of(&scenario, &traffic));
        let whats: Vec<&str> = course.iter().map(|one| one.what.as_str()).collect();
        let place = |word: &str| whats.iter().position(|what| what.contains(word)).unwrap();
        assert!(
            place("pool is used up") <= place("threads are used up"),
            "{whats:?}"
        );
        assert!(place("last good answer") < place("collapse"), "{whats:?}");
        assert!(
            course
                .iter()
                .all(|one| one.at >= nanos(scenario.faults[0].at_ms))
        );
        assert!(course.is_sorted_by_key(|one| one.at));
        assert_eq!(seconds(8_449_000_000), "8.4 s");
    }
}
