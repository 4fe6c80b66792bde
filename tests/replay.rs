//! Recordings: every one replays exactly on both engines and through its token; damage is an error, never a panic.

use std::fs;
use std::path::{Path, PathBuf};

use tearpoint::open_recording;
use tearpoint::replay;
use tearpoint_go_command::{built_in, find, open};
use tearpoint_harness::contract::{Density, Limits};
use tearpoint_harness::recording::{EngineKind, Recording};
use tearpoint_harness::scheduler::SchedulerSpec;
use tearpoint_harness::session::{Plan, Replay, Runner};
use tearpoint_runtime::profile::{PROFILES, profile};

fn stored() -> Vec<(PathBuf, Recording)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/recordings");
    let mut list = Vec::new();
    for folder in fs::read_dir(root).unwrap() {
        for entry in fs::read_dir(folder.unwrap().path()).unwrap() {
            let path = entry.unwrap().path();
            let recording = Recording::decode(&fs::read(&path).unwrap()).unwrap();
            list.push((path, recording));
        }
    }
    assert!(list.len() > 50, "only {} recordings", list.len());
    list
}

#[test]
fn stored_recordings_replay_on_both_engines_and_from_tokens() {
    for (path, recording) in stored() {
        let token = Recording::from_token(&recording.token().unwrap()).unwrap();
        assert_eq!(token, recording.without_history());
        for (recording, engine) in [
            (&recording, EngineKind::Native),
            (&recording, EngineKind::Shuttle),
            (&token, EngineKind::Native),
        ] {
            let outcome = replay(recording, Some(engine)).unwrap();
            assert!(
                matches!(outcome, Replay::Exact(_)),
                "{} on {engine}: {outcome:?}",
                path.display()
            );
        }
    }
}

#[test]
fn a_flipped_bit_is_an_error_or_the_same_recording() {
    let (_, recording) = stored().swap_remove(0);
    let bytes = recording.encode().unwrap();
    for at in 0..bytes.len() * 8 {
        let mut damaged = bytes.clone();
        damaged[at / 8] ^= 1 << (at % 8);
        match Recording::decode(&damaged) {
            Err(error) => assert!(!error.to_string().is_empty()),
            Ok(other) => assert_eq!(other, recording, "bit {at}"),
        }
    }
}

#[test]
fn another_seed_diverges_at_a_named_step() {
    let source = find(
        &["races/concurrent_writes".to_owned()],
        1 << 20,
        &PROFILES[0],
        None,
    )
    .unwrap()
    .swap_remove(0);
    let mut scenario = open(&source, profile("1.23").unwrap(), &Limits::default()).unwrap();
    let mut runner = Runner::new(EngineKind::Native);
    let plan = Plan {
        density: Density::Access,
        seed: 3,
        ..Plan::default()
    };
    let run = runner.run_logged(&mut scenario, &plan).unwrap();
    let mut recording = runner.record(&mut scenario, &plan, &run).unwrap();
    recording.seed = 4;
    let Replay::Diverged { difference, .. } = replay(&recording, None).unwrap() else {
        panic!("the seeds agree")
    };
    assert!(
        difference.step > 0
            && !difference.expected.is_empty()
            && difference.expected != difference.got
    );
}

#[test]
fn both_engines_give_one_digest_for_every_scheduler_of_ours() {
    let specs = ["random", "pct:d=3,k=60", "pos", "rr", "run-on"];
    for source in built_in() {
        let mut scenario = open(&source, profile("1.23").unwrap(), &Limits::default()).unwrap();
        for spec in specs {
            let scheduler: SchedulerSpec = spec.parse().unwrap();
            for seed in 0..4 {
                let density =
                    [Density::Operation, Density::Call, Density::Access][seed as usize % 3];
                let plan = Plan {
                    seed,
                    density,
                    scheduler: scheduler.clone(),
                    ..Plan::default()
                };
                let a = Runner::new(EngineKind::Native)
                    .run(&mut scenario, &plan)
                    .unwrap();
                let b = Runner::new(EngineKind::Shuttle)
                    .run(&mut scenario, &plan)
                    .unwrap();
                assert!(
                    a.equals(&b),
                    "{} {spec} seed {seed}: {:032x} {:032x}",
                    source.name,
                    a.digest,
                    b.digest
                );
            }
        }
    }
}

#[test]
fn a_foreign_target_is_refused() {
    let (_, mut recording) = stored().swap_remove(0);
    recording.target = "elsewhere".to_owned();
    assert!(
        open_recording(&recording)
            .err()
            .unwrap()
            .to_string()
            .contains("elsewhere")
    );
}
