//! Partial order sampling (Yuan, Yang, Gu, CAV 2018).
//!
//! Every pending operation has a random priority; the highest goes. Once an operation is done, those that conflict
//! with it draw a new one, so each order of conflicting operations has a fair chance, and the order of the others
//! costs no samples.
//!
//! Deviation: a task about to yield draws from below all others, so a spinning task lets them go first.

use super::{Builder, Row, Scheduler, View};
use crate::contract::TaskId;

/// Partial order sampling.
pub static POS: Row = Row {
    name: "pos",
    summary: "random priorities of pending operations, drawn anew for those in conflict",
    parameters: &[],
    systematic: false,
    replays_by_seed: true,
    keeps_estimates: false,
    builder: Builder::Ours(|_| Box::new(Pos::default())),
};

const ORDINARY: u64 = 1 << 63;

#[derive(Clone, Copy, Debug, Default)]
struct Drawn {
    /// 0 until drawn.
    priority: u64,
    /// The steps its task had taken then: with another number it is another operation.
    steps: u64,
}

/// Runs the pending operation of highest priority.
#[derive(Debug, Default)]
pub struct Pos {
    drawn: Vec<Drawn>,
    draws: u64,
}

impl Scheduler for Pos {
    fn begin(&mut self) {
        self.drawn.clear();
        self.draws = 0;
    }

    fn next(&mut self, view: &View<'_>) -> TaskId {
        self.drawn.resize(view.tasks() as usize, Drawn::default());
        let mut best = (0, TaskId(0));
        for &task in view.runnable {
            let drawn = &mut self.drawn[task.0 as usize];
            let steps = view.steps(task);
            if drawn.priority == 0 || drawn.steps != steps {
                let number = view.own(self.draws, 0) >> 1 | 1;
                self.draws += 1;
                let yields = view.pending(task).point.yields;
                let priority = if yields { number } else { number | ORDINARY };
                *drawn = Drawn { priority, steps };
            }
            best = best.max((drawn.priority, task));
        }
        let (_, chosen) = best;
        let done = view.pending(chosen);
        for &task in view.runnable {
            if task == chosen || view.pending(task).conflicts(done) {
                self.drawn[task.0 as usize].priority = 0;
            }
        }
        chosen
    }
}
