//! What is written down of a run: maps that were made, reads of words that somebody else wrote.

use tearpoint_harness::contract::TaskId;

use tearpoint_machine::Stamp;

/// A map that was made: where its hmap is, and the layout of its buckets in bytes.
#[derive(Clone, Copy, Debug)]
pub struct LiveMap {
    /// The hmap's address.
    pub h: u64,
    /// Bytes of a bucket.
    pub bucket_size: u64,
    /// Bytes from one key of a bucket to the next.
    pub key_slot: u64,
}

/// The last time the runtime read a word that somebody else had written.
#[derive(Clone, Copy, Debug)]
pub struct ForeignRead {
    /// The word's address.
    pub addr: u64,
    /// Who wrote it, and when.
    pub written: Stamp,
    /// The step of the read.
    pub step: u64,
    /// Who read it.
    pub task: TaskId,
}
