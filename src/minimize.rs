//! `tearpoint minimize`: the smallest run that still shows a recording's signature.

use tearpoint_harness::contract::Stream;
use tearpoint_harness::recording::Recording;
use tearpoint_harness::session::{Runner, plan_of};

use crate::cli::{Format, MinimizeArgs};
use crate::json::RunJson;
use crate::open::open_recording;
use crate::replay::{load, save};
use crate::{Failure, status, traffic};

/// Minimizes as `args` say.
pub fn main(args: &MinimizeArgs) -> Result<u8, Failure> {
    let recording = load(&args.recording)?;
    if traffic::is_of_traffic(&recording) {
        return traffic::minimize(args, &recording);
    }
    let mut scenario = open_recording(&recording)?;
    let plan = plan_of(&recording)?;
    let mut left = args.max_runs;
    let mut stop = || {
        left = left.saturating_sub(1);
        left == 0
    };
    let small = Runner::new(recording.engine).minimize(scenario.as_mut(), &plan, &mut stop)?;
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
        described(&recording),
        switches(&small.recording)
    );
    println!(
        "tampers      {:>8} -> {}",
        tampers(&recording),
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
