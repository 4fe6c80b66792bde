//! A random walk in which every task has a speed of its own.
//!
//! A uniform walk runs tasks neck and neck; most bugs want one far ahead of another, and nobody knows which. Each task
//! draws a speed, a power of 4 for example, and is chosen in proportion to it. Like a uniform random walk over interleavings
//! ([`super::Urw`]) whose estimates are guessed anew for each seed.

use super::{Scheduler, View};
use crate::contract::TaskId;

/// Where speeds are among the scheduler's own numbers: that of task t is number t from here.
const SPEEDS: u64 = 1 << 35;

/// Chooses by speed.
#[derive(Debug)]
pub struct Weighted {
    bits: u64,
    powers: u64,
    /// By task.
    speeds: Vec<u64>,
}

impl Weighted {
    /// Speeds are 2 to the power of `bits`, to the power of 0 up to `powers`, left out.
    pub fn new(bits: u64, powers: u64) -> Weighted {
        assert!(bits * powers <= 32, "speeds of many tasks must add up");
        Weighted {
            bits,
            powers,
            speeds: Vec::new(),
        }
    }
}

impl Scheduler for Weighted {
    fn begin(&mut self) {
        self.speeds.clear();
    }

    fn next(&mut self, view: &View<'_>) -> TaskId {
        for task in self.speeds.len() as u64..u64::from(view.tasks()) {
            let power = view.own(SPEEDS + task, self.powers);
            self.speeds.push(1 << (self.bits * power));
        }
        let speed = |task: &TaskId| self.speeds[task.0 as usize];
        let mut left = view.random(view.runnable.iter().map(speed).sum());
        for &task in view.runnable {
            let speed = speed(&task);
            if left < speed {
                return task;
            }
            left -= speed;
        }
        view.runnable[0]
    }
}
