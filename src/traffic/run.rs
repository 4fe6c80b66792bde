//! `tearpoint run avalanche --seed 3 --policy NAME`: one run, with its course.

use std::fmt::Write as _;

use serde_json::json;
use tearpoint_harness::contract::InputError;
use tearpoint_harness::session::Runner;
use tearpoint_resilience::course::{course, seconds};
use tearpoint_resilience::figures::Figures;
use tearpoint_resilience::scenario::{Scenario, UNDEFENDED};
use tearpoint_resilience::world::ResilienceScenario;

use super::bands::{FIGURES, SHOWN, chosen};
use super::hunt::refuse_go_flags;
use super::{json, show};
use crate::Failure;
use crate::cli::{Format, RunArgs};
use crate::json::RunJson;
use crate::open::plan;
use crate::replay::status_of;
use crate::run::{print_again, recorded};
use crate::scenarios::Source;

/// Runs `source` as `args` say, under the first policy if none is named.
pub fn run(args: &RunArgs, source: &Source) -> Result<u8, Failure> {
    refuse_go_flags(&args.common, args.tamper || args.plan.is_some())?;
    let mut plan = plan(&args.common)?;
    plan.seed = args.seed;
    let text = String::from_utf8_lossy(&source.text);
    let parsed = Scenario::parse(&source.name, &text)?;
    let first = parsed.policies.first().map(|policy| policy.name.as_str());
    let policy = args.policy.as_deref().or(first).unwrap_or(UNDEFENDED);
    let mut scenario = ResilienceScenario::load(&source.name, &source.text, policy)?;
    let (run, recording) = recorded(args, &mut scenario, &plan)?;
    let figures = scenario.figures();
    if args.common.format == Format::Json {
        let line = RunJson::new(&recording, &run.report, &run.verdict);
        let mut line = serde_json::to_value(line).expect("plain data");
        line["figures"] = json!(figures.as_ref().map(json::figures));
        println!("{line}");
        return Ok(status_of(&run.verdict));
    }
    println!(
        "{} under policy {policy}, seed {}\n{}\n",
        source.name, args.seed, parsed.title
    );
    if let Some(figures) = &figures {
        println!("{}{}", told(&parsed, figures), measured(figures));
    }
    println!("verdict: {}", run.verdict);
    println!("digest {:032x}", run.digest);
    print_again(args, &recording);
    Ok(status_of(&run.verdict))
}

/// The course of a run, a line each: when, and how long after the trouble began.
pub fn told(scenario: &Scenario, figures: &Figures) -> String {
    let mut out = String::new();
    for milestone in course(scenario, figures) {
        let later = match milestone.at.checked_sub(figures.begins) {
            Some(0) | None => String::new(),
            Some(after) => format!("+{}", seconds(after)),
        };
        let _ = writeln!(
            out,
            "{:>9} {later:>9}  {}",
            seconds(milestone.at),
            milestone.what
        );
    }
    out
}

/// The figures of one run, and its sparklines.
pub fn measured(figures: &Figures) -> String {
    let mut out = String::from("\n");
    let also = ["failed", "lock_retries", "lock_wait_ms", "trips"];
    let listed = chosen(&SHOWN).chain(FIGURES.iter().filter(|figure| also.contains(&figure.key)));
    for figure in listed {
        if let Some(value) = (figure.of)(figures) {
            let _ = writeln!(out, "{:>32}  {value:.*}", figure.heading, figure.digits);
        }
    }
    let most = show::longest(figures);
    let [good, queue, pool] = show::sparks(figures, most.max(1), show::SPARK_COLUMNS);
    let _ = writeln!(out, "\n{:>32}  {good}", "good answers, 0 to 100 %");
    let _ = writeln!(
        out,
        "{:>32}  {queue}",
        format!("executor's queue, 0 to {most}")
    );
    let _ = writeln!(out, "{:>32}  {pool}", "pool in use, 0 to 100 %");
    out
}

/// The figures and scenario of a recording's run, done again.
///
/// # Errors
/// A recording of something else; source that this tearpoint refuses.
pub fn again(
    recording: &tearpoint_harness::recording::Recording,
) -> Result<(tearpoint_harness::session::Run, Scenario, Option<Figures>), InputError> {
    let text = String::from_utf8_lossy(&recording.source);
    let parsed = Scenario::parse(&recording.scenario, &text)?;
    let mut scenario =
        ResilienceScenario::load(&recording.scenario, &recording.source, &recording.profile)?;
    let plan = tearpoint_harness::session::plan_of(recording)?;
    let run = Runner::new(recording.engine).run_logged(&mut scenario, &plan)?;
    Ok((run, parsed, scenario.figures()))
}
