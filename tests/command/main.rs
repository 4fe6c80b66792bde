//! The command, run as a user does.

mod abi;
mod bubbles;
mod cli;
mod conform;
mod explain;
mod goroot;
mod layout;
mod modules;
mod packages;
mod protocol;
#[cfg(unix)]
mod readme;
mod traffic;

use std::path::Path;

use assert_cmd::Command;

/// Exit status, standard output and standard error of `tearpoint ARGS`.
fn tearpoint(args: &[&str]) -> (i32, String, String) {
    tearpoint_in(Path::new("."), args)
}

/// The same in a folder.
fn tearpoint_in(folder: &Path, args: &[&str]) -> (i32, String, String) {
    let output = Command::cargo_bin("tearpoint")
        .unwrap()
        .current_dir(folder)
        .args(args)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (
        output.status.code().unwrap(),
        text(output.stdout),
        text(output.stderr),
    )
}
