//! A collection that has been: for reports.

/// A collection: when, and on whose behalf.
#[derive(Clone, Debug)]
pub struct Cycle {
    pub step: u64,
    pub goroutine: u64,
    /// The functions that asked for it, innermost first.
    pub frames: Vec<String>,
}
