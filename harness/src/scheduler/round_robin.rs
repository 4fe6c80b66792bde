//! Round robin: every runnable task takes one step in turn, by id.

use super::{Builder, Row, Scheduler, View, next_round};
use crate::contract::TaskId;

/// Every runnable task in turn.
pub static ROUND_ROBIN: Row = Row {
    name: "rr",
    summary: "round robin",
    parameters: &[],
    systematic: false,
    replays_by_seed: true,
    keeps_estimates: false,
    builder: Builder::Ours(|_| Box::new(RoundRobin)),
};

/// The next higher id after the task that took the last step, round.
#[derive(Debug, Default)]
pub struct RoundRobin;

impl Scheduler for RoundRobin {
    fn next(&mut self, view: &View<'_>) -> TaskId {
        next_round(view.runnable, view.last)
    }
}
