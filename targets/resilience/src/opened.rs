//! A scenario file, opened: which of the two kinds it is, decided once.
//!
//! A file with a `protocol` key is about a protocol, any other about traffic. Whoever treats the two differently matches on
//! [`Opened`]; whoever only runs scenarios takes what [`Opened::under`] gives.

use tearpoint_harness::contract::{InputError, Scenario};

use crate::protocol::{self, ProtocolFile};
use crate::source::ScenarioFile;
use crate::traffic::TrafficFile;

/// A scenario file, read and checked.
pub enum Opened {
    /// Traffic through one server, under a policy of defences.
    Traffic(TrafficFile),
    /// A library's protocol, step by step, sound or with a defect planted.
    Protocol(ProtocolFile),
}

impl Opened {
    /// Reads the file called `name`.
    ///
    /// # Errors
    /// Bytes that are not UTF-8; what the kind's own reader refuses, with line and column.
    pub fn open(name: &str, source: &[u8]) -> Result<Opened, InputError> {
        let file = ScenarioFile::new(name, source);
        Ok(match protocol::kind(file.text()?) {
            Some(kind) => Opened::Protocol(ProtocolFile::read(file, &kind)?),
            None => Opened::Traffic(TrafficFile::read(file)?),
        })
    }

    /// The file's one sentence for people.
    pub fn title(&self) -> &str {
        match self {
            Opened::Traffic(traffic) => &traffic.scenario().title,
            Opened::Protocol(protocol) => protocol.protocol().title(),
        }
    }

    /// The profiles that the file can be run under, the plain one first: policies of traffic; for a protocol
    /// [`SOUND`](crate::protocol::SOUND), then its defects.
    pub fn profiles(&self) -> Vec<String> {
        match self {
            Opened::Traffic(traffic) => traffic.scenario().policy_names(),
            Opened::Protocol(protocol) => protocol.profiles().map(str::to_owned).collect(),
        }
    }

    /// The file under one of its profiles, ready to run.
    ///
    /// # Errors
    /// A profile that the file does not have; the message lists those it has.
    pub fn under(&self, profile: &str) -> Result<Box<dyn Scenario>, InputError> {
        Ok(match self {
            Opened::Traffic(traffic) => Box::new(traffic.under(profile)?),
            Opened::Protocol(protocol) => Box::new(protocol.under(profile)?),
        })
    }
}

/// Opens a file and takes one of its profiles: [`Opened::open`], then [`Opened::under`].
///
/// # Errors
/// As these two.
pub fn load(name: &str, source: &[u8], profile: &str) -> Result<Box<dyn Scenario>, InputError> {
    Opened::open(name, source)?.under(profile)
}

/// The profiles of a file: [`Opened::open`], then [`Opened::profiles`].
///
/// # Errors
/// As [`Opened::open`].
pub fn profiles(name: &str, source: &[u8]) -> Result<Vec<String>, InputError> {
    Ok(Opened::open(name, source)?.profiles())
}
