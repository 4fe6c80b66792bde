//! The Go front end: from source text to a checked program ([`tast`]). It knows no runtime.
//!
//! Stages: [`load`] finds the files of a program, `syntax` parses each (tree-sitter's tree to a syntax tree of our
//! own), [`check`] resolves, types and folds. [`library`] holds the packages that programs may import, [`provided`]
//! what the runtime gives them, [`version`] what each version of Go has.
#![forbid(unsafe_code)]
#![warn(clippy::print_stdout, clippy::print_stderr, clippy::unwrap_used)]
#![warn(missing_docs)]

pub mod check;
pub mod diag;
pub mod library;
pub mod load;
pub mod provided;
pub mod survey;
pub(crate) mod syntax;
pub mod tast;
mod token;
pub mod types;
pub mod version;

pub use check::check_source;
pub use version::GoVersion;
