//! tearpoint runs Go programs on a simulated Go runtime, deterministically, and finds the point where the runtime tears.
//!
//! This crate is the command, and a thin facade over `tearpoint_harness` (the engine) and the worlds
//! under test: the only place that knows both.
#![forbid(unsafe_code)]

pub mod cli;
mod conform;
pub mod explain;
mod html;
mod hunt;
pub mod json;
mod lint;
mod list;
mod minimize;
mod open;
mod page;
mod plot;
mod protocol;
pub mod render;
pub mod replay;
pub mod report;
pub mod resilience;
mod run;
pub mod scenarios;
mod timeline;
mod traffic;

pub use open::{open, open_recording};

use std::ffi::OsString;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex};

use clap::Parser;
use clap::error::ErrorKind;
use tearpoint_harness::contract::InputError;
use tearpoint_harness::session::SessionError;

use crate::cli::{Cli, Verb};

/// Exit statuses.
pub mod status {
    pub const PASS: u8 = 0;
    pub const FINDING: u8 = 1;
    pub const USAGE: u8 = 2;
    pub const LIMIT: u8 = 3;
    pub const BUG: u8 = 4;
}

/// Why a verb could not do its work.
#[derive(Debug)]
pub enum Failure {
    Session(SessionError),
    /// Something around the work failed: a file could not be written.
    Input(InputError),
}

impl From<SessionError> for Failure {
    fn from(error: SessionError) -> Failure {
        Failure::Session(error)
    }
}

impl From<InputError> for Failure {
    fn from(error: InputError) -> Failure {
        Failure::Input(error)
    }
}

/// The whole command: parses, runs the verb, and gives the exit status. Never panics at the user.
pub fn main(args: impl Iterator<Item = OsString>) -> u8 {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
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
    match catch_unwind(AssertUnwindSafe(|| dispatch(&cli))) {
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

fn dispatch(cli: &Cli) -> Result<u8, Failure> {
    match &cli.verb {
        None => hunt::hunt(&cli.hunt, hunt::Kind::Tour),
        Some(Verb::Hunt(args)) => hunt::hunt(args, hunt::Kind::Asked),
        Some(Verb::Run(args)) => run::run(args),
        Some(Verb::Replay(args)) => replay::main(args),
        Some(Verb::Explain(args)) => explain::main(args),
        Some(Verb::Minimize(args)) => minimize::main(args),
        Some(Verb::Report(args)) => page::main(args),
        Some(Verb::Conform(args)) => conform::main(args),
        Some(Verb::Lint(args)) => lint::main(args),
        Some(Verb::List(args)) => list::list(args),
    }
}
