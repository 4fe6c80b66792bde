//! `tearpoint report`: a recorded run as one HTML page that needs no other file, and as a trace for Perfetto or `chrome://tracing`.

mod lanes;
mod trace;

use std::fs;
use std::path::Path;

use maud::{Markup, PreEscaped, html};
use serde_json::json;
use tearpoint_harness::contract::InputError;
use tearpoint_harness::recording::Recording;
use tearpoint_harness::session::Run;

use crate::cli::{Format, ReportArgs};
use crate::html::document;
use crate::open::{crash_report, words};
use crate::replay::{again, load};
use crate::{Failure, plot, status, traffic};

const STYLE: &str = ".lanes{overflow-x:auto}.lanes table{border-collapse:collapse;font:12px/1.3 ui-monospace,monospace}\
.lanes th{position:sticky;top:0;background:#fff;text-align:left;padding:.3rem .6rem;border-bottom:2px solid #999}\
.lanes td{padding:.05rem .6rem;border-left:1px solid #eee;white-space:nowrap}.lanes td.n{color:#999;text-align:right;border:0}\
.lanes tr.switch td{border-top:1px solid #ccc}.lanes td.on{background:#eef3fb}.lanes tr:last-child td.on{background:#f6d5d5}";

/// Writes the page, and the trace if one is asked for.
///
/// # Errors
/// What is no recording; a file that cannot be written.
pub fn main(args: &ReportArgs) -> Result<u8, Failure> {
    let recording = load(&args.recording)?;
    let (run, exact) = again(&recording)?;
    write(
        &args.out,
        &page(&recording, &run, &args.recording, args.events)?,
    )?;
    if let Some(file) = &args.trace {
        write(file, &trace::trace(&run))?;
    }
    let events = run.log.as_ref().map_or(0, |log| log.events.len());
    if args.format == Format::Json {
        let line = json!({
            "page": args.out.display().to_string(),
            "trace": args.trace.as_ref().map(|file| file.display().to_string()),
            "events": events,
            "replay": if exact { "EXACT" } else { "DIVERGED" },
        });
        println!("{line}");
    } else {
        println!(
            "{}\n{events} events; the page is {}",
            run.verdict,
            args.out.display()
        );
        if let Some(file) = &args.trace {
            println!(
                "the trace is {}: open it at https://ui.perfetto.dev",
                file.display()
            );
        }
    }
    if !exact {
        eprintln!("tearpoint: the run is not the recorded one; see `tearpoint replay`");
        return Ok(status::BUG);
    }
    Ok(status::PASS)
}

fn write(file: &Path, text: &str) -> Result<(), InputError> {
    fs::write(file, text).map_err(|error| InputError(format!("{}: {error}", file.display())))
}

/// The page of a run; `file` is where its recording lies, `most` how many events it shows.
fn page(recording: &Recording, run: &Run, file: &str, most: usize) -> Result<String, InputError> {
    let title = run.verdict.to_string();
    let course = if traffic::is_of_traffic(recording) {
        traffic_course(recording)?
    } else {
        html! { h2 { "Step by step" } (lanes::lanes(run, most)) }
    };
    let source = String::from_utf8_lossy(&recording.source);
    let body = html! {
        h1 { (title) }
        p {
            (recording.scenario) ", " (words(recording).variant(&recording.profile)) ", seed " (recording.seed) ", scheduler " (recording.scheduler)
            ", " (run.steps) " steps, digest " code { (format!("{:032x}", run.digest)) }
        }
        h2 { "What happened" }
        pre { (crash_report(recording, &run.report, &run.verdict, file)) }
        (course)
        h2 { "The scenario" }
        pre { (source) }
    };
    Ok(document(&title, STYLE, &body))
}

/// A run of traffic has no steps worth showing: its course, and its plots.
fn traffic_course(recording: &Recording) -> Result<Markup, InputError> {
    let (_, scenario, figures) = traffic::again(recording)?;
    let Some(figures) = figures else {
        return Ok(html! {});
    };
    let shown = [(recording.profile.as_str(), &figures)];
    let svg = plot::policies(&scenario, &shown).map_err(InputError)?;
    Ok(html! {
        h2 { "In the course of time" }
        pre { (traffic::told(&scenario, &figures)) }
        (PreEscaped(svg))
    })
}
