//! Finding scenarios: files, folders, and those built into the command.

use std::fs;
use std::path::Path;

use include_dir::{Dir, include_dir};
use tearpoint_harness::contract::InputError;

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/corpus/go/scenarios");

/// A scenario's text and the name it goes by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    pub name: String,
    pub text: Vec<u8>,
}

/// Every built-in scenario, by name.
pub fn built_in() -> Vec<Source> {
    let mut list = Vec::new();
    collect(&BUILT_IN, &mut list);
    list.sort_by(|a, b| a.name.cmp(&b.name));
    list
}

fn collect(dir: &Dir<'_>, list: &mut Vec<Source>) {
    for file in dir
        .files()
        .filter(|file| file.path().extension().is_some_and(|ext| ext == "go"))
    {
        let name = file
            .path()
            .with_extension("")
            .to_string_lossy()
            .replace('\\', "/");
        list.push(Source {
            name,
            text: file.contents().to_vec(),
        });
    }
    dir.dirs().for_each(|dir| collect(dir, list));
}

/// What a built-in scenario's opening comment says: its first sentence.
pub fn summary(source: &Source) -> String {
    let text = String::from_utf8_lossy(&source.text);
    let comment: Vec<&str> = text
        .lines()
        .map_while(|line| line.strip_prefix("//"))
        .map(str::trim)
        .collect();
    let comment = comment.join(" ");
    comment
        .split_inclusive(". ")
        .next()
        .unwrap_or_default()
        .trim()
        .to_owned()
}

/// The scenarios that `names` mean; all built-in ones if there are none.
///
/// # Errors
/// A name that is no file, folder or built-in scenario; a file that cannot be read or is too large.
pub fn find(names: &[String], max_bytes: u64) -> Result<Vec<Source>, InputError> {
    if names.is_empty() {
        return Ok(built_in());
    }
    let mut list = Vec::new();
    for name in names {
        let path = Path::new(name);
        if path.is_dir() {
            folder(path, max_bytes, &mut list)?;
        } else if path.is_file() {
            list.push(file(path, max_bytes)?);
        } else {
            let prefix = format!("{name}/");
            let known = built_in()
                .into_iter()
                .filter(|s| s.name == *name || s.name.starts_with(&prefix));
            let before = list.len();
            list.extend(known);
            if list.len() == before {
                return Err(InputError(format!(
                    "{name}: no such file, folder or built-in scenario (see `tearpoint list scenarios`)"
                )));
            }
        }
    }
    Ok(list)
}

fn folder(path: &Path, max_bytes: u64, list: &mut Vec<Source>) -> Result<(), InputError> {
    let unreadable = |error| InputError(format!("{}: {error}", path.display()));
    let entries = fs::read_dir(path).map_err(unreadable)?;
    let mut paths = entries
        .map(|entry| entry.map(|e| e.path()))
        .collect::<Result<Vec<_>, _>>()
        .map_err(unreadable)?;
    paths.retain(|path| path.extension().is_some_and(|ext| ext == "go"));
    paths.sort();
    if paths.is_empty() {
        return Err(InputError(format!(
            "{}: no .go file in this folder",
            path.display()
        )));
    }
    for path in paths {
        list.push(file(&path, max_bytes)?);
    }
    Ok(())
}

fn file(path: &Path, max_bytes: u64) -> Result<Source, InputError> {
    let name = path.display().to_string();
    let bytes = fs::metadata(path)
        .map_err(|error| InputError(format!("{name}: {error}")))?
        .len();
    if bytes > max_bytes {
        return Err(InputError(format!(
            "{name}: {bytes} bytes of source, more than {max_bytes} (raise with --max-source)"
        )));
    }
    let text = fs::read(path).map_err(|error| InputError(format!("{name}: {error}")))?;
    Ok(Source { name, text })
}
