//! The arenas of 64 KB that allocation and mark bits are handed out from; each comes back two collections later
//! (runtime/mheap.go `gcBitsArenas`).

crate::run_state! {
    /// The arenas: of this cycle, the last, and the one before.
    #[derive(Debug, Default)]
    pub(super) struct GcBits {
        /// Arenas of this cycle.
        pub next: Vec<u64>,
        /// Those of the last.
        pub current: Vec<u64>,
        /// Those of the one before: free at the next.
        pub previous: Vec<u64>,
        /// Arenas to be used again.
        pub free: Vec<u64>,
        /// Bytes used of the last arena in `next`.
        pub used: u64,
    }
}
