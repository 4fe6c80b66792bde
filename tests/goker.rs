//! Thirty real concurrency bugs are found as documented, and nothing is found once they are mended.

#[path = "goker/expect.rs"]
mod expect;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use expect::{Kernel, crashes, kernels, load};
use tearpoint_harness::contract::{Density, Limits};
use tearpoint_harness::recording::EngineKind;
use tearpoint_harness::session::{Plan, Runner};
use tearpoint_harness::verdict::Verdict;

/// Schedules within which every kernel shows its bug.
const SEEDS: u64 = 1000;
/// Schedules of a kernel that shows its bug in each.
const ALWAYS: u64 = 32;
/// Schedules of each mended kernel; `cargo run --release --example goker -- fixed` runs more.
const MENDED: u64 = 96;

fn plan() -> Plan {
    Plan {
        scheduler: "portfolio".parse().unwrap(),
        density: Density::Access,
        limits: Limits {
            steps: 200_000,
            ..Limits::default()
        },
        ..Plan::default()
    }
}

/// The first seed that shows the documented verdict, or what was seen instead.
fn hunt(kernel: &Kernel, version: &str, runner: &mut Runner) -> Result<u64, String> {
    let mut plan = plan();
    let mut scenario = load(&kernel.kernel, version, &plan.limits)?;
    let mut seen = BTreeSet::new();
    for seed in 0..SEEDS {
        plan.seed = seed;
        let run = runner.run(&mut scenario, &plan).unwrap();
        if !kernel.allows(&run) {
            return Err(format!(
                "seed {seed}: {:?}",
                crashes(&run).collect::<Vec<_>>()
            ));
        }
        if kernel.found(&run) && !kernel.always {
            return Ok(seed);
        }
        if kernel.always {
            if !kernel.found(&run) {
                return Err(format!("seed {seed} ended with {}", run.verdict));
            }
            if seed == ALWAYS {
                return Ok(0);
            }
        }
        seen.insert(run.verdict.to_string());
    }
    Err(format!("not within {SEEDS} seeds, but {seen:?}"))
}

fn documented(version: &str) {
    let mut runner = Runner::new(EngineKind::Native);
    let mut misses = Vec::new();
    for kernel in kernels() {
        match hunt(&kernel, version, &mut runner) {
            Ok(seed) => println!("go {version} {}: seed {seed}", kernel.kernel),
            Err(why) => misses.push(format!("{}: {why}", kernel.kernel)),
        }
    }
    assert!(misses.is_empty(), "go {version}:\n{}", misses.join("\n"));
}

#[test]
fn documented_verdicts_go_1_19() {
    documented("1.19");
}

#[test]
fn documented_verdicts_go_1_23() {
    documented("1.23");
}

#[test]
fn mended_kernels_show_nothing() {
    let mut runner = Runner::new(EngineKind::Native);
    let mut plan = plan();
    let mut misses = Vec::new();
    for kernel in kernels() {
        let name = format!("fixed/{}", kernel.kernel);
        let mut scenario = match load(&name, "1.23", &plan.limits) {
            Ok(scenario) => scenario,
            Err(why) => {
                misses.push(why);
                continue;
            }
        };
        for seed in 0..MENDED {
            plan.seed = seed;
            let run = runner.run(&mut scenario, &plan).unwrap();
            if run.verdict != Verdict::Pass {
                misses.push(format!("{name}, seed {seed}: {}", run.verdict));
                break;
            }
        }
    }
    assert!(misses.is_empty(), "{}", misses.join("\n"));
}

#[test]
fn every_kernel_has_a_line_and_a_mended_variant() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/go/goker");
    let files = |folder: &Path| -> BTreeSet<String> {
        fs::read_dir(folder)
            .unwrap()
            .filter_map(|entry| {
                Some(
                    entry
                        .unwrap()
                        .file_name()
                        .to_str()?
                        .strip_suffix(".go")?
                        .to_owned(),
                )
            })
            .collect()
    };
    let lines: BTreeSet<String> = kernels().into_iter().map(|kernel| kernel.kernel).collect();
    assert_eq!(lines.len(), 30);
    assert_eq!(lines, files(&root));
    assert_eq!(lines, files(&root.join("fixed")));
}
