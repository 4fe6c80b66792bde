//! The collector cannot be seen: programs do the same with a collection after every allocation.

use std::fs;

use tearpoint_harness::contract::Density;
use tearpoint_harness::recording::EngineKind;
use tearpoint_harness::session::{Plan, Runner};
use tearpoint_trials::{Trials, Verdict};

use crate::common::{files, load, printed, steps};

/// One file of so many is run.
const STRIDE: usize = 3;

/// A case for each program and version that can be run.
pub fn cases(trials: &mut Trials) {
    for (name, path) in files("corpus/go", "go").into_iter().step_by(STRIDE) {
        let source = fs::read(path).unwrap();
        let text = String::from_utf8_lossy(&source);
        // Those that look at spans (or write to them), or hide pointers from a collection they ask for, see the collector on purpose.
        let looks = ["spanOf", "findObject"]
            .iter()
            .any(|name| text.contains(name))
            || text.contains("runtime.GC()");
        if text.contains("\"unsafe\"") && looks {
            continue;
        }
        for version in ["1.21", "1.23"] {
            let source = source.clone();
            trials.add(format!("collector::{name}::{version}"), move || {
                agrees(&source, version)
            });
        }
    }
}

fn agrees(source: &[u8], version: &str) -> Verdict {
    let [with, without] = [true, false].map(|always| seen(source, version, always));
    match with == without {
        true => Ok(()),
        false => Err(format!("{with:?} with it, {without:?} without")),
    }
}

/// Class, message, what was printed and what was found; nothing where the version refuses the program.
fn seen(source: &[u8], version: &str, always: bool) -> Option<[String; 4]> {
    let limits = steps(20_000);
    let mut scenario = load("main.go", source, version, &limits).ok()?;
    if always {
        scenario.collect_always();
    }
    let plan = Plan {
        density: Density::Operation,
        limits,
        ..Plan::default()
    };
    let run = Runner::new(EngineKind::Native)
        .run(&mut scenario, &plan)
        .unwrap();
    let found: Vec<&str> = run
        .report
        .findings
        .iter()
        .map(|f| f.message.as_str())
        .collect();
    Some([
        run.report.class.to_string(),
        run.report.message.clone(),
        printed(&run),
        found.join("\n"),
    ])
}
