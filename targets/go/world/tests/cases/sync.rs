//! Every case under `corpus/go/cases/sync` does in the model what it did on real Go toolchains, and the same with a collection after
//! each allocation: what the runtime holds on to (sudogs, timers, the clock's goroutine) survives it.
//!
//! Timers are left alone while somebody can run, as they nearly are on an idle machine: cases order goroutines by sleeping.

use std::collections::BTreeMap;
use std::fs;

use serde::Deserialize;
use tearpoint_go::scenario::GoScenario;
use tearpoint_harness::contract::{Choice, Class, Density, Limits, Stream, functions};
use tearpoint_harness::recording::EngineKind;
use tearpoint_harness::session::{Plan, Run, Runner};
use tearpoint_runtime::profile::profile;
use tearpoint_trials::{Trials, Verdict};

/// Seeds of a case that always came out the same on real Go, and at most of one that did not.
const SEEDS: u64 = 4;
const VARIED_SEEDS: u64 = 200;
/// Versions on which cases run with a collection after each allocation, too.
const COLLECTED: [&str; 2] = ["1.19", "1.23"];

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

/// Each case on each version; and once more for the collector.
pub fn cases(trials: &mut Trials) {
    let text = fs::read_to_string(crate::corpus("cases/sync/outcomes.jsonl")).unwrap();
    for line in text.lines() {
        let Case { case, go } = serde_json::from_str(line).unwrap();
        let deep = line.contains("stack overflow");
        for (version, real) in go {
            if !deep && COLLECTED.contains(&version.as_str()) {
                let (case, version) = (case.clone(), version.clone());
                trials.add(format!("collected::{case}::{version}"), move || {
                    is_the_same_collected(&case, &version)
                });
            }
            let case = case.clone();
            trials.add(
                format!("{}::{version}", case.replacen('/', "::", 1)),
                move || check(&case, &version, &real),
            );
        }
    }
}

fn load(case: &str, version: &str, limits: &Limits) -> Result<GoScenario, String> {
    let name = format!("{case}.go");
    let source = fs::read(crate::corpus("cases").join(&name)).unwrap();
    GoScenario::load(&name, &source, profile(version).unwrap(), limits)
        .map_err(|error| format!("refused: {}", error.0))
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

fn check(case: &str, version: &str, real: &Recorded) -> Verdict {
    let limits = Limits {
        steps: 200_000,
        ..Limits::default()
    };
    let mut scenario = load(case, version, &limits)?;
    let mut runner = Runner::new(EngineKind::Native);
    let mut seen: Vec<Outcome> = Vec::new();
    // Each call is a step where calls are points: too many to overflow a stack.
    let deep = real.outcomes[0].message.contains("stack overflow");
    let reached = |seen: &[Outcome]| real.outcomes.iter().all(|one| seen.contains(one));
    for seed in 0..if real.scored { SEEDS } else { VARIED_SEEDS } {
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
        if !real.scored && reached(&seen) {
            break;
        }
    }
    let right = match real.scored {
        true => seen == real.outcomes,
        false => reached(&seen),
    };
    match right {
        true => Ok(()),
        false => Err(format!("real Go: {:?}\nthe model: {seen:?}", real.outcomes)),
    }
}

fn is_the_same_collected(case: &str, version: &str) -> Verdict {
    let plan = Plan {
        density: Density::Operation,
        limits: Limits {
            steps: 20_000,
            ..Limits::default()
        },
        ..Plan::default()
    };
    let run = |always: bool| -> Result<Outcome, String> {
        let mut scenario = load(case, version, &Limits::default())?;
        if always {
            scenario.collect_always();
        }
        let run = Runner::new(EngineKind::Native).run(&mut scenario, &plan);
        Ok(outcome(&run.unwrap()))
    };
    assert_eq!(run(false)?, run(true)?);
    Ok(())
}
