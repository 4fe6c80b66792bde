//! The edges of happens-before, one by one: a program that one edge orders, and one that reaches past it.
//!
//! `corpus/hb/NAME_free.go` has no race and none is reported under any seed; `NAME_racy.go` has one and it is reported
//! under some seed. Real Go 1.23.9 with -race agrees on all but `cond_signal_free` (see the file).

use std::fs;

use tearpoint_command::render::causes;
use tearpoint_harness::contract::{Class, Density};
use tearpoint_harness::recording::EngineKind;
use tearpoint_harness::session::{Plan, Runner};
use tearpoint_trials::{Trials, Verdict};

use crate::common::{files, load, steps};

/// Seeds for each program that has no race.
const SEEDS: u64 = 150;
/// Seeds at most until a race is reported.
const RACY_SEEDS: u64 = 50;

/// A case for each program.
pub fn cases(trials: &mut Trials) {
    for (name, path) in files("corpus/hb", "go") {
        trials.add(format!("hb::{name}"), move || {
            let text = fs::read(path).unwrap();
            match name.ends_with("_free") {
                true => [Density::Operation, Density::Access]
                    .into_iter()
                    .try_for_each(|density| is_silent(&name, &text, density)),
                false => is_reported(&name, &text),
            }
        });
    }
}

/// The class and race report of each of the runs.
fn runs(
    name: &str,
    text: &[u8],
    density: Density,
    seeds: u64,
) -> Result<impl Iterator<Item = (u64, String, Option<String>)>, String> {
    let limits = steps(20_000);
    let mut scenario = load(&format!("{name}.go"), text, "1.23", &limits)?;
    let mut runner = Runner::new(EngineKind::Native);
    Ok((0..seeds).map(move |seed| {
        let plan = Plan {
            seed,
            density,
            limits,
            ..Plan::default()
        };
        let report = runner.run(&mut scenario, &plan).unwrap().report;
        let mut findings = report.findings.iter();
        let race = findings.find(|finding| finding.class == Class::Race);
        let race = race.map(|race| causes(race, &report.tasks).join("\n"));
        (seed, format!("{} {}", report.class, report.message), race)
    }))
}

fn is_silent(name: &str, text: &[u8], density: Density) -> Verdict {
    for (seed, end, race) in runs(name, text, density, SEEDS)? {
        if let Some(race) = race {
            return Err(format!("seed {seed}: {race}"));
        }
        if end != "ok " {
            return Err(format!("seed {seed}: {end}"));
        }
    }
    Ok(())
}

fn is_reported(name: &str, text: &[u8]) -> Verdict {
    let mut runs = runs(name, text, Density::Access, RACY_SEEDS)?;
    match runs.any(|(_, _, race)| race.is_some()) {
        true => Ok(()),
        false => Err(format!("never reported in {RACY_SEEDS} seeds")),
    }
}
