//! The worlds under test. Each depends on the engine only through `tearpoint_harness::contract`.
#![forbid(unsafe_code)]

pub mod go;
pub mod resilience;
