//! Generated programs: what the fuzzer makes. A program is a typed list of operations for each goroutine.
//!
//! [`mod@print`] gives a [`Program`] as Go source that a person can read and a real toolchain can build. [`mod@build`] gives
//! it without any text, as the checked program that the front end would make of the printed source; a property test holds
//! both to the same digest. Programs that call a library package are only run from their source. Encodings are append-only.

pub mod build;
mod decl;
pub mod generate;
mod normalise;
mod op;
pub mod poke;
pub mod print;
mod smaller;
mod whole;

pub use decl::{
    CellDecl, ChanDecl, Elem, Ending, KeyType, MAX_CELLS, MAX_CHANS, MAX_FILL, MAX_GOROUTINES,
    MAX_KEY, MAX_MAPS, MAX_OPS, MAX_SLICES, MapDecl, SliceDecl,
};
pub use op::{
    COUNTERS, Case, ChanOp, HeapOp, MAX_LEN, MUTEXES, MapOp, Op, SelectOp, SliceOp, SyncOp, TimeOp,
};
pub use smaller::Less;
pub use whole::Program;
