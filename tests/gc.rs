//! The collector cannot be seen: programs do the same with a collection after every allocation.

use std::fs;
use std::path::{Path, PathBuf};

use tearpoint_go::scenario::GoScenario;
use tearpoint_harness::contract::{Density, Limits};
use tearpoint_harness::recording::EngineKind;
use tearpoint_harness::session::{Plan, Run, Runner};
use tearpoint_runtime::profile::profile;

/// One file of so many is run.
const STRIDE: usize = 3;

/// Every Go file of a folder and its folders.
fn files(folder: &Path, out: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(&path, out);
        } else if path.extension().is_some_and(|ext| ext == "go") {
            out.push(path);
        }
    }
}

fn run(source: &[u8], version: &str, always: bool) -> Option<Run> {
    let limits = Limits {
        steps: 20_000,
        ..Limits::default()
    };
    let mut scenario = GoScenario::load("main.go", source, profile(version)?, &limits).ok()?;
    if always {
        scenario.collect_always();
    }
    let plan = Plan {
        density: Density::Operation,
        limits,
        ..Plan::default()
    };
    Some(
        Runner::new(EngineKind::Native)
            .run(&mut scenario, &plan)
            .unwrap(),
    )
}

#[test]
fn programs_do_not_see_the_collector() {
    let mut list = Vec::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/go");
    files(&root, &mut list);
    let mut compared = 0;
    let mut differ = Vec::new();
    for path in list.iter().step_by(STRIDE) {
        let source = fs::read(path).unwrap();
        let text = String::from_utf8_lossy(&source);
        // Those that look at spans, or hide pointers from a collection they ask for, see the collector on purpose.
        let looks = text.contains("spanOf") || text.contains("runtime.GC()");
        if text.contains("\"unsafe\"") && looks {
            continue;
        }
        let name = path.strip_prefix(&root).unwrap().display().to_string();
        for version in ["1.21", "1.23"] {
            let (Some(with), Some(without)) =
                (run(&source, version, true), run(&source, version, false))
            else {
                continue;
            };
            compared += 1;
            let seen = |run: &Run| {
                let report = &run.report;
                let stderr = String::from_utf8_lossy(&report.stderr).into_owned();
                let found: Vec<String> =
                    report.findings.iter().map(|f| f.message.clone()).collect();
                (report.class.clone(), report.message.clone(), stderr, found)
            };
            let (with, without) = (seen(&with), seen(&without));
            if with != without {
                differ.push(format!(
                    "{name} {version}: {with:?} with, {without:?} without"
                ));
            }
        }
    }
    assert!(compared > 200, "only {compared} programs");
    assert!(
        differ.is_empty(),
        "{} of {compared}:\n{}",
        differ.len(),
        differ.join("\n")
    );
}
