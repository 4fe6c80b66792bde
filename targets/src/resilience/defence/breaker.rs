//! The article's breaker: a view over pool, queue and threads, a window, three actions.
//!
//! Follows the article, chapter 5: the mean over a window of the pool's use above a threshold, and (or: or) a queue longer than
//! another. It gives no rule for closing again: taken literally (`hold` 0) the breaker closes as soon as the trigger is off.

use std::collections::VecDeque;

use super::{Answer, Defence, Seen, Step, View};
use crate::resilience::scenario::{Action, DefenceSpec, Trigger, nanos};

const TICK: u64 = 100_000_000;

/// A breaker over several layers.
#[derive(Debug)]
pub struct Breaker {
    trigger: Trigger,
    /// Ticks of the window.
    window: usize,
    pool_percent: u64,
    queue: u64,
    dynamic: bool,
    actions: Vec<Action>,
    delay: u64,
    hold: u64,
    /// Millionths in use, of the pool and of the threads.
    seen: VecDeque<(u64, u64)>,
    sums: (u64, u64),
    active: bool,
    trips: Vec<u64>,
}

impl Breaker {
    /// # Panics
    /// If `spec` is no breaker.
    pub fn new(spec: &DefenceSpec) -> Breaker {
        let DefenceSpec::Breaker {
            trigger,
            window_ms,
            pool_percent,
            queue,
            dynamic,
            actions,
            delay_ms,
            hold_ms,
        } = spec
        else {
            unreachable!("only a breaker's settings make a breaker")
        };
        Breaker {
            trigger: *trigger,
            window: ((nanos(*window_ms) / TICK) as usize).max(1),
            pool_percent: pool_percent.get(),
            queue: queue.get(),
            dynamic: *dynamic,
            actions: actions.clone(),
            delay: nanos(*delay_ms),
            hold: nanos(*hold_ms),
            seen: VecDeque::new(),
            sums: (0, 0),
            active: false,
            trips: Vec::new(),
        }
    }

    fn does(&self, action: Action) -> bool {
        self.active && self.actions.contains(&action)
    }
}

impl Defence for Breaker {
    fn tick(&mut self, view: &View) {
        let use_of = |n: u64, of: u64| n * 1_000_000 / of.max(1);
        let now = (
            use_of(view.pool_used, view.pool_size),
            use_of(view.busy, view.threads),
        );
        self.seen.push_back(now);
        self.sums.0 += now.0;
        self.sums.1 += now.1;
        if self.seen.len() > self.window
            && let Some(old) = self.seen.pop_front()
        {
            self.sums.0 -= old.0;
            self.sums.1 -= old.1;
        }
        let n = self.seen.len() as u64;
        let (pool, threads) = (self.sums.0 / n, self.sums.1 / n);
        let threshold = if self.dynamic {
            (threads * 8 / 10).max(750_000)
        } else {
            self.pool_percent * 10_000
        };
        let full = pool > threshold;
        let long = view.queue > self.queue;
        let hot = match self.trigger {
            Trigger::Pool => full,
            Trigger::And => full && long,
            Trigger::Or => full || long,
        };
        if !self.active && hot {
            self.active = true;
            self.trips.push(view.now);
        } else if self.active && !hot {
            let since = self.trips.last().copied().unwrap_or(0);
            self.active = view.now - since < self.hold;
        }
    }

    fn answer(&mut self, step: Step, _request: &Seen, _view: &View) -> Option<Answer> {
        match step {
            Step::Lock if self.does(Action::RejectLocks) => Some(Answer::Reject),
            Step::Pool if self.does(Action::Cache) => Some(Answer::Cache),
            _ => None,
        }
    }

    fn delay(&self) -> u64 {
        if self.does(Action::Delay) {
            self.delay
        } else {
            0
        }
    }

    fn active(&self) -> bool {
        self.active
    }

    fn trips(&self) -> &[u64] {
        &self.trips
    }
}
