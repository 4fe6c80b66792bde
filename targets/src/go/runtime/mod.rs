//! The simulated Go runtime. Each model file names the Go files and functions it follows.

pub mod error;
pub mod g;
pub mod points;
