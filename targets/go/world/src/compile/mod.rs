//! The compiler: from the checked program to bytecode.
//!
//! There is one `Compiler` for the program, and one `FuncCx` for each function. Order of evaluation is the
//! specification's. Where that leaves it open it is gc's: index and nil checks of an assignment's left side come after its
//! right side.
//!
//! Deviations from gc: arrays above 1 KB always live on the heap, and so do closures. A program cannot see either.

mod assign;
mod big;
mod bridge;
mod buffers;
mod builtin;
mod call;
mod chan;
mod checkptr;
mod compiler;
mod complex;
mod convert;
mod escape;
mod exclusive;
mod expr;
mod facts;
mod func;
mod image;
mod literal;
mod nodes;
mod place;
mod prove;
mod range;
mod stmt;
mod watched;

pub use image::IFACE_ENTRY;

use crate::code::Code;
use compiler::Compiler;
use tearpoint_front::diag::Diag;
use tearpoint_front::tast::Program;
use tearpoint_runtime::profile::Profile;

/// Compiles a checked program. Of what differs between Go versions, the descriptors of types are made here, and which `append`s
/// have a buffer in the frame; the rest is decided when it runs.
pub fn compile(program: Program, profile: &Profile) -> Result<Code, Diag> {
    Compiler::new(program, profile)
        .and_then(Compiler::run)
        .map_err(|diag| *diag)
}
