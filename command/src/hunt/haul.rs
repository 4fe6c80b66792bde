//! What a hunt brought, kept together, written and shown.

use std::collections::BTreeMap;
use std::fs;
use std::time::Duration;

use serde_json::json;
use tearpoint_harness::contract::InputError;
use tearpoint_harness::session::{Found, Hunted};

use crate::args::{Format, HuntArgs};
use crate::failure::Failure;
use crate::json::RunJson;
use crate::recordings::save;
use crate::{status, table};

/// Rows of the table people see; the rest are in the folder, and in the JSON.
const TABLE_ROWS: usize = 40;

/// What all scenarios of a hunt brought together.
#[derive(Default)]
pub(super) struct Haul {
    pub(super) executions: u64,
    unknown: u64,
    pub(super) found: BTreeMap<String, Found>,
}

impl Haul {
    /// Adds what one scenario brought.
    pub(super) fn take(&mut self, hunted: Hunted) {
        self.executions += hunted.tally.executions;
        self.unknown += hunted.tally.unknown;
        for found in hunted.found {
            merge(&mut self.found, found);
        }
    }
}

/// Keeps the smaller run of a signature; one without tampering before any with it.
fn merge(all: &mut BTreeMap<String, Found>, found: Found) {
    match all.get_mut(&found.signature.id) {
        Some(best) => {
            let runs = best.runs + found.runs;
            let weight = |found: &Found| (!found.plan.tampers.is_empty(), found.run.steps);
            if weight(&found) < weight(best) {
                *best = found;
            }
            best.runs = runs;
        }
        None => drop(all.insert(found.signature.id.clone(), found)),
    }
}

/// Makes the folder for recordings.
///
/// # Errors
/// A place where none can be made.
pub fn make_out(args: &HuntArgs) -> Result<(), InputError> {
    fs::create_dir_all(&args.out).map_err(|error| {
        InputError(format!(
            "{}: {error}; choose another folder with --out",
            args.out.display()
        ))
    })
}

/// Writes the recordings and says what was found.
pub(super) fn finish(args: &HuntArgs, haul: &Haul, took: Duration) -> Result<u8, Failure> {
    let mut found: Vec<&Found> = haul.found.values().collect();
    found.sort_by_key(|found| (std::cmp::Reverse(found.runs), found.signature.id.clone()));
    if !found.is_empty() {
        make_out(args)?;
    }
    let mut table = table::new(["signature", "runs", "what tore", "smallest run"]);
    for (at, found) in found.iter().enumerate() {
        let file = args.out.join(format!("{}.rec", found.signature.id));
        save(&found.recording, &file)?;
        let run = &found.run;
        if args.common.format == Format::Json {
            let mut line = RunJson::new(&found.recording, &run.report, &run.verdict);
            line.runs = Some(found.runs);
            line.recording = Some(file.display().to_string());
            line.print();
        }
        let how = if found.plan.tampers.is_empty() {
            ""
        } else {
            ", tampered"
        };
        let smallest = format!(
            "{} seed {}, {} steps{how}",
            found.recording.scenario, run.seed, run.steps
        );
        if at < TABLE_ROWS {
            table.add_row([
                &found.signature.id,
                &found.runs.to_string(),
                &found.signature.title,
                &smallest,
            ]);
        }
    }
    let seconds = took.as_secs_f64();
    if args.common.format == Format::Json {
        let summary = json!({ "summary": {
            "executions": haul.executions,
            "seconds": (seconds * 1000.0).round() / 1000.0,
            "signatures": found.len(),
            "unknown": haul.unknown,
        }});
        println!("{summary}");
    } else {
        if let Some(first) = found.first() {
            println!("{table}");
            if found.len() > TABLE_ROWS {
                println!(
                    " … and {} rarer ones: see the recordings",
                    found.len() - TABLE_ROWS
                );
            }
            println!();
            println!(
                "{} recordings in {}; the first again:",
                found.len(),
                args.out.display()
            );
            println!(
                "  tearpoint replay {}\n",
                args.out
                    .join(format!("{}.rec", first.signature.id))
                    .display()
            );
        }
        let unknown = match haul.unknown {
            0 => String::new(),
            n => format!(", {n} reached a limit"),
        };
        println!(
            "{} runs in {seconds:.1} s, {} signatures{unknown}",
            haul.executions,
            found.len()
        );
    }
    Ok(match (found.is_empty(), haul.unknown) {
        (false, _) => status::FINDING,
        (true, 0) => status::PASS,
        (true, _) => status::LIMIT,
    })
}
