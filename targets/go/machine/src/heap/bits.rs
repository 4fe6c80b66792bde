//! Allocation and mark bits (runtime/mheap.go `gcBitsArenas`): handed out from 64 KB arenas, which come back two
//! collections later.

crate::run_state! {
    /// The arenas: of this cycle, the last, and the one before.
    #[derive(Debug, Default)]
    pub(super) struct GcBits {
        pub next: Vec<u64>,
        pub current: Vec<u64>,
        pub previous: Vec<u64>,
        pub free: Vec<u64>,
        /// Bytes used of the last arena in `next`.
        pub used: u64,
    }
}
