//! The Go front end: source text to a checked program ([`tast`]). It knows no runtime.
//!
//! Stages: [`load`] (which files belong), [`syntax`] (tree-sitter's tree to our syntax tree), [`check`] (types, constants,
//! resolution; gives [`tast::Program`]).
#![forbid(unsafe_code)]
#![warn(clippy::print_stdout, clippy::print_stderr, clippy::unwrap_used)]
#![warn(missing_docs)]

pub mod check;
pub mod diag;
pub mod intrinsic;
pub mod library;
pub mod load;
pub(crate) mod syntax;
pub mod tast;
mod token;
pub mod types;
pub mod version;

pub use check::check_source;
pub use version::GoVersion;
