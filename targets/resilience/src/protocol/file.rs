//! From a scenario file's text to the protocol that it describes.

use std::rc::Rc;

use tearpoint_harness::contract::InputError;

use super::contract::Protocol;
use super::{hikari, redisson, tomcat};

/// Which protocol a scenario file is about: the value of its `protocol` key. None: it has no such key, or is no TOML.
pub fn kind(text: &str) -> Option<String> {
    let table: toml::Table = text.parse().ok()?;
    Some(table.get("protocol")?.as_str()?.to_owned())
}

/// Whether a scenario file is about a protocol. If not, it is about traffic.
pub fn is_protocol(source: &[u8]) -> bool {
    std::str::from_utf8(source).is_ok_and(|text| kind(text).is_some())
}

/// Reads a scenario file with a `protocol` key.
///
/// # Errors
/// A protocol that there is not; unknown keys, values out of range, with line and column.
pub fn parse(name: &str, text: &str) -> Result<Rc<dyn Protocol>, InputError> {
    parse_kind(name, text, &kind(text).unwrap_or_default())
}

/// As [`parse`], where the [`kind`] is known.
pub(super) fn parse_kind(
    name: &str,
    text: &str,
    kind: &str,
) -> Result<Rc<dyn Protocol>, InputError> {
    match kind {
        "hikari" => hikari::parse(name, text),
        "tomcat" => tomcat::parse(name, text),
        "redisson" => redisson::parse(name, text),
        other => Err(InputError(format!(
            "{name}: no protocol `{other}`; there are: hikari, tomcat, redisson"
        ))),
    }
}
