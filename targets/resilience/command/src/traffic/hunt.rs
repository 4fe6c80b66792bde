//! `tearpoint hunt avalanche`: every policy on the same users, seed by seed.

use std::collections::BTreeMap;
use std::fs;
use std::io::{IsTerminal, stderr};
use std::path::Path;
use std::time::Instant;

use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;
use tearpoint_command::args::{Format, HuntArgs};
use tearpoint_command::hunt::{Occasion, budget, make_out, seeds, shard};
use tearpoint_command::plan::{engine, limits};
use tearpoint_command::recordings::save;
use tearpoint_command::{Failure, Source, status};
use tearpoint_harness::contract::InputError;
use tearpoint_harness::session::{Found, Plan, Runner};
use tearpoint_resilience::scenario::Scenario;
use tearpoint_resilience::traffic::TrafficScenario;
use tearpoint_resilience::traffic::analysis::figures::Figures;

use super::bands::Row;
use super::hunted::{Files, Hunted};
use super::{json, page, plot, show};

/// Seeds when neither `--seeds` nor `--time` is given.
const SEEDS: u64 = 20;

/// The policies that `asked` names; all of the scenario's if it names none.
pub fn policies(scenario: &Scenario, asked: &[String]) -> Vec<String> {
    if !asked.is_empty() {
        return asked.to_vec();
    }
    scenario.policy_names()
}

/// Hunts through `sources`, one after another.
pub fn hunt(args: &HuntArgs, sources: &[Source]) -> Result<u8, Failure> {
    let started = Instant::now();
    let mut totals = [0; 4];
    for (number, source) in (1..).zip(sources) {
        let until = budget(args, Occasion::Asked)?.map(|budget| {
            let share = budget * number / sources.len() as u32;
            started + share
        });
        let hunted = one(args, source, until)?;
        let files = write(args, &hunted)?;
        if args.common.format == Format::Json {
            let lines = json::lines(&hunted, &files);
            lines.iter().for_each(|line| println!("{line}"));
        } else {
            print!("{}", show::hunted(&hunted, &files, number > 1));
        }
        let found = hunted.found.len() as u64;
        let more = [hunted.executions, hunted.users(), found, hunted.unknown];
        totals.iter_mut().zip(more).for_each(|(sum, n)| *sum += n);
    }
    let [executions, users, signatures, unknown] = totals;
    let seconds = started.elapsed().as_secs_f64();
    if args.common.format == Format::Json {
        let summary = json!({ "summary": {
            "executions": executions,
            "seconds": (seconds * 1000.0).round() / 1000.0,
            "signatures": signatures,
            "unknown": unknown,
            "users": users,
        }});
        println!("{summary}");
    } else {
        let limit = match unknown {
            0 => String::new(),
            n => format!(", {n} reached a limit"),
        };
        println!(
            "{executions} runs, {users} users in {seconds:.1} s, {signatures} signatures{limit}"
        );
    }
    Ok(match (signatures, unknown) {
        (0, 0) => status::PASS,
        (0, _) => status::LIMIT,
        _ => status::FINDING,
    })
}

/// Runs every policy of `source` under each seed, until the seeds are through or it is `until`.
fn one(args: &HuntArgs, source: &Source, until: Option<Instant>) -> Result<Hunted, Failure> {
    let text = String::from_utf8_lossy(&source.text);
    let scenario = Scenario::parse(&source.name, &text)?;
    let seeds = match (&args.seeds, &args.time) {
        (None, None) => 0..SEEDS,
        _ => seeds(args, Occasion::Asked)?,
    };
    let (shard, shards) = shard(args.shard.as_deref())?;
    let mut runner = Runner::new(engine(args.common.engine));
    let base = Plan {
        limits: limits(&args.common),
        ..Plan::default()
    };
    let mut opened = Vec::new();
    let mut rows = Vec::new();
    for policy in policies(&scenario, &args.policies) {
        opened.push(TrafficScenario::load(&source.name, &source.text, &policy)?);
        rows.push(Row {
            policy,
            runs: Vec::new(),
        });
    }
    let mut hunted = Hunted {
        name: source.name.clone(),
        source: text.into_owned(),
        scenario,
        rows,
        found: BTreeMap::new(),
        executions: 0,
        unknown: 0,
    };
    let planned = seeds.clone().filter(|seed| seed % shards == shard);
    let length = args.time.is_none().then(|| seeds.end - seeds.start);
    let progress = progress(
        args.common.format,
        length.map(|n| n / shards * opened.len() as u64),
    );
    for seed in planned {
        if hunted.executions > 0 && until.is_some_and(|until| Instant::now() >= until) {
            break;
        }
        for (at, scenario) in opened.iter_mut().enumerate() {
            if let Some(bar) = &progress {
                bar.set_message(format!(
                    "{}: {}, seed {seed}",
                    source.name, hunted.rows[at].policy
                ));
                bar.inc(1);
            }
            let plan = Plan {
                seed,
                ..base.clone()
            };
            let run = match args.common.check {
                true => runner.check(scenario, &plan)?,
                false => runner.run_logged(scenario, &plan)?,
            };
            hunted.executions += 1;
            let row = &mut hunted.rows[at];
            match scenario.figures() {
                Some(figures) => row.runs.push((seed, figures)),
                None => hunted.unknown += 1,
            }
            let Some(signature) = run.verdict.signature().cloned() else {
                continue;
            };
            let id = signature.id.clone();
            if !hunted.found.contains_key(&id) {
                let recording = runner.record(scenario, &plan, &run)?;
                let found = Found {
                    signature,
                    plan,
                    run,
                    recording,
                    runs: 0,
                };
                hunted.found.insert(id.clone(), (found, BTreeMap::new()));
            }
            if let Some((found, policies)) = hunted.found.get_mut(&id) {
                found.runs += 1;
                *policies.entry(row.policy.clone()).or_default() += 1;
            }
        }
    }
    if let Some(bar) = &progress {
        bar.finish_and_clear();
    }
    Ok(hunted)
}

/// A moving line on a terminal; nothing elsewhere.
fn progress(format: Format, runs: Option<u64>) -> Option<ProgressBar> {
    if format == Format::Json || !stderr().is_terminal() {
        return None;
    }
    let bar = runs.map_or_else(ProgressBar::new_spinner, ProgressBar::new);
    let template = match runs {
        Some(_) => "{bar:24} {pos}/{len}  {msg}",
        None => "{spinner} {elapsed_precise} {pos} runs  {msg}",
    };
    bar.set_style(ProgressStyle::with_template(template).expect("a fixed template"));
    Some(bar)
}

fn write(args: &HuntArgs, hunted: &Hunted) -> Result<Files, InputError> {
    make_out(args)?;
    for (id, (found, _)) in &hunted.found {
        save(&found.recording, &args.out.join(format!("{id}.rec")))?;
    }
    let name = file_stem(&hunted.name);
    let shown: Vec<(&str, &Figures)> = hunted.shown().collect();
    let svg = plot::policies(&hunted.scenario, &shown)
        .map_err(|error| InputError(format!("the plot of {name}: {error}")))?;
    let put = |ending: &str, text: &str| {
        let file = args.out.join(format!("{name}.{ending}"));
        match fs::write(&file, text) {
            Ok(()) => Ok(file.display().to_string()),
            Err(error) => Err(InputError(format!("{}: {error}", file.display()))),
        }
    };
    let mut files = Files {
        plot: put("svg", &svg)?,
        page: String::new(),
        out: args.out.display().to_string(),
    };
    files.page = put("html", &page::page(hunted, &files, &svg))?;
    Ok(files)
}

fn file_stem(name: &str) -> String {
    let stem = Path::new(name)
        .file_stem()
        .map(|stem| stem.to_string_lossy().into_owned());
    stem.unwrap_or_else(|| "traffic".to_owned())
}
