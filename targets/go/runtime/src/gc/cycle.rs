//! A collection that was done, as reports name it.

/// A collection: when, and on whose behalf.
#[derive(Clone, Debug)]
pub struct Cycle {
    /// The step at which it was done.
    pub step: u64,
    /// The goroutine that did it, counted from 1.
    pub goroutine: u64,
    /// The functions that asked for it, innermost first.
    pub frames: Vec<String>,
}
