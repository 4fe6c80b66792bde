//! One scenario on one toolchain: real runs, runs of the model, and whether they agree.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::{Value, json};
use tearpoint_command::Source;
use tearpoint_command::plan::{engine, plan};
use tearpoint_harness::contract::{Class, InputError};
use tearpoint_harness::session::Runner;

use super::ConformArgs;
use super::outcome::{Outcome, is_unknown};
use super::place::Program;
use super::toolchain::{Flags, Toolchain};
use crate::open::{open_with_std, version};

/// How often each outcome came up; or why there are none.
pub type Counted = Result<BTreeMap<Outcome, u64>, String>;

/// A scenario on a toolchain.
pub struct Row {
    pub scenario: String,
    pub go: String,
    pub real: Counted,
    pub model: Counted,
    /// With `--race`: whether the detector reported a race in some run, or why it cannot be asked; and whether the model did.
    pub races: Option<(Result<bool, String>, bool)>,
}

impl Row {
    /// Compares `source` on `toolchain`.
    ///
    /// # Errors
    /// A toolchain or a program that cannot be started.
    pub fn of(
        args: &ConformArgs,
        toolchain: &Toolchain,
        source: &Source,
    ) -> Result<Row, InputError> {
        let real = real(args, toolchain, source)?;
        let (model, raced) = model(args, &toolchain.language(), source)?;
        let races = match args.race {
            true => Some((detector(args, toolchain, source)?, raced)),
            false => None,
        };
        Ok(Row {
            scenario: source.name.clone(),
            go: toolchain.version.clone(),
            real,
            model,
            races,
        })
    }

    /// Every real outcome is among the model's; what one refuses, the other does too. A race that the detector saw the model sees.
    pub fn agrees(&self) -> bool {
        let outcomes = match (&self.real, &self.model) {
            (Ok(real), Ok(model)) => real.keys().all(|outcome| model.contains_key(outcome)),
            (Err(_), Err(_)) => true,
            _ => false,
        };
        outcomes && !matches!(self.races, Some((Ok(true), false)))
    }

    /// What the race detector and the model say, in a few words.
    pub fn races_told(&self) -> Option<String> {
        let (real, model) = self.races.as_ref()?;
        Some(match (real, model) {
            (Err(why), _) => format!("not compared: {why}"),
            (Ok(true), true) => "both".to_owned(),
            (Ok(false), false) => "neither".to_owned(),
            (Ok(true), false) => "the detector only".to_owned(),
            (Ok(false), true) => "the model only".to_owned(),
        })
    }

    /// As a line of JSON.
    pub fn json(&self) -> Value {
        let of = |outcomes: &Counted| match outcomes {
            Err(said) => json!({ "refused": said }),
            Ok(outcomes) => {
                let line = |(outcome, runs): (&Outcome, &u64)| json!({ "class": outcome.class, "message": outcome.message, "printed": outcome.printed, "runs": runs });
                json!(outcomes.iter().map(line).collect::<Vec<_>>())
            }
        };
        let mut line = json!({ "scenario": self.scenario, "go": self.go, "agrees": self.agrees(), "real": of(&self.real), "model": of(&self.model) });
        if let Some((real, model)) = &self.races {
            line["race"] = match real {
                Ok(real) => json!({ "real": real, "model": model }),
                Err(why) => json!({ "skipped": why, "model": model }),
            };
        }
        line
    }
}

fn real(args: &ConformArgs, toolchain: &Toolchain, source: &Source) -> Result<Counted, InputError> {
    let flags = Flags {
        checklinkname: args.common.checklinkname,
        race: false,
    };
    let program = match Program::build(toolchain, source, flags)? {
        Ok(program) => program,
        Err(said) => return Ok(Err(said)),
    };
    let mut outcomes = BTreeMap::new();
    for _ in 0..args.runs() {
        let ended = program.run(Duration::from_secs(args.timeout()), &[])?;
        *outcomes.entry(ended.outcome).or_insert(0) += 1;
    }
    Ok(Ok(outcomes))
}

/// Whether the race detector reports a race in one of the runs.
fn detector(
    args: &ConformArgs,
    toolchain: &Toolchain,
    source: &Source,
) -> Result<Result<bool, String>, InputError> {
    let flags = Flags {
        checklinkname: args.common.checklinkname,
        race: true,
    };
    let program = match Program::build(toolchain, source, flags)? {
        Ok(program) => program,
        Err(said) => return Ok(Err(said.lines().next().unwrap_or_default().to_owned())),
    };
    for _ in 0..args.runs() {
        if program.run(Duration::from_secs(args.timeout()), &[])?.raced {
            return Ok(Ok(true));
        }
    }
    Ok(Ok(false))
}

/// The model's outcomes, and whether it found a race.
fn model(args: &ConformArgs, go: &str, source: &Source) -> Result<(Counted, bool), InputError> {
    let mut plan = plan(&args.common)?;
    let mut scenario = match open_with_std(source, version(go)?, &args.common) {
        Ok(scenario) => scenario,
        Err(error) => return Ok((Err(error.to_string()), false)),
    };
    let mut runner = Runner::new(engine(args.common.engine));
    let mut outcomes = BTreeMap::new();
    let mut raced = false;
    for seed in 0..args.seeds {
        plan.seed = seed;
        let report = runner.run(&mut scenario, &plan)?.report;
        raced |= report
            .findings
            .iter()
            .any(|found| found.class == Class::Race);
        if !is_unknown(&report) {
            *outcomes.entry(Outcome::of(&report)).or_insert(0) += 1;
        }
    }
    Ok((Ok(outcomes), raced))
}
