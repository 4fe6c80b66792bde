//! The chain of steps that led to the end of a run.
//!
//! The run has kept its history, so that a step gives its task. What that task was doing is seen by doing the run once more, ended at
//! that step.

use tearpoint_harness::contract::{Cause, Frame, InputError, Scenario, TaskId, Writer};
use tearpoint_harness::session::{Plan, Run, Runner};

use super::explanation::{Link, number};
use crate::render::{self, names};

/// Does the run again up to a step, to see what is going on there.
pub(super) struct Witness<'a> {
    pub(super) runner: Runner,
    pub(super) scenario: &'a mut dyn Scenario,
    pub(super) plan: Plan,
    /// Who took each step, from the first on.
    pub(super) takers: Vec<TaskId>,
}

impl Witness<'_> {
    fn taker(&self, step: u64) -> Option<TaskId> {
        let at = usize::try_from(step).ok()?.checked_sub(1)?;
        self.takers.get(at).copied()
    }

    /// Functions of whoever took `step`, at its end.
    fn frames(&mut self, step: u64) -> Result<Vec<Frame>, InputError> {
        let mut plan = self.plan.clone();
        plan.limits.steps = step;
        Ok(self.runner.run(self.scenario, &plan)?.report.frames)
    }

    /// From the first bad write to the crash.
    pub(super) fn chain(&mut self, run: &Run) -> Result<Vec<Link>, InputError> {
        let tasks = &run.report.tasks;
        let causes = run.report.failure().map_or(&[][..], |crash| &crash.causes);
        let mut chain = Vec::new();
        for (at, cause) in causes.iter().enumerate() {
            let Some(step) = cause.step() else {
                continue;
            };
            // The tamper itself has said so, with its values.
            let told = causes[..at]
                .iter()
                .any(|earlier| is_announced(earlier) && earlier.step() == Some(step));
            if of_tampering(cause) && !is_announced(cause) && told {
                continue;
            }
            let task = self.taker(step).filter(|_| !of_tampering(cause));
            let frames = match task {
                Some(_) => self.frames(step)?,
                None => Vec::new(),
            };
            chain.push(Link {
                step,
                goroutine: task.map(number),
                what: render::what(cause, tasks, task),
                frames: names(&frames),
            });
        }
        if let Some(end) = &run.report.crash {
            let task = self.taker(run.steps).filter(|_| end.waiters.is_empty());
            chain.push(Link {
                step: run.steps,
                goroutine: task.map(number),
                what: render::end(end),
                frames: names(&end.frames),
            });
        }
        Ok(chain)
    }
}

/// Whether the harness did it, and no goroutine.
fn of_tampering(cause: &Cause) -> bool {
    let by = |by: &Writer| *by == Writer::Tampering;
    matches!(cause, Cause::Wrote { by: writer, .. } if by(writer))
}

/// Whether it says what a tamper of the plan has changed.
fn is_announced(cause: &Cause) -> bool {
    of_tampering(cause)
        && matches!(
            cause,
            Cause::Wrote {
                change: Some(_),
                ..
            }
        )
}
