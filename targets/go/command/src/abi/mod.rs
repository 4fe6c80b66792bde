//! `tearpoint abi`: which assumptions of a Go package about the runtime hold in which Go version, and what happens where they do not.
//!
//! Assumptions are structures that mirror the runtime's, offsets added to a runtime object's address, `//go:linkname` lines, and files
//! that a `//go:build` line keeps from newer versions. They are held against what was measured of each version; a program is also run.

mod family;
mod finding;
mod runs;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;
use serde_json::json;
use tearpoint_command::args::{Common, Format};
use tearpoint_command::{Failure, Source, status};
use tearpoint_front::load::bundle::Bundle;
use tearpoint_front::load::split_entry;
use tearpoint_front::survey::survey;
use tearpoint_harness::contract::InputError;
use tearpoint_runtime::profile::NEWEST;

use crate::conform::toolchain::Toolchain;
use crate::find::{Search, find, is_program};
use finding::{Finding, findings};
use runs::Ended;

/// What `abi` looks at, and how.
#[derive(Args, Clone, Debug)]
pub struct AbiArgs {
    /// A Go file, a folder with a package, or the name of a built-in scenario.
    #[arg(value_name = "PATH")]
    pub path: String,
    /// Seeds that a program is run under, at each version.
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub seeds: u64,
    /// A folder with a Go toolchain, on which a program is run, too; may be given several times.
    #[arg(long = "go-root", value_name = "DIR")]
    pub go_roots: Vec<PathBuf>,
    /// How often a real program is run.
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub runs: u64,
    /// Seconds that a real run may take; then it hangs.
    #[arg(long, value_name = "SECONDS", default_value_t = 10)]
    pub timeout: u64,
    /// How the model is run.
    #[command(flatten)]
    pub common: Common,
}

/// Says what breaks.
///
/// # Errors
/// A package that cannot be read; a toolchain that is none.
pub fn abi(args: &AbiArgs) -> Result<u8, Failure> {
    let start = Instant::now();
    let toolchains: Vec<Toolchain> = args
        .go_roots
        .iter()
        .map(|root| Toolchain::open(root))
        .collect::<Result<_, _>>()?;
    let sources = packages(args)?;
    let mut broken = false;
    let (mut all, mut ended) = (Vec::new(), Vec::new());
    for source in &sources {
        let (file, _) = split_entry(&source.name);
        let bundle = Bundle::parse(file, &String::from_utf8_lossy(&source.text));
        let survey = survey(&bundle).map_err(|diags| {
            let lines: Vec<String> = diags.iter().map(ToString::to_string).collect();
            InputError(lines.join("\n"))
        })?;
        let found = findings(&bundle, &survey);
        broken |= found.iter().any(|finding| !finding.breaks.is_empty());
        if !found.is_empty() && is_program(&bundle.files) {
            ended.extend(runs::model(args, source)?);
            ended.extend(runs::real(args, &toolchains, source)?);
        }
        all.extend(found);
    }
    let seconds = start.elapsed().as_secs_f64();
    match args.common.format {
        Format::Json => {
            all.iter().for_each(|found| println!("{}", json!(found)));
            ended
                .iter()
                .for_each(|ended| println!("{}", json!({ "run": ended })));
            println!(
                "{}",
                json!({ "summary": { "assumptions": all.len(), "broken": all.iter().filter(|f| !f.breaks.is_empty()).count(), "seconds": seconds } })
            );
        }
        Format::Text => print!("{}", told(&args.path, &all, &ended, seconds)),
    }
    Ok(if broken {
        status::FINDING
    } else {
        status::PASS
    })
}

/// The packages that the path means: each once, however many tests it has.
fn packages(args: &AbiArgs) -> Result<Vec<Source>, InputError> {
    let names = std::slice::from_ref(&args.path);
    let mut sources = find(names, &Search::new(&args.common, NEWEST)?)?;
    let mut seen = std::collections::BTreeSet::new();
    sources.retain(|source| seen.insert(source.text.clone()));
    Ok(sources)
}

/// `1.19 to 1.23`, of versions in order.
fn range(versions: &[impl AsRef<str>]) -> String {
    match versions {
        [] => "no version".to_owned(),
        [only] => only.as_ref().to_owned(),
        [first, .., last] => format!("{} to {}", first.as_ref(), last.as_ref()),
    }
}

/// All of it for people.
fn told(path: &str, all: &[Finding], ended: &[Ended], seconds: f64) -> String {
    let mut out = String::new();
    for found in all {
        let file = Path::new(&found.file);
        let file = file
            .file_name()
            .map_or(found.file.as_str().into(), |name| name.to_string_lossy());
        let _ = writeln!(
            out,
            "{file}:{}: {} {}: {}",
            found.line, found.kind, found.name, found.of
        );
        let _ = writeln!(out, "  holds: {}", range(&found.holds));
        for broken in &found.breaks {
            let _ = writeln!(out, "  {}: {}", range(&broken.go), broken.there);
            for field in &broken.fields {
                let now = match field.now {
                    Some(now) => format!(" (it is at {now})"),
                    None => String::new(),
                };
                let _ = writeln!(
                    out,
                    "    {} at {} reads {}{now}",
                    field.field, field.offset, field.reads
                );
            }
        }
    }
    for ended in ended {
        let _ = writeln!(out, "run, {} {}:", ended.by, range(&ended.go));
        for outcome in &ended.outcomes {
            let _ = writeln!(out, "  {outcome}");
        }
    }
    let broken = all.iter().filter(|found| !found.breaks.is_empty()).count();
    let _ = writeln!(
        out,
        "{path}: {} assumptions about the runtime, {broken} do not hold in every version; {seconds:.2} s",
        all.len()
    );
    out
}
