//! The last write of a word: when it was, and whose.

use crate::run_state::Renew;

/// Who wrote a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WriterKind {
    /// A runtime function, doing its work.
    Runtime,
    /// The program, through an ordinary variable.
    Program,
    /// The program, through `unsafe` or linkname: into an object that is the runtime's.
    Unsafe,
    /// A tampering of the harness.
    Tamper,
}

/// The last write of a word: when, and by whom. Zero is "never written".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stamp(pub(super) u32);

impl Stamp {
    /// The stamp of a write at `step`.
    pub fn new(step: u64, kind: WriterKind) -> Stamp {
        Stamp((step as u32).saturating_add(1) << 2 | kind as u32)
    }

    /// The step of the write, if there was one.
    pub fn step(self) -> Option<u64> {
        u64::from(self.0 >> 2).checked_sub(1)
    }

    /// Who wrote.
    pub fn kind(self) -> WriterKind {
        match self.0 & 3 {
            0 => WriterKind::Runtime,
            1 => WriterKind::Program,
            2 => WriterKind::Unsafe,
            _ => WriterKind::Tamper,
        }
    }

    /// Written by somebody who has no business in runtime metadata.
    pub fn is_foreign(self) -> bool {
        self.0 & 2 != 0
    }
}

impl Renew for Stamp {}
