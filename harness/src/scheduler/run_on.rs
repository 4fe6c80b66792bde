//! The default that recordings deviate from: no preemption at all.

use super::{Builder, Row, Scheduler, View, next_round};
use crate::contract::TaskId;

/// No preemption.
pub static RUN_ON: Row = Row {
    name: "run-on",
    summary: "the running task goes on until it parks, ends or yields",
    parameters: &[],
    systematic: false,
    replays_by_seed: true,
    keeps_estimates: false,
    builder: Builder::Ours(|_| Box::new(RunOn)),
};

/// The running task goes on until it parks, ends or yields; then the next higher id, round.
#[derive(Debug, Default)]
pub struct RunOn;

impl Scheduler for RunOn {
    fn next(&mut self, view: &View<'_>) -> TaskId {
        match view.current {
            Some(current) if !view.pending(current).point.yields => current,
            _ => next_round(view.runnable, view.last),
        }
    }
}
