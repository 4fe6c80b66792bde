//! Finding resilience scenarios: TOML files, and those built into the command.

use std::path::Path;

use include_dir::{Dir, File, include_dir};
use tearpoint_command::source::{Source, read};
use tearpoint_harness::contract::InputError;
use tearpoint_harness::recording::Recording;
use tearpoint_resilience::protocol::is_protocol;

/// The target of both kinds: what a recording says.
pub const TARGET: &str = "resilience";

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../../corpus/resilience");

/// The world that a scenario file belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// [`Traffic`](crate::Traffic)
    Traffic,
    /// [`Protocols`](crate::Protocols)
    Protocol,
}

impl Kind {
    /// The kind of a file's text.
    pub fn of(text: &[u8]) -> Kind {
        match is_protocol(text) {
            true => Kind::Protocol,
            false => Kind::Traffic,
        }
    }

    /// The built-in scenarios of this kind, by name.
    pub fn built_in(self) -> Vec<Source> {
        let sources = built_in().into_iter();
        sources
            .filter(|source| Kind::of(&source.text) == self)
            .collect()
    }

    /// Whether `name` means a scenario of this kind.
    ///
    /// # Errors
    /// As [`find`].
    pub fn claims(self, name: &str, max_bytes: u64) -> Result<bool, InputError> {
        let found = find(name, max_bytes)?;
        Ok(found.is_some_and(|source| Kind::of(&source.text) == self))
    }

    /// Whether a recording is of a scenario of this kind.
    pub fn owns(self, recording: &Recording) -> bool {
        recording.target == TARGET && Kind::of(&recording.source) == self
    }
}

/// The built-in scenarios of both kinds: those of traffic by name, then those of protocols.
pub fn built_in() -> Vec<Source> {
    let by_name = |folder| {
        let mut list: Vec<Source> = embedded(folder)
            .map(|(name, file)| source(name, file))
            .collect();
        list.sort_by(|a, b| a.name.cmp(&b.name));
        list
    };
    folders().flat_map(by_name).collect()
}

/// The folders of what is built in: traffic's, then that of the protocols.
fn folders() -> impl Iterator<Item = &'static Dir<'static>> {
    [Some(&BUILT_IN), BUILT_IN.get_dir("protocol")]
        .into_iter()
        .flatten()
}

/// The scenario files of a folder, each with its scenario's name.
fn embedded(
    folder: &'static Dir<'static>,
) -> impl Iterator<Item = (&'static str, &'static File<'static>)> {
    folder.files().filter_map(|file| {
        let name = file.path().file_name()?.to_str()?.strip_suffix(".toml")?;
        Some((name, file))
    })
}

fn source(name: &str, file: &File<'_>) -> Source {
    Source {
        name: name.to_owned(),
        text: file.contents().to_vec(),
    }
}

/// What a scenario file's opening comment says; without one, its title.
pub fn summary(source: &Source) -> String {
    let text = String::from_utf8_lossy(&source.text);
    let comment = text.lines().map_while(|line| line.strip_prefix('#'));
    let comment = comment.map(str::trim).collect::<Vec<_>>().join(" ");
    if !comment.is_empty() {
        return comment;
    }
    let table: Option<toml::Table> = text.parse().ok();
    let title = table
        .as_ref()
        .and_then(|table| table.get("title")?.as_str());
    title.unwrap_or_default().to_owned()
}

/// The scenario of this world that `name` means: a built-in one, or a TOML file.
///
/// # Errors
/// A file that cannot be read, or is larger than `max_bytes`.
pub fn find(name: &str, max_bytes: u64) -> Result<Option<Source>, InputError> {
    if let Some((name, file)) = folders()
        .flat_map(embedded)
        .find(|(known, _)| *known == name)
    {
        return Ok(Some(source(name, file)));
    }
    if Path::new(name).extension().is_none_or(|ext| ext != "toml") {
        return Ok(None);
    }
    let text = read(name, max_bytes)?;
    Ok(Some(Source {
        name: name.to_owned(),
        text,
    }))
}

/// The scenarios that `names` mean; names of something else are left out.
///
/// # Errors
/// As [`find`].
pub fn find_all(names: &[String], max_bytes: u64) -> Result<Vec<Source>, InputError> {
    let mut sources = Vec::new();
    for name in names {
        sources.extend(find(name, max_bytes)?);
    }
    Ok(sources)
}
