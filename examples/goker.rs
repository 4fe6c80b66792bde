//! Measures on the kernels of `corpus/go/goker`.
//!
//! `needed [SEEDS] [SCHEDULER]…` prints how many schedules each scheduler needs until the documented verdict is shown: the
//! median over 20 disjoint ranges of seeds, and `>SEEDS` where more than half of them ran out.
//! `rates SEEDS SCHEDULER…` prints in how many of so many schedules the documented verdict is shown.
//! `readme` writes what comes of `needed 1000` into the README of the kernels (`cargo bless kernels`).
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
/// What stands before the table in the README.
const MARK: &str = "<!-- needed -->\n";
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

/// Of one scheduler: each kernel's median, and the worst of its hunts.
type Needed = Vec<(u64, u64)>;

/// The table in the README: what [`table`] prints, the kernels together.
fn readme(most: u64) {
    let mut runner = Runner::new(EngineKind::Native);
    let kernels = kernels();
    let of = |scheduler: &&str| -> Needed {
        let counts = |kernel| needed(kernel, scheduler, most, &mut runner);
        let counts = kernels.iter().map(counts);
        counts
            .map(|counts| (median(&counts), counts[counts.len() - 1]))
            .collect()
    };
    let needed: Vec<Needed> = SCHEDULERS.iter().map(of).collect();
    let worst: Vec<usize> = needed
        .iter()
        .map(|numbers| (0..numbers.len()).max_by_key(|at| numbers[*at]))
        .map(|at| at.unwrap_or(0))
        .collect();
    let text = |number: u64| match number > most {
        true => format!("over {most}"),
        false => number.to_string(),
    };
    let row = |name: &str, cell: &dyn Fn(&Needed, usize) -> String| {
        let cells = needed.iter().zip(&worst);
        let cells: Vec<String> = cells.map(|(needed, at)| cell(needed, *at)).collect();
        format!("| {name} | {} |\n", cells.join(" | "))
    };
    let medians = |needed: &Needed| -> Vec<u64> {
        let mut medians: Vec<u64> = needed.iter().map(|(median, _)| *median).collect();
        medians.sort_unstable();
        medians
    };
    let names = SCHEDULERS.join(" | ");
    let mut table = format!("| | {names} |\n|--|{}\n", "--|".repeat(SCHEDULERS.len()));
    table += &row("median of the kernels", &|needed, _| {
        text(median(&medians(needed)))
    });
    table += &row("worst kernel", &|_, at| kernels[at].kernel.clone());
    table += &row("it needs", &|needed, at| text(needed[at].0));
    table += &row(&format!("worst of its {HUNTS} hunts"), &|needed, at| {
        text(needed[at].1)
    });
    table += &row("sum over the kernels", &|needed, _| {
        let medians = medians(needed);
        // A kernel that was not found has no number to add.
        match medians[medians.len() - 1] > most {
            true => text(most + 1),
            false => medians.iter().sum::<u64>().to_string(),
        }
    });
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/go/goker/README.md");
    let page = std::fs::read_to_string(file).expect("the kernels have a README");
    let (before, after) = page.split_once(MARK).expect("it marks the table");
    let (_, after) = after.split_once("\n\n").expect("the table ends");
    let page = format!("{before}{MARK}{table}\n{after}");
    std::fs::write(file, page).expect("it can be written");
    print!("{table}");
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
        ["readme"] => readme(1000),
        ["rates", seeds, schedulers @ ..] => rates(number(seeds), schedulers),
        ["fixed"] => mended(10_000),
        ["fixed", seeds] => mended(number(seeds)),
        _ => println!(
            "goker needed [SEEDS] [SCHEDULER]… | goker readme | goker rates SEEDS SCHEDULER… | goker fixed [SEEDS]"
        ),
    }
}
