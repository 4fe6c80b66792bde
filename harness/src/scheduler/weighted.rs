//! A random walk in which every task has a speed of its own.
//!
//! A uniform walk runs tasks neck and neck; most bugs want one far ahead of another, and nobody knows which. Each task
//! draws a speed, a power of 4 for example, and is chosen in proportion to it. This is the uniform random walk over interleavings
//! ([`super::Urw`]) with weights that are drawn by the seed instead of estimated.

use super::{Builder, DefaultValue, Parameter, Row, Scheduler, View};
use crate::contract::TaskId;

/// Each task has a speed of its own.
pub static WEIGHTED: Row = Row {
    name: "weighted",
    summary: "a random walk in which each task has a speed of its own: 2 to the power of b times a number below n",
    parameters: &[
        Parameter {
            key: "b",
            help: "speeds are 2 to the power of b times a number",
            least: 1,
            most: 4,
            default: DefaultValue::Number(2),
        },
        Parameter {
            key: "n",
            help: "that number is below n",
            least: 1,
            most: 8,
            default: DefaultValue::Number(4),
        },
    ],
    systematic: false,
    replays_by_seed: true,
    keeps_estimates: false,
    builder: Builder::Ours(|spec| Box::new(Weighted::new(spec.number("b"), spec.number("n")))),
};

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
