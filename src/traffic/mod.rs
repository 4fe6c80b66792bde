//! The resilience world's verbs: where TOML scenarios are found, and which code runs them.
//!
//! `hunt` runs every policy on the same users, side by side; `run`, `replay`, `explain` and `minimize` look at one run.

mod bands;
mod explain;
mod hunt;
mod json;
mod minimize;
mod page;
mod run;
mod show;

use std::fs;
use std::path::Path;

use include_dir::{Dir, include_dir};
use tearpoint_harness::contract::InputError;
use tearpoint_harness::recording::Recording;

pub use explain::main as explain;
pub use hunt::hunt;
pub use minimize::main as minimize;
pub use run::run;

use crate::scenarios::Source;

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/corpus/resilience");

/// The built-in scenarios of this world, by name.
pub fn built_in() -> Vec<Source> {
    let mut list: Vec<Source> = BUILT_IN
        .files()
        .filter(|file| file.path().extension().is_some_and(|ext| ext == "toml"))
        .map(|file| Source {
            name: file.path().with_extension("").display().to_string(),
            text: file.contents().to_vec(),
        })
        .collect();
    list.sort_by(|a, b| a.name.cmp(&b.name));
    list
}

/// Whether a recording is of traffic, and not of a protocol model, whose files name it: `protocol = "hikari"`.
pub fn is_of_traffic(recording: &Recording) -> bool {
    let text = String::from_utf8_lossy(&recording.source);
    let table: Option<toml::Table> = toml::from_str(&text).ok();
    recording.target == "resilience" && table.is_none_or(|table| !table.contains_key("protocol"))
}

/// What a scenario file's opening comment says.
pub fn summary(source: &Source) -> String {
    let text = String::from_utf8_lossy(&source.text);
    let comment = text.lines().map_while(|line| line.strip_prefix('#'));
    comment.map(str::trim).collect::<Vec<_>>().join(" ")
}

/// The scenario of this world that `name` means: a built-in one, or a TOML file.
///
/// # Errors
/// A file that cannot be read, or is larger than `max_bytes`.
pub fn find(name: &str, max_bytes: u64) -> Result<Option<Source>, InputError> {
    if let Some(known) = built_in().into_iter().find(|source| source.name == name) {
        return Ok(Some(known));
    }
    if Path::new(name).extension().is_none_or(|ext| ext != "toml") {
        return Ok(None);
    }
    let unreadable = |error| InputError(format!("{name}: {error}"));
    let bytes = fs::metadata(name).map_err(unreadable)?.len();
    if bytes > max_bytes {
        return Err(InputError(format!(
            "{name}: {bytes} bytes of source, more than {max_bytes} (raise with --max-source)"
        )));
    }
    let text = fs::read(name).map_err(unreadable)?;
    Ok(Some(Source {
        name: name.to_owned(),
        text,
    }))
}

/// The scenarios of this world that `names` mean; none if they are Go's.
///
/// # Errors
/// As [`find`]; names of both worlds.
pub fn find_all(names: &[String], max_bytes: u64) -> Result<Option<Vec<Source>>, InputError> {
    let mut sources = Vec::new();
    for name in names {
        sources.extend(find(name, max_bytes)?);
    }
    match sources.len() {
        0 => Ok(None),
        n if n == names.len() => Ok(Some(sources)),
        _ => {
            let own: Vec<&str> = sources.iter().map(|source| source.name.as_str()).collect();
            Err(InputError(format!(
                "{}: scenarios of traffic and of Go are hunted one kind at a time",
                own.join(", ")
            )))
        }
    }
}
