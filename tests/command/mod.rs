//! The command, run as a user does.

use assert_cmd::Command;

/// Exit status, standard output and standard error of `tearpoint ARGS`.
pub fn tearpoint(args: &[&str]) -> (i32, String, String) {
    let output = Command::cargo_bin("tearpoint")
        .unwrap()
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
