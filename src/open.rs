//! From arguments and recordings to scenarios and plans: where the command meets harness and targets.

use regex::Regex;
use tearpoint_command::crash_report::crash_report as report_in;
use tearpoint_command::explain::{Lens, main};
pub use tearpoint_command::plan::{engine, plan};
use tearpoint_command::words::Words;
use tearpoint_harness::contract::{InputError, Limits, Report, Scenario};
use tearpoint_harness::recording::Recording;
use tearpoint_harness::verdict::Verdict;
use tearpoint_targets::go::load::blocked_linknames;
use tearpoint_targets::go::profile::{PROFILES, Profile, profile};
use tearpoint_targets::go::runtime::points::PARK;
use tearpoint_targets::go::world::GoScenario;
use tearpoint_targets::resilience::load::load;

use crate::cli::{Common, ExplainArgs};
use crate::scenarios::Source;
use crate::traffic::is_of_traffic;
use crate::{Failure, protocol, traffic};

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
    let mut refused = blocked_linknames(&source.name, &text, profile).into_iter();
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

/// How the world of a recording speaks of it.
pub fn words(recording: &Recording) -> Words {
    let (profile, joint, whole) = match recording.target.as_str() {
        "go" => ("go", " on ", "program"),
        _ if is_of_traffic(recording) => ("policy", " under ", "run"),
        _ => ("profile", ", ", "run"),
    };
    Words {
        profile,
        joint,
        whole,
        task: "goroutine",
    }
}

/// The report of a failed run, in the words of its world.
pub fn crash_report(
    recording: &Recording,
    report: &Report,
    verdict: &Verdict,
    file: &str,
) -> String {
    report_in(&words(recording), recording, report, verdict, file)
}

/// Explains as `args` say.
pub fn explain(args: &ExplainArgs) -> Result<u8, Failure> {
    let recording = crate::replay::load(&args.what)?;
    if is_of_traffic(&recording) {
        return traffic::explain(args, &recording);
    }
    if recording.target == "resilience" {
        return protocol::explain(args, &recording);
    }
    let lens = Lens {
        same: |one, other| one >> 3 == other >> 3,
        park: Some(PARK.id),
    };
    let mut scenario = open_recording(&recording)?;
    main(args, &recording, scenario.as_mut(), &lens)
}
