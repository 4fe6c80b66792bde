//! `tearpoint run hikari --seed 3 --policy DEFECT`: one run of a protocol, step by step.

use tearpoint_resilience::protocol::{ProtocolScenario, SOUND};

use crate::Failure;
use crate::cli::{Format, RunArgs};
use crate::json::RunJson;
use crate::open::plan;
use crate::render::causes;
use crate::replay::status_of;
use crate::run::{print_again, recorded};
use crate::scenarios::Source;
use crate::timeline::timeline;
use crate::traffic::refuse_go_flags;

/// Runs `source` as `args` say: sound if no defect is named.
///
/// # Errors
/// What the file's reader refuses; flags of Go scenarios.
pub fn run(args: &RunArgs, source: &Source) -> Result<u8, Failure> {
    refuse_go_flags(&args.common, args.tamper || args.plan.is_some())?;
    let mut plan = plan(&args.common)?;
    plan.seed = args.seed;
    let profile = args.policy.as_deref().unwrap_or(SOUND);
    let mut scenario = ProtocolScenario::load(&source.name, &source.text, profile)?;
    let (run, recording) = recorded(args, &mut scenario, &plan)?;
    if args.common.format == Format::Json {
        RunJson::new(&recording, &run.report, &run.verdict).print();
        return Ok(status_of(&run.verdict));
    }
    println!(
        "{}, profile {profile}, seed {}, {} scheduler\n{}\n",
        source.name,
        args.seed,
        recording.scheduler,
        scenario.protocol().title()
    );
    let tasks = &run.report.tasks;
    print!(
        "{}",
        timeline(&recording.events, run.points, &tasks.names, args.timeline)
    );
    print!("\n{}", String::from_utf8_lossy(&run.report.stdout));
    let failure = run.report.failure();
    let lines = failure.map_or_else(Vec::new, |crash| causes(crash, tasks));
    lines.iter().for_each(|line| println!("cause: {line}"));
    println!("\nverdict: {}", run.verdict);
    println!("digest {:032x}", run.digest);
    print_again(args, &recording);
    Ok(status_of(&run.verdict))
}
