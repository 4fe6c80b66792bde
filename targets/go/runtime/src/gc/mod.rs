//! The garbage collector: marking from roots, then sweeping.
//!
//! Follows runtime/mgc.go (`gcStart`, `gcMarkTermination`), mgcmark.go (`markroot`, `scanblock`, `scanobject`,
//! `scanConservative`, `greyobject`) over the machine's spans and mark bits. Colours are Go's: white is unmarked, grey is
//! marked and in the work list, black is marked and out of it.
//!
//! Invariants: what a variable, a global, a goroutine or a live object points to is never freed; what nothing points to
//! always is, at the next collection.
//! A collection that `runtime.GC` asks for marks while the program runs: a few objects between two points. What is
//! overwritten meanwhile is shaded (Go's barrier shades the new value too, for stacks that are not scanned yet; here all
//! are scanned first), new objects are black. A store of something that is no pointer, `uintptr` above all, has no barrier.
//! Deviations: a collection because the heap has grown marks while the world stands still; the sudog cache and each
//! goroutine's scratch memory are scanned as if any word could be a pointer. Misses: assists, `gccheckmark`.

mod collect;
mod cycle;
mod freed;
mod leaks;
mod mark;

pub use collect::{begin, collect, collect_rest, finish, shade, step};
pub use cycle::Cycle;
pub use leaks::{Origin, Verdict, Waiting, find_leaks};
pub use mark::Root;
