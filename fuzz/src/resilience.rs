//! The second world: configuration × faults × schedule.
//!
//! An input is a built-in scenario file with a few numbers changed, the profile it runs under, a seed, and (for protocols)
//! where others come in between. A file that the edits made senseless is refused, with a message; anything else runs: the
//! books must balance and a run must repeat. What is found goes to the [`Ledger`].

use arbitrary::Arbitrary;
use tearpoint_harness::contract::{Choice, Density, Limits, Scenario, Stream};
use tearpoint_harness::recording::EngineKind;
use tearpoint_harness::scheduler::{PORTFOLIO, RUN_ON};
use tearpoint_harness::session::{Plan, Run, Runner};
use tearpoint_resilience::{load, profiles};
use tearpoint_resilience_command::built_in;
use toml::{Table, Value};

use crate::counters;
use crate::ledger::Ledger;

const TARGET: &str = "resilience";
const CHECK_EVERY: u64 = 64;
const MINIMIZE_RUNS: u64 = 500;
const MAX_EDITS: usize = 6;
const MAX_SWITCHES: usize = 48;
const LIMITS: Limits = Limits {
    steps: 3_000,
    tasks: 64,
    memory_bytes: 16 << 20,
    output_bytes: 1 << 16,
    source_bytes: 1 << 20,
};
/// Users that a run of traffic may have, on average; the file's duration is cut to that.
const MAX_USERS: i64 = 12_000;
/// Numbers that mean something to somebody.
const VALUES: [i64; 24] = [
    0, 1, 2, 3, 4, 5, 8, 10, 20, 50, 90, 100, 200, 249, 250, 500, 1000, 2000, 3000, 8192, 10_000,
    30_000, 60_000, 300_000,
];

/// One run.
#[derive(Clone, Debug, PartialEq, Eq, Arbitrary)]
pub struct ResilienceInput {
    /// Which built-in file.
    pub file: u8,
    /// Which policy, or which defect.
    pub profile: u8,
    pub edits: Vec<Edit>,
    pub seed: u16,
    /// (step, task): who runs there, in place of whoever ran before. Without any, the seed's scheduler decides.
    pub switches: Vec<(u8, u8)>,
}

/// A change of one value of a file, found by its place among the values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Arbitrary)]
pub struct Edit {
    pub place: u8,
    pub change: Change,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Arbitrary)]
pub enum Change {
    /// One of `VALUES`.
    Set(u8),
    /// Times so many quarters.
    Scale(u8),
    /// The default is taken.
    Remove,
}

/// The state of one fuzzing process.
pub struct ResilienceCampaign {
    runner: Runner,
    /// Built-in files: name and text.
    files: Vec<(String, Vec<u8>)>,
    ledger: Ledger,
    runs: u64,
}

impl Default for ResilienceCampaign {
    fn default() -> ResilienceCampaign {
        let built_in = built_in().into_iter();
        ResilienceCampaign {
            runner: Runner::new(EngineKind::Native),
            files: built_in.map(|source| (source.name, source.text)).collect(),
            ledger: Ledger::open(),
            runs: 0,
        }
    }
}

impl ResilienceCampaign {
    /// Runs an input; one whose file is refused is over at once.
    pub fn run(&mut self, input: &ResilienceInput) {
        self.runs += 1;
        let Some((mut scenario, plan, run)) = self.show(input) else {
            return;
        };
        if self.runs.is_multiple_of(CHECK_EVERY) {
            let again = self.run_on(scenario.as_mut(), &plan);
            let (one, two) = (run.digest, again.digest);
            assert!(
                run.equals(&again),
                "one input gave two runs: {one:032x}, {two:032x}"
            );
        }
        let Some(signature) = run.verdict.signature() else {
            return;
        };
        counters::signature(&signature.id);
        if self.ledger.is_new(&signature.id) {
            let id = signature.id.clone();
            self.new_signature(input.clone(), &id);
        }
    }

    /// The run that an input stands for; none if its file is refused.
    fn show(&mut self, input: &ResilienceInput) -> Option<(Box<dyn Scenario>, Plan, Run)> {
        let (name, text) = &self.files[usize::from(input.file) % self.files.len()];
        let text = edited(text, &input.edits);
        let names = match profiles(name, text.as_bytes()) {
            Ok(names) => names,
            Err(error) => return refused(&error.to_string()),
        };
        let profile = &names[usize::from(input.profile) % names.len()];
        let mut scenario = match load(name, text.as_bytes(), profile) {
            Ok(scenario) => scenario,
            Err(error) => return refused(&error.to_string()),
        };
        let plan = plan(input);
        let run = self.run_on(scenario.as_mut(), &plan);
        Some((scenario, plan, run))
    }

    fn run_on(&mut self, scenario: &mut dyn Scenario, plan: &Plan) -> Run {
        let run = self.runner.run(scenario, plan);
        run.unwrap_or_else(|error| panic!("what loads runs: {error}"))
    }

    fn new_signature(&mut self, mut input: ResilienceInput, id: &str) {
        while let Some(smaller) = self.smaller(&input, id) {
            input = smaller;
        }
        let Some((mut scenario, plan, _)) = self.show(&input) else {
            return;
        };
        let mut left = MINIMIZE_RUNS;
        let small = self.runner.minimize(scenario.as_mut(), &plan, &mut || {
            left = left.saturating_sub(1);
            left == 0
        });
        let small = small.unwrap_or_else(|error| panic!("{error}"));
        self.ledger.put(TARGET, id, &small);
    }

    /// An input with one part less that shows the signature, too.
    fn smaller(&mut self, input: &ResilienceInput, id: &str) -> Option<ResilienceInput> {
        candidates(input).into_iter().find(|candidate| {
            let run = self.show(candidate).map(|(.., run)| run);
            let signature = run.as_ref().and_then(|run| run.verdict.signature());
            signature.is_some_and(|signature| signature.id == id)
        })
    }
}

fn refused<T>(message: &str) -> Option<T> {
    assert!(!message.is_empty(), "a refusal says why");
    None
}

fn plan(input: &ResilienceInput) -> Plan {
    let choice = |&(step, task): &(u8, u8)| Choice {
        stream: Stream::Schedule,
        index: u64::from(step),
        value: u64::from(task % 8),
    };
    let deviations: Vec<Choice> = input
        .switches
        .iter()
        .take(MAX_SWITCHES)
        .map(choice)
        .collect();
    Plan {
        seed: u64::from(input.seed),
        scheduler: if deviations.is_empty() {
            PORTFOLIO.spec()
        } else {
            RUN_ON.spec()
        },
        density: Density::Operation,
        limits: LIMITS,
        deviations,
        tampers: Vec::new(),
    }
}

fn candidates(input: &ResilienceInput) -> Vec<ResilienceInput> {
    let mut list = Vec::new();
    let mut edit = |change: &dyn Fn(&mut ResilienceInput)| {
        let mut smaller = input.clone();
        change(&mut smaller);
        if smaller != *input {
            list.push(smaller);
        }
    };
    edit(&|input| input.edits.clear());
    edit(&|input| input.switches.clear());
    for at in 0..input.edits.len() {
        edit(&|input| {
            input.edits.remove(at);
        });
    }
    for at in 0..input.switches.len() {
        edit(&|input| {
            input.switches.remove(at);
        });
    }
    edit(&|input| input.seed = 0);
    list
}

/// The file's text with the edits made, and short enough to run.
fn edited(text: &[u8], edits: &[Edit]) -> String {
    let text = String::from_utf8_lossy(text);
    let mut table: Table = text.parse().expect("a built-in file is TOML");
    for edit in edits.iter().take(MAX_EDITS) {
        let places = count(&Value::Table(table.clone()));
        if places > 0 {
            let mut place = usize::from(edit.place) % places;
            change_table(&mut table, &mut place, edit.change);
        }
    }
    shorten(&mut table);
    table.to_string()
}

/// Numbers and truth values in `value`.
fn count(value: &Value) -> usize {
    match value {
        Value::Integer(_) | Value::Boolean(_) => 1,
        Value::Array(list) => list.iter().map(count).sum(),
        Value::Table(table) => table.iter().map(|(_, value)| count(value)).sum(),
        _ => 0,
    }
}

/// Changes the value that is `place` values away. True once that is done.
fn change_table(table: &mut Table, place: &mut usize, change: Change) -> bool {
    let keys: Vec<String> = table.keys().cloned().collect();
    for key in keys {
        let here = count(&table[&key]);
        if *place >= here {
            *place -= here;
            continue;
        }
        if matches!(table[&key], Value::Integer(_) | Value::Boolean(_)) && change == Change::Remove
        {
            table.remove(&key);
            return true;
        }
        return change_value(&mut table[&key], place, change);
    }
    false
}

fn change_value(value: &mut Value, place: &mut usize, change: Change) -> bool {
    match value {
        Value::Integer(number) => {
            *number = match change {
                Change::Set(which) => VALUES[usize::from(which) % VALUES.len()],
                Change::Scale(quarters) => number.saturating_mul(i64::from(quarters % 17)) / 4,
                Change::Remove => 0,
            };
            true
        }
        Value::Boolean(truth) => {
            *truth = !*truth;
            true
        }
        Value::Array(list) => list.iter_mut().any(|value| {
            let here = count(value);
            if *place >= here {
                *place -= here;
                return false;
            }
            change_value(value, place, change)
        }),
        Value::Table(table) => change_table(table, place, change),
        _ => false,
    }
}

/// Cuts a scenario of traffic to [`MAX_USERS`]; who takes locks elsewhere counts as one, and so does who asks ten times more.
fn shorten(table: &mut Table) {
    let Some(clients) = table.get("clients").and_then(Value::as_table) else {
        return;
    };
    let number = |of: &Table, key: &str| of.get(key).and_then(Value::as_integer);
    let rate = number(clients, "peak-per-s").max(number(clients, "rate-per-s"));
    let retries = number(clients, "retries").unwrap_or(0).clamp(0, 100);
    let lock = table.get("lock").and_then(Value::as_table);
    let elsewhere = lock.and_then(|lock| number(lock, "elsewhere-per-s"));
    let rate = rate.unwrap_or(107).clamp(1, 1_000_000) * (1 + retries / 10);
    let rate = rate + elsewhere.unwrap_or(0).clamp(0, 1_000_000);
    let most = (MAX_USERS * 1000 / rate).max(1000);
    let duration = number(table, "duration-ms").unwrap_or(120_000).min(most);
    table.insert("duration-ms".to_owned(), Value::Integer(duration));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(edits: &[Edit]) -> Table {
        let text = "title = \"t\"\nduration-ms = 1000\nlist = [1, { a = 2, b = true }]\n[pool]\nsize = 4\n";
        edited(text.as_bytes(), edits).parse().unwrap()
    }

    #[test]
    fn each_value_can_be_changed() {
        let plain = with(&[]);
        for place in 0..count(&Value::Table(plain.clone())) as u8 {
            for change in [Change::Set(23), Change::Scale(2), Change::Remove] {
                assert_ne!(with(&[Edit { place, change }]), plain, "{place} {change:?}");
            }
        }
    }

    #[test]
    fn traffic_is_cut_short() {
        let text = "duration-ms = 100000000\n[clients]\nrate-per-s = 1000\n";
        let table: Table = edited(text.as_bytes(), &[]).parse().unwrap();
        assert_eq!(table["duration-ms"].as_integer(), Some(12_000));
        let text = "[clients]\nrate-per-s = 1\n[lock]\nelsewhere-per-s = 300000\n";
        let table: Table = edited(text.as_bytes(), &[]).parse().unwrap();
        assert_eq!(table["duration-ms"].as_integer(), Some(1000));
    }

    #[test]
    fn every_built_in_file_runs_under_every_profile() {
        let mut campaign = ResilienceCampaign::default();
        for file in 0..campaign.files.len() as u8 {
            let (name, text) = campaign.files[usize::from(file)].clone();
            for profile in 0..profiles(&name, &text).unwrap().len() as u8 {
                let input = ResilienceInput {
                    file,
                    profile,
                    edits: Vec::new(),
                    seed: 1,
                    switches: Vec::new(),
                };
                assert!(campaign.show(&input).is_some(), "{name}, profile {profile}");
            }
        }
    }
}
