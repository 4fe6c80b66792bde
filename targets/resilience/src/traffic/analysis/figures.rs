//! A run's figures: what tables, plots and JSON are made from.

use super::judge::{Judgement, judge};
use crate::scenario::{Scenario, nanos};
use crate::traffic::{Counts, Gauges, Outcome, Traffic};

/// The figures of one run. Shares are of the users that were answered since the first fault (or the ramp) began.
#[derive(Clone, Debug, PartialEq)]
pub struct Figures {
    /// Users that came in the whole run.
    pub users: u64,
    /// Attempts of these users in the whole run, retries included.
    pub attempts: u64,
    /// Nanoseconds from the start to the first fault, or ramp.
    pub begins: u64,
    /// Outcomes from then to the end.
    pub counts: Counts,
    /// Latency before the trouble (warm-up left out), nanoseconds: half of the answers took less. None: there was no answer.
    pub p50_before: Option<u64>,
    /// The same: 99 % took less.
    pub p99_before: Option<u64>,
    /// Latency from a minute after the trouble began, nanoseconds: half of the answers took less.
    pub p50_during: Option<u64>,
    /// The same: 99 % took less.
    pub p99_during: Option<u64>,
    /// Latency in the last ten seconds of the ramp, nanoseconds: 99 % of the answers took less. None: there is no ramp.
    pub p99_peak: Option<u64>,
    /// Nanoseconds from the first try to the lock, on average over the locks taken.
    pub lock_wait: u64,
    /// Locks taken by requests.
    pub locks: u64,
    /// Tries at a lock after the first.
    pub lock_retries: u64,
    /// Attempts that clients made again.
    pub retries: u64,
    /// Attempts that a retry budget refused.
    pub budget_denied: u64,
    /// SYNs that the full accept queue dropped.
    pub syn_drops: u64,
    /// Requests whose connection of the pool did not come in time.
    pub pool_timeouts: u64,
    /// What went wrong.
    pub judgement: Judgement,
    /// Connections that the pool has.
    pub pool_size: u64,
    /// Threads that the server has.
    pub threads: u64,
    /// By window: what came, what was answered, what the gauges showed.
    pub seconds: Vec<Second>,
    /// By slice of [`Figures::slice`] nanoseconds: the 50th, 99th percentile in nanoseconds.
    pub latencies: Vec<(Option<u64>, Option<u64>)>,
    /// Nanoseconds of one of `latencies`.
    pub slice: u64,
    /// Nanoseconds of one of `seconds`: a second, more in runs of over an hour.
    pub window: u64,
}

/// One window of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Second {
    /// Users that came.
    pub arrived: u64,
    /// Good answers.
    pub ok: u64,
    /// Answers from a cache.
    pub degraded: u64,
    /// Requests that were turned away at once.
    pub rejected: u64,
    /// Outcomes of any kind.
    pub answers: u64,
    /// Share of the pool in use as the window began.
    pub pool_percent: u64,
    /// Length of the executor's queue as the window began.
    pub queue: u64,
    /// A breaker was tripped as the window began.
    pub open: bool,
    /// All gauges as the window began.
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
