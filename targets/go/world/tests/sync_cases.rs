//! Every case under `corpus/go/cases/sync` does in the model what it did on real Go toolchains.
//!
//! Timers are left alone while somebody can run, as they nearly are on an idle machine: cases order goroutines by sleeping.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use tearpoint_go::scenario::GoScenario;
use tearpoint_harness::contract::{Choice, Class, Density, Limits, Stream, functions};
use tearpoint_harness::recording::EngineKind;
use tearpoint_harness::session::{Plan, Run, Runner};
use tearpoint_runtime::profile::profile;

/// Seeds tried for a case that always came out the same on real Go, and for one that did not.
const SEEDS: u64 = 4;
const VARIED_SEEDS: u64 = 200;

#[derive(Deserialize)]
struct Case {
    case: String,
    go: BTreeMap<String, Recorded>,
}

#[derive(Deserialize)]
struct Recorded {
    scored: bool,
    outcomes: Vec<Outcome>,
}

#[derive(Deserialize, Clone, Debug, PartialEq, Eq)]
struct Outcome {
    class: String,
    message: String,
    printed: Vec<String>,
    /// What the first goroutine of a deadlock waits for.
    #[serde(default)]
    reason: String,
    /// Functions of packages other than runtime, of the goroutine shown first.
    frames: Vec<String>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../corpus/go/cases")
}

fn outcome(run: &Run) -> Outcome {
    let report = &run.report;
    let crash = report.crash.as_ref();
    let first = crash
        .filter(|crash| crash.class == Class::Deadlock)
        .and_then(|crash| crash.waiters.first());
    let user = |name: &&str| !name.starts_with("runtime.");
    Outcome {
        class: report.class.to_string(),
        message: report.message.clone(),
        printed: String::from_utf8_lossy(&report.stderr)
            .lines()
            .map(str::to_owned)
            .collect(),
        reason: first.map_or_else(String::new, |waiter| waiter.reason.to_string()),
        frames: match report.class {
            Class::Hang | Class::Ok | Class::Exit => Vec::new(),
            _ => functions(&report.frames)
                .into_iter()
                .filter(user)
                .take(20)
                .map(str::to_owned)
                .collect(),
        },
    }
}

fn check(version: &str) {
    let text = fs::read_to_string(folder().join("sync/outcomes.jsonl")).unwrap();
    let mut misses = Vec::new();
    let mut runner = Runner::new(EngineKind::Native);
    for line in text.lines() {
        let case: Case = serde_json::from_str(line).unwrap();
        let Some(recorded) = case.go.get(version) else {
            continue;
        };
        let name = format!("{}.go", case.case);
        let source = fs::read(folder().join(&name)).unwrap();
        let limits = Limits {
            steps: 200_000,
            ..Limits::default()
        };
        let loaded = GoScenario::load(&name, &source, profile(version).unwrap(), &limits);
        let mut scenario = match loaded {
            Ok(scenario) => scenario,
            Err(error) => {
                misses.push(format!("{name}: refused: {}", error.0));
                continue;
            }
        };
        let mut seen: Vec<Outcome> = Vec::new();
        // Each call is a step where calls are points: too many to overflow a stack.
        let deep = recorded.outcomes[0].message.contains("stack overflow");
        for seed in 0..if recorded.scored { SEEDS } else { VARIED_SEEDS } {
            let plan = Plan {
                seed,
                density: if deep || seed % 2 == 0 {
                    Density::Operation
                } else {
                    Density::Access
                },
                limits,
                deviations: vec![Choice {
                    stream: Stream::Latency,
                    index: 0,
                    value: 0,
                }],
                ..Plan::default()
            };
            let got = outcome(&runner.run(&mut scenario, &plan).unwrap());
            if !seen.contains(&got) {
                seen.push(got);
            }
        }
        let wrong = if recorded.scored {
            seen != recorded.outcomes
        } else {
            recorded.outcomes.iter().any(|real| !seen.contains(real))
        };
        if wrong {
            misses.push(format!(
                "{name}:\n  real  {:?}\n  model {seen:?}",
                recorded.outcomes
            ));
        }
    }
    assert!(
        misses.is_empty(),
        "go {version}: {} cases differ\n{}",
        misses.len(),
        misses.join("\n")
    );
}

/// What the runtime holds on to (sudogs, timers, the clock's goroutine) survives a collection after each allocation.
#[test]
fn collections_change_nothing() {
    let text = fs::read_to_string(folder().join("sync/outcomes.jsonl")).unwrap();
    let mut runner = Runner::new(EngineKind::Native);
    for line in text.lines().filter(|line| !line.contains("stack overflow")) {
        let case: Case = serde_json::from_str(line).unwrap();
        let name = format!("{}.go", case.case);
        let source = fs::read(folder().join(&name)).unwrap();
        for version in ["1.19", "1.23"] {
            if !case.go.contains_key(version) {
                continue;
            }
            let plan = Plan {
                density: Density::Operation,
                limits: Limits {
                    steps: 20_000,
                    ..Limits::default()
                },
                ..Plan::default()
            };
            let [plain, collected] = [false, true].map(|always| {
                let profile = profile(version).unwrap();
                let mut scenario =
                    GoScenario::load(&name, &source, profile, &Limits::default()).unwrap();
                if always {
                    scenario.collect_always();
                }
                outcome(&runner.run(&mut scenario, &plan).unwrap())
            });
            assert_eq!(plain, collected, "{name} on go {version}");
        }
    }
}

#[test]
fn go_1_19() {
    check("1.19");
}

#[test]
fn go_1_21() {
    check("1.21");
}

#[test]
fn go_1_23() {
    check("1.23");
}
