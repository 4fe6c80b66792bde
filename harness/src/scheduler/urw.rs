//! Uniform random walk (Zhao et al., ASPLOS 2025): every interleaving about equally likely.
//!
//! A task is chosen in proportion to the number of events that it, and the children it will still create, have left. Trial runs
//! estimate that number ([`Estimates`]).

use super::{Builder, Estimates, Row, Scheduler, View};
use crate::contract::TaskId;

/// Uniform random walk over interleavings.
pub static URW: Row = Row {
    name: "urw",
    summary: "weighted by how many steps each task has left, as trial runs say",
    parameters: &[],
    systematic: false,
    replays_by_seed: false,
    keeps_estimates: true,
    builder: Builder::Ours(|spec| {
        Box::new(Urw::new(spec.estimates().cloned().unwrap_or_default()))
    }),
};

/// Chooses by remaining events.
#[derive(Debug, Default)]
pub struct Urw {
    estimates: Estimates,
    /// By task: events expected of it at its creation, less those of the children it has created since.
    expected: Vec<u64>,
}

impl Urw {
    /// With these expectations; none at all makes it a plain random walk.
    pub fn new(estimates: Estimates) -> Urw {
        Urw {
            estimates,
            expected: Vec::new(),
        }
    }

    fn remaining(&self, view: &View<'_>, task: TaskId) -> u64 {
        self.expected[task.0 as usize]
            .saturating_sub(view.steps(task))
            .max(1)
    }
}

impl Scheduler for Urw {
    fn begin(&mut self) {
        self.expected.clear();
    }

    fn next(&mut self, view: &View<'_>) -> TaskId {
        for task in (self.expected.len() as u32..view.tasks()).map(TaskId) {
            let total = self.estimates.total(view.lineage(task));
            self.expected.push(total);
            if let Some(parent) = view.parent(task) {
                let of_parent = &mut self.expected[parent.0 as usize];
                *of_parent = of_parent.saturating_sub(total);
            }
        }
        let weights = |task: &TaskId| self.remaining(view, *task);
        let mut left = view.random(view.runnable.iter().map(weights).sum());
        for &task in view.runnable {
            let weight = self.remaining(view, task);
            if left < weight {
                return task;
            }
            left -= weight;
        }
        view.runnable[0]
    }
}
