//! The command line: verbs and flags, defined once.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
pub use tearpoint_command::args::*;

/// Runs Go programs on a simulated Go runtime, deterministically, and finds the point where the runtime tears.
///
/// Without a verb: hunts through the built-in scenarios for about half a minute.
///
/// Exit status: 0 pass, 1 a finding, 2 usage or input error, 3 a limit was reached, 4 a bug in tearpoint.
#[derive(Parser, Debug)]
#[command(name = "tearpoint", version, args_conflicts_with_subcommands = true)]
pub struct Cli {
    #[command(subcommand)]
    pub verb: Option<Verb>,
    #[command(flatten)]
    pub hunt: HuntArgs,
}

#[derive(Subcommand, Debug)]
pub enum Verb {
    /// Run a scenario under many seeds and group what breaks by signature.
    Hunt(HuntArgs),
    /// Run a scenario once, with its event timeline.
    Run(RunArgs),
    /// Do a recorded run again; says EXACT, or where it diverged.
    Replay(ReplayArgs),
    /// Say how a recorded run came to its end: which write, by whom, how many steps before; who waits for whom.
    Explain(ExplainArgs),
    /// Make a recorded run smaller: fewest tampers and preemptions for the same signature.
    Minimize(MinimizeArgs),
    /// Write a recorded run as an HTML page, and as a trace for Perfetto.
    Report(ReportArgs),
    /// Run scenarios on real Go toolchains and in the model, outcome beside outcome.
    Conform(ConformArgs),
    /// Check a traffic scenario by closed forms: each finding with its formula, and the runs that confirm it.
    Lint(LintArgs),
    /// List what there is.
    List(ListArgs),
}

#[derive(Args, Clone, Debug)]
pub struct LintArgs {
    /// TOML files, or names of built-in traffic scenarios.
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<String>,
    /// Seeds that each setting of a finding is run with.
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub runs: u64,
    /// Closed forms only.
    #[arg(long, conflicts_with = "runs")]
    pub no_runs: bool,
    /// Bytes of a file.
    #[arg(long, value_name = "BYTES", default_value_t = 1 << 20)]
    pub max_source: u64,
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

#[derive(Args, Clone, Debug)]
pub struct ConformArgs {
    /// Go files, folders of them, or names of built-in scenarios.
    #[arg(value_name = "SCENARIO", required = true)]
    pub scenarios: Vec<String>,
    /// A folder with a Go toolchain (bin/go below it); may be given several times. It names the Go version that is simulated.
    #[arg(long = "go-root", value_name = "DIR", required = true)]
    pub go_roots: Vec<PathBuf>,
    /// How often the real program is run.
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub runs: u64,
    /// Seeds that the model is run under.
    #[arg(long, value_name = "N", default_value_t = 500)]
    pub seeds: u64,
    /// Seconds that a real run may take; then it hangs.
    #[arg(long, value_name = "SECONDS", default_value_t = 10)]
    pub timeout: u64,
    #[command(flatten)]
    pub common: Common,
}
