//! `tearpoint explain` of a run of a protocol: what was seen, who waits, and the steps that led there.

use tearpoint_harness::recording::Recording;
use tearpoint_resilience::load::text;
use tearpoint_resilience::protocol::parse;

use crate::Failure;
use crate::cli::{ExplainArgs, Format};
use crate::explain::{Explanation, Link};
use crate::render::{causes, names, waiters};
use crate::replay::{again, status_of};
use crate::timeline::timeline;

/// Events before the end that are shown.
const LAST: usize = 40;

/// Explains `recording` as `args` say.
pub fn main(args: &ExplainArgs, recording: &Recording) -> Result<u8, Failure> {
    let (name, source) = (&recording.scenario, &recording.source);
    let (run, _) = again(recording)?;
    let crash = run.report.failure();
    let told = crash.map_or_else(Vec::new, |crash| {
        let mut lines = causes(crash, &run.report.tasks);
        lines.extend(waiters(crash, &run.report.tasks));
        lines
    });
    let events = run.log.as_ref().map_or(&[][..], |log| &log.events);
    let last = &events[events.len().saturating_sub(LAST)..];
    if args.format == Format::Json {
        let first = events.len() - last.len();
        let link = |(at, event): (usize, &tearpoint_harness::contract::Event)| Link {
            step: (first + at) as u64 + 1,
            goroutine: Some(u64::from(event.task.0) + 1),
            what: run.points[usize::from(event.point)].name.to_owned(),
            frames: Vec::new(),
        };
        let explanation = Explanation {
            scenario: name.clone(),
            profile: recording.profile.clone(),
            signature: run
                .verdict
                .signature()
                .map_or_else(String::new, |signature| signature.id.clone()),
            title: run.verdict.to_string(),
            class: crash.map_or_else(String::new, |crash| crash.class.to_string()),
            message: crash.map_or_else(String::new, |crash| crash.message.clone()),
            chain: last.iter().enumerate().map(link).collect(),
            steps_between: None,
            waiting: Vec::new(),
            frames: crash.map_or_else(Vec::new, |crash| names(&crash.frames)),
            details: told,
            ended: false,
        };
        println!(
            "{}",
            serde_json::to_string(&explanation).expect("plain data")
        );
        return Ok(status_of(&run.verdict));
    }
    println!(
        "{}\n{name}, profile {}, seed {}",
        run.verdict, recording.profile, recording.seed
    );
    let protocol = parse(name, text(name, source)?)?;
    let defect = protocol
        .defects()
        .iter()
        .find(|defect| defect.name == recording.profile);
    if let Some(defect) = defect {
        println!("planted: {}", defect.what);
    }
    println!();
    if crash.is_none() {
        println!("Nothing to explain: the run does not fail. Its last steps:\n");
    } else {
        told.iter().for_each(|line| println!("{line}"));
        println!("\nThe last steps before that:\n");
    }
    print!(
        "{}",
        timeline(last, run.points, &run.report.tasks.names, LAST)
    );
    Ok(status_of(&run.verdict))
}
