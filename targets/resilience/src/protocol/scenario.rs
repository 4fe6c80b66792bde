//! A scenario file about a protocol, and the same under one profile, as the engine runs it.

use std::rc::Rc;

use tearpoint_harness::contract::{InputError, Scenario, Sim, World};

use super::contract::{Protocol, SOUND};
use super::file::{kind, parse_kind};
use crate::source::ScenarioFile;

/// A scenario file about a protocol, read and checked.
pub struct ProtocolFile {
    file: ScenarioFile,
    protocol: Rc<dyn Protocol>,
}

impl ProtocolFile {
    /// Reads a file whose `protocol` key says `kind`.
    ///
    /// # Errors
    /// Bytes that are not UTF-8; a protocol that there is not; what its reader refuses, with line and column.
    pub(crate) fn read(file: ScenarioFile, kind: &str) -> Result<ProtocolFile, InputError> {
        let protocol = parse_kind(file.name(), file.text()?, kind)?;
        Ok(ProtocolFile { file, protocol })
    }

    /// What the file describes.
    pub fn protocol(&self) -> &dyn Protocol {
        &*self.protocol
    }

    /// The profiles that the file can be run under: [`SOUND`], then its defects.
    pub fn profiles(&self) -> impl Iterator<Item = &str> {
        let defects = self.protocol.defects().iter();
        std::iter::once(SOUND).chain(defects.map(|defect| defect.name))
    }

    /// The file under `profile`: [`SOUND`], or a defect's name.
    ///
    /// # Errors
    /// A defect that the protocol does not have; the message lists those it has.
    pub fn under(&self, profile: &str) -> Result<ProtocolScenario, InputError> {
        if !self.profiles().any(|known| known == profile) {
            let names: Vec<&str> = self.profiles().collect();
            return Err(InputError(format!(
                "{}: no profile `{profile}`; there are: {}",
                self.file.name(),
                names.join(", ")
            )));
        }
        Ok(ProtocolScenario {
            file: self.file.clone(),
            profile: profile.to_owned(),
            protocol: Rc::clone(&self.protocol),
        })
    }
}

/// A scenario file about a protocol under one profile: sound, or with a defect.
pub struct ProtocolScenario {
    file: ScenarioFile,
    profile: String,
    protocol: Rc<dyn Protocol>,
}

impl ProtocolScenario {
    /// Reads a scenario file; `profile` is [`SOUND`] or names a defect.
    ///
    /// # Errors
    /// What [`parse`](super::parse) refuses; a defect that the protocol does not have.
    pub fn load(name: &str, source: &[u8], profile: &str) -> Result<ProtocolScenario, InputError> {
        let file = ScenarioFile::new(name, source);
        let kind = kind(file.text()?).unwrap_or_default();
        ProtocolFile::read(file, &kind)?.under(profile)
    }

    /// What the file describes.
    pub fn protocol(&self) -> &dyn Protocol {
        &*self.protocol
    }
}

impl Scenario for ProtocolScenario {
    fn target(&self) -> &str {
        "resilience"
    }

    fn name(&self) -> &str {
        self.file.name()
    }

    fn source(&self) -> &[u8] {
        self.file.bytes()
    }

    fn profile(&self) -> &str {
        &self.profile
    }

    fn start(&mut self, sim: &Sim, tampers: &[u8]) -> Result<Rc<dyn World>, InputError> {
        if !tampers.is_empty() {
            let text = "a protocol has no metadata to tamper with; its profiles plant defects";
            return Err(InputError(text.to_owned()));
        }
        Ok(self.protocol.world(sim, &self.profile))
    }
}
