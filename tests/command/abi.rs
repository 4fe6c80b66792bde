//! `tearpoint abi` names what breaks: the programs of `corpus/go/abi`, each with a pattern that broke a public library, against
//! `expected.tsv` beside them. What real Go does with them is in `outcomes.jsonl`, which `cargo test --test cases conformance` holds.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use serde_json::Value;

use crate::tearpoint;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/go/abi");

/// `1.19 to 1.23`
fn range(versions: &Value) -> String {
    let versions: Vec<&str> = versions
        .as_array()
        .unwrap()
        .iter()
        .flat_map(Value::as_str)
        .collect();
    match versions.as_slice() {
        [only] => (*only).to_owned(),
        _ => format!("{} to {}", versions[0], versions[versions.len() - 1]),
    }
}

/// Every assumption that is told of a case, and everything that is said of it.
fn told(case: &str) -> BTreeSet<[String; 4]> {
    let path = format!("{FOLDER}/{case}");
    let (_, printed, errors) = tearpoint(&["abi", &path, "--seeds", "1", "--format", "json"]);
    assert_eq!(errors, "");
    let mut told = BTreeSet::new();
    for line in printed.lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        let (Some(kind), Some(name)) = (line["kind"].as_str(), line["name"].as_str()) else {
            continue;
        };
        let mut say = |what: String| {
            let holds = range(&line["holds"]);
            told.insert([kind.to_owned(), name.to_owned(), holds, what]);
        };
        say(String::new());
        for broken in line["breaks"].as_array().unwrap() {
            let go = range(&broken["go"]);
            say(format!("{go}: {}", broken["there"].as_str().unwrap()));
            for field in broken["fields"].as_array().unwrap() {
                let now = match field["now"].as_u64() {
                    Some(now) => format!(", now {now}"),
                    None => String::new(),
                };
                let (name, reads) = (
                    field["field"].as_str().unwrap(),
                    field["reads"].as_str().unwrap(),
                );
                say(format!(
                    "{go}: {name} at {} reads {reads}{now}",
                    field["offset"]
                ));
            }
        }
    }
    told
}

#[test]
fn what_broke_public_libraries_is_named() {
    let expected = fs::read_to_string(format!("{FOLDER}/expected.tsv")).unwrap();
    let mut cases: BTreeMap<&str, Vec<[String; 4]>> = BTreeMap::new();
    for line in expected.lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [case, rest @ ..] = columns.as_slice() else {
            panic!("{line}");
        };
        let rest: Vec<String> = rest.iter().map(|column| (*column).to_owned()).collect();
        cases
            .entry(case)
            .or_default()
            .push(rest.try_into().unwrap());
    }
    assert_eq!(
        cases.len(),
        11,
        "each program is expected to have something"
    );
    for (case, lines) in cases {
        let told = told(case);
        for line in lines {
            // What holds everywhere breaks nowhere.
            let clean = line[3].is_empty();
            let breaks = told
                .iter()
                .any(|other| other[..3] == line[..3] && !other[3].is_empty());
            assert!(
                told.contains(&line) && clean != breaks,
                "{case}: {line:?} is not in {told:#?}"
            );
        }
    }
}

#[test]
fn a_program_is_run_at_each_version() {
    let path = format!("{FOLDER}/channel_copy.go");
    let (status, printed, _) = tearpoint(&["abi", &path, "--seeds", "2"]);
    assert_eq!(status, 1);
    assert!(
        printed.contains("run, model 1.19 to 1.22:\n  ok | 2 0 true true\n"),
        "{printed}"
    );
    assert!(
        printed.contains("run, model 1.23 to 1.27:\n  ok | 2 0 false false\n"),
        "{printed}"
    );
    let (status, printed, _) =
        tearpoint(&["abi", &format!("{FOLDER}/lock_words.go"), "--seeds", "1"]);
    assert_eq!(status, 0, "{printed}");
}
