//! From the checked program to bytecode.
//!
//! One `compiler::Compiler` for the program, one `func::FuncCx` a function.
//! Evaluation order follows the specification; index and nil checks of an assignment's left side come after its right
//! side, as gc has them.
//!
//! Deviations from gc: arrays above 1 KB live on the heap, closures always do; neither can be seen by a program.

mod assign;
mod builtin;
mod call;
mod chan;
mod compiler;
mod convert;
mod expr;
mod func;
mod image;
mod literal;
mod place;
mod provided;
mod range;
mod stmt;
mod watched;

use crate::code::Code;
use compiler::Compiler;
use tearpoint_front::diag::Diag;
use tearpoint_front::tast::Program;

/// Compiles a checked program. What differs between Go versions is decided when it runs.
pub fn compile(program: Program) -> Result<Code, Diag> {
    Compiler::new(program)
        .and_then(Compiler::run)
        .map_err(|diag| *diag)
}
