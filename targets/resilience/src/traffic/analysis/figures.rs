//! A run's figures: what tables, plots and JSON are made from.

use super::judge::{Judgement, judge};
use crate::scenario::{Scenario, nanos};
use crate::traffic::{Counts, Gauges, Outcome, Traffic};

/// The figures of one run. Shares are of the users that were answered since the first fault (or the ramp) began.
#[derive(Clone, Debug, PartialEq)]
pub struct Figures {
    pub users: u64,
    pub attempts: u64,
    /// Nanoseconds from the start to the first fault, or ramp.
    pub begins: u64,
    pub counts: Counts,
    /// Nanoseconds below which 50 % and 99 % of the answers lay: before the trouble, from a minute after it began, and in the
    /// last ten seconds of the ramp.
    pub p50_before: Option<u64>,
    pub p99_before: Option<u64>,
    pub p50_during: Option<u64>,
    pub p99_during: Option<u64>,
    pub p99_peak: Option<u64>,
    /// Nanoseconds from the first try to the lock, on average over the locks taken.
    pub lock_wait: u64,
    pub locks: u64,
    pub lock_retries: u64,
    /// What clients asked again; what a retry budget refused them; SYNs that the full accept queue dropped; requests whose
    /// connection did not come in time.
    pub retries: u64,
    pub budget_denied: u64,
    pub syn_drops: u64,
    pub pool_timeouts: u64,
    pub judgement: Judgement,
    /// How many connections the pool has, and threads the server.
    pub pool_size: u64,
    pub threads: u64,
    /// By window: what came, what was answered, what the gauges showed.
    pub seconds: Vec<Second>,
    /// By slice of [`Figures::slice`] nanoseconds: the 50th, 99th percentile in nanoseconds.
    pub latencies: Vec<(Option<u64>, Option<u64>)>,
    pub slice: u64,
    /// Nanoseconds of one of `seconds`.
    pub window: u64,
}

/// One window of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Second {
    pub arrived: u64,
    pub ok: u64,
    pub degraded: u64,
    pub rejected: u64,
    pub answers: u64,
    pub pool_percent: u64,
    pub queue: u64,
    pub open: bool,
    /// As they were when the window began.
    pub gauges: Gauges,
}

const SECOND: u64 = 1_000_000_000;
/// The end of a ramp is looked at over this long.
const PEAK: u64 = 10 * SECOND;

impl Figures {
    /// The figures of a run that has ended.
    pub fn of(scenario: &Scenario, traffic: &Traffic) -> Figures {
        let stats = &traffic.stats;
        let end = nanos(scenario.duration_ms);
        let begins = scenario.begins();
        let size = scenario.pool.size.get();
        let seconds = stats
            .windows()
            .iter()
            .zip(&stats.gauges)
            .map(|(counts, gauges)| Second {
                arrived: counts.arrived,
                ok: counts.of(Outcome::Ok),
                degraded: counts.of(Outcome::Degraded),
                rejected: counts.of(Outcome::Rejected),
                answers: counts.total(),
                pool_percent: gauges.pool * 100 / size,
                queue: gauges.queue,
                open: gauges.active,
                gauges: *gauges,
            })
            .collect();
        let slices = end.div_ceil(stats.slice);
        let latencies = (0..slices)
            .map(|slice| {
                let (from, to) = (slice * stats.slice, (slice + 1) * stats.slice);
                (
                    stats.percentile(from, to, 50.0),
                    stats.percentile(from, to, 99.0),
                )
            })
            .collect();
        let before = |percent| stats.percentile(nanos(scenario.warmup_ms), begins, percent);
        let during = |percent| stats.percentile((begins + 60 * SECOND).min(end), end, percent);
        let ramp_end = nanos(scenario.clients.ramp_end_ms);
        let ramps = scenario.clients.peak_per_s.is_some() && ramp_end <= end;
        Figures {
            users: stats.users,
            attempts: stats.attempts,
            begins,
            counts: stats.counts(begins, end),
            p50_before: before(50.0),
            p99_before: before(99.0),
            p50_during: during(50.0),
            p99_during: during(99.0),
            p99_peak: ramps
                .then(|| stats.percentile(ramp_end.saturating_sub(PEAK), ramp_end, 99.0))
                .flatten(),
            lock_wait: (stats.lock_wait / u128::from(stats.locks.max(1))) as u64,
            locks: stats.locks,
            lock_retries: stats.lock_retries,
            retries: stats.retries,
            budget_denied: stats.budget_denied,
            syn_drops: stats.syn_drops,
            pool_timeouts: stats.pool_timeouts,
            judgement: judge(scenario, traffic),
            pool_size: size,
            threads: scenario.tomcat.max_threads.get(),
            seconds,
            latencies,
            slice: stats.slice,
            window: stats.window,
        }
    }

    /// Millionths of the users with a good answer; with that or one from a cache; with any quick answer.
    pub fn shares(&self) -> [u64; 3] {
        let total = self.counts.total().max(1);
        let ok = self.counts.of(Outcome::Ok);
        let degraded = ok + self.counts.of(Outcome::Degraded);
        let answered = degraded + self.counts.of(Outcome::Rejected);
        [ok, degraded, answered].map(|n| n * 1_000_000 / total)
    }

    /// Users that got no answer of any use: no connection, no lock, no patience left.
    pub fn failures(&self) -> u64 {
        Outcome::ALL
            .iter()
            .filter(|outcome| outcome.failed())
            .map(|&outcome| self.counts.of(outcome))
            .sum()
    }

    /// Millionths of the core users with a good answer.
    pub fn core_share(&self) -> u64 {
        self.counts.core(Outcome::Ok) * 1_000_000 / self.counts.total_core().max(1)
    }
}
