//! Differences as files: a scenario, what real Go did, and a line in a list of misses, in the forms of `corpus/go/cases` and
//! `tests/cases/conformance/misses.tsv`.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::Path;

use serde_json::{Value, json};
use tearpoint_harness::contract::InputError;
use tearpoint_runtime::profile::Profile;

use super::Subject;
use super::reduce::Small;
use crate::conform::outcome::Outcome;
use crate::conform::toolchain::Toolchain;

/// Characters of an outcome that a comment shows.
const SHOWN: usize = 200;

/// Writes a difference into `folder`; the name of its case.
///
/// # Errors
/// A folder that cannot be written.
pub fn keep(
    folder: &Path,
    subject: &Subject,
    small: &Small,
    toolchain: &Toolchain,
    profile: &Profile,
) -> Result<String, InputError> {
    let failed = |error: std::io::Error| InputError(format!("{}: {error}", folder.display()));
    fs::create_dir_all(folder).map_err(failed)?;
    let version = toolchain.language();
    let case = format!("{}-go{version}", subject.name);
    let text = format!(
        "// {}: real Go {} {:?}, the model {:?}.\n{}",
        subject.name,
        toolchain.version,
        shown(&small.difference.real),
        shown(&small.difference.model),
        small.poked.print(profile)
    );
    fs::write(folder.join(format!("{case}.go")), text).map_err(failed)?;
    let reals = &small.difference.reals;
    let outcome = |outcome: &Outcome| -> Value {
        json!({ "class": outcome.class, "message": outcome.message, "printed": outcome.printed, "frames": [] })
    };
    let outcomes: Vec<Value> = reals.iter().map(outcome).collect();
    let line = json!({ "case": case, "go": { version.as_str(): { "scored": reals.len() == 1, "outcomes": outcomes } } });
    append(&folder.join("outcomes.jsonl"), &format!("{line}\n")).map_err(failed)?;
    let respect = match reals.len() {
        1 => "outcome".to_owned(),
        _ => reached(&small.difference.real),
    };
    let (real, model) = small.difference.cause();
    let line = format!("{case}\t{version}\t{respect}\treal Go: {real}; the model: {model}\n");
    append(&folder.join("misses.tsv"), &line).map_err(failed)?;
    Ok(case)
}

/// An outcome in the comment of a scenario; only how it begins, if it printed much.
fn shown(outcome: &Outcome) -> String {
    let told = outcome.told();
    match told.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", &told[..at]),
        None => told,
    }
}

/// The respect of a case whose outcome varies, as the conformance test names it.
fn reached(outcome: &Outcome) -> String {
    let words = [
        outcome.class.as_str(),
        &outcome.message,
        &outcome.printed.join(" / "),
    ]
    .join(" ");
    format!("reached {}", words.trim().replace("  ", " "))
}

fn append(file: &Path, line: &str) -> std::io::Result<()> {
    let mut file = OpenOptions::new().create(true).append(true).open(file)?;
    file.write_all(line.as_bytes())
}
