//! The wire format: round trips, hostile bytes, and the bytes themselves.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use tearpoint_harness::contract::{Choice, Density, Event, Limits, Stream, TaskId};
use tearpoint_harness::recording::{EngineKind, MAX_EVENTS, Outcome, Recording, RecordingError};

fn choice() -> impl Strategy<Value = Choice> {
    (0..Stream::ALL.len(), any::<u64>(), any::<u64>()).prop_map(|(stream, index, value)| Choice {
        stream: Stream::ALL[stream],
        index,
        value,
    })
}

fn event() -> impl Strategy<Value = Event> {
    (0..1u32 << 22, any::<u16>(), any::<u64>()).prop_map(|(task, point, object)| Event {
        task: TaskId(task),
        point,
        object,
    })
}

fn recording() -> impl Strategy<Value = Recording> {
    let run = (
        vec(choice(), 0..20),
        vec(event(), 0..40),
        vec(any::<u128>(), 0..4),
    );
    let texts = (
        "[a-z]{0,9}",
        vec(any::<u8>(), 0..200),
        "\\PC{0,20}",
        vec(any::<u8>(), 0..9),
    );
    let rest = (
        any::<u64>(),
        any::<u128>(),
        0..1u64 << 32,
        any::<bool>(),
        0..3usize,
    );
    (run, texts, rest).prop_map(|(run, texts, rest)| Recording {
        target: texts.0.clone(),
        scenario: texts.2.clone(),
        source: texts.1,
        profile: texts.0.clone(),
        engine: if rest.3 {
            EngineKind::Shuttle
        } else {
            EngineKind::Native
        },
        scheduler: "pct:d=3,k=9".into(),
        seed: rest.0,
        density: [Density::Operation, Density::Call, Density::Access][rest.4],
        limits: Limits::default(),
        deviations: run.0,
        tampers: texts.3,
        steps: rest.2,
        digest: rest.1,
        outcome: Outcome {
            id: texts.0,
            title: texts.2,
        },
        checkpoints: run.2,
        events: run.1,
        truncated: rest.3,
    })
}

fn sample() -> Recording {
    let event = |task, point, object| Event {
        task: TaskId(task),
        point,
        object,
    };
    Recording {
        target: "go".into(),
        scenario: "lost_update".into(),
        source: b"package main\n\nfunc main() { m := map[int]int{}; go func() { m[1] = 1 }(); m[2] = 2 }\n".to_vec(),
        profile: "1.23".into(),
        scheduler: "random".into(),
        seed: 42,
        deviations: vec![Choice { stream: Stream::Schedule, index: 7, value: 1 }],
        steps: 9,
        digest: 0x0123_4567_89ab_cdef_0123_4567_89ab_cdef,
        outcome: Outcome { id: "c0ffee000001".into(), title: "fatal error: concurrent map writes".into() },
        events: vec![event(0, 0, 0), event(1, 3, 0xc000_0120_0040), event(0, 4, 0xc000_0120_0048)],
        ..Recording::default()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, rng_seed: RngSeed::Fixed(1), ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_reads_back(recording in recording()) {
        let bytes = recording.encode().unwrap();
        prop_assert_eq!(Recording::decode(&bytes).unwrap(), recording.clone());
        let token = recording.token().unwrap();
        prop_assert!(token.bytes().all(|b| b.is_ascii_graphic()));
        prop_assert_eq!(Recording::from_token(&token).unwrap(), recording.without_history());
    }

    #[test]
    fn any_bytes_are_a_recording_or_an_error(bytes in vec(any::<u8>(), 0..300), text in "\\PC{0,80}") {
        for bytes in [bytes.clone(), [b"TEARPNT\x01\x01\x00".to_vec(), bytes.clone()].concat()] {
            if let Err(error) = Recording::decode(&bytes) {
                prop_assert!(!error.to_string().is_empty());
            }
        }
        prop_assert!(Recording::from_token(&text).is_err());
        let token = format!("tp1.{text}");
        prop_assert!(Recording::from_token(&token).is_err());
    }

    /// With a checksum that matches, the body is what stands between the bytes and the decoder.
    #[test]
    fn any_body_is_a_recording_or_an_error(raw in vec(any::<u8>(), 0..300), at in any::<usize>(), byte in any::<u8>()) {
        prop_assert!(Recording::decode(&file_of(&raw, raw.len() as u32)).is_err());
        let mut body = body_of(&sample().encode().unwrap());
        let at = at % body.len();
        body[at] = byte;
        let length = body.len() as u32;
        let _ = Recording::decode(&file_of(&body, length));
    }
}

fn body_of(file: &[u8]) -> Vec<u8> {
    miniz_oxide::inflate::decompress_to_vec(&file[22..]).unwrap()
}

/// A file whose checksums all match.
fn file_of(raw: &[u8], says: u32) -> Vec<u8> {
    let packed = miniz_oxide::deflate::compress_to_vec(raw, 6);
    let body = [&says.to_le_bytes()[..], &packed].concat();
    [
        b"TEARPNT\x01\x01\x00".to_vec(),
        (body.len() as u32).to_le_bytes().to_vec(),
        crc32fast::hash(&body).to_le_bytes().to_vec(),
        body,
    ]
    .concat()
}

#[test]
fn every_flipped_bit_is_noticed() {
    let recording = sample();
    let bytes = recording.encode().unwrap();
    for bit in 0..bytes.len() * 8 {
        let mut damaged = bytes.clone();
        damaged[bit / 8] ^= 1 << (bit % 8);
        assert!(Recording::decode(&damaged).is_err(), "bit {bit}");
    }
    let token = recording.token().unwrap();
    for at in 0..token.len() {
        for bit in 0..7 {
            let mut damaged = token.clone().into_bytes();
            damaged[at] ^= 1 << bit;
            let damaged = String::from_utf8(damaged).unwrap();
            if let Ok(read) = Recording::from_token(&damaged) {
                assert_eq!(
                    read,
                    recording.without_history(),
                    "character {at}, bit {bit}"
                );
            }
        }
    }
}

#[test]
fn every_cut_and_every_tail_is_noticed() {
    let bytes = sample().encode().unwrap();
    for length in 0..bytes.len() {
        assert!(
            Recording::decode(&bytes[..length]).is_err(),
            "{length} bytes"
        );
    }
    let longer = [&bytes[..], b"x"].concat();
    assert!(matches!(
        Recording::decode(&longer),
        Err(RecordingError::Length { .. })
    ));
    let mut body = body_of(&bytes);
    body.push(0);
    let error = Recording::decode(&file_of(&body, body.len() as u32)).unwrap_err();
    assert!(error.to_string().contains("1 bytes follow it"), "{error}");
    let token = sample().token().unwrap();
    for length in 0..token.len() {
        assert!(
            Recording::from_token(&token[..length]).is_err(),
            "{length} characters"
        );
    }
}

#[test]
fn bombs_are_refused_in_bounded_memory() {
    let bomb = vec![0xff; 16 << 20];
    for says in [0, 1 << 20, 16 << 20, u32::MAX] {
        assert!(Recording::decode(&file_of(&bomb, says)).is_err());
    }
    let too_many = Recording {
        events: vec![
            Event {
                task: TaskId(0),
                point: 0,
                object: 0
            };
            MAX_EVENTS + 1
        ],
        ..sample()
    };
    let error = too_many.encode().unwrap_err().to_string();
    assert!(error.contains("65537 events, at most 65536"), "{error}");
}

/// The format, byte for byte. If this fails, recordings in the wild cannot be read any more: write a new format
/// number beside the old one instead. (The packed bytes depend on the packer; what counts is that they still read.)
#[test]
fn the_bytes_are_pinned() {
    let golden = include_str!("golden/recording.hex").trim();
    let body: Vec<u8> = body_of(&sample().encode().unwrap());
    let hex: String = body.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(hex, golden);
    let token = include_str!("golden/recording.token");
    assert_eq!(
        Recording::from_token(token).unwrap(),
        sample().without_history()
    );
}
