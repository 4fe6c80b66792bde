//! `tearpoint explain` of a run of a protocol: what was seen, who waits, and the steps that led there.

use tearpoint_command::args::{ExplainArgs, Format};
use tearpoint_command::explain::{Explanation, Link};
use tearpoint_command::json::failure;
use tearpoint_command::names::Names;
use tearpoint_command::replay::again;
use tearpoint_command::timeline::timeline;
use tearpoint_command::{Failure, status};
use tearpoint_harness::contract::Event;
use tearpoint_harness::recording::Recording;
use tearpoint_resilience::protocol::{ProtocolScenario, parse};
use tearpoint_resilience::source::text;

/// Events before the end that are shown.
const LAST: usize = 40;

/// Explains `recording` as `args` say.
///
/// # Errors
/// A scenario that is refused.
pub fn explain(args: &ExplainArgs, recording: &Recording) -> Result<u8, Failure> {
    let (name, source) = (&recording.scenario, &recording.source);
    let mut scenario = ProtocolScenario::load(name, source, &recording.profile)?;
    let (run, _) = again(recording, &mut scenario)?;
    let crash = failure(&run.report).cloned().unwrap_or_default();
    let events = run.log.as_ref().map_or(&[][..], |log| &log.events);
    let last = &events[events.len().saturating_sub(LAST)..];
    if args.format == Format::Json {
        let first = events.len() - last.len();
        let link = |(at, event): (usize, &Event)| Link {
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
            class: crash.class,
            message: crash.message,
            chain: last.iter().enumerate().map(link).collect(),
            steps_between: None,
            waiting: Vec::new(),
            frames: crash.frames,
            details: crash.cause.into_iter().chain(crash.goroutines).collect(),
        };
        println!(
            "{}",
            serde_json::to_string(&explanation).expect("plain data")
        );
        return Ok(status::of(&run.verdict));
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
    if crash.class.is_empty() {
        println!("Nothing to explain: the run does not fail. Its last steps:\n");
    } else {
        crash.cause.iter().for_each(|line| println!("{line}"));
        crash.goroutines.iter().for_each(|line| println!("{line}"));
        println!("\nThe last steps before that:\n");
    }
    print!(
        "{}",
        timeline(
            last,
            run.points,
            &Names::of(&run, &crate::words::WORDS),
            LAST
        )
    );
    Ok(status::of(&run.verdict))
}
