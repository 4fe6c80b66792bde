//! `tearpoint hunt`, and the bare command: many seeds, grouped by signature, one recording each.

mod checked;
mod haul;
mod progress;
mod span;

use std::time::Instant;

use tearpoint_harness::contract::{InputError, Scenario};
use tearpoint_harness::session::{HuntPlan, Runner, Tally};

pub use checked::checked;
pub use haul::make_out;
pub use span::{Occasion, budget, seeds, shard};

use crate::args::HuntArgs;
use crate::failure::Failure;
use crate::plan::{engine, plan};
use haul::{Haul, finish};
use progress::Progress;

/// Hunts as `args` say through the scenarios that `open` gives; it is asked once the flags are understood.
///
/// # Errors
/// Flags that mean nothing; what `open` or the engine refuses; recordings that cannot be written.
pub fn hunt(
    args: &HuntArgs,
    occasion: Occasion,
    open: impl FnOnce() -> Result<Vec<Box<dyn Scenario>>, InputError>,
) -> Result<u8, Failure> {
    let started = Instant::now();
    let mut hunt = HuntPlan {
        plan: plan(&args.common)?,
        ..HuntPlan::default()
    };
    (hunt.shard, hunt.shards) = shard(args.shard.as_deref())?;
    let budget = budget(args, occasion)?;
    hunt.seeds = seeds(args, occasion)?;
    let mut opened = open()?;
    let passes: &[bool] = match occasion {
        Occasion::Tour if !args.tamper => &[false, true],
        _ => &[args.tamper],
    };
    let mut runner = Runner::new(engine(args.common.engine));
    let progress = Progress::new(args.common.format);
    let mut haul = Haul::default();
    let parts = (opened.len() * passes.len()) as u32;
    let jobs = passes
        .iter()
        .flat_map(|&tamper| (0..opened.len()).map(move |at| (tamper, at)));
    for (part, (tamper, at)) in (1..=parts).zip(jobs.collect::<Vec<_>>()) {
        hunt.tamper = tamper;
        let deadline = budget.map(|budget| started + budget * part / parts);
        let scenario = opened[at].as_mut();
        let name = scenario.name().to_owned();
        let mut stop = |tally: &Tally| {
            progress.show(&name, tamper, &haul, tally);
            deadline.is_some_and(|deadline| {
                tally.executions.is_multiple_of(16) && Instant::now() >= deadline
            })
        };
        let hunted = if args.common.check {
            checked(&mut runner, scenario, &hunt, &mut stop)?
        } else {
            runner.hunt(scenario, &hunt, &mut stop)?
        };
        progress.line(&name, tamper, &hunted.tally);
        haul.take(hunted);
    }
    progress.clear();
    finish(args, &haul, started.elapsed())
}
