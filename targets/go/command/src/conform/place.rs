//! Where a scenario is built: in the module that its files are of, or in a scratch module of our own.
//!
//! A program within a module is built as its author would, with that module's `go.mod`: its language version, its imports. What is
//! built into the command, and what lies in no module, is copied to a folder with a `go.mod` for it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use tearpoint_command::Source;
use tearpoint_front::load::bundle::Bundle;
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
    let files: Vec<&Path> = go_files(bundle).map(Path::new).collect();
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

fn go_files(bundle: &Bundle) -> impl Iterator<Item = &str> {
    let names = bundle.files.iter().map(|(name, _)| name.as_str());
    names.filter(|name| name.ends_with(".go"))
}

/// Writes the files into `root`, below the folder that they share, with a `go.mod`.
fn lay_out(root: &Path, bundle: &Bundle, language: &str) -> Result<(), String> {
    let shared = shared_folder(bundle);
    let mut go_mod = String::new();
    for (name, text) in &bundle.files {
        if name == "go.mod" {
            go_mod.clone_from(text);
            continue;
        }
        let name = name.strip_prefix(&shared).unwrap_or(name);
        let file = root.join(name);
        if !file.starts_with(root) || name.split('/').any(|part| part == "..") {
            return Err(format!("{name}: a file outside its folder"));
        }
        let folder = file.parent().unwrap_or(root);
        fs::create_dir_all(folder).map_err(|error| format!("{name}: {error}"))?;
        fs::write(file, text).map_err(|error| format!("{name}: {error}"))?;
    }
    let states = |word: &str| {
        go_mod
            .lines()
            .any(|line| line.split_whitespace().next() == Some(word))
    };
    let (module, go) = (states("module"), states("go"));
    if !module {
        go_mod.insert_str(0, "module scenario\n\n");
    }
    if !go {
        // Without one, timers and loop variables are those of old versions.
        go_mod += &format!("\ngo {language}\n");
    }
    fs::write(root.join("go.mod"), go_mod).map_err(|error| format!("go.mod: {error}"))
}

/// What all Go files' names begin with, up to a slash.
fn shared_folder(bundle: &Bundle) -> String {
    let mut folders = go_files(bundle).map(|name| name.rfind('/').map_or("", |at| &name[..=at]));
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
}
