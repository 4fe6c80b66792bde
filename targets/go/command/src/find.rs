//! Finding Go scenarios: files, folders, patterns of folders, and those built into the command.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use regex::Regex;
use tearpoint_command::args::Common;
use tearpoint_command::source::Source;
use tearpoint_front::GoVersion;
use tearpoint_front::load::bundle::Bundle;
use tearpoint_front::load::header::Header;
use tearpoint_front::load::{is_test_file, split_entry, tests as tests_of};
use tearpoint_go::scenario::release;
use tearpoint_harness::contract::InputError;
use tearpoint_runtime::profile::Profile;

use crate::built_in::built_in;
use crate::modules::{Collector, File, Goroot, expand, is_pattern, tags};
use crate::open::chosen;

/// How scenarios are looked for.
pub struct Search {
    max_bytes: u64,
    release: GoVersion,
    run: Option<Regex>,
    tags: Vec<String>,
    goroot: Goroot,
}

impl Search {
    /// As flags ask for it, for a Go version.
    ///
    /// # Errors
    /// A pattern of tests that is none.
    pub fn new(common: &Common, profile: &Profile) -> Result<Search, InputError> {
        Ok(Search {
            max_bytes: common.max_source,
            release: release(profile),
            run: chosen(common)?,
            tags: tags(common.tags.as_deref().unwrap_or_default()),
            goroot: Goroot::find(common.std, common.goroot.as_deref(), release(profile))?,
        })
    }
}

/// The scenarios that `names` mean; all built-in ones but the mended kernels if there are none. A test file or a package with tests gives a
/// scenario for each test.
///
/// # Errors
/// A name that is no file, folder or built-in scenario; a file that cannot be read or is too large; an import that is nowhere; no such test.
pub fn find(names: &[String], search: &Search) -> Result<Vec<Source>, InputError> {
    if names.is_empty() {
        // What is mended is there to be asked for.
        let mended = |source: &Source| source.name.starts_with("goker/fixed/");
        return Ok(built_in().into_iter().filter(|s| !mended(s)).collect());
    }
    let reader = Reader {
        release: search.release,
        collector: Collector::new(
            search.max_bytes,
            search.release,
            &search.tags,
            search.goroot.clone(),
        ),
    };
    let mut list = Vec::new();
    for name in names {
        let before = list.len();
        let (file, test) = split_entry(name);
        let path = Path::new(file);
        if is_pattern(name) {
            for folder in expand(name)? {
                let shown = folder.display().to_string();
                let found = reader.folder(&shown, &folder)?;
                // What is neither a program nor has tests is only imported.
                list.extend(found.into_iter().filter(runs));
            }
        } else if path.is_dir() {
            list.extend(reader.folder(file, path)?);
        } else if path.is_file() && test.is_some() {
            list.extend(reader.folder_of(path)?);
        } else if path.is_file() {
            let files = vec![reader.collector.file(path)?];
            let folder = path.parent().unwrap_or(Path::new(""));
            list.extend(reader.scenarios(file, folder, files)?);
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
        let chosen = |source: &Source| match (split_entry(&source.name).1, test, &search.run) {
            (_, Some(_), _) => source.name == *name,
            (Some(name), None, Some(run)) => run.is_match(name),
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

/// Files that make one scenario: all of a package; but of several programs in one folder, each alone.
fn groups(files: Vec<File>) -> Vec<Vec<File>> {
    let mut packages: BTreeMap<String, Vec<File>> = BTreeMap::new();
    for file in files {
        let package = Header::read(&file.1).package.unwrap_or_default();
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

/// Whether a scenario runs: it is a test or a program.
fn runs(source: &Source) -> bool {
    let text = String::from_utf8_lossy(&source.text);
    split_entry(&source.name).1.is_some() || is_program(&Bundle::parse(&source.name, &text).files)
}

/// Whether one of these files is of a program.
pub(crate) fn is_program(files: &[File]) -> bool {
    let main =
        |(name, text): &File| !is_test_file(name) && Header::read(text).package == Some("main");
    files.iter().any(main)
}

/// Reads files, within bounds.
struct Reader {
    release: GoVersion,
    collector: Collector,
}

impl Reader {
    /// The scenarios of a folder.
    fn folder(&self, name: &str, path: &Path) -> Result<Vec<Source>, InputError> {
        let mut files = self.collector.folder(path)?;
        // Files that no build has do not stand in the way of those that some have.
        if files.iter().any(|file| self.collector.ever_belongs(file)) {
            files.retain(|file| self.collector.ever_belongs(file));
        }
        let mut found = Vec::new();
        for group in groups(files) {
            found.extend(self.scenarios(name, path, group)?);
        }
        Ok(found)
    }

    /// The scenarios of the package that a file is of; of the file alone if its folder is no package, since a test is there twice.
    fn folder_of(&self, file: &Path) -> Result<Vec<Source>, InputError> {
        let folder = file.parent().unwrap_or(Path::new(""));
        let mut found = self.folder(&folder.display().to_string(), folder)?;
        let name = file.to_string_lossy();
        let of_file = found
            .iter()
            .find(|source| split_entry(&source.name).0 == name);
        let package = of_file.map(|source| source.text.clone());
        found.retain(|source| Some(&source.text) == package.as_ref());
        let tests: BTreeSet<_> = found
            .iter()
            .map(|source| split_entry(&source.name).1)
            .collect();
        if tests.len() == found.len() && package.is_some() {
            Ok(found)
        } else {
            self.scenarios("", folder, vec![self.collector.file(file)?])
        }
    }

    /// The scenarios of files of one package: itself, or each of its tests.
    fn scenarios(
        &self,
        name: &str,
        folder: &Path,
        files: Vec<File>,
    ) -> Result<Vec<Source>, InputError> {
        let name = match files.as_slice() {
            [(only, _)] => only.clone(),
            _ => name.to_owned(),
        };
        let tests = files.iter().any(|(name, _)| is_test_file(name));
        let is_program = is_program(&files);
        let bundle = self.collector.bundle(folder, files)?;
        let text = bundle.text().into_bytes();
        if !tests || is_program {
            return Ok(vec![Source { name, text }]);
        }
        let found = tests_of(&bundle, self.release);
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
