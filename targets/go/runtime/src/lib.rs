//! The simulated Go runtime, as functions over the machine. Each model file names the Go files and functions it follows.
//!
//! It knows no language: types come to it as descriptors ([`rtype`]), goroutines as tasks of the engine.
#![forbid(unsafe_code)]

pub mod alg;
pub mod chan;
pub mod equal;
pub mod error;
pub mod gc;
pub mod goroutines;
pub mod hash;
pub mod hijack;
pub mod layout;
pub mod malloc;
pub mod map;
pub mod oracle;
pub mod points;
pub mod process;
pub mod profile;
pub mod race;
pub mod rtype;
pub mod select;
pub mod sema;
pub mod tamper;
pub mod time;
pub mod wait_reason;
