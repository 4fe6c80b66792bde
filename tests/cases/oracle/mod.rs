//! What one overwritten word does to one operation: outcomes recorded on real Go toolchains, beside the model's.
//!
//! Each line of `cases.tsv` is a case: area, name, and for each Go version `versions=class|Go's first line|signal
//! line|what the program printed|frames`. The scenario is built from the name. `misses.tsv` lists what is known to differ,
//! each with its reason. `TEARPOINT_ORACLE=FILE` takes the cases from another file of the same form; `TEARPOINT_ORACLE_PROGRAMS=DIR`
//! writes the programs into a folder a version, for `measure.py` beside this file.

mod hchan;
mod sched;
mod sel;
mod sudog;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use tearpoint_harness::contract::{Density, functions};
use tearpoint_harness::recording::EngineKind;
use tearpoint_harness::scheduler::RUN_ON;
use tearpoint_harness::session::{Plan, Run, Runner};
use tearpoint_runtime::layout::{Kind, Layout, Structure};
use tearpoint_runtime::profile::profile;
use tearpoint_trials::{Misses, Trials, Verdict};

use crate::common::{ROOT, load, printed, root, steps};

const VERSIONS: [&str; 7] = ["1.19", "1.21", "1.23", "1.24", "1.25", "1.26", "1.27"];
/// Stands for a number that differs between toolchains: an address, or what happened to lie there.
const GARBAGE: &str = "<GARBAGE>";
/// Functions on the way from a crash to its report, and those that run on the system's stack, which no goroutine shows.
const MACHINERY: &[&str] = &[
    "panicCheck1",
    "goPanicIndex",
    "goPanicSlice3Alen",
    "panicIndex",
    "panicSliceB",
    "newstack",
    "morestack",
    "newproc1",
    "newproc.func1",
    "systemstack",
];

/// Outcomes on real Go, and the first function of the runtime in a crash.
const RESPECTS: [&str; 2] = ["outcome", "frame"];

/// What happened to a case on one Go version.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Outcome {
    class: String,
    message: String,
    printed: String,
    /// The first function of the runtime, without `runtime.`, if it says something.
    frame: Option<String>,
}

struct Case {
    name: String,
    real: BTreeMap<&'static str, Outcome>,
}

/// A test for each case and version.
pub fn cases(trials: &mut Trials) {
    let elsewhere = std::env::var_os("TEARPOINT_ORACLE").map(PathBuf::from);
    let misses = Misses::read(ROOT, "tests/cases/oracle/misses.tsv");
    let mut held = BTreeSet::new();
    let path = elsewhere
        .clone()
        .unwrap_or_else(|| root("tests/cases/oracle/cases.tsv"));
    for Case { name, real } in read(&path) {
        for (version, real) in real {
            for what in RESPECTS {
                held.insert((name.clone(), version.to_owned(), what.to_owned()));
            }
            let (name, misses) = (name.clone(), misses.clone());
            trials.add(format!("oracle::{name}::{version}"), move || {
                check(&name, version, &real, &misses)
            });
        }
    }
    if let Some(folder) = std::env::var_os("TEARPOINT_ORACLE_PROGRAMS") {
        write_programs(Path::new(&folder), &read(&path));
    }
    if elsewhere.is_none() {
        misses.are_about(trials, "oracle::misses", held);
    }
}

/// The program of each case, as each version's structures have it. The first line is the case's name.
fn write_programs(folder: &Path, cases: &[Case]) {
    for version in VERSIONS {
        let layout = profile(version).unwrap().layout;
        let folder = folder.join(version);
        fs::create_dir_all(&folder).unwrap();
        for (number, case) in cases.iter().enumerate() {
            if let Some(text) = program(&case.name, layout) {
                let text = format!("// {}\n\n{text}", case.name);
                fs::write(folder.join(format!("{number:04}.go")), text).unwrap();
            }
        }
    }
}

fn check(name: &str, version: &str, real: &Outcome, misses: &Misses) -> Verdict {
    let profile = profile(version).ok_or("no such version")?;
    let program = program(name, profile.layout).ok_or("no program is made of this name")?;
    let model = play(&program, version)?;
    let outcome = match agrees(real, &model) {
        true => Ok(()),
        false => Err(format!("real Go: {real:?}\nthe model: {model:?}")),
    };
    let same = outcome.is_ok();
    misses.hold(name, version, "outcome", outcome)?;
    if !same || real.frame.is_none() {
        return Ok(());
    }
    let frame = match real.frame == model.frame {
        true => Ok(()),
        false => Err(format!(
            "first frame: real Go {:?}, the model {:?}",
            real.frame, model.frame
        )),
    };
    misses.hold(name, version, "frame", frame)
}

fn program(case: &str, layout: &Layout) -> Option<String> {
    match case.split('/').next()? {
        "hchan" => hchan::program(case, layout),
        "sched" => sched::program(case),
        "sel" => sel::program(case, layout),
        "sudog" => sudog::program(case, layout),
        _ => None,
    }
}

fn play(text: &str, version: &str) -> Result<Outcome, String> {
    let limits = steps(10_000);
    let plan = Plan {
        scheduler: RUN_ON.spec(),
        density: Density::Operation,
        limits,
        ..Plan::default()
    };
    let mut scenario = load("case.go", text.as_bytes(), version, &limits)?;
    let run = Runner::new(EngineKind::Native).run(&mut scenario, &plan);
    run.map(|run| outcome(&run))
        .map_err(|error| format!("{error:?}"))
}

/// A template with its `{{holes}}` filled.
fn fill(template: &str, holes: &[(&str, &str)]) -> String {
    let mut text = template.to_owned();
    for (name, value) in holes {
        text = text.replace(&format!("{{{{{name}}}}}"), value);
    }
    text
}

/// Offset and Go type of a structure's field; `None` if the version has no such field.
fn place(structure: Structure, name: &str) -> Option<(u64, &'static str)> {
    let (row, field) = structure.fields().find(|(row, _)| row.name == name)?;
    let ty = match (row.kind, field.width) {
        (Kind::Int, 8) => "int64",
        (Kind::Int, 4) => "int32",
        (_, 1) => "uint8",
        (_, 2) => "uint16",
        (_, 4) => "uint32",
        _ => "uint64",
    };
    Some((field.at, ty))
}

fn read(path: &Path) -> Vec<Case> {
    let text = fs::read_to_string(path).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| case(line).unwrap_or_else(|| panic!("not a case: {line}")))
        .collect()
}

fn case(line: &str) -> Option<Case> {
    let (_, rest) = line.split_once('\t')?;
    let (name, columns) = rest.split_once('\t')?;
    let mut real = BTreeMap::new();
    for column in columns.split('\t') {
        let (versions, outcome) = column.split_once('=')?;
        for version in VERSIONS {
            if versions.split(',').any(|v| v == version) {
                real.insert(version, recorded(outcome)?);
            }
        }
    }
    Some(Case {
        name: name.to_owned(),
        real,
    })
}

fn recorded(outcome: &str) -> Option<Outcome> {
    let [class, message, _signal, printed, frames] = outcome.splitn(5, '|').collect::<Vec<_>>()[..]
    else {
        return None;
    };
    let class = match class {
        "silent-wrong" => "ok",
        "exit3" => "exit",
        "segv-panic" | "segv-fatal" => "segv",
        class => class,
    };
    Some(Outcome {
        class: class.to_owned(),
        message: message.to_owned(),
        printed: printed.trim_end().to_owned(),
        frame: first_frame(class, frames.split(" < ")),
    })
}

/// What runs while a program waits for ever is the scheduler, or chance.
fn first_frame<'a>(class: &str, frames: impl Iterator<Item = &'a str>) -> Option<String> {
    if matches!(class, "ok" | "deadlock" | "hang") {
        return None;
    }
    let mut frames = frames.filter(|frame| !MACHINERY.contains(frame));
    let first = frames.next()?;
    (!first.is_empty() && !first.starts_with("main.")).then(|| first.to_owned())
}

fn outcome(run: &Run) -> Outcome {
    let report = &run.report;
    let printed = printed(run);
    let printed: Vec<&str> = printed.lines().collect();
    let frames = functions(&report.frames).into_iter();
    let frames = frames.map(|frame| frame.strip_prefix("runtime.").unwrap_or(frame));
    Outcome {
        class: report.class.to_string(),
        message: report.message.clone(),
        printed: printed.join(" ; ").trim_end().to_owned(),
        frame: first_frame(report.class.word(), frames),
    }
}

fn agrees(real: &Outcome, model: &Outcome) -> bool {
    real.class == model.class
        && real.message == model.message
        && matches(&real.printed, &model.printed)
}

/// Whether the text is the pattern with a word in place of each [`GARBAGE`].
fn matches(pattern: &str, text: &str) -> bool {
    let Some((before, after)) = pattern.split_once(GARBAGE) else {
        return pattern == text;
    };
    let Some(rest) = text.strip_prefix(before) else {
        return false;
    };
    let word = rest
        .find(|c: char| !c.is_ascii_alphanumeric() && c != '-')
        .unwrap_or(rest.len());
    word > 0 && matches(after, &rest[word..])
}
