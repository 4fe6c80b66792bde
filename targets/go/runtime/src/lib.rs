//! The simulated Go runtime, as functions over the machine. Each model file names the Go files and functions it follows.
//!
//! It knows no language: types come to it as descriptors ([`rtype`]), goroutines as tasks of the engine.
#![forbid(unsafe_code)]
#![warn(clippy::print_stdout, clippy::print_stderr, clippy::unwrap_used)]

pub mod alg;
pub mod chan;
pub mod error;
pub mod gc;
pub mod hash;
pub mod hijack;
pub mod layout;
pub mod malloc;
pub mod map;
pub mod points;
pub mod proc;
pub mod process;
pub mod profile;
pub mod race;
pub mod rtype;
pub mod select;
pub mod sema;
pub mod shadow;
pub mod tamper;
pub mod time;
pub mod traceback;
