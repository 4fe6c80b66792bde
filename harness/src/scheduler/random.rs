//! Uniform random choice among the runnable tasks at every step.

use super::{Builder, Row, Scheduler, View};
use crate::contract::TaskId;

/// Uniform among the runnable tasks.
pub static RANDOM: Row = Row {
    name: "random",
    summary: "each runnable task equally likely at every step",
    parameters: &[],
    systematic: false,
    replays_by_seed: true,
    keeps_estimates: false,
    builder: Builder::Ours(|_| Box::new(Random)),
};

/// Picks each runnable task with equal probability.
#[derive(Debug, Default)]
pub struct Random;

impl Scheduler for Random {
    #[inline]
    fn next(&mut self, view: &View<'_>) -> TaskId {
        view.runnable[view.random(view.runnable.len() as u64) as usize]
    }
}
