//! Recordings as files and tokens.

use std::fs;
use std::path::Path;

use tearpoint_harness::contract::InputError;
use tearpoint_harness::recording::Recording;

/// The most bytes of a recording's file.
const MAX_FILE: u64 = 64 << 20;

/// A recording from a file or a token.
///
/// # Errors
/// No such file; bytes that are no recording.
pub fn load(what: &str) -> Result<Recording, InputError> {
    let of = |error: String| InputError(format!("{what}: {error}"));
    if Recording::is_token(what) {
        return Recording::from_token(what.trim()).map_err(|error| InputError(error.to_string()));
    }
    let path = Path::new(what);
    let bytes = fs::metadata(path)
        .map_err(|error| of(format!("{error}; give a recording's file or a token")))?
        .len();
    if bytes > MAX_FILE {
        return Err(of(format!(
            "{bytes} bytes, more than any recording ({MAX_FILE})"
        )));
    }
    let bytes = fs::read(path).map_err(|error| of(error.to_string()))?;
    Recording::decode(&bytes).map_err(|error| of(error.to_string()))
}

/// Writes a recording's file.
///
/// # Errors
/// A recording too large for the format; a file that cannot be written.
pub fn save(recording: &Recording, file: &Path) -> Result<(), InputError> {
    let bytes = recording
        .encode()
        .map_err(|error| InputError(error.to_string()))?;
    fs::write(file, bytes).map_err(|error| InputError(format!("{}: {error}", file.display())))
}
