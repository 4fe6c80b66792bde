//! One run of traffic in words and figures.

use std::fmt::Write as _;

use tearpoint_harness::contract::InputError;
use tearpoint_harness::recording::Recording;
use tearpoint_harness::session::{Run, Runner, plan_of};
use tearpoint_resilience::scenario::Scenario;
use tearpoint_resilience::traffic::TrafficScenario;
use tearpoint_resilience::traffic::analysis::course::{course, seconds};
use tearpoint_resilience::traffic::analysis::figures::Figures;

use super::bands::{FIGURES, SHOWN, chosen};
use super::show;

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
pub fn again(recording: &Recording) -> Result<(Run, Scenario, Option<Figures>), InputError> {
    let text = String::from_utf8_lossy(&recording.source);
    let parsed = Scenario::parse(&recording.scenario, &text)?;
    let mut scenario =
        TrafficScenario::load(&recording.scenario, &recording.source, &recording.profile)?;
    let plan = plan_of(recording)?;
    let run = Runner::new(recording.engine).run_logged(&mut scenario, &plan)?;
    Ok((run, parsed, scenario.figures()))
}
