//! Whether the model reaches what real Go did.

use std::collections::{BTreeMap, BTreeSet};

use tearpoint_command::Source;
use tearpoint_command::plan::{engine, plan};
use tearpoint_harness::contract::InputError;
use tearpoint_harness::session::{Plan, Runner};
use tearpoint_runtime::profile::Profile;

use crate::conform::ConformArgs;
use crate::conform::outcome::{Outcome, is_unknown};
use crate::open::open;

/// Steps of one run: a generated program ends within a few hundred, or never.
const STEPS: u64 = 50_000;
/// Steps of all runs of one program.
const ALL_STEPS: u64 = 3_000_000;
/// Seeds before it can be said that the model's outcomes are too many.
const ENOUGH: u64 = 100;
/// The model's outcomes are too many to tell if of so many runs one or more showed what no other did.
const ONE_IN: u64 = 40;

/// What came of a comparison.
pub enum Judged {
    /// The model reaches every real outcome.
    Agrees,
    /// It does, but for the order of what was printed.
    AgreesUnordered,
    /// It does not.
    Differs(Difference),
    /// Nobody knows, and why.
    Skipped(String),
}

/// A real outcome that the model does not reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The first of them.
    pub real: Outcome,
    /// All real outcomes.
    pub reals: BTreeSet<Outcome>,
    /// The model's most frequent outcome.
    pub model: Outcome,
    /// How many different ones the model has.
    pub models: usize,
}

impl Difference {
    /// What is the same in two differences of one cause: how each side ended. Numbers may change while a program gets smaller.
    pub fn cause(&self) -> (String, String) {
        let end = |outcome: &Outcome, other: &Outcome| {
            let message = match outcome.message.as_str() {
                "" => outcome.class.clone(),
                message => plain(message),
            };
            let same = (&outcome.class, &outcome.message) == (&other.class, &other.message);
            if same {
                format!("{message}, other output")
            } else {
                message
            }
        };
        (end(&self.real, &self.model), end(&self.model, &self.real))
    }
}

/// A message with its numbers left out.
fn plain(message: &str) -> String {
    let mut out = String::new();
    for c in message.chars() {
        match c.is_ascii_digit() {
            true if out.ends_with('N') => {}
            true => out.push('N'),
            false => out.push(c),
        }
    }
    out
}

/// Runs programs in the model.
pub struct Judge {
    plan: Plan,
    runner: Runner,
    profile: &'static Profile,
    seeds: u64,
}

impl Judge {
    /// As the flags say.
    ///
    /// # Errors
    /// An unknown scheduler.
    pub fn new(args: &ConformArgs, profile: &'static Profile) -> Result<Judge, InputError> {
        let mut plan = plan(&args.common)?;
        plan.limits.steps = plan.limits.steps.min(STEPS);
        Ok(Judge {
            plan,
            runner: Runner::new(engine(args.common.engine)),
            profile,
            seeds: args.seeds,
        })
    }

    /// Compares the program `text` with what it did on real Go.
    ///
    /// # Errors
    /// A plan that the engine refuses.
    pub fn judge(&mut self, text: &str, real: &BTreeSet<Outcome>) -> Result<Judged, InputError> {
        let source = Source {
            name: "generated.go".to_owned(),
            text: text.as_bytes().to_vec(),
        };
        let mut scenario = match open(&source, self.profile, &self.plan.limits) {
            Ok(scenario) => scenario,
            Err(error) => return Ok(Judged::Skipped(format!("the model refuses it: {error}"))),
        };
        let mut missing: BTreeSet<&Outcome> = real.iter().collect();
        let mut unordered: BTreeSet<Outcome> = BTreeSet::new();
        let mut seen: BTreeMap<Outcome, u64> = BTreeMap::new();
        let (mut steps, mut runs, mut limits) = (0, 0, 0);
        for seed in 0..self.seeds {
            self.plan.seed = seed;
            let run = self.runner.run(&mut scenario, &self.plan)?;
            steps += run.steps;
            runs += 1;
            if is_unknown(&run.report) {
                limits += 1;
            } else {
                let outcome = Outcome::of(&run.report);
                missing.remove(&outcome);
                unordered.insert(outcome.unordered());
                *seen.entry(outcome).or_insert(0) += 1;
            }
            if missing.is_empty() || steps > ALL_STEPS {
                break;
            }
        }
        if missing.is_empty() {
            return Ok(Judged::Agrees);
        }
        missing.retain(|outcome| !unordered.contains(&outcome.unordered()));
        let all = missing.len();
        missing.retain(|outcome| !outcome.is_mixed());
        missing.retain(|outcome| !seen.keys().any(|model| outcome.dies_late(model)));
        if all > 0 && missing.is_empty() {
            let why = "other goroutines of the real program ran on while it died";
            return Ok(Judged::Skipped(why.to_owned()));
        }
        let Some(&first) = missing.iter().next() else {
            return Ok(Judged::AgreesUnordered);
        };
        let Some((most, _)) = seen.iter().max_by_key(|&(_, count)| *count) else {
            return Ok(Judged::Skipped("the model reaches a limit".to_owned()));
        };
        // A kind of end that the model never has is a difference, however many outputs there are.
        let ends = |a: &Outcome, b: &Outcome| (&a.class, &a.message) == (&b.class, &b.message);
        let known = seen.keys().any(|outcome| ends(outcome, first));
        let rare = seen.values().filter(|&&count| count == 1).count() as u64;
        if known && (runs < ENOUGH || rare * ONE_IN > runs) {
            return Ok(Judged::Skipped("more outcomes than can be told".to_owned()));
        }
        if !known && limits > 0 {
            return Ok(Judged::Skipped("the model reaches a limit".to_owned()));
        }
        // Beside the real outcome stands one that ends alike, if there is one.
        let alike = seen.keys().find(|outcome| ends(outcome, first));
        Ok(Judged::Differs(Difference {
            real: first.clone(),
            reals: real.clone(),
            model: alike.unwrap_or(most).clone(),
            models: seen.len(),
        }))
    }
}
