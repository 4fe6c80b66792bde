//! From arguments and recordings to scenarios and plans: where the command meets harness and targets.

use std::str::FromStr;

use regex::Regex;
use tearpoint_front::load::blocked_linknames;
use tearpoint_go::scenario::{GoScenario, release};
use tearpoint_harness::contract::{Density, InputError, Limits, Scenario};
use tearpoint_harness::recording::{EngineKind, Recording};
use tearpoint_harness::scheduler::SchedulerSpec;
use tearpoint_harness::session::Plan;
use tearpoint_resilience::load::load;
use tearpoint_runtime::profile::{PROFILES, Profile, profile};

use crate::cli::{Common, DensityName, EngineName};
use crate::scenarios::Source;

/// A scenario, ready to run: parsed, checked and compiled.
///
/// # Errors
/// What the front end refuses, with file, line and column.
pub fn open(
    source: &Source,
    profile: &'static Profile,
    limits: &Limits,
) -> Result<GoScenario, InputError> {
    GoScenario::load(&source.name, &source.text, profile, limits)
}

/// The scenario that a recording carries.
///
/// # Errors
/// A target or Go version that this tearpoint does not have; source that it refuses.
pub fn open_recording(recording: &Recording) -> Result<Box<dyn Scenario>, InputError> {
    match recording.target.as_str() {
        "go" => {
            let source = Source {
                name: recording.scenario.clone(),
                text: recording.source.clone(),
            };
            let profile = version(&recording.profile)?;
            Ok(Box::new(open(&source, profile, &recording.limits)?))
        }
        "resilience" => load(&recording.scenario, &recording.source, &recording.profile),
        other => Err(InputError(format!(
            "the recording is of target `{other}`, which this tearpoint does not have (see `tearpoint list targets`)"
        ))),
    }
}

/// The profile of a Go version.
///
/// # Errors
/// A version there is no profile of; the message lists those there are.
pub fn version(name: &str) -> Result<&'static Profile, InputError> {
    profile(name).ok_or_else(|| {
        let known: Vec<&str> = PROFILES.iter().map(|profile| profile.name).collect();
        InputError(format!(
            "no profile of Go `{name}`; there are {}",
            known.join(", ")
        ))
    })
}

/// What `--checklinkname` has to say of a scenario.
///
/// # Errors
/// The first symbol that the linker would refuse.
pub fn check_linknames(
    source: &Source,
    profile: &Profile,
    common: &Common,
) -> Result<(), InputError> {
    let text = String::from_utf8_lossy(&source.text);
    let mut refused = blocked_linknames(&source.name, &text, release(profile)).into_iter();
    match refused.next().filter(|_| common.checklinkname) {
        Some(text) => Err(InputError(text)),
        None => Ok(()),
    }
}

/// The tests that `--run` asks for.
///
/// # Errors
/// What is no regular expression.
pub fn chosen(common: &Common) -> Result<Option<Regex>, InputError> {
    let wrong = |error| InputError(format!("--run: {error}"));
    common
        .run
        .as_deref()
        .map(Regex::new)
        .transpose()
        .map_err(wrong)
}

/// The plan that flags ask for: seed 0, no tampering.
///
/// # Errors
/// An unknown scheduler.
pub fn plan(common: &Common) -> Result<Plan, InputError> {
    let density = match common.density {
        DensityName::Operation => Density::Operation,
        DensityName::Call => Density::Call,
        DensityName::Access => Density::Access,
    };
    let limits = Limits {
        steps: common.max_steps,
        tasks: common.max_goroutines,
        memory_bytes: common.max_memory,
        output_bytes: common.max_output,
        source_bytes: common.max_source,
    };
    let scheduler = SchedulerSpec::from_str(&common.scheduler)?;
    Ok(Plan {
        scheduler,
        density,
        limits,
        ..Plan::default()
    })
}

/// The engine that a flag names.
pub fn engine(name: EngineName) -> EngineKind {
    match name {
        EngineName::Native => EngineKind::Native,
        EngineName::Shuttle => EngineKind::Shuttle,
    }
}
