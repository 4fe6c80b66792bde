//! The Go world: a checked program compiled and interpreted on the simulated runtime, tampered with, and explained.
//!
//! Stages: [`compile`] (the typed tree to bytecode, [`code`]), [`vm`] (one goroutine's interpreter), [`scenario`] (loaded once,
//! started for each run). [`tamper`] overwrites metadata; [`program`] generates programs.
#![forbid(unsafe_code)]
#![warn(clippy::print_stdout, clippy::print_stderr, clippy::unwrap_used)]

pub mod code;
pub mod compile;
pub mod program;
pub mod race_report;
pub mod reflectdata;
pub mod scenario;
pub mod tamper;
pub mod vm;
