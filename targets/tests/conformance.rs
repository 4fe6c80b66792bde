//! Go programs that real Go has run, run in the model: class, message, printed lines and first frame must be the same.
//!
//! Cases are `corpus/go/cases/*.go`; what real Go 1.19, 1.21 and 1.23 did with them is in `corpus/go/expected.jsonl`.

use std::fs;
use std::path::Path;
use std::rc::Rc;

use serde_json::Value;
use tearpoint_harness::contract::{Density, Limits, Report, World};
use tearpoint_harness::native::Native;
use tearpoint_harness::scheduler::{RunOn, Scheduler};
use tearpoint_harness::sim::RunConfig;
use tearpoint_targets::go::profile::{Profile, profile};
use tearpoint_targets::go::world::GoScenario;

/// Class, message, printed lines, first frame.
#[derive(Debug, PartialEq, Eq)]
struct Outcome(String, String, Vec<String>, String);

fn corpus() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../corpus/go"))
}

fn load(case: &str, profile: &'static Profile) -> GoScenario {
    let path = corpus().join("cases").join(format!("{case}.go"));
    let source = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    GoScenario::load(case, &source, profile, &Limits::default())
        .unwrap_or_else(|error| panic!("{case}: {error}"))
}

fn config(seed: u64, density: Density) -> RunConfig<'static> {
    RunConfig {
        seed,
        deviations: &[],
        density,
        limits: Limits::default(),
        log: false,
        expected: None,
    }
}

fn run(native: &mut Native, scenario: &mut GoScenario, seed: u64, density: Density) -> Report {
    let sim = native.sim().clone();
    let world: Rc<dyn World> = scenario.start(&sim);
    let scheduler: Box<dyn Scheduler> = Box::new(RunOn);
    let (end, _) = native.run(&world, config(seed, density), scheduler);
    world.report(&sim, &end)
}

fn outcome(report: &Report) -> Outcome {
    let printed = String::from_utf8_lossy(&report.stderr);
    Outcome(
        report.class.clone(),
        report.message.clone(),
        printed.lines().map(hide_pointers).collect(),
        report.frames.first().cloned().unwrap_or_default(),
    )
}

/// Heap addresses differ from machine to machine: `0xc000012345` is `PTR`.
fn hide_pointers(line: &str) -> String {
    let mut words = line.split_inclusive(|c: char| !c.is_ascii_alphanumeric());
    words.by_ref().fold(String::new(), |mut out, word| {
        let bare = word.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
        let pointer = bare.len() == 12 && bare.starts_with("0xc0");
        out.push_str(if pointer { "PTR" } else { bare });
        out.push_str(&word[bare.len()..]);
        out
    })
}

fn expected(row: &Value) -> Outcome {
    let text = |v: &Value| v.as_str().unwrap_or_default().to_owned();
    let printed = row["printed"].as_array().expect("printed lines");
    Outcome(
        text(&row["class"]),
        text(&row["message"]),
        printed.iter().map(text).collect(),
        text(&row["frame"]),
    )
}

fn rows() -> Vec<Value> {
    let lines = fs::read_to_string(corpus().join("expected.jsonl")).expect("expected.jsonl");
    let parse = |line: &str| serde_json::from_str(line).expect("one JSON object a line");
    lines.lines().map(parse).collect()
}

#[test]
fn programs_end_and_print_as_in_real_go() {
    let mut wrong = Vec::new();
    let rows = rows();
    assert!(rows.len() > 200, "the corpus is there");
    for row in &rows {
        let (case, go) = (row["case"].as_str(), row["go"].as_str());
        let (case, go) = (case.expect("a case"), go.expect("a version"));
        let mut scenario = load(case, profile(go).expect("a known version"));
        let report = run(&mut Native::default(), &mut scenario, 0, Density::Operation);
        let (got, want) = (outcome(&report), expected(row));
        if got != want {
            wrong.push(format!("{case} (go {go})\n  got  {got:?}\n  want {want:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A program's first line of output for a seed, its digest, and how it ended.
fn trace(case: &str, seed: u64, density: Density) -> (Outcome, u128, u64) {
    let mut scenario = load(case, profile("1.23").expect("a known version"));
    let mut native = Native::default();
    let report = run(&mut native, &mut scenario, seed, density);
    let sim = native.sim();
    (outcome(&report), sim.digest().value(), sim.step())
}

#[test]
fn the_same_seed_gives_the_same_run_in_a_fresh_and_a_used_process() {
    let cases = ["lang_gen_goroutines", "map_B_plus1_grow9_fill", "lang_maps"];
    for (case, density) in cases
        .into_iter()
        .flat_map(|case| [(case, Density::Operation), (case, Density::Access)])
    {
        let mut scenario = load(case, profile("1.23").expect("a known version"));
        let mut native = Native::default();
        for seed in 0..4 {
            let report = run(&mut native, &mut scenario, seed, density);
            let sim = native.sim();
            let used = (outcome(&report), sim.digest().value(), sim.step());
            assert_eq!(used, trace(case, seed, density), "{case} seed {seed}");
        }
    }
}

#[test]
fn a_refused_program_says_where_and_why() {
    let source = b"package main\n\nfunc main() {\n\tvar x int = \"a\"\n}\n";
    let profile = profile("1.23").expect("a known version");
    let error = GoScenario::load("bad.go", source, profile, &Limits::default());
    let text = error.err().expect("refused").to_string();
    assert!(text.contains("bad.go:4:"), "{text}");
}

#[test]
fn a_crash_names_the_write_that_led_to_it() {
    let case = "map_flags_writing_small_readhit";
    let mut scenario = load(case, profile("1.23").expect("a known version"));
    let report = run(&mut Native::default(), &mut scenario, 0, Density::Operation);
    let crash = report.crash.expect("a crash");
    assert_eq!(
        crash.message,
        "fatal error: concurrent map read and map write"
    );
    assert!(
        crash.cause[0].contains("through unsafe"),
        "{:?}",
        crash.cause
    );
}
