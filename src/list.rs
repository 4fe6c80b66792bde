//! `tearpoint list`: what there is.

use comfy_table::{ContentArrangement, Table, presets};
use include_dir::{Dir, include_dir};
use serde_json::{Map, Value, json};
use tearpoint_go::linknames::Linkname;
use tearpoint_go::tamper::FIELDS;
use tearpoint_harness::scheduler::{self, SCHEDULERS};
use tearpoint_runtime::profile::PROFILES;

use crate::cli::{Format, ListArgs, Listing};
use crate::{Failure, resilience, scenarios, status};

static SNAPSHOTS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/snapshots");

/// Lists as `args` say.
pub fn list(args: &ListArgs) -> Result<u8, Failure> {
    let (header, rows) = match args.what {
        Listing::Targets => (vec!["target", "what"], targets()),
        Listing::Scenarios => (vec!["scenario", "what"], built_in()),
        Listing::Tampers => (tamper_columns(), tampers()),
        Listing::Linknames => (linkname_columns(), linknames()),
        Listing::Signatures => (vec!["signature", "title"], signatures()),
        Listing::Profiles => (vec!["profile", "maps"], profiles()),
        Listing::Schedulers => (vec!["scheduler", "what", "parameters"], schedulers()),
    };
    if args.format == Format::Json {
        for row in rows {
            let object: Map<String, Value> = header
                .iter()
                .zip(row)
                .map(|(name, value)| ((*name).to_owned(), json!(value)))
                .collect();
            println!("{}", Value::Object(object));
        }
        return Ok(status::PASS);
    }
    let mut table = Table::new();
    table
        .load_preset(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Dynamic);
    table.set_header(header);
    for row in rows {
        table.add_row(row);
    }
    println!("{table}");
    Ok(status::PASS)
}

fn rows(pairs: &[(&str, &str)]) -> Vec<Vec<String>> {
    pairs
        .iter()
        .map(|(a, b)| vec![(*a).to_owned(), (*b).to_owned()])
        .collect()
}

fn targets() -> Vec<Vec<String>> {
    rows(&[
        ("go", "Go programs on the simulated runtime"),
        (
            "resilience",
            "traffic through connector, pool and lock, in virtual time",
        ),
    ])
}

fn built_in() -> Vec<Vec<String>> {
    let go = scenarios::built_in();
    let go = go
        .iter()
        .map(|source| vec![source.name.clone(), scenarios::summary(source)]);
    let resilience = resilience::built_in();
    let resilience = resilience
        .iter()
        .map(|source| vec![source.name.clone(), resilience::summary(source)]);
    go.chain(resilience).collect()
}

/// The columns named after Go versions hold offsets.
fn tamper_columns() -> Vec<&'static str> {
    let versions = PROFILES.iter().map(|profile| profile.name);
    let rest = ["bytes", "elements", "reached by", "values"];
    ["field"].into_iter().chain(versions).chain(rest).collect()
}

fn tampers() -> Vec<Vec<String>> {
    let row = |field: &&tearpoint_go::tamper::Field| {
        let values: Vec<String> = field.values.iter().map(ToString::to_string).collect();
        let offset = |profile| match field.extent(profile) {
            Some((offset, _)) => offset.to_string(),
            None => "-".to_owned(),
        };
        let mut widths: Vec<usize> = PROFILES
            .iter()
            .filter_map(|profile| Some(field.extent(profile)?.1))
            .collect();
        widths.dedup();
        let widths: Vec<String> = widths.iter().map(ToString::to_string).collect();
        let mut row = vec![format!("{}.{}", field.object.name(), field.name)];
        row.extend(PROFILES.iter().map(offset));
        row.extend([
            widths.join(" or "),
            field.count.to_string(),
            field.reach.name().to_owned(),
            values.join(" "),
        ]);
        row
    };
    FIELDS.iter().map(row).collect()
}

/// The columns named after Go versions say what each makes of the name.
fn linkname_columns() -> Vec<&'static str> {
    let versions = PROFILES.iter().map(|profile| profile.name);
    let first = ["name", "signature", "for", "others run"];
    first
        .into_iter()
        .chain(versions)
        .chain(["linker"])
        .collect()
}

fn linknames() -> Vec<Vec<String>> {
    let row = |row: Linkname| {
        let mut cells = [row.name, row.signature, row.reach, row.others_run]
            .map(str::to_owned)
            .to_vec();
        cells.extend(row.versions.iter().map(|(_, at)| at.to_string()));
        cells.push(row.linker);
        cells
    };
    tearpoint_go::linknames::linknames()
        .into_iter()
        .map(row)
        .collect()
}

/// The signatures that have a snapshot: its file's name, and the first line of its body.
fn signatures() -> Vec<Vec<String>> {
    let row = |file: &include_dir::File<'_>| {
        let id = file.path().file_stem()?.to_string_lossy().into_owned();
        let text = file.contents_utf8()?;
        let body = text.splitn(3, "---\n").nth(2)?;
        Some(vec![id, body.lines().next()?.to_owned()])
    };
    let mut list: Vec<Vec<String>> = SNAPSHOTS.files().filter_map(row).collect();
    list.sort_by(|a, b| a[1].cmp(&b[1]));
    list
}

fn profiles() -> Vec<Vec<String>> {
    PROFILES
        .iter()
        .map(|profile| vec![profile.name.to_owned(), "classic (hmap)".to_owned()])
        .collect()
}

fn schedulers() -> Vec<Vec<String>> {
    let row = |row: &&scheduler::Row| {
        let parameters = row.parameters.iter();
        let parameters: Vec<String> = parameters.map(scheduler::Parameter::describe).collect();
        vec![row.usage(), row.summary.to_owned(), parameters.join("\n")]
    };
    SCHEDULERS.iter().map(row).collect()
}
