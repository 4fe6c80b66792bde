//! One line for each built-in scenario, profile and manner: a digest of all runs under so many seeds. Two builds whose lines are
//! equal behave the same: `cargo run --release --example digests -- 2000 > before.txt`.

use std::fs;
use std::path::{Path, PathBuf};

use tearpoint_go::scenario::GoScenario;
use tearpoint_harness::contract::{Digest, Limits, Scenario};
use tearpoint_harness::recording::EngineKind;
use tearpoint_harness::session::{Plan, Runner};
use tearpoint_resilience::{load, profiles};
use tearpoint_runtime::profile::PROFILES;

/// Seeds of a traffic run and of the profiles that are not the default, in parts of those asked for.
const TRAFFIC_PART: u64 = 1000;
const OLD_PART: u64 = 10;

fn files(folder: &Path, extension: &str, list: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the corpus is there") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files(&path, extension, list);
        } else if path.extension().is_some_and(|ext| ext == extension) {
            list.push(path);
        }
    }
    list.sort();
}

/// The digest of runs with seeds below `seeds`: of each run's own digest, steps and verdict.
fn digest(scenario: &mut dyn Scenario, seeds: u64, tamper: bool) -> String {
    let mut all = Digest::default();
    let mut runner = Runner::new(EngineKind::Native);
    let mut plan = Plan {
        scheduler: "portfolio".parse().expect("a scheduler"),
        density: tearpoint_harness::contract::Density::Access,
        limits: Limits {
            steps: 20_000,
            ..Limits::default()
        },
        ..Plan::default()
    };
    for seed in 0..seeds {
        plan.seed = seed;
        plan.tampers = if tamper {
            scenario.draw_tampers(seed)
        } else {
            Vec::new()
        };
        match runner.run(scenario, &plan) {
            Ok(run) => {
                all.bytes(&run.digest.to_le_bytes());
                all.bytes(run.verdict.to_string().as_bytes());
                all.bytes(&run.report.stdout);
                all.bytes(&run.report.stderr);
            }
            Err(error) => all.bytes(error.to_string().as_bytes()),
        }
    }
    format!("{:032x}", all.value())
}

fn main() {
    let seeds: u64 = std::env::args()
        .nth(1)
        .map_or(Ok(2000), |arg| arg.parse())
        .expect("a number of seeds");
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut sources = Vec::new();
    files(&corpus.join("go/scenarios"), "go", &mut sources);
    files(&corpus.join("go/goker"), "go", &mut sources);
    for path in &sources {
        let name = path
            .strip_prefix(&corpus)
            .unwrap_or(path)
            .to_string_lossy()
            .into_owned();
        let text = fs::read(path).expect("a readable file");
        for (at, profile) in PROFILES.iter().enumerate() {
            let newest = at + 1 == PROFILES.len();
            let seeds = if newest { seeds } else { seeds / OLD_PART };
            for tamper in [false, true] {
                let line = match GoScenario::load(&name, &text, profile, &Limits::default()) {
                    Ok(mut scenario) => digest(&mut scenario, seeds, tamper),
                    Err(error) => error.to_string().replace('\n', " "),
                };
                println!("{name} {} tamper={tamper} {line}", profile.name);
            }
        }
    }
    let mut sources = Vec::new();
    files(&corpus.join("resilience"), "toml", &mut sources);
    for path in &sources {
        let name = path
            .strip_prefix(&corpus)
            .unwrap_or(path)
            .to_string_lossy()
            .into_owned();
        let text = fs::read(path).expect("a readable file");
        for profile in profiles(&name, &text).unwrap_or_else(|error| panic!("{error}")) {
            let seeds = if name.contains("protocol") {
                seeds
            } else {
                seeds / TRAFFIC_PART
            };
            let line = match load(&name, &text, &profile) {
                Ok(mut scenario) => digest(scenario.as_mut(), seeds, false),
                Err(error) => error.to_string(),
            };
            println!("{name} {profile} {line}");
        }
    }
}
