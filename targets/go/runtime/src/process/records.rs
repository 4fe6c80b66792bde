//! What is written down of a run: maps that were made, reads of words that somebody else wrote.

use tearpoint_harness::contract::TaskId;

use tearpoint_machine::Stamp;

/// A map that was made: where its hmap is, and the layout of its buckets in bytes.
#[derive(Clone, Copy, Debug)]
pub struct LiveMap {
    pub h: u64,
    pub bucket_size: u64,
    pub key_slot: u64,
}

/// The last time the runtime read a word that somebody else had written.
#[derive(Clone, Copy, Debug)]
pub struct ForeignRead {
    pub addr: u64,
    pub written: Stamp,
    /// The step of the read.
    pub step: u64,
    pub task: TaskId,
}
