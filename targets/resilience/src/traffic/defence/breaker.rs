//! The article's breaker: it looks at pool, queue, threads and locks (its topology) over a window, and has three actions.
//!
//! Follows the article, chapter 5: it trips when the mean over a window of the pool's use is above a threshold, and (trigger `or`: or)
//! the queue is longer than another. The article gives no rule for closing again: taken literally (`hold` 0) the breaker closes as soon as
//! the trigger is off.
//! The dynamic water level is `max(75 %, 0.8 x active threads)`, computed every ten seconds from the window's mean. Since no more than all
//! threads are active, it lies between 75 and 80 %, and is never the 90 % of the other rule.

use std::collections::VecDeque;

use super::contract::{Answer, Defence, Seen, Step, View};
use crate::scenario::{Action, DefenceSpec, Trigger, nanos};

const TICK: u64 = 100_000_000;
/// Below this share of the pool, in millionths, a dynamic threshold never falls.
const LEAST_LEVEL: u64 = 750_000;

/// A breaker over several layers.
#[derive(Debug)]
pub struct Breaker {
    trigger: Trigger,
    /// Ticks of the window.
    window: usize,
    pool_percent: u64,
    queue: u64,
    lock_waiters: Option<u64>,
    /// The pool's threshold in millionths, if it is set anew after each window.
    level: Option<u64>,
    /// Ticks so far.
    ticks: usize,
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
            lock_waiters,
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
            lock_waiters: lock_waiters.map(|n| n.get()),
            level: dynamic.then_some(LEAST_LEVEL),
            actions: actions.clone(),
            delay: nanos(*delay_ms),
            hold: nanos(*hold_ms),
            ticks: 0,
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
        self.ticks += 1;
        if let Some(level) = &mut self.level
            && self.ticks.is_multiple_of(self.window)
        {
            *level = (threads * 8 / 10).max(LEAST_LEVEL);
        }
        let threshold = self.level.unwrap_or(self.pool_percent * 10_000);
        let full = pool > threshold;
        let long = view.queue > self.queue;
        let locked = self.lock_waiters.map(|most| view.lock_waiters > most);
        let hot = match self.trigger {
            Trigger::Pool => full,
            Trigger::And => full && long && locked.unwrap_or(true),
            Trigger::Or => full || long || locked.unwrap_or(false),
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

#[cfg(test)]
mod tests {
    use super::*;

    const IDLE: View = View {
        now: 0,
        pool_used: 0,
        pool_size: 100,
        busy: 0,
        threads: 200,
        queue: 0,
        in_flight: 0,
        pool_waiters: 0,
        lock_waiters: 0,
    };

    fn breaker(keys: &str) -> Breaker {
        let text = format!("kind = \"breaker\"\nactions = [\"cache\"]\n{keys}\n");
        Breaker::new(&toml::from_str(&text).unwrap())
    }

    fn ticks(breaker: &mut Breaker, n: u64, view: View) -> bool {
        for _ in 0..n {
            breaker.tick(&view);
        }
        breaker.active()
    }

    /// Ten seconds of the threads' activity set the level for the next ten.
    #[test]
    fn a_dynamic_level_is_set_anew_after_each_window() {
        let pool = |pool_used, busy| View {
            pool_used,
            busy,
            ..IDLE
        };
        let mut calm = breaker("trigger = \"pool\"\ndynamic = true");
        assert!(!ticks(&mut calm, 99, pool(75, 0)));
        assert!(!ticks(&mut calm, 200, pool(75, 0)));
        assert!(ticks(&mut calm, 100, pool(76, 0)), "above 75 %");
        let mut busy = breaker("trigger = \"pool\"\ndynamic = true");
        assert!(!ticks(&mut busy, 100, pool(75, 200)));
        assert!(!ticks(&mut busy, 100, pool(79, 200)), "below 80 %");
        assert!(ticks(&mut busy, 100, pool(81, 200)));
        let mut fixed = breaker("trigger = \"pool\"");
        assert!(!ticks(&mut fixed, 300, pool(90, 200)));
        assert!(ticks(&mut fixed, 300, pool(91, 200)));
    }

    #[test]
    fn locks_are_a_layer_where_they_are_asked_for() {
        let locked = View {
            lock_waiters: 51,
            ..IDLE
        };
        assert!(ticks(
            &mut breaker("trigger = \"or\"\nlock-waiters = 50"),
            1,
            locked
        ));
        assert!(!ticks(&mut breaker("trigger = \"or\""), 1, locked));
        let full = View {
            pool_used: 100,
            queue: 201,
            ..IDLE
        };
        assert!(ticks(&mut breaker("trigger = \"and\""), 100, full));
        assert!(!ticks(
            &mut breaker("trigger = \"and\"\nlock-waiters = 50"),
            100,
            full
        ));
    }
}
