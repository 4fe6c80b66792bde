//! `tearpoint conform`: the same scenario on real Go toolchains and in the model, outcome beside outcome.
//!
//! Real programs are run a few times; the model under a few hundred seeds. Every real outcome must be among the model's: what the
//! model reaches beyond that may be rare on the real machine, and is shown, not judged.

mod outcome;
mod toolchain;

use std::collections::BTreeMap;
use std::time::Duration;

use comfy_table::{ContentArrangement, Table, presets};
use serde_json::{Value, json};
use tearpoint_front::load::split_entry;
use tearpoint_harness::contract::InputError;
use tearpoint_harness::session::Runner;

use crate::cli::{ConformArgs, Format};
use crate::open::{chosen, engine, open, plan, version};
use crate::scenarios::Source;
use crate::{Failure, scenarios, status};

use outcome::Outcome;
use toolchain::Toolchain;

/// A scenario on one toolchain.
struct Row {
    scenario: String,
    go: String,
    /// How often each outcome came up; or why there are none.
    real: Result<BTreeMap<Outcome, u64>, String>,
    model: Result<BTreeMap<Outcome, u64>, String>,
}

impl Row {
    /// Every real outcome is among the model's; what one refuses, the other does too.
    fn agrees(&self) -> bool {
        match (&self.real, &self.model) {
            (Ok(real), Ok(model)) => real.keys().all(|outcome| model.contains_key(outcome)),
            (Err(_), Err(_)) => true,
            _ => false,
        }
    }
}

/// Compares as `args` say.
///
/// # Errors
/// A toolchain that is none; a scenario that cannot be read.
pub fn main(args: &ConformArgs) -> Result<u8, Failure> {
    let toolchains: Vec<Toolchain> = args
        .go_roots
        .iter()
        .map(|root| Toolchain::open(root))
        .collect::<Result<_, _>>()?;
    let mut rows = Vec::new();
    for toolchain in &toolchains {
        let profile = version(&toolchain.language())?;
        let filter = chosen(&args.common)?;
        let sources = scenarios::find(
            &args.scenarios,
            args.common.max_source,
            profile,
            filter.as_ref(),
        )?;
        for source in &sources {
            if split_entry(&source.name).1.is_some() {
                let text = format!(
                    "{}: conform takes programs; run tests with `go test` and `tearpoint hunt`",
                    source.name
                );
                return Err(InputError(text).into());
            }
            let row = Row {
                scenario: source.name.clone(),
                go: toolchain.version.clone(),
                real: real(args, toolchain, source)?,
                model: model(args, &toolchain.language(), source)?,
            };
            if args.common.format == Format::Json {
                println!("{}", json_line(&row));
            }
            rows.push(row);
        }
    }
    let agreeing = rows.iter().filter(|row| row.agrees()).count();
    if args.common.format == Format::Json {
        println!(
            "{}",
            json!({ "summary": { "compared": rows.len(), "agree": agreeing } })
        );
    } else {
        println!("{}\n\n{agreeing} of {} agree", table(&rows), rows.len());
    }
    Ok(if agreeing == rows.len() {
        status::PASS
    } else {
        status::FINDING
    })
}

type Counted = Result<BTreeMap<Outcome, u64>, String>;

fn real(args: &ConformArgs, toolchain: &Toolchain, source: &Source) -> Result<Counted, InputError> {
    let text = String::from_utf8_lossy(&source.text);
    let program = match toolchain.build(&text, args.common.checklinkname)? {
        Ok(program) => program,
        Err(said) => return Ok(Err(said)),
    };
    let mut outcomes = BTreeMap::new();
    for _ in 0..args.runs {
        let outcome = program.run(Duration::from_secs(args.timeout))?;
        *outcomes.entry(outcome).or_insert(0) += 1;
    }
    Ok(Ok(outcomes))
}

fn model(args: &ConformArgs, go: &str, source: &Source) -> Result<Counted, InputError> {
    let mut plan = plan(&args.common)?;
    let mut scenario = match open(source, version(go)?, &plan.limits) {
        Ok(scenario) => scenario,
        Err(error) => return Ok(Err(error.to_string())),
    };
    let mut runner = Runner::new(engine(args.common.engine));
    let mut outcomes = BTreeMap::new();
    for seed in 0..args.seeds {
        plan.seed = seed;
        let report = runner.run(&mut scenario, &plan)?.report;
        let outcome = Outcome {
            class: report.class.to_string(),
            message: report.message,
        };
        *outcomes.entry(outcome).or_insert(0) += 1;
    }
    Ok(Ok(outcomes))
}

fn table(rows: &[Row]) -> Table {
    let mut table = Table::new();
    table
        .load_preset(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Dynamic);
    table.set_header(["scenario", "go", "real", "model", ""]);
    for row in rows {
        let word = if row.agrees() { "agrees" } else { "DIFFERS" };
        table.add_row([
            &row.scenario,
            &row.go,
            &told(&row.real),
            &told(&row.model),
            word,
        ]);
    }
    table
}

fn told(outcomes: &Counted) -> String {
    match outcomes {
        Err(said) => format!("refused: {said}"),
        Ok(outcomes) => {
            let line = |(outcome, runs): (&Outcome, &u64)| match outcome.message.as_str() {
                "" => format!("{runs}x {}", outcome.class),
                message => format!("{runs}x {message}"),
            };
            let lines: Vec<String> = outcomes.iter().map(line).collect();
            lines.join("\n")
        }
    }
}

fn json_line(row: &Row) -> Value {
    let of = |outcomes: &Counted| match outcomes {
        Err(said) => json!({ "refused": said }),
        Ok(outcomes) => {
            let line = |(outcome, runs): (&Outcome, &u64)| json!({ "class": outcome.class, "message": outcome.message, "runs": runs });
            json!(outcomes.iter().map(line).collect::<Vec<_>>())
        }
    };
    json!({ "scenario": row.scenario, "go": row.go, "agrees": row.agrees(), "real": of(&row.real), "model": of(&row.model) })
}
