//! The Go front end: source text to a checked program ([`tast`]) to a compact executable form.
//!
//! Stages: `syntax` (tree-sitter tree to our syntax tree), `check` (types, constants, resolution; gives
//! [`tast::Program`]), `compile` (to bytecode), `vm` (one goroutine's interpreter).

pub mod check;
pub mod code;
pub mod compile;
pub mod diag;
pub mod effects;
pub mod intrinsic;
pub mod op;
pub mod syntax;
pub mod tast;
mod type_names;
pub mod types;
pub mod vm;

pub use check::check_source;

/// The Go version whose rules a program is checked by: 1.`minor`.
///
/// Loop variables are per iteration from 22, `clear`, `min` and `max` are predeclared from 21, `range` over
/// integers is allowed from 22.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct GoVersion {
    pub minor: u32,
}
