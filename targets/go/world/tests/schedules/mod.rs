//! Runs small programs under many schedules.

use tearpoint_go::scenario::GoScenario;
use tearpoint_harness::contract::{Density, Limits};
use tearpoint_harness::recording::EngineKind;
use tearpoint_harness::scheduler::SchedulerSpec;
use tearpoint_harness::session::{Plan, Run, Runner};
use tearpoint_runtime::profile::profile;

pub fn load(version: &str, imports: &[&str], body: &str) -> GoScenario {
    let imports: String = imports
        .iter()
        .map(|path| format!("import {path:?}\n"))
        .collect();
    let source = format!("package main\n\n{imports}\n{body}");
    let profile = profile(version).unwrap();
    GoScenario::load("props.go", source.as_bytes(), profile, &Limits::default())
        .unwrap_or_else(|error| panic!("{}", error.0))
}

pub fn plan(seed: u64, scheduler: &str) -> Plan {
    Plan {
        seed,
        scheduler: scheduler.parse::<SchedulerSpec>().unwrap(),
        density: if seed.is_multiple_of(3) {
            Density::Operation
        } else {
            Density::Access
        },
        limits: Limits {
            steps: 100_000,
            ..Limits::default()
        },
        ..Plan::default()
    }
}

/// Runs the program under many seeds; each run must end well. Gives what each printed.
pub fn always(imports: &[&str], body: &str) -> Vec<String> {
    let mut printed = Vec::new();
    for version in ["1.19", "1.23"] {
        let mut runner = Runner::new(EngineKind::Native);
        let mut scenario = load(version, imports, body);
        for seed in 0..150 {
            let scheduler = ["random", "pct:d=3", "rr"][seed as usize % 3];
            let run = runner.run(&mut scenario, &plan(seed, scheduler)).unwrap();
            let Run { report, .. } = &run;
            let text = String::from_utf8_lossy(&report.stderr).into_owned();
            assert_eq!(
                (report.class.word(), report.findings.len()),
                ("ok", 0),
                "go {version}, seed {seed}, {scheduler}: {} {:?} {text}",
                report.message,
                report.findings
            );
            printed.push(text);
        }
    }
    printed
}
