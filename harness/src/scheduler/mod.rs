//! Schedulers: who takes the next step. One file each, chosen by name.
//!
//! A scheduler sees every runnable task's pending operation. Its numbers come from the run's choices
//! ([`View::random`]), so the same seed gives the same schedule.

mod random;

pub use random::Random;

use crate::choice::{Choices, Stream};
use crate::contract::{Op, TaskId};
use crate::kernel::Slot;

/// What a scheduler sees when it decides.
pub struct View<'a> {
    /// At least two tasks, each once, in no meaningful order (but the same in every run).
    pub runnable: &'a [TaskId],
    /// The task that took the last step, if it can go on.
    pub current: Option<TaskId>,
    /// The number of the step to decide, from 1.
    pub step: u64,
    pub(crate) slots: &'a [Slot],
    pub(crate) choices: &'a Choices,
}

impl View<'_> {
    /// What `task` will do if chosen.
    pub fn pending(&self, task: TaskId) -> &Op {
        &self.slots[task.0 as usize].pending
    }

    /// This step's number of the schedule stream, in `0..bound`.
    pub fn random(&self, bound: u64) -> u64 {
        self.choices.at(Stream::Schedule, self.step, bound)
    }

    /// The scheduler's own `index`-th number, in `0..bound` (0: all 64 bits).
    pub fn own(&self, index: u64, bound: u64) -> u64 {
        self.choices.at(Stream::Scheduler, index, bound)
    }
}

/// Decides who runs. Called only when two or more tasks can.
pub trait Scheduler {
    /// Another run begins.
    fn begin(&mut self) {}
    /// Chooses one of `view.runnable`.
    fn next(&mut self, view: &View<'_>) -> TaskId;
    /// `task` was created or woken.
    fn ready(&mut self, _task: TaskId) {}
    /// `task` parked, or ended (`done`).
    fn blocked(&mut self, _task: TaskId, _done: bool) {}
}

/// The default that recordings deviate from: the running task goes on until it parks, ends or yields; then
/// the next higher id, round.
#[derive(Debug, Default)]
pub struct RunOn;

impl Scheduler for RunOn {
    fn next(&mut self, view: &View<'_>) -> TaskId {
        match view.current {
            Some(current) if !view.pending(current).point.yields => current,
            current => next_round(view.runnable, current),
        }
    }
}

/// The runnable task with the smallest id above `after`, or the smallest of all.
pub(crate) fn next_round(runnable: &[TaskId], after: Option<TaskId>) -> TaskId {
    let above = runnable.iter().filter(|&&task| Some(task) > after).min();
    *above
        .or(runnable.iter().min())
        .expect("a scheduler decides among runnable tasks")
}
