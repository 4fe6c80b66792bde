//! Runs Go scenarios with recorded outcomes through the model and compares:
//! `cases DIR GO [PREFIX…]`, DIR holding `outcomes.jsonl` and the cases it names.

use std::fs;
use std::rc::Rc;

use serde_json::Value;
use tearpoint_harness::contract::{Density, Limits, Report, World};
use tearpoint_harness::native::Native;
use tearpoint_harness::scheduler::{RunOn, Scheduler};
use tearpoint_harness::sim::RunConfig;
use tearpoint_targets::go::profile::profile;
use tearpoint_targets::go::world::GoScenario;

/// Seeds tried for each case.
const SEEDS: u64 = 20;

/// Class, message, printed lines, first frame.
type Outcome = (String, String, Vec<String>, String);

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let (dir, go) = (&args[1], &args[2]);
    let prefixes = &args[3..];
    let outcomes = fs::read_to_string(format!("{dir}/outcomes.jsonl")).expect("outcomes");
    let (mut total, mut agree, mut first, mut frames, mut refused) = (0, 0, 0, 0, 0);
    let (mut loose, mut loose_ok) = (0, 0);
    for line in outcomes.lines() {
        let row: Value = serde_json::from_str(line).expect("json");
        let case = row["case"].as_str().unwrap_or_default();
        let recorded = &row["go"][go.as_str()];
        if !prefixes.iter().any(|p| case.starts_with(p.as_str())) || recorded.is_null() {
            continue;
        }
        let Ok(source) = fs::read(format!("{dir}/{case}.go")) else {
            continue;
        };
        let limits = Limits {
            steps: 20_000,
            memory_bytes: 24 << 20,
            ..Limits::default()
        };
        let profile = profile(go).expect("a known version");
        let mut scenario = match GoScenario::load(case, &source, profile, &limits) {
            Ok(scenario) => scenario,
            Err(error) => {
                refused += 1;
                println!("REFUSED {error}");
                continue;
            }
        };
        let list: Vec<Outcome> = recorded["outcomes"]
            .as_array()
            .map(|list| list.iter().map(expected).collect())
            .unwrap_or_default();
        let scored = recorded["scored"] == true;
        let mut native = Native::default();
        // What depends on the hash of a key may need a few seeds.
        let mut found = None;
        let mut got = Vec::new();
        for seed in 0..SEEDS {
            let shown = shown(&run(&mut native, &mut scenario, seed, limits));
            let same =
                |want: &&Outcome| (&want.0, &want.1, &want.2) == (&shown.0, &shown.1, &shown.2);
            if let Some(want) = list.iter().find(same) {
                found = Some((seed, want.3 == shown.3));
                break;
            }
            got.push(shown);
        }
        if scored {
            total += 1;
            agree += u32::from(found.is_some());
            first += u32::from(found.is_some_and(|(seed, _)| seed == 0));
            frames += u32::from(found.is_some_and(|(_, frame)| frame));
        } else {
            loose += 1;
            loose_ok += u32::from(found.is_some());
        }
        match found {
            None => println!(
                "DIFFERS{} {case}\n    got  {:?}\n    want {list:?}",
                if scored { "" } else { " (unscored)" },
                got[0]
            ),
            Some((_, false)) => println!(
                "FRAME {case} got {:?} want {:?}",
                got.first().map(|g| &g.3),
                list[0].3
            ),
            Some(_) => {}
        }
    }
    println!(
        "go {go}: {agree}/{total} scored agree ({first} with seed 0), {frames} with the first frame; \
         unscored {loose_ok}/{loose}; refused {refused}"
    );
}

fn run(native: &mut Native, scenario: &mut GoScenario, seed: u64, limits: Limits) -> Report {
    let sim = native.sim().clone();
    let world: Rc<dyn World> = scenario.start(&sim);
    let config = RunConfig {
        seed,
        deviations: &[],
        density: Density::Operation,
        limits,
        log: false,
        expected: None,
    };
    let scheduler: Box<dyn Scheduler> = Box::new(RunOn);
    let (end, _) = native.run(&world, config, scheduler);
    world.report(&sim, &end)
}

fn shown(report: &Report) -> Outcome {
    let text = String::from_utf8_lossy(&report.stderr).into_owned();
    let frame = report.frames.first().cloned().unwrap_or_default();
    // An endless loop that allocates meets the memory limit: there is no collector to keep it going.
    let hang = report.class == "hang" || report.class == "limit";
    (
        if hang {
            "hang".to_owned()
        } else {
            report.class.clone()
        },
        if hang {
            String::new()
        } else {
            hide_pointers(&report.message)
        },
        text.lines().map(hide_pointers).collect(),
        if hang { String::new() } else { frame },
    )
}

/// Heap addresses differ from machine to machine.
fn hide_pointers(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(at) = rest.find("0xc0") {
        let digits = rest[at + 2..]
            .find(|c: char| !c.is_ascii_hexdigit())
            .unwrap_or(rest.len() - at - 2);
        out.push_str(&rest[..at]);
        if digits == 10 {
            out.push_str("PTR");
        } else {
            out.push_str(&rest[at..at + 2 + digits]);
        }
        rest = &rest[at + 2 + digits..];
    }
    out + rest
}

fn expected(value: &Value) -> Outcome {
    let text = |v: &Value| v.as_str().unwrap_or_default().to_owned();
    let lines = value["printed"].as_array();
    (
        text(&value["class"]),
        text(&value["message"]),
        lines
            .map(|l| l.iter().map(text).collect())
            .unwrap_or_default(),
        text(&value["frames"][0]),
    )
}
