//! The files that a program needs: those of its package, and of all packages that it imports.
//!
//! Follows cmd/go/internal/load (`loadImport`, `disallowInternal`) and go/build (`Import`: which files of a folder count). What the built-in
//! library has comes from there.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use tearpoint_command::source::read;
use tearpoint_front::GoVersion;
use tearpoint_front::library::is_package;
use tearpoint_front::load::bundle::Bundle;
use tearpoint_front::load::constraint::included;
use tearpoint_front::load::header::{Header, Imported};
use tearpoint_front::load::is_test_file;
use tearpoint_front::load::manifest::{Folder, Manifest, folder_of};
use tearpoint_front::version::RELEASES;
use tearpoint_harness::contract::InputError;

use super::goroot::Goroot;
use super::resolve::{Modules, Place};
use super::settings::Settings;

/// A file's name and text.
pub type File = (String, String);

/// Errors that are shown at most.
const MAX_ERRORS: usize = 10;

/// Collects the files of programs, for one release.
pub struct Collector {
    max_bytes: u64,
    release: GoVersion,
    settings: Settings,
    goroot: Goroot,
    /// Names are shown from here, if it can be told.
    here: Option<PathBuf>,
}

/// What imports: a package, with its files.
struct Importer {
    path: String,
    files: Vec<File>,
}

impl Collector {
    /// Files of more than `max_bytes` are refused; `tags` are build tags beside those of GOFLAGS.
    pub fn new(max_bytes: u64, release: GoVersion, tags: &[String], goroot: Goroot) -> Collector {
        let mut settings = Settings::of_environment();
        settings.tags.extend_from_slice(tags);
        Collector {
            max_bytes,
            release,
            settings,
            goroot,
            here: std::env::current_dir()
                .and_then(|here| here.canonicalize())
                .ok(),
        }
    }

    /// Whether a file belongs to its package.
    fn belongs(&self, (name, text): &File) -> bool {
        included(name, text, self.release, &self.settings.tags) && !Header::read(text).is_cgo()
    }

    /// Whether it does in any release.
    pub fn ever_belongs(&self, (name, text): &File) -> bool {
        let tags = &self.settings.tags;
        let mut releases = RELEASES.into_iter();
        releases.any(|release| included(name, text, release, tags)) && !Header::read(text).is_cgo()
    }

    /// The Go files of a folder, by name.
    ///
    /// # Errors
    /// A folder or file that cannot be read; a folder without any.
    pub fn folder(&self, path: &Path) -> Result<Vec<File>, InputError> {
        let unreadable = |error| InputError(format!("{}: {error}", path.display()));
        let listed = if path.as_os_str().is_empty() {
            Path::new(".")
        } else {
            path
        };
        let entries = fs::read_dir(listed).map_err(unreadable)?;
        let mut paths = entries
            .map(|entry| entry.map(|entry| path.join(entry.file_name())))
            .collect::<Result<Vec<_>, _>>()
            .map_err(unreadable)?;
        paths.retain(|path| path.extension().is_some_and(|ext| ext == "go") && !path.is_dir());
        paths.sort();
        if paths.is_empty() {
            return Err(InputError(format!(
                "{}: no .go file in this folder",
                path.display()
            )));
        }
        paths.iter().map(|path| self.file(path)).collect()
    }

    /// A file.
    ///
    /// # Errors
    /// One that cannot be read, is too large or is no text.
    pub fn file(&self, path: &Path) -> Result<File, InputError> {
        let name = path.display().to_string();
        let text = read(&name, self.max_bytes)?;
        let text = String::from_utf8(text).map_err(|error| {
            let at = error.utf8_error().valid_up_to();
            InputError(format!("{name}: not UTF-8 at byte {at}"))
        })?;
        Ok((name, text))
    }

    /// The bundle of a package in `folder` with these files: with all it imports, and what its module says.
    ///
    /// # Errors
    /// Imports that are nowhere, or not allowed; files that cannot be read.
    pub fn bundle(&self, folder: &Path, files: Vec<File>) -> Result<Bundle, InputError> {
        let bundle = self.program(folder, files)?;
        let tags = &self.settings.tags;
        self.goroot.complete(bundle, tags, &BTreeSet::new())
    }

    /// The program alone, without what it needs of the standard library.
    fn program(&self, folder: &Path, files: Vec<File>) -> Result<Bundle, InputError> {
        let folder = if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            folder
        };
        let real = folder.canonicalize().ok();
        let modules = real
            .as_ref()
            .and_then(|real| Modules::of(real, &self.settings));
        let (Some(real), Some(modules)) = (real, modules) else {
            self.outside(&files)?;
            return Ok(Bundle { files });
        };
        let Some((path, go)) = modules.package_of(&real) else {
            return Ok(Bundle { files });
        };
        let tests = files.iter().any(|(name, _)| is_test_file(name));
        let shown = folder_of_files(&files);
        let root = Importer {
            path: path.clone(),
            files,
        };
        let imported = self.imported(&modules, &root)?;
        let mut files = root.files;
        if imported.is_empty() && !tests {
            files.push(("go.mod".to_owned(), format!("go {}\n", go.number())));
            return Ok(Bundle { files });
        }
        let mut manifest = Manifest {
            packages: vec![Folder {
                path,
                go,
                folder: shown,
                std: false,
            }],
            tags: self.settings.tags.clone(),
        };
        for (package, place) in imported {
            manifest.packages.push(Folder {
                path: package.path,
                go: place.go,
                folder: folder_of_files(&package.files),
                std: false,
            });
            files.extend(package.files);
        }
        files.push(manifest.file());
        Ok(Bundle { files })
    }

    /// Outside all modules nothing but the library can be imported.
    fn outside(&self, files: &[File]) -> Result<(), InputError> {
        let mut errors = Errors::default();
        for (name, import) in files.iter().flat_map(imports) {
            if !is_package(&import.path)
                && import
                    .path
                    .split('/')
                    .next()
                    .is_some_and(|first| first.contains('.'))
            {
                let path = &import.path;
                let text = format!(
                    "no required module provides package {path}: go.mod file not found in this folder or any above it; to make one:\n\tgo mod init NAME"
                );
                errors.add(name, &import, &text);
            }
        }
        errors.end()
    }

    /// The packages that a package imports, directly or not, by path.
    fn imported(
        &self,
        modules: &Modules,
        root: &Importer,
    ) -> Result<Vec<(Importer, Place)>, InputError> {
        let mut known: BTreeSet<String> = BTreeSet::from([root.path.clone()]);
        let mut packages: BTreeMap<String, (Importer, Place)> = BTreeMap::new();
        let mut errors = Errors::default();
        let mut work = vec![(root.path.clone(), self.wanted(modules, &root.files))];
        let mut bytes = 0;
        while let Some((from, wanted)) = work.pop() {
            for (name, import) in wanted {
                let path = import.path.as_str();
                if !may_import(&from, path) {
                    errors.add(
                        &name,
                        &import,
                        &format!("use of internal package {path} not allowed"),
                    );
                    continue;
                }
                if !known.insert(path.to_owned()) {
                    continue;
                }
                let found = match self.package(modules, path) {
                    Ok(found) => found,
                    Err(Wrong::Import(text)) => {
                        errors.add(&name, &import, &text);
                        continue;
                    }
                    Err(Wrong::File(error)) => return Err(error),
                };
                let files = &found.0.files;
                bytes += files.iter().map(|(_, text)| text.len() as u64).sum::<u64>();
                if bytes > self.max_bytes {
                    let (path, max) = (&root.path, self.max_bytes);
                    return Err(InputError(format!(
                        "{path}: more than {max} bytes of source with what it imports (raise with --max-source)"
                    )));
                }
                work.push((path.to_owned(), self.wanted(modules, files)));
                packages.insert(path.to_owned(), found);
            }
        }
        errors.end()?;
        Ok(packages.into_values().collect())
    }

    /// What these files import that the library does not have, with the names of the files.
    fn wanted(&self, modules: &Modules, files: &[File]) -> Vec<(String, Imported)> {
        // A file that is asked for by name counts whatever it says.
        let only = files.len() == 1;
        let files = files.iter().filter(|file| only || self.belongs(file));
        let imports = files
            .flat_map(imports)
            .map(|(name, import)| (name.to_owned(), import));
        let foreign = |path: &str| !is_package(path) && foreign(path, modules);
        imports
            .filter(|(_, import)| foreign(&import.path))
            .collect()
    }

    /// The package `path`.
    fn package(&self, modules: &Modules, path: &str) -> Result<(Importer, Place), Wrong> {
        let place = modules.find(path).map_err(Wrong::Import)?;
        let mut files = self
            .folder(&self.shown(&place.folder))
            .map_err(Wrong::File)?;
        files.retain(|file| !is_test_file(&file.0) && self.belongs(file));
        let Some((_, first)) = files.first() else {
            let folder = place.folder.display();
            return Err(Wrong::Import(format!(
                "build constraints exclude all Go files in {folder}"
            )));
        };
        if Header::read(first).package == Some("main") {
            return Err(Wrong::Import(format!(
                "import {path:?} is a program, not an importable package"
            )));
        }
        Ok((
            Importer {
                path: path.to_owned(),
                files,
            },
            place,
        ))
    }

    /// A folder as people read it: from here, if it is below.
    fn shown(&self, folder: &Path) -> PathBuf {
        let below = self
            .here
            .as_ref()
            .and_then(|here| folder.strip_prefix(here).ok());
        let below = below.filter(|below| !below.as_os_str().is_empty());
        below.unwrap_or(folder).to_owned()
    }
}

/// Why a package is not there.
enum Wrong {
    Import(String),
    File(InputError),
}

/// Whether `from` may import `path`: what is below `internal` is for the packages beside it and below.
fn may_import(from: &str, path: &str) -> bool {
    let parts: Vec<&str> = path.split('/').collect();
    let Some(at) = parts.iter().rposition(|part| *part == "internal") else {
        return true;
    };
    let parent = parts[..at].join("/");
    from == parent
        || from
            .strip_prefix(&parent)
            .is_some_and(|rest| rest.starts_with('/'))
}

/// Whether a path is none of the standard library's: those have no dot in their first element.
fn foreign(path: &str, modules: &Modules) -> bool {
    let first = path.split('/').next().unwrap_or_default();
    path != "C" && (first.contains('.') || modules.knows(path))
}

fn imports((name, text): &File) -> impl Iterator<Item = (&str, Imported)> {
    let imports = Header::read(text).imports.into_iter();
    imports.map(move |import| (name.as_str(), import))
}

/// The folder that a package's files lie in.
fn folder_of_files(files: &[File]) -> String {
    let first = files.first().map_or("", |(name, _)| name.as_str());
    folder_of(first).to_owned()
}

/// What is wrong with imports.
#[derive(Default)]
struct Errors {
    lines: Vec<String>,
}

impl Errors {
    fn add(&mut self, file: &str, import: &Imported, text: &str) {
        let (line, column) = import.at;
        self.lines.push(format!("{file}:{line}:{column}: {text}"));
    }

    fn end(mut self) -> Result<(), InputError> {
        self.lines.truncate(MAX_ERRORS);
        if self.lines.is_empty() {
            Ok(())
        } else {
            Err(InputError(self.lines.join("\n")))
        }
    }
}
