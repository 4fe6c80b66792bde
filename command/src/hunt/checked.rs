//! A hunt whose runs are each done twice.

use tearpoint_harness::contract::Scenario;
use tearpoint_harness::session::{HuntPlan, Hunted, Runner, Tally};

use crate::failure::Failure;

/// As [`Runner::hunt`], each seed run twice first: a difference is an error.
///
/// # Errors
/// A run that does not repeat; what the engine refuses.
pub fn checked(
    runner: &mut Runner,
    scenario: &mut dyn Scenario,
    hunt: &HuntPlan,
    stop: &mut dyn FnMut(&Tally) -> bool,
) -> Result<Hunted, Failure> {
    let mut plan = hunt.plan.clone();
    let mut tally = Tally::default();
    for seed in hunt
        .seeds
        .clone()
        .filter(|seed| seed % hunt.shards == hunt.shard)
    {
        if stop(&tally) {
            break;
        }
        plan.seed = seed;
        plan.tampers = if hunt.tamper {
            scenario.draw_tampers(seed)
        } else {
            Vec::new()
        };
        runner.check(scenario, &plan)?;
        tally.executions += 1;
    }
    Ok(runner.hunt(scenario, hunt, &mut |hunted| {
        hunted.executions >= tally.executions
    })?)
}
