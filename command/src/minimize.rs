//! `tearpoint minimize`: the smallest run that still shows a recording's signature.

use tearpoint_harness::contract::{Scenario, Stream};
use tearpoint_harness::recording::Recording;
use tearpoint_harness::session::{Runner, plan_of};

use crate::args::{Format, MinimizeArgs};
use crate::failure::Failure;
use crate::json::RunJson;
use crate::recordings::save;
use crate::status;

/// Minimizes the run of `recording`, from which `scenario` was opened, as `args` say.
///
/// # Errors
/// A run that does not fail; a file that cannot be written.
pub fn minimize(
    args: &MinimizeArgs,
    recording: &Recording,
    scenario: &mut dyn Scenario,
) -> Result<u8, Failure> {
    let plan = plan_of(recording)?;
    let mut left = args.max_runs;
    let mut stop = || {
        left = left.saturating_sub(1);
        left == 0
    };
    let small = Runner::new(recording.engine).minimize(scenario, &plan, &mut stop)?;
    save(&small.recording, &args.out)?;
    if args.format == Format::Json {
        let mut line = RunJson::new(&small.recording, &small.run.report, &small.run.verdict);
        line.recording = Some(args.out.display().to_string());
        line.print();
        return Ok(status::FINDING);
    }
    println!("{}", small.run.verdict);
    println!(
        "steps        {:>8} -> {}",
        recording.steps, small.recording.steps
    );
    println!(
        "preemptions  {:>8} -> {}",
        described(recording),
        switches(&small.recording)
    );
    println!(
        "tampers      {:>8} -> {}",
        tampers(recording),
        tampers(&small.recording)
    );
    println!(
        "{} runs; written to {}",
        small.executions,
        args.out.display()
    );
    Ok(status::FINDING)
}

/// Preemptions of a recording, or its scheduler if they follow from the seed.
fn described(recording: &Recording) -> String {
    match switches(recording) {
        0 => recording.scheduler.clone(),
        n => n.to_string(),
    }
}

fn switches(recording: &Recording) -> usize {
    recording
        .deviations
        .iter()
        .filter(|choice| choice.stream == Stream::Schedule)
        .count()
}

fn tampers(recording: &Recording) -> usize {
    recording
        .tampers
        .split(|&byte| byte == b';')
        .filter(|part| !part.is_empty())
        .count()
}
