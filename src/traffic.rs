//! `tearpoint hunt avalanche`: every policy of a traffic scenario on the same users, side by side.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::Instant;

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};
use include_dir::{Dir, include_dir};
use serde::Serialize;
use serde_json::json;
use tearpoint_harness::contract::InputError;
use tearpoint_harness::session::{Found, Plan, Runner};
use tearpoint_targets::resilience::figures::Figures;
use tearpoint_targets::resilience::scenario::Scenario;
use tearpoint_targets::resilience::world::ResilienceScenario;

use crate::cli::{Format, HuntArgs};
use crate::hunt::make_out;
use crate::open::{engine, plan};
use crate::plot;
use crate::replay::save;
use crate::scenarios::Source;
use crate::{Failure, status};

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/corpus/resilience");

/// Seeds when `--seeds` is not given.
const SEEDS: u64 = 20;
const SPARK_COLUMNS: usize = 30;

/// The names of the built-in traffic scenarios.
pub fn built_in() -> Vec<Source> {
    let mut list: Vec<Source> = BUILT_IN
        .files()
        .filter(|file| file.path().extension().is_some_and(|ext| ext == "toml"))
        .map(|file| Source {
            name: file.path().with_extension("").display().to_string(),
            text: file.contents().to_vec(),
        })
        .collect();
    list.sort_by(|a, b| a.name.cmp(&b.name));
    list
}

/// The traffic scenario that `name` means: a built-in one, or a TOML file.
///
/// # Errors
/// A file that cannot be read.
pub fn find(name: &str) -> Result<Option<Source>, InputError> {
    if let Some(known) = built_in().into_iter().find(|source| source.name == name) {
        return Ok(Some(known));
    }
    if Path::new(name).extension().is_none_or(|ext| ext != "toml") {
        return Ok(None);
    }
    let text = fs::read(name).map_err(|error| InputError(format!("{name}: {error}")))?;
    Ok(Some(Source {
        name: name.to_owned(),
        text,
    }))
}

/// One policy's runs.
struct Row {
    policy: String,
    figures: Vec<Figures>,
}

/// Runs every policy of `source` under the same seeds.
pub fn hunt(args: &HuntArgs, source: &Source) -> Result<u8, Failure> {
    let started = Instant::now();
    let text = String::from_utf8_lossy(&source.text).into_owned();
    let scenario = Scenario::parse(&source.name, &text)?;
    let seeds = match &args.seeds {
        Some(_) => crate::hunt::seeds(args, crate::hunt::Kind::Asked)?,
        None => 0..SEEDS,
    };
    let mut runner = Runner::new(engine(args.common.engine));
    let base = Plan {
        limits: plan(&args.common)?.limits,
        ..Plan::default()
    };
    let mut rows = Vec::new();
    let mut found: BTreeMap<String, Found> = BTreeMap::new();
    let mut executions = 0;
    let mut names: Vec<String> = scenario
        .policies
        .iter()
        .map(|policy| policy.name.clone())
        .collect();
    if names.is_empty() {
        names.push("none".to_owned());
    }
    for policy in names {
        let mut opened = ResilienceScenario::load(&source.name, &source.text, &policy)?;
        let mut figures = Vec::new();
        for seed in seeds.clone() {
            let plan = Plan {
                seed,
                ..base.clone()
            };
            let run = runner.run_logged(&mut opened, &plan)?;
            executions += 1;
            figures.extend(opened.figures());
            let Some(signature) = run.verdict.signature().cloned() else {
                continue;
            };
            match found.get_mut(&signature.id) {
                Some(found) => found.runs += 1,
                None => {
                    let recording = runner.record(&mut opened, &plan, &run)?;
                    let entry = Found {
                        signature,
                        plan,
                        run,
                        recording,
                        runs: 1,
                    };
                    found.insert(entry.signature.id.clone(), entry);
                }
            }
        }
        rows.push(Row { policy, figures });
    }
    make_out(args)?;
    for (id, found) in &found {
        save(&found.recording, &args.out.join(format!("{id}.rec")))?;
    }
    let plot_file = args.out.join(format!("{}.svg", file_stem(&source.name)));
    let lines: Vec<(&str, &Figures)> = rows
        .iter()
        .filter_map(|row| Some((row.policy.as_str(), row.figures.first()?)))
        .collect();
    let svg = plot::policies(&scenario.title, &lines)
        .map_err(|error| InputError(format!("{}: {error}", plot_file.display())))?;
    fs::write(&plot_file, svg)
        .map_err(|error| InputError(format!("{}: {error}", plot_file.display())))?;
    let seconds = started.elapsed().as_secs_f64();
    let users: u64 = rows
        .iter()
        .flat_map(|row| &row.figures)
        .map(|figures| figures.users)
        .sum();
    if args.common.format == Format::Json {
        rows.iter().for_each(|row| println!("{}", json_line(row)));
        let summary = json!({ "summary": {
            "executions": executions,
            "seconds": (seconds * 1000.0).round() / 1000.0,
            "signatures": found.len(),
            "unknown": 0,
            "users": users,
            "plot": plot_file.display().to_string(),
        }});
        println!("{summary}");
    } else {
        println!("{}\n\n{}\n", scenario.title, table(&rows));
        for (id, found) in &found {
            let cause = found
                .run
                .report
                .findings
                .first()
                .and_then(|crash| crash.cause.first());
            println!(
                "{id}  {} ({} runs): {}",
                found.signature.title,
                found.runs,
                cause.map_or("", String::as_str)
            );
        }
        println!("\nplot: {}", plot_file.display());
        println!(
            "{executions} runs, {users} users in {seconds:.1} s, {} signatures",
            found.len()
        );
    }
    Ok(if found.is_empty() {
        status::PASS
    } else {
        status::FINDING
    })
}

fn file_stem(name: &str) -> String {
    let stem = Path::new(name)
        .file_stem()
        .map(|stem| stem.to_string_lossy().into_owned());
    stem.unwrap_or_else(|| "traffic".to_owned())
}

/// Lowest, middle and highest of a figure over the seeds.
#[derive(Clone, Copy, Debug, Serialize)]
struct Band {
    median: f64,
    min: f64,
    max: f64,
    /// In how many of the runs there was such a figure.
    of: usize,
}

impl Band {
    fn of(values: impl Iterator<Item = f64>) -> Option<Band> {
        let mut values: Vec<f64> = values.collect();
        values.sort_by(f64::total_cmp);
        Some(Band {
            median: *values.get(values.len() / 2)?,
            min: *values.first()?,
            max: *values.last()?,
            of: values.len(),
        })
    }

    fn show(band: Option<Band>, digits: usize) -> String {
        band.map_or_else(
            || "–".to_owned(),
            |Band {
                 median, min, max, ..
             }| format!("{median:.digits$} ({min:.digits$}–{max:.digits$})"),
        )
    }
}

const MILLION: f64 = 1e6;
const SECOND: f64 = 1e9;

/// The columns of the table: heading, digits, and the figure in each run.
type Column = (&'static str, usize, fn(&Figures) -> Option<f64>);

const COLUMNS: [Column; 9] = [
    ("good answers, %", 1, |f| Some(f.shares()[0] as f64 / 1e4)),
    ("… or cached, %", 1, |f| Some(f.shares()[1] as f64 / 1e4)),
    ("… or refused, %", 2, |f| Some(f.shares()[2] as f64 / 1e4)),
    ("core served, %", 1, |f| Some(f.core_share() as f64 / 1e4)),
    ("p99 before, ms", 0, |f| {
        f.p99_before.map(|p| p as f64 / MILLION)
    }),
    ("p99 after 60 s, ms", 0, |f| {
        f.p99_during.map(|p| p as f64 / MILLION)
    }),
    ("collapse, s", 0, |f| {
        f.judgement.collapse.map(|t| t as f64 / SECOND)
    }),
    ("detected, s", 1, |f| {
        f.judgement.detected.map(|t| t as f64 / SECOND)
    }),
    ("trips", 0, |f| Some(f.judgement.trips as f64)),
];

fn table(rows: &[Row]) -> Table {
    let mut table = Table::new();
    table
        .load_preset(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Dynamic);
    let mut header = vec!["policy".to_owned()];
    header.extend(COLUMNS.iter().map(|(name, ..)| (*name).to_owned()));
    header.push("good answers over time".to_owned());
    table.set_header(header);
    for row in rows {
        let mut cells = vec![row.policy.clone()];
        for (_, digits, figure) in COLUMNS {
            let band = Band::of(row.figures.iter().filter_map(figure));
            cells.push(Band::show(band, digits));
        }
        cells.push(row.figures.first().map_or(String::new(), spark));
        table.add_row(cells);
    }
    for column in table.column_iter_mut().skip(1).take(COLUMNS.len()) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}

/// The share of good answers over time, of the first seed.
fn spark(figures: &Figures) -> String {
    const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let chunk = figures.seconds.len().div_ceil(SPARK_COLUMNS).max(1);
    figures
        .seconds
        .chunks(chunk)
        .map(|seconds| {
            let (ok, arrived) = seconds.iter().fold((0, 0), |sum, second| {
                (sum.0 + second.ok, sum.1 + second.arrived)
            });
            let level = ok * BARS.len() as u64 / arrived.max(1);
            BARS[(level as usize).min(BARS.len() - 1)]
        })
        .collect()
}

fn json_line(row: &Row) -> serde_json::Value {
    let mut bands = serde_json::Map::new();
    for (name, _, figure) in COLUMNS {
        let band = Band::of(row.figures.iter().filter_map(figure));
        bands.insert(name.to_owned(), json!(band));
    }
    let lock = Band::of(
        row.figures
            .iter()
            .map(|figures| figures.lock_wait as f64 / MILLION),
    );
    let retries = Band::of(
        row.figures
            .iter()
            .map(|figures| figures.lock_retries as f64),
    );
    let recovered = Band::of(
        row.figures
            .iter()
            .filter_map(|figures| figures.judgement.recovered.map(|t| t as f64 / SECOND)),
    );
    bands.insert("lock wait, ms".to_owned(), json!(lock));
    bands.insert("lock retries".to_owned(), json!(retries));
    bands.insert("recovered, s".to_owned(), json!(recovered));
    json!({ "policy": row.policy, "runs": row.figures.len(), "figures": bands })
}
