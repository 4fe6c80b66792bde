//! The select statement.
//!
//! Follows runtime/select.go: `selectgo`, `block`, `sellock`. The case array and the two orders lie in simulated memory, on what
//! stands for the goroutine's stack, as compiled code has them: sends first, then receives.
//!
//! Invariants: `pollorder` is a permutation drawn from the select order's stream; channels are locked in the order of their
//! addresses; a goroutine that waits has one sudog for each case, linked in lock order through `g.waiting`.
//! Deviations: the locks' words are read and never written. Misses: block profiling.

mod arrays;
mod cases;
mod order;
mod pass;
mod selectgo;
mod wait;

pub use arrays::Arrays;
pub use selectgo::{block, selectgo};
