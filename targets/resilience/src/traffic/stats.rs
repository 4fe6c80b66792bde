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
    pub arrived: u64,
}

impl Counts {
    pub fn of(&self, outcome: Outcome) -> u64 {
        self.by[outcome as usize].iter().sum()
    }

    pub fn core(&self, outcome: Outcome) -> u64 {
        self.by[outcome as usize][1]
    }

    pub fn total(&self) -> u64 {
        self.by.iter().flatten().sum()
    }

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
    pub pool: u64,
    pub queue: u64,
    pub busy: u64,
    pub connections: u64,
    pub backlog: u64,
    pub pool_waiters: u64,
    pub lock_waiters: u64,
    /// A breaker is open.
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
    /// When the first and the last were leaked, and when the first was logged, in nanoseconds.
    pub first: Option<u64>,
    pub last: Option<u64>,
    pub first_logged: Option<u64>,
}

impl Leaks {
    /// Leak detection logs a connection that will not come back.
    pub(super) fn logged(&mut self, now: u64) {
        self.detected += 1;
        self.first_logged.get_or_insert(now);
    }
}

/// One run's figures.
#[derive(Clone, Debug)]
pub struct Stats {
    /// Nanoseconds of a window, and of a slice.
    pub window: u64,
    pub slice: u64,
    windows: Vec<Counts>,
    /// In microseconds, from the user's arrival.
    slices: Vec<Option<Histogram<u32>>>,
    pub gauges: Vec<Gauges>,
    pub users: u64,
    pub attempts: u64,
    pub retries: u64,
    pub budget_denied: u64,
    pub syn_drops: u64,
    pub first_syn_drop: Option<u64>,
    pub lock_tries: u64,
    pub lock_retries: u64,
    pub locks: u64,
    /// Nanoseconds from the first try to the lock.
    pub lock_wait: u128,
    pub pool_timeouts: u64,
    pub leaks: Leaks,
    /// Locks that expired while their holder had not unlocked; how many of these another took while the holder was still at
    /// work; writes that came after a later holder's, and such writes that the token check refused.
    pub locks_lost: u64,
    pub lock_overlaps: u64,
    pub writes_stale: u64,
    pub writes_fenced: u64,
    /// Digests, free of order, of the users that came and of those that were answered: a user counted twice, or instead of another, shows.
    pub came: u64,
    pub answered: u64,
}

impl Stats {
    pub fn new(duration: u64) -> Stats {
        let window = SECOND.max(duration.div_ceil(MAX_WINDOWS).next_multiple_of(SECOND));
        let slice = (10 * SECOND).max(duration.div_ceil(MAX_SLICES).next_multiple_of(window));
        Stats {
            window,
            slice,
            windows: Vec::new(),
            slices: Vec::new(),
            gauges: Vec::new(),
            users: 0,
            attempts: 0,
            retries: 0,
            budget_denied: 0,
            syn_drops: 0,
            first_syn_drop: None,
            lock_tries: 0,
            lock_retries: 0,
            locks: 0,
            lock_wait: 0,
            pool_timeouts: 0,
            leaks: Leaks::default(),
            locks_lost: 0,
            lock_overlaps: 0,
            writes_stale: 0,
            writes_fenced: 0,
            came: 0,
            answered: 0,
        }
    }

    fn window_at(&mut self, now: u64) -> &mut Counts {
        let at = (now / self.window) as usize;
        if self.windows.len() <= at {
            self.windows.resize(at + 1, Counts::default());
        }
        &mut self.windows[at]
    }

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
