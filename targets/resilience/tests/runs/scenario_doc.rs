//! `docs/scenario-files.md` says what the program does: every key, default, range and message.

use std::collections::BTreeMap;

use serde::Deserialize as _;
use tearpoint_resilience::scenario::Scenario;

const DOC: &str = include_str!("../../../../docs/scenario-files.md");

/// One row of a table.
#[derive(Clone, Debug)]
struct Row {
    key: String,
    default: String,
    range: String,
}

/// Tables by heading; the defences' by heading and kind.
fn tables() -> BTreeMap<String, Vec<Row>> {
    let mut tables: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    let (mut heading, mut kind) = (String::new(), String::new());
    for line in DOC.lines() {
        if let Some(text) = line.strip_prefix('#') {
            heading = text.trim_start_matches('#').trim().replace('`', "");
        }
        let inner = line
            .strip_prefix('|')
            .and_then(|line| line.strip_suffix('|'));
        let Some(inner) = inner else {
            continue;
        };
        let mut cells: Vec<&str> = inner.split('|').map(str::trim).collect();
        let strip = |cell: &str| cell.replace('`', "");
        if cells[0] == "key" || cells[0] == "kind" || cells[0].starts_with("---") {
            continue;
        }
        let mut name = heading.clone();
        if heading == "defences" {
            if !cells[0].is_empty() {
                kind = strip(cells[0]);
            }
            cells.remove(0);
            name = format!("defences {kind}");
        }
        let rows = tables.entry(name).or_default();
        if !cells[0].is_empty() {
            assert_eq!(cells.len(), 6, "{line}");
            rows.push(Row {
                key: strip(cells[0]),
                default: strip(cells[2]),
                range: strip(cells[3]),
            });
        }
    }
    tables
}

/// A file with these lines where the keys of `table` are.
fn file(table: &str, lines: &str) -> String {
    match table {
        "The file" if lines.contains("title =") => lines.to_owned(),
        "The file" => format!("title = \"x\"\n{lines}"),
        "[[fault]]" if lines.contains("at-ms =") => format!("title = \"x\"\n{table}\n{lines}"),
        "[[fault]]" => format!("title = \"x\"\n{table}\nat-ms = 1\n{lines}"),
        "[[policy]]" if lines.contains("name =") => format!("title = \"x\"\n{table}\n{lines}"),
        "[[policy]]" => format!("title = \"x\"\n{table}\nname = \"p\"\n{lines}"),
        _ => match table.strip_prefix("defences ") {
            None => format!("title = \"x\"\n{table}\n{lines}"),
            Some(kind) => {
                let rows = &tables()[table];
                let required = rows.iter().filter(|row| {
                    row.default == "required" && !lines.contains(&format!("{} =", row.key))
                });
                let mut entries = vec![format!("kind = \"{kind}\"")];
                entries.extend(required.map(|row| format!("{} = {}", row.key, valid(row))));
                entries.extend(lines.lines().map(str::to_owned));
                format!(
                    "title = \"x\"\n[[policy]]\nname = \"p\"\ndefences = [{{ {} }}]\n",
                    entries.join(", ")
                )
            }
        },
    }
}

/// Some value that the row allows.
fn valid(row: &Row) -> String {
    match words(row) {
        Some(words) => literal(row, &words[0]),
        None => ranges(row)[0].0.to_string(),
    }
}

/// A word as TOML.
fn literal(row: &Row, word: &str) -> String {
    match (row.key.as_str(), word) {
        (_, "true" | "false") => word.to_owned(),
        ("actions", word) => format!("[\"{word}\"]"),
        (_, word) => format!("\"{word}\""),
    }
}

/// The words a value can be; none if it is a number.
fn words(row: &Row) -> Option<Vec<String>> {
    let words: Vec<String> = row.range.split(", ").map(str::to_owned).collect();
    let numbers = row.range.is_empty() || row.range.chars().any(|c| c.is_ascii_digit());
    (!numbers).then_some(words)
}

/// The ranges a number can be in.
fn ranges(row: &Row) -> Vec<(i64, i64)> {
    let number = |text: &str| text.trim().parse::<i64>().unwrap();
    row.range
        .split(',')
        .map(|range| match range.split_once(" to ") {
            Some((low, high)) => (number(low), number(high)),
            None => (number(range), number(range)),
        })
        .collect()
}

/// The file as its tables are read, before it is asked whether they fit together.
fn read(text: &str) -> Result<Scenario, String> {
    let deserializer = toml::Deserializer::parse(text).map_err(|error| error.to_string())?;
    Scenario::deserialize(deserializer).map_err(|error| error.to_string())
}

/// The names that a table of the program knows, out of the message about one that it does not.
fn known(table: &str) -> Vec<String> {
    let error = read(&file(table, "zz = 1\n")).unwrap_err();
    let (_, expected) = error
        .split_once("unknown field `zz`, ")
        .unwrap_or_else(|| panic!("{table}: {error}"));
    let mut names: Vec<String> = expected
        .split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect();
    names.sort();
    names
}

#[test]
fn every_key_is_documented_and_every_documented_key_is_known() {
    let tables = tables();
    let mut top: Vec<String> = Vec::new();
    for (table, rows) in &tables {
        let mut documented: Vec<String> = rows.iter().map(|row| row.key.clone()).collect();
        if table == "The file" {
            // Its tables have tables of their own.
            let names = tables.keys().filter_map(|name| name.strip_prefix('['));
            let names = names.map(|name| name.trim_matches(['[', ']']).to_owned());
            documented.extend(names);
            top.clone_from(&documented);
        }
        documented.sort();
        assert_eq!(documented, known(table), "{table}");
    }
    assert_eq!(top.len(), 10, "title, two times, seven tables: {top:?}");
}

#[test]
fn every_kind_of_defence_is_documented() {
    let text = "title = \"x\"\n[[policy]]\nname = \"p\"\ndefences = [{ kind = \"zz\" }]\n";
    let error = read(text).unwrap_err();
    let (_, expected) = error.split_once("unknown variant `zz`, ").unwrap();
    let mut kinds: Vec<String> = expected
        .split('`')
        .skip(1)
        .step_by(2)
        .map(|kind| format!("defences {kind}"))
        .collect();
    kinds.sort();
    let documented: Vec<String> = tables()
        .into_keys()
        .filter(|name| name.starts_with("defences "))
        .collect();
    assert_eq!(documented, kinds);
}

#[test]
fn defaults_are_what_is_documented() {
    for (table, rows) in tables() {
        for row in rows {
            let without = read(&file(&table, ""));
            let lines = |value: &str| format!("{} = {value}\n", row.key);
            match row.default.as_str() {
                "required" => {
                    if table == "The file" || !table.starts_with("defences") {
                        let others = ["title", "at-ms", "name"];
                        assert!(others.contains(&row.key.as_str()), "{table}: {row:?}");
                    }
                    let error = match table.as_str() {
                        "The file" => read("").unwrap_err(),
                        "[[fault]]" | "[[policy]]" => {
                            read(&format!("title = \"x\"\n{table}\n")).unwrap_err()
                        }
                        _ => {
                            let all = file(&table, "");
                            let given = format!(", {} = {}", row.key, valid(&row));
                            assert!(all.contains(&given), "{all}");
                            read(&all.replacen(&given, "", 1)).unwrap_err()
                        }
                    };
                    let missing = format!("missing field `{}`", row.key);
                    assert!(error.contains(&missing), "{table}: {error}");
                }
                "absent" => {
                    assert!(without.is_ok(), "{table}: {row:?}");
                    let some = read(&file(&table, &lines(&valid(&row)))).unwrap();
                    assert_ne!(Ok(some), without, "{table}: {row:?} changes nothing");
                }
                default => {
                    let value = match words(&row) {
                        Some(_) => literal(&row, default),
                        None => default.to_owned(),
                    };
                    let with = read(&file(&table, &lines(&value)));
                    assert_eq!(with, without, "{table}: {row:?}");
                    assert!(with.is_ok(), "{table}: {row:?}: {with:?}");
                }
            }
        }
    }
}

#[test]
fn ranges_are_what_is_documented() {
    for (table, rows) in tables() {
        for row in rows.iter().filter(|row| !row.range.is_empty()) {
            let set = |value: &str| read(&file(&table, &format!("{} = {value}\n", row.key)));
            if let Some(words) = words(row) {
                for word in words {
                    let found = set(&literal(row, &word));
                    assert!(found.is_ok(), "{table}: {} = {word}: {found:?}", row.key);
                }
                let error = set(&literal(row, "zz")).unwrap_err();
                let known =
                    error.contains("unknown variant `zz`") || error.contains("invalid type");
                assert!(known, "{table}: {}: {error}", row.key);
                continue;
            }
            let ranges = ranges(row);
            let inside = |value| {
                ranges
                    .iter()
                    .any(|&(low, high)| (low..=high).contains(&value))
            };
            let edges = ranges
                .iter()
                .flat_map(|&(low, high)| [low - 1, low, high, high + 1]);
            for value in edges {
                let found = set(&value.to_string());
                match inside(value) {
                    true => assert!(found.is_ok(), "{table}: {} = {value}: {found:?}", row.key),
                    false => {
                        let error = found.unwrap_err();
                        let told = error.contains("is not between")
                            || error.contains("cannot be less than");
                        assert!(told, "{table}: {} = {value}: {error}", row.key);
                    }
                }
            }
        }
    }
}

#[test]
fn refusals_are_word_for_word() {
    let (_, text) = DOC.split_once("## What is refused").unwrap();
    let mut blocks = text.split("```").skip(1).step_by(2);
    let (mut examples, mut wrong) = (0, String::new());
    while let (Some(example), Some(message)) = (blocks.next(), blocks.next()) {
        let example = example.strip_prefix("toml\n").unwrap();
        let message = message.strip_prefix("text\n").unwrap();
        let error = Scenario::parse("x.toml", example).unwrap_err().0;
        examples += 1;
        if error.trim_end() != message.trim_end() {
            wrong += &format!(
                "```toml\n{example}```\n```text\n{}\n```\n\n",
                error.trim_end()
            );
        }
    }
    assert!(examples >= 10, "{examples} examples");
    assert!(wrong.is_empty(), "the program says:\n{wrong}");
}
