//! The arguments of the verbs, defined once.

use std::path::PathBuf;

use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};
use tearpoint_harness::scheduler::registry;

/// How runs are done.
#[derive(Args, Clone, Debug)]
pub struct Common {
    /// Of test files, run the tests whose name this regular expression matches.
    #[arg(long, value_name = "REGEX")]
    pub run: Option<String>,
    /// Build tags, with commas between them; those of GOFLAGS count, too.
    #[arg(long, value_name = "LIST")]
    pub tags: Option<String>,
    /// Where the standard library comes from: what the built-in one lacks from a GOROOT if there is one, all built in, or all it can from
    /// the GOROOT.
    #[arg(long, value_enum, default_value_t = Std::Auto)]
    pub std: Std,
    /// The GOROOT whose source the standard library is taken from; without, that of the environment or of the `go` on the PATH.
    #[arg(long, value_name = "DIR")]
    pub goroot: Option<PathBuf>,
    /// Refuse `//go:linkname` to what the linker of Go 1.23 and later keeps from programs; without, as with -ldflags=-checklinkname=0.
    #[arg(long)]
    pub checklinkname: bool,
    /// In bubbles of testing/synctest waiting for a mutex is durable, too: not so in any Go (go.dev/issue/77687).
    #[arg(long)]
    pub synctest_mutex_durable: bool,
    /// Check conversions of unsafe.Pointer, as Go does with -race and -gcflags=all=-d=checkptr.
    #[arg(long)]
    pub checkptr: bool,
    /// Let the heap lie as in a process that has started, which varies with the seed: what is behind an object, since 1.26 its address.
    #[arg(long)]
    pub heap_layout: bool,
    /// Go version to simulate: 1.19, or 1.21 to 1.27.
    #[arg(long = "go", value_name = "VERSION", default_value = "1.27")]
    pub go: String,
    /// Who decides which goroutine runs.
    #[arg(long, default_value = "portfolio", help = scheduler_help())]
    pub scheduler: String,
    /// Which executor runs the goroutines.
    #[arg(long, value_enum, default_value_t = EngineName::Native)]
    pub engine: EngineName,
    /// Where goroutines can be preempted.
    #[arg(long, value_enum, default_value_t = DensityName::Access)]
    pub density: DensityName,
    /// Run each seed twice and compare.
    #[arg(long)]
    pub check: bool,
    /// For people, or a line of JSON each for programs.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Scheduling steps a run may take.
    #[arg(long, value_name = "N", default_value_t = 1_000_000)]
    pub max_steps: u64,
    /// Goroutines a run may create.
    #[arg(long, value_name = "N", default_value_t = 10_000)]
    pub max_goroutines: u64,
    /// Bytes of simulated memory a run may use.
    #[arg(long, value_name = "BYTES", default_value_t = 256 << 20)]
    pub max_memory: u64,
    /// Bytes a run may print.
    #[arg(long, value_name = "BYTES", default_value_t = 1 << 20)]
    pub max_output: u64,
    /// Bytes of a scenario's source, with the packages that it imports.
    #[arg(long, value_name = "BYTES", default_value_t = 8 << 20)]
    pub max_source: u64,
}

/// The help of `--scheduler`, from the table of schedulers.
fn scheduler_help() -> String {
    let names = registry::bare_names();
    format!(
        "Who decides which goroutine runs: {names}. Parameters follow a colon: pct:d=3. What each does: tearpoint list schedulers"
    )
}

/// The arguments of `hunt`, and of the bare command.
#[derive(Args, Clone, Debug)]
pub struct HuntArgs {
    /// Go files, folders of them, TOML files of traffic or of a protocol, or names of built-in scenarios; all built-in Go scenarios if none is given.
    #[arg(value_name = "SCENARIO")]
    pub scenarios: Vec<String>,
    /// Seeds to run, A..B (B is left out).
    #[arg(long, value_name = "A..B", conflicts_with = "time")]
    pub seeds: Option<String>,
    /// Go on for this long: 30s, 5m, 2h.
    #[arg(long, value_name = "TIME")]
    pub time: Option<String>,
    /// Overwrite one or two fields of the runtime's metadata in each run, drawn from the seed.
    #[arg(long)]
    pub tamper: bool,
    /// Run only every N-th seed: this machine's part I of N (I from 0).
    #[arg(long, value_name = "I/N")]
    pub shard: Option<String>,
    /// Of a scenario of traffic, only this policy; several in the order given, compared with the first. Of a protocol, `sound` or a planted
    /// defect. All of them if left out.
    #[arg(long = "policy", value_name = "NAME")]
    pub policies: Vec<String>,
    /// Folder for recordings, one for each signature; of traffic also the plot and the page.
    #[arg(long, value_name = "DIR", default_value = "out")]
    pub out: PathBuf,
    /// How the runs are done.
    #[command(flatten)]
    pub common: Common,
}

/// The arguments of `run`.
#[derive(Args, Clone, Debug)]
pub struct RunArgs {
    /// A Go file, a TOML file of traffic or of a protocol, or the name of a built-in scenario.
    pub scenario: String,
    /// The seed that everything is drawn from.
    #[arg(long, default_value_t = 0)]
    pub seed: u64,
    /// Of a scenario of traffic, the policy; its first if left out. Of a protocol, a planted defect; none if left out.
    #[arg(long, value_name = "NAME")]
    pub policy: Option<String>,
    /// Draw a tampering from the seed.
    #[arg(long)]
    pub tamper: bool,
    /// Do exactly these writes: `@12 hmap[0].flags ^0x4; …` (see `tearpoint list tampers`).
    #[arg(long, value_name = "PLAN", conflicts_with = "tamper")]
    pub plan: Option<String>,
    /// Write a recording of the run here.
    #[arg(long, value_name = "FILE")]
    pub record: Option<PathBuf>,
    /// Lines of the timeline to show at most.
    #[arg(long, value_name = "N", default_value_t = 60)]
    pub timeline: usize,
    /// How the runs are done.
    #[command(flatten)]
    pub common: Common,
}

/// The arguments of `replay`.
#[derive(Args, Clone, Debug)]
pub struct ReplayArgs {
    /// A recording's file, or a printed token.
    #[arg(value_name = "RECORDING|TOKEN")]
    pub what: String,
    /// Replay on this engine instead of the recorded one.
    #[arg(long, value_enum)]
    pub engine: Option<EngineName>,
    /// For people, or a line of JSON each for programs.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// The arguments of `explain`.
#[derive(Args, Clone, Debug)]
pub struct ExplainArgs {
    /// A recording's file, or a printed token.
    #[arg(value_name = "RECORDING|TOKEN")]
    pub what: String,
    /// For people, or a line of JSON each for programs.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// The arguments of `minimize`.
#[derive(Args, Clone, Debug)]
pub struct MinimizeArgs {
    /// A recording's file, or a printed token.
    #[arg(value_name = "RECORDING|TOKEN")]
    pub recording: String,
    /// Where to write the smaller recording.
    #[arg(short, long, value_name = "FILE", default_value = "minimized.rec")]
    pub out: PathBuf,
    /// Runs to spend at most.
    #[arg(long, value_name = "N", default_value_t = 20_000)]
    pub max_runs: u64,
    /// For people, or a line of JSON each for programs.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// The arguments of `report`.
#[derive(Args, Clone, Debug)]
pub struct ReportArgs {
    /// A recording's file, or a printed token.
    #[arg(value_name = "RECORDING|TOKEN")]
    pub recording: String,
    /// Where to write the page.
    #[arg(short, long, value_name = "FILE", default_value = "report.html")]
    pub out: PathBuf,
    /// Also write the run's events as a trace that Perfetto and chrome://tracing open.
    #[arg(long, value_name = "FILE")]
    pub trace: Option<PathBuf>,
    /// Events the page shows at most, the last ones.
    #[arg(long, value_name = "N", default_value_t = 2_000)]
    pub events: usize,
    /// For people, or a line of JSON each for programs.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// The arguments of `list`.
#[derive(Args, Clone, Debug)]
pub struct ListArgs {
    /// What to list.
    #[arg(value_enum)]
    pub what: Listing,
    /// For people, or a line of JSON each for programs.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// Where a world's standard library comes from.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Std {
    /// Built in; what that lacks, from the system's own if it is there.
    Auto,
    /// Built in, all of it.
    BuiltIn,
    /// The system's own, all that can be.
    Goroot,
}

/// What `list` can show.
#[derive(ValueEnum, Clone, Copy, Debug)]
pub enum Listing {
    /// The worlds that scenarios run in.
    Targets,
    /// The built-in scenarios.
    Scenarios,
    /// The fields of the runtime that `--tamper` and `--plan` overwrite.
    Tampers,
    /// The functions and variables of the runtime that programs may name.
    Linknames,
    /// The signatures that have a snapshot.
    Signatures,
    /// The versions that can be simulated.
    Profiles,
    /// Who can decide which task runs.
    Schedulers,
}

/// How results are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For people.
    Text,
    /// A line of JSON each.
    Json,
}

/// Not derived: help would show what each is on a line of its own, and the flag's own line says it.
impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Format] {
        &[Format::Text, Format::Json]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            Format::Text => "text",
            Format::Json => "json",
        }))
    }
}

/// The executors, as the command line names them.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum EngineName {
    /// Our own executor, the fast one.
    Native,
    /// The executor of the shuttle crate, which judges the other.
    Shuttle,
}

/// Where tasks can be preempted, as the command line names it.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum DensityName {
    /// Between runtime operations.
    Operation,
    /// Also at calls, loops and points inside runtime operations.
    Call,
    /// Also at each access to shared memory.
    Access,
}
