//! The simulated machine: address space, allocator, faults. It knows no goroutine, no Go version and no Go source.
//!
//! Where to start: [`memory`] (bytes, who wrote them, what faults), [`heap`] (spans over that memory), [`layout`] (how structures of
//! Go's runtime are declared), [`mod@run_state`] (how all of it is made ready for the next run).
//!
//! Circles of files: none. State is declared in leaf files; a folder's other files add functions to it.
#![forbid(unsafe_code)]
#![warn(clippy::print_stdout, clippy::print_stderr, clippy::unwrap_used)]
#![warn(missing_docs)]

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
