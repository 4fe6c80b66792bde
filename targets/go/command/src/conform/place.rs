//! Where a scenario is built: in the module that its files are of, or in a scratch module of our own.
//!
//! A program within a module is built as its author would, with that module's `go.mod`: its language version, its imports. What is
//! built into the command, and what lies in no module, is copied to a folder with a `go.mod` for it; each package that it imports is a
//! module below that folder, which takes the place of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use tearpoint_command::Source;
use tearpoint_front::load::bundle::Bundle;
use tearpoint_front::load::manifest::{Folder, Manifest};
use tearpoint_front::load::split_entry;
use tearpoint_harness::contract::InputError;

use super::outcome::{Outcome, TIMED_OUT};
use super::toolchain::{Flags, Toolchain};

/// How often a running program is looked at: often at first, for most are short.
const LOOK: [Duration; 2] = [Duration::from_micros(500), Duration::from_millis(5)];
const SHORT: Duration = Duration::from_millis(50);

/// A built program, in a folder that goes away with it.
pub struct Program {
    scratch: tempfile::TempDir,
    /// Where it runs.
    folder: PathBuf,
    file: PathBuf,
    arguments: Vec<String>,
}

/// What a run left behind.
pub struct Ended {
    /// How it ended.
    pub outcome: Outcome,
    /// What the race detector reported, if it was built with it.
    pub raced: bool,
}

impl Program {
    /// Builds a scenario. The inner error is what the toolchain said.
    ///
    /// # Errors
    /// A folder that cannot be written; a toolchain that cannot be started.
    pub fn build(
        toolchain: &Toolchain,
        source: &Source,
        flags: Flags,
    ) -> Result<Result<Program, String>, InputError> {
        let failed = |error: std::io::Error| InputError(format!("{}: {error}", source.name));
        let scratch = tempfile::tempdir().map_err(failed)?;
        let (file, test) = split_entry(&source.name);
        let bundle = Bundle::parse(file, &String::from_utf8_lossy(&source.text));
        let (folder, what, own_module) = match in_module(&bundle) {
            Some((folder, files)) => (folder, files, false),
            None => {
                lay_out(scratch.path(), &bundle, &toolchain.language())
                    .map_err(|error| InputError(format!("{}: {error}", source.name)))?;
                (scratch.path().to_owned(), vec![".".to_owned()], true)
            }
        };
        let program = scratch.path().join("scenario.out");
        let verb: &[&str] = match test {
            Some(_) => &["test", "-c"],
            None => &["build"],
        };
        let built = toolchain.build(&folder, verb, flags, &program, &what, own_module)?;
        Ok(built.map(|()| Program {
            scratch,
            folder,
            file: program,
            arguments: test
                .map(|test| format!("-test.run=^{test}$"))
                .into_iter()
                .collect(),
        }))
    }

    /// Builds the program whose files are `files`, which are a module.
    ///
    /// # Errors
    /// As [`Program::build`].
    pub fn of_files(
        toolchain: &Toolchain,
        files: Vec<(String, String)>,
    ) -> Result<Result<Program, String>, InputError> {
        let failed = |error: std::io::Error| InputError(format!("a scratch folder: {error}"));
        let scratch = tempfile::tempdir().map_err(failed)?;
        lay_out(scratch.path(), &Bundle { files }, &toolchain.language()).map_err(InputError)?;
        let file = scratch.path().join("scenario.out");
        let folder = scratch.path().to_owned();
        let here = [".".to_owned()];
        let built = toolchain.build(&folder, &["build"], Flags::default(), &file, &here, true)?;
        Ok(built.map(|()| Program {
            scratch,
            folder,
            file,
            arguments: Vec::new(),
        }))
    }

    /// Runs it once, for `limit` at most, with these arguments behind its own.
    ///
    /// # Errors
    /// It cannot be started.
    pub fn run(&self, limit: Duration, arguments: &[&str]) -> Result<Ended, InputError> {
        let failed = |error: std::io::Error| InputError(format!("the scenario's program: {error}"));
        // To files: a pipe that nobody reads would stop a program that prints much.
        let [stdout, stderr] = ["stdout", "stderr"].map(|name| self.scratch.path().join(name));
        let mut child = Command::new(&self.file)
            .args(&self.arguments)
            .args(arguments)
            .current_dir(&self.folder)
            .env("GOTRACEBACK", "system")
            .stdin(Stdio::null())
            .stdout(fs::File::create(&stdout).map_err(failed)?)
            .stderr(fs::File::create(&stderr).map_err(failed)?)
            .spawn()
            .map_err(failed)?;
        let start = Instant::now();
        let status = loop {
            let took = start.elapsed();
            match child.try_wait().map_err(failed)? {
                Some(status) => break Some(status.code().unwrap_or(-1)),
                None if took >= limit => {
                    child.kill().and_then(|()| child.wait()).map_err(failed)?;
                    break TIMED_OUT;
                }
                None => std::thread::sleep(LOOK[usize::from(took > SHORT)]),
            }
        };
        let [stdout, stderr] = [stdout, stderr].map(|file| fs::read(file).map_err(failed));
        let (stdout, stderr) = (stdout?, stderr?);
        let reports = stderr.windows(RACE.len()).any(|at| at == RACE);
        Ok(Ended {
            outcome: Outcome::read(status, &stdout, &stderr),
            raced: reports,
        })
    }
}

const RACE: &[u8] = b"WARNING: DATA RACE";

/// The folder and the arguments of `go build` for files that lie on disk, in a module: the package of their folder, or the files
/// alone if there are more in it.
fn in_module(bundle: &Bundle) -> Option<(PathBuf, Vec<String>)> {
    let files: Vec<&Path> = program_files(bundle).into_iter().map(Path::new).collect();
    let folder = files.first()?.parent()?;
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    let folder = folder.canonicalize().ok()?;
    let governed = folder.ancestors().any(|at| at.join("go.mod").is_file());
    if !governed || !files.iter().all(|file| file.is_file()) {
        return None;
    }
    let here = fs::read_dir(&folder)
        .ok()?
        .flatten()
        .map(|entry| entry.path());
    let go = here.filter(|path| path.extension().is_some_and(|ext| ext == "go"));
    if go.count() == files.len() {
        return Some((folder, vec![".".to_owned()]));
    }
    let name = |file: &&Path| Some(file.file_name()?.to_str()?.to_owned());
    let names = files.iter().map(name).collect::<Option<_>>()?;
    Some((folder, names))
}

/// The Go files of the package that is run or tested.
fn program_files(bundle: &Bundle) -> Vec<&str> {
    let names = bundle.files.iter().map(|(name, _)| name.as_str());
    let go = names.filter(|name| name.ends_with(".go"));
    match manifest(bundle) {
        None => go.collect(),
        Some(manifest) => go.filter(|name| manifest.packages[0].holds(name)).collect(),
    }
}

fn manifest(bundle: &Bundle) -> Option<Manifest> {
    Manifest::of(bundle).ok().flatten()
}

/// Writes the files into `root`, the program's below the folder that they share, with a `go.mod`.
fn lay_out(root: &Path, bundle: &Bundle, language: &str) -> Result<(), String> {
    let Some(manifest) = manifest(bundle) else {
        let go_mod = bundle.files.iter().find(|(name, _)| name == "go.mod");
        let go_mod = go_mod.map_or("", |(_, text)| text.as_str());
        let files = bundle.files.iter().filter(|(name, _)| name != "go.mod");
        let go = files.clone().filter(|(name, _)| name.ends_with(".go"));
        let shared = shared_folder(go.map(|(name, _)| name.as_str()));
        write_files(root, files, &shared)?;
        return write(root, "go.mod", &completed(go_mod, language));
    };
    let mut go_mod = String::new();
    // The toolchain has a standard library of its own.
    let packages = manifest.packages.iter().filter(|package| !package.std);
    for (number, package) in packages.enumerate() {
        let Folder {
            path, go, folder, ..
        } = package;
        let module = format!("module {path}\n\ngo {}\n", go.number());
        let place = if number == 0 {
            go_mod = module;
            root.to_owned()
        } else {
            let place = format!("imported/{number}");
            go_mod += &format!("\nrequire {path} v0.0.0\n\nreplace {path} => ./{place}\n");
            write(root, &format!("{place}/go.mod"), &module)?;
            root.join(place)
        };
        let files = bundle.files.iter().filter(|(name, _)| package.holds(name));
        let shared = if folder.is_empty() {
            String::new()
        } else {
            format!("{folder}/")
        };
        write_files(&place, files, &shared)?;
    }
    write(root, "go.mod", &go_mod)
}

/// Writes files into `root` by what their names have behind `shared`.
fn write_files<'a>(
    root: &Path,
    files: impl Iterator<Item = &'a (String, String)>,
    shared: &str,
) -> Result<(), String> {
    for (name, text) in files {
        write(root, name.strip_prefix(shared).unwrap_or(name), text)?;
    }
    Ok(())
}

fn write(root: &Path, name: &str, text: &str) -> Result<(), String> {
    let file = root.join(name);
    if !file.starts_with(root) || name.split('/').any(|part| part == "..") {
        return Err(format!("{name}: a file outside its folder"));
    }
    let folder = file.parent().unwrap_or(root);
    fs::create_dir_all(folder).map_err(|error| format!("{name}: {error}"))?;
    fs::write(file, text).map_err(|error| format!("{name}: {error}"))
}

/// A `go.mod` with what it lacks.
fn completed(go_mod: &str, language: &str) -> String {
    let states = |word: &str| {
        go_mod
            .lines()
            .any(|line| line.split_whitespace().next() == Some(word))
    };
    let (module, go) = (states("module"), states("go"));
    let mut text = go_mod.to_owned();
    if !module {
        text.insert_str(0, "module scenario\n\n");
    }
    if !go {
        // Without one, timers and loop variables are those of old versions.
        text += &format!("\ngo {language}\n");
    }
    text
}

/// What all these names begin with, up to a slash.
fn shared_folder<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let mut folders = names.map(|name| name.rfind('/').map_or("", |at| &name[..=at]));
    let Some(first) = folders.next() else {
        return String::new();
    };
    let common = folders.fold(first, |common, folder| {
        let same = common.bytes().zip(folder.bytes());
        let length = same.take_while(|(a, b)| a == b).count();
        common.get(..length).unwrap_or("")
    });
    common[..common.rfind('/').map_or(0, |at| at + 1)].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scratch_module_has_what_is_missing() {
        let root = tempfile::tempdir().unwrap();
        let text =
            "-- /a/b/x.go --\npackage main\n-- /a/b/c/y.go --\npackage c\n-- go.mod --\ngo 1.20\n";
        let bundle = Bundle::parse("x", text);
        lay_out(root.path(), &bundle, "1.23").unwrap();
        let read = |name: &str| fs::read_to_string(root.path().join(name)).unwrap();
        assert_eq!(read("go.mod"), "module scenario\n\ngo 1.20\n");
        assert_eq!(
            (read("x.go").as_str(), read("c/y.go").as_str()),
            ("package main\n", "package c\n")
        );
        lay_out(
            root.path(),
            &Bundle::parse("x.go", "package main\n"),
            "1.23",
        )
        .unwrap();
        assert_eq!(read("go.mod"), "module scenario\n\n\ngo 1.23\n");
        assert!(
            lay_out(
                root.path(),
                &Bundle::parse("x", "-- a/../../x.go --\n-- a/y.go --\n"),
                "1.23"
            )
            .is_err()
        );
    }

    #[test]
    fn what_is_imported_is_a_module_beside() {
        let root = tempfile::tempdir().unwrap();
        let text = "-- tearpoint.packages --\npackage a.org/m/cmd go1.22 m/cmd\npackage a.org/m go1.20 m\n-- m/cmd/x.go --\npackage main\n-- m/y.go --\npackage m\n";
        lay_out(root.path(), &Bundle::parse("x", text), "1.23").unwrap();
        let read = |name: &str| fs::read_to_string(root.path().join(name)).unwrap();
        assert_eq!(read("x.go"), "package main\n");
        assert_eq!(read("imported/1/y.go"), "package m\n");
        assert_eq!(read("imported/1/go.mod"), "module a.org/m\n\ngo 1.20\n");
        let go_mod = read("go.mod");
        assert!(
            go_mod.contains("replace a.org/m => ./imported/1"),
            "{go_mod}"
        );
    }
}
