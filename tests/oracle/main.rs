//! What one overwritten word does to one operation: outcomes recorded on real Go toolchains, beside the model's.
//!
//! Each line of `cases.tsv` is a case: area, name, and for each Go version `versions=class|Go's first line|signal
//! line|what the program printed|frames`. The scenario is built from the name. `misses.tsv` lists what is known to differ,
//! each with its reason. `TEARPOINT_ORACLE=FILE` runs another file of the same form and prints how much agrees.

mod hchan;
mod sched;
mod sel;
mod sudog;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use tearpoint::open;
use tearpoint::scenarios::Source;
use tearpoint_harness::contract::{Density, Limits, functions};
use tearpoint_harness::recording::EngineKind;
use tearpoint_harness::scheduler::RUN_ON;
use tearpoint_harness::session::{Plan, Run, Runner};
use tearpoint_runtime::layout::{Kind, Layout, Structure};
use tearpoint_runtime::profile::{Profile, profile};

const VERSIONS: [&str; 3] = ["1.19", "1.21", "1.23"];
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
    area: String,
    name: String,
    real: BTreeMap<&'static str, Outcome>,
}

/// A template with its `{{holes}}` filled.
fn fill(template: &str, holes: &[(&str, &str)]) -> String {
    let mut text = template.to_owned();
    for (name, value) in holes {
        text = text.replace(&format!("{{{{{name}}}}}"), value);
    }
    text
}

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/oracle")
        .join(name)
}

fn cases(path: &Path) -> Vec<Case> {
    let text = fs::read_to_string(path).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(case).collect()
}

fn case(line: &str) -> Option<Case> {
    let mut columns = line.split('\t');
    let (area, name) = (columns.next()?, columns.next()?);
    let mut real = BTreeMap::new();
    for column in columns {
        let (versions, outcome) = column.split_once('=')?;
        for version in VERSIONS {
            if versions.split(',').any(|v| v == version) {
                real.insert(version, recorded(outcome)?);
            }
        }
    }
    Some(Case {
        area: area.to_owned(),
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
    let printed = String::from_utf8_lossy(&report.stderr);
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

/// How the cases of one area went on one version.
#[derive(Default)]
struct Tally {
    run: usize,
    agreed: usize,
    with_frame: usize,
    same_frame: usize,
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

fn program(case: &Case, layout: &Layout) -> Option<String> {
    match case.area.as_str() {
        "hchan" => hchan::program(&case.name, layout),
        "sched" => sched::program(&case.name),
        "sel" => sel::program(&case.name, layout),
        "sudog" => sudog::program(&case.name, layout),
        _ => None,
    }
}

fn play(text: String, profile: &'static Profile, runner: &mut Runner) -> Result<Outcome, String> {
    let limits = Limits {
        steps: 100_000,
        ..Limits::default()
    };
    let plan = Plan {
        scheduler: RUN_ON.spec(),
        density: Density::Operation,
        limits,
        ..Plan::default()
    };
    let source = Source {
        name: "case.go".to_owned(),
        text: text.into_bytes(),
    };
    let mut scenario = open(&source, profile, &limits).map_err(|error| error.to_string())?;
    let run = runner
        .run(&mut scenario, &plan)
        .map_err(|error| format!("{error:?}"))?;
    Ok(outcome(&run))
}

/// The versions a case is run on: one in turn if real Go did the same on all of them, unless all are asked for.
fn versions(case: &Case, turn: usize, all: bool) -> Vec<&'static str> {
    let versions: Vec<&str> = case.real.keys().copied().collect();
    let mut outcomes = case.real.values();
    let first = outcomes.next();
    if all || outcomes.any(|other| Some(other) != first) {
        return versions;
    }
    let at = turn % versions.len().max(1);
    versions.get(at).copied().into_iter().collect()
}

/// (case, version) of what is known to differ.
fn known_misses() -> Vec<(String, String)> {
    let text = fs::read_to_string(data("misses.tsv")).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let mut misses = Vec::new();
    for line in lines {
        let columns: Vec<&str> = line.split('\t').collect();
        let [case, versions, reason] = columns[..] else {
            panic!("not a case, versions and a reason: {line}");
        };
        assert!(!reason.is_empty(), "{line}");
        misses.extend(
            versions
                .split(',')
                .map(|version| (case.to_owned(), version.to_owned())),
        );
    }
    misses
}

/// Runs the cases of `area`. `elsewhere` is a file to take them from instead of the committed sample.
fn check(area: &str) {
    let elsewhere = std::env::var_os("TEARPOINT_ORACLE").map(PathBuf::from);
    let path = elsewhere.clone().unwrap_or_else(|| data("cases.tsv"));
    let known = known_misses();
    let mut runner = Runner::new(EngineKind::Native);
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    let (mut new, mut unbuilt) = (Vec::new(), Vec::new());
    let of_area = cases(&path).into_iter().filter(|case| case.area == area);
    for (turn, case) in of_area.enumerate() {
        for version in versions(&case, turn, elsewhere.is_some()) {
            let real = &case.real[version];
            let profile = profile(version).unwrap();
            let Some(text) = program(&case, profile.layout) else {
                unbuilt.push(format!("{} on {version}", case.name));
                continue;
            };
            let tally = tallies.entry(version).or_default();
            tally.run += 1;
            let model = play(text, profile, &mut runner)
                .unwrap_or_else(|error| panic!("{}: {error}", case.name));
            if agrees(real, &model) {
                tally.agreed += 1;
                tally.with_frame += usize::from(real.frame.is_some());
                let same = real.frame.is_some() && real.frame == model.frame;
                tally.same_frame += usize::from(same);
                continue;
            }
            let miss = (case.name.clone(), version.to_owned());
            if !known.contains(&miss) {
                new.push(format!(
                    "{}\t{version}\treal {real:?}\tmodel {model:?}",
                    case.name
                ));
            }
        }
    }
    for (version, tally) in &tallies {
        println!(
            "{area} on go {version}: {} of {} agree; first runtime frame in {} of {}",
            tally.agreed, tally.run, tally.same_frame, tally.with_frame
        );
    }
    new.iter().for_each(|miss| println!("miss\t{miss}"));
    unbuilt.iter().for_each(|case| println!("unbuilt\t{case}"));
    if elsewhere.is_none() {
        let run: usize = tallies.values().map(|tally| tally.run).sum();
        let frames: usize = tallies.values().map(|tally| tally.same_frame).sum();
        let with_frame: usize = tallies.values().map(|tally| tally.with_frame).sum();
        assert!(run > 80, "only {run} cases of {area}");
        assert!(
            unbuilt.is_empty(),
            "{} cases cannot be built",
            unbuilt.len()
        );
        assert!(new.is_empty(), "{} cases differ", new.len());
        assert!(
            frames * 100 >= with_frame * 98,
            "first frame in {frames} of {with_frame}"
        );
    }
}

#[test]
fn hchan() {
    check("hchan");
}

#[test]
fn sched() {
    check("sched");
}

#[test]
fn sel() {
    check("sel");
}

#[test]
fn sudog() {
    check("sudog");
}
