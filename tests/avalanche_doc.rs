//! `docs/avalanche.md` is held to what the command says: every row that names a scenario, a policy and a figure is measured again
//! over a few seeds, and every plot drawn again.
//!
//! The documented bands are over many seeds, the first of which are these, so each value must lie in its band. With
//! `TEARPOINT_BLESS` (`cargo bless avalanche`) rows and plots are not checked but written, over all of those seeds.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use regex::Regex;
use serde_json::Value;

/// Seeds over which a figure is checked, and those over which it is written.
const SEEDS: usize = 2;
const DOCUMENTED_SEEDS: usize = 30;
const MAX_PLOT: usize = 150_000;

/// Where a row's figure comes from: `` `incident`, `pool gate` against `none`: `lock_retries` in % ``.
#[derive(Clone, Debug)]
struct Source {
    scenario: String,
    policy: String,
    against: Option<String>,
    key: String,
    percent: bool,
}

fn docs(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("docs")
        .join(name)
}

fn source(cell: &str) -> Option<Source> {
    let mut codes: Vec<String> = cell
        .split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect();
    if !cell.starts_with('`') || !cell.contains("`: `") || !(3..=4).contains(&codes.len()) {
        return None;
    }
    let key = codes.pop()?;
    let mut codes = codes.into_iter();
    Some(Source {
        scenario: codes.next()?,
        policy: codes.next()?,
        against: codes.next(),
        key,
        percent: cell.ends_with(" in %"),
    })
}

/// A cell of the document that holds a figure.
struct Slot {
    line: usize,
    cell: usize,
    source: Source,
}

fn cells(line: &str) -> Option<Vec<&str>> {
    let inner = line.strip_prefix('|')?.strip_suffix('|')?;
    Some(inner.split('|').map(str::trim).collect())
}

/// A table of policies by figures: `<!-- table avalanche: ok_percent; core_ok_percent -->`, or `avalanche against none in %`. The
/// first cell of its rows names the policy.
fn table(line: &str) -> Option<(String, Option<String>, bool, Vec<String>)> {
    let inner = line.strip_prefix("<!-- table ")?.strip_suffix(" -->")?;
    let (of, keys) = inner.split_once(": ")?;
    let percent = of.ends_with(" in %");
    let of = of.trim_end_matches(" in %");
    let (scenario, against) = match of.split_once(" against ") {
        Some((scenario, against)) => (scenario, Some(against.to_owned())),
        None => (of, None),
    };
    let keys = keys.split("; ").map(str::to_owned).collect();
    Some((scenario.to_owned(), against, percent, keys))
}

/// Every cell that holds a figure: the one before a source, and those of a table of policies.
fn slots(text: &str) -> Vec<Slot> {
    let mut slots = Vec::new();
    let mut current = None;
    for (line, content) in text.lines().enumerate() {
        if let Some(table) = table(content) {
            // Its heading and the rule below come next.
            current = Some((line + 2, table));
            continue;
        }
        let Some(cells) = cells(content) else {
            current = None;
            continue;
        };
        match &current {
            Some((head, _)) if line <= *head => {}
            Some((_, (scenario, against, percent, keys))) => {
                assert_eq!(
                    cells.len(),
                    keys.len() + 1,
                    "a cell for each key: {content}"
                );
                slots.extend((1..).zip(keys).map(|(cell, key)| Slot {
                    line,
                    cell,
                    source: Source {
                        scenario: scenario.clone(),
                        policy: cells[0].to_owned(),
                        against: against.clone(),
                        key: key.clone(),
                        percent: *percent,
                    },
                }));
            }
            None => {
                let found = cells
                    .iter()
                    .enumerate()
                    .find_map(|(at, cell)| Some((at, source(cell)?)));
                let Some((at, source)) = found else { continue };
                assert!(at > 0, "no figure before its source: {content}");
                slots.push(Slot {
                    line,
                    cell: at - 1,
                    source,
                });
            }
        }
    }
    slots
}

/// A plot's file and what it is of: `<!-- plot avalanche.svg: avalanche: none; pool gate -->`.
fn plot(line: &str) -> Option<(&str, &str, Vec<&str>)> {
    let inner = line.strip_prefix("<!-- plot ")?.strip_suffix(" -->")?;
    let (file, rest) = inner.split_once(": ")?;
    let (scenario, policies) = rest.split_once(": ")?;
    Some((file, scenario, policies.split("; ").collect()))
}

fn hunt(scenario: &str, policies: &[&str], seeds: usize, out: &Path) -> Child {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin("tearpoint"));
    command.args([
        "hunt",
        scenario,
        "--format",
        "json",
        "--seeds",
        &format!("0..{seeds}"),
        "--out",
    ]);
    command.arg(out);
    for policy in policies {
        command.args(["--policy", policy]);
    }
    command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Each policy's figures of the hunt, by seed.
fn figures(child: Child) -> BTreeMap<String, Value> {
    let output = child.wait_with_output().unwrap();
    assert!(
        matches!(output.status.code(), Some(0 | 1)),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = String::from_utf8(output.stdout).unwrap();
    let lines = text
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    let policies = lines.filter(|line| line.get("figures").is_some());
    policies
        .map(|line| {
            (
                line["policy"].as_str().unwrap().to_owned(),
                line["figures"].clone(),
            )
        })
        .collect()
}

/// The figure in each run that has it, and in how many it was looked for.
fn values(source: &Source, measured: &BTreeMap<String, Value>, seeds: usize) -> Vec<Option<f64>> {
    let of = |policy: &str| -> Vec<Option<f64>> {
        let figures = &measured[policy];
        match figures[&source.key]["values"].as_array() {
            Some(values) => values.iter().map(Value::as_f64).collect(),
            None => vec![None; seeds],
        }
    };
    let own = of(&source.policy);
    let Some(against) = &source.against else {
        return own;
    };
    let pairs = own.into_iter().zip(of(against));
    let difference = |(own, base): (Option<f64>, Option<f64>)| {
        let (own, base) = (own?, base?);
        Some(if source.percent {
            (own - base) * 100.0 / base
        } else {
            own - base
        })
    };
    pairs.map(difference).collect()
}

/// `4315 (3697–4825) ms`, `-83.1 (-90.2 to -75.4)`, `7 (0–26, 18 of 30) s`, or `–` where no run has the figure.
struct Cell {
    median: f64,
    band: (f64, f64),
    all: bool,
    digits: usize,
    unit: String,
}

fn cell(text: &str) -> Option<Cell> {
    let number = r"([+-]?[0-9]+(?:\.([0-9]+))?)";
    let rest = r"\(([+-]?[0-9.]+)(?:–| to )([+-]?[0-9.]+)(, [0-9]+ of [0-9]+)?\)(.*)";
    let found = Regex::new(&format!("^{number} {rest}$"))
        .unwrap()
        .captures(text)?;
    let number = |at: usize| found[at].parse().unwrap();
    Some(Cell {
        median: number(1),
        band: (number(3), number(4)),
        all: found.get(5).is_none(),
        digits: found.get(2).map_or(0, |digits| digits.len()),
        unit: found[6].to_owned(),
    })
}

fn check(line: &str, text: &str, values: &[Option<f64>]) {
    let Some(cell) = cell(text) else {
        assert_eq!(text, "–", "not a figure with its band: {line}");
        assert!(
            values.iter().all(Option::is_none),
            "{line}: the runs say {values:?}"
        );
        return;
    };
    let (low, high) = cell.band;
    let rounding = 0.51 / 10f64.powi(cell.digits as i32);
    assert!(
        (low..=high).contains(&cell.median),
        "{line}: the median is not in the band"
    );
    assert!(
        !cell.all || values.iter().all(Option::is_some),
        "{line}: the runs say {values:?}"
    );
    for value in values.iter().flatten() {
        let inside = (low - rounding..=high + rounding).contains(value);
        assert!(
            inside,
            "{line}: a run says {value}; `cargo bless avalanche` writes the document anew"
        );
    }
}

/// The cell that `values` give, in the digits and with the unit that it had.
fn written(text: &str, values: &[Option<f64>], signed: bool) -> String {
    let old = cell(text);
    let (digits, unit) = old.map_or((0, String::new()), |old| (old.digits, old.unit));
    let mut some: Vec<f64> = values.iter().flatten().copied().collect();
    some.sort_by(f64::total_cmp);
    let n = some.len();
    if n == 0 {
        return "–".to_owned();
    }
    let median = (some[(n - 1) / 2] + some[n / 2]) / 2.0;
    let show = |value: f64| match signed {
        true => format!("{value:+.digits$}"),
        false => format!("{value:.digits$}"),
    };
    let to = if signed { " to " } else { "–" };
    let of = if n < values.len() {
        format!(", {n} of {}", values.len())
    } else {
        String::new()
    };
    format!(
        "{} ({}{to}{}{of}){unit}",
        show(median),
        show(some[0]),
        show(some[n - 1])
    )
}

#[test]
fn the_document_says_what_the_command_says() {
    let blessing = std::env::var_os("TEARPOINT_BLESS").is_some();
    let seeds = if blessing { DOCUMENTED_SEEDS } else { SEEDS };
    let text = std::fs::read_to_string(docs("avalanche.md")).unwrap();
    let folder = tempfile::tempdir().unwrap();

    let slots = slots(&text);
    let mut asked: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for Slot { source, .. } in &slots {
        let policies = asked.entry(source.scenario.clone()).or_default();
        for policy in [Some(&source.policy), source.against.as_ref()]
            .into_iter()
            .flatten()
        {
            if !policies.contains(policy) {
                policies.push(policy.clone());
            }
        }
    }
    let hunts: Vec<(String, Child)> = asked
        .iter()
        .map(|(scenario, policies)| {
            let policies: Vec<&str> = policies.iter().map(String::as_str).collect();
            (
                scenario.clone(),
                hunt(scenario, &policies, seeds, &folder.path().join(scenario)),
            )
        })
        .collect();
    let plots: Vec<(&str, &str, PathBuf, Child)> = text
        .lines()
        .filter_map(plot)
        .map(|(file, scenario, policies)| {
            let out = folder.path().join(file);
            let child = hunt(scenario, &policies, 1, &out);
            (file, scenario, out, child)
        })
        .collect();
    let measured: BTreeMap<String, BTreeMap<String, Value>> = hunts
        .into_iter()
        .map(|(scenario, child)| (scenario, figures(child)))
        .collect();

    assert!(
        slots.len() >= 60,
        "only {} figures are held to the command",
        slots.len()
    );
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for Slot { line, cell, source } in &slots {
        let values = values(source, &measured[&source.scenario], seeds);
        let row = lines[*line].clone();
        let mut all = cells(&row).unwrap();
        let new = written(all[*cell], &values, source.against.is_some());
        if blessing {
            all[*cell] = &new;
            lines[*line] = format!("| {} |", all.join(" | "));
        } else {
            check(&row, all[*cell], &values);
        }
    }
    if blessing {
        std::fs::write(docs("avalanche.md"), lines.join("\n") + "\n").unwrap();
    }
    for (file, scenario, out, child) in plots {
        figures(child);
        let drawn = std::fs::read_to_string(out.join(format!("{scenario}.svg"))).unwrap();
        if blessing {
            std::fs::write(docs(file), &drawn).unwrap();
        }
        assert!(drawn.len() < MAX_PLOT, "{file} has {} bytes", drawn.len());
        let committed = std::fs::read_to_string(docs(file)).unwrap();
        assert!(
            drawn == committed,
            "{file} is drawn otherwise now; `cargo bless avalanche` draws it anew"
        );
    }
}
