//! Systematic search that knows where it has been: every state once, and every step out of it.
//!
//! The world names its state before each decision ([`crate::contract::Sim::set_state`]): equal numbers, equal futures. A run that comes
//! to a state seen before is cut; its last step is an edge of the graph of states. Runs are repeated from the start, so nothing of
//! a world is ever copied.
//!
//! Invariants: from each state, each task that can run there takes the next step once; `path` holds the states of the last run, and
//! which task went on from each; tasks have a fixed order (the running one, then by id).
//!
//! When the search is complete the graph is, too: [`Exploration::hopeless`] counts the states from which no run ends well, whatever
//! the schedule, though none of them has failed yet.

use std::collections::BTreeMap;

use super::{Builder, Row, Scheduler, View};
use crate::contract::{End, TaskId};

/// Every state once, for worlds that name their states.
pub static STATES: Row = Row {
    name: "states",
    summary: "every state once, and every step out of it, for scenarios that name their states (protocols)",
    parameters: &[],
    systematic: true,
    replays_by_seed: false,
    keeps_estimates: false,
    builder: Builder::Ours(|_| Box::new(States::default())),
};

/// What a search that knows states has seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exploration {
    /// Distinct states.
    pub states: u64,
    /// Steps between them.
    pub edges: u64,
    /// The most steps from the start to a state.
    pub depth: u64,
    /// States from which no schedule ends well and none of which is an end. Counted once the search is complete.
    pub hopeless: u64,
}

/// Where a step led.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Target {
    Unknown,
    State(u32),
    /// The run ended well.
    Passed,
    /// The run failed, or reached a limit.
    Failed,
}

#[derive(Debug)]
struct State {
    tasks: Vec<TaskId>,
    led: Vec<Target>,
}

/// Runs along one new step out of the graph of states at every run.
#[derive(Debug, Default)]
pub struct States {
    states: Vec<State>,
    known: BTreeMap<u64, u32>,
    /// Each state of the last run, and which of its tasks went on.
    path: Vec<(u32, u32)>,
    /// How many of `path` this run has gone along.
    at: usize,
    chosen: Option<TaskId>,
    depth: usize,
    edges: u64,
    cut: bool,
    hopeless: u64,
}

impl States {
    fn led(&mut self, target: Target) {
        if let Some(&(state, taken)) = self.at.checked_sub(1).and_then(|at| self.path.get(at)) {
            let led = &mut self.states[state as usize].led[taken as usize];
            self.edges += u64::from(*led == Target::Unknown);
            *led = target;
        }
    }

    fn count_hopeless(&self) -> u64 {
        let mut good = vec![false; self.states.len()];
        let mut before: Vec<Vec<u32>> = vec![Vec::new(); self.states.len()];
        let mut queue = Vec::new();
        for (number, state) in (0u32..).zip(&self.states) {
            for led in &state.led {
                if let Target::State(to) = led {
                    before[*to as usize].push(number);
                }
            }
            if state.led.contains(&Target::Passed) {
                good[number as usize] = true;
                queue.push(number);
            }
        }
        while let Some(state) = queue.pop() {
            for &earlier in &before[state as usize] {
                if !std::mem::replace(&mut good[earlier as usize], true) {
                    queue.push(earlier);
                }
            }
        }
        let failing = |state: &State| state.led.contains(&Target::Failed);
        let hopeless = self.states.iter().zip(&good);
        hopeless
            .filter(|(state, good)| !**good && !failing(state))
            .count() as u64
    }
}

impl Scheduler for States {
    fn begin(&mut self) {
        self.at = 0;
        self.cut = false;
    }

    fn wants_states(&self) -> bool {
        true
    }

    fn arrive(&mut self, view: &View<'_>, state: u64) -> bool {
        if let Some(&(expected, taken)) = self.path.get(self.at) {
            let known = self.known.get(&state) == Some(&expected);
            assert!(
                known,
                "the same steps led to another state: the world is not deterministic"
            );
            self.chosen = Some(self.states[expected as usize].tasks[taken as usize]);
            self.at += 1;
            return false;
        }
        let mut tasks = view.runnable.to_vec();
        tasks.sort_unstable_by_key(|&task| (Some(task) != view.current, task));
        if let Some(&seen) = self.known.get(&state) {
            let mut sorted = self.states[seen as usize].tasks.clone();
            sorted.sort_unstable();
            tasks.sort_unstable();
            assert!(
                sorted == tasks,
                "one state, but not the same tasks can run: its number leaves something out"
            );
            self.led(Target::State(seen));
            self.cut = true;
            return true;
        }
        let number = self.states.len() as u32;
        self.led(Target::State(number));
        self.known.insert(state, number);
        self.chosen = Some(tasks[0]);
        let led = vec![Target::Unknown; tasks.len()];
        self.states.push(State { tasks, led });
        self.path.push((number, 0));
        self.at += 1;
        self.depth = self.depth.max(self.at);
        false
    }

    fn next(&mut self, view: &View<'_>) -> TaskId {
        self.chosen.take().unwrap_or(view.runnable[0])
    }

    fn over(&mut self, end: &End) {
        if !self.cut {
            self.led(if matches!(end, End::Exit(0)) {
                Target::Passed
            } else {
                Target::Failed
            });
        }
    }

    fn advance(&mut self) -> bool {
        self.path.truncate(self.at);
        while let Some((state, taken)) = self.path.last_mut() {
            *taken += 1;
            if (*taken as usize) < self.states[*state as usize].tasks.len() {
                return false;
            }
            self.path.pop();
        }
        self.hopeless = self.count_hopeless();
        true
    }

    fn exploration(&self) -> Option<Exploration> {
        Some(Exploration {
            states: self.states.len() as u64,
            edges: self.edges,
            depth: self.depth as u64,
            hopeless: self.hopeless,
        })
    }
}
