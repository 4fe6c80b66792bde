//! What real Go did when spans were overwritten, line by line, beside what the model does.
//!
//! `oracle/span.tsv` holds the facts' lines that `oracle/span.go` reproduces on real toolchains (1.19.8, 1.21.13, 1.22.10,
//! 1.23.9); the same program runs here.

use std::collections::BTreeMap;

use tearpoint_harness::contract::{Density, Limits};
use tearpoint_harness::recording::EngineKind;
use tearpoint_harness::session::{Plan, Runner};
use tearpoint_targets::go::machine::mspan::Layout;
use tearpoint_targets::go::profile::profile;
use tearpoint_targets::go::world::GoScenario;

/// One of so many lines is tried, each at another Go version in turn.
const STRIDE: usize = 6;
/// The least share of lines that must agree, in percent.
const AGREEMENT: usize = 97;

/// A tamper as the facts write it (`freeindex-=1`), as constants of the program.
fn constants(line: &str, version: &str) -> Option<String> {
    let parts: Vec<&str> = line.split('|').collect();
    let [setup, tamper, op] = parts[..] else {
        return None;
    };
    let (kind, which) = setup.split_once(':')?;
    let at = tamper.find('=')?;
    let (mut field, value) = (&tamper[..at], &tamper[at + 1..]);
    let mut how = "set";
    for (sign, name) in [("+", "add"), ("-", "sub"), ("^", "xor")] {
        if let Some(name_of) = field.strip_suffix(sign) {
            (field, how) = (name_of, name);
        }
    }
    let layout = Layout::of(profile(version)?.minor);
    let place = layout.field(field)?;
    let number = |text: &str| match text.strip_prefix("0x") {
        Some(hex) => u64::from_str_radix(hex, 16).ok(),
        None => text.parse::<i64>().ok().map(|n| n as u64),
    };
    let mut val = 0;
    match value {
        "nil" => {}
        "p10" => val = 16,
        "unmapped" | "romem" | "rwmem" | "ones" | "nelems" => how = value,
        _ => match number(value) {
            Some(n) => val = n,
            None => {
                how = "field";
                val = layout.field(value)?.at;
            }
        },
    }
    Some(format!(
        "var kind, which, how, op = {kind:?}, {which:?}, {how:?}, {op:?}\n\
         var off, width, nelemsAt, nelemsWidth = {}, {}, {}, {}\n\
         var val uint64 = {val}\n",
        place.at, place.width, layout.nelems.at, layout.nelems.width
    ))
}

/// Class and message of the program's run.
fn run(program: &str, version: &str) -> (String, String) {
    let limits = Limits {
        steps: 3_000_000,
        ..Limits::default()
    };
    let profile = profile(version).unwrap();
    let mut scenario = GoScenario::load("span.go", program.as_bytes(), profile, &limits).unwrap();
    let plan = Plan {
        density: Density::Operation,
        limits,
        ..Plan::default()
    };
    let report = Runner::new(EngineKind::Native)
        .run(&mut scenario, &plan)
        .unwrap()
        .report;
    let stderr = String::from_utf8_lossy(&report.stderr);
    let class = match report.class.as_str() {
        "ok" if stderr.contains("wrong") => "wrong",
        class => class,
    };
    (class.to_owned(), report.message)
}

#[test]
fn overwritten_spans_do_what_they_did_in_go() {
    let lines = include_str!("oracle/span.tsv");
    let program = include_str!("oracle/span.go");
    let mut tried: BTreeMap<&str, usize> = BTreeMap::new();
    let mut missed = Vec::new();
    for (n, line) in lines.lines().skip(1).enumerate().step_by(STRIDE) {
        let mut columns = line.split('\t');
        let case = columns.next().unwrap();
        let outcomes: Vec<(&str, (&str, &str))> = columns
            .flat_map(|column| {
                let (versions, outcome) = column.split_once('=').unwrap();
                let outcome = outcome.split_once('|').unwrap();
                versions.split(',').map(move |version| (version, outcome))
            })
            .collect();
        let (version, (class, message)) = outcomes[n / STRIDE % outcomes.len()];
        let Some(constants) = constants(case, version) else {
            panic!("{case} at {version}");
        };
        let got = run(&program.replace("// CONSTANTS", &constants), version);
        *tried.entry(version).or_default() += 1;
        if (got.0.as_str(), got.1.as_str()) != (class, message) {
            missed.push(format!(
                "{version} {case}: {got:?}, real Go {class} {message}"
            ));
        }
    }
    let total: usize = tried.values().sum();
    let agree = total - missed.len();
    println!(
        "{agree} of {total} agree; tried {tried:?}\n{}",
        missed.join("\n")
    );
    assert!(total > 250, "only {total} lines");
    assert!(
        agree * 100 >= total * AGREEMENT,
        "{agree} of {total} agree:\n{}",
        missed.join("\n")
    );
}
