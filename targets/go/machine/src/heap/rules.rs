//! What the allocator is told of a Go version.

use crate::mspan::{self, Layout};

/// What of the allocator differs between Go versions. The machine knows no version: whoever resets it says.
#[derive(Clone, Copy, Debug)]
pub struct HeapRules {
    /// Where the fields of a span's descriptor lie.
    pub mspan: &'static Layout,
    /// Pointerful objects above 512 bytes have an 8-byte header that tells their type, and spans of smaller ones keep their
    /// pointer bitmap at their end (Go 1.22 and later).
    pub malloc_headers: bool,
}

impl Default for HeapRules {
    /// The newest.
    fn default() -> HeapRules {
        HeapRules {
            mspan: &mspan::GO1_22,
            malloc_headers: true,
        }
    }
}
