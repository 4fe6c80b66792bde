//! Uniform random choice among the runnable tasks at every step.

use super::{Scheduler, View};
use crate::contract::TaskId;

/// Picks each runnable task with equal probability.
#[derive(Debug, Default)]
pub struct Random;

impl Scheduler for Random {
    #[inline]
    fn next(&mut self, view: &View<'_>) -> TaskId {
        view.runnable[view.random(view.runnable.len() as u64) as usize]
    }
}
