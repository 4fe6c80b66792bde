//! A scenario before it is opened.

use std::fs;

use tearpoint_harness::contract::InputError;

/// A scenario's text and the name it goes by. What a world does not read from files has a text of its own choosing: it is
/// what recordings carry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// As tables, recordings and errors name it.
    pub name: String,
    /// The whole of it.
    pub text: Vec<u8>,
}

/// The bytes of the file `name`, unless there are more than `max`.
///
/// # Errors
/// A file that cannot be read, or is larger.
pub fn read(name: &str, max: u64) -> Result<Vec<u8>, InputError> {
    let unreadable = |error| InputError(format!("{name}: {error}"));
    let bytes = fs::metadata(name).map_err(unreadable)?.len();
    if bytes > max {
        return Err(InputError(format!(
            "{name}: {bytes} bytes of source, more than {max} (raise with --max-source)"
        )));
    }
    fs::read(name).map_err(unreadable)
}
