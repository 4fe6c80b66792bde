//! Hunting, recording, replaying and minimizing, on the toy world.

mod toy;

use std::collections::BTreeSet;
use std::rc::Rc;

use tearpoint_harness::contract::{Choice, InputError, Limits, Scenario, Sim, Stream, World};
use tearpoint_harness::recording::EngineKind;
use tearpoint_harness::session::{HuntPlan, Plan, Replay, Runner, SessionError};
use tearpoint_harness::verdict::Verdict;
use toy::{Act, Program, ToyScenario};

/// Two tasks add to one cell without care; a third deadlocks if it comes first.
fn program() -> Program {
    vec![
        vec![
            Act::Spawn(1),
            Act::Spawn(1),
            Act::Spawn(2),
            Act::Wait(1),
            Act::Wait(1),
            Act::Check(0, 2),
            Act::Wait(2),
        ],
        vec![Act::Read(3), Act::Read(3), Act::Add(0), Act::Signal(1)],
        vec![Act::Wait(1), Act::Signal(2), Act::Signal(1)],
    ]
}

fn scenario() -> ToyScenario {
    ToyScenario { program: program() }
}

fn plan(scheduler: &str) -> Plan {
    Plan {
        scheduler: scheduler.parse().unwrap(),
        limits: Limits {
            steps: 500,
            ..Limits::default()
        },
        ..Plan::default()
    }
}

fn hunt_plan(scheduler: &str, runs: u64) -> HuntPlan {
    HuntPlan {
        plan: plan(scheduler),
        seeds: 0..runs,
        ..HuntPlan::default()
    }
}

const KINDS: [EngineKind; 2] = [EngineKind::Native, EngineKind::Shuttle];

#[test]
fn every_scheduler_finds_and_its_recordings_replay_on_both_engines() {
    let mut scenario = scenario();
    let mut runners = KINDS.map(Runner::new);
    for name in [
        "random",
        "pct",
        "pos",
        "urw",
        "dfs",
        "shuttle-random",
        "shuttle-pct",
        "shuttle-urw",
        "shuttle-dfs",
    ] {
        let by = usize::from(name.starts_with("shuttle"));
        let hunted = runners[by]
            .hunt(&mut scenario, &hunt_plan(name, 400), &mut |_| false)
            .unwrap();
        let titles: BTreeSet<&str> = hunted
            .found
            .iter()
            .map(|f| f.signature.title.as_str())
            .collect();
        // Depth first, the lost update comes late.
        if !name.ends_with("dfs") {
            assert!(
                titles.contains("corruption: cell N is not N in toy.act"),
                "{name}: {titles:?}"
            );
        }
        assert!(!titles.is_empty(), "{name}");
        assert_eq!(hunted.tally.signatures, titles.len() as u64);
        assert_eq!(hunted.tally.executions, 400);
        assert_eq!(
            hunted.tally.failed,
            hunted.found.iter().map(|f| f.runs).sum::<u64>()
        );
        for found in &hunted.found {
            assert_eq!(found.recording.steps, found.run.steps);
            assert_eq!(found.recording.outcome.id, found.signature.id);
            for runner in &mut runners {
                let replay = runner.replay(&found.recording, &mut scenario).unwrap();
                assert!(matches!(replay, Replay::Exact(_)), "{name}: {replay:?}");
            }
        }
    }
}

#[test]
fn shards_part_the_seeds_and_agree_with_the_whole() {
    let mut scenario = scenario();
    let mut runner = Runner::new(EngineKind::Native);
    let whole = runner
        .hunt(&mut scenario, &hunt_plan("random", 300), &mut |_| false)
        .unwrap();
    let mut runs = 0;
    let mut smallest = u64::MAX;
    for shard in 0..3 {
        let part = HuntPlan {
            shard,
            shards: 3,
            ..hunt_plan("random", 300)
        };
        let part = runner.hunt(&mut scenario, &part, &mut |_| false).unwrap();
        runs += part.tally.executions;
        let first = part
            .found
            .iter()
            .find(|f| f.signature == whole.found[0].signature);
        smallest = smallest.min(first.map_or(u64::MAX, |f| f.run.steps));
    }
    assert_eq!(runs, 300);
    assert_eq!(smallest, whole.found[0].run.steps);
    let wrong = HuntPlan {
        shard: 3,
        shards: 3,
        ..hunt_plan("random", 1)
    };
    assert!(runner.hunt(&mut scenario, &wrong, &mut |_| false).is_err());
}

#[test]
fn a_hunt_stops_when_told_and_when_a_search_is_complete() {
    let mut runner = Runner::new(EngineKind::Native);
    let mut endless = HuntPlan {
        plan: plan("random"),
        ..HuntPlan::default()
    };
    let hunted = runner
        .hunt(&mut scenario(), &endless, &mut |tally| {
            tally.executions == 17
        })
        .unwrap();
    assert_eq!(hunted.tally.executions, 17);
    assert!(!hunted.exhausted);
    for kind in KINDS {
        let mut small = ToyScenario {
            program: vec![vec![Act::Spawn(1), Act::Wait(1)], vec![Act::Signal(1)]],
        };
        let dfs = if kind == EngineKind::Native {
            "dfs"
        } else {
            "shuttle-dfs"
        };
        endless.plan = plan(dfs);
        let hunted = Runner::new(kind)
            .hunt(&mut small, &endless, &mut |_| false)
            .unwrap();
        assert!(hunted.exhausted);
        assert_eq!(hunted.tally.executions, 3, "{dfs}");
        assert_eq!(hunted.tally.passed, 3, "{dfs}");
    }
}

#[test]
fn a_recording_of_another_version_is_made_anew() {
    let mut scenario = scenario();
    for kind in KINDS {
        let mut runner = Runner::new(kind);
        let plan = plan("random");
        let run = runner.run_logged(&mut scenario, &plan).unwrap();
        let recording = runner.record(&mut scenario, &plan, &run).unwrap();
        for recording in [recording.clone(), recording.without_history()] {
            let mut old = recording.clone();
            (old.steps, old.digest) = (old.steps + 1, old.digest ^ 1);
            let outcome = runner.replay(&old, &mut scenario).unwrap();
            assert!(matches!(outcome, Replay::Diverged { .. }));
            let anew = runner.record_anew(&old, &mut scenario).unwrap();
            assert_eq!(anew, recording);
        }
    }
}

#[test]
fn a_recording_of_something_else_says_where_it_differs() {
    let mut scenario = scenario();
    let mut runner = Runner::new(EngineKind::Native);
    let plan = Plan {
        seed: 5,
        ..plan("random")
    };
    let run = runner.check(&mut scenario, &plan).unwrap();
    let recording = runner.record(&mut scenario, &plan, &run).unwrap();

    let mut moved = recording.clone();
    moved.events[6].point = 5;
    assert_ne!(moved, recording);
    let Replay::Diverged { difference, .. } = runner.replay(&moved, &mut scenario).unwrap() else {
        panic!("the event is another");
    };
    assert_eq!(difference.task, Some(recording.events[6].task));
    assert!(difference.expected.contains(" at signal"), "{difference}");

    let mut cut = recording.clone();
    cut.events.truncate(4);
    let Replay::Diverged { difference, .. } = runner.replay(&cut, &mut scenario).unwrap() else {
        panic!("the recording is shorter");
    };
    assert_eq!(difference.expected, "the end of the run");
    cut.truncated = true;
    assert!(matches!(
        runner.replay(&cut, &mut scenario).unwrap(),
        Replay::Exact(_)
    ));

    let mut other = recording.clone();
    other.seed = 6;
    assert!(matches!(
        runner.replay(&other, &mut scenario).unwrap(),
        Replay::Diverged { .. }
    ));

    let mut impossible = recording;
    impossible.deviations.push(Choice {
        stream: Stream::Schedule,
        index: 3,
        value: 99,
    });
    let Replay::Diverged { difference, .. } = runner.replay(&impossible, &mut scenario).unwrap()
    else {
        panic!("there is no task 99");
    };
    assert_eq!(difference.step, 3);
    impossible.scheduler = "dfs".into();
    assert!(runner.replay(&impossible, &mut scenario).is_err());
}

/// A target that breaks its word: each run is another.
struct Fickle(ToyScenario);

impl Scenario for Fickle {
    fn target(&self) -> &str {
        "toy"
    }
    fn name(&self) -> &str {
        "fickle"
    }
    fn source(&self) -> &[u8] {
        b""
    }
    fn profile(&self) -> &str {
        ""
    }
    fn start(&mut self, sim: &Sim, tampers: &[u8]) -> Result<Rc<dyn World>, InputError> {
        self.0.program[1].insert(0, Act::Write(0, 9));
        self.0.start(sim, tampers)
    }
}

#[test]
fn a_fickle_target_is_caught_at_the_first_difference() {
    let mut runner = Runner::new(EngineKind::Native);
    let mut fickle = Fickle(scenario());
    let Err(SessionError::NonDeterminism(difference)) = runner.check(&mut fickle, &plan("rr"))
    else {
        panic!("two runs differ");
    };
    assert!(
        difference.to_string().contains("expected task"),
        "{difference}"
    );
    let hunted = runner.hunt(&mut fickle, &hunt_plan("random", 50), &mut |_| false);
    assert!(matches!(hunted, Err(SessionError::NonDeterminism(_))));
}

#[test]
fn a_lost_update_needs_one_preemption() {
    let mut scenario = ToyScenario {
        program: vec![
            vec![
                Act::Spawn(1),
                Act::Spawn(1),
                Act::Wait(1),
                Act::Wait(1),
                Act::Check(0, 2),
            ],
            vec![
                Act::Read(3),
                Act::Read(3),
                Act::Add(0),
                Act::Read(3),
                Act::Signal(1),
            ],
        ],
    };
    for kind in KINDS {
        let mut runner = Runner::new(kind);
        let hunted = runner
            .hunt(&mut scenario, &hunt_plan("random", 50), &mut |_| false)
            .unwrap();
        let found = &hunted.found[0];
        let small = runner
            .minimize(&mut scenario, &found.plan, &mut || false)
            .unwrap();
        assert_eq!(
            small.plan.deviations.len(),
            1,
            "{:?}",
            small.plan.deviations
        );
        assert_eq!(small.run.verdict, Verdict::Fail(found.signature.clone()));
        assert!(small.executions < 200, "{}", small.executions);
        assert!(matches!(
            runner.replay(&small.recording, &mut scenario).unwrap(),
            Replay::Exact(_)
        ));
        let stopped = runner
            .minimize(&mut scenario, &found.plan, &mut || true)
            .unwrap();
        assert_eq!(stopped.run.verdict, small.run.verdict);
        let passes = Plan {
            seed: 1,
            ..plan("run-on")
        };
        assert!(
            runner
                .minimize(&mut scenario, &passes, &mut || false)
                .is_err()
        );
    }
}
