//! `tearpoint conform`: the same scenario on real Go toolchains and in the model, outcome beside outcome.
//!
//! Real programs are run a few times; the model under a few hundred seeds. Every real outcome must be among the model's: what the
//! model reaches beyond that may be rare on the real machine, and is shown, not judged. An outcome is how the program ended and what
//! it printed; with `--race`, the race detector's verdict is beside the model's.

mod compare;
mod generate;
pub mod masked;
pub(crate) mod outcome;
pub(crate) mod place;
pub(crate) mod toolchain;

use std::fmt::Display;
use std::path::PathBuf;

use clap::Args;
use serde_json::json;
use tearpoint_command::args::{Common, Format};
use tearpoint_command::{Failure, status, table};

use crate::find::{Search, find};
use crate::modules::is_goroot;
use crate::open::version;

use compare::{Counted, Row};
use outcome::Outcome;
use toolchain::Toolchain;

/// Outcomes of one side that the table shows.
const SHOWN: usize = 8;
/// Characters of one outcome that it shows.
const WIDTH: usize = 120;

/// What `conform` compares, and how.
#[derive(Args, Clone, Debug)]
pub struct ConformArgs {
    /// Go files, folders of them, tests, or names of built-in scenarios.
    #[arg(value_name = "SCENARIO", required_unless_present = "generate")]
    pub scenarios: Vec<String>,
    /// A folder with a Go toolchain (bin/go below it); may be given several times. It names the Go version that is simulated.
    #[arg(long = "go-root", value_name = "DIR", required = true)]
    pub go_roots: Vec<PathBuf>,
    /// How often the real program is run: 10 times if left out, a generated one 3 times.
    #[arg(long, value_name = "N")]
    pub runs: Option<u64>,
    /// Seeds that the model is run under.
    #[arg(long, value_name = "N", default_value_t = 500)]
    pub seeds: u64,
    /// Seconds that a real run may take; then it hangs: 10 if left out, for a generated one 2.
    #[arg(long, value_name = "SECONDS")]
    pub timeout: Option<u64>,
    /// Compare so many generated programs in place of scenarios. Half of them tamper with their own runtime.
    #[arg(long, value_name = "N", conflicts_with_all = ["scenarios", "race"])]
    pub generate: Option<u64>,
    /// The seed that they are drawn from.
    #[arg(long, value_name = "S", default_value_t = 0)]
    pub seed: u64,
    /// Of the generated programs only those with these numbers, which their names end in.
    #[arg(
        long,
        value_name = "NUMBER",
        requires = "generate",
        value_delimiter = ','
    )]
    pub only: Vec<u64>,
    /// Write each difference here as a scenario, with real Go's outcomes and a line for a list of misses.
    #[arg(long, value_name = "DIR", requires = "generate")]
    pub keep: Option<PathBuf>,
    /// Also build with the race detector, and compare its verdict with the model's. It needs cgo and a C compiler.
    #[arg(long)]
    pub race: bool,
    /// How the model is run.
    #[command(flatten)]
    pub common: Common,
}

impl ConformArgs {
    /// How often a real program is run.
    fn runs(&self) -> u64 {
        let usual = if self.generate.is_some() { 3 } else { 10 };
        self.runs.unwrap_or(usual)
    }

    /// Seconds that a real run may take.
    fn timeout(&self) -> u64 {
        let usual = if self.generate.is_some() { 2 } else { 10 };
        self.timeout.unwrap_or(usual)
    }
}

/// Compares as `args` say.
///
/// # Errors
/// A toolchain that is none; a scenario that cannot be read.
pub fn conform(args: &ConformArgs) -> Result<u8, Failure> {
    let toolchains: Vec<Toolchain> = args
        .go_roots
        .iter()
        .map(|root| Toolchain::open(root))
        .collect::<Result<_, _>>()?;
    if let Some(count) = args.generate {
        return generate::generate(args, &toolchains, count);
    }
    let mut rows = Vec::new();
    for toolchain in &toolchains {
        let profile = version(&toolchain.language())?;
        // What the built-in library lacks comes from the toolchain's own.
        let mut args = args.clone();
        if args.common.goroot.is_none() && is_goroot(toolchain.root()) {
            args.common.goroot = Some(toolchain.root().to_owned());
        }
        let sources = find(&args.scenarios, &Search::new(&args.common, profile)?)?;
        for source in &sources {
            let row = Row::of(&args, toolchain, source)?;
            if args.common.format == Format::Json {
                println!("{}", row.json());
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
        println!("{}\n\n{agreeing} of {} agree", table_of(&rows), rows.len());
    }
    Ok(if agreeing == rows.len() {
        status::PASS
    } else {
        status::FINDING
    })
}

fn table_of(rows: &[Row]) -> impl Display {
    let mut table = table::new(["scenario", "go", "real", "model", ""]);
    for row in rows {
        let mut word = if row.agrees() { "agrees" } else { "DIFFERS" }.to_owned();
        if let Some(races) = row.races_told() {
            word += &format!("\nrace: {races}");
        }
        let cells = [
            row.scenario.clone(),
            row.go.clone(),
            told(&row.real, |outcome| {
                row.model
                    .as_ref()
                    .is_ok_and(|model| !model.contains_key(outcome))
            }),
            told(&row.model, |_| false),
            word,
        ];
        table.add_row(cells);
    }
    table
}

/// The most frequent outcomes, those first that the other side lacks.
fn told(outcomes: &Counted, lacks: impl Fn(&Outcome) -> bool) -> String {
    let outcomes = match outcomes {
        Err(said) => return format!("refused: {said}"),
        Ok(outcomes) => outcomes,
    };
    let mut list: Vec<(bool, u64, &Outcome)> = outcomes
        .iter()
        .map(|(outcome, &runs)| (lacks(outcome), runs, outcome))
        .collect();
    list.sort_by_key(|&(lacking, runs, _)| std::cmp::Reverse((lacking, runs)));
    let line = |&(lacking, runs, outcome): &(bool, u64, &Outcome)| {
        let told: String = outcome.told().chars().take(WIDTH).collect();
        let mark = if lacking { " (the model never)" } else { "" };
        format!("{runs}x {told}{mark}")
    };
    let mut lines: Vec<String> = list.iter().take(SHOWN).map(line).collect();
    if list.len() > SHOWN {
        lines.push(format!("and {} more", list.len() - SHOWN));
    }
    lines.join("\n")
}
