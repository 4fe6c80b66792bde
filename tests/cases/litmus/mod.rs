//! Litmus tests of the memory model: what racy and synchronised programs give, against what the Go memory model allows.
//!
//! Each shape is a Go file under `corpus/litmus`, printed from the shape itself, and a row of `docs/litmus.md`. No outcome may
//! appear that the text of the memory model forbids; every outcome that the model is said to allow must appear. With
//! `TEARPOINT_BLESS` set (`cargo bless litmus`) the files and the page are written anew.

mod reference;
mod shape;

use std::collections::BTreeSet;
use std::fs;

use reference::{Rule, outcomes};
use shape::{Shape, shapes};
use tearpoint_harness::contract::{Class, Density, Limits};
use tearpoint_harness::recording::EngineKind;
use tearpoint_harness::session::{Plan, Runner};
use tearpoint_trials::{Trials, Verdict};

use crate::common::{blessing, load, printed, root};

/// Seeds of the random scheduler for each shape.
const SEEDS: u64 = 4000;
const PAGE: &str = "docs/litmus.md";

/// A case for each shape, and one for the page as a whole.
pub fn cases(trials: &mut Trials) {
    for shape in shapes() {
        trials.add(format!("litmus::{}", shape.name), move || {
            hold(&format!("corpus/litmus/{}.go", shape.name), &shape.go())?;
            let row = row(&shape)?;
            let page = fs::read_to_string(root(PAGE)).unwrap();
            match blessing() || page.lines().any(|line| line == row) {
                true => Ok(()),
                false => Err(format!(
                    "not a row of {PAGE}; `cargo bless litmus` writes it anew:\n{row}"
                )),
            }
        });
    }
    trials.add("litmus::page", page);
}

/// Holds a file to what it should be, or writes it.
fn hold(file: &str, wanted: &str) -> Verdict {
    if blessing() {
        fs::write(root(file), wanted).unwrap();
    }
    match fs::read_to_string(root(file)).unwrap_or_default() == wanted {
        true => Ok(()),
        false => Err(format!(
            "{file}: not what the shapes give; `cargo bless litmus` writes it anew"
        )),
    }
}

/// The page has its words and a row for each shape, in order; what is in the rows, the shapes' own cases hold.
fn page() -> Verdict {
    let mut wanted = HEAD.replace("SEEDS", &SEEDS.to_string());
    let page = fs::read_to_string(root(PAGE)).unwrap();
    for shape in shapes() {
        let start = format!("| {} |", shape.name);
        let row = match blessing() {
            true => row(&shape)?,
            false => page
                .lines()
                .find(|line| line.starts_with(&start))
                .unwrap_or(&start)
                .to_owned(),
        };
        wanted += &row;
        wanted.push('\n');
    }
    hold(PAGE, &wanted)
}

/// Runs a shape and says what came out, as a row of the page.
fn row(shape: &Shape) -> Result<String, String> {
    let (text, model) = (outcomes(shape, Rule::Text), outcomes(shape, Rule::Model));
    if !model.is_subset(&text) {
        return Err("the model's rule breaks the text".to_owned());
    }
    let seen = run(shape)?;
    let forbidden: Vec<_> = seen.outcomes.difference(&text).cloned().collect();
    if !forbidden.is_empty() {
        return Err(format!("forbidden: {}", list(forbidden)));
    }
    let missing: Vec<_> = model.difference(&seen.outcomes).cloned().collect();
    if !(missing.is_empty() || locked(shape)) {
        return Err(format!("never reached: {}", list(missing)));
    }
    let racy = shape.name.ends_with("plain");
    let mixed = shape.name.starts_with("mp_flag");
    if !mixed && racy != (seen.races > 0) {
        return Err(format!("{} runs reported as a race", seen.races));
    }
    Ok(format!(
        "| {} | `{}` | {} | {} | {} | {} |",
        shape.name,
        shape.sketch().replace('|', "\\|"),
        list(text.clone()),
        list(seen.outcomes.clone()),
        list(text.difference(&seen.outcomes).cloned()),
        if seen.races > 0 { "yes" } else { "no" }
    ))
}

/// What a shape gave: outcomes, and how many runs were reported as a race.
struct Seen {
    outcomes: BTreeSet<Vec<i32>>,
    races: u64,
}

fn run(shape: &Shape) -> Result<Seen, String> {
    let name = format!("{}.go", shape.name);
    let mut scenario = load(&name, shape.go().as_bytes(), "1.23", &Limits::default())?;
    let mut runner = Runner::new(EngineKind::Native);
    let mut plan = Plan {
        density: if locked(shape) {
            Density::Operation
        } else {
            Density::Access
        },
        ..Plan::default()
    };
    let mut seen = Seen {
        outcomes: BTreeSet::new(),
        races: 0,
    };
    for seed in 0..SEEDS {
        plan.seed = seed;
        let run = runner.run(&mut scenario, &plan).unwrap();
        if run.report.class != Class::Ok {
            return Err(format!("seed {seed}: {}", run.report.class));
        }
        let mut findings = run.report.findings.iter();
        seen.races += u64::from(findings.any(|finding| finding.class == Class::Race));
        let text = printed(&run);
        let values = text.split_whitespace().map(|value| value.parse().unwrap());
        seen.outcomes.insert(values.collect());
    }
    Ok(seen)
}

/// Whether every operation is under a lock: there is nothing to see between them, and with fewer points their orders come
/// up sooner, though not all of them.
fn locked(shape: &Shape) -> bool {
    let mixed = shape.name.starts_with("mp_flag");
    !mixed && (shape.name.ends_with("mutex") || shape.name.ends_with("channel"))
}

fn list(outcomes: impl IntoIterator<Item = Vec<i32>>) -> String {
    let all: Vec<String> = outcomes
        .into_iter()
        .map(|values| values.iter().map(ToString::to_string).collect())
        .collect();
    match all.is_empty() {
        true => "none".to_owned(),
        false => all.join(" "),
    }
}

const HEAD: &str = "# Litmus table

Small programs whose outcomes show the memory model, from `corpus/litmus`; `cargo test --test cases litmus` runs each under SEEDS seeds of the
random scheduler on the 1.23 profile and holds this table to what came out. An outcome is the registers' values, r1 first.

- *text*: what the Go memory model allows (<https://go.dev/ref/mem>), computed by trying every order and every write a read
  may see (`tests/cases/litmus/reference.rs`).
- *reached*: what came out. The test fails if an outcome appears that the text forbids, or one that the model's own
  rule gives never appears (`targets/go/runtime/src/race/racy.rs` says the rule); under locks a rare order may be missed.
- *not reached*: allowed by the text, and not given by the model: reads see only writes done before them (load
  buffering), and where the newest write is ordered before a read, the read sees it (2+2w).
- *race*: whether the program was reported.

| shape | program | text | reached | not reached | race |
|---|---|---|---|---|---|
";
