//! The `tearpoint` command, and a thin facade over it.
//!
//! A line of arguments goes through [`main_with`] to a verb, and from there to the world that its input belongs to. Which worlds
//! there are is said in one place, [`worlds()`]; what a world is, in [`tearpoint_command::World`].
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod cli;
mod verbs;
mod worlds;

use std::ffi::OsString;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex};

use clap::error::ErrorKind;
use tearpoint_command::{Failure, Words, World, Worlds, crash_report, status};
use tearpoint_harness::contract::{InputError, Report, Scenario};
use tearpoint_harness::recording::{EngineKind, Recording};
use tearpoint_harness::session::{Replay, Runner, SessionError};
use tearpoint_harness::verdict::Verdict;

pub use worlds::worlds;

use crate::cli::parse;

/// The whole command: parses, runs the verb, and gives the exit status. Never panics at the user.
pub fn main(args: impl Iterator<Item = OsString>) -> u8 {
    main_with(args, worlds())
}

/// As [`main`], with worlds of the caller's own choosing.
pub fn main_with(args: impl Iterator<Item = OsString>, worlds: Worlds) -> u8 {
    let line = match parse(args, &worlds) {
        Ok(line) => line,
        Err(error) => {
            let help = matches!(
                error.kind(),
                ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
            );
            // A closed pipe is no reason to fail.
            let _ = error.print();
            return if help { status::PASS } else { status::USAGE };
        }
    };
    let place = Arc::new(Mutex::new(String::new()));
    let noted = Arc::clone(&place);
    std::panic::set_hook(Box::new(move |info| {
        if let Ok(mut noted) = noted.lock() {
            *noted = info.to_string();
        }
    }));
    match catch_unwind(AssertUnwindSafe(|| verbs::call(&line, &worlds))) {
        Ok(Ok(status)) => status,
        Ok(Err(Failure::Session(error @ SessionError::NonDeterminism(_)))) => {
            eprintln!("tearpoint: {error}");
            status::BUG
        }
        Ok(Err(Failure::Session(SessionError::Input(error)) | Failure::Input(error))) => {
            eprintln!("tearpoint: {error}");
            status::USAGE
        }
        Err(_) => {
            let what = place
                .lock()
                .map(|what| what.replace('\n', ": "))
                .unwrap_or_default();
            // Nobody reads any more: `tearpoint … | head`.
            if what.contains("failed printing to") && what.contains("Broken pipe") {
                return status::PASS;
            }
            eprintln!("tearpoint: this is a bug of tearpoint: {what}");
            eprintln!("tearpoint: please report it with the command line and the scenario");
            status::BUG
        }
    }
}

/// The scenario that a recording carries.
///
/// # Errors
/// A target or a profile that this tearpoint does not have; source that it refuses.
pub fn open_recording(recording: &Recording) -> Result<Box<dyn Scenario>, InputError> {
    worlds().of_recording(recording)?.reopen(recording)
}

/// Does the run of `recording` again, on `engine` if one is given.
///
/// # Errors
/// As [`open_recording`].
pub fn replay(recording: &Recording, engine: Option<EngineKind>) -> Result<Replay, InputError> {
    let mut scenario = open_recording(recording)?;
    Runner::new(engine.unwrap_or(recording.engine)).replay(recording, scenario.as_mut())
}

/// The report of a failed run, in the words of its world: what a snapshot holds. `file` is where its recording lies.
pub fn crash_report(
    recording: &Recording,
    report: &Report,
    verdict: &Verdict,
    file: &str,
) -> String {
    let worlds = worlds();
    let world = worlds.of_recording(recording);
    let words = world.map_or(Words::default(), World::words);
    crash_report::crash_report(&words, recording, report, verdict, file)
}
