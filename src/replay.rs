//! `tearpoint replay`: a recorded run again; EXACT, or where it diverged.

use serde_json::json;
pub use tearpoint_command::recordings::{load, save};
pub use tearpoint_command::status::of as status_of;
use tearpoint_harness::contract::InputError;
use tearpoint_harness::recording::{EngineKind, Recording};
use tearpoint_harness::session::{Replay, Run, Runner};

use crate::cli::{Format, ReplayArgs};
use crate::json::RunJson;
use crate::open::{crash_report, engine, open_recording};
use crate::{Failure, status};

/// Does the run of `recording` again, on `engine` if one is given.
///
/// # Errors
/// A scenario that this tearpoint refuses.
pub fn replay(recording: &Recording, engine: Option<EngineKind>) -> Result<Replay, InputError> {
    let mut scenario = open_recording(recording)?;
    Runner::new(engine.unwrap_or(recording.engine)).replay(recording, scenario.as_mut())
}

/// The run of `recording` again, with its log, and whether it was the recorded one.
///
/// # Errors
/// As [`replay`].
pub fn again(recording: &Recording) -> Result<(Run, bool), InputError> {
    Ok(match replay(recording, None)? {
        Replay::Exact(run) => (*run, true),
        Replay::Diverged { run, .. } => (*run, false),
    })
}

/// Replays as `args` say.
pub fn main(args: &ReplayArgs) -> Result<u8, Failure> {
    let recording = load(&args.what)?;
    let outcome = replay(&recording, args.engine.map(engine))?;
    let (run, difference) = match &outcome {
        Replay::Exact(run) => (run, None),
        Replay::Diverged { run, difference } => (run, Some(difference)),
    };
    if args.format == Format::Json {
        let mut line = serde_json::to_value(RunJson::new(&recording, &run.report, &run.verdict))
            .expect("plain data");
        line["replay"] = match difference {
            None => json!("EXACT"),
            Some(d) => json!({ "DIVERGED": {
                "step": d.step, "goroutine": d.task.map(|task| task.0 + 1), "expected": d.expected, "got": d.got,
            }}),
        };
        println!("{line}");
    } else {
        let file = if Recording::is_token(&args.what) {
            "TOKEN"
        } else {
            &args.what
        };
        print!(
            "{}",
            crash_report(&recording, &run.report, &run.verdict, file)
        );
        match difference {
            None => println!("EXACT: {} steps, digest {:032x}", run.steps, run.digest),
            Some(d) => {
                let who = d.task.map_or(String::new(), |task| {
                    format!(" on goroutine {}", task.0 + 1)
                });
                println!(
                    "DIVERGED at step {}{who}: expected {}, got {}",
                    d.step, d.expected, d.got
                );
            }
        }
    }
    Ok(match difference {
        None => status_of(&run.verdict),
        Some(_) => status::BUG,
    })
}
