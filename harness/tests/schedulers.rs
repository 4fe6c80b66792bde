//! Every scheduler runs every program to its end, finds what there is to find, and lets nobody starve.

mod toy;

use std::collections::BTreeSet;
use std::rc::Rc;

use tearpoint_harness::contract::{Density, End, Limits, World};
use tearpoint_harness::native::Native;
use tearpoint_harness::scheduler::{Scheduler, SchedulerSpec};
use tearpoint_harness::sim::RunConfig;
use toy::{Act, Program, Toy};

const ALL: [&str; 8] = [
    "random",
    "pct:d=3,k=50",
    "pct:d=1,k=1",
    "pos",
    "urw",
    "dfs:n=40",
    "rr",
    "run-on",
];

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
    for name in ALL {
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
    for name in ALL {
        let mut scheduler = name.parse::<SchedulerSpec>().unwrap().build();
        let mut found = false;
        for seed in 0..200 {
            let (end, digest, back) = run(&mut native, &program, seed, scheduler);
            scheduler = back;
            found |= end == "cell 0 is not 2";
            if name != "dfs:n=40" {
                let fresh = name.parse::<SchedulerSpec>().unwrap().build();
                assert_eq!(digest, run(&mut native, &program, seed, fresh).1, "{name}");
            }
            scheduler.advance();
        }
        assert_eq!(found, !["run-on", "pct:d=1,k=1"].contains(&name), "{name}");
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
    let mut scheduler = SchedulerSpec::Dfs { depth: 40 }.build();
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
