//! Every case under `corpus/go/cases`, and every scenario of the article's claims, does in the model what it did on real Go
//! toolchains. `misses.tsv` lists what is known to differ, each with its reason.

mod chance;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde::Deserialize;
use tearpoint_go_command::conform::masked::{FIXED, masked};
use tearpoint_harness::contract::Density;
use tearpoint_harness::recording::EngineKind;
use tearpoint_harness::session::{Plan, Run, Runner};
use tearpoint_trials::{Misses, Trials, Verdict};

use self::chance::Chance;
use crate::common::{ROOT, load, root, steps};

/// Seeds of a case whose outcome was always the same on real Go, and at most until each outcome of one that varied is seen.
const SEEDS: u64 = 2;
const VARIED_SEEDS: u64 = 400;

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

#[derive(Deserialize, Debug)]
struct Outcome {
    class: String,
    message: String,
    printed: Vec<String>,
    frames: Vec<String>,
}

impl Recorded {
    /// What the model is held to: the outcome and the first function of the runtime in a crash, or all of several outcomes.
    fn respects(&self) -> Vec<String> {
        match self.scored {
            true => vec!["outcome".to_owned(), "frame".to_owned()],
            false => self.outcomes.iter().map(Outcome::reached).collect(),
        }
    }
}

impl Outcome {
    /// That it comes up: `reached panic: assignment to entry in nil map`.
    fn reached(&self) -> String {
        let words = [&self.class, &self.message, &self.printed.join(" / ")];
        let words: Vec<&str> = words.into_iter().map(String::as_str).collect();
        format!("reached {}", words.join(" ").trim().replace("  ", " "))
    }
}

/// Recorded outcomes, and the folder that their cases' names start in.
const SETS: &[(&str, &str)] = &[
    ("corpus/go/cases/swiss.jsonl", "corpus/go/cases"),
    ("corpus/go/cases/outcomes.jsonl", "corpus/go/cases"),
    ("corpus/go/cases/library.jsonl", "corpus/go/cases"),
    ("corpus/go/cases/synctest.jsonl", "corpus/go/cases"),
    ("corpus/go/cases/language.jsonl", "corpus/go/cases"),
    ("corpus/go/cases/objects.jsonl", "corpus/go/cases"),
    ("corpus/go/cases/append.jsonl", "corpus/go/cases"),
    ("corpus/go/cases/checkptr.jsonl", "corpus/go/cases"),
    ("corpus/go/cases/layout.jsonl", "corpus/go/cases"),
    ("corpus/go/claims.jsonl", "corpus/go/scenarios"),
    ("corpus/go/abi/outcomes.jsonl", "corpus/go"),
    ("corpus/go/generated/outcomes.jsonl", "corpus/go"),
];

/// A test for each case and version.
pub fn cases(trials: &mut Trials) {
    let misses = Misses::read(ROOT, "tests/cases/conformance/misses.tsv");
    let mut held = BTreeSet::new();
    for &(outcomes, folder) in SETS {
        let text = fs::read_to_string(root(outcomes)).unwrap();
        for line in text.lines() {
            let Case { case, go } = serde_json::from_str(line).unwrap();
            let file = root(folder).join(format!("{case}.go"));
            for (version, recorded) in go {
                for what in recorded.respects() {
                    held.insert((case.clone(), version.clone(), what));
                }
                let (case, file, misses) = (case.clone(), file.clone(), misses.clone());
                trials.add(format!("conformance::{case}::{version}"), move || {
                    check(&case, &file, &version, &recorded, &misses)
                });
            }
        }
    }
    misses.are_about(trials, "conformance::misses", held);
}

fn check(case: &str, file: &Path, version: &str, real: &Recorded, misses: &Misses) -> Verdict {
    let text = fs::read(file).unwrap();
    let name = format!("{case}.go");
    if !real.scored {
        let missing = unreached(&name, &text, version, &real.outcomes)?;
        let held = real.outcomes.iter().filter_map(|real| {
            let found = match missing.iter().any(|other| agrees(real, other)) {
                false => Ok(()),
                true => Err(format!("not reached in {VARIED_SEEDS} seeds: {real:?}")),
            };
            misses.hold(case, version, &real.reached(), found).err()
        });
        let wrong: Vec<String> = held.collect();
        return match wrong.is_empty() {
            true => Ok(()),
            false => Err(wrong.join("\n")),
        };
    }
    let real = &real.outcomes[0];
    let seen = runs(&name, &text, version, SEEDS).map(Iterator::collect::<Vec<_>>);
    let outcome = seen.as_ref().map_err(Clone::clone).and_then(|seen| {
        match seen.iter().all(|got| agrees(real, got)) {
            true => Ok(()),
            false => Err(format!("real Go: {real:?}\nthe model: {seen:?}")),
        }
    });
    let same = outcome.is_ok();
    misses.hold(case, version, "outcome", outcome)?;
    match &seen {
        Ok(seen) if same => misses.hold(case, version, "frame", same_frame(real, &seen[0])),
        _ => Ok(()),
    }
}

/// Those of the outcomes that varied on real Go that are not among the model's.
fn unreached<'a>(
    name: &str,
    text: &[u8],
    version: &str,
    outcomes: &'a [Outcome],
) -> Result<Vec<&'a Outcome>, String> {
    let mut by_chance: Vec<Chance<'_>> = outcomes.iter().filter_map(Chance::of).collect();
    let mut missing: Vec<&Outcome> = outcomes.iter().collect();
    missing.retain(|real| Chance::of(real).is_none());
    for got in runs(name, text, version, VARIED_SEEDS)? {
        missing.retain(|real| !agrees(real, &got));
        by_chance.iter_mut().for_each(|chance| chance.take(&got));
        if missing.is_empty() && by_chance.iter().all(Chance::is_full) {
            break;
        }
    }
    let unlike = by_chance.iter().filter(|chance| !chance.agrees());
    missing.extend(unlike.map(|chance| chance.real));
    Ok(missing)
}

/// What the case does under each seed.
fn runs(
    name: &str,
    text: &[u8],
    version: &str,
    seeds: u64,
) -> Result<impl Iterator<Item = Outcome> + use<>, String> {
    let limits = steps(200_000);
    let mut scenario = load(name, text, version, &limits)?;
    let mut runner = Runner::new(EngineKind::Native);
    Ok((0..seeds).map(move |seed| {
        let plan = Plan {
            seed,
            density: Density::Operation,
            limits,
            ..Plan::default()
        };
        outcome(&runner.run(&mut scenario, &plan).unwrap())
    }))
}

fn outcome(run: &Run) -> Outcome {
    let Run { report, .. } = run;
    let lines = |bytes: &[u8]| -> Vec<String> {
        let text = String::from_utf8_lossy(bytes);
        // What the runtime says before it dies is not the program's.
        let own = text
            .split_terminator('\n')
            .take_while(|line| !line.starts_with("runtime: "));
        own.map(|line| masked(line, &FIXED)).collect()
    };
    // What went to standard output comes first.
    let mut printed = lines(&report.stdout);
    printed.extend(lines(&report.stderr));
    Outcome {
        class: report.class.to_string(),
        message: report.message.clone(),
        printed,
        frames: tearpoint_command::render::names(&report.frames),
    }
}

fn agrees(a: &Outcome, b: &Outcome) -> bool {
    a.class == b.class && a.message == b.message && a.printed == b.printed
}

/// Whether the first runtime function of each is the same, or none in both. Where a program that never ends was stopped is chance.
fn same_frame(real: &Outcome, model: &Outcome) -> Verdict {
    if real.class == "hang" {
        return Ok(());
    }
    let [a, b] = [real, model].map(|outcome| {
        let mut frames = outcome.frames.iter();
        frames.find(|frame| frame.starts_with("runtime."))
    });
    match a == b {
        true => Ok(()),
        false => Err(format!(
            "first frame of the runtime: real Go {a:?}, the model {b:?}"
        )),
    }
}
