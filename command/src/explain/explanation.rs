//! What there is to say of how a run ended, as values: also the JSON of `explain`.

use serde::Serialize;
use tearpoint_harness::contract::TaskId;

/// Why a run ended as it did.
#[derive(Debug, Serialize)]
pub struct Explanation {
    /// The scenario's name.
    pub scenario: String,
    /// The variant of it that ran.
    pub profile: String,
    /// The signature's id; empty if the run did not fail.
    pub signature: String,
    /// The verdict in a line.
    pub title: String,
    /// The crash's class, or the first finding's.
    pub class: String,
    /// The system's own line.
    pub message: String,
    /// From the first bad write to the crash.
    pub chain: Vec<Link>,
    /// Steps from the last foreign write of the chain to its end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub steps_between: Option<u64>,
    /// Who waits for what, where a program came to a stop.
    pub waiting: Vec<Waiter>,
    /// The crash as the report has it: for races, both accesses.
    pub frames: Vec<String>,
    /// What else there is to say, line by line.
    pub details: Vec<String>,
    /// The chain's last link is the end of the run.
    #[serde(skip)]
    pub ended: bool,
}

/// A step of the chain.
#[derive(Debug, Serialize)]
pub struct Link {
    /// Its number.
    pub step: u64,
    /// Who took the step. The harness itself, for a tampering.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goroutine: Option<u64>,
    /// What happened.
    pub what: String,
    /// Functions of the goroutine at the end of the step, innermost first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub frames: Vec<String>,
}

/// A goroutine that waits for ever.
#[derive(Debug, Serialize)]
pub struct Waiter {
    /// Its number, from 1.
    pub goroutine: u64,
    /// What it says it waits for.
    pub reason: String,
    /// Where.
    pub function: String,
    /// The step since which it waits.
    pub since: u64,
    /// The address of what it waits for; 0 if nothing can wake it.
    pub object: u64,
    /// The last operations of other goroutines on it.
    pub others: Vec<Operation>,
}

/// What a goroutine did to an object.
#[derive(Debug, Serialize)]
pub struct Operation {
    /// The step it was done in.
    pub step: u64,
    /// Who did it, from 1.
    pub goroutine: u64,
    /// What was done: a point's name.
    pub what: &'static str,
}

/// The number by which people know a goroutine.
pub(super) fn number(task: TaskId) -> u64 {
    u64::from(task.0) + 1
}
