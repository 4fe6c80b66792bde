//! The simulated machine: address space, allocator, faults. Knows nothing of goroutines or of Go source.
#![forbid(unsafe_code)]
#![warn(clippy::print_stdout, clippy::print_stderr, clippy::unwrap_used)]

pub mod fault;
pub mod heap;
pub mod layout;
pub mod memory;
pub mod mspan;
mod pages;
pub mod ptrmap;
pub mod run_state;
mod sizeclass;

pub use fault::{Fault, FaultClass};
pub use heap::Heap;
pub use memory::{Memory, Stamp, WriterKind};
pub use ptrmap::{GcType, PtrMap};
pub use sizeclass::{MAX_ALLOC, roundupsize};
