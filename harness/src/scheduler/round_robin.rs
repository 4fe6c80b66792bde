//! Round robin: every runnable task takes one step in turn, by id.

use super::{Scheduler, View, next_round};
use crate::contract::TaskId;

/// The next higher id after the task that took the last step, round.
#[derive(Debug, Default)]
pub struct RoundRobin;

impl Scheduler for RoundRobin {
    fn next(&mut self, view: &View<'_>) -> TaskId {
        next_round(view.runnable, view.last)
    }
}
