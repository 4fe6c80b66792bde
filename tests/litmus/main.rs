//! Litmus tests of the memory model: what racy and synchronised programs give, against what the Go memory model allows.
//!
//! Each shape is a Go file under `corpus/litmus`, printed from the shape itself. No outcome may appear that the text of
//! the memory model forbids; every outcome that the model is said to allow must appear. With `TEARPOINT_BLESS` set the
//! files and the table in `docs/litmus.md` are written anew.

mod reference;
mod shape;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use reference::{Rule, outcomes};
use shape::{Shape, shapes};
use tearpoint::open;
use tearpoint::scenarios::Source;
use tearpoint_harness::contract::{Class, Density, Limits};
use tearpoint_harness::recording::EngineKind;
use tearpoint_harness::session::{Plan, Runner};
use tearpoint_runtime::profile::profile;

/// Seeds of the random scheduler for each shape.
const SEEDS: u64 = 4000;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

/// Holds a file to what it should be, or writes it.
fn hold(path: &Path, wanted: &str) {
    if std::env::var_os("TEARPOINT_BLESS").is_some() {
        fs::write(path, wanted).unwrap();
    }
    let got = fs::read_to_string(path).unwrap_or_default();
    assert!(
        got == wanted,
        "{}: not what the shapes give; TEARPOINT_BLESS=1 writes it anew",
        path.display()
    );
}

/// What a shape gave: outcomes, and how many runs were reported as a race.
struct Seen {
    outcomes: BTreeSet<Vec<i32>>,
    races: u64,
}

fn run(shape: &Shape) -> Seen {
    let profile = profile("1.23").unwrap();
    let source = Source {
        name: format!("{}.go", shape.name),
        text: shape.go().into_bytes(),
    };
    let mut scenario = open(&source, profile, &Limits::default()).unwrap();
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
        assert_eq!(run.report.class, Class::Ok, "{} seed {seed}", shape.name);
        let raced = run
            .report
            .findings
            .iter()
            .any(|finding| finding.class == Class::Race);
        seen.races += u64::from(raced);
        let text = String::from_utf8(run.report.stderr).unwrap();
        let values = text.split_whitespace().map(|value| value.parse().unwrap());
        seen.outcomes.insert(values.collect());
    }
    seen
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

Small programs whose outcomes show the memory model, from `corpus/litmus`; `cargo test --test litmus` runs each under SEEDS seeds of the
random scheduler on the 1.23 profile and holds this table to what came out. An outcome is the registers' values, r1 first.

- *text*: what the Go memory model allows (<https://go.dev/ref/mem>), computed by trying every order and every write a read
  may see (`tests/litmus/reference.rs`).
- *reached*: what came out. The test fails if an outcome appears that the text forbids, or one that the model's own
  rule gives never appears (`targets/go/runtime/src/race/racy.rs` says the rule); under locks a rare order may be missed.
- *not reached*: allowed by the text, and not given by the model: reads see only writes done before them (load
  buffering), and where the newest write is ordered before a read, the read sees it (2+2w).
- *race*: whether the program was reported.

| shape | program | text | reached | not reached | race |
|---|---|---|---|---|---|
";

#[test]
fn outcomes_are_those_the_memory_model_allows() {
    let mut table = HEAD.replace("SEEDS", &SEEDS.to_string());
    let mut problems = Vec::new();
    for shape in shapes() {
        hold(
            &root().join(format!("corpus/litmus/{}.go", shape.name)),
            &shape.go(),
        );
        let (text, model) = (outcomes(&shape, Rule::Text), outcomes(&shape, Rule::Model));
        assert!(
            model.is_subset(&text),
            "{}: the model's rule breaks the text",
            shape.name
        );
        let seen = run(&shape);
        let forbidden: Vec<_> = seen.outcomes.difference(&text).cloned().collect();
        let missing: Vec<_> = model.difference(&seen.outcomes).cloned().collect();
        if !forbidden.is_empty() || !(missing.is_empty() || locked(&shape)) {
            problems.push(format!(
                "{}: forbidden {}; never reached {}",
                shape.name,
                list(forbidden),
                list(missing)
            ));
        }
        let racy = shape.name.ends_with("plain");
        let mixed = shape.name.starts_with("mp_flag");
        if !mixed && racy != (seen.races > 0) {
            problems.push(format!(
                "{}: {} runs reported as a race",
                shape.name, seen.races
            ));
        }
        let _ = writeln!(
            table,
            "| {} | `{}` | {} | {} | {} | {} |",
            shape.name,
            shape.sketch().replace('|', "\\|"),
            list(text.clone()),
            list(seen.outcomes.clone()),
            list(text.difference(&seen.outcomes).cloned()),
            if seen.races > 0 { "yes" } else { "no" }
        );
    }
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
    hold(&root().join("docs/litmus.md"), &table);
}
