//! What real Go did when spans, objects and slice headers were overwritten, line by line, beside what the model does.
//!
//! The tables hold the lines of the facts that the programs beside them reproduce on real toolchains (1.19.8, 1.21.13,
//! 1.22.10, 1.23.9); the same programs run here, some of them, each on one Go version in turn. `misses.tsv` lists what is known to
//! differ, each with its reason. `growth.tsv` holds capacities under append.

use std::collections::BTreeSet;

use tearpoint_go::scenario::GoScenario;
use tearpoint_harness::contract::{Density, Limits};
use tearpoint_harness::recording::EngineKind;
use tearpoint_harness::session::{Plan, Runner};
use tearpoint_runtime::profile::profile;
use tearpoint_trials::{Misses, Trials, Verdict};

/// Class, message, and what the program printed if it came to its end.
type Outcome = (String, String, String);

/// A table, and how its lines are read.
struct Table {
    name: &'static str,
    text: &'static str,
    /// One line of so many is run.
    stride: usize,
    /// Columns before the outcomes.
    columns: usize,
    /// The program of a line's columns on a Go version.
    program: fn(&[&str], &str) -> Option<String>,
    same: fn(&Outcome, &[&str]) -> bool,
}

const TABLES: [Table; 3] = [
    Table {
        name: "span",
        text: include_str!("span.tsv"),
        stride: 20,
        columns: 1,
        program: span_program,
        same: same_class,
    },
    Table {
        name: "heap",
        text: include_str!("heap.tsv"),
        stride: 3,
        columns: 3,
        program: heap_program,
        same: same_text,
    },
    Table {
        name: "slice",
        text: include_str!("slice.tsv"),
        stride: 20,
        columns: 2,
        program: slice_program,
        same: same_text,
    },
];

/// A case for each line that is run, and for each row of capacities.
pub fn cases(trials: &mut Trials) {
    let misses = Misses::read(env!("CARGO_MANIFEST_DIR"), "tests/cases/oracle/misses.tsv");
    let mut held = BTreeSet::new();
    for table in &TABLES {
        let lines = table.text.lines().skip(1).step_by(table.stride);
        for (turn, line) in lines.enumerate() {
            let cells: Vec<&str> = line.split('\t').collect();
            let (what, outcomes) = cells.split_at(table.columns);
            let outcomes: Vec<(&str, &str)> =
                outcomes.iter().flat_map(|cell| by_version(cell)).collect();
            let (version, outcome) = outcomes[turn % outcomes.len()];
            let case = format!("{}/{}", table.name, what[0].replace('|', "/"));
            held.insert((case.clone(), version.to_owned(), "outcome".to_owned()));
            let (what, misses) = (what.to_vec(), misses.clone());
            trials.add(format!("oracle::{case}::{version}"), move || {
                let program =
                    (table.program)(&what, version).ok_or("no program is made of this")?;
                let (got, real) = (
                    run(&program, version)?,
                    outcome.split('|').collect::<Vec<_>>(),
                );
                let found = match (table.same)(&got, &real) {
                    true => Ok(()),
                    false => Err(format!("real Go: {real:?}\nthe model: {got:?}")),
                };
                misses.hold(&case, version, "outcome", found)
            });
        }
    }
    misses.are_about(trials, "oracle::misses", held);
    for line in include_str!("growth.tsv").lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [version, element, capacities] = cells[..] else {
            panic!("growth.tsv: {line}");
        };
        trials.add(format!("growth::{element}::{version}"), move || {
            grows(version, element, capacities)
        });
    }
}

/// `1.19,1.21=ok|…`: what happened on each version.
fn by_version(cell: &str) -> impl Iterator<Item = (&str, &str)> {
    let (versions, outcome) = cell.split_once('=').expect("versions=outcome");
    versions.split(',').map(move |version| (version, outcome))
}

/// Runs a program; classes as the tables have them.
fn run(program: &str, version: &str) -> Result<Outcome, String> {
    let limits = Limits {
        steps: 6_000_000,
        ..Limits::default()
    };
    let profile = profile(version).ok_or("no such version")?;
    let mut scenario = GoScenario::load("main.go", program.as_bytes(), profile, &limits)
        .map_err(|error| error.0)?;
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
    Ok(match report.class.word() {
        "ok" => ("ok".to_owned(), String::new(), lines.join("; ")),
        class => (class.to_owned(), report.message, String::new()),
    })
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
    Some(include_str!("span.go").replace("// VARIABLES", &variables))
}

/// Only the class and Go's line; what the program noticed itself is class `wrong`.
fn same_class(got: &Outcome, real: &[&str]) -> bool {
    let class = if got.2.contains("wrong") {
        "wrong"
    } else {
        got.0.as_str()
    };
    (class, got.1.as_str()) == (real[0], real[1])
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
    Some(include_str!("heap.go").replace("// VARIABLES", &variables))
}

fn same_text(got: &Outcome, real: &[&str]) -> bool {
    (got.0.as_str(), got.1.as_str(), got.2.as_str()) == (real[0], real[1], real[2])
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
    Some(include_str!("slice.go").replace("// VARIABLES", &variables))
}

/// Appends one by one and prints each capacity.
fn grows(version: &str, element: &str, capacities: &str) -> Verdict {
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
    let (_, ty) = types.iter().find(|(name, _)| *name == element).unwrap();
    let program = format!(
        "package main\n\ntype T {ty}\n\nvar s []T\n\nfunc main() {{\n\tvar v T\n\tlast := 0\n\
         \tfor len(s) < 4096 {{\n\t\ts = append(s, v)\n\t\tif cap(s) != last {{\n\t\t\tlast = cap(s)\n\
         \t\t\tprint(last, \" \")\n\t\t}}\n\t}}\n\tprintln()\n}}\n"
    );
    let (class, _, printed) = run(&program, version)?;
    assert_eq!((class.as_str(), printed.trim()), ("ok", capacities));
    Ok(())
}
