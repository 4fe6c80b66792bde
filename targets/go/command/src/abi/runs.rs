//! What becomes of a program that assumes it: runs of the model at each version, and of real toolchains if there are any.

use std::collections::BTreeSet;
use std::time::Duration;

use serde::Serialize;
use tearpoint_command::Source;
use tearpoint_command::plan::{engine, plan};
use tearpoint_harness::contract::InputError;
use tearpoint_harness::session::Runner;
use tearpoint_runtime::profile::PROFILES;

use super::AbiArgs;
use crate::conform::outcome::{Outcome, is_unknown};
use crate::conform::place::Program;
use crate::conform::toolchain::{Flags, Toolchain};
use crate::open::open;

/// What a program did in some versions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ended {
    /// `model`, or `real`.
    pub by: &'static str,
    pub go: Vec<String>,
    /// The outcomes in one line each, or why there are none.
    pub outcomes: Vec<String>,
}

/// Runs the program in the model at each version; versions that end alike stand together.
///
/// # Errors
/// An unknown scheduler.
pub fn model(args: &AbiArgs, source: &Source) -> Result<Vec<Ended>, InputError> {
    let mut list = Vec::new();
    for profile in &PROFILES {
        let mut plan = plan(&args.common)?;
        let outcomes = match open(source, profile, &plan.limits) {
            Err(error) => {
                let said = error.to_string();
                vec![format!(
                    "refused: {}",
                    said.lines().next().unwrap_or_default()
                )]
            }
            Ok(mut scenario) => {
                let mut runner = Runner::new(engine(args.common.engine));
                let mut seen = BTreeSet::new();
                for seed in 0..args.seeds {
                    plan.seed = seed;
                    let report = runner.run(&mut scenario, &plan)?.report;
                    seen.insert(match is_unknown(&report) {
                        true => "a limit is reached".to_owned(),
                        false => Outcome::of(&report).told(),
                    });
                }
                seen.into_iter().collect()
            }
        };
        add(&mut list, "model", profile.name, outcomes);
    }
    Ok(list)
}

/// Runs it on real toolchains.
///
/// # Errors
/// A toolchain or a program that cannot be started.
pub fn real(
    args: &AbiArgs,
    toolchains: &[Toolchain],
    source: &Source,
) -> Result<Vec<Ended>, InputError> {
    let mut list = Vec::new();
    for toolchain in toolchains {
        let flags = Flags {
            checklinkname: args.common.checklinkname,
            race: false,
        };
        let outcomes = match Program::build(toolchain, source, flags)? {
            Err(said) => {
                let line = said.lines().find(|line| !line.starts_with('#'));
                vec![format!("refused: {}", line.unwrap_or_default())]
            }
            Ok(program) => {
                let mut seen = BTreeSet::new();
                for _ in 0..args.runs {
                    let ended = program.run(Duration::from_secs(args.timeout), &[])?;
                    seen.insert(ended.outcome.told());
                }
                seen.into_iter().collect()
            }
        };
        add(&mut list, "real", &toolchain.version, outcomes);
    }
    Ok(list)
}

fn add(list: &mut Vec<Ended>, by: &'static str, version: &str, outcomes: Vec<String>) {
    match list.last_mut() {
        Some(last) if last.outcomes == outcomes => last.go.push(version.to_owned()),
        _ => list.push(Ended {
            by,
            go: vec![version.to_owned()],
            outcomes,
        }),
    }
}
