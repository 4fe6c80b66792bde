//! The Go front end: source text to a checked program ([`tast`]) to a compact executable form.
//!
//! Stages: `syntax` (tree-sitter tree to our syntax tree), `check` (types, constants, resolution; gives
//! [`tast::Program`]), `compile` (to bytecode), `vm` (one goroutine's interpreter).

pub mod diag;
pub mod tast;
pub mod types;
