//! A GOROOT: where one is, and the files of its packages.
//!
//! Follows cmd/go/internal/cfg (`findGOROOT`) and go/build (`Import` of what is in GOROOT, `internal/goroot`). Nothing of it is run: the
//! folder is that of the `go` on the PATH, links followed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use tearpoint_command::args::Std;
use tearpoint_command::source::read;
use tearpoint_front::GoVersion;
use tearpoint_front::library::bottom::{Choice, is_ours, overlay};
use tearpoint_front::library::{built_in, built_in_file, declares, is_built_in};
use tearpoint_front::load::bundle::Bundle;
use tearpoint_front::load::constraint::{included, included_without_assembly};
use tearpoint_front::load::header::{Header, selectors};
use tearpoint_front::load::manifest::{self, Folder, Manifest, folder_of};
use tearpoint_front::load::{MAX_STD_BYTES, is_test_file};
use tearpoint_harness::contract::InputError;

use super::collect::File;

/// How the files of a GOROOT are named, wherever it is.
const NAME: &str = "$GOROOT/src";

/// The standard library's source.
#[derive(Clone, Debug)]
pub struct Goroot {
    std: Std,
    /// Its folder `src`, or why there is none.
    source: Result<PathBuf, String>,
    release: GoVersion,
}

impl Goroot {
    /// The one that `asked` or the environment names, if it is of the release.
    ///
    /// # Errors
    /// One that was asked for and is none, or is of another release.
    pub fn find(std: Std, asked: Option<&Path>, release: GoVersion) -> Result<Goroot, InputError> {
        let source = match (std, asked) {
            (Std::BuiltIn, _) => Err("--std built-in leaves it out".to_owned()),
            (_, Some(folder)) => {
                Ok(open(folder, release).map_err(|why| InputError(format!("--goroot: {why}")))?)
            }
            (_, None) => of_environment().map_or_else(
                || Err(format!("no GOROOT of {release} is at hand")),
                |folder| open(&folder, release),
            ),
        };
        if let (Std::Goroot, Err(why)) = (std, &source) {
            return Err(InputError(format!(
                "--std goroot: {why}; name one with --goroot"
            )));
        }
        Ok(Goroot {
            std,
            source,
            release,
        })
    }

    /// The error of a program, with what to do about a package that the built-in library lacks.
    pub fn advised(&self, error: InputError) -> InputError {
        match &self.source {
            Err(why) if error.0.contains("not supported yet: package ") => InputError(format!(
                "{}\n(the built-in library lacks it; it would come from the source of {}, but {why}: name a GOROOT with --goroot)",
                error.0, self.release
            )),
            _ => error,
        }
    }

    /// The bundle with the packages of the standard library that its program needs from here: those that the built-in library lacks,
    /// and those of which it lacks something that is named. `tags` are build tags; `more` are packages to take whatever is named.
    ///
    /// # Errors
    /// Files that cannot be read.
    pub fn complete(
        &self,
        bundle: Bundle,
        tags: &[String],
        more: &BTreeSet<String>,
    ) -> Result<Bundle, InputError> {
        let Ok(Some(mut manifest)) = Manifest::of(&bundle).map(|known| {
            let known = known.or_else(|| self.alone(&bundle, tags));
            known.filter(|_| self.source.is_ok())
        }) else {
            return Ok(bundle);
        };
        let mut files = bundle.files.clone();
        let std: Vec<Folder> = manifest.packages.extract_if(.., |one| one.std).collect();
        files.retain(|(name, _)| name != manifest::NAME && !std.iter().any(|one| one.holds(name)));
        let only = files.len() == 1;
        let belongs = |(name, text): &&File| {
            only || name.ends_with(".go") && included(name, text, self.release, tags)
        };
        let program: Vec<&File> = files.iter().filter(belongs).collect();
        let own = |path: &str| manifest.packages.iter().any(|package| package.path == path);
        let packages = self.packages(&program, &own, more)?;
        if packages.is_empty() && std.is_empty() {
            return Ok(bundle);
        }
        for (folder, of_folder) in packages {
            manifest.packages.push(folder);
            files.extend(of_folder);
        }
        files.push(manifest.file());
        Ok(Bundle { files })
    }

    /// Packages of the built-in library that an error of the checker speaks of and that could come from here: it may be that they lack
    /// what Go's have.
    pub fn spoken_of(&self, error: &str, known: &BTreeSet<String>) -> BTreeSet<String> {
        let lacks = ["has no field or method", "does not implement", "undefined"];
        let lines = error.lines();
        let mut lines = lines
            .filter(|line| lacks.iter().any(|text| line.contains(text)))
            .peekable();
        if self.source.is_err() || lines.peek().is_none() {
            return BTreeSet::new();
        }
        let promotable = || built_in(self.release).filter(|path| !is_ours(path));
        let names: BTreeSet<&str> = lines.flat_map(selectors).map(|(name, _)| name).collect();
        let spoken = |path: &&str| names.contains(path.rsplit('/').next().unwrap_or_default());
        let found: BTreeSet<String> = promotable().filter(spoken).map(str::to_owned).collect();
        // What is promoted through a type of the program's own has another name there: then all of them may be meant.
        match found.is_subset(known) {
            true => promotable().map(str::to_owned).collect(),
            false => found,
        }
    }

    /// What a manifest would say of a bundle of one package that has none.
    fn alone(&self, bundle: &Bundle, tags: &[String]) -> Option<Manifest> {
        let mut go = bundle
            .files
            .iter()
            .filter(|(name, _)| name.ends_with(".go"));
        let (name, text) = go.clone().next()?;
        let path = if go.any(|(name, _)| is_test_file(name)) {
            let name = Header::read(text).package?;
            name.strip_suffix("_test").unwrap_or(name)
        } else {
            "command-line-arguments"
        };
        Some(Manifest {
            packages: vec![Folder {
                path: path.to_owned(),
                go: bundle.language().unwrap_or(self.release),
                folder: folder_of(name).to_owned(),
                std: false,
            }],
            tags: tags.to_vec(),
        })
    }

    /// The packages of the standard library that these files need from here, with their files.
    fn packages(
        &self,
        files: &[&File],
        own: &dyn Fn(&str) -> bool,
        more: &BTreeSet<String>,
    ) -> Result<Vec<(Folder, Vec<File>)>, InputError> {
        let Ok(source) = &self.source else {
            return Ok(Vec::new());
        };
        let mut found: BTreeMap<String, Vec<File>> = BTreeMap::new();
        let mut work: Vec<(bool, File)> =
            files.iter().map(|file| (false, (*file).clone())).collect();
        let mut bytes = 0;
        while let Some((std, file)) = work.pop() {
            for path in self.wanted(&file, more, |path| !std && own(path)) {
                let vendored = format!("vendor/{path}");
                let known = |path: &String| found.contains_key(path);
                if known(&path) || std && known(&vendored) {
                    continue;
                }
                let ways = [Some(path), std.then_some(vendored)];
                for path in ways.into_iter().flatten() {
                    let files = self.folder(source, &path)?;
                    bytes += files.iter().map(|(_, text)| text.len() as u64).sum::<u64>();
                    if bytes > MAX_STD_BYTES {
                        return Err(InputError(format!(
                            "{path}: more than {MAX_STD_BYTES} bytes of the standard library"
                        )));
                    }
                    if !files.is_empty() {
                        work.extend(files.iter().map(|file| (true, file.clone())));
                        found.insert(path, files);
                        break;
                    }
                }
            }
        }
        let packages = found.into_iter().map(|(path, files)| {
            let folder = Folder {
                folder: format!("{NAME}/{path}"),
                path,
                go: self.release,
                std: true,
            };
            (folder, files)
        });
        Ok(packages.collect())
    }

    /// The packages that a file needs from here.
    fn wanted(
        &self,
        (_, text): &File,
        more: &BTreeSet<String>,
        own: impl Fn(&str) -> bool,
    ) -> BTreeSet<String> {
        let mut wanted = BTreeSet::new();
        let header = Header::read(text);
        let named = selectors(text);
        for import in header.imports {
            let path = import.path;
            if own(&path) || path == "C" || is_ours(&path) && is_built_in(&path, self.release) {
                continue;
            }
            let base = import.name.as_deref();
            let base = base.or(path.rsplit('/').next()).unwrap_or_default();
            let lacks =
                |(of, name): &(&str, &str)| *of == base && !declares(&path, name, self.release);
            if self.std == Std::Goroot
                || !is_built_in(&path, self.release)
                || more.contains(&path)
                || path != "unsafe" && (base == "." || named.iter().any(lacks))
            {
                wanted.insert(path);
            }
        }
        wanted
    }

    /// The files of a package; none if there is no such package.
    fn folder(&self, source: &Path, path: &str) -> Result<Vec<File>, InputError> {
        let folder = source.join(path);
        let Ok(entries) = fs::read_dir(&folder) else {
            return Ok(Vec::new());
        };
        let names: BTreeSet<String> = entries
            .flatten()
            .filter_map(|entry| entry.file_name().into_string().ok())
            .collect();
        let assembly = |name: &String| name.ends_with(".s");
        let assembly = names.iter().any(assembly);
        let overlay = overlay(path);
        let without = match overlay.map_or(Choice::Usual, |overlay| overlay.choice) {
            Choice::Usual => assembly,
            Choice::Machine => false,
            Choice::Pure => true,
        };
        let mut files = Vec::new();
        for name in names {
            let left_out = overlay.is_some_and(|overlay| overlay.without.contains(&name.as_str()));
            if !name.ends_with(".go") || is_test_file(&name) || left_out {
                continue;
            }
            let file = folder.join(&name).display().to_string();
            let text = String::from_utf8(read(&file, MAX_STD_BYTES)?)
                .map_err(|_| InputError(format!("{file}: not UTF-8")))?;
            let belongs = match without {
                true => included_without_assembly(&name, &text, self.release),
                false => included(&name, &text, self.release, &[]),
            };
            if belongs && !Header::read(&text).is_cgo() {
                files.push((format!("{NAME}/{path}/{name}"), text));
            }
        }
        let Some(overlay) = overlay.filter(|_| !files.is_empty()) else {
            return Ok(files);
        };
        let mut add = |name: &str, text: String| {
            files.push((format!("{NAME}/{path}/tearpoint_{name}"), text));
        };
        // Packages that are called otherwise in some release have one text.
        let clause = format!("package {}", path.rsplit('/').next().unwrap_or_default());
        for (number, text) in overlay.with.iter().enumerate() {
            let name = format!("overlay{number}.go");
            if included(&name, text, self.release, &[]) {
                add(&name, text.replace("package PACKAGE", &clause));
            }
        }
        for name in overlay.built_in {
            if let Some(text) = built_in_file(path, name, self.release) {
                add(name.rsplit('/').next().unwrap_or(name), text.to_owned());
            }
        }
        Ok(files)
    }
}

/// The GOROOT of the environment: the variable, or the folder of the `go` on the PATH.
fn of_environment() -> Option<PathBuf> {
    if let Some(folder) = std::env::var_os("GOROOT").filter(|folder| !folder.is_empty()) {
        return Some(folder.into());
    }
    let path = std::env::var_os("PATH")?;
    let go = std::env::split_paths(&path).map(|folder| folder.join("go"));
    let go = go
        .filter_map(|go| go.canonicalize().ok())
        .find(|go| go.is_file())?;
    Some(go.parent()?.parent()?.to_owned())
}

/// Whether the source of the standard library is below a folder.
pub fn is_goroot(folder: &Path) -> bool {
    folder.join("src/fmt").is_dir()
}

/// The folder `src` of a GOROOT of that release.
fn open(folder: &Path, release: GoVersion) -> Result<PathBuf, String> {
    let shown = folder.display();
    let source = folder.join("src");
    if !is_goroot(folder) {
        return Err(format!("{shown} has no source of the standard library"));
    }
    let version = fs::read_to_string(folder.join("VERSION")).unwrap_or_default();
    let version = version.split_whitespace().next().unwrap_or_default();
    match version.strip_prefix("go").and_then(GoVersion::parse) {
        Some(found) if found == release => Ok(source),
        Some(_) => Err(format!("{shown} is {version}, not {release}")),
        None => Err(format!(
            "{shown} has no file VERSION that tells which Go it is"
        )),
    }
}
