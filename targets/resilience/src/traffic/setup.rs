//! A run before its first event.

use std::collections::VecDeque;

use super::agenda::Agenda;
use super::event::Event;
use super::lock_table::LockState;
use super::pause::Pauses;
use super::request::Requests;
use super::state::{FULL_BUDGET, Stations, Traffic};
use super::stats::Stats;
use crate::random::quantile::{Quantiles, key_shares};
use crate::random::streams::Streams;
use crate::scenario::{Distribution, Fault, Policy, Pool, Scenario, nanos};
use crate::traffic::defence::build;

fn query_times(pool: &Pool) -> Quantiles {
    let mean = pool.query_us.get() * 1000;
    match pool.query_distribution {
        Distribution::Lognormal => {
            Quantiles::lognormal(mean as f64, pool.query_sigma_percent.get() as f64 / 100.0)
        }
        Distribution::Exponential => Quantiles::exponential(mean as f64),
        Distribution::Constant => Quantiles::constant(mean),
    }
}

/// The first connection is leaked once a fault has lasted for its interval.
fn leak_due(faults: &[Fault]) -> Vec<u64> {
    let due = |fault: &Fault| {
        let every = fault
            .leak_every_ms
            .map_or(0, |every| every.get() * 1_000_000);
        nanos(fault.at_ms) + every
    };
    faults.iter().map(due).collect()
}

impl Traffic {
    /// The traffic of `scenario` under `policy` with the random streams of `seed`.
    pub fn new(scenario: &Scenario, policy: &Policy, seed: u64) -> Traffic {
        let duration = nanos(scenario.duration_ms);
        let peak = scenario
            .clients
            .peak_per_s
            .unwrap_or(scenario.clients.rate_per_s);
        let settings = build(scenario, policy);
        let leak_threshold = settings.leak_threshold;
        let mut traffic = Traffic {
            streams: Streams::new(seed),
            agenda: Agenda::new(duration),
            requests: Requests::default(),
            stats: Stats::new(duration),
            stations: Stations::default(),
            defences: settings.defences,
            deadline: nanos(scenario.clients.deadline_ms),
            connection_timeout: settings.connection_timeout,
            cpu: Quantiles::exponential(nanos(scenario.tomcat.cpu_ms) as f64),
            query: query_times(&scenario.pool),
            keys: key_shares(scenario.lock.keys.get() as usize, scenario.lock.skewed),
            gap: Quantiles::exponential(1e9 / peak.get() as f64),
            connections: 0,
            busy: 0,
            pool_used: 0,
            backlog: VecDeque::new(),
            queue: VecDeque::new(),
            pool_waiters: VecDeque::new(),
            waiting_for_pool: 0,
            waiting_for_lock: 0,
            locks: vec![LockState::default(); scenario.lock.keys.get() as usize],
            pauses: Pauses::new(&scenario.faults, scenario.lock.lease_ms.get() * 1_000_000),
            elsewhere_gap: scenario
                .lock
                .elsewhere_per_s
                .map(|rate| Quantiles::exponential(1e9 / rate.get() as f64)),
            leak_threshold,
            leak_due: leak_due(&scenario.faults),
            may_leak: leak_threshold > 0 || scenario.faults.iter().any(Fault::leaks),
            budget: settings.retry_budget.map(|_| FULL_BUDGET),
            ticks: 0,
            traced: None,
            config: scenario.clone(),
        };
        traffic.config.clients.retry_budget_percent = settings.retry_budget;
        traffic.config.tomcat.max_connections = settings.max_connections;
        traffic.config.lock.retries = settings.lock_retries;
        traffic.config.lock.fencing = settings.fencing;
        traffic.agenda.plan(0, Event::Arrive);
        traffic.agenda.plan(0, Event::Tick);
        if traffic.elsewhere_gap.is_some() {
            traffic.agenda.plan(0, Event::Elsewhere);
        }
        for end in traffic.pauses.ends() {
            traffic.agenda.plan(end, Event::Wakes);
        }
        traffic
    }
}
