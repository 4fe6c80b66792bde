//! What real Go was seen to do, and programs that nobody wrote, one named test a case:
//! `cargo test -p tearpoint-go --test cases sync::`.

mod mutilated;
mod oracle;
mod sync;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use tearpoint_trials::Trials;

fn main() -> ExitCode {
    let mut trials = Trials::default();
    sync::cases(&mut trials);
    oracle::cases(&mut trials);
    mutilated::cases(&mut trials);
    trials.main()
}

/// A folder of the corpus of Go programs.
fn corpus(folder: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    root.join("../../../corpus/go").join(folder)
}
