//! Every case under `corpus/go/cases`, and every scenario of the article's claims, does in the model what it did on real Go
//! toolchains.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use std::collections::BTreeMap;
use tearpoint::open;
use tearpoint::render::names;
use tearpoint::scenarios::Source;
use tearpoint_harness::contract::{Density, Limits};
use tearpoint_harness::recording::EngineKind;
use tearpoint_harness::session::{Plan, Run, Runner};
use tearpoint_runtime::profile::profile;

/// The least share of scored cases that must agree, in percent.
const AGREEMENT: usize = 99;
/// Seeds tried for a case whose outcome varied on real Go.
const SEEDS: u64 = 400;

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

#[derive(Deserialize, Debug, PartialEq, Eq)]
struct Outcome {
    class: String,
    message: String,
    printed: Vec<String>,
    frames: Vec<String>,
}

/// Recorded outcomes, and the folder that their cases' names start in.
const SETS: [(&str, &str); 3] = [
    ("corpus/go/cases/outcomes.jsonl", "corpus/go/cases"),
    ("corpus/go/cases/library.jsonl", "corpus/go/cases"),
    ("corpus/go/claims.jsonl", "corpus/go/scenarios"),
];

/// Every case with its file.
fn cases() -> Vec<(Case, PathBuf)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut list = Vec::new();
    for (outcomes, folder) in SETS {
        let text = fs::read_to_string(root.join(outcomes)).unwrap();
        for line in text.lines() {
            let case: Case = serde_json::from_str(line).unwrap();
            let file = root.join(folder).join(format!("{}.go", case.case));
            list.push((case, file));
        }
    }
    list
}

/// Heap addresses as the recorded outcomes show them, in hexadecimal or (a word printed as a number) decimal.
fn mask(line: &str) -> String {
    let words: Vec<String> = line.split(' ').map(mask_word).collect();
    words.join(" ")
}

fn mask_word(word: &str) -> String {
    if word.parse().is_ok_and(|n: u64| n >> 32 == 0xc0) {
        return "PTR".to_owned();
    }
    let mut out = String::new();
    let mut rest = word;
    while let Some(at) = rest.find("0xc0") {
        out += &rest[..at];
        let digits = rest[at + 2..]
            .chars()
            .take_while(char::is_ascii_hexdigit)
            .count();
        out += if digits >= 10 {
            "PTR"
        } else {
            &rest[at..at + 2 + digits]
        };
        rest = &rest[at + 2 + digits..];
    }
    out + rest
}

fn outcome(run: &Run) -> Outcome {
    let Run { report, .. } = run;
    let lines = |bytes: &[u8]| -> Vec<String> {
        let text = String::from_utf8_lossy(bytes);
        // What the runtime says before it dies is not the program's.
        let own = text
            .split_terminator('\n')
            .take_while(|line| !line.starts_with("runtime: "));
        own.map(mask).collect()
    };
    // What went to standard output comes first.
    let mut printed = lines(&report.stdout);
    printed.extend(lines(&report.stderr));
    Outcome {
        class: report.class.to_string(),
        message: report.message.clone(),
        printed,
        frames: names(&report.frames),
    }
}

fn agrees(a: &Outcome, b: &Outcome) -> bool {
    a.class == b.class && a.message == b.message && a.printed == b.printed
}

/// The first runtime function of each: equal, or none in both.
fn same_frame(a: &Outcome, b: &Outcome) -> bool {
    let first = |outcome: &Outcome| {
        outcome
            .frames
            .iter()
            .find(|frame| frame.starts_with("runtime."))
            .cloned()
    };
    first(a) == first(b)
}

fn check(version: &str) {
    let profile = profile(version).unwrap();
    let limits = Limits {
        steps: 200_000,
        ..Limits::default()
    };
    let mut plan = Plan {
        density: Density::Operation,
        limits,
        ..Plan::default()
    };
    let mut runner = Runner::new(EngineKind::Native);
    let (mut scored, mut agreed, mut frames, mut misses) = (0, 0, 0, Vec::new());
    for (case, path) in cases() {
        let Some(recorded) = case.go.get(version) else {
            continue;
        };
        let source = Source {
            name: format!("{}.go", case.case),
            text: fs::read(path).unwrap(),
        };
        let mut scenario = match open(&source, profile, &limits) {
            Ok(scenario) => scenario,
            Err(error) => {
                scored += usize::from(recorded.scored);
                misses.push(format!("{}: refused: {error}", case.case));
                continue;
            }
        };
        let mut seen = Vec::new();
        for seed in 0..if recorded.scored { 2 } else { SEEDS } {
            plan.seed = seed;
            let got = outcome(&runner.run(&mut scenario, &plan).unwrap());
            if !seen.iter().any(|other| agrees(other, &got)) {
                seen.push(got);
            }
        }
        if !recorded.scored {
            let missing = recorded
                .outcomes
                .iter()
                .filter(|real| !seen.iter().any(|got| agrees(real, got)));
            let missing: Vec<_> = missing.collect();
            if !missing.is_empty() {
                println!(
                    "go {version} {}: not reached in {SEEDS} seeds: {missing:?}",
                    case.case
                );
            }
            continue;
        }
        let real = &recorded.outcomes[0];
        scored += 1;
        if seen.iter().all(|got| agrees(real, got)) {
            agreed += 1;
            frames += usize::from(same_frame(real, &seen[0]));
        } else {
            misses.push(format!("{}: real {real:?}, model {seen:?}", case.case));
        }
    }
    println!(
        "go {version}: {agreed} of {scored} scored cases agree; first runtime frame in {frames} of those"
    );
    misses.iter().for_each(|miss| println!("  {miss}"));
    assert!(scored > 400, "only {scored} scored cases");
    assert!(
        agreed * 100 >= scored * AGREEMENT,
        "go {version}: {agreed} of {scored}\n{}",
        misses.join("\n")
    );
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
