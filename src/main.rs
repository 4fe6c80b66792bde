//! The `tearpoint` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(tearpoint::main(std::env::args_os()))
}
