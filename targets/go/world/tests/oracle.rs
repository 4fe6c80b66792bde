//! What real Go did when spans, objects and slice headers were overwritten, line by line, beside what the model does.
//!
//! `oracle/*.tsv` hold the lines of the facts that the programs beside them reproduce on real toolchains (1.19.8, 1.21.13,
//! 1.22.10, 1.23.9); the same programs run here. `oracle/growth.tsv` holds capacities under append.

use std::collections::BTreeMap;

use tearpoint_go::scenario::GoScenario;
use tearpoint_harness::contract::{Density, Limits};
use tearpoint_harness::recording::EngineKind;
use tearpoint_harness::session::{Plan, Runner};
use tearpoint_runtime::profile::profile;

/// The least share of lines that must agree, in percent.
const AGREEMENT: usize = 97;

/// Class, message, and what the program printed if it came to its end.
type Outcome = (String, String, String);

/// Runs a program; classes as the tables have them.
fn run(program: &str, version: &str) -> Outcome {
    let limits = Limits {
        steps: 6_000_000,
        ..Limits::default()
    };
    let profile = profile(version).unwrap();
    let mut scenario = GoScenario::load("main.go", program.as_bytes(), profile, &limits)
        .unwrap_or_else(|error| panic!("{error:?}"));
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
    let lines: Vec<&str> = stderr.lines().collect();
    match report.class.word() {
        "ok" => ("ok".to_owned(), String::new(), lines.join("; ")),
        class => (class.to_owned(), report.message, String::new()),
    }
}

/// Tries one line in `stride`, each at another Go version in turn. `program` makes the program of a line's columns.
fn compare(
    table: &str,
    stride: usize,
    columns: usize,
    program: impl Fn(&[&str], &str) -> Option<String>,
    same: impl Fn(&Outcome, &[&str]) -> bool,
) {
    let mut tried: BTreeMap<&str, usize> = BTreeMap::new();
    let mut missed = Vec::new();
    for (n, line) in table.lines().skip(1).enumerate().step_by(stride) {
        let cells: Vec<&str> = line.split('\t').collect();
        let outcomes: Vec<(&str, Vec<&str>)> = cells[columns..]
            .iter()
            .flat_map(|cell| {
                let (versions, outcome) = cell.split_once('=').unwrap();
                let outcome: Vec<&str> = outcome.split('|').collect();
                versions
                    .split(',')
                    .map(move |version| (version, outcome.clone()))
            })
            .collect();
        let (version, outcome) = &outcomes[n / stride % outcomes.len()];
        let Some(program) = program(&cells[..columns], version) else {
            panic!("{} at {version}", cells[0]);
        };
        *tried.entry(version).or_default() += 1;
        let got = run(&program, version);
        if !same(&got, outcome) {
            missed.push(format!(
                "{version} {}: {got:?}, real Go {outcome:?}",
                cells[0]
            ));
        }
    }
    let total: usize = tried.values().sum();
    let agree = total - missed.len();
    println!(
        "{agree} of {total} agree; tried {tried:?}\n{}",
        missed.join("\n")
    );
    assert!(total > 80, "only {total} lines");
    assert!(
        agree * 100 >= total * AGREEMENT,
        "{agree} of {total} agree:\n{}",
        missed.join("\n")
    );
}

fn number(text: &str) -> Option<u64> {
    match text.strip_prefix("0x") {
        Some(hex) => u64::from_str_radix(hex, 16).ok(),
        None => text.parse::<i64>().ok().map(|n| n as u64),
    }
}

/// A tamper as the facts write it (`freeindex-=1`), as variables of `span.go`.
fn span_program(cells: &[&str], version: &str) -> Option<String> {
    let parts: Vec<&str> = cells[0].split('|').collect();
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
    let layout = &profile(version)?.layout.mspan;
    let place = layout.structure().field(field)?;
    let mut val = 0;
    match value {
        "nil" => {}
        "p10" => val = 16,
        "unmapped" | "romem" | "rwmem" | "ones" | "nelems" => how = value,
        _ => match number(value) {
            Some(n) => val = n,
            None => {
                how = "field";
                val = layout.structure().field(value)?.at;
            }
        },
    }
    let variables = format!(
        "var kind, which, how, op = {kind:?}, {which:?}, {how:?}, {op:?}\n\
         var off, width, nelemsAt, nelemsWidth = {}, {}, {}, {}\n\
         var val uint64 = {val}\n",
        place.at, place.width, layout.nelems.at, layout.nelems.width
    );
    Some(include_str!("oracle/span.go").replace("// VARIABLES", &variables))
}

#[test]
fn overwritten_spans_do_what_they_did_in_go() {
    let table = include_str!("oracle/span.tsv");
    compare(table, 20, 1, span_program, |got, real| {
        let class = if got.2.contains("wrong") {
            "wrong"
        } else {
            got.0.as_str()
        };
        (class, got.1.as_str()) == (real[0], real[1])
    });
}

/// `area|what|value|operation`, and a number, as variables of `heap.go`.
fn heap_program(cells: &[&str], version: &str) -> Option<String> {
    let parts: Vec<&str> = cells[1].split('|').collect();
    let [area, what, value, op] = parts[..] else {
        return None;
    };
    let layout = &profile(version)?.layout.mspan;
    let (off, width) = layout
        .structure()
        .field(what)
        .map_or((0, 8), |field| (field.at, field.width));
    let variables = format!(
        "var area, what, value, op = {area:?}, {what:?}, {value:?}, {op:?}\n\
         var off, width, nelemsAt, nelemsWidth = {off}, {width}, {}, {}\n\
         var allocCountAt, freeindexAt, allocCacheAt, allocBitsAt = {}, {}, {}, {}\n\
         var number64 uint64 = {}\n",
        layout.nelems.at,
        layout.nelems.width,
        layout.alloc_count.at,
        layout.freeindex.at,
        layout.alloc_cache.at,
        layout.alloc_bits.at,
        cells[2],
    );
    Some(include_str!("oracle/heap.go").replace("// VARIABLES", &variables))
}

fn same_text(got: &Outcome, real: &[&str]) -> bool {
    (got.0.as_str(), got.1.as_str(), got.2.as_str()) == (real[0], real[1], real[2])
}

#[test]
fn the_allocator_and_the_collector_do_what_they_did_in_go() {
    compare(
        include_str!("oracle/heap.tsv"),
        3,
        3,
        heap_program,
        same_text,
    );
}

/// `data|operation|length|capacity`, and the element's kind, as variables of `slice.go`.
fn slice_program(cells: &[&str], _: &str) -> Option<String> {
    let parts: Vec<&str> = cells[1].split('|').collect();
    let [data, op, length, capacity] = parts[..] else {
        return None;
    };
    let (elem, one) = match &cells[0][..1] {
        "b" => ("byte", "1"),
        "i" => ("int64", "1"),
        _ => ("*int64", "new(int64)"),
    };
    let or_zero = |text: &str| {
        if text == "-" {
            "0".to_owned()
        } else {
            text.to_owned()
        }
    };
    let variables = format!(
        "type elem = {elem}\nvar one elem = {one}\nvar data, op = {data:?}, {op:?}\n\
         var setLength, setCapacity = {}, {}\nvar length, capacity = {}, {}\n",
        length != "-",
        capacity != "-",
        or_zero(length),
        or_zero(capacity),
    );
    Some(include_str!("oracle/slice.go").replace("// VARIABLES", &variables))
}

#[test]
fn overwritten_slice_headers_do_what_they_did_in_go() {
    compare(
        include_str!("oracle/slice.tsv"),
        20,
        2,
        slice_program,
        same_text,
    );
}

#[test]
fn append_grows_as_in_go() {
    let types = [
        ("*int", "*int"),
        ("byte", "byte"),
        ("int64", "int64"),
        ("ptrstruct24", "struct{ p *int; a, b int64 }"),
        ("string", "string"),
        ("struct24", "struct{ a, b, c int64 }"),
        ("struct3", "struct{ a, b, c byte }"),
        ("struct40", "struct{ a, b, c, d, e int64 }"),
        ("struct5", "struct{ a, b, c, d, e byte }"),
    ];
    let mut checked = 0;
    for line in include_str!("oracle/growth.tsv").lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let (_, ty) = types.iter().find(|(name, _)| *name == cells[1]).unwrap();
        let program = format!(
            "package main\n\ntype T {ty}\n\nvar s []T\n\nfunc main() {{\n\tvar v T\n\tlast := 0\n\
             \tfor len(s) < 4096 {{\n\t\ts = append(s, v)\n\t\tif cap(s) != last {{\n\t\t\tlast = cap(s)\n\
             \t\t\tprint(last, \" \")\n\t\t}}\n\t}}\n\tprintln()\n}}\n"
        );
        let got = run(&program, cells[0]);
        assert_eq!((got.0.as_str(), got.2.trim()), ("ok", cells[2]), "{line}");
        checked += 1;
    }
    assert_eq!(checked, 27);
}
