//! What a hunt through a protocol brought, profile by profile.

use serde::Serialize;
use tearpoint_harness::scheduler::Exploration;

/// How many runs it took to find a defect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Needed {
    pub median: u64,
    pub min: u64,
    pub max: u64,
    /// Hunts that found it, out of `hunts`.
    pub found: usize,
    pub hunts: u64,
}

/// What one profile's hunt brought.
pub(super) struct Row {
    pub profile: String,
    pub what: String,
    pub executions: u64,
    pub unknown: u64,
    pub needed: Option<Needed>,
    /// A search of every state, and whether it came to its end.
    pub explored: Option<(Exploration, bool)>,
    pub signatures: Vec<String>,
}
