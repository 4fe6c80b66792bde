//! `tearpoint report`: a recorded run as one HTML page that needs no other file, and as a trace for Perfetto or `chrome://tracing`.

mod lanes;
mod trace;

use std::fs;
use std::path::Path;

use maud::{Markup, html};
use serde_json::json;
use tearpoint_harness::contract::{InputError, Scenario};
use tearpoint_harness::recording::Recording;
use tearpoint_harness::session::Run;

pub use lanes::lanes;

use crate::args::{Format, ReportArgs};
use crate::crash_report::crash_report;
use crate::failure::Failure;
use crate::page::document;
use crate::replay::again;
use crate::status;
use crate::words::Words;

const STYLE: &str = ".lanes{overflow-x:auto}.lanes table{border-collapse:collapse;font:12px/1.3 ui-monospace,monospace}\
.lanes th{position:sticky;top:0;background:#fff;text-align:left;padding:.3rem .6rem;border-bottom:2px solid #999}\
.lanes td{padding:.05rem .6rem;border-left:1px solid #eee;white-space:nowrap}.lanes td.n{color:#999;text-align:right;border:0}\
.lanes tr.switch td{border-top:1px solid #ccc}.lanes td.on{background:#eef3fb}.lanes tr:last-child td.on{background:#f6d5d5}";

/// Writes the page of the run of `recording`, from which `scenario` was opened, and the trace if one is asked for. `course` is what
/// the page shows of a run on its way.
///
/// # Errors
/// What the engine refuses; a file that cannot be written.
pub fn report(
    args: &ReportArgs,
    recording: &Recording,
    scenario: &mut dyn Scenario,
    words: &Words,
    course: impl FnOnce(&Run) -> Result<Markup, InputError>,
) -> Result<u8, Failure> {
    let (run, exact) = again(recording, scenario)?;
    let page = page(words, recording, &run, &args.recording, &course(&run)?);
    write(&args.out, &page)?;
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

/// The page of a run; `file` is where its recording lies.
fn page(words: &Words, recording: &Recording, run: &Run, file: &str, course: &Markup) -> String {
    let title = run.verdict.to_string();
    let variant = words.variant(&recording.profile);
    let source = String::from_utf8_lossy(&recording.source);
    let body = html! {
        h1 { (title) }
        p {
            (recording.scenario) ", " @if !variant.is_empty() { (variant) ", " }
            "seed " (recording.seed) ", scheduler " (recording.scheduler)
            ", " (run.steps) " steps, digest " code { (format!("{:032x}", run.digest)) }
        }
        h2 { "What happened" }
        pre { (crash_report(words, recording, &run.report, &run.verdict, file)) }
        (course)
        h2 { "The scenario" }
        pre { (source) }
    };
    document(&title, STYLE, &body)
}
