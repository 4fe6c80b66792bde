//! The JSON of a run: one object on one line, the same facts that people are shown.

use serde::Serialize;
use tearpoint_harness::contract::{Crash, Report, Tasks};
use tearpoint_harness::recording::Recording;
use tearpoint_harness::signature::Signature;
use tearpoint_harness::verdict::Verdict;

use crate::render::{causes, names, waiters};

/// A run, as `--format json` prints it.
#[derive(Debug, Serialize)]
pub struct RunJson {
    pub scenario: String,
    /// The Go version simulated.
    pub profile: String,
    pub engine: String,
    pub scheduler: String,
    pub seed: u64,
    pub steps: u64,
    pub digest: String,
    /// What the program itself printed.
    pub stdout: String,
    pub stderr: String,
    /// The status the program would end with.
    pub exit: i32,
    /// `pass`, `fail` or `unknown`.
    pub verdict: &'static str,
    /// How the program ended.
    pub class: String,
    /// Go's own line.
    pub message: String,
    pub frames: Vec<String>,
    /// The signature's id; empty unless the run failed.
    pub signature: String,
    pub title: String,
    pub findings: Vec<FindingJson>,
    pub cause: Vec<String>,
    /// Who waited for what, where a program came to a stop.
    pub goroutines: Vec<String>,
    /// The plan of tampering, if there was one.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub tampers: String,
    pub token: String,
    /// How many runs of a hunt showed this signature.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub runs: Option<u64>,
    /// Where a hunt wrote the recording.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recording: Option<String>,
}

/// What an oracle found in a run that went on.
#[derive(Debug, Serialize)]
pub struct FindingJson {
    pub class: String,
    pub message: String,
    pub frames: Vec<String>,
    pub signature: String,
    pub title: String,
    /// What led to it, or a race's whole report; line by line.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cause: Vec<String>,
}

impl RunJson {
    /// Prints the object on a line of its own.
    pub fn print(&self) {
        println!(
            "{}",
            serde_json::to_string(self).expect("a run is plain data")
        );
    }

    /// The JSON of the run that `recording` holds, which ended with `report` and `verdict`.
    pub fn new(recording: &Recording, report: &Report, verdict: &Verdict) -> RunJson {
        let signature = verdict.signature().cloned();
        let (id, title) = signature.map_or_else(Default::default, |s: Signature| (s.id, s.title));
        let (failure, tasks) = (report.failure(), &report.tasks);
        RunJson {
            scenario: recording.scenario.clone(),
            profile: recording.profile.clone(),
            engine: recording.engine.to_string(),
            scheduler: recording.scheduler.clone(),
            seed: recording.seed,
            steps: recording.steps,
            digest: format!("{:032x}", recording.digest),
            stdout: String::from_utf8_lossy(&report.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&report.stderr).into_owned(),
            exit: report.exit,
            verdict: verdict_word(verdict),
            class: report.class.to_string(),
            message: report.message.clone(),
            frames: names(&report.frames),
            signature: id,
            title,
            findings: report
                .findings
                .iter()
                .map(|crash| finding(crash, tasks))
                .collect(),
            cause: failure.map_or_else(Vec::new, |crash| causes(crash, tasks)),
            goroutines: failure.map_or_else(Vec::new, |crash| waiters(crash, tasks)),
            tampers: String::from_utf8_lossy(&recording.tampers).into_owned(),
            token: recording.token().unwrap_or_default(),
            runs: None,
            recording: None,
        }
    }
}

/// `pass`, `fail` or `unknown`.
pub fn verdict_word(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Pass => "pass",
        Verdict::Fail(_) => "fail",
        Verdict::Unknown(_) => "unknown",
    }
}

fn finding(crash: &Crash, tasks: &Tasks) -> FindingJson {
    let signature = Signature::of(crash);
    FindingJson {
        class: crash.class.to_string(),
        message: crash.message.clone(),
        frames: names(&crash.frames),
        signature: signature.id,
        title: signature.title,
        cause: causes(crash, tasks),
    }
}
