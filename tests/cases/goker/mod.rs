//! Thirty real concurrency bugs are found as documented, and nothing is found once they are mended.

mod expect;

use std::collections::BTreeSet;

use expect::{Kernel, crashes, kernels, load};
use tearpoint_harness::contract::Density;
use tearpoint_harness::recording::EngineKind;
use tearpoint_harness::session::{Plan, Runner};
use tearpoint_harness::verdict::Verdict::Pass;
use tearpoint_trials::{Trials, Verdict};

use crate::common::{files, steps};

/// Schedules within which every kernel shows its bug.
const SEEDS: u64 = 1000;
/// Schedules of a kernel that shows its bug in each.
const ALWAYS: u64 = 33;
/// Schedules of each mended kernel; `cargo run --release --example goker -- fixed` runs more.
const MENDED: u64 = 96;

/// Each kernel on two versions and mended, and one about their list.
pub fn cases(trials: &mut Trials) {
    for name in kernels().into_iter().map(|kernel| kernel.kernel) {
        trials.add(format!("goker::mended::{name}"), move || {
            shows_nothing(&format!("fixed/{name}"))
        });
    }
    for version in ["1.19", "1.23"] {
        for kernel in kernels() {
            trials.add(
                format!("goker::documented::{}::{version}", kernel.kernel),
                move || shows_its_bug(&kernel, version),
            );
        }
    }
    trials.add(
        "goker::every_kernel_has_a_line_and_a_mended_variant",
        are_complete,
    );
}

fn plan() -> Plan {
    Plan {
        scheduler: "portfolio".parse().unwrap(),
        density: Density::Access,
        limits: steps(200_000),
        ..Plan::default()
    }
}

fn shows_its_bug(kernel: &Kernel, version: &str) -> Verdict {
    let mut plan = plan();
    let mut runner = Runner::new(EngineKind::Native);
    let mut scenario = load(&kernel.kernel, version, &plan.limits)?;
    let mut seen = BTreeSet::new();
    for seed in 0..if kernel.always { ALWAYS } else { SEEDS } {
        plan.seed = seed;
        let run = runner.run(&mut scenario, &plan).unwrap();
        if !kernel.allows(&run) {
            return Err(format!(
                "seed {seed}: {:?}",
                crashes(&run).collect::<Vec<_>>()
            ));
        }
        match (kernel.found(&run), kernel.always) {
            (true, false) => return Ok(()),
            (false, true) => return Err(format!("seed {seed} ended with {}", run.verdict)),
            _ => seen.insert(run.verdict.to_string()),
        };
    }
    match kernel.always {
        true => Ok(()),
        false => Err(format!("not within {SEEDS} seeds, but {seen:?}")),
    }
}

fn shows_nothing(name: &str) -> Verdict {
    let mut plan = plan();
    let mut runner = Runner::new(EngineKind::Native);
    let mut scenario = load(name, "1.23", &plan.limits)?;
    for seed in 0..MENDED {
        plan.seed = seed;
        let run = runner.run(&mut scenario, &plan).unwrap();
        if run.verdict != Pass {
            return Err(format!("seed {seed}: {}", run.verdict));
        }
    }
    Ok(())
}

fn are_complete() -> Verdict {
    let lines: BTreeSet<String> = kernels().into_iter().map(|kernel| kernel.kernel).collect();
    let mended = lines.iter().map(|name| format!("fixed/{name}"));
    let wanted: BTreeSet<String> = mended.chain(lines.iter().cloned()).collect();
    let names = files("corpus/go/goker", "go")
        .into_iter()
        .map(|(name, _)| name);
    assert_eq!(names.collect::<BTreeSet<_>>(), wanted);
    assert_eq!(lines.len(), 30);
    Ok(())
}
