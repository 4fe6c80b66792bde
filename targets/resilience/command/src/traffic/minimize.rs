//! `tearpoint minimize` of a run of traffic: the smallest scenario that still shows the signature with this seed.
//!
//! What can go, goes: other policies, defences of this one, faults and their parts, the ramp; then time, second by second from the
//! end. A smaller scenario counts only if its run has the signature; none of the steps left out can be left out alone.

use tearpoint_command::args::{Format, MinimizeArgs};
use tearpoint_command::json::RunJson;
use tearpoint_command::recordings::save;
use tearpoint_command::{Failure, status};
use tearpoint_harness::contract::InputError;
use tearpoint_harness::recording::Recording;
use tearpoint_harness::session::{Plan, Run, Runner, plan_of};
use tearpoint_resilience::traffic::TrafficScenario;
use toml::{Table, Value};

struct Search<'a> {
    runner: Runner,
    recording: &'a Recording,
    plan: Plan,
    id: String,
    left: u64,
    executions: u64,
}

/// Minimizes `recording` as `args` say.
pub fn minimize(args: &MinimizeArgs, recording: &Recording) -> Result<u8, Failure> {
    let mut search = Search {
        runner: Runner::new(recording.engine),
        recording,
        plan: plan_of(recording)?,
        id: String::new(),
        left: args.max_runs,
        executions: 0,
    };
    let text = String::from_utf8_lossy(&recording.source);
    let (_, run) = search.run(&text)?;
    let Some(signature) = run.verdict.signature() else {
        return nothing(args, "the run does not fail");
    };
    search.id = signature.id.clone();
    let table: Table = toml::from_str(&text).map_err(|error| InputError(error.to_string()))?;
    let before = text_of(&table)?;
    let table = search.fewer_parts(table)?;
    let table = search.shorter(table)?;
    let small = text_of(&table)?;
    if small == before {
        return nothing(args, "no policy, defence, fault or second can be left out");
    }
    let (mut scenario, run) = search.run(&small)?;
    let recording = search.runner.record(&mut scenario, &search.plan, &run)?;
    save(&recording, &args.out)?;
    if args.format == Format::Json {
        let mut line = RunJson::new(&recording, &run.report, &run.verdict);
        line.recording = Some(args.out.display().to_string());
        line.print();
        return Ok(status::FINDING);
    }
    println!("{}\n", run.verdict);
    // A step ends each second, and one the run.
    println!(
        "seconds      {:>8} -> {}",
        search.recording.steps.saturating_sub(1),
        recording.steps.saturating_sub(1)
    );
    println!(
        "lines        {:>8} -> {}",
        before.lines().count(),
        small.lines().count()
    );
    println!(
        "{} runs; written to {}\n\n{small}",
        search.executions,
        args.out.display()
    );
    Ok(status::FINDING)
}

fn nothing(args: &MinimizeArgs, why: &str) -> Result<u8, Failure> {
    match args.format {
        Format::Json => println!("{}", serde_json::json!({ "minimized": false, "why": why })),
        Format::Text => println!("nothing to minimize: {why}"),
    }
    Ok(status::PASS)
}

fn text_of(table: &Table) -> Result<String, InputError> {
    toml::to_string(table).map_err(|error| InputError(error.to_string()))
}

impl Search<'_> {
    /// Runs the scenario `text` with the recording's policy and seed.
    fn run(&mut self, text: &str) -> Result<(TrafficScenario, Run), InputError> {
        let Recording {
            scenario, profile, ..
        } = self.recording;
        let mut scenario = TrafficScenario::load(scenario, text.as_bytes(), profile)?;
        self.executions += 1;
        let run = self.runner.run_logged(&mut scenario, &self.plan)?;
        Ok((scenario, run))
    }

    /// Whether `table` is a scenario that shows the signature. No, once all runs are spent.
    fn shows(&mut self, table: &Table) -> Result<bool, Failure> {
        if self.left == 0 {
            return Ok(false);
        }
        self.left -= 1;
        let Ok((_, run)) = self.run(&text_of(table)?) else {
            return Ok(false);
        };
        Ok(run
            .verdict
            .signature()
            .is_some_and(|signature| signature.id == self.id))
    }

    /// Leaves out one part after another, until none can go.
    fn fewer_parts(&mut self, mut table: Table) -> Result<Table, Failure> {
        'again: loop {
            for candidate in candidates(&table, &self.recording.profile) {
                if self.shows(&candidate)? {
                    table = candidate;
                    continue 'again;
                }
            }
            return Ok(table);
        }
    }

    /// The fewest seconds, by halving.
    fn shorter(&mut self, table: Table) -> Result<Table, Failure> {
        let with = |seconds: i64| {
            let mut shorter = table.clone();
            shorter.insert("duration-ms".to_owned(), Value::Integer(seconds * 1000));
            shorter
        };
        let (mut fails, mut shows) = (0, self.recording.steps as i64);
        let mut best = table.clone();
        while shows - fails > 1 {
            let middle = fails + (shows - fails) / 2;
            let shorter = with(middle);
            if self.shows(&shorter)? {
                (shows, best) = (middle, shorter);
            } else {
                fails = middle;
            }
        }
        Ok(best)
    }
}

/// Scenarios with one part less, largest parts first.
fn candidates(table: &Table, policy: &str) -> Vec<Table> {
    let mut list = Vec::new();
    let entries = |table: &Table, key: &str| {
        table
            .get(key)
            .and_then(Value::as_array)
            .cloned()
            .unwrap_or_default()
    };
    let mut without = |change: &dyn Fn(&mut Table)| {
        let mut smaller = table.clone();
        change(&mut smaller);
        list.extend((smaller != *table).then_some(smaller));
    };
    let is_ours = |entry: &Value| entry.get("name").and_then(Value::as_str) == Some(policy);
    without(&|table| {
        let policies = entries(table, "policy").into_iter().filter(is_ours);
        table.insert("policy".to_owned(), Value::Array(policies.collect()));
    });
    for at in 0..entries(table, "fault").len() {
        without(&|table| {
            let mut faults = entries(table, "fault");
            faults.remove(at);
            table.insert("fault".to_owned(), Value::Array(faults));
        });
    }
    for (at, policy) in entries(table, "policy").iter().enumerate() {
        let defences = policy.get("defences").and_then(Value::as_array);
        for defence in 0..defences.map_or(0, Vec::len) {
            without(&|table| {
                if let Some(list) =
                    inside(table, "policy", at).and_then(|policy| policy.get_mut("defences"))
                {
                    list.as_array_mut().map(|list| list.remove(defence));
                }
            });
        }
    }
    for (at, fault) in entries(table, "fault").iter().enumerate() {
        let keys = fault.as_table().into_iter().flat_map(Table::keys);
        for key in keys.filter(|key| !["at-ms", "until-ms"].contains(&key.as_str())) {
            without(&|table| {
                inside(table, "fault", at).map(|fault| fault.remove(key));
            });
        }
    }
    without(&|table| {
        if let Some(clients) = table.get_mut("clients").and_then(Value::as_table_mut) {
            for key in ["peak-per-s", "ramp-start-ms", "ramp-end-ms"] {
                clients.remove(key);
            }
        }
    });
    list
}

/// The table at `at` of an array of tables.
fn inside<'a>(table: &'a mut Table, key: &str, at: usize) -> Option<&'a mut Table> {
    table
        .get_mut(key)?
        .as_array_mut()?
        .get_mut(at)?
        .as_table_mut()
}
