//! Schedulers: who takes the next step. One file each with its row ([`registry`]), listed in [`SCHEDULERS`], chosen by name ([`SchedulerSpec`]).
//!
//! A scheduler sees every runnable task's pending operation. Its numbers come from the run's choices
//! ([`View::random`], [`View::own`]), so the same seed gives the same schedule. A task that spins, yielding each
//! time round, never keeps the others from running, whichever scheduler decides.

mod dfs;
mod estimates;
mod pct;
mod portfolio;
mod pos;
mod random;
pub mod registry;
mod round_robin;
mod run_on;
mod spec;
mod states;
mod urw;
mod walk;
mod weighted;

pub use dfs::{DFS, Dfs};
pub use estimates::Estimates;
pub use pct::{PCT, Pct};
pub use portfolio::{PORTFOLIO, Portfolio};
pub use pos::{POS, Pos};
pub use random::{RANDOM, Random};
pub use registry::{Builder, DefaultValue, Parameter, Row};
pub use round_robin::{ROUND_ROBIN, RoundRobin};
pub use run_on::{RUN_ON, RunOn};
pub use spec::SchedulerSpec;
pub use states::{Exploration, STATES, States};
pub use urw::{URW, Urw};
pub use walk::{WALK, Walk};
pub use weighted::{WEIGHTED, Weighted};

use crate::choice::{Choices, Stream};
use crate::contract::{End, Op, TaskId};
use crate::kernel::Slot;
use crate::shuttle_engine::schedulers as shuttle;

/// All schedulers, in the order in which lists and messages name them.
pub static SCHEDULERS: &[&Row] = &[
    &PORTFOLIO,
    &RANDOM,
    &WALK,
    &WEIGHTED,
    &PCT,
    &POS,
    &URW,
    &DFS,
    &STATES,
    &ROUND_ROBIN,
    &RUN_ON,
    &shuttle::RANDOM,
    &shuttle::PCT,
    &shuttle::URW,
    &shuttle::DFS,
    &shuttle::ROUND_ROBIN,
];

/// What a scheduler sees when it decides.
pub struct View<'a> {
    /// The tasks that can run, each once, in no meaningful order (but the same in every run).
    pub runnable: &'a [TaskId],
    /// The task that took the last step, if it can go on.
    pub current: Option<TaskId>,
    /// The task that took the last step, whatever became of it.
    pub last: Option<TaskId>,
    /// The number of the step to decide, from 1.
    pub step: u64,
    pub(crate) slots: &'a [Slot],
    pub(crate) choices: &'a Choices,
}

impl View<'_> {
    /// What `task` will do if chosen.
    #[inline]
    pub fn pending(&self, task: TaskId) -> &Op {
        &self.slots[task.0 as usize].pending
    }

    /// How many steps `task` has taken.
    pub fn steps(&self, task: TaskId) -> u64 {
        self.slots[task.0 as usize].steps
    }

    /// How many tasks there were so far.
    pub fn tasks(&self) -> u32 {
        self.slots.len() as u32
    }

    /// A name of `task` that holds in every run: who created it, and as which of its children.
    pub fn lineage(&self, task: TaskId) -> u64 {
        self.slots[task.0 as usize].lineage
    }

    /// The task that created `task`.
    pub fn parent(&self, task: TaskId) -> Option<TaskId> {
        self.slots[task.0 as usize].parent
    }

    /// This step's number of the schedule stream, in `0..bound`.
    #[inline]
    pub fn random(&self, bound: u64) -> u64 {
        self.choices.at(Stream::Schedule, self.step, bound)
    }

    /// The scheduler's own `index`-th number, in `0..bound` (0: all 64 bits).
    pub fn own(&self, index: u64, bound: u64) -> u64 {
        self.choices.at(Stream::Scheduler, index, bound)
    }
}

/// Decides who runs. Asked only when two or more tasks can.
pub trait Scheduler {
    /// Another run begins.
    fn begin(&mut self) {}
    /// The world is to name its state before each decision.
    fn wants_states(&self) -> bool {
        false
    }
    /// The world has come to `state`, where one task can run at least. True cuts the run: nothing new lies behind it.
    fn arrive(&mut self, _view: &View<'_>, _state: u64) -> bool {
        false
    }
    /// The run has ended.
    fn over(&mut self, _end: &End) {}
    /// What a search that knows states has seen.
    fn exploration(&self) -> Option<Exploration> {
        None
    }
    /// Chooses one of `view.runnable`.
    fn next(&mut self, view: &View<'_>) -> TaskId;
    /// `task` was created or woken.
    fn ready(&mut self, _task: TaskId) {}
    /// `task` parked, or ended (`done`).
    fn blocked(&mut self, _task: TaskId, _done: bool) {}
    /// A run is over; moves on to the next schedule. True once there is none: all were run.
    fn advance(&mut self) -> bool {
        false
    }
}

/// The runnable task with the smallest id above `after`, or the smallest of all.
pub(crate) fn next_round(runnable: &[TaskId], after: Option<TaskId>) -> TaskId {
    let above = runnable.iter().filter(|&&task| Some(task) > after).min();
    *above
        .or(runnable.iter().min())
        .expect("a scheduler decides among runnable tasks")
}
