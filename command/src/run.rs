//! `tearpoint run`: one run, with its event timeline.

use std::io::Write as _;

use tearpoint_harness::contract::{Class, InputError, Scenario};
use tearpoint_harness::recording::Recording;
use tearpoint_harness::session::{Plan, Run, Runner};

use crate::args::{Format, RunArgs};
use crate::failure::Failure;
use crate::json::{RunJson, verdict_word};
use crate::plan::engine;
use crate::recordings::save;
use crate::render::{causes, waiters};
use crate::source::Source;
use crate::status;
use crate::timeline::timeline;
use crate::words::Words;

/// Scenarios that are named when there is more than one.
const SHOWN: usize = 8;

/// The one of `sources`, which `name` means.
///
/// # Errors
/// There are more.
pub fn only<'a>(name: &str, sources: &'a [Source]) -> Result<&'a Source, InputError> {
    let [source] = sources else {
        let first = sources.iter().take(SHOWN);
        let mut names: Vec<&str> = first.map(|source| source.name.as_str()).collect();
        if sources.len() > SHOWN {
            names.push("…");
        }
        let many = format!(
            "{}: run takes one scenario, this is {}",
            name,
            names.join(", ")
        );
        return Err(InputError(many));
    };
    Ok(source)
}

/// Runs `scenario` as `plan` and `args` say.
///
/// # Errors
/// What the engine refuses; a recording that cannot be written.
pub fn run(
    args: &RunArgs,
    scenario: &mut dyn Scenario,
    plan: &Plan,
    words: &Words,
) -> Result<u8, Failure> {
    let (run, recording) = recorded(args, scenario, plan)?;
    if args.common.format == Format::Json {
        RunJson::new(&recording, &run.report, &run.verdict).print();
        return Ok(status::of(&run.verdict));
    }
    println!(
        "{}, seed {}, {} scheduler",
        words.scenario(&recording.scenario, &recording.profile),
        args.seed,
        recording.scheduler
    );
    if !recording.tampers.is_empty() {
        println!("tampering: {}", String::from_utf8_lossy(&recording.tampers));
    }
    println!(
        "\n{}",
        timeline(
            &recording.events,
            run.points,
            &run.report.tasks,
            args.timeline
        )
    );
    show_output("stdout", &run.report.stdout);
    show_output("stderr", &run.report.stderr);
    if !run.report.message.is_empty() {
        println!("{}", run.report.message);
        run.report
            .frames
            .iter()
            .for_each(|frame| println!("  {}", frame.function));
    }
    for finding in &run.report.findings {
        println!("{}: {}", finding.class, finding.message);
        finding
            .frames
            .iter()
            .for_each(|frame| println!("  {}", frame.function));
        if finding.waiters.iter().any(|one| one.detected.is_some()) {
            waiters(finding, &run.report.tasks)
                .iter()
                .for_each(|line| println!("{line}"));
        }
    }
    if let Some(crash) = run.report.failure() {
        let race = crash.class == Class::Race;
        let prefix = if race { "" } else { "cause: " };
        causes(crash, &run.report.tasks)
            .iter()
            .for_each(|line| println!("{prefix}{line}"));
    }
    println!(
        "\nended {} (exit status {}) after {} steps",
        run.report.class, run.report.exit, run.steps
    );
    println!("verdict {}: {}", verdict_word(&run.verdict), run.verdict);
    println!("digest {:032x}", run.digest);
    print_token(&recording);
    Ok(status::of(&run.verdict))
}

/// The run of `plan`, checked and written to a file if `args` ask for that.
///
/// # Errors
/// A run that does not repeat; a file that cannot be written.
pub fn recorded(
    args: &RunArgs,
    scenario: &mut dyn Scenario,
    plan: &Plan,
) -> Result<(Run, Recording), Failure> {
    let mut runner = Runner::new(engine(args.common.engine));
    let run = if args.common.check {
        runner.check(scenario, plan)?
    } else {
        runner.run_logged(scenario, plan)?
    };
    let recording = runner.record(scenario, plan, &run)?;
    if let Some(file) = &args.record {
        save(&recording, file)?;
    }
    Ok((run, recording))
}

/// Says how to do the run again: by the file that was asked for, or a token.
pub fn print_again(args: &RunArgs, recording: &Recording) {
    match &args.record {
        Some(file) => println!("again: tearpoint replay {}", file.display()),
        None => print_token(recording),
    }
}

/// The characters of a token that a terminal is not flooded with.
const MAX_TOKEN: usize = 8192;

/// Says how to do the run again: by its token, or, if that is too long to be read and copied, how to get a file.
fn print_token(recording: &Recording) {
    match recording.token() {
        Ok(token) if token.len() <= MAX_TOKEN => println!("again: tearpoint replay {token}"),
        Ok(_) => println!("again: the same with --record FILE, then tearpoint replay FILE"),
        Err(_) => {}
    }
}

fn show_output(name: &str, bytes: &[u8]) {
    if !bytes.is_empty() {
        println!("{name}:");
        let _ = std::io::stdout().write_all(bytes);
        println!();
    }
}
