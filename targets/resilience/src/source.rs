//! A scenario file as it was read: what it is called, and its bytes.

use std::rc::Rc;

use tearpoint_harness::contract::InputError;

/// A scenario file's name and bytes. Cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScenarioFile {
    name: Rc<str>,
    bytes: Rc<[u8]>,
}

impl ScenarioFile {
    /// The file called `name`, with these bytes.
    pub fn new(name: &str, bytes: &[u8]) -> ScenarioFile {
        ScenarioFile {
            name: name.into(),
            bytes: bytes.into(),
        }
    }

    /// What the file is called in messages, tables and recordings.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The file's bytes, unchanged: what a recording carries.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The file as text.
    ///
    /// # Errors
    /// Bytes that are not UTF-8.
    pub fn text(&self) -> Result<&str, InputError> {
        text(&self.name, &self.bytes)
    }
}

/// The bytes of the file called `name` as text.
///
/// # Errors
/// Bytes that are not UTF-8.
pub fn text<'a>(name: &str, bytes: &'a [u8]) -> Result<&'a str, InputError> {
    std::str::from_utf8(bytes)
        .map_err(|error| InputError(format!("{name}: not UTF-8 at byte {}", error.valid_up_to())))
}
