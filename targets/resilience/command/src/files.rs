//! Finding resilience scenarios: TOML files, and those built into the command.

use std::path::Path;

use include_dir::{Dir, include_dir};
use tearpoint_command::source::{Source, read};
use tearpoint_harness::contract::InputError;

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../../corpus/resilience");

/// The built-in scenarios of this world: those of traffic by name, then those of protocols.
pub fn built_in() -> Vec<Source> {
    let mut list = sources(&BUILT_IN);
    list.extend(
        BUILT_IN
            .get_dir("protocol")
            .map(sources)
            .unwrap_or_default(),
    );
    list
}

fn sources(folder: &Dir<'_>) -> Vec<Source> {
    let files = folder.files();
    let mut list: Vec<Source> = files
        .filter(|file| file.path().extension().is_some_and(|ext| ext == "toml"))
        .filter_map(|file| {
            Some(Source {
                name: file.path().file_stem()?.to_string_lossy().into_owned(),
                text: file.contents().to_vec(),
            })
        })
        .collect();
    list.sort_by(|a, b| a.name.cmp(&b.name));
    list
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
    if let Some(known) = built_in().into_iter().find(|source| source.name == name) {
        return Ok(Some(known));
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
