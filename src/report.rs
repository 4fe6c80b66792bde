//! A crash as people read it: what a snapshot holds, and what `run` and `replay` print of it.

use std::fmt::Write as _;

use tearpoint_harness::contract::{Class, Crash, Report, Tasks};
use tearpoint_harness::recording::Recording;
use tearpoint_harness::signature::Signature;
use tearpoint_harness::verdict::Verdict;

use crate::render::{causes, waiters};
use crate::traffic::is_of_traffic;

/// The profile with a word that says of what: `go 1.23`, `policy none`, `profile sound`.
pub fn profile_words(recording: &Recording) -> String {
    let word = match recording.target.as_str() {
        "go" => "go",
        _ if is_of_traffic(recording) => "policy",
        _ => "profile",
    };
    format!("{word} {}", recording.profile)
}

/// The report of a failed run: title, Go's text, frames, cause, and how to do it again. `file` is where its recording
/// lies. Holds nothing that differs from machine to machine.
pub fn crash_report(
    recording: &Recording,
    report: &Report,
    verdict: &Verdict,
    file: &str,
) -> String {
    let mut out = String::new();
    let (title, id) = match verdict {
        Verdict::Fail(Signature { title, id, .. }) => (title.clone(), id.clone()),
        Verdict::Pass => ("pass".to_owned(), String::new()),
        Verdict::Unknown(limit) => (limit.to_string(), String::new()),
    };
    let _ = writeln!(out, "{title}");
    if !id.is_empty() {
        let _ = writeln!(out, "signature {id}");
    }
    let whole = match recording.target.as_str() {
        "resilience" => "run",
        _ => "program",
    };
    let _ = writeln!(
        out,
        "{}, scenario {}, {} steps",
        profile_words(recording),
        recording.scenario,
        recording.steps
    );
    if !recording.tampers.is_empty() {
        let _ = writeln!(
            out,
            "tampering: {}",
            String::from_utf8_lossy(&recording.tampers)
        );
    }
    out.push('\n');
    section(&mut out, "printed", &printed(report));
    if let Some(crash) = &report.crash {
        crash_section(&mut out, crash, &report.tasks);
    } else {
        let _ = writeln!(
            out,
            "the {whole} ended: {} (exit status {})\n",
            report.class, report.exit
        );
    }
    report
        .findings
        .iter()
        .for_each(|finding| crash_section(&mut out, finding, &report.tasks));
    if let Some(crash) = report.failure() {
        let title = match crash.class {
            Class::Race => "race report",
            _ => "cause",
        };
        section(&mut out, title, &causes(crash, &report.tasks).join("\n"));
    }
    let _ = writeln!(out, "replay: tearpoint replay {file}");
    out
}

fn printed(report: &Report) -> String {
    let mut text = String::from_utf8_lossy(&report.stdout).into_owned();
    text += &String::from_utf8_lossy(&report.stderr);
    let lines: Vec<&str> = text.lines().collect();
    match lines.len() {
        0..=12 => lines.join("\n"),
        more => format!("{}\n… {} more lines", lines[..12].join("\n"), more - 12),
    }
}

fn crash_section(out: &mut String, crash: &Crash, tasks: &Tasks) {
    let mut body = String::new();
    if !crash.message.is_empty() {
        let _ = writeln!(body, "{}", crash.message);
    }
    if !crash.fault.is_empty() {
        let _ = writeln!(body, "bad address: {}", crash.fault);
    }
    if !crash.invariant.is_empty() && crash.waiters.is_empty() {
        let _ = writeln!(body, "does not hold: {}", crash.invariant);
    }
    crash.frames.iter().for_each(|frame| {
        let _ = writeln!(body, "  {}", frame.function);
    });
    section(out, crash.class.word(), body.trim_end());
    section(out, "waiting", &waiters(crash, tasks).join("\n"));
}

fn section(out: &mut String, title: &str, body: &str) {
    if !body.is_empty() {
        let _ = writeln!(out, "-- {title}\n{body}\n");
    }
}
