//! A recording: a run that can be done again, step for step, by anyone who has tearpoint.
//!
//! It carries everything (the scenario's text too), and the history that a replay is compared with. Its file form is in
//! `wire`, its one-line form in `token`; both decode any bytes to a recording or a [`RecordingError`], in bounded
//! memory.

mod token;
mod wire;

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::contract::{Choice, Density, Event, Limits};

/// The most events a recording keeps; of the rest only checkpoints of the digest.
pub const MAX_EVENTS: usize = 1 << 16;
/// Steps between two checkpoints of the digest.
pub const CHECKPOINT_STEPS: u64 = 1024;
/// The most bytes of a body, unpacked. Decoding takes at most about 150 MB in all, whatever the bytes.
pub const MAX_BODY: usize = 16 << 20;
/// The most that a recording may ask of who replays it; the command's own limits lie far below.
pub const CEILING: Limits = Limits {
    steps: 1 << 32,
    tasks: 1 << 22,
    memory_bytes: 1 << 33,
    output_bytes: 1 << 28,
    source_bytes: MAX_BODY as u64,
};

/// What executes a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum EngineKind {
    /// Our own executor: fast, and the default.
    #[default]
    Native,
    /// The executor of the crate shuttle, which checks ours.
    Shuttle,
}

impl fmt::Display for EngineKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            EngineKind::Native => "native",
            EngineKind::Shuttle => "shuttle",
        })
    }
}

/// What became of the recorded run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// The signature's id; empty if the run passed or reached a limit.
    pub id: String,
    /// The signature's title, or `ok`, or the limit that was reached.
    pub title: String,
}

/// One run: what determines it, and what came out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recording {
    /// Which target understands `source`.
    pub target: String,
    /// The scenario's name.
    pub scenario: String,
    /// The scenario's whole text.
    pub source: Vec<u8>,
    /// The target's variant, for example a version of the simulated system.
    pub profile: String,
    /// The engine that made the run. It replays on the other one too.
    pub engine: EngineKind,
    /// The scheduler that `deviations` deviate from, by name.
    pub scheduler: String,
    /// The seed of the run's choices.
    pub seed: u64,
    /// How densely tasks could be preempted.
    pub density: Density,
    /// What the run was allowed to use.
    pub limits: Limits,
    /// Where the run differs from what seed and scheduler give.
    pub deviations: Vec<Choice>,
    /// The plan of tampering, in the target's own encoding.
    pub tampers: Vec<u8>,
    /// How many steps the run took.
    pub steps: u64,
    /// The digest of the whole run.
    pub digest: u128,
    /// What became of the run.
    pub outcome: Outcome,
    /// The digest before the event of each [`CHECKPOINT_STEPS`]th step.
    pub checkpoints: Vec<u128>,
    /// The first [`MAX_EVENTS`] events.
    pub events: Vec<Event>,
    /// There were more events.
    pub truncated: bool,
}

/// Why bytes are no recording. `Display` says what, where, and what to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecordingError {
    /// It does not begin as a recording does.
    Foreign,
    /// A format that this tearpoint does not know.
    Version(u16),
    /// Shorter or longer than it says.
    Length {
        /// Bytes there should be, as the header has it.
        says: u64,
        /// Bytes there are.
        has: u64,
    },
    /// Beyond what a recording may be.
    TooLarge {
        /// What there is too much of.
        what: &'static str,
        /// How much of it there is.
        has: u64,
        /// How much is allowed.
        most: u64,
    },
    /// The checksum does not match.
    Checksum,
    /// The checksum matches, but the body is not what this format says.
    Body(String),
    /// A token that does not begin with `tp1.` or has other than base64url characters, at this byte.
    Token(usize),
}

impl fmt::Display for RecordingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RecordingError::Foreign => f.write_str(
                "not a tearpoint recording: its first bytes are not TEARPNT; give a file that hunt wrote, or a token",
            ),
            RecordingError::Version(version) => write!(
                f,
                "the recording has format {version}, this tearpoint reads format {}: replay it with the tearpoint \
                 that wrote it, or hunt again with its seed",
                wire::VERSION
            ),
            RecordingError::Length { says, has } => write!(
                f,
                "the recording is damaged: {has} bytes where its header says {says}; copy it again"
            ),
            RecordingError::TooLarge { what, has, most } => write!(
                f,
                "the recording has {has} {what}, at most {most} are read: it is damaged or not tearpoint's"
            ),
            RecordingError::Checksum => f.write_str(
                "the recording is damaged: the checksum at byte 14 does not match its body; copy it again",
            ),
            RecordingError::Body(what) => write!(
                f,
                "the recording's checksum matches, but its body is malformed ({what}): it was not written by tearpoint"
            ),
            RecordingError::Token(at) => write!(
                f,
                "not a token from byte {at} on: a token is `{}` and base64url characters, on one line; copy it whole",
                token::PREFIX
            ),
        }
    }
}

impl std::error::Error for RecordingError {}

impl Recording {
    /// The file form.
    pub fn encode(&self) -> Result<Vec<u8>, RecordingError> {
        wire::encode(self)
    }

    /// A recording from its file form.
    pub fn decode(bytes: &[u8]) -> Result<Recording, RecordingError> {
        wire::decode(bytes)
    }

    /// The one-line form: everything but the events.
    pub fn token(&self) -> Result<String, RecordingError> {
        token::encode(self)
    }

    /// A recording from its one-line form; it has no events.
    pub fn from_token(token: &str) -> Result<Recording, RecordingError> {
        token::decode(token)
    }

    /// Whether a text looks like a token, so that a command can tell it from a file name.
    pub fn is_token(text: &str) -> bool {
        text.starts_with(token::PREFIX)
    }

    /// The same without its history, as in a token.
    pub fn without_history(&self) -> Recording {
        Recording {
            checkpoints: Vec::new(),
            events: Vec::new(),
            truncated: false,
            ..self.clone()
        }
    }
}
