//! A collection that was done, as reports name it.

use tearpoint_harness::contract::{Frame, TaskId};

/// A collection: when, and on whose behalf.
#[derive(Clone, Debug)]
pub struct Cycle {
    /// The step at which it was done.
    pub step: u64,
    /// The goroutine that did it.
    pub task: TaskId,
    /// The functions that asked for it, innermost first.
    pub frames: Vec<Frame>,
}
