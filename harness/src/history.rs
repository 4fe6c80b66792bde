//! What is kept of a run's events, and their comparison with those of another run.

use crate::contract::{Event, TaskId};
use crate::recording::{CHECKPOINT_STEPS, MAX_EVENTS};

/// Set on a step that was no decision. Task numbers stay far below.
const FORCED: u32 = 1 << 31;

/// What is kept of a run that is logged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Log {
    /// The first [`MAX_EVENTS`] events.
    pub events: Vec<Event>,
    /// The step of each of them.
    event_steps: Vec<u64>,
    /// There were more.
    pub truncated: bool,
    /// Who took each step; [`FORCED`] is set where nobody else could.
    steps: Vec<u32>,
    /// The steps that a deviation forced where the scheduler would have done otherwise, and who took them.
    pub deviations: Vec<(u64, TaskId)>,
    /// The digest before the event of each [`CHECKPOINT_STEPS`]th step.
    pub checkpoints: Vec<u128>,
}

impl Log {
    /// The steps, and who took them, where more than one task could.
    pub fn decisions(&self) -> impl Iterator<Item = (u64, TaskId)> {
        let numbered = (1..).zip(&self.steps);
        numbered
            .filter(|(_, task)| *task & FORCED == 0)
            .map(|(step, task)| (step, TaskId(*task)))
    }

    /// The events with their steps. Those kept only: see [`Log::truncated`].
    pub fn numbered(&self) -> impl Iterator<Item = (u64, Event)> {
        self.event_steps
            .iter()
            .copied()
            .zip(self.events.iter().copied())
    }

    /// Who took each step, from the first on.
    pub fn schedule(&self) -> impl Iterator<Item = TaskId> {
        self.steps.iter().map(|task| TaskId(task & !FORCED))
    }
}

/// The events that a run is compared with as it goes.
#[derive(Clone, Debug, Default)]
pub struct Expected {
    /// What happened, in order, as far as it is known.
    pub events: Vec<Event>,
    /// There are more that are not known.
    pub truncated: bool,
}

/// The first point where a replay left its recording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Divergence {
    /// The step at which it happened.
    pub step: u64,
    /// Position in the event log.
    pub at: u64,
    /// What the recording has there; nothing if the run went on past its end.
    pub expected: Option<Event>,
    /// What happened; nothing if the run ended early or the recorded task could not run.
    pub got: Option<Event>,
}

/// The observer of one run after another.
#[derive(Default)]
pub(crate) struct History {
    log: Option<Log>,
    /// Lengths of the last log: room for the next.
    room: (usize, usize),
    expected: Option<Expected>,
    /// Events seen so far.
    seen: usize,
    divergence: Option<Divergence>,
}

impl History {
    /// A run begins. True if there is anything to observe.
    pub(crate) fn begin(&mut self, log: bool, expected: Option<Expected>) -> bool {
        let (events, steps) = self.room;
        self.log = log.then(|| Log {
            events: Vec::with_capacity(events),
            event_steps: Vec::with_capacity(events),
            steps: Vec::with_capacity(steps),
            ..Log::default()
        });
        self.expected = expected;
        self.seen = 0;
        self.divergence = None;
        self.log.is_some() || self.expected.is_some()
    }

    pub(crate) fn step(&mut self, step: u64, task: TaskId, decided: bool, digest: u128) {
        if let Some(log) = &mut self.log {
            log.steps
                .push(if decided { task.0 } else { task.0 | FORCED });
            if step.is_multiple_of(CHECKPOINT_STEPS) {
                log.checkpoints.push(digest);
            }
        }
    }

    pub(crate) fn event(&mut self, step: u64, event: Event) {
        if let Some(log) = &mut self.log {
            if log.events.len() < MAX_EVENTS {
                log.events.push(event);
                log.event_steps.push(step);
            } else {
                log.truncated = true;
            }
        }
        if let Some(recorded) = &self.expected {
            let expected = recorded.events.get(self.seen).copied();
            let beyond = expected.is_none() && recorded.truncated;
            if expected != Some(event) && !beyond {
                self.diverges(step, Some(event));
            }
            self.seen += 1;
        }
    }

    /// A deviation was followed, against the scheduler.
    pub(crate) fn deviation(&mut self, step: u64, task: TaskId) {
        if let Some(log) = &mut self.log {
            log.deviations.push((step, task));
        }
    }

    /// What was expected here is not what happens. The first time counts.
    pub(crate) fn diverges(&mut self, step: u64, got: Option<Event>) {
        let recorded = self.expected.as_ref();
        let expected = recorded.and_then(|recorded| recorded.events.get(self.seen).copied());
        let at = self.seen as u64;
        self.divergence.get_or_insert(Divergence {
            step,
            at,
            expected,
            got,
        });
    }

    /// The run is over: events that did not happen are a divergence too.
    pub(crate) fn finish(&mut self, step: u64) {
        if let Some(recorded) = &self.expected
            && self.seen < recorded.events.len()
        {
            self.diverges(step, None);
        }
    }

    /// Hands over what was seen.
    pub(crate) fn take(&mut self) -> (Option<Log>, Option<Divergence>) {
        let log = self.log.take();
        if let Some(log) = &log {
            self.room = (log.events.len(), log.steps.len());
        }
        (log, self.divergence.take())
    }

    pub(crate) fn divergence(&self) -> Option<&Divergence> {
        self.divergence.as_ref()
    }
}
