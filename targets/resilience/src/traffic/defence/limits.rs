//! Adaptive limits of the requests in flight, at the door (Netflix's concurrency-limits: `AIMDLimit`, `Gradient2Limit`,
//! `VegasLimit`).
//!
//! Each learns once a second from the answers of that second, as `WindowedLimit` does. Arithmetic is that of the sources, in
//! the four operations that IEEE 754 defines; Vegas' base-ten logarithm is a table.

use super::contract::{Answer, Defence, Seen, Step, View};
use crate::traffic::outcome::Outcome;

const SECOND: u64 = 1_000_000_000;
const MIN_LIMIT: f64 = 20.0;
const MAX_LIMIT: f64 = 200.0;
/// A window goes on until it has this many answers.
const MIN_SAMPLES: u64 = 10;

/// The answers of one window.
#[derive(Clone, Copy, Debug, Default)]
struct Window {
    until: u64,
    samples: u64,
    sum: u128,
    least: u64,
    in_flight: u64,
    dropped: bool,
}

impl Window {
    /// Takes an answer. The window's figures come out once it is over.
    fn add(&mut self, now: u64, time: u64, outcome: Outcome, in_flight: u64) -> Option<Window> {
        self.samples += 1;
        self.sum += u128::from(time);
        self.least = if self.samples == 1 {
            time
        } else {
            self.least.min(time)
        };
        self.in_flight = self.in_flight.max(in_flight);
        self.dropped |= outcome.failed();
        if now < self.until || self.samples < MIN_SAMPLES {
            return None;
        }
        let full = *self;
        *self = Window {
            until: now + SECOND,
            ..Window::default()
        };
        Some(full)
    }

    /// Mean time in nanoseconds.
    fn mean(&self) -> f64 {
        self.sum as f64 / self.samples as f64
    }
}

fn at_door(step: Step, view: &View, limit: f64, answer: Answer) -> Option<Answer> {
    (step == Step::Door && view.in_flight >= limit as u64).then_some(answer)
}

/// `AIMDLimit`: additive increase, multiplicative decrease.
#[derive(Debug)]
pub struct Aimd {
    answer: Answer,
    limit: f64,
    window: Window,
}

impl Aimd {
    const TIMEOUT: f64 = 5e9;

    /// At its lowest limit; `answer` is given to a request beyond it.
    pub fn new(answer: Answer) -> Aimd {
        Aimd {
            answer,
            limit: MIN_LIMIT,
            window: Window::default(),
        }
    }
}

impl Defence for Aimd {
    fn finished(&mut self, now: u64, time: u64, outcome: Outcome, in_flight: u64) {
        let Some(window) = self.window.add(now, time, outcome, in_flight) else {
            return;
        };
        if window.dropped || window.mean() > Aimd::TIMEOUT {
            self.limit *= 0.9;
        } else if window.in_flight as f64 * 2.0 >= self.limit {
            self.limit += 1.0;
        }
        self.limit = self.limit.clamp(MIN_LIMIT, MAX_LIMIT);
    }

    fn answer(&mut self, step: Step, _request: &Seen, view: &View) -> Option<Answer> {
        at_door(step, view, self.limit, self.answer)
    }
}

/// `Gradient2Limit`: the ratio of a long and a short mean of the times in the server.
#[derive(Debug)]
pub struct Gradient2 {
    answer: Answer,
    limit: f64,
    long: Option<f64>,
    window: Window,
}

impl Gradient2 {
    const TOLERANCE: f64 = 1.5;
    const QUEUE: f64 = 4.0;
    const SMOOTHING: f64 = 0.2;
    const LONG_WINDOW: f64 = 600.0;

    /// At its lowest limit; `answer` is given to a request beyond it.
    pub fn new(answer: Answer) -> Gradient2 {
        Gradient2 {
            answer,
            limit: MIN_LIMIT,
            long: None,
            window: Window::default(),
        }
    }
}

impl Defence for Gradient2 {
    fn finished(&mut self, now: u64, time: u64, outcome: Outcome, in_flight: u64) {
        let Some(window) = self.window.add(now, time, outcome, in_flight) else {
            return;
        };
        let short = window.mean();
        let mut long = match self.long {
            None => short,
            Some(long) => long + (short - long) * 2.0 / (Self::LONG_WINDOW + 1.0),
        };
        if long / short > 2.0 {
            long *= 0.95;
        }
        self.long = Some(long);
        if (window.in_flight as f64) < self.limit / 2.0 {
            return;
        }
        let gradient = (Self::TOLERANCE * long / short).clamp(0.5, 1.0);
        let next = self.limit * gradient + Self::QUEUE;
        self.limit = self.limit * (1.0 - Self::SMOOTHING) + next * Self::SMOOTHING;
        self.limit = self.limit.clamp(MIN_LIMIT, MAX_LIMIT);
    }

    fn answer(&mut self, step: Step, _request: &Seen, view: &View) -> Option<Answer> {
        at_door(step, view, self.limit, self.answer)
    }
}

/// `VegasLimit`: the queue is estimated from the least time ever seen.
#[derive(Debug)]
pub struct Vegas {
    answer: Answer,
    limit: f64,
    least: Option<u64>,
    window: Window,
}

impl Vegas {
    /// At its lowest limit; `answer` is given to a request beyond it.
    pub fn new(answer: Answer) -> Vegas {
        Vegas {
            answer,
            limit: MIN_LIMIT,
            least: None,
            window: Window::default(),
        }
    }

    /// `max(1, log10(limit))`, by whole decades.
    fn step(limit: f64) -> f64 {
        if limit >= 1000.0 {
            3.0
        } else if limit >= 100.0 {
            2.0
        } else {
            1.0
        }
    }
}

impl Defence for Vegas {
    fn finished(&mut self, now: u64, time: u64, outcome: Outcome, in_flight: u64) {
        let Some(window) = self.window.add(now, time, outcome, in_flight) else {
            return;
        };
        let least = self
            .least
            .map_or(window.least, |least| least.min(window.least));
        self.least = Some(least);
        let step = Vegas::step(self.limit);
        let (alpha, beta) = (3.0 * step, 6.0 * step);
        let queue = self.limit * (1.0 - least as f64 / window.mean());
        if window.dropped || queue > beta {
            self.limit -= step;
        } else if window.in_flight as f64 * 2.0 >= self.limit && queue < alpha {
            self.limit += if queue <= step { beta } else { step };
        }
        self.limit = self.limit.clamp(MIN_LIMIT, MAX_LIMIT);
    }

    fn answer(&mut self, step: Step, _request: &Seen, view: &View) -> Option<Answer> {
        at_door(step, view, self.limit, self.answer)
    }
}
