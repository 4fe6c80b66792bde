//! The same run again: exact, or the first point where it is not.

use std::fmt;

use super::{Plan, Run, Runner, SessionError, expected, plan_of};
use crate::contract::{Event, InputError, PointSpec, Scenario, TaskId};
use crate::recording::{CHECKPOINT_STEPS, Outcome, Recording};
use crate::sim::Expected;
use crate::verdict::Verdict;

/// The first difference between two runs that should be the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The step at which they differ.
    pub step: u64,
    /// Who took the step, if a single event differs.
    pub task: Option<TaskId>,
    /// What the first run had there.
    pub expected: String,
    /// What the second run had there.
    pub got: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Difference {
            step,
            expected,
            got,
            ..
        } = self;
        write!(f, "at step {step}: expected {expected}, got {got}")
    }
}

/// Steps that a replay may go on past the recorded end.
const ROOM: u64 = 4096;

/// How a replay went.
#[derive(Clone, Debug)]
pub enum Replay {
    /// The same run again, step for step.
    Exact(Box<Run>),
    /// It became another run.
    Diverged {
        /// The run as it went.
        run: Box<Run>,
        /// Where it left the recording.
        difference: Difference,
    },
}

/// What a recording keeps of a verdict.
pub(super) fn outcome(verdict: &Verdict) -> Outcome {
    match verdict {
        Verdict::Pass => Outcome {
            id: String::new(),
            title: "ok".into(),
        },
        Verdict::Fail(signature) => Outcome {
            id: signature.id.clone(),
            title: signature.title.clone(),
        },
        Verdict::Unknown(limit) => Outcome {
            id: String::new(),
            title: limit.to_string(),
        },
    }
}

impl Runner {
    /// Does a recorded run again, `scenario` made from the recording's own source, and compares all that the
    /// recording has.
    pub fn replay(
        &mut self,
        recording: &Recording,
        scenario: &mut dyn Scenario,
    ) -> Result<Replay, InputError> {
        if scenario.target() != recording.target {
            return Err(InputError(format!(
                "the recording is of target {:?}, the scenario of {:?}: make the scenario from the recording",
                recording.target,
                scenario.target()
            )));
        }
        let mut plan = plan_of(recording)?;
        // Going on past the recorded end is a difference, and need not be waited for long. Some room is left: a world may
        // plan its last steps by the limit.
        plan.limits.steps = plan.limits.steps.min(recording.steps.saturating_add(ROOM));
        let history = !recording.events.is_empty() || recording.steps == 0;
        let expected = history.then(|| Expected {
            events: recording.events.clone(),
            truncated: recording.truncated,
        });
        let run = self.observe(scenario, &plan, true, expected)?;
        let run = Box::new(run);
        Ok(match compare(recording, &run) {
            None => Replay::Exact(run),
            Some(difference) => Replay::Diverged { run, difference },
        })
    }

    /// Does `plan` again with the log, and makes sure that it is `run` again.
    pub(super) fn again(
        &mut self,
        scenario: &mut dyn Scenario,
        plan: &Plan,
        run: &Run,
    ) -> Result<Run, SessionError> {
        let second = self.observe(scenario, plan, true, expected(run))?;
        must_equal(run, &second)?;
        Ok(second)
    }
}

/// An error naming the first difference, unless `second` was `first` again.
pub(super) fn must_equal(first: &Run, second: &Run) -> Result<(), SessionError> {
    if first.equals(second) && second.divergence.is_none() {
        return Ok(());
    }
    let recording = Recording {
        steps: first.steps,
        digest: first.digest,
        outcome: outcome(&first.verdict),
        checkpoints: first
            .log
            .iter()
            .flat_map(|log| log.checkpoints.clone())
            .collect(),
        ..Recording::default()
    };
    let difference = compare(&recording, second).unwrap_or(Difference {
        step: second.steps,
        task: None,
        expected: first.verdict.to_string(),
        got: second.verdict.to_string(),
    });
    Err(SessionError::NonDeterminism(difference))
}

/// The first difference between a recording and a run.
fn compare(recording: &Recording, run: &Run) -> Option<Difference> {
    if let Some(divergence) = &run.divergence {
        let name = |event: Option<Event>, nothing: &str| match event {
            Some(event) => describe(event, run.points),
            None => nothing.to_string(),
        };
        return Some(Difference {
            step: divergence.step,
            task: divergence
                .got
                .or(divergence.expected)
                .map(|event| event.task),
            expected: name(divergence.expected, "the end of the run"),
            got: name(
                divergence.got,
                "nothing: the run was over, or the recorded task could not run",
            ),
        });
    }
    let overall = |expected: String, got: String| Difference {
        step: run.steps,
        task: None,
        expected,
        got,
    };
    if let Some(at) = differing_checkpoint(recording, run) {
        let step = (at as u64 + 1) * CHECKPOINT_STEPS;
        return Some(Difference {
            step,
            ..overall(
                format!("digest {:032x}", recording.checkpoints[at]),
                format!("another digest, first different in the {CHECKPOINT_STEPS} steps before"),
            )
        });
    }
    if recording.steps != run.steps {
        return Some(overall(
            format!("{} steps", recording.steps),
            format!("{} steps", run.steps),
        ));
    }
    let got = outcome(&run.verdict);
    if recording.outcome != got {
        return Some(overall(recording.outcome.title.clone(), got.title));
    }
    if recording.digest != run.digest {
        return Some(overall(
            format!("digest {:032x}", recording.digest),
            format!("digest {:032x} (other output, or other events)", run.digest),
        ));
    }
    None
}

fn differing_checkpoint(recording: &Recording, run: &Run) -> Option<usize> {
    let got = &run.log.as_ref()?.checkpoints;
    let mut pairs = recording.checkpoints.iter().zip(got);
    pairs.position(|(expected, got)| expected != got)
}

/// An event in words.
pub fn describe(event: Event, points: &[PointSpec]) -> String {
    let name = match points.get(usize::from(event.point)) {
        Some(point) => point.name.to_string(),
        None => format!("point {}", event.point),
    };
    match event.object {
        0 => format!("task {} at {name}", event.task.0),
        object => format!("task {} at {name} (0x{object:x})", event.task.0),
    }
}
