//! `tearpoint replay`: a recorded run again; EXACT, or where it diverged.

use serde_json::json;
use tearpoint_harness::contract::{InputError, Scenario};
use tearpoint_harness::recording::Recording;
use tearpoint_harness::session::{Difference, Replay, Run, Runner};

use crate::args::{Format, ReplayArgs};
use crate::crash_report::crash_report;
use crate::failure::Failure;
use crate::json::RunJson;
use crate::plan::engine;
use crate::status;
use crate::words::Words;

/// The run of `recording` again, with its log, and whether it was the recorded one. `scenario` was opened from the recording.
///
/// # Errors
/// What the engine refuses.
pub fn again(
    recording: &Recording,
    scenario: &mut dyn Scenario,
) -> Result<(Run, bool), InputError> {
    Ok(
        match Runner::new(recording.engine).replay(recording, scenario)? {
            Replay::Exact(run) => (*run, true),
            Replay::Diverged { run, .. } => (*run, false),
        },
    )
}

/// Replays `recording`, from which `scenario` was opened, as `args` say.
///
/// # Errors
/// What the engine refuses.
pub fn replay(
    args: &ReplayArgs,
    recording: &Recording,
    scenario: &mut dyn Scenario,
    words: &Words,
) -> Result<u8, Failure> {
    let kind = args.engine.map_or(recording.engine, engine);
    let outcome = Runner::new(kind).replay(recording, scenario)?;
    let (run, difference) = match &outcome {
        Replay::Exact(run) => (run, None),
        Replay::Diverged { run, difference } => (run, Some(difference)),
    };
    if args.format == Format::Json {
        println!("{}", line(recording, run, difference));
    } else {
        let file = if Recording::is_token(&args.what) {
            "TOKEN"
        } else {
            &args.what
        };
        let report = crash_report(words, recording, &run.report, &run.verdict, file);
        println!("{report}{}", told(run, difference));
    }
    Ok(match difference {
        None => status::of(&run.verdict),
        Some(_) => status::BUG,
    })
}

fn line(recording: &Recording, run: &Run, difference: Option<&Difference>) -> serde_json::Value {
    let run = RunJson::new(recording, &run.report, &run.verdict);
    let mut line = serde_json::to_value(run).expect("plain data");
    line["replay"] = match difference {
        None => json!("EXACT"),
        Some(d) => json!({ "DIVERGED": {
            "step": d.step, "goroutine": d.task.map(|task| task.0 + 1), "expected": d.expected, "got": d.got,
        }}),
    };
    line
}

fn told(run: &Run, difference: Option<&Difference>) -> String {
    match difference {
        None => format!("EXACT: {} steps, digest {:032x}", run.steps, run.digest),
        Some(d) => {
            let who = d.task.map_or(String::new(), |task| {
                format!(" on {} {}", run.report.tasks.kind, task.0 + 1)
            });
            format!(
                "DIVERGED at step {}{who}: expected {}, got {}",
                d.step, d.expected, d.got
            )
        }
    }
}
