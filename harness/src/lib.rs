//! The engine of tearpoint: choices, schedulers, two executors, digests, recordings, signatures.
//!
//! It knows no target. A target meets it in one place, [`contract`].
#![forbid(unsafe_code)]
#![warn(missing_docs)]
#![warn(clippy::print_stdout, clippy::print_stderr, clippy::unwrap_used)]

pub mod choice;
pub mod contract;
mod crash;
pub mod digest;
mod history;
mod kernel;
pub mod limits;
pub mod minimize;
pub mod native;
pub mod recording;
pub mod scheduler;
pub mod session;
pub mod shuttle_engine;
pub mod signature;
pub mod sim;
pub mod verdict;
