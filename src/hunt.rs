//! `tearpoint hunt`, and the bare command: many seeds, grouped by signature, one recording each.

use std::collections::BTreeMap;
use std::fs;
use std::io::{IsTerminal, stderr};
use std::ops::Range;
use std::time::{Duration, Instant};

use comfy_table::{ContentArrangement, Table, presets};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;
use tearpoint_harness::contract::{InputError, Scenario};
use tearpoint_harness::session::{Found, HuntPlan, Hunted, Runner, Tally};

use crate::cli::{Format, HuntArgs};
use crate::json::RunJson;
use crate::open::{check_linknames, chosen, engine, open, plan, version};
use crate::replay::save;
use crate::{Failure, resilience, scenarios, status};

/// Who asked for the hunt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `hunt`, with its flags.
    Asked,
    /// The bare command: every built-in scenario, first as it is, then tampered with.
    Tour,
}

/// Seeds a scenario gets when neither `--seeds` nor `--time` is given.
const DEFAULT_SEEDS: u64 = 10_000;
/// The same, for the bare command, and the time it takes at most.
const TOUR_SEEDS: u64 = 20_000;
const TOUR_TIME: Duration = Duration::from_secs(30);

/// Rows of the table people see; the rest are in the folder, and in the JSON.
const TABLE_ROWS: usize = 40;

/// What all scenarios of a hunt brought together.
#[derive(Default)]
struct Haul {
    executions: u64,
    unknown: u64,
    found: BTreeMap<String, Found>,
}

/// Hunts as `args` say.
pub fn hunt(args: &HuntArgs, kind: Kind) -> Result<u8, Failure> {
    if let Some(sources) = resilience::find_all(&args.scenarios, args.common.max_source)? {
        return resilience::hunt(args, &sources);
    }
    if !args.policies.is_empty() {
        return Err(no_policies().into());
    }
    let started = Instant::now();
    let mut hunt = HuntPlan {
        plan: plan(&args.common)?,
        ..HuntPlan::default()
    };
    (hunt.shard, hunt.shards) = shard(args.shard.as_deref())?;
    let budget = budget(args, kind)?;
    hunt.seeds = seeds(args, kind)?;
    let profile = version(&args.common.go)?;
    let sources = scenarios::find(
        &args.scenarios,
        args.common.max_source,
        profile,
        chosen(&args.common)?.as_ref(),
    )?;
    let mut opened = Vec::new();
    for source in &sources {
        check_linknames(source, profile, &args.common)?;
        opened.push(open(source, profile, &hunt.plan.limits)?);
    }
    let passes: &[bool] = match kind {
        Kind::Tour if !args.tamper => &[false, true],
        _ => &[args.tamper],
    };
    let mut runner = Runner::new(engine(args.common.engine));
    let progress = Progress::new(args.common.format);
    let mut haul = Haul::default();
    let parts = (opened.len() * passes.len()) as u32;
    let jobs = passes
        .iter()
        .flat_map(|&tamper| (0..sources.len()).map(move |at| (tamper, at)));
    for (part, (tamper, at)) in (1..=parts).zip(jobs) {
        hunt.tamper = tamper;
        let deadline = budget.map(|budget| started + budget * part / parts);
        let name = &sources[at].name;
        let mut stop = |tally: &Tally| {
            progress.show(name, tamper, &haul, tally);
            deadline.is_some_and(|deadline| {
                tally.executions.is_multiple_of(16) && Instant::now() >= deadline
            })
        };
        let hunted = if args.common.check {
            checked(&mut runner, &mut opened[at], &hunt, &mut stop)?
        } else {
            runner.hunt(&mut opened[at], &hunt, &mut stop)?
        };
        haul.executions += hunted.tally.executions;
        haul.unknown += hunted.tally.unknown;
        progress.line(name, tamper, &hunted.tally);
        hunted
            .found
            .into_iter()
            .for_each(|found| merge(&mut haul.found, found));
    }
    progress.clear();
    finish(args, &haul, started.elapsed())
}

/// As [`Runner::hunt`], each seed run twice first: a difference is an error.
pub fn checked(
    runner: &mut Runner,
    scenario: &mut dyn Scenario,
    hunt: &HuntPlan,
    stop: &mut dyn FnMut(&Tally) -> bool,
) -> Result<Hunted, Failure> {
    let mut plan = hunt.plan.clone();
    let mut tally = Tally::default();
    for seed in hunt
        .seeds
        .clone()
        .filter(|seed| seed % hunt.shards == hunt.shard)
    {
        if stop(&tally) {
            break;
        }
        plan.seed = seed;
        plan.tampers = if hunt.tamper {
            scenario.draw_tampers(seed)
        } else {
            Vec::new()
        };
        runner.check(scenario, &plan)?;
        tally.executions += 1;
    }
    Ok(runner.hunt(scenario, hunt, &mut |hunted| {
        hunted.executions >= tally.executions
    })?)
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
pub fn make_out(args: &HuntArgs) -> Result<(), InputError> {
    fs::create_dir_all(&args.out).map_err(|error| {
        InputError(format!(
            "{}: {error}; choose another folder with --out",
            args.out.display()
        ))
    })
}

/// Writes the recordings and says what was found.
fn finish(args: &HuntArgs, haul: &Haul, took: Duration) -> Result<u8, Failure> {
    let mut found: Vec<&Found> = haul.found.values().collect();
    found.sort_by_key(|found| (std::cmp::Reverse(found.runs), found.signature.id.clone()));
    if !found.is_empty() {
        make_out(args)?;
    }
    let mut table = Table::new();
    table
        .load_preset(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Dynamic);
    table.set_header(["signature", "runs", "what tore", "smallest run"]);
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

/// The seeds to run.
pub fn seeds(args: &HuntArgs, kind: Kind) -> Result<Range<u64>, InputError> {
    let Some(text) = &args.seeds else {
        let count = match (kind, &args.time) {
            (_, Some(_)) => u64::MAX,
            (Kind::Tour, None) => TOUR_SEEDS,
            (Kind::Asked, None) => DEFAULT_SEEDS,
        };
        return Ok(0..count);
    };
    let parsed = text
        .split_once("..")
        .and_then(|(a, b)| Some(a.parse().ok()?..b.parse().ok()?));
    parsed.filter(|seeds: &Range<u64>| !seeds.is_empty()).ok_or_else(|| {
        InputError(format!("--seeds {text}: not a range of seeds; write for example 0..10000 (the end is left out)"))
    })
}

/// How long a hunt may go on.
pub fn budget(args: &HuntArgs, kind: Kind) -> Result<Option<Duration>, InputError> {
    let Some(text) = &args.time else {
        return Ok((kind == Kind::Tour && args.seeds.is_none()).then_some(TOUR_TIME));
    };
    let wrong = || {
        InputError(format!(
            "--time {text}: not a time; write for example 30s, 5m or 2h"
        ))
    };
    let unit = text.chars().last().ok_or_else(wrong)?;
    let number: u64 = text[..text.len() - unit.len_utf8()]
        .parse()
        .map_err(|_| wrong())?;
    let seconds = match unit {
        's' => 1,
        'm' => 60,
        'h' => 3600,
        _ => return Err(wrong()),
    };
    number
        .checked_mul(seconds)
        .filter(|&n| n <= 1 << 32)
        .map(|n| Some(Duration::from_secs(n)))
        .ok_or_else(wrong)
}

/// Which part of how many.
pub fn shard(text: Option<&str>) -> Result<(u64, u64), InputError> {
    let Some(text) = text else { return Ok((0, 1)) };
    let parsed = text
        .split_once('/')
        .and_then(|(i, n)| Some((i.parse().ok()?, n.parse().ok()?)));
    let (shard, shards) =
        parsed.ok_or_else(|| InputError(format!("--shard {text}: write I/N, for example 0/4")))?;
    if shard >= shards {
        return Err(InputError(format!(
            "no shard {text}: shards are numbered from 0 to one less than their count"
        )));
    }
    Ok((shard, shards))
}

/// What `--policy` says to a Go scenario.
pub fn no_policies() -> InputError {
    InputError(
        "--policy: only scenarios of traffic and of protocols have any (see `tearpoint list scenarios`)"
            .to_owned(),
    )
}

/// A moving line on a terminal; elsewhere a plain line for each scenario. To standard error; silent in JSON.
struct Progress {
    bar: Option<ProgressBar>,
    lines: bool,
}

impl Progress {
    fn new(format: Format) -> Progress {
        if format == Format::Json {
            return Progress {
                bar: None,
                lines: false,
            };
        }
        let terminal = stderr().is_terminal();
        let bar = terminal.then(|| {
            let bar = ProgressBar::new_spinner();
            bar.set_style(
                ProgressStyle::with_template("{spinner} {elapsed_precise} {msg}")
                    .expect("a fixed template"),
            );
            bar
        });
        Progress {
            bar,
            lines: !terminal,
        }
    }

    fn show(&self, name: &str, tamper: bool, haul: &Haul, tally: &Tally) {
        if let Some(bar) = &self.bar
            && tally.executions.is_multiple_of(256)
        {
            let how = if tamper { ", tampering" } else { "" };
            let signatures = haul.found.len() as u64 + tally.signatures;
            bar.set_message(format!(
                "{name}{how}: {} runs, {signatures} signatures",
                haul.executions + tally.executions
            ));
            bar.tick();
        }
    }

    fn line(&self, name: &str, tamper: bool, tally: &Tally) {
        if self.lines {
            let how = if tamper { ", tampering" } else { "" };
            let Tally {
                executions,
                failed,
                unknown,
                signatures,
                ..
            } = tally;
            eprintln!(
                "{name}{how}: {executions} runs, {failed} failed, {unknown} unknown, {signatures} signatures"
            );
        }
    }

    fn clear(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
