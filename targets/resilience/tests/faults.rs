//! Leaked connections, a server that stands still, and defences in every combination: what comes out, as data.

use tearpoint_resilience::figures::Figures;
use tearpoint_resilience::judge::{LostLocks, findings, unbalanced};
use tearpoint_resilience::scenario::{Policy, Scenario, nanos};
use tearpoint_resilience::streams::{Stream, Streams, below};
use tearpoint_resilience::traffic::{Leaks, Outcome, Traffic};

fn built_in(name: &str) -> Scenario {
    let file = format!(
        "{}/../../corpus/resilience/{name}.toml",
        env!("CARGO_MANIFEST_DIR")
    );
    Scenario::parse(name, &std::fs::read_to_string(file).unwrap()).unwrap()
}

fn parse(text: &str) -> Scenario {
    Scenario::parse("test", &format!("title = \"a test\"\n{text}")).unwrap()
}

fn run(scenario: &Scenario, policy: &Policy, seed: u64) -> (Traffic, Figures) {
    let mut traffic = Traffic::new(scenario, policy, seed);
    traffic.run_until(nanos(scenario.duration_ms));
    assert_eq!(unbalanced(&traffic), Vec::<String>::new());
    let figures = Figures::of(scenario, &traffic);
    (traffic, figures)
}

fn undefended(scenario: &Scenario, seed: u64) -> (Traffic, Figures) {
    run(scenario, &scenario.policy("none").unwrap(), seed)
}

/// The classes of what was found, in the judge's order.
fn classes(scenario: &Scenario, policy: &str, seed: u64) -> (Vec<String>, Figures) {
    let policy = scenario.policy(policy).unwrap();
    let (_, figures) = run(scenario, &policy, seed);
    let found = findings(scenario, &figures.judgement, &policy);
    (
        found
            .into_iter()
            .map(|crash| crash.class.to_string())
            .collect(),
        figures,
    )
}

/// Policy, seed, findings, leaked and detected connections.
const LEAKS: [(&str, u64, &[&str], u64, u64); 5] = [
    (
        "none",
        0,
        &["pool leak", "metastable", "core starved"],
        10,
        10,
    ),
    (
        "none",
        5,
        &["pool leak", "metastable", "core starved"],
        10,
        10,
    ),
    (
        "cache fallback",
        0,
        &["pool leak", "metastable", "core starved"],
        10,
        10,
    ),
    // The gate keeps what is left of the pool for core requests: these never fill it.
    ("pool gate", 0, &["metastable"], 6, 6),
    ("pool gate", 4, &["metastable"], 5, 5),
];

#[test]
fn leak_detection_logs_every_leak_and_returns_none() {
    let scenario = built_in("pool_leak");
    for (policy, seed, expected, leaked, detected) in LEAKS {
        let (found, figures) = classes(&scenario, policy, seed);
        assert_eq!(found, expected, "{policy}, seed {seed}");
        let leaks = figures.judgement.leaks;
        assert_eq!(
            (leaks.leaked, leaks.detected),
            (leaked, detected),
            "{policy}, seed {seed}"
        );
    }
}

/// Policy, seed, findings, then: locks lost, taken by another meanwhile, stale writes, writes refused.
const PAUSES: [(&str, u64, &[&str], [u64; 4]); 5] = [
    ("none", 0, &["lost lock"], [10, 9, 5, 0]),
    ("none", 2, &["lost lock"], [7, 7, 1, 0]),
    ("none", 3, &["lost lock"], [7, 6, 0, 0]),
    ("fencing tokens", 0, &[], [10, 9, 0, 5]),
    ("fencing tokens", 2, &[], [7, 7, 0, 1]),
];

#[test]
fn who_sleeps_over_the_lease_writes_late_unless_tokens_are_checked() {
    let scenario = built_in("node_pause");
    for (policy, seed, expected, [lost, overlaps, stale, fenced]) in PAUSES {
        let (found, figures) = classes(&scenario, policy, seed);
        assert_eq!(found, expected, "{policy}, seed {seed}");
        let locks = LostLocks {
            lost,
            overlaps,
            stale,
            fenced,
            fencing: policy == "fencing tokens",
        };
        assert_eq!(figures.judgement.locks, locks, "{policy}, seed {seed}");
    }
}

/// Locks that node_pause loses if the pause lasts from `at` to `until` milliseconds, and queries from 50 s on take `hold` longer.
fn lost(hold: u64, at: u64, until: u64) -> u64 {
    let mut scenario = built_in("node_pause");
    let faults = format!(
        "[[fault]]\nat-ms = 50000\nhold-ms = {hold}\n[[fault]]\nat-ms = {at}\nuntil-ms = {until}\npause = true\n"
    );
    scenario.faults = parse(&faults).faults;
    undefended(&scenario, 0).1.judgement.locks.lost
}

#[test]
fn a_short_hold_is_lost_in_a_pause_that_is_longer_than_the_lease() {
    assert_eq!(lost(0, 60_000, 89_000), 0);
    assert!(lost(0, 60_000, 91_000) > 0);
}

/// The watchdog renews each 10 s: 20 to 30 s are left of the lease when the pause begins.
#[test]
fn a_long_hold_is_lost_20_to_30_seconds_after_the_pause_began() {
    // 26 s each, but one begins 1 s after a renewal, the other 9 s after.
    assert_eq!(lost(60_000, 61_000, 87_000), 0);
    assert!(lost(60_000, 69_000, 95_000) > 0);
    assert_eq!(lost(60_000, 69_900, 89_900), 0);
}

#[test]
fn while_it_stands_still_the_server_answers_nobody() {
    let scenario = built_in("node_pause");
    let (traffic, _) = undefended(&scenario, 1);
    let windows = &traffic.stats.windows()[60..100];
    let sum = |outcome: Outcome| windows.iter().map(|window| window.of(outcome)).sum::<u64>();
    for outcome in Outcome::ALL {
        // Clients give up by themselves.
        assert_eq!(
            sum(outcome) > 0,
            outcome == Outcome::Timeout,
            "{}",
            outcome.name()
        );
    }
    let backlog = traffic.stats.gauges[80].backlog;
    assert_eq!(
        backlog, 101,
        "the kernel fills the accept queue, one more than its length"
    );
    assert!(traffic.stats.syn_drops > 0);
}

fn leaky(fault: &str, pool: &str) -> Leaks {
    let scenario = parse(&format!(
        "duration-ms = 60000\n[pool]\nsize = 40\n{pool}\n[[fault]]\nat-ms = 10000\nuntil-ms = 40000\n{fault}\n"
    ));
    undefended(&scenario, 1).0.stats.leaks
}

#[test]
fn connections_leak_at_a_rate_and_are_logged_after_the_threshold() {
    let leaks = leaky("leak-every-ms = 5000", "leak-detection-threshold-ms = 2000");
    // After 5, 10, 15, 20 and 25 s and the wait for the next return each; the sixth would be after the fault.
    assert_eq!((leaks.leaked, leaks.detected), (5, 5));
    assert!((35_000_000_000..36_000_000_000).contains(&leaks.last.unwrap()));
    // HikariCP takes no threshold below 2 s: it logs so, and detects nothing.
    let off = leaky("leak-every-ms = 5000", "leak-detection-threshold-ms = 1999");
    assert_eq!((off.leaked, off.detected), (5, 0));
    // A minute's threshold cannot log within the half minute that is left.
    let late = leaky(
        "leak-every-ms = 5000",
        "leak-detection-threshold-ms = 60000",
    );
    assert_eq!((late.leaked, late.detected), (5, 0));
    // One in a hundred of about 3200.
    let share = leaky("leak-permille = 10", "leak-detection-threshold-ms = 2000");
    assert!((20..45).contains(&share.leaked), "{share:?}");
    assert_eq!(share.leaked, share.detected);
}

#[test]
fn a_slow_query_is_an_apparent_leak_that_comes_back() {
    let leaks = leaky("hold-ms = 3000", "leak-detection-threshold-ms = 2000");
    assert!(leaks.unleaked > 100, "{leaks:?}");
    assert_eq!((leaks.leaked, leaks.detected), (0, 0));
}

#[test]
fn core_requests_are_starved_where_fewer_are_served_than_asked_for() {
    let asked = |percent: u64| {
        parse(&format!(
            "duration-ms = 60000\n[pool]\nconnection-timeout-ms = 2000\n[oracles]\ncore-served-percent = {percent}\n\
             [[fault]]\nat-ms = 10000\nhold-ms = 200\n"
        ))
    };
    let (found, figures) = classes(&asked(90), "none", 1);
    assert!(
        found.iter().any(|class| class == "core starved"),
        "{found:?}"
    );
    let served = figures.judgement.core_served.unwrap() / 10_000;
    assert!((1..90).contains(&served), "{served} %");
    let (found, _) = classes(&asked(served), "none", 1);
    assert!(
        !found.iter().any(|class| class == "core starved"),
        "{found:?}"
    );
}

#[test]
fn books_that_do_not_balance_are_noticed() {
    let scenario = parse("duration-ms = 5000");
    let balanced = |spoil: &dyn Fn(&mut Traffic)| {
        let (mut traffic, _) = undefended(&scenario, 1);
        spoil(&mut traffic);
        unbalanced(&traffic)
    };
    assert!(balanced(&|_| ()).is_empty());
    let lost = balanced(&|traffic| traffic.stats.users += 1);
    assert!(lost[0].contains("users came"), "{lost:?}");
    let twice = balanced(&|traffic| traffic.stats.answered ^= 1);
    assert!(twice[0].contains("two outcomes"), "{twice:?}");
    let late = balanced(&|traffic| traffic.stations.pool.leave(traffic.now(), 0));
    assert!(late[0].contains("Little"), "{late:?}");
}

/// Every kind of defence.
const DEFENCES: [&str; 15] = [
    "{ kind = \"breaker\", trigger = \"and\", queue = 20, window-ms = 500, actions = [\"reject-locks\", \"cache\", \"delay\"] }",
    "{ kind = \"breaker\", trigger = \"or\", dynamic = true, hold-ms = 60000, lock-waiters = 5, actions = [\"cache\"] }",
    "{ kind = \"cache-fallback\" }",
    "{ kind = \"pool-gate\" }",
    "{ kind = \"aimd\", door = \"cache\" }",
    "{ kind = \"gradient2\" }",
    "{ kind = \"vegas\" }",
    "{ kind = \"queue-delay\", limit-ms = 20 }",
    "{ kind = \"deadline\" }",
    "{ kind = \"priority\", at-percent = 80 }",
    "{ kind = \"retry-budget\", percent = 10 }",
    "{ kind = \"connection-timeout\", ms = 250 }",
    "{ kind = \"fencing\" }",
    "{ kind = \"max-connections\", n = 50 }",
    "{ kind = \"lock-retries\", times = 0 }",
];

/// A short run in which everything goes wrong.
const TROUBLE: &str = "duration-ms = 30000\n\
    [clients]\nrate-per-s = 107\ndeadline-ms = 3000\nretries = 2\ncore-percent = 40\n\
    [tomcat]\nmax-connections = 300\naccept-count = 20\nmax-threads = 60\n\
    [lock]\nkeys = 100\nlease-ms = 3000\nelsewhere-per-s = 30\n\
    [pool]\nconnection-timeout-ms = 1000\nleak-detection-threshold-ms = 2000\n\
    [[fault]]\nat-ms = 3000\nhold-ms = 400\nlock-ms = 200\ncpu-times = 2\nuntil-ms = 12000\n\
    [[fault]]\nat-ms = 5000\nuntil-ms = 9000\npause = true\n\
    [[fault]]\nat-ms = 12000\nuntil-ms = 20000\nleak-every-ms = 2000\n";

/// What a run came to, to tell two of them apart.
fn figures(scenario: &Scenario, policy: &Policy) -> Figures {
    run(scenario, policy, 1).1
}

#[test]
fn every_defence_can_be_combined_with_every_other() {
    let policy =
        |n: usize, defences: &str| format!("[[policy]]\nname = \"{n}\"\ndefences = [{defences}]\n");
    let mut text = format!("{TROUBLE}{}", policy(0, ""));
    let mut n = 0;
    for (i, one) in DEFENCES.iter().enumerate() {
        n += 1;
        text += &policy(n, one);
        for other in &DEFENCES[i + 1..] {
            n += 1;
            text += &policy(n, &format!("{one}, {other}"));
        }
    }
    let scenario = parse(&text);
    assert_eq!(scenario.policies.len(), 1 + 15 * 16 / 2);
    let none = figures(&scenario, &scenario.policies[0]);
    for policy in &scenario.policies {
        // Conservation and Little's law are looked at in each.
        let found = figures(&scenario, policy);
        assert_eq!(found.users, none.users, "the same users came");
        if policy.defences.len() == 1 {
            assert_ne!(found, none, "{} does something here", policy.kinds());
        }
    }
}

#[test]
fn a_long_queue_of_requests_nobody_waits_for_is_turned_away_at_once() {
    // One thread sits on a query of 8 s; when it is back, some 100 000 requests have been given up.
    let scenario = parse(
        "duration-ms = 10000\n[clients]\nrate-per-s = 20000\ndeadline-ms = 1000\ncore-percent = 0\n\
         [tomcat]\nmax-connections = 1000000\nmax-threads = 1\n[pool]\nquery-us = 8000000\nquery-distribution = \"constant\"\n\
         [[policy]]\nname = \"deadline\"\ndefences = [{ kind = \"deadline\" }]\n",
    );
    let (traffic, _) = run(&scenario, &scenario.policies[0], 1);
    assert!(traffic.stations.queue.most > 100_000);
    assert!(traffic.stations.queue.left > 100_000);
}

/// A scenario that `seed` makes up: every number that matters small enough to run out.
fn made_up(seed: u64) -> Scenario {
    let mut streams = Streams::new(seed);
    let mut any = |from: u64, to: u64| from + below(streams.next(Stream::Key), to - from + 1);
    let threads = any(1, 40);
    let mut text = format!(
        "duration-ms = 15000\n\
         [clients]\nrate-per-s = {}\ndeadline-ms = {}\nretries = {}\nbackoff-ms = {}\ncore-percent = {}\n\
         [tomcat]\nmax-connections = {}\naccept-count = {}\nmax-threads = {threads}\ncpu-ms = {}\n\
         [lock]\nkeys = {}\nwait-ms = {}\nretries = {}\nround-trip-ms = {}\nlease-ms = {}\nelsewhere-per-s = {}\n\
         [pool]\nsize = {}\nconnection-timeout-ms = {}\nleak-detection-threshold-ms = {}\nquery-us = {}\n",
        any(1, 150),
        any(0, 4000),
        any(0, 3),
        any(0, 500),
        any(0, 100),
        threads + any(0, 100),
        any(1, 30),
        any(0, 5),
        any(1, 50),
        any(0, 2000),
        any(0, 2),
        any(0, 40),
        any(3, 5000),
        any(1, 50),
        any(1, 15),
        any(250, 3000),
        any(0, 4000),
        any(1, 100_000),
    );
    for _ in 0..any(0, 4) {
        let at = any(0, 12_000);
        text += &format!(
            "[[fault]]\nat-ms = {at}\nuntil-ms = {}\n",
            at + any(1, 6000)
        );
        text += &match any(0, 4) {
            0 => format!("leak-permille = {}\n", any(0, 1000)),
            1 => format!("leak-every-ms = {}\n", any(1, 3000)),
            2 => format!("hold-ms = {}\nlock-ms = {}\n", any(0, 3000), any(0, 500)),
            _ => "pause = true\n".to_owned(),
        };
    }
    let defences: Vec<&str> = (0..any(0, 3))
        .map(|_| DEFENCES[any(0, DEFENCES.len() as u64 - 1) as usize])
        .collect();
    text += &format!(
        "[[policy]]\nname = \"made up\"\ndefences = [{}]\n",
        defences.join(", ")
    );
    parse(&text)
}

#[test]
fn whatever_happens_the_books_balance() {
    let mut classes = Vec::new();
    for seed in 0..400 {
        let scenario = made_up(seed);
        let (_, figures) = run(&scenario, &scenario.policies[0], seed);
        let found = findings(&scenario, &figures.judgement, &scenario.policies[0]);
        classes.extend(found.into_iter().map(|crash| crash.class.to_string()));
    }
    for class in ["collapse", "pool leak", "lost lock", "flapping"] {
        assert!(
            classes.iter().any(|found| found == class),
            "none had a {class}"
        );
    }
}
