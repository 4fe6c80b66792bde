//! The traffic's traces, replayed through the protocol models; and traces that were tampered with, which are refused.

use tearpoint_resilience::refinement::{Refused, Replay};
use tearpoint_resilience::scenario::{Policy, Scenario, nanos};
use tearpoint_resilience::traffic::Traffic;
use tearpoint_resilience::traffic::trace::{Step, Traced};

fn scenario(name: &str) -> Scenario {
    let file = format!(
        "{}/../../corpus/resilience/{name}.toml",
        env!("CARGO_MANIFEST_DIR")
    );
    Scenario::parse(name, &std::fs::read_to_string(file).unwrap()).unwrap()
}

/// The server stands still over a lease, connections leak, another node takes locks too.
fn mishaps() -> Scenario {
    let text = "title = \"mishaps\"\nduration-ms = 40000\n\
                [clients]\nrate-per-s = 60\ncore-percent = 50\ndeadline-ms = 4000\n\
                [tomcat]\nmax-connections = 60\naccept-count = 20\nmax-threads = 30\n\
                [lock]\nkeys = 20\nlease-ms = 3000\nelsewhere-per-s = 20\n\
                [pool]\nsize = 8\nconnection-timeout-ms = 500\n\
                [[fault]]\nat-ms = 5000\nhold-ms = 90\n\
                [[fault]]\nat-ms = 10000\nuntil-ms = 15000\npause = true\n\
                [[fault]]\nat-ms = 20000\nleak-every-ms = 2000\n";
    Scenario::parse("mishaps", text).unwrap()
}

fn policy(scenario: &Scenario, name: &str) -> Policy {
    scenario.policy(name).unwrap()
}

fn trace(scenario: &Scenario, policy: &Policy, seed: u64, until: u64) -> Vec<Traced> {
    let mut traffic = Traffic::new(scenario, policy, seed);
    traffic.record();
    traffic.run_until(until);
    traffic.take_trace()
}

fn whole(scenario: &Scenario, policy: &Policy, seed: u64) -> Vec<Traced> {
    trace(scenario, policy, seed, nanos(scenario.duration_ms))
}

/// The word for an event's kind.
fn kind(traced: &Traced) -> String {
    let text = format!("{:?}", traced.step);
    text.split(' ').next().unwrap_or_default().to_owned()
}

/// Replays a trace that must be a behaviour of the protocols and have these kinds of events.
fn accepts(scenario: &Scenario, policy: &Policy, trace: &[Traced], kinds: &[&str]) {
    let mut replay = Replay::new(scenario, policy);
    if let Err(refused) = replay.replay(trace) {
        panic!("{}: {refused}", policy.name);
    }
    assert_eq!(replay.events(), trace.len());
    for wanted in kinds {
        let there = trace.iter().any(|traced| kind(traced) == *wanted);
        assert!(there, "{}: the trace has no {wanted}", policy.name);
    }
}

#[test]
fn the_avalanche_is_a_behaviour_of_the_protocols() {
    let scenario = scenario("avalanche");
    let overload = [
        "SynQueued",
        "SynDropped",
        "Queued",
        "PoolTimedOut",
        "LockTimedOut",
        "LockRefused",
        "Unlocked",
    ];
    let flaps = ["Queued", "PoolTimedOut", "LockTimedOut", "Borrowed"];
    let calm = ["ThreadTaken", "PoolWaits", "LockWaits", "Returned"];
    for (name, kinds) in [
        ("none", &overload[..]),
        ("article, literal", &flaps),
        ("aimd at the door", &calm),
        ("pool gate", &calm),
    ] {
        let policy = policy(&scenario, name);
        let trace = whole(&scenario, &policy, 1);
        assert!(trace.len() > 50_000, "{name}: {} events", trace.len());
        accepts(&scenario, &policy, &trace, kinds);
    }
}

#[test]
fn retries_that_never_end_are_a_behaviour_of_the_protocols() {
    let scenario = scenario("metastable");
    for (name, seed) in [
        ("none", 1),
        ("800 connections", 2),
        ("deadline propagation", 3),
    ] {
        let policy = policy(&scenario, name);
        let trace = trace(&scenario, &policy, seed, 120_000_000_000);
        assert!(trace.len() > 50_000, "{name}: {} events", trace.len());
        accepts(&scenario, &policy, &trace, &["Queued", "PoolTimedOut"]);
    }
}

#[test]
fn lost_locks_and_leaks_are_a_behaviour_of_the_protocols() {
    let scenario = mishaps();
    let kinds = ["UnlockLost", "TakenElsewhere", "Leaked", "SynQueued"];
    for seed in 0..4 {
        let policy = policy(&scenario, "none");
        accepts(&scenario, &policy, &whole(&scenario, &policy, seed), &kinds);
    }
}

/// A trace with all kinds of events but those of [`mishaps`], and its scenario.
fn crowded() -> (Scenario, Policy, Vec<Traced>) {
    let mut scenario = scenario("avalanche");
    scenario.tomcat.max_connections = 120.try_into().unwrap();
    scenario.tomcat.max_threads = 60.try_into().unwrap();
    let policy = policy(&scenario, "none");
    let trace = trace(&scenario, &policy, 7, 75_000_000_000);
    accepts(&scenario, &policy, &trace, &["SynDropped", "LockRefused"]);
    (scenario, policy, trace)
}

fn refused(scenario: &Scenario, policy: &Policy, trace: &[Traced]) -> Refused {
    let replayed = Replay::new(scenario, policy).replay(trace);
    replayed.expect_err("a trace that was tampered with")
}

/// Tampers with the last event that `tamper` changes; it must be refused there, with this reason.
fn refuses(tamper: impl Fn(&[Traced], usize) -> Option<Step>, reason: &str) {
    let (scenario, policy, mut trace) = crowded();
    let found = (0..trace.len())
        .rev()
        .find_map(|at| Some((at, tamper(&trace, at)?)));
    let (at, step) = found.unwrap();
    trace[at].step = step;
    let refused = refused(&scenario, &policy, &trace);
    assert_eq!(refused.event, at, "{refused}");
    let text = refused.to_string();
    assert!(
        text.contains(reason) && text.starts_with(&format!("event {at} at ")),
        "{text}"
    );
}

#[test]
fn a_connection_for_the_wrong_waiter_is_refused() {
    let later = |trace: &[Traced], at: usize| {
        // Who waited before this hand-over and is served after it.
        let waited = |who: u64| {
            let before = trace[..at].iter().rev().take(500);
            before
                .clone()
                .any(|t| t.who == who && t.step == Step::PoolWaits)
        };
        trace[at + 1..].iter().take(200).find_map(|t| match t.step {
            Step::Returned { to: Some(to) } if waited(to) => Some(to),
            _ => None,
        })
    };
    refuses(
        |trace, at| match trace[at].step {
            Step::Returned { to: Some(_) } => {
                let to = Some(later(trace, at)?);
                Some(Step::Returned { to })
            }
            _ => None,
        },
        "the bag hands over to request",
    );
    refuses(
        |trace, at| match trace[at].step {
            Step::Returned { to: Some(_) } => Some(Step::Returned { to: None }),
            _ => None,
        },
        "the bag hands over to request",
    );
}

#[test]
fn steps_that_no_protocol_takes_are_refused() {
    let swap =
        |from: fn(Step) -> Option<Step>| move |trace: &[Traced], at: usize| from(trace[at].step);
    refuses(
        swap(|step| match step {
            Step::LockWaits { key } => Some(Step::LockTaken { key, token: 1 }),
            _ => None,
        }),
        "the script answers No",
    );
    refuses(
        swap(|step| match step {
            Step::LockTaken { key, .. } => Some(Step::LockWaits { key }),
            _ => None,
        }),
        "the script answers Yes",
    );
    refuses(
        swap(|step| match step {
            Step::LockTaken { key, token } => Some(Step::LockTaken {
                key,
                token: token + 1,
            }),
            _ => None,
        }),
        "the script answers Yes",
    );
    refuses(
        swap(|step| match step {
            Step::Unlocked {
                key,
                token,
                woken: Some(_),
            } => Some(Step::Unlocked {
                key,
                token,
                woken: None,
            }),
            _ => None,
        }),
        "the message wakes Some",
    );
    refuses(
        swap(|step| (step == Step::PoolWaits).then_some(Step::Borrowed)),
        "no entry of the bag is free",
    );
    refuses(
        swap(|step| (step == Step::Borrowed).then_some(Step::PoolWaits)),
        "of the bag is free",
    );
    refuses(
        swap(|step| (step == Step::SynDropped).then_some(Step::SynQueued)),
        "the accept queue is full",
    );
    refuses(
        swap(|step| (step == Step::SynQueued).then_some(Step::SynDropped)),
        "has room",
    );
    refuses(
        swap(|step| (step == Step::SynQueued).then_some(Step::Accepted)),
        "maxConnections is reached",
    );
    refuses(
        swap(|step| (step == Step::Queued).then_some(Step::ThreadTaken)),
        "the executor says Queued",
    );
    refuses(
        swap(|step| (step == Step::ThreadTaken).then_some(Step::Queued)),
        "the executor says",
    );
    refuses(
        swap(|step| match step {
            Step::ThreadDone { next: Some(_) } => Some(Step::ThreadDone { next: None }),
            _ => None,
        }),
        "the queue gives Some",
    );
}

/// Whether an event leaves all states as they are.
fn changes_nothing(step: Step) -> bool {
    matches!(step, Step::SynDropped | Step::LockRefused { .. })
}

/// Of each kind some events are left out, others come twice: all of that is noticed: by the next event, or by the next
/// about the same lock.
#[test]
fn an_event_left_out_or_doubled_is_noticed() {
    let (scenario, policy, trace) = crowded();
    let mut replay = Replay::new(&scenario, &policy);
    let mut tried: Vec<(String, usize)> = Vec::new();
    for (at, traced) in trace.iter().enumerate() {
        let key = traced.step.key();
        let again = |later: &Traced| later.step.key() == key;
        let mut try_it = traced.at > 59_000_000_000
            && !changes_nothing(traced.step)
            && (key.is_none() || trace[at + 1..].iter().any(again));
        if try_it {
            let kind = kind(traced);
            match tried.iter_mut().find(|(known, _)| *known == kind) {
                Some((_, n)) => {
                    *n += 1;
                    try_it = *n <= 8;
                }
                None => tried.push((kind, 1)),
            }
        }
        if try_it {
            let without = replay.clone().replay(&trace[at + 1..]);
            let refused = without.expect_err("an event was left out");
            let soon = refused.event < at + 2 || refused.step.key() == key;
            assert!(soon, "{traced:?} was left out: {refused}");
        }
        let one = std::slice::from_ref(traced);
        replay
            .replay(one)
            .unwrap_or_else(|refused| panic!("{refused}"));
        if try_it {
            let twice = replay.clone().replay(one);
            assert_eq!(twice.expect_err("an event came twice").event, at + 1);
        }
    }
    assert_eq!(tried.len(), 14, "{tried:?}");
}
