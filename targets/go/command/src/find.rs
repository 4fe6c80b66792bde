//! Finding Go scenarios: files, folders, and those built into the command.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use regex::Regex;
use tearpoint_command::source::{Source, read};
use tearpoint_front::load::bundle::{Bundle, language};
use tearpoint_front::load::{package_name, split_entry, tests as tests_of};
use tearpoint_go::scenario::release;
use tearpoint_harness::contract::InputError;
use tearpoint_runtime::profile::Profile;

use crate::built_in::built_in;

/// The scenarios that `names` mean; all built-in ones but the mended kernels if there are none. A test file or a package with tests gives a
/// scenario for each test; with `run`, for those whose name it matches.
///
/// # Errors
/// A name that is no file, folder or built-in scenario; a file that cannot be read or is too large; no such test.
pub fn find(
    names: &[String],
    max_bytes: u64,
    profile: &Profile,
    run: Option<&Regex>,
) -> Result<Vec<Source>, InputError> {
    if names.is_empty() {
        // What is mended is there to be asked for.
        let mended = |source: &Source| source.name.starts_with("goker/fixed/");
        return Ok(built_in().into_iter().filter(|s| !mended(s)).collect());
    }
    let mut list = Vec::new();
    for name in names {
        let before = list.len();
        let (file, test) = split_entry(name);
        let path = Path::new(file);
        let reader = Reader { max_bytes };
        if path.is_dir() {
            for group in groups(reader.folder(path)?) {
                list.extend(reader.scenarios(file, path, group, profile)?);
            }
        } else if path.is_file() {
            let files = vec![reader.file(path)?];
            let folder = path.parent().unwrap_or(Path::new(""));
            list.extend(reader.scenarios(file, folder, files, profile)?);
        } else {
            let prefix = format!("{name}/");
            let known = built_in()
                .into_iter()
                .filter(|s| s.name == *name || s.name.starts_with(&prefix));
            list.extend(known);
        }
        if list.len() == before {
            return Err(InputError(format!(
                "{name}: no such file, folder or built-in scenario (see `tearpoint list scenarios`)"
            )));
        }
        let chosen = |source: &Source| match (split_entry(&source.name).1, test, run) {
            (Some(name), Some(test), _) => name == test,
            (Some(name), None, Some(run)) => run.is_match(name),
            (None, Some(_), _) => false,
            _ => true,
        };
        let mut index = 0;
        list.retain(|source| {
            index += 1;
            index <= before || chosen(source)
        });
        if list.len() == before {
            return Err(InputError(format!("{name}: no such test")));
        }
    }
    Ok(list)
}

/// A file's name and text.
type File = (String, String);

/// Files that make one scenario: all of a package; but of several programs in one folder, each alone.
fn groups(files: Vec<File>) -> Vec<Vec<File>> {
    let mut packages: BTreeMap<String, Vec<File>> = BTreeMap::new();
    for file in files {
        let package = package_name(&file.1).unwrap_or_default();
        let package = package.strip_suffix("_test").unwrap_or(package);
        packages.entry(package.to_owned()).or_default().push(file);
    }
    let has_main = |file: &File| file.1.lines().any(|line| line.starts_with("func main()"));
    packages
        .into_values()
        .flat_map(|files| {
            if files.iter().filter(|file| has_main(file)).count() > 1 {
                files.into_iter().map(|file| vec![file]).collect()
            } else {
                vec![files]
            }
        })
        .collect()
}

/// Reads files, within bounds.
struct Reader {
    max_bytes: u64,
}

impl Reader {
    /// The Go files of a folder, by name.
    fn folder(&self, path: &Path) -> Result<Vec<File>, InputError> {
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
        paths.iter().map(|path| self.file(path)).collect()
    }

    fn file(&self, path: &Path) -> Result<File, InputError> {
        let name = path.display().to_string();
        let text = read(&name, self.max_bytes)?;
        let text = String::from_utf8(text).map_err(|error| {
            let at = error.utf8_error().valid_up_to();
            InputError(format!("{name}: not UTF-8 at byte {at}"))
        })?;
        Ok((name, text))
    }

    /// The scenarios of files of one package: itself, or each of its tests.
    fn scenarios(
        &self,
        name: &str,
        folder: &Path,
        files: Vec<File>,
        profile: &Profile,
    ) -> Result<Vec<Source>, InputError> {
        let name = match files.as_slice() {
            [(only, _)] => only.clone(),
            _ => name.to_owned(),
        };
        let mut bundle = Bundle { files };
        if let Some(go_mod) = go_mod(folder) {
            bundle.files.push(go_mod);
        }
        let text = bundle.text().into_bytes();
        let is_test = |(name, _): &File| name.ends_with("_test.go");
        let tests = bundle.files.iter().any(is_test);
        let is_main = |file: &File| !is_test(file) && package_name(&file.1) == Some("main");
        if !tests || bundle.files.iter().any(is_main) {
            return Ok(vec![Source { name, text }]);
        }
        let found = tests_of(&bundle, release(profile));
        if found.is_empty() {
            return Ok(vec![Source { name, text }]);
        }
        let source = |(file, test)| Source {
            name: format!("{file}:{test}"),
            text: text.clone(),
        };
        Ok(found.into_iter().map(source).collect())
    }
}

/// The `go` line of the `go.mod` that governs a folder: its own or one above it.
fn go_mod(folder: &Path) -> Option<File> {
    let folder = folder.canonicalize().ok()?;
    let text = folder
        .ancestors()
        .find_map(|folder| fs::read_to_string(folder.join("go.mod")).ok())?;
    let version = language(&text)?;
    Some(("go.mod".to_owned(), format!("go {}\n", version.number())))
}
