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
    /// A span ends behind its last object, and what else lies in its pages is out of it (Go 1.24 and later).
    pub limit_is_exact: bool,
    /// Spans of objects of 16 to 512 bytes have their mark bits at their end (Go 1.26 and later).
    pub inline_marks: bool,
}

impl Default for HeapRules {
    /// The newest.
    fn default() -> HeapRules {
        HeapRules {
            mspan: &mspan::GO1_22,
            malloc_headers: true,
            limit_is_exact: true,
            inline_marks: true,
        }
    }
}
