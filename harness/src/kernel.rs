//! The state of one run that both engines share: tasks, who may run, the step count, digest and log.
//!
//! Invariants: `runnable` holds each ready task once, and `slots[t].place` is its position there; a step is taken by
//! exactly one runnable task; the digest absorbs every event in order.

use std::task::Waker;

use crate::choice::{Choices, Stream};
use crate::contract::{Access, Density, End, Event, Op, PointSpec, TaskId};
use crate::digest::{Digest, fold};
use crate::history::{Expected, History};
use crate::limits::{Limit, Limits};
use crate::scheduler::{Scheduler, View};

/// The operation of a task that has not run yet.
pub(crate) static START: PointSpec = PointSpec {
    id: 0,
    name: "start",
    density: Density::Operation,
    yields: false,
};

/// Any odd number with well mixed bits.
const LINEAGE: u64 = 0x8ebc_6af0_9c88_c6e3;

const PARKED: u32 = u32::MAX;
const DONE: u32 = u32::MAX - 1;

pub(crate) struct Slot {
    /// Position in `runnable`, or [`PARKED`] or [`DONE`].
    place: u32,
    /// Children created so far.
    children: u32,
    pub(crate) parent: Option<TaskId>,
    pub(crate) pending: Op,
    /// Steps taken.
    pub(crate) steps: u64,
    /// A name that holds in every run: the parent's, and which of its children this is.
    pub(crate) lineage: u64,
    /// Set on the shuttle engine, whose tasks sleep in shuttle while parked.
    pub(crate) waker: Option<Waker>,
}

pub(crate) struct Kernel {
    pub(crate) slots: Vec<Slot>,
    runnable: Vec<TaskId>,
    pub(crate) current: TaskId,
    /// The current task has stopped at a point, not to wait or for good.
    pub(crate) at_point: bool,
    pub(crate) next: Option<TaskId>,
    pub(crate) step: u64,
    pub(crate) choices: Choices,
    pub(crate) scheduler: Box<dyn Scheduler>,
    pub(crate) density: Density,
    pub(crate) limits: Limits,
    pub(crate) digest: Digest,
    pub(crate) end: Option<End>,
    /// A point does not decide by itself: the engine (shuttle) asks between two polls.
    pub(crate) hosted: bool,
    /// The scheduler tells states apart; the world's, named for the decision ahead.
    pub(crate) wants_states: bool,
    pub(crate) state: Option<u64>,
    /// The history has somebody who wants it.
    watched: bool,
    pub(crate) history: History,
}

impl Kernel {
    pub(crate) fn new() -> Kernel {
        Kernel {
            slots: Vec::new(),
            runnable: Vec::new(),
            current: TaskId(0),
            at_point: false,
            next: None,
            step: 0,
            choices: Choices::default(),
            scheduler: Box::new(crate::scheduler::RunOn),
            density: Density::default(),
            limits: Limits::default(),
            digest: Digest::default(),
            end: None,
            hosted: false,
            wants_states: false,
            state: None,
            watched: false,
            history: History::default(),
        }
    }

    /// Makes the kernel ready for another run. Allocations are kept.
    pub(crate) fn reset(&mut self) {
        self.slots.clear();
        self.runnable.clear();
        self.current = TaskId(0);
        self.at_point = false;
        self.next = None;
        self.step = 0;
        self.digest = Digest::default();
        self.end = None;
        self.hosted = false;
        self.wants_states = false;
        self.state = None;
    }

    /// Keeps the events, and compares them with `expected`.
    pub(crate) fn observe(&mut self, log: bool, expected: Option<Expected>) {
        self.watched = self.history.begin(log, expected);
    }

    /// A new ready task.
    pub(crate) fn add(&mut self) -> TaskId {
        let id = TaskId(self.slots.len() as u32);
        if self.slots.len() as u64 >= self.limits.tasks {
            self.finish(End::Limit(Limit::Tasks(self.limits.tasks)));
        }
        let parent = (self.step > 0).then_some(self.current);
        let lineage = match parent {
            Some(parent) => {
                let parent = &mut self.slots[parent.0 as usize];
                parent.children += 1;
                fold(parent.lineage ^ u64::from(parent.children), LINEAGE)
            }
            None => fold(u64::from(id.0) + 1, LINEAGE),
        };
        let pending = Op {
            point: &START,
            object: 0,
            access: Access::None,
        };
        self.slots.push(Slot {
            place: self.runnable.len() as u32,
            children: 0,
            parent,
            pending,
            steps: 0,
            lineage,
            waker: None,
        });
        self.runnable.push(id);
        self.scheduler.ready(id);
        id
    }

    /// Ends the run; the first end counts. Nobody takes another step.
    pub(crate) fn finish(&mut self, end: End) {
        self.end.get_or_insert(end);
        self.next = None;
    }

    pub(crate) fn runnable(&self) -> &[TaskId] {
        &self.runnable
    }

    pub(crate) fn is_ready(&self, task: TaskId) -> bool {
        self.slots[task.0 as usize].place < DONE
    }

    /// Takes `task` out of the runnable ones: parked, or done for good.
    pub(crate) fn remove(&mut self, task: TaskId, done: bool) {
        let place = self.slots[task.0 as usize].place;
        debug_assert!(place < DONE, "only a running task parks or ends");
        self.runnable.swap_remove(place as usize);
        if let Some(&moved) = self.runnable.get(place as usize) {
            self.slots[moved.0 as usize].place = place;
        }
        self.slots[task.0 as usize].place = if done { DONE } else { PARKED };
        self.at_point = false;
        self.scheduler.blocked(task, done);
    }

    /// Makes a parked task runnable. False if it was not parked.
    pub(crate) fn make_ready(&mut self, task: TaskId) -> bool {
        let slot = &mut self.slots[task.0 as usize];
        if slot.place != PARKED {
            return false;
        }
        slot.place = self.runnable.len() as u32;
        self.runnable.push(task);
        if let Some(waker) = &slot.waker {
            waker.wake_by_ref();
        }
        self.scheduler.ready(task);
        true
    }

    /// The task that stopped last, if it can go on.
    pub(crate) fn stopped_at_point(&self) -> Option<TaskId> {
        self.at_point.then_some(self.current)
    }

    /// Chooses who takes the next step, and counts it. Nobody if none can run or the run has ended.
    #[inline]
    pub(crate) fn decide(&mut self, current: Option<TaskId>) {
        self.next = None;
        if self.end.is_some() {
            return;
        }
        let task = match self.runnable.as_slice() {
            [] => return,
            [only] if !self.wants_states => *only,
            _ => {
                let step = self.step + 1;
                let view = View {
                    runnable: &self.runnable,
                    current,
                    last: (self.step > 0).then_some(self.current),
                    step,
                    slots: &self.slots,
                    choices: &self.choices,
                };
                let state = self.state.take();
                if state.is_some_and(|state| self.scheduler.arrive(&view, state)) {
                    return self.finish(End::Limit(Limit::Seen));
                }
                let task = match view.runnable {
                    [only] => *only,
                    _ => self.scheduler.next(&view),
                };
                match self.choices.forced(Stream::Schedule, step) {
                    Some(forced) if self.runnable.len() > 1 => self.follow(forced, task),
                    _ => task,
                }
            }
        };
        self.take_step(task);
    }

    /// Counts a step of `task`, chosen by this kernel or from outside.
    #[inline]
    pub(crate) fn take_step(&mut self, task: TaskId) {
        debug_assert!(
            self.is_ready(task),
            "a scheduler chose a task that cannot run"
        );
        if self.step >= self.limits.steps {
            return self.finish(End::Limit(Limit::Steps(self.limits.steps)));
        }
        self.step += 1;
        self.next = Some(task);
        let slot = &mut self.slots[task.0 as usize];
        slot.steps += 1;
        let event = Event {
            task,
            point: slot.pending.point.id,
            object: slot.pending.object,
        };
        if self.watched {
            let decided = self.runnable.len() > 1;
            let digest = self.digest.value();
            self.history.step(self.step, task, decided, digest);
        }
        self.event(event);
    }

    fn can_run(&self, task: u64) -> bool {
        task < self.slots.len() as u64 && self.is_ready(TaskId(task as u32))
    }

    /// The task that a deviation names in place of `default`. One that cannot run is a divergence, and ignored.
    fn follow(&mut self, forced: u64, default: TaskId) -> TaskId {
        let step = self.step + 1;
        if !self.can_run(forced) {
            self.history.diverges(step, None);
            return default;
        }
        let task = TaskId(forced as u32);
        if task != default {
            self.history.deviation(step, task);
        }
        task
    }

    /// Absorbs an event into the digest, the log, and the comparison with a recording.
    #[inline]
    pub(crate) fn event(&mut self, event: Event) {
        self.digest
            .word(u64::from(event.task.0) << 16 | u64::from(event.point));
        self.digest.word(event.object);
        if self.watched {
            self.history.event(self.step, event);
        }
    }
}
