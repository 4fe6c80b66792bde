//! Systematic search: every schedule once, depth first, least preempted first.
//!
//! Invariants: `path` holds the decisions of the last run in order: which alternative was taken, of how many. Alternatives
//! have a fixed order (the running task, then by id), so a path means the same in every run of one program.
//!
//! A task that yields is no alternative again until every task that could then run has taken a step or stopped
//! being able to (Musuvathi and Qadeer's fairness, PLDI 2008): the tree of a spinning task is finite.
//! Beyond `depth` decisions the search does not branch.

use std::collections::BTreeMap;

use super::{Builder, DefaultValue, Parameter, Row, RunOn, Scheduler, View};
use crate::contract::TaskId;

/// Every schedule once.
pub static DFS: Row = Row {
    name: "dfs",
    summary: "every schedule, one after another, branching at the first n decisions",
    parameters: &[Parameter {
        key: "n",
        help: "decisions of a run at which the search branches",
        least: 0,
        most: u32::MAX as u64,
        default: DefaultValue::Number(10_000),
    }],
    systematic: true,
    replays_by_seed: false,
    keeps_estimates: false,
    builder: Builder::Ours(|spec| {
        Box::new(Dfs::new(
            usize::try_from(spec.number("n")).unwrap_or(usize::MAX),
        ))
    }),
};

#[derive(Clone, Copy, Debug)]
struct Branch {
    taken: u32,
    of: u32,
}

/// Runs the next schedule of the tree at every run.
#[derive(Debug)]
pub struct Dfs {
    depth: usize,
    path: Vec<Branch>,
    decisions: usize,
    /// What each task that yielded waits for: tasks, and the steps they had taken.
    yielded: BTreeMap<TaskId, Vec<(TaskId, u64)>>,
}

impl Dfs {
    /// Branches at the first `depth` decisions of a run.
    pub fn new(depth: usize) -> Dfs {
        Dfs {
            depth,
            path: Vec::new(),
            decisions: 0,
            yielded: BTreeMap::new(),
        }
    }

    fn note_yield(&mut self, view: &View<'_>) {
        if let Some(current) = view.current.filter(|&t| view.pending(t).point.yields) {
            let others = view.runnable.iter().filter(|&&other| other != current);
            self.yielded.insert(
                current,
                others.map(|&other| (other, view.steps(other))).collect(),
            );
        }
    }

    fn waits(&mut self, view: &View<'_>, task: TaskId) -> bool {
        let Some(others) = self.yielded.get_mut(&task) else {
            return false;
        };
        others
            .retain(|&(other, steps)| view.steps(other) == steps && view.runnable.contains(&other));
        let waits = !others.is_empty();
        if !waits {
            self.yielded.remove(&task);
        }
        waits
    }

    fn alternatives(&mut self, view: &View<'_>) -> Vec<TaskId> {
        self.note_yield(view);
        let mut tasks = view.runnable.to_vec();
        tasks.sort_unstable_by_key(|&task| (Some(task) != view.current, task));
        let fair: Vec<TaskId> = tasks
            .iter()
            .copied()
            .filter(|&task| !self.waits(view, task))
            .collect();
        if fair.is_empty() { tasks } else { fair }
    }
}

impl Scheduler for Dfs {
    fn begin(&mut self) {
        self.decisions = 0;
        self.yielded.clear();
    }

    fn next(&mut self, view: &View<'_>) -> TaskId {
        if self.decisions >= self.depth {
            return RunOn.next(view);
        }
        let tasks = self.alternatives(view);
        if self.decisions == self.path.len() {
            let of = tasks.len() as u32;
            self.path.push(Branch { taken: 0, of });
        }
        let taken = self.path[self.decisions].taken as usize;
        self.decisions += 1;
        tasks[taken.min(tasks.len() - 1)]
    }

    fn advance(&mut self) -> bool {
        self.path.truncate(self.decisions);
        while let Some(branch) = self.path.last_mut() {
            branch.taken += 1;
            if branch.taken < branch.of {
                return false;
            }
            self.path.pop();
        }
        true
    }
}
