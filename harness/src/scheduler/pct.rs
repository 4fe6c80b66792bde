//! Probabilistic concurrency testing (Burckhardt et al., ASPLOS 2010).
//!
//! Every task has a random priority; the highest that can run does. At d-1 random decisions out of about k, the running
//! task falls below all initial priorities. A bug of depth d among n tasks is found with probability at least
//! 1/(n k^(d-1)).
//!
//! Invariants: `order` holds every runnable task whose priority is drawn, once, with its priority; a runnable task
//! whose priority is not yet drawn is in `fresh`.
//!
//! Deviation from the paper: a task about to yield falls to the very bottom, else one that spins until another
//! acts would spin for ever.

use std::collections::BTreeSet;

use super::{Builder, DefaultValue, Estimates, Parameter, Row, Scheduler, View};
use crate::contract::TaskId;

/// Probabilistic concurrency testing.
pub static PCT: Row = Row {
    name: "pct",
    summary: "priorities, lowered at d-1 points among about k steps",
    parameters: &[
        Parameter {
            key: "d",
            help: "the depth of the bugs it finds: how many orderings must hold at once",
            least: 1,
            most: 64,
            default: DefaultValue::Number(3),
        },
        Parameter {
            key: "k",
            help: "how many decisions a run has, about",
            least: 1,
            most: 1 << 40,
            default: DefaultValue::Estimated {
                from: Estimates::decisions,
                example: 200,
            },
        },
    ],
    systematic: false,
    replays_by_seed: true,
    keeps_estimates: false,
    builder: Builder::Ours(|spec| {
        Box::new(Pct::new(
            spec.number("d") as u32,
            spec.value("k").unwrap_or(1),
        ))
    }),
};

/// Initial priorities are above this, those given at change points below.
const INITIAL: u64 = 1 << 63;
/// Priorities given for yielding count down from here; those of change points count up.
const YIELDED: u64 = 1 << 62;
/// Where change points begin among the scheduler's own numbers; the priority of task t is number t.
const CHANGE_POINTS: u64 = 1 << 32;

/// Runs the task of highest priority.
#[derive(Debug)]
pub struct Pct {
    depth: u32,
    length: u64,
    /// By task; 0 until drawn.
    priorities: Vec<u64>,
    order: BTreeSet<(u64, TaskId)>,
    fresh: Vec<TaskId>,
    /// Decision and the priority that the running task then falls to; the next one last.
    changes: Vec<(u64, u64)>,
    decisions: u64,
    lowest: u64,
}

impl Pct {
    /// Finds bugs of depth `depth` in runs of about `length` decisions.
    pub fn new(depth: u32, length: u64) -> Pct {
        Pct {
            depth: depth.max(1),
            length: length.max(1),
            priorities: Vec::new(),
            order: BTreeSet::new(),
            fresh: Vec::new(),
            changes: Vec::new(),
            decisions: 0,
            lowest: YIELDED,
        }
    }

    fn priority(&mut self, task: TaskId) -> &mut u64 {
        let at = task.0 as usize;
        if at >= self.priorities.len() {
            self.priorities.resize(at + 1, 0);
        }
        &mut self.priorities[at]
    }

    fn lower(&mut self, task: TaskId, to: u64) {
        let from = std::mem::replace(self.priority(task), to);
        if self.order.remove(&(from, task)) {
            self.order.insert((to, task));
        }
    }
}

impl Scheduler for Pct {
    fn begin(&mut self) {
        self.priorities.clear();
        self.order.clear();
        self.fresh.clear();
        self.decisions = 0;
        self.lowest = YIELDED;
    }

    fn next(&mut self, view: &View<'_>) -> TaskId {
        if self.decisions == 0 {
            self.changes = (1..u64::from(self.depth))
                .map(|i| (1 + view.own(CHANGE_POINTS + i, self.length), YIELDED + i))
                .collect();
            self.changes.sort_unstable_by(|a, b| b.cmp(a));
        }
        self.decisions += 1;
        while let Some(task) = self.fresh.pop() {
            let drawn = INITIAL | view.own(u64::from(task.0), 0);
            *self.priority(task) = drawn;
            self.order.insert((drawn, task));
        }
        if let Some(current) = view.current {
            while let Some((_, to)) = self.changes.pop_if(|(at, _)| *at <= self.decisions) {
                self.lower(current, to);
            }
            if view.pending(current).point.yields {
                self.lowest -= 1;
                self.lower(current, self.lowest);
            }
        }
        let (_, task) = self.order.last().expect("somebody can run");
        *task
    }

    fn ready(&mut self, task: TaskId) {
        match *self.priority(task) {
            0 => self.fresh.push(task),
            priority => {
                self.order.insert((priority, task));
            }
        }
    }

    fn blocked(&mut self, task: TaskId, _done: bool) {
        match *self.priority(task) {
            0 => self.fresh.retain(|&fresh| fresh != task),
            priority => {
                self.order.remove(&(priority, task));
            }
        }
    }
}
