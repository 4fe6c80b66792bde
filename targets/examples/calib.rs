use std::time::Instant;
use tearpoint_targets::resilience::{
    judge,
    scenario::{Scenario, nanos},
    traffic::{Outcome, Traffic},
};
fn main() {
    let file = std::env::args().nth(1).unwrap();
    let text = std::fs::read_to_string(&file).unwrap();
    let scenario = Scenario::parse(&file, &text).unwrap();
    let seeds: u64 = std::env::args().nth(2).map_or(3, |s| s.parse().unwrap());
    let f = 60_000_000_000u64;
    let end = nanos(scenario.duration_ms);
    for policy in &scenario.policies {
        for seed in 1..=seeds {
            let start = Instant::now();
            let mut t = Traffic::new(&scenario, policy, seed);
            t.run_until(end);
            let c = t.stats.counts(f, end);
            let ok = c.of(Outcome::Ok) as f64;
            let n = c.total() as f64;
            let deg = ok + c.of(Outcome::Degraded) as f64;
            let ans = deg + c.of(Outcome::Rejected) as f64;
            let j = judge::judge(&scenario, &t);
            let s = |x: Option<u64>| x.map(|x| x as f64 / 1e9);
            println!(
                "{:22} {seed} strict {:5.1} degr {:6.2} answered {:7.3} core {:5.1} p99base {:?} p99 {:?} collapse {:?} threads {:?} q200 {:?} full {:?} mttd {:?} trips {} retries {} rec {:?} | {} users {} events {:.0} k users/s {:?}",
                policy.name,
                ok / n * 100.,
                deg / n * 100.,
                ans / n * 100.,
                c.core(Outcome::Ok) as f64 / c.total_core() as f64 * 100.,
                t.stats
                    .percentile(10_000_000_000, f, 99.0)
                    .map(|x| x as f64 / 1e6),
                t.stats
                    .percentile(f + 60_000_000_000, end, 99.0)
                    .map(|x| x as f64 / 1e6),
                s(j.collapse),
                s(j.threads_full),
                s(j.queue_long),
                s(j.connector_full),
                s(j.detected),
                j.trips,
                t.stats.lock_retries,
                j.recovered.map(|x| x / 1_000_000_000),
                t.stats.users,
                t.events(),
                t.stats.users as f64 / start.elapsed().as_secs_f64() / 1e3,
                judge::unbalanced(&t)
            );
        }
    }
}
