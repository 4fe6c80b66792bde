//! The two engines mean the same: the same choices give the same digest, steps and end on both.

use crate::toy::{Act, Program, ToyScenario};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use tearpoint_harness::contract::Limits;
use tearpoint_harness::recording::{EngineKind, Recording};
use tearpoint_harness::scheduler::SchedulerSpec;
use tearpoint_harness::session::{Plan, Replay, Runner};

const OURS: [&str; 7] = [
    "random", "pct:d=3", "pos", "urw", "dfs:n=30", "rr", "run-on",
];
const THEIRS: [&str; 5] = [
    "shuttle-random",
    "shuttle-pct:d=3",
    "shuttle-urw",
    "shuttle-dfs",
    "shuttle-rr",
];

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        (0..4u8).prop_map(Act::Read),
        (0..4u8).prop_map(Act::Add),
        (0..4u8, 0..3u8).prop_map(|(at, value)| Act::Write(at, value)),
        Just(Act::Yield),
        (0..4u8).prop_map(Act::Wait),
        (0..4u8).prop_map(Act::Wait),
        (0..4u8).prop_map(Act::Signal),
        (0..4u8).prop_map(Act::Signal),
        (0..4u8).prop_map(Act::Spawn),
        (0..4u8).prop_map(Act::Spawn),
        (0..9u8).prop_map(Act::Draw),
        (0..4u8, 0..3u8).prop_map(|(at, value)| Act::Check(at, value)),
        (0..4u8).prop_map(Act::SpinOn),
        (0..3u8).prop_map(Act::Exit),
    ]
}

fn program() -> impl Strategy<Value = Program> {
    vec(vec(act(), 0..7), 1..5)
}

fn plan(name: &str, seed: u64, tampers: Vec<u8>) -> Plan {
    Plan {
        seed,
        scheduler: name.parse().unwrap(),
        limits: Limits {
            steps: 300,
            ..Limits::default()
        },
        tampers,
        ..Plan::default()
    }
}

fn exact(replay: Replay) -> bool {
    matches!(replay, Replay::Exact(_))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, rng_seed: RngSeed::Fixed(1), ..ProptestConfig::default() })]

    #[test]
    fn our_schedulers_do_the_same_on_both(program in program(), seed in 0..1000u64, trigger in vec(1..20u8, 0..2)) {
        let mut scenario = ToyScenario { program };
        let mut native = Runner::new(EngineKind::Native);
        let mut shuttle = Runner::new(EngineKind::Shuttle);
        for name in OURS {
            let plan = plan(name, seed, trigger.clone());
            let a = native.check(&mut scenario, &plan).unwrap();
            let b = shuttle.run_logged(&mut scenario, &plan).unwrap();
            prop_assert!(a.equals(&b), "{name}: {a:?}\n{b:?}");
            prop_assert_eq!(&a.log, &b.log, "{}", name);
            prop_assert_eq!(&a.report, &b.report);
            let recording = native.record(&mut scenario, &plan, &a).unwrap();
            let recording = Recording::decode(&recording.encode().unwrap()).unwrap();
            prop_assert!(exact(native.replay(&recording, &mut scenario).unwrap()));
            prop_assert!(exact(shuttle.replay(&recording, &mut scenario).unwrap()));
        }
    }

    #[test]
    fn what_shuttle_chooses_replays_on_both(program in program(), seed in 0..1000u64, trigger in vec(1..20u8, 0..2)) {
        let mut scenario = ToyScenario { program };
        let mut native = Runner::new(EngineKind::Native);
        let mut shuttle = Runner::new(EngineKind::Shuttle);
        for name in THEIRS {
            let mut plan = plan(name, seed, trigger.clone());
            let mut driver = shuttle.driver(&plan.scheduler, seed).unwrap();
            for run in 0..3 {
                plan.seed = seed + run;
                let run = shuttle.run_with(&mut scenario, &plan, true, &mut driver).unwrap();
                let recording = shuttle.record(&mut scenario, &plan, &run).unwrap();
                prop_assert_eq!(recording.digest, run.digest);
                let token = Recording::from_token(&recording.token().unwrap()).unwrap();
                prop_assert!(exact(native.replay(&recording, &mut scenario).unwrap()));
                prop_assert!(exact(native.replay(&token, &mut scenario).unwrap()));
                prop_assert!(exact(shuttle.replay(&recording, &mut scenario).unwrap()));
                if driver.advance() {
                    break;
                }
            }
        }
    }
}

#[test]
fn shuttles_schedulers_need_the_shuttle_engine() {
    let mut scenario = ToyScenario {
        program: vec![vec![]],
    };
    let mut native = Runner::new(EngineKind::Native);
    let error = native
        .run(&mut scenario, &plan("shuttle-pct", 1, vec![]))
        .unwrap_err();
    assert!(
        error.to_string().contains("add --engine shuttle"),
        "{error}"
    );
    assert_eq!(SchedulerSpec::default().to_string(), "random");
}

/// Tasks that never run to their end, or at all, are dropped quietly.
#[test]
fn a_run_that_ends_early_drops_what_is_left() {
    let mut first: Vec<Act> = vec![Act::Spawn(1); 8];
    first.push(Act::Yield);
    first.push(Act::Exit(3));
    let program = vec![first, vec![Act::Wait(1), Act::Add(0)]];
    let mut scenario = ToyScenario { program };
    for kind in [EngineKind::Native, EngineKind::Shuttle] {
        let mut runner = Runner::new(kind);
        for seed in 0..100 {
            let run = runner
                .run(&mut scenario, &plan("random", seed, vec![]))
                .unwrap();
            assert_eq!(run.report.exit, 3);
        }
    }
}
