//! The traffic model beside theory and beside its calibration: `corpus/resilience`, and the facts it was made from.

use tearpoint_targets::resilience::figures::Figures;
use tearpoint_targets::resilience::judge::unbalanced;
use tearpoint_targets::resilience::scenario::{Scenario, nanos};
use tearpoint_targets::resilience::traffic::{Outcome, Traffic};

fn scenario(name: &str) -> Scenario {
    let file = format!(
        "{}/../corpus/resilience/{name}.toml",
        env!("CARGO_MANIFEST_DIR")
    );
    Scenario::parse(name, &std::fs::read_to_string(file).unwrap()).unwrap()
}

fn run(scenario: &Scenario, policy: &str, seed: u64) -> (Traffic, Figures) {
    let policy = scenario.policy(policy).unwrap();
    let mut traffic = Traffic::new(scenario, &policy, seed);
    traffic.run_until(nanos(scenario.duration_ms));
    assert_eq!(unbalanced(&traffic), Vec::<String>::new());
    let figures = Figures::of(scenario, &traffic);
    (traffic, figures)
}

/// A queue with nothing but a pool: clients with patience, no lock, no CPU.
fn queue(servers: u64, rate: u64, query_us: u64, sigma_percent: u64) -> Scenario {
    let text = format!(
        "title = \"a queue\"\nduration-ms = 4000000\n\
         [clients]\nrate-per-s = {rate}\ndeadline-ms = 1000000000\ncore-percent = 0\n\
         [tomcat]\nmax-connections = 1000000\nmax-threads = 1000000\ncpu-ms = 0\n\
         [pool]\nsize = {servers}\nconnection-timeout-ms = 1000000000\n\
         query-us = {query_us}\nquery-sigma-percent = {sigma_percent}\n"
    );
    Scenario::parse("queue", &text).unwrap()
}

/// Mean time waiting for the pool of all that were served, in microseconds.
fn mean_wait(scenario: &Scenario) -> f64 {
    let (traffic, _) = run(scenario, "none", 1);
    let waited = traffic.stations.pool.mean() * traffic.stations.pool.left as f64;
    waited / traffic.stations.query.left as f64 / 1e3
}

#[test]
fn waiting_times_are_those_of_pollaczek_and_khinchine() {
    // M/G/1 with a lognormal service time: W = rho S (1 + c^2) / (2 (1 - rho)), c^2 = exp(sigma^2) - 1.
    let (rate, service) = (100.0, 0.007);
    let rho = rate * service;
    let variation = (0.4f64 * 0.4).exp();
    let theory = rho * service * variation / (2.0 * (1.0 - rho)) * 1e6;
    let found = mean_wait(&queue(1, 100, 7_000, 40));
    assert!(
        (found - theory).abs() < 0.03 * theory,
        "{found} us, not {theory}"
    );
}

#[test]
fn the_avalanche_is_that_of_the_calibration() {
    let scenario = scenario("avalanche");
    let (_, none) = run(&scenario, "none", 1);
    let seconds = |nanos: Option<u64>| nanos.unwrap() as f64 / 1e9;
    let p99 = none.p99_before.unwrap() as f64 / 1e6;
    assert!((84.0..91.0).contains(&p99), "p99 {p99} ms, not about 87");
    let collapse = seconds(none.judgement.collapse);
    assert!(
        (42.0..58.0).contains(&collapse),
        "collapse after {collapse} s"
    );
    let (_, literal) = run(&scenario, "article, literal", 1);
    assert!(literal.judgement.trips > 100, "the literal rule flaps");
    let (_, pool) = run(&scenario, "pool alone, 10 s", 1);
    let detected = seconds(pool.judgement.detected);
    assert!(
        (8.0..8.8).contains(&detected),
        "detected after {detected} s"
    );
}

#[test]
fn a_bounded_queue_recovers_and_a_long_one_does_not() {
    let recovered = |name: &str, policy: &str| {
        let (_, figures) = run(&scenario(name), policy, 1);
        assert!(figures.judgement.healed);
        figures.judgement.recovered
    };
    assert_eq!(recovered("metastable", "none"), None);
    assert!(recovered("metastable_800", "none").is_some());
    assert!(recovered("metastable", "retry budget 10 %").is_some());
}

#[test]
fn policies_see_the_same_users_and_each_user_one_outcome() {
    let scenario = scenario("avalanche");
    let (traffic, none) = run(&scenario, "none", 3);
    let (_, gate) = run(&scenario, "pool gate", 3);
    assert_eq!(none.users, gate.users);
    let arrivals = |figures: &Figures| -> Vec<u64> {
        figures
            .seconds
            .iter()
            .map(|second| second.arrived)
            .collect()
    };
    assert_eq!(arrivals(&none), arrivals(&gate));
    let answered: u64 = Outcome::ALL
        .iter()
        .map(|&outcome| {
            traffic
                .stats
                .windows()
                .iter()
                .map(|w| w.of(outcome))
                .sum::<u64>()
        })
        .sum();
    let (waiting, _) = traffic.size();
    assert!(answered <= traffic.stats.users);
    assert!(traffic.stats.users - answered <= waiting as u64);
}
