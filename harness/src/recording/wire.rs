//! The file form of a recording. The only module that knows how recordings are encoded.
//!
//! `TEARPNT\x01` | format u16 | body length u32 | crc32 of the body u32 | body, all little endian. The body is the
//! unpacked length u32 and a deflate stream of one [`Body`] in bincode's standard configuration. It is packed because
//! source text and columns of events shrink four to ten times and a token must fit a line; the unpacked length stands in front
//! so that one buffer of known size is all that unpacking can take.
//!
//! Invariants: decoding is total and bounded; nothing may follow the deflate stream or the body; a vector's element
//! has at least one byte. Enums are append only. A changed [`Body`] is a new format number, and the old one's reader
//! stays.

use std::fmt;
use std::marker::PhantomData;

use bincode::config::{Configuration, Limit, LittleEndian, Varint};
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress, inflate_flags};
use serde::de::{Error, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::{CEILING, EngineKind, MAX_BODY, MAX_EVENTS, Outcome, Recording, RecordingError};
use crate::contract::{Choice, Density, Event, Limits, Stream, TaskId};

pub(super) const MAGIC: [u8; 8] = *b"TEARPNT\x01";
pub(super) const VERSION: u16 = 1;
const HEADER: usize = MAGIC.len() + 2 + 4 + 4;
const LEVEL: u8 = 6;
const MAX_CHOICES: usize = 1 << 21;
const MAX_CHECKPOINTS: usize = 1 << 20;

/// Format 1. Choices and events are kept in columns, numbers that grow as differences: most are one byte.
#[derive(Serialize, Deserialize)]
struct Body {
    target: String,
    scenario: String,
    source: Vec<u8>,
    profile: String,
    engine: EngineKind,
    scheduler: String,
    seed: u64,
    density: Density,
    limits: Limits,
    #[serde(deserialize_with = "column::<_, _, MAX_CHOICES>")]
    choice_streams: Vec<Stream>,
    /// Each less the one before, wrapping.
    #[serde(deserialize_with = "column::<_, _, MAX_CHOICES>")]
    choice_indices: Vec<u64>,
    #[serde(deserialize_with = "column::<_, _, MAX_CHOICES>")]
    choice_values: Vec<u64>,
    tampers: Vec<u8>,
    steps: u64,
    digest: u128,
    outcome: Outcome,
    #[serde(deserialize_with = "column::<_, _, MAX_CHECKPOINTS>")]
    checkpoints: Vec<u128>,
    #[serde(deserialize_with = "column::<_, _, MAX_EVENTS>")]
    event_tasks: Vec<u32>,
    #[serde(deserialize_with = "column::<_, _, MAX_EVENTS>")]
    event_points: Vec<u16>,
    /// Each less the one before, wrapping, as a signed number.
    #[serde(deserialize_with = "column::<_, _, MAX_EVENTS>")]
    event_objects: Vec<i64>,
    truncated: bool,
}

/// A vector of at most `MOST` elements; a longer one is refused before it is built.
fn column<'de, D, T, const MOST: usize>(from: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    struct Elements<T, const MOST: usize>(PhantomData<T>);
    impl<'de, T: Deserialize<'de>, const MOST: usize> Visitor<'de> for Elements<T, MOST> {
        type Value = Vec<T>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "at most {MOST} elements")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Vec<T>, A::Error> {
            let length = from.size_hint().unwrap_or(0);
            if length > MOST {
                return Err(A::Error::invalid_length(length, &self));
            }
            let mut elements = Vec::new();
            while let Some(element) = from.next_element()? {
                elements.push(element);
            }
            Ok(elements)
        }
    }
    from.deserialize_seq(Elements::<T, MOST>(PhantomData))
}

fn config() -> Configuration<LittleEndian, Varint, Limit<MAX_BODY>> {
    bincode::config::standard().with_limit::<MAX_BODY>()
}

pub(super) fn encode(recording: &Recording) -> Result<Vec<u8>, RecordingError> {
    check(recording)?;
    let raw = bincode::serde::encode_to_vec(to_body(recording), config())
        .map_err(|e| RecordingError::Body(e.to_string()))?;
    at_most("bytes unpacked", raw.len() as u64, MAX_BODY as u64)?;
    let mut body = (raw.len() as u32).to_le_bytes().to_vec();
    body.extend(compress_to_vec(&raw, LEVEL));
    let mut file = MAGIC.to_vec();
    file.extend(VERSION.to_le_bytes());
    file.extend((body.len() as u32).to_le_bytes());
    file.extend(crc32fast::hash(&body).to_le_bytes());
    file.extend(body);
    Ok(file)
}

pub(super) fn decode(bytes: &[u8]) -> Result<Recording, RecordingError> {
    let has = bytes.len() as u64;
    let (magic, rest) = bytes
        .split_at_checked(MAGIC.len())
        .ok_or(RecordingError::Foreign)?;
    if magic != MAGIC {
        return Err(RecordingError::Foreign);
    }
    let short = RecordingError::Length {
        says: HEADER as u64,
        has,
    };
    let (version, rest) = rest.split_first_chunk().ok_or(short.clone())?;
    let (length, rest) = rest.split_first_chunk().ok_or(short.clone())?;
    let (crc, body) = rest.split_first_chunk().ok_or(short)?;
    let version = u16::from_le_bytes(*version);
    if version != VERSION {
        return Err(RecordingError::Version(version));
    }
    let length = u32::from_le_bytes(*length);
    at_most("bytes", u64::from(length), 2 * MAX_BODY as u64)?;
    if body.len() as u64 != u64::from(length) {
        return Err(RecordingError::Length {
            says: HEADER as u64 + u64::from(length),
            has,
        });
    }
    if crc32fast::hash(body) != u32::from_le_bytes(*crc) {
        return Err(RecordingError::Checksum);
    }
    let raw = unpack(body)?;
    let (body, used): (Body, usize) = bincode::serde::decode_from_slice(&raw, config())
        .map_err(|e| RecordingError::Body(e.to_string()))?;
    if used != raw.len() {
        let rest = raw.len() - used;
        return Err(RecordingError::Body(format!("{rest} bytes follow it")));
    }
    let recording = from_body(body)?;
    check(&recording)?;
    Ok(recording)
}

fn unpack(body: &[u8]) -> Result<Vec<u8>, RecordingError> {
    let malformed = |what: &str| RecordingError::Body(what.to_string());
    let (length, packed) = body
        .split_first_chunk()
        .ok_or(malformed("no unpacked length"))?;
    let length = u32::from_le_bytes(*length);
    at_most("bytes unpacked", u64::from(length), MAX_BODY as u64)?;
    let mut raw = vec![0; length as usize];
    let (status, read, written) = decompress(
        &mut DecompressorOxide::new(),
        packed,
        &mut raw,
        0,
        inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF,
    );
    if status != TINFLStatus::Done || read != packed.len() || written != raw.len() {
        return Err(malformed("its deflate stream does not fill it exactly"));
    }
    Ok(raw)
}

/// What every recording keeps to, written or read.
fn check(recording: &Recording) -> Result<(), RecordingError> {
    let limits = &recording.limits;
    at_most("steps as limit", limits.steps, CEILING.steps)?;
    at_most("goroutines as limit", limits.tasks, CEILING.tasks)?;
    at_most(
        "bytes of memory as limit",
        limits.memory_bytes,
        CEILING.memory_bytes,
    )?;
    at_most(
        "bytes of output as limit",
        limits.output_bytes,
        CEILING.output_bytes,
    )?;
    at_most(
        "bytes of source as limit",
        limits.source_bytes,
        CEILING.source_bytes,
    )?;
    at_most("steps", recording.steps, CEILING.steps)?;
    at_most(
        "deviations",
        recording.deviations.len() as u64,
        MAX_CHOICES as u64,
    )?;
    at_most(
        "checkpoints",
        recording.checkpoints.len() as u64,
        MAX_CHECKPOINTS as u64,
    )?;
    at_most("events", recording.events.len() as u64, MAX_EVENTS as u64)?;
    match recording.events.iter().map(|event| event.task.0).max() {
        Some(task) => at_most("goroutines", u64::from(task), CEILING.tasks),
        None => Ok(()),
    }
}

fn at_most(what: &'static str, has: u64, most: u64) -> Result<(), RecordingError> {
    if has > most {
        return Err(RecordingError::TooLarge { what, has, most });
    }
    Ok(())
}

/// Each number less the one before.
fn differences(numbers: impl Iterator<Item = u64>) -> impl Iterator<Item = u64> {
    numbers.scan(0u64, |before, number| {
        let difference = number.wrapping_sub(*before);
        *before = number;
        Some(difference)
    })
}

/// The numbers that have these differences.
fn sums(differences: impl Iterator<Item = u64>) -> impl Iterator<Item = u64> {
    differences.scan(0u64, |sum, difference| {
        *sum = sum.wrapping_add(difference);
        Some(*sum)
    })
}

fn to_body(recording: &Recording) -> Body {
    let Recording {
        deviations, events, ..
    } = recording;
    Body {
        target: recording.target.clone(),
        scenario: recording.scenario.clone(),
        source: recording.source.clone(),
        profile: recording.profile.clone(),
        engine: recording.engine,
        scheduler: recording.scheduler.clone(),
        seed: recording.seed,
        density: recording.density,
        limits: recording.limits,
        choice_streams: deviations.iter().map(|choice| choice.stream).collect(),
        choice_indices: differences(deviations.iter().map(|choice| choice.index)).collect(),
        choice_values: deviations.iter().map(|choice| choice.value).collect(),
        tampers: recording.tampers.clone(),
        steps: recording.steps,
        digest: recording.digest,
        outcome: recording.outcome.clone(),
        checkpoints: recording.checkpoints.clone(),
        event_tasks: events.iter().map(|event| event.task.0).collect(),
        event_points: events.iter().map(|event| event.point).collect(),
        event_objects: differences(events.iter().map(|event| event.object))
            .map(u64::cast_signed)
            .collect(),
        truncated: recording.truncated,
    }
}

fn from_body(body: Body) -> Result<Recording, RecordingError> {
    let choices = body.choice_streams.len();
    let events = body.event_tasks.len();
    if [body.choice_indices.len(), body.choice_values.len()] != [choices; 2]
        || [body.event_points.len(), body.event_objects.len()] != [events; 2]
    {
        return Err(RecordingError::Body("its columns differ in length".into()));
    }
    let deviations = body
        .choice_streams
        .into_iter()
        .zip(sums(body.choice_indices.into_iter()))
        .zip(body.choice_values)
        .map(|((stream, index), value)| Choice {
            stream,
            index,
            value,
        })
        .collect();
    let objects = sums(body.event_objects.into_iter().map(i64::cast_unsigned));
    let events = body
        .event_tasks
        .into_iter()
        .zip(body.event_points)
        .zip(objects)
        .map(|((task, point), object)| Event {
            task: TaskId(task),
            point,
            object,
        })
        .collect();
    Ok(Recording {
        target: body.target,
        scenario: body.scenario,
        source: body.source,
        profile: body.profile,
        engine: body.engine,
        scheduler: body.scheduler,
        seed: body.seed,
        density: body.density,
        limits: body.limits,
        deviations,
        tampers: body.tampers,
        steps: body.steps,
        digest: body.digest,
        outcome: body.outcome,
        checkpoints: body.checkpoints,
        events,
        truncated: body.truncated,
    })
}
