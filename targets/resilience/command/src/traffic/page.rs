//! The page of a hunt: one HTML file that needs no other.

use maud::{Markup, PreEscaped, html};
use tearpoint_command::page::document;
use tearpoint_resilience::traffic::Outcome;
use tearpoint_resilience::traffic::analysis::course::{course, seconds};

use super::bands::{Band, COMPARED, Row, SHOWN, chosen};
use super::hunted::{Files, Hunted};
use super::show::{compared, heading, shown};

const STYLE: &str = "table{border-collapse:collapse;margin:1rem 0;font-variant-numeric:tabular-nums}\
th,td{padding:.25rem .7rem;border-bottom:1px solid #ddd;text-align:right;vertical-align:top}\
th:first-child,td:first-child{text-align:left}th{font-weight:600}td small{color:#666;white-space:nowrap}\
.wide{overflow-x:auto}.finding{border-left:3px solid #b33;padding-left:.9rem;margin:1.2rem 0}";

/// The whole page; `svg` is the plot, drawn by ourselves.
pub fn page(hunted: &Hunted, files: &Files, svg: &str) -> String {
    let runs = hunted.seeds();
    let body = html! {
        h1 { (hunted.scenario.title) }
        p {
            "Scenario " code { (hunted.name) } ": " (hunted.rows.len()) " policies on the same users, "
            (runs) " seeds each, " (hunted.users()) " users in all. Figures are medians over the seeds, with the lowest \
             and the highest, and count from the moment the trouble began."
        }
        div.wide { (bands(&hunted.rows)) }
        (differences(&hunted.rows))
        @if let Some(seed) = hunted.shown_seed() {
            h2 { "Over time" }
            p { "Seed " (seed) ". Grey: a fault, or the ramp." }
            (PreEscaped(svg))
        }
        h2 { "Findings" }
        @if hunted.found.is_empty() { p { "None." } }
        @for id in hunted.found.keys() { (finding(hunted, files, id)) }
        h2 { "What became of the users" }
        div.wide { (outcomes(&hunted.rows)) }
        h2 { "The scenario" }
        pre { (hunted.source) }
        p {
            "Made by " code { "tearpoint hunt " (hunted.name) } "; a run again: "
            code { "tearpoint run " (hunted.name) " --seed N --policy NAME" } "."
        }
    };
    document(&hunted.scenario.title, STYLE, &body)
}

fn cell(text: &str) -> Markup {
    match text.split_once(" (") {
        Some((median, rest)) => html! { (median) " " small { "(" (rest) } },
        None => html! { (text) },
    }
}

fn bands(rows: &[Row]) -> Markup {
    html! {
        table {
            tr { th { "policy" } @for figure in shown(rows, &SHOWN) { th { (figure.heading) } } }
            @for row in rows {
                tr {
                    td { (row.policy) }
                    @for figure in shown(rows, &SHOWN) {
                        td { (cell(&Band::show(row.band(figure), figure.digits, row.runs.len()))) }
                    }
                }
            }
        }
    }
}

fn differences(rows: &[Row]) -> Markup {
    let Some((first, others)) = rows.split_first().filter(|(_, others)| !others.is_empty()) else {
        return html! {};
    };
    html! {
        h2 { "Against policy " (first.policy) }
        p { "Differences on the same users, seed by seed: points for shares, percent for the rest." }
        div.wide {
            table {
                tr { th { "policy" } @for figure in chosen(&COMPARED) { th { (heading(figure)) } } }
                @for row in others {
                    tr {
                        td { (row.policy) }
                        @for figure in chosen(&COMPARED) { td { (cell(&compared(row, first, figure))) } }
                    }
                }
            }
        }
    }
}

fn finding(hunted: &Hunted, files: &Files, id: &str) -> Markup {
    let (found, policies) = &hunted.found[id];
    let recorded = &found.recording.profile;
    let row = hunted.rows.iter().find(|row| row.policy == *recorded);
    let run = row.and_then(|row| row.runs.iter().find(|(seed, _)| *seed == found.run.seed));
    html! {
        div.finding {
            h3 { (found.signature.title) }
            p {
                "Signature " code { (id) } ", " (found.runs) " runs: "
                @for (at, (policy, runs)) in policies.iter().enumerate() {
                    @if at > 0 { ", " } (policy) " " (runs)
                }
                ". Recorded: seed " (found.run.seed) ", policy " (recorded) "."
            }
            @if let Some((_, figures)) = run {
                table {
                    @for milestone in course(&hunted.scenario, figures) {
                        tr { td { (seconds(milestone.at)) } td style="text-align:left" { (milestone.what) } }
                    }
                }
            }
            pre {
                "tearpoint replay " (files.recording(id)) "\n"
                "tearpoint explain " (files.recording(id)) "\n"
                "tearpoint minimize " (files.recording(id))
            }
            p { a href=(format!("{id}.rec")) { "the recording" } }
        }
    }
}

/// Medians: core users and the others.
fn outcomes(rows: &[Row]) -> Markup {
    let median = |row: &Row, outcome: Outcome, core: bool| {
        let counts = row.figures().map(|figures| {
            let of_core = figures.counts.core(outcome);
            if core {
                of_core
            } else {
                figures.counts.of(outcome) - of_core
            }
        });
        Band::of(counts.map(|n| n as f64)).map_or(0.0, |band| band.median)
    };
    html! {
        table {
            tr { th { "policy" } @for outcome in Outcome::ALL { th { (outcome.name()) } } }
            @for row in rows {
                @for core in [true, false] {
                    tr {
                        td { (row.policy) (if core { ", core" } else { ", others" }) }
                        @for outcome in Outcome::ALL { td { (format!("{:.0}", median(row, outcome, core))) } }
                    }
                }
            }
        }
    }
}
