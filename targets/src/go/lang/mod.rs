//! The Go front end: source text to a checked program ([`tast`]) to a compact executable form.
//!
//! Stages: `syntax` (tree-sitter tree to our syntax tree), `check` (types, constants, resolution; gives
//! [`tast::Program`]), `compile` (to bytecode), `vm` (one goroutine's interpreter).

pub mod code;
pub mod compile;
pub mod diag;
pub mod tast;
pub mod types;
pub mod vm;
pub fn check_source(_f: &str, _s: &str, _v: GoVersion) -> Result<tast::Program, Vec<diag::Diag>> { Err(vec![]) }
#[derive(Clone, Copy, Debug)]
pub struct GoVersion { pub minor: u32 }
