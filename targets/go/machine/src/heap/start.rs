//! What of a process's heap is taken before the program starts.

use crate::memory::ARENA_BASE;

/// Where the heap lies, and what the runtime has taken of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Start {
    /// Where the arena starts.
    pub arena: u64,
    /// Pages in use from there on.
    pub pages: usize,
    /// Each of two Ps takes its pages from a cache of 64 (runtime/mpagecache.go); else all take the lowest that are free.
    pub page_caches: bool,
}

impl Default for Start {
    /// A few pages, at the usual address.
    fn default() -> Start {
        Start {
            arena: ARENA_BASE,
            pages: 8,
            page_caches: false,
        }
    }
}
