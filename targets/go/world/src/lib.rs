//! The Go world: it compiles a checked program, runs it on the simulated runtime, and can tamper with it.
//!
//! Where to start reading: [`scenario`] shows the way of a program from its source to a run. [`compile`] makes bytecode
//! (`code`) of the typed tree; `vm` runs it, one interpreter for all goroutines of the process. What a function without a
//! body does is in `vm/provided/`, in the file of its family; which functions there are says the front end's table
//! ([`tearpoint_front::provided`]), and [`linknames`] lists it.
//!
//! Beside these: [`tamper`] overwrites metadata of the runtime, [`program`] is what the fuzzer generates, [`reflectdata`]
//! describes types to the runtime, and `race_report` words the reports of races.
//!
//! Files import one way. `code` knows neither `compile` nor `vm`, and these do not know each other; `scenario` puts them
//! together. Two knots remain that no import shows, since a type's methods may stand in any file:
//! - `vm`: the parts of `vm::Interpreter` call each other (a panic runs deferred calls, which may panic). Each file holds the
//!   methods of one subject; `vm/interpreter.rs` holds the state that they share.
//! - `compile`: expressions hold calls, calls hold expressions, statements both. This is the language's own recursion;
//!   `compile/func.rs` holds the state.
#![forbid(unsafe_code)]
#![warn(clippy::print_stdout, clippy::print_stderr, clippy::unwrap_used)]
#![warn(missing_docs)]

mod code;
pub mod compile;
pub mod linknames;
pub mod program;
mod race_report;
pub mod reflectdata;
pub mod scenario;
pub mod tamper;
mod vm;
