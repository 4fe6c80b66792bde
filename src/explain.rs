//! `tearpoint explain`: how a recorded run came to its end, as a chain of steps with the goroutine that took each.
//!
//! The run is done again with its history kept, so that a step gives its goroutine. What that goroutine was doing is seen by
//! doing the run once more, ended at that step.

use std::fmt::Write as _;

use serde::Serialize;
use tearpoint_harness::contract::{
    Cause, Crash, Frame, InputError, Scenario, TaskId, Tasks, Writer,
};
use tearpoint_harness::recording::Recording;
use tearpoint_harness::session::{Plan, Run, Runner, plan_of};
use tearpoint_harness::sim::Log;
use tearpoint_runtime::points::{PARK, POINTS};

use crate::cli::{ExplainArgs, Format};
use crate::open::open_recording;
use crate::render::{self, names};
use crate::replay::{load, status_of};
use crate::{Failure, protocol, status, traffic};

/// Operations of others that are told for each goroutine that waits.
const LAST_OPERATIONS: usize = 4;

/// Why a run ended as it did.
#[derive(Debug, Serialize)]
pub struct Explanation {
    pub scenario: String,
    pub profile: String,
    pub signature: String,
    pub title: String,
    /// The crash's class, or the first finding's.
    pub class: String,
    pub message: String,
    /// From the first bad write to the crash.
    pub chain: Vec<Link>,
    /// Steps from the last foreign write of the chain to its end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub steps_between: Option<u64>,
    /// Who waits for what, where a program came to a stop.
    pub waiting: Vec<Waiter>,
    /// The crash as the report has it: for races, both accesses.
    pub frames: Vec<String>,
    pub details: Vec<String>,
    /// The chain's last link is the end of the run.
    #[serde(skip)]
    pub ended: bool,
}

/// A step of the chain.
#[derive(Debug, Serialize)]
pub struct Link {
    pub step: u64,
    /// Who took the step. The harness itself, for a tampering.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goroutine: Option<u64>,
    pub what: String,
    /// Functions of the goroutine at the end of the step, innermost first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub frames: Vec<String>,
}

/// A goroutine that waits for ever.
#[derive(Debug, Serialize)]
pub struct Waiter {
    pub goroutine: u64,
    pub reason: String,
    pub function: String,
    /// The step since which it waits.
    pub since: u64,
    /// The address of what it waits for; 0 if nothing can wake it.
    pub object: u64,
    /// The last operations of other goroutines on it.
    pub others: Vec<Operation>,
}

/// What a goroutine did to an object.
#[derive(Debug, Serialize)]
pub struct Operation {
    pub step: u64,
    pub goroutine: u64,
    pub what: &'static str,
}

/// Explains as `args` say.
pub fn main(args: &ExplainArgs) -> Result<u8, Failure> {
    let recording = load(&args.what)?;
    if traffic::is_of_traffic(&recording) {
        return traffic::explain(args, &recording);
    }
    if recording.target == "resilience" {
        return protocol::explain(args, &recording);
    }
    let (explanation, run) = explain(&recording)?;
    if args.format == Format::Json {
        let line = serde_json::to_string(&explanation).expect("plain data");
        println!("{line}");
    } else {
        print!("{}", text(&explanation));
    }
    if run.digest != recording.digest {
        eprintln!("tearpoint: the run is not the recorded one; see `tearpoint replay`");
        return Ok(status::BUG);
    }
    Ok(status_of(&run.verdict))
}

/// Does the run of `recording` again, and looks at how it ended.
///
/// # Errors
/// A scenario that this tearpoint refuses.
pub fn explain(recording: &Recording) -> Result<(Explanation, Run), InputError> {
    let mut scenario = open_recording(recording)?;
    let plan = plan_of(recording)?;
    let mut runner = Runner::new(recording.engine);
    let run = runner.run_logged(scenario.as_mut(), &plan)?;
    let log = run.log.clone().unwrap_or_default();
    let mut witness = Witness {
        runner,
        scenario: scenario.as_mut(),
        plan,
        takers: log.schedule().collect(),
    };
    let (crash, tasks) = (run.report.failure(), &run.report.tasks);
    let signature = run.verdict.signature().cloned();
    let chain = witness.chain(&run)?;
    let explanation = Explanation {
        scenario: recording.scenario.clone(),
        profile: recording.profile.clone(),
        title: run.verdict.to_string(),
        signature: signature.map_or_else(String::new, |signature| signature.id),
        class: crash.map_or_else(String::new, |crash| crash.class.to_string()),
        message: crash.map_or_else(String::new, |crash| crash.message.clone()),
        steps_between: crash.and_then(|crash| between(crash, run.steps)),
        chain,
        waiting: crash.map_or_else(Vec::new, |crash| waiting(crash, &log)),
        frames: crash.map_or_else(Vec::new, |crash| names(&crash.frames)),
        details: crash.map_or_else(Vec::new, |crash| details(crash, tasks)),
        ended: run.report.crash.is_some(),
    };
    Ok((explanation, run))
}

/// Steps from the last write of the causes to the end of the run.
fn between(crash: &Crash, end: u64) -> Option<u64> {
    let mut writes = crash.causes.iter().rev().filter(|cause| cause.is_write());
    let last = writes.find_map(Cause::step)?;
    Some(end.saturating_sub(last))
}

/// Does the run again up to a step, to see what is going on there.
struct Witness<'a> {
    runner: Runner,
    scenario: &'a mut dyn Scenario,
    plan: Plan,
    /// Who took each step, from the first on.
    takers: Vec<TaskId>,
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

    fn chain(&mut self, run: &Run) -> Result<Vec<Link>, InputError> {
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

/// The number by which people know a goroutine.
fn number(task: TaskId) -> u64 {
    u64::from(task.0) + 1
}

/// The goroutines that wait, with what they wait for and who could have woken them.
fn waiting(crash: &Crash, log: &Log) -> Vec<Waiter> {
    let waiter = |waiter: &tearpoint_harness::contract::Waiter| {
        let task = waiter.task;
        let object = waiter.object;
        let mut others: Vec<Operation> = log
            .numbered()
            .filter(|(_, event)| {
                object != 0 && event.object >> 3 == object >> 3 && event.task != task
            })
            .filter(|(_, event)| event.point != PARK.id)
            .map(|(step, event)| Operation {
                step,
                goroutine: number(event.task),
                what: POINTS
                    .get(usize::from(event.point))
                    .map_or("?", |point| point.name),
            })
            .collect();
        others.drain(..others.len().saturating_sub(LAST_OPERATIONS));
        Some(Waiter {
            goroutine: number(task),
            reason: waiter.reason.to_string(),
            function: waiter.function.to_string(),
            since: waiter.since.unwrap_or(0),
            object,
            others,
        })
    };
    crash.waiters.iter().filter_map(waiter).collect()
}

/// What the crash says of itself beside its message.
fn details(crash: &Crash, tasks: &Tasks) -> Vec<String> {
    let mut lines = Vec::new();
    if !crash.fault.is_empty() {
        lines.push(format!("bad address: {}", crash.fault));
    }
    if !crash.invariant.is_empty() && crash.waiters.is_empty() {
        lines.push(format!("does not hold: {}", crash.invariant));
    }
    // Causes without a step have no place in the chain: races.
    let told = crash.causes.iter().filter(|cause| cause.step().is_none());
    lines.extend(told.flat_map(|cause| render::lines(cause, tasks)));
    lines
}

fn text(explanation: &Explanation) -> String {
    let mut out = String::new();
    let Explanation {
        scenario,
        profile,
        title,
        chain,
        waiting,
        ..
    } = explanation;
    let _ = writeln!(out, "{title}\n{scenario} on go {profile}\n");
    if explanation.class.is_empty() {
        let _ = writeln!(out, "Nothing to explain: the run does not fail.");
        return out;
    }
    let mut before = None;
    for link in chain {
        let later = match before {
            Some(before) if link.step > before => format!(" (+{})", link.step - before),
            _ => String::new(),
        };
        before = Some(link.step);
        let who = link
            .goroutine
            .map_or(String::new(), |number| format!("goroutine {number}: "));
        let _ = writeln!(out, "step {}{later}: {who}{}", link.step, link.what);
        if !link.frames.is_empty() {
            let _ = writeln!(out, "    in {}", link.frames.join(" < "));
        }
    }
    // What an oracle found has no step of its own.
    if !explanation.ended {
        let _ = writeln!(out, "{}: {}", explanation.class, explanation.message);
        if !explanation.frames.is_empty() {
            let _ = writeln!(out, "    in {}", explanation.frames.join(" < "));
        }
    }
    explanation.details.iter().for_each(|line| {
        let _ = writeln!(out, "{line}");
    });
    match explanation.steps_between {
        Some(1) => out.push_str("\n1 step lay between the write and the end.\n"),
        Some(steps) => {
            let _ = writeln!(out, "\n{steps} steps lay between the write and the end.");
        }
        None if waiting.is_empty() && !chain.is_empty() => {
            out.push_str("\nNo write to runtime metadata led here.\n");
        }
        None => {}
    }
    waiting.iter().for_each(|waiter| wait(&mut out, waiter));
    out
}

fn wait(out: &mut String, waiter: &Waiter) {
    let Waiter {
        goroutine,
        reason,
        function,
        since,
        object,
        others,
    } = waiter;
    let _ = write!(
        out,
        "\ngoroutine {goroutine} waits since step {since} [{reason}] in {function}"
    );
    match object {
        0 => out.push_str(": nothing can wake it\n"),
        _ => {
            let _ = writeln!(out, ", for {object:#x}");
        }
    }
    if *object != 0 && others.is_empty() {
        out.push_str("    no other goroutine ever touched it\n");
    }
    for operation in others {
        let Operation {
            step,
            goroutine,
            what,
        } = operation;
        let _ = writeln!(out, "    step {step}: goroutine {goroutine}: {what}");
    }
}
