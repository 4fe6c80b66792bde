//! Every scheduler runs every program to its end, finds what there is to find, and lets nobody starve.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::toy::{Act, Program, Toy, ToyScenario};
use tearpoint_harness::contract::{Density, End, Limits, World};
use tearpoint_harness::native::Native;
use tearpoint_harness::recording::EngineKind;
use tearpoint_harness::scheduler::{SCHEDULERS, Scheduler, SchedulerSpec};
use tearpoint_harness::session::{HuntPlan, Plan, Runner};
use tearpoint_harness::sim::RunConfig;

/// Every scheduler of ours that needs nothing of its world, and some with other parameters.
fn all() -> Vec<String> {
    let others = ["walk:n=2,m=8", "pct:d=3,k=50", SHALLOW, "dfs:n=40"];
    let rows = SCHEDULERS.iter();
    rows.filter(|row| !row.is_shuttles() && row.name != "states")
        .map(|row| row.usage())
        .chain(others.map(str::to_owned))
        .collect()
}

/// With depth 1 it does not preempt.
const SHALLOW: &str = "pct:d=1,k=1";

fn run(
    native: &mut Native,
    program: &Program,
    seed: u64,
    scheduler: Box<dyn Scheduler>,
) -> (String, u128, Box<dyn Scheduler>) {
    let config = RunConfig {
        seed,
        deviations: &[],
        density: Density::Operation,
        limits: Limits {
            steps: 2000,
            ..Limits::default()
        },
        log: false,
        expected: None,
    };
    let world: Rc<dyn World> = Rc::new(Toy::new(program));
    let (end, scheduler) = native.run(&world, config, scheduler);
    let end = match end {
        End::Exit(code) => format!("exit {code}"),
        End::Crash(crash) => crash.message,
        End::Limit(limit) => limit.to_string(),
    };
    (end, native.sim().digest().value(), scheduler)
}

#[test]
fn nobody_starves_for_one_that_yields() {
    let programs = [
        vec![
            vec![Act::Spawn(1), Act::Spawn(2), Act::SpinOn(1)],
            vec![Act::SpinOn(0), Act::Write(1, 1)],
            vec![Act::Read(0), Act::Yield, Act::Read(0), Act::Write(0, 1)],
        ],
        vec![
            vec![Act::Spawn(1), Act::Spawn(1), Act::Spawn(2), Act::SpinOn(0)],
            vec![Act::SpinOn(0)],
            vec![Act::Wait(0), Act::Write(0, 1)],
            vec![Act::Signal(0)],
        ],
    ];
    let mut native = Native::default();
    for name in all() {
        // The second program's waiter is never signalled, so it can only spin until the step limit.
        let mut scheduler = name.parse::<SchedulerSpec>().unwrap().build();
        for seed in 0..50 {
            let (end, _, back) = run(&mut native, &programs[0], seed, scheduler);
            assert_eq!(end, "exit 0", "{name}, seed {seed}");
            scheduler = back;
        }
        let (end, _, _) = run(&mut native, &programs[1], 1, scheduler);
        assert!(end.starts_with("no end within"), "{name}: {end}");
    }
}

#[test]
fn the_lost_update_is_found_by_all_that_preempt() {
    let program = vec![
        vec![
            Act::Spawn(1),
            Act::Spawn(1),
            Act::Wait(1),
            Act::Wait(1),
            Act::Check(0, 2),
        ],
        vec![Act::Add(0), Act::Signal(1)],
    ];
    let mut native = Native::default();
    for name in all() {
        let mut scheduler = name.parse::<SchedulerSpec>().unwrap().build();
        let mut found = false;
        for seed in 0..200 {
            let (end, digest, back) = run(&mut native, &program, seed, scheduler);
            scheduler = back;
            found |= end == "cell 0 is not 2";
            if !name.starts_with("dfs") {
                let fresh = name.parse::<SchedulerSpec>().unwrap().build();
                assert_eq!(digest, run(&mut native, &program, seed, fresh).1, "{name}");
            }
            scheduler.advance();
        }
        assert_eq!(
            found,
            !["run-on", SHALLOW].contains(&name.as_str()),
            "{name}"
        );
    }
}

/// Two tasks of n and m steps have (n+m choose n) schedules, and the search runs each once.
#[test]
fn the_search_is_complete() {
    let program = vec![
        vec![Act::Spawn(1), Act::Wait(1)],
        vec![Act::Read(0), Act::Read(0), Act::Read(0), Act::Signal(1)],
    ];
    let mut native = Native::default();
    let mut scheduler = "dfs:n=40".parse::<SchedulerSpec>().unwrap().build();
    let mut seen = BTreeSet::new();
    let mut runs = 0;
    loop {
        let (end, digest, back) = run(&mut native, &program, 0, scheduler);
        assert_eq!(end, "exit 0");
        scheduler = back;
        seen.insert(digest);
        runs += 1;
        if scheduler.advance() {
            break;
        }
    }
    assert_eq!(runs, seen.len(), "no schedule twice");
    assert_eq!(runs, 6, "the waiter goes before, between or after");
}

/// With exact estimates URW gives every interleaving the same chance, where a random walk favours few.
#[test]
fn a_uniform_random_walk_is_uniform() {
    let program = vec![
        vec![Act::Spawn(1), Act::Read(0), Act::Wait(1)],
        vec![Act::Read(0); 5]
            .into_iter()
            .chain([Act::Signal(1)])
            .collect(),
    ];
    let mut scenario = ToyScenario { program };
    let mut runner = Runner::new(EngineKind::Native);
    let mut spread = |name: &str| {
        let mut plan = Plan {
            scheduler: name.parse().unwrap(),
            ..Plan::default()
        };
        plan = runner.resolve(&mut scenario, &plan).unwrap();
        let mut counts: BTreeMap<u128, u32> = BTreeMap::new();
        for seed in 0..20_000 {
            plan.seed = seed;
            let run = runner.run(&mut scenario, &plan).unwrap();
            *counts.entry(run.digest).or_default() += 1;
        }
        let (least, most) = (
            counts.values().min().unwrap(),
            counts.values().max().unwrap(),
        );
        (counts.len(), f64::from(*most) / f64::from(*least))
    };
    let (walks, random) = spread("random");
    let (same, uniform) = spread("urw");
    assert_eq!(walks, same);
    assert!(random > 20.0, "{random}");
    assert!(uniform < 4.0, "{uniform}");
}

/// PCT's promise: a bug of depth 2 in n tasks and k decisions with probability at least 1/(n k).
#[test]
fn pct_keeps_its_promise() {
    let long: Vec<Act> = vec![Act::Read(0); 40];
    let program = vec![
        [
            vec![Act::Spawn(1), Act::Write(1, 1)],
            long.clone(),
            vec![Act::Write(1, 0), Act::Wait(1)],
        ]
        .concat(),
        [long, vec![Act::Check(1, 0), Act::Signal(1)]].concat(),
    ];
    let mut scenario = ToyScenario { program };
    let hunt = HuntPlan {
        plan: Plan {
            scheduler: "pct:d=2".parse().unwrap(),
            ..Plan::default()
        },
        seeds: 0..2000,
        ..HuntPlan::default()
    };
    let hunted = Runner::new(EngineKind::Native)
        .hunt(&mut scenario, &hunt, &mut |_| false)
        .unwrap();
    assert!(hunted.tally.failed > 2000 / (2 * 85), "{:?}", hunted.tally);
}
