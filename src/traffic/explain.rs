//! `tearpoint explain` of a run of traffic: what ran out when, back to the fault that began it.

use tearpoint_harness::recording::Recording;
use tearpoint_resilience::course::course;

use super::bands::{Figure, SHOWN, chosen};
use super::run::{again, measured, told};
use crate::cli::{ExplainArgs, Format};
use crate::explain::{Explanation, Link};
use crate::render::{causes, names};
use crate::replay::status_of;
use crate::{Failure, status};

const SECOND: u64 = 1_000_000_000;

/// Explains `recording` as `args` say.
pub fn main(args: &ExplainArgs, recording: &Recording) -> Result<u8, Failure> {
    let (run, scenario, figures) = again(recording)?;
    let crash = run.report.failure();
    let signature = run.verdict.signature().cloned();
    let milestones = figures
        .as_ref()
        .map_or(Vec::new(), |figures| course(&scenario, figures));
    if args.format == Format::Json {
        let of = |figure: &Figure| {
            let value = figures.as_ref().and_then(figure.of)?;
            Some(format!("{} {value:.*}", figure.heading, figure.digits))
        };
        let explanation = Explanation {
            scenario: recording.scenario.clone(),
            profile: recording.profile.clone(),
            signature: signature.map_or_else(String::new, |signature| signature.id),
            title: run.verdict.to_string(),
            class: crash.map_or_else(String::new, |crash| crash.class.to_string()),
            message: crash.map_or_else(String::new, |crash| crash.message.clone()),
            chain: milestones
                .into_iter()
                .map(|milestone| Link {
                    step: milestone.at / SECOND,
                    goroutine: None,
                    what: milestone.what,
                    frames: Vec::new(),
                })
                .collect(),
            steps_between: None,
            waiting: Vec::new(),
            frames: crash.map_or_else(Vec::new, |crash| names(&crash.frames)),
            details: chosen(&SHOWN).filter_map(of).collect(),
            ended: false,
        };
        println!(
            "{}",
            serde_json::to_string(&explanation).expect("plain data")
        );
    } else {
        println!(
            "{}\n{} under policy {}, seed {}\n",
            run.verdict, recording.scenario, recording.profile, recording.seed
        );
        if crash.is_none() {
            println!("Nothing to explain: the run does not fail. What happened:\n");
        }
        if let Some(figures) = &figures {
            println!("{}{}", told(&scenario, figures), measured(figures));
        }
        for finding in &run.report.findings {
            println!("{}: {}", finding.class, finding.message);
            causes(finding, &run.report.tasks)
                .iter()
                .for_each(|line| println!("    {line}"));
        }
    }
    if run.digest != recording.digest {
        eprintln!("tearpoint: the run is not the recorded one; see `tearpoint replay`");
        return Ok(status::BUG);
    }
    Ok(status_of(&run.verdict))
}
