//! Recordings: damage is an error, never a panic; another seed diverges at a named step. (`cases` replays what is stored.)

use std::fs;

use tearpoint_harness::contract::{Density, Limits};
use tearpoint_harness::recording::{EngineKind, Recording};
use tearpoint_harness::session::{Plan, Replay, Runner};

use crate::common::{built_in, files, load, open_recording, replay};

/// One of the stored recordings.
fn stored() -> Recording {
    let (_, path) = files("corpus/recordings", "rec").swap_remove(0);
    Recording::decode(&fs::read(path).unwrap()).unwrap()
}

#[test]
fn a_flipped_bit_is_an_error_or_the_same_recording() {
    let recording = stored();
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
    let name = "races/concurrent_writes";
    let source = built_in()
        .into_iter()
        .find(|source| source.name == name)
        .unwrap();
    let mut scenario = load(name, &source.text, "1.23", &Limits::default()).unwrap();
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
fn a_foreign_target_is_refused() {
    let mut recording = stored();
    recording.target = "elsewhere".to_owned();
    assert!(
        open_recording(&recording)
            .err()
            .unwrap()
            .to_string()
            .contains("elsewhere")
    );
}
