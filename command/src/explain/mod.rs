//! `tearpoint explain`: how a recorded run came to its end, as a chain of steps with the task that took each, and who waits for what.

mod explanation;
mod lens;
mod text;
mod waiting;
mod witness;

use tearpoint_harness::contract::{Cause, Crash, InputError, Scenario, Tasks};
use tearpoint_harness::recording::Recording;
use tearpoint_harness::session::{Run, Runner, plan_of};

pub use explanation::{Explanation, Link, Operation, Waiter};
pub use lens::Lens;

use crate::args::{ExplainArgs, Format};
use crate::failure::Failure;
use crate::render::{self, names};
use crate::status;
use crate::words::Words;
use text::text;
use waiting::waiting;
use witness::Witness;

/// Explains as `args` say.
///
/// # Errors
/// As [`explanation`].
pub fn explain(
    args: &ExplainArgs,
    recording: &Recording,
    scenario: &mut dyn Scenario,
    words: &Words,
    lens: &Lens,
) -> Result<u8, Failure> {
    let (explanation, run) = explanation(recording, scenario, lens)?;
    if args.format == Format::Json {
        let line = serde_json::to_string(&explanation).expect("plain data");
        println!("{line}");
    } else {
        print!("{}", text(&explanation, &run.report.tasks, words));
    }
    if run.digest != recording.digest {
        eprintln!("tearpoint: the run is not the recorded one; see `tearpoint replay`");
        return Ok(status::BUG);
    }
    Ok(status::of(&run.verdict))
}

/// Does the run of `recording` again, and looks at how it ended.
///
/// # Errors
/// A plan that means nothing; a scenario that does not start.
pub fn explanation(
    recording: &Recording,
    scenario: &mut dyn Scenario,
    lens: &Lens,
) -> Result<(Explanation, Run), InputError> {
    let plan = plan_of(recording)?;
    let mut runner = Runner::new(recording.engine);
    let run = runner.run_logged(scenario, &plan)?;
    let log = run.log.clone().unwrap_or_default();
    let mut witness = Witness {
        runner,
        scenario,
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
        waiting: crash.map_or_else(Vec::new, |crash| waiting(crash, &log, &run, lens)),
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
