//! The doors of the library that tests go through, and what all of them do there.

#![allow(
    dead_code,
    unused_imports,
    reason = "each test target has its own part"
)]

use std::path::{Path, PathBuf};

pub use tearpoint::{crash_report, open_recording, replay};
use tearpoint_command::Source;
use tearpoint_go::scenario::GoScenario;
pub use tearpoint_go_command::{built_in, find, open};
use tearpoint_harness::contract::Limits;
use tearpoint_harness::session::Run;
use tearpoint_runtime::profile::profile;

/// The folder of the package.
pub const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A file or folder of the package.
pub fn root(path: &str) -> PathBuf {
    Path::new(ROOT).join(path)
}

/// Limits of so many steps.
pub fn steps(steps: u64) -> Limits {
    Limits {
        steps,
        ..Limits::default()
    }
}

/// A Go file as a scenario.
///
/// # Errors
/// What the front end refuses.
pub fn load(name: &str, text: &[u8], version: &str, limits: &Limits) -> Result<GoScenario, String> {
    let source = Source {
        name: name.to_owned(),
        text: text.to_vec(),
    };
    open(&source, profile(version).unwrap(), limits).map_err(|error| error.to_string())
}

/// What the program wrote to standard error, where `print` and `println` write.
pub fn printed(run: &Run) -> String {
    String::from_utf8_lossy(&run.report.stderr).into_owned()
}

/// Whether what is derived is to be written, not compared: `cargo bless` says so.
pub fn blessing() -> bool {
    std::env::var_os("TEARPOINT_BLESS").is_some()
}

/// Files under `folder`, a folder of the package, and its folders that end in `.EXT`: names relative to it and without the end, in
/// alphabetical order.
pub fn files(folder: &str, ext: &str) -> Vec<(String, PathBuf)> {
    let mut list = Vec::new();
    collect(&root(folder), "", ext, &mut list);
    list.sort();
    assert!(!list.is_empty(), "no {ext} files under {folder}");
    list
}

fn collect(folder: &Path, prefix: &str, ext: &str, list: &mut Vec<(String, PathBuf)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            collect(&path, &format!("{prefix}{name}/"), ext, list);
        } else if let Some(stem) = name.strip_suffix(&format!(".{ext}")) {
            list.push((format!("{prefix}{stem}"), path));
        }
    }
}
