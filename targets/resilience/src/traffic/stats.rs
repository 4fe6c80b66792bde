//! What is counted: outcomes by second, latencies by slice of time, gauges.

use hdrhistogram::Histogram;

use super::outcome::Outcome;
use super::request::Request;
use crate::random::streams::mix;

/// At most this many seconds are told apart; longer runs have wider windows.
const MAX_WINDOWS: u64 = 4096;
/// At most this many slices have latencies of their own.
const MAX_SLICES: u64 = 512;
const SECOND: u64 = 1_000_000_000;

/// Outcomes of one window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// By [`Outcome`], then core or not.
    by: [[u64; 2]; Outcome::ALL.len()],
    /// Users that came.
    pub arrived: u64,
}

impl Counts {
    /// Users with this outcome.
    pub fn of(&self, outcome: Outcome) -> u64 {
        self.by[outcome as usize].iter().sum()
    }

    /// Core users with this outcome.
    pub fn core(&self, outcome: Outcome) -> u64 {
        self.by[outcome as usize][1]
    }

    /// Users with any outcome.
    pub fn total(&self) -> u64 {
        self.by.iter().flatten().sum()
    }

    /// Core users with any outcome.
    pub fn total_core(&self) -> u64 {
        self.by.iter().map(|by| by[1]).sum()
    }

    fn add(&mut self, other: &Counts) {
        for (mine, theirs) in self.by.iter_mut().flatten().zip(other.by.iter().flatten()) {
            *mine += theirs;
        }
        self.arrived += other.arrived;
    }
}

/// What the gauges showed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gauges {
    /// Connections of the pool in use.
    pub pool: u64,
    /// Requests in the executor's queue.
    pub queue: u64,
    /// Threads at work.
    pub busy: u64,
    /// Connections to the server.
    pub connections: u64,
    /// Requests in the accept queue.
    pub backlog: u64,
    /// Requests that wait for a connection of the pool.
    pub pool_waiters: u64,
    /// Requests that wait for a lock.
    pub lock_waiters: u64,
    /// A breaker is tripped.
    pub active: bool,
}

/// What became of borrowed connections.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Leaks {
    /// Never returned.
    pub leaked: u64,
    /// Of these, how many leak detection has logged.
    pub detected: u64,
    /// Logged as leaks, and returned later.
    pub unleaked: u64,
    /// When the first was leaked, nanoseconds since the start.
    pub first: Option<u64>,
    /// When the last was leaked.
    pub last: Option<u64>,
    /// When a leak was first logged.
    pub first_logged: Option<u64>,
}

impl Leaks {
    /// Leak detection logs a connection that will not come back.
    pub(super) fn logged(&mut self, now: u64) {
        self.detected += 1;
        self.first_logged.get_or_insert(now);
    }
}

/// What one run counts.
#[derive(Clone, Debug, Default)]
pub struct Stats {
    /// Nanoseconds of a window: outcomes and gauges are kept by window.
    pub window: u64,
    /// Nanoseconds of a slice: latencies are kept by slice.
    pub slice: u64,
    windows: Vec<Counts>,
    /// In microseconds, from the user's arrival.
    slices: Vec<Option<Histogram<u32>>>,
    /// The gauges at the beginning of each window.
    pub gauges: Vec<Gauges>,
    /// Users that came.
    pub users: u64,
    /// Attempts of these users, retries included.
    pub attempts: u64,
    /// Attempts that clients made again.
    pub retries: u64,
    /// Attempts that a retry budget refused.
    pub budget_denied: u64,
    /// SYNs that the full accept queue dropped.
    pub syn_drops: u64,
    /// When it dropped the first, nanoseconds since the start.
    pub first_syn_drop: Option<u64>,
    /// Calls of `tryLock`.
    pub lock_tries: u64,
    /// Of these, how many came after one that had failed.
    pub lock_retries: u64,
    /// Locks taken by requests.
    pub locks: u64,
    /// Nanoseconds from the first try to the lock, summed over these.
    pub lock_wait: u128,
    /// Requests whose connection of the pool did not come in time.
    pub pool_timeouts: u64,
    /// Connections that were never returned.
    pub leaks: Leaks,
    /// Locks that expired while their holder had not unlocked.
    pub locks_lost: u64,
    /// Of these, how many another took while the holder was still at work.
    pub lock_overlaps: u64,
    /// Writes that came after a later holder's, and were taken.
    pub writes_stale: u64,
    /// Writes that came after a later holder's, and were refused for their token.
    pub writes_fenced: u64,
    /// A digest, free of order, of the users that came.
    pub came: u64,
    /// The same of those that were answered: a user who is counted twice, or in another's place, shows.
    pub answered: u64,
}

impl Stats {
    /// Nothing counted yet, for a run of `duration` nanoseconds.
    pub fn new(duration: u64) -> Stats {
        let window = SECOND.max(duration.div_ceil(MAX_WINDOWS).next_multiple_of(SECOND));
        let slice = (10 * SECOND).max(duration.div_ceil(MAX_SLICES).next_multiple_of(window));
        Stats {
            window,
            slice,
            ..Stats::default()
        }
    }

    fn window_at(&mut self, now: u64) -> &mut Counts {
        let at = (now / self.window) as usize;
        if self.windows.len() <= at {
            self.windows.resize(at + 1, Counts::default());
        }
        &mut self.windows[at]
    }

    /// A user comes.
    pub fn arrived(&mut self, now: u64, user: u64) {
        self.users += 1;
        self.came = self.came.wrapping_add(mix(user + 1));
        self.window_at(now).arrived += 1;
    }

    /// A user has the final answer.
    pub fn finished(&mut self, now: u64, latency: u64, outcome: Outcome, request: &Request) {
        self.answered = self.answered.wrapping_add(mix(request.user + 1));
        self.window_at(now).by[outcome as usize][usize::from(request.core)] += 1;
        let at = (now / self.slice) as usize;
        if self.slices.len() <= at {
            self.slices.resize(at + 1, None);
        }
        let slice = self.slices[at].get_or_insert_with(|| {
            let mut histogram = Histogram::new(3).expect("three digits are allowed");
            histogram.auto(true);
            histogram
        });
        let microseconds = (latency / 1000).max(1);
        slice
            .record(microseconds)
            .expect("an automatic histogram grows");
    }

    /// Outcomes from `from` to `to`, in nanoseconds, by whole windows.
    pub fn counts(&self, from: u64, to: u64) -> Counts {
        let mut sum = Counts::default();
        let range = (from / self.window) as usize..(to / self.window) as usize;
        for window in self.windows.iter().take(range.end).skip(range.start) {
            sum.add(window);
        }
        sum
    }

    /// Every window, from the first.
    pub fn windows(&self) -> &[Counts] {
        &self.windows
    }

    /// The latency in nanoseconds below which `percent` of the answers from `from` to `to` lie, by whole slices.
    pub fn percentile(&self, from: u64, to: u64, percent: f64) -> Option<u64> {
        let range = (from / self.slice) as usize..(to.div_ceil(self.slice)) as usize;
        let mut all: Option<Histogram<u32>> = None;
        for slice in self
            .slices
            .iter()
            .take(range.end)
            .skip(range.start)
            .flatten()
        {
            match &mut all {
                None => all = Some(slice.clone()),
                Some(all) => all.add(slice).expect("an automatic histogram grows"),
            }
        }
        let all = all.filter(|all| !all.is_empty())?;
        Some(all.value_at_percentile(percent) * 1000)
    }
}
