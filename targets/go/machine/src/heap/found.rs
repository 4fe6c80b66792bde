//! What the collector finds: where an address leads, and where the pointer bits of an object are.

/// What an address refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// Nothing the collector minds.
    Nothing,
    /// A slot of a span in use, allocated or not.
    Object {
        /// Where the slot starts.
        base: u64,
        /// The span's descriptor.
        span: u64,
        /// The slot's number in the span.
        index: u64,
    },
}

/// Where the pointer bits of an object are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Words {
    /// No pointers.
    None,
    /// In the bitmap of the heap or the span: [`Heap::heap_bits`](super::Heap::heap_bits).
    Bits,
    /// In the type whose descriptor is at this address; the object starts `skip` bytes after its slot.
    Type {
        /// The descriptor's address.
        descriptor: u64,
        /// Bytes of the malloc header.
        skip: u64,
    },
}
