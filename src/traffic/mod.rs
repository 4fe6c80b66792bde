//! The verbs of traffic.
//!
//! `hunt` runs every policy on the same users, side by side; `run`, `replay`, `explain` and `minimize` look at one run.

mod bands;
mod explain;
mod hunt;
mod json;
mod minimize;
mod page;
mod run;
mod show;

use tearpoint_harness::recording::Recording;
use tearpoint_resilience::protocol::is_protocol;

pub use explain::main as explain;
pub use hunt::{hunt, refuse_go_flags};
pub use minimize::main as minimize;
pub use run::{again, run, told};

/// Whether a recording is of traffic, and not of a protocol model, whose files name it: `protocol = "hikari"`.
pub fn is_of_traffic(recording: &Recording) -> bool {
    recording.target == "resilience" && !is_protocol(&recording.source)
}
