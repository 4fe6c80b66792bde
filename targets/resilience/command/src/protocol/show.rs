//! What people and programs are shown of a hunt through a protocol.

use std::collections::BTreeMap;

use comfy_table::{CellAlignment, Table};
use serde_json::json;
use tearpoint_command::args::{Format, HuntArgs};
use tearpoint_command::table;
use tearpoint_harness::session::Found;

use super::row::{Needed, Row};

/// Prints `rows`, and the recordings of what was `found`.
pub(super) fn show(
    args: &HuntArgs,
    name: &str,
    title: &str,
    rows: &[Row],
    found: &BTreeMap<String, Found>,
    seconds: f64,
) {
    let executions: u64 = rows.iter().map(|row| row.executions).sum();
    let unknown: u64 = rows.iter().map(|row| row.unknown).sum();
    if args.common.format == Format::Json {
        for row in rows {
            let explored = row.explored.map(|(seen, complete)| {
                json!({ "states": seen.states, "edges": seen.edges, "depth": seen.depth, "hopeless": seen.hopeless, "complete": complete })
            });
            let signatures: Vec<_> = row.signatures.iter().map(|id| {
                let file = args.out.join(format!("{id}.rec")).display().to_string();
                json!({ "signature": id, "title": found[id].signature.title, "recording": file })
            }).collect();
            let line = json!({
                "scenario": name, "profile": row.profile, "what": row.what, "executions": row.executions, "unknown": row.unknown,
                "needed": row.needed, "explored": explored, "signatures": signatures,
            });
            println!("{line}");
        }
        let summary = json!({ "summary": {
            "executions": executions,
            "seconds": (seconds * 1000.0).round() / 1000.0,
            "signatures": found.len(),
            "unknown": unknown,
        }});
        println!("{summary}");
        return;
    }
    println!("{name}: {title}\n\n{}\n", table_of(rows, found));
    for row in rows {
        if let Some((seen, complete)) = row.explored {
            let how = if complete {
                "every state"
            } else {
                "not all states"
            };
            println!(
                "{}: {how} explored: {} states, {} steps between them, {} steps deep; from {} of them no schedule ends well",
                row.profile, seen.states, seen.edges, seen.depth, seen.hopeless
            );
        }
    }
    if let Some(id) = found.keys().next() {
        println!(
            "{} recordings in {}; the first again:",
            found.len(),
            args.out.display()
        );
        println!(
            "  tearpoint replay {}",
            args.out.join(format!("{id}.rec")).display()
        );
    }
    let limit = match unknown {
        0 => String::new(),
        n => format!(", {n} reached a limit"),
    };
    println!(
        "{executions} runs in {seconds:.1} s, {} signatures{limit}",
        found.len()
    );
}

fn table_of(rows: &[Row], found: &BTreeMap<String, Found>) -> Table {
    let mut table = table::new([
        "profile",
        "runs",
        "found after",
        "what broke",
        "what is done wrong",
    ]);
    for row in rows {
        let needed = match row.needed {
            None => "–".to_owned(),
            Some(Needed {
                found: 0, hunts, ..
            }) => format!("never, in {hunts} hunts"),
            Some(Needed {
                median,
                min,
                max,
                found,
                hunts,
            }) => {
                let some = if found as u64 == hunts {
                    String::new()
                } else {
                    format!(", {found} of {hunts} hunts")
                };
                format!("{median} ({min}–{max}){some}")
            }
        };
        let titles: Vec<&str> = row
            .signatures
            .iter()
            .map(|id| found[id].signature.title.as_str())
            .collect();
        let broke = if titles.is_empty() {
            "nothing".to_owned()
        } else {
            titles.join("\n")
        };
        table.add_row([
            row.profile.clone(),
            row.executions.to_string(),
            needed,
            broke,
            row.what.clone(),
        ]);
    }
    for column in [1, 2] {
        if let Some(column) = table.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table
}
