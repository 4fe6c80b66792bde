//! Generated programs: a typed list of operations for each goroutine.
//!
//! What the fuzzer makes. [`mod@print`] gives a [`Program`] as Go source that a person can read and a real toolchain can
//! build. A program that calls no library package runs without any text too: [`mod@build`] turns it into the same checked
//! program that the front end would make of its printed form; a property test holds the two to the same digest.
//! Encodings are append-only.

pub mod build;
mod decl;
mod normalise;
mod op;
pub mod print;
mod whole;

pub use decl::{
    CellDecl, ChanDecl, Elem, Ending, KeyType, MAX_CELLS, MAX_CHANS, MAX_FILL, MAX_GOROUTINES,
    MAX_KEY, MAX_MAPS, MAX_OPS, MAX_SLICES, MapDecl, SliceDecl,
};
pub use op::{
    COUNTERS, Case, ChanOp, HeapOp, MAX_LEN, MUTEXES, MapOp, Op, SelectOp, SliceOp, SyncOp, TimeOp,
};
pub use whole::Program;
