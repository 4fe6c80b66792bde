//! The virtual machine: it runs a program's goroutines on the simulated runtime.
//!
//! `Interpreter::exec` runs instructions of one goroutine until something may let others run; `life` awaits that and goes on.
//! What a goroutine is doing is in its `Goroutine`, never on the host's stack, so ten thousand of them cost little.
//! What the program writes carries the stamp of the step in which it runs.

mod action;
mod arith;
mod backing;
mod bridge;
mod call;
mod chans;
mod checkptr;
mod collect;
mod crash;
mod ends;
mod exec;
mod floats;
mod goroutine;
mod iface;
mod interpreter;
mod life;
mod maps;
mod memory;
mod panic;
mod print;
mod provided;
mod race;
mod slices;
mod slow;
mod strings;

pub use interpreter::Interpreter;
