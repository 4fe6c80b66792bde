//! The simulated Go runtime, as functions over the machine. Each model file names the Go files and functions it follows.
//!
//! It knows no language: types come to it as descriptors ([`rtype`]), goroutines as tasks of the engine.
//!
//! From below to above:
//! - what differs between Go versions: [`profile`] (behaviours; [`variants`] of them), [`layout`] (fields of structures);
//! - words that all use: [`error`], [`points`], [`wait_reason`], [`rtype`] and [`alg`];
//! - [`process`]: what the goroutines of a run share. Each part of it is declared in a leaf file of its subject's folder (`state`,
//!   `table`, `timers`, `map_shadow` …), which knows no process; functions of `&Process` are in the folder's other files;
//! - the models: [`map`], [`chan`], [`select`], [`sema`], [`time`], [`goroutines`], [`malloc`], [`gc`], [`lock`], and what is kept beside
//!   them, [`race`] and [`oracle`];
//! - [`tamper`]: what can be overwritten, and with what. It knows the layout table and no model.
//!
//! Circles of files: none. Folders know each other where Go's files do: [`chan`] and [`time`] (a receive runs the timer that feeds the
//! channel, and the timer sends), [`map`] and [`oracle`] (an operation reports, and the report reads keys), [`map`] and `swiss` (whose
//! entry points and keys are those of [`map`]).
#![forbid(unsafe_code)]
#![warn(clippy::print_stdout, clippy::print_stderr, clippy::unwrap_used)]
#![warn(missing_docs)]

pub mod alg;
pub mod chan;
pub mod checkptr;
pub mod coro;
pub mod equal;
pub mod error;
pub mod gc;
pub mod goroutines;
pub mod hash;
pub mod hijack;
pub mod layout;
pub mod lock;
pub mod malloc;
pub mod map;
pub mod measured;
pub mod oracle;
pub mod points;
pub mod process;
pub mod profile;
pub mod race;
pub mod rtype;
pub mod select;
pub mod sema;
pub mod specials;
mod startup;
mod swiss;
pub mod synctest;
pub mod tamper;
pub mod time;
pub mod traceback;
pub mod variants;
pub mod wait_reason;
