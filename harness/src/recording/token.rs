//! A recording as one printable line: `tp1.` and base64url of the file form, less its magic and its history.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::wire::{self, MAGIC};
use super::{MAX_BODY, Recording, RecordingError};

pub(super) const PREFIX: &str = "tp1.";

pub(super) fn encode(recording: &Recording) -> Result<String, RecordingError> {
    let file = wire::encode(&recording.without_history())?;
    Ok(format!(
        "{PREFIX}{}",
        URL_SAFE_NO_PAD.encode(&file[MAGIC.len()..])
    ))
}

pub(super) fn decode(token: &str) -> Result<Recording, RecordingError> {
    let text = token.trim_ascii();
    let text = text.strip_prefix(PREFIX).ok_or(RecordingError::Token(0))?;
    if text.len() > 3 * MAX_BODY {
        return Err(RecordingError::TooLarge {
            what: "characters",
            has: text.len() as u64,
            most: 3 * MAX_BODY as u64,
        });
    }
    let mut file = MAGIC.to_vec();
    let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|error| {
        let at = match error {
            base64::DecodeError::InvalidByte(at, _)
            | base64::DecodeError::InvalidLastSymbol(at, _) => at,
            _ => text.len(),
        };
        RecordingError::Token(PREFIX.len() + at)
    })?;
    file.extend(bytes);
    wire::decode(&file)
}
