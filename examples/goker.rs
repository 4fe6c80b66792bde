//! Measures on the kernels of `corpus/go/goker`.
//!
//! `needed [SEEDS] [SCHEDULER]…` prints how many schedules each scheduler needs until the documented verdict is shown: the
//! median over 20 disjoint ranges of seeds, and `>SEEDS` where more than half of them ran out.
//! `rates SEEDS SCHEDULER…` prints in how many of so many schedules the documented verdict is shown.
//! `fixed [SEEDS]` runs every mended kernel under that many seeds and prints what is found, which should be nothing.

#[path = "../tests/common/mod.rs"]
mod common;
#[path = "../tests/cases/goker/expect.rs"]
mod expect;

use expect::{Kernel, kernels, load};
use tearpoint_harness::contract::{Density, Limits};
use tearpoint_harness::recording::EngineKind;
use tearpoint_harness::session::{Plan, Runner};
use tearpoint_harness::verdict::Verdict;

const GO: &str = "1.23";
/// Ranges of seeds, each a hunt of its own.
const HUNTS: u64 = 20;
const SCHEDULERS: [&str; 5] = ["random", "pct:d=3", "urw", "pos", "portfolio"];

fn plan(scheduler: &str) -> Plan {
    Plan {
        scheduler: scheduler.parse().unwrap_or_else(|error| panic!("{error}")),
        density: Density::Access,
        limits: Limits {
            steps: 200_000,
            ..Limits::default()
        },
        ..Plan::default()
    }
}

/// Schedules until the verdict in each hunt, sorted; `most` + 1 where it did not come.
fn needed(kernel: &Kernel, scheduler: &str, most: u64, runner: &mut Runner) -> Vec<u64> {
    let mut plan = plan(scheduler);
    let mut scenario = load(&kernel.kernel, GO, &plan.limits).unwrap_or_else(|why| panic!("{why}"));
    plan = runner.resolve(&mut scenario, &plan).unwrap();
    let mut driver = runner.driver(&plan.scheduler, 0).unwrap();
    let mut counts = Vec::new();
    for hunt in 0..HUNTS {
        let mut needed = most + 1;
        for schedule in 1..=most {
            plan.seed = hunt * 1_000_003 + schedule;
            let run = runner
                .run_with(&mut scenario, &plan, false, &mut driver)
                .unwrap();
            if kernel.found(&run) {
                needed = schedule;
                break;
            }
        }
        counts.push(needed);
    }
    counts.sort_unstable();
    counts
}

/// The lower median: of 20, the tenth.
fn median(sorted: &[u64]) -> u64 {
    sorted[(sorted.len() - 1) / 2]
}

fn table(most: u64, schedulers: &[&str]) {
    println!("| kernel | {} |", schedulers.join(" | "));
    println!("|--|{}", "--|".repeat(schedulers.len()));
    let mut runner = Runner::new(EngineKind::Native);
    let mut medians = vec![Vec::new(); schedulers.len()];
    for kernel in kernels() {
        let mut row = Vec::new();
        for (scheduler, medians) in schedulers.iter().zip(&mut medians) {
            let counts = needed(&kernel, scheduler, most, &mut runner);
            let number = median(&counts);
            medians.push(number);
            let worst = counts[counts.len() - 1];
            let text = |n: u64| {
                if n > most {
                    format!(">{most}")
                } else {
                    n.to_string()
                }
            };
            row.push(format!("{} ({})", text(number), text(worst)));
        }
        println!("| {} | {} |", kernel.kernel, row.join(" | "));
    }
    for numbers in &mut medians {
        numbers.sort_unstable();
    }
    let summary = |name: &str, of: &dyn Fn(&[u64]) -> u64| {
        let cells: Vec<String> = medians
            .iter()
            .map(|numbers| of(numbers).to_string())
            .collect();
        println!("| {name} | {} |", cells.join(" | "));
    };
    summary("median of kernels", &|numbers| median(numbers));
    summary("worst kernel", &|numbers| numbers[numbers.len() - 1]);
    summary("sum", &|numbers| numbers.iter().sum());
    println!(
        "\nThe number is the median over {HUNTS} hunts of at most {most} schedules; in brackets the worst of them."
    );
}

/// In how many of `seeds` schedules each scheduler shows the verdict.
fn rates(seeds: u64, schedulers: &[&str]) {
    println!("| kernel | {} |", schedulers.join(" | "));
    println!("|--|{}", "--|".repeat(schedulers.len()));
    let mut runner = Runner::new(EngineKind::Native);
    for kernel in kernels() {
        let mut row = Vec::new();
        for scheduler in schedulers {
            let mut plan = plan(scheduler);
            let mut scenario =
                load(&kernel.kernel, GO, &plan.limits).unwrap_or_else(|why| panic!("{why}"));
            plan = runner.resolve(&mut scenario, &plan).unwrap();
            let mut driver = runner.driver(&plan.scheduler, 0).unwrap();
            let shows = |seed: u64| {
                plan.seed = seed;
                let run = runner
                    .run_with(&mut scenario, &plan, false, &mut driver)
                    .unwrap();
                kernel.found(&run)
            };
            row.push(
                (0..seeds)
                    .map(shows)
                    .filter(|&shown| shown)
                    .count()
                    .to_string(),
            );
        }
        println!("| {} | {} |", kernel.kernel, row.join(" | "));
    }
}

fn mended(seeds: u64) {
    let mut runner = Runner::new(EngineKind::Native);
    let mut plan = plan("portfolio");
    let mut total = 0;
    for kernel in kernels() {
        let name = format!("fixed/{}", kernel.kernel);
        let mut scenario = load(&name, GO, &plan.limits).unwrap_or_else(|why| panic!("{why}"));
        let mut found = 0;
        let mut steps = 0;
        for seed in 0..seeds {
            plan.seed = seed;
            let run = runner.run(&mut scenario, &plan).unwrap();
            steps += run.steps;
            if run.verdict != Verdict::Pass {
                found += 1;
                if found <= 3 {
                    println!("{name}, seed {seed}: {}", run.verdict);
                }
            }
        }
        total += found;
        println!(
            "{name}: {seeds} schedules, {} steps each, {found} with a finding",
            steps / seeds.max(1)
        );
    }
    println!("{total} findings in all");
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let number = |text: &str| {
        text.parse()
            .unwrap_or_else(|_| panic!("{text} is not a number of seeds"))
    };
    match arguments.as_slice() {
        ["needed"] => table(2000, &SCHEDULERS),
        ["needed", seeds] => table(number(seeds), &SCHEDULERS),
        ["needed", seeds, schedulers @ ..] => table(number(seeds), schedulers),
        ["rates", seeds, schedulers @ ..] => rates(number(seeds), schedulers),
        ["fixed"] => mended(10_000),
        ["fixed", seeds] => mended(number(seeds)),
        _ => println!(
            "goker needed [SEEDS] [SCHEDULER]… | goker rates SEEDS SCHEDULER… | goker fixed [SEEDS]"
        ),
    }
}
