//! The scenarios of this world as data, one named test a case: `cargo test -p tearpoint-resilience --test cases hikari_bag_2`.

mod lint;
mod page;
mod protocols;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use tearpoint_trials::Trials;

fn main() -> ExitCode {
    let mut trials = Trials::default();
    protocols::cases(&mut trials);
    lint::cases(&mut trials);
    trials.main()
}

/// The TOML files of a folder, named by their path from this package, with their text.
fn files(folder: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths: Vec<PathBuf> = std::fs::read_dir(root.join(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ext| ext == "toml"))
        .collect();
    paths.sort();
    assert!(!paths.is_empty(), "no scenarios in {folder}");
    let read = |path: PathBuf| {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        (name, std::fs::read_to_string(path).unwrap())
    };
    paths.into_iter().map(read).collect()
}
