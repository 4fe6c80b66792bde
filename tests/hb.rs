//! The edges of happens-before, one by one: a program that one edge orders, and one that reaches past it.
//!
//! `corpus/hb/NAME_free.go` has no race and none is reported under any seed; `NAME_racy.go` has one and it is reported
//! under some seed. Real Go 1.23.9 with -race agrees on all but `cond_signal_free` (see the file).

use std::fs;
use std::path::Path;

use tearpoint::open;
use tearpoint::render::causes;
use tearpoint::scenarios::Source;
use tearpoint_harness::contract::{Class, Density, Limits};
use tearpoint_harness::recording::EngineKind;
use tearpoint_harness::session::{Plan, Runner};
use tearpoint_runtime::profile::profile;

/// Seeds for each program that has no race.
const SEEDS: u64 = 150;
/// Seeds at most until a race is reported.
const RACY_SEEDS: u64 = 50;

/// How often a race was reported; stops at the first if `once`.
fn reports(name: &str, text: &[u8], density: Density, seeds: u64, once: bool) -> u64 {
    let source = Source {
        name: format!("{name}.go"),
        text: text.to_vec(),
    };
    let limits = Limits {
        steps: 20_000,
        ..Limits::default()
    };
    let mut scenario = open(&source, profile("1.23").unwrap(), &limits).unwrap();
    let mut runner = Runner::new(EngineKind::Native);
    let mut plan = Plan {
        density,
        limits,
        ..Plan::default()
    };
    let mut reports = 0;
    for seed in 0..seeds {
        plan.seed = seed;
        let run = runner.run(&mut scenario, &plan).unwrap();
        let mut findings = run.report.findings.iter();
        if let Some(race) = findings.find(|finding| finding.class == Class::Race) {
            assert!(
                once,
                "{name} seed {seed}: {}",
                causes(race, &run.report.tasks).join("\n")
            );
            reports += 1;
            break;
        }
        assert!(
            once || run.report.class == Class::Ok,
            "{name} seed {seed}: {} {}",
            run.report.class,
            run.report.message
        );
    }
    reports
}

#[test]
fn each_edge_orders_and_nothing_else_does() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/hb");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    assert!(paths.len() > 60, "only {} programs", paths.len());
    let mut missed = Vec::new();
    for path in paths {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let text = fs::read(&path).unwrap();
        if name.ends_with("_free") {
            for density in [Density::Operation, Density::Access] {
                reports(&name, &text, density, SEEDS, false);
            }
        } else if reports(&name, &text, Density::Access, RACY_SEEDS, true) == 0 {
            missed.push(name);
        }
    }
    assert!(missed.is_empty(), "never reported: {missed:?}");
}
