//! What people see of traffic in a terminal: a table of policies, and sparklines.

use std::fmt::Write as _;

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};
use tearpoint_resilience::figures::{Figures, Second};

use super::bands::{Band, COMPARED, Figure, Row, SHOWN, chosen};
use super::hunt::{Files, Hunted};
use crate::render::causes;

/// Bars of a sparkline, if the terminal is wide enough for three of them.
pub const SPARK_COLUMNS: usize = 36;
const FEWEST: usize = 8;
const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// A hunt: the table with bands, the differences, the course of the first seed, the findings, the files.
pub fn hunted(hunted: &Hunted, files: &Files, again: bool) -> String {
    let mut out = String::new();
    if again {
        out.push('\n');
    }
    let runs = hunted.seeds();
    let _ = writeln!(out, "{}", hunted.scenario.title);
    let _ = writeln!(
        out,
        "Median over {runs} seeds (lowest–highest), since the trouble began.\n"
    );
    let _ = writeln!(out, "{}\n", bands(&hunted.rows));
    if let Some(table) = differences(&hunted.rows) {
        let first = &hunted.rows[0].policy;
        let _ = writeln!(
            out,
            "The same users, seed by seed: change against policy {first}.\n"
        );
        let _ = writeln!(out, "{table}\n");
    }
    if let Some(seed) = hunted.shown_seed() {
        let _ = writeln!(out, "Over time, seed {seed}.\n");
        let _ = writeln!(out, "{}\n", over_time(hunted));
    }
    for (id, (found, policies)) in &hunted.found {
        let report = &found.run.report;
        let finding = report.findings.first();
        let causes = finding.map_or_else(Vec::new, |crash| causes(crash, &report.tasks));
        let policies: Vec<&str> = policies.keys().map(String::as_str).collect();
        let _ = writeln!(
            out,
            "{id}  {} ({} runs; {})",
            found.signature.title,
            found.runs,
            policies.join(", ")
        );
        let _ = writeln!(
            out,
            "    seed {}, {}: {}\n    tearpoint explain {}",
            found.run.seed,
            found.recording.profile,
            causes.first().map_or("", String::as_str),
            files.recording(id)
        );
    }
    let _ = writeln!(out, "\nplot: {}\npage: {}", files.plot, files.page);
    out
}

/// Figures that some policy has.
pub fn shown<'a>(rows: &'a [Row], keys: &'a [&str]) -> impl Iterator<Item = &'static Figure> + 'a {
    chosen(keys).filter(|figure| rows.iter().any(|row| row.band(figure).is_some()))
}

/// How much room a figure takes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Room {
    OneLine,
    TwoLines,
    /// Its band is left out.
    Median,
}

impl Room {
    fn cell(self, text: &str) -> String {
        match (self, text.split_once(" (")) {
            (Room::TwoLines, Some((median, band))) => format!("{median}\n({band}"),
            (Room::Median, Some((median, _))) => median.to_owned(),
            _ => text.to_owned(),
        }
    }

    /// Headings are no wider than what stands below them.
    fn heading(self, text: &str) -> String {
        let most = if self == Room::OneLine { 16 } else { 9 };
        let mut lines: Vec<String> = Vec::new();
        for word in text.split(' ') {
            match lines.last_mut() {
                Some(line) if line.chars().count() + word.chars().count() < most => {
                    line.push(' ');
                    line.push_str(word);
                }
                _ => lines.push(word.to_owned()),
            }
        }
        lines.join("\n")
    }
}

/// The roomiest table that the terminal is wide enough for; the roomiest of all where there is none.
fn fitting(build: impl Fn(Room) -> Table) -> String {
    for room in [Room::OneLine, Room::TwoLines] {
        let table = build(room);
        let lines = table.to_string();
        let widest = lines.lines().map(|line| line.chars().count()).max();
        let fits = |width| widest.unwrap_or(0) <= usize::from(width);
        if table.width().is_none_or(fits) {
            return lines;
        }
    }
    let mut table = build(Room::Median);
    table.set_content_arrangement(ContentArrangement::Dynamic);
    format!("{table}\n (the terminal is too narrow for the bands; they are on the page)")
}

fn bands(rows: &[Row]) -> String {
    fitting(|room| {
        // What is much the same for all of them goes first where there is no room.
        let dear = |figure: &&Figure| room != Room::Median || figure.key != "p99_before_ms";
        let figures: Vec<&Figure> = shown(rows, &SHOWN).filter(dear).collect();
        let headings = figures.iter().map(|figure| room.heading(figure.heading));
        let mut table = blank("policy", headings);
        for row in rows {
            let cell = |figure: &&Figure| {
                let band = Band::show(row.band(figure), figure.digits, row.runs.len());
                room.cell(&band)
            };
            let mut cells = vec![row.policy.clone()];
            cells.extend(figures.iter().map(cell));
            table.add_row(cells);
        }
        right(table)
    })
}

/// Paired differences to the first policy: points for shares, percent for the rest.
fn differences(rows: &[Row]) -> Option<String> {
    let (first, others) = rows.split_first()?;
    if others.is_empty() || first.runs.len() < 2 {
        return None;
    }
    Some(fitting(|room| {
        let headings = chosen(&COMPARED).map(|figure| room.heading(&heading(figure)));
        let mut table = blank("policy", headings);
        for row in others {
            let mut cells = vec![row.policy.clone()];
            cells.extend(chosen(&COMPARED).map(|figure| room.cell(&compared(row, first, figure))));
            table.add_row(cells);
        }
        right(table)
    }))
}

fn is_share(figure: &Figure) -> bool {
    figure.key.ends_with("percent")
}

/// What a column of differences is called: its unit is not always the figure's.
pub fn heading(figure: &'static Figure) -> String {
    let name = figure
        .heading
        .trim_end_matches(", %")
        .trim_end_matches(", ms");
    let unit = if is_share(figure) { "points" } else { "%" };
    format!("{name}, {unit}")
}

/// A cell of the table of differences.
pub fn compared(row: &Row, first: &Row, figure: &Figure) -> String {
    let band = match is_share(figure) {
        true => row.difference(first, figure),
        false => row.change(first, figure),
    };
    let Some(Band {
        median, min, max, ..
    }) = band
    else {
        return "–".to_owned();
    };
    format!("{median:+.1} ({min:+.1} to {max:+.1})")
}

fn blank<T: Into<String>>(first: &str, headings: impl Iterator<Item = T>) -> Table {
    let mut table = Table::new();
    table
        .load_preset(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Disabled);
    let mut header = vec![first.to_owned()];
    header.extend(headings.map(Into::into));
    table.set_header(header);
    table
}

fn right(mut table: Table) -> Table {
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}

/// The first seed of each policy as sparklines; queues on one scale.
fn over_time(hunted: &Hunted) -> Table {
    let most = hunted.shown().map(|(_, figures)| longest(figures)).max();
    let most = most.unwrap_or(0).max(1);
    let headings = [
        "good answers, 0 to 100 %".to_owned(),
        format!("executor's queue, 0 to {most}"),
        "pool in use, 0 to 100 %".to_owned(),
    ];
    let names = hunted
        .shown()
        .map(|(policy, _)| policy.chars().count())
        .max();
    let room = Table::new().width().map_or(SPARK_COLUMNS, |width| {
        // Three columns beside the names, each with a space on both sides.
        let left = usize::from(width).saturating_sub(names.unwrap_or(0) + 2 + 3 * 3);
        (left / 3).clamp(FEWEST, SPARK_COLUMNS)
    });
    let headings = headings.map(|text| {
        if room < 26 {
            Room::TwoLines.heading(&text)
        } else {
            text
        }
    });
    let mut table = blank("policy", headings.into_iter());
    for (policy, figures) in hunted.shown() {
        let [good, queue, pool] = sparks(figures, most, room);
        table.add_row([policy.to_owned(), good, queue, pool]);
    }
    table
}

/// The longest queue of a run.
pub fn longest(figures: &Figures) -> u64 {
    let queues = figures.seconds.iter().map(|second| second.queue);
    queues.max().unwrap_or(0)
}

/// Good answers of those who came, the executor's queue up to `most`, the pool's use; of at most `bars` bars.
pub fn sparks(figures: &Figures, most: u64, bars: usize) -> [String; 3] {
    let sum =
        |seconds: &[Second], value: fn(&Second) -> u64| seconds.iter().map(value).sum::<u64>();
    [
        spark(figures, bars, |seconds| {
            (sum(seconds, |s| s.ok), sum(seconds, |s| s.arrived))
        }),
        spark(figures, bars, |seconds| {
            (sum(seconds, |s| s.queue), most * seconds.len() as u64)
        }),
        spark(figures, bars, |seconds| {
            (sum(seconds, |s| s.pool_percent), 100 * seconds.len() as u64)
        }),
    ]
}

/// A bar for each stretch of time: how much of how much.
fn spark(figures: &Figures, bars: usize, level: impl Fn(&[Second]) -> (u64, u64)) -> String {
    let chunk = figures.seconds.len().div_ceil(bars.max(1)).max(1);
    let bar = |seconds: &[Second]| {
        let (part, whole) = level(seconds);
        let at = part * BARS.len() as u64 / whole.max(1);
        BARS[(at as usize).min(BARS.len() - 1)]
    };
    figures.seconds.chunks(chunk).map(bar).collect()
}
