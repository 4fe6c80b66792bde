//! The classic map of Go up to 1.23: layout, and the functions that compiled code calls.
//!
//! Follows runtime/map.go, map_fast32.go, map_fast64.go and map_faststr.go of Go 1.19 to 1.23. One skeleton an operation
//! serves all variants; what a variant does in its own way (compare, hash, store a key) is in its own file.
//!
//! Invariants: every word of a map is in simulated memory, at Go's offset, and nowhere else; where Go's code would
//! access it, this does, in the same order. Others may run only at the named points. New buckets are not cleared: fresh
//! memory is zero unless a stray write came first, which then shows, as it does in a fresh span of the real heap.
//! Deviations: an endless walk along a bucket chain ends in `hang` once it is proven that nobody can end it. Copying the
//! descriptor of a map type and changing the copy has no effect: the host's descriptor is used.
//! Misses: `reflect` entry points, `maps.Clone` (the library stores each entry anew); that a sleeping goroutine may end an endless walk.

mod access;
mod assign;
mod bucket;
mod delete;
mod entry;
mod fast64;
mod faststr;
mod grow;
mod iter;
mod key;
mod make;
mod variant;
mod walk;

pub use bucket::{BUCKET_CNT, DATA_OFFSET};
pub use entry::{
    ZERO_VAL_OFFSET, ZERO_VAL_SIZE, makemap, makemap_small, mapaccess1, mapaccess1_as, mapaccess2,
    mapaccess2_as, mapassign, mapassign_as, mapclear, mapclone, mapdelete, mapdelete_as,
    mapiterinit, mapiternext, maplen, zero_val,
};
pub use key::Key;
pub(crate) use walk::{CycleFinder, come_round};
