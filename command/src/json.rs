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
    /// The scenario's name.
    pub scenario: String,
    /// The Go version simulated.
    pub profile: String,
    /// The executor.
    pub engine: String,
    /// Who decided, with its parameters.
    pub scheduler: String,
    /// The seed that everything was drawn from.
    pub seed: u64,
    /// Scheduling steps.
    pub steps: u64,
    /// The digest of all events, in hex.
    pub digest: String,
    /// What the program itself printed.
    pub stdout: String,
    /// The same, to standard error.
    pub stderr: String,
    /// The status the program would end with.
    pub exit: i32,
    /// `pass`, `fail` or `unknown`.
    pub verdict: &'static str,
    /// How the program ended.
    pub class: String,
    /// Go's own line.
    pub message: String,
    /// Functions from the crash up.
    pub frames: Vec<String>,
    /// The signature's id; empty unless the run failed.
    pub signature: String,
    /// What broke, in a line; empty unless the run failed.
    pub title: String,
    /// What oracles found in a run that went on.
    pub findings: Vec<FindingJson>,
    /// What led there, line by line.
    pub cause: Vec<String>,
    /// Who waited for what, where a program came to a stop.
    pub goroutines: Vec<String>,
    /// The plan of tampering, if there was one.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub tampers: String,
    /// The recording in one printable line.
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
    /// What kind of thing it is.
    pub class: String,
    /// What it says.
    pub message: String,
    /// Functions from where it is up.
    pub frames: Vec<String>,
    /// The id of its signature.
    pub signature: String,
    /// It in a line.
    pub title: String,
    /// What led to it, or a race's whole report; line by line.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cause: Vec<String>,
    /// What the system's own detector of leaks would say of each task that waits for ever.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub detected: Vec<DetectedJson>,
}

/// What a system's own detector of leaks says of a task.
#[derive(Debug, Serialize)]
pub struct DetectedJson {
    /// The task.
    pub task: String,
    /// The detector: `goroutineleak`.
    pub detector: &'static str,
    /// Whether it reports the task.
    pub reported: bool,
    /// What still reaches what the task waits for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kept_by: Option<String>,
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
        detected: crash
            .waiters
            .iter()
            .filter_map(|waiter| {
                let detected = waiter.detected.as_ref()?;
                Some(DetectedJson {
                    task: tasks.name(waiter.task),
                    detector: detected.detector,
                    reported: detected.kept_by.is_none(),
                    kept_by: detected.kept_by.clone(),
                })
            })
            .collect(),
    }
}
