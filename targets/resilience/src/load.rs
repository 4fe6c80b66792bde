//! From a scenario file to something that runs: traffic, or a protocol.

use tearpoint_harness::contract::{InputError, Scenario};

use super::protocol::{self, ProtocolScenario, SOUND};
use super::scenario;
use super::world::ResilienceScenario;

/// The scenario of a file under `profile`: a policy of traffic; for a protocol, [`SOUND`] or a defect.
///
/// # Errors
/// What the file's reader refuses; a profile that the file does not have.
pub fn load(name: &str, source: &[u8], profile: &str) -> Result<Box<dyn Scenario>, InputError> {
    Ok(if protocol::is_protocol(source) {
        Box::new(ProtocolScenario::load(name, source, profile)?)
    } else {
        Box::new(ResilienceScenario::load(name, source, profile)?)
    })
}

/// The profiles that a file can be run under, the plain one first.
///
/// # Errors
/// What the file's reader refuses.
pub fn profiles(name: &str, source: &[u8]) -> Result<Vec<String>, InputError> {
    let text = text(name, source)?;
    if protocol::is_protocol(source) {
        let protocol = protocol::parse(name, text)?;
        let defects = protocol.defects().iter().map(|defect| defect.name);
        return Ok(std::iter::once(SOUND)
            .chain(defects)
            .map(str::to_owned)
            .collect());
    }
    let scenario = scenario::Scenario::parse(name, text)?;
    Ok(scenario.policy_names())
}

/// The file as text.
///
/// # Errors
/// What is not UTF-8.
pub fn text<'a>(name: &str, source: &'a [u8]) -> Result<&'a str, InputError> {
    std::str::from_utf8(source)
        .map_err(|error| InputError(format!("{name}: not UTF-8 at byte {}", error.valid_up_to())))
}
