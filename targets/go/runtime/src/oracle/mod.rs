//! Oracles: what each map and each channel should hold, kept beside the simulated memory.
//!
//! Every operation of compiled code on a map or a channel reports here. Where the answer is another than the shadow has it, and
//! the runtime did not notice, that is a finding of class `corruption`, once an object.
//!
//! Invariants: a shadow never writes simulated memory and never changes a run's course; on a map or channel that only its own
//! functions write, it has nothing to say.
//! Deviations: operations that overlap another goroutine's write to the same map are not judged, and a key that two
//! overlapping writes touch is not judged until it is written again.
//! Misses: entries under NaN keys are counted, not compared; a variant called on a map it does not fit leaves no trace.

mod blob;
mod canon;
mod chan_shadow;
mod chans;
mod iterations;
mod map_shadow;
mod maps;

pub use chan_shadow::{ChanShadows, Sent};
pub(crate) use iterations::{iter_begin, iterated};
pub use map_shadow::MapShadows;
pub use maps::store;
pub(crate) use maps::{
    accessed, assigned, begin, begin_write, cleared, cloned, deleted, made, measured,
};
