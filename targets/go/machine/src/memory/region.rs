//! A run of mapped bytes with the stamps of its words.

use super::stamp::Stamp;
use crate::run_state::Renew;

/// Bytes of one granule of dirt: what [`Region::clear`] clears at a time.
const GRANULE: usize = 512;

/// A run of mapped bytes.
#[derive(Debug)]
pub(super) struct Region {
    /// The first address.
    pub base: u64,
    /// Mapped bytes from `base`; grows for the heap.
    pub mapped: u64,
    /// Bytes reserved but not accessible after the mapped ones.
    pub reserved: u64,
    /// Writes do not fault.
    pub writable: bool,
    /// What was written, from `base` on; beyond its end all is zero.
    pub bytes: Vec<u8>,
    /// Who wrote each word of `bytes`.
    pub stamps: Vec<Stamp>,
    dirty: Vec<bool>,
    dirty_list: Vec<u32>,
    /// A word was written by somebody who has no business there.
    pub foreign: bool,
}

impl Region {
    /// `mapped` bytes from `base`, all zero, and `reserved` more that fault as protected.
    pub fn new(base: u64, mapped: u64, reserved: u64, writable: bool) -> Region {
        Region {
            base,
            mapped,
            reserved,
            writable,
            bytes: Vec::new(),
            stamps: Vec::new(),
            dirty: Vec::new(),
            dirty_list: Vec::new(),
            foreign: false,
        }
    }

    /// Every byte and stamp is zero again.
    pub fn clear(&mut self) {
        for &granule in &self.dirty_list {
            let start = granule as usize * GRANULE;
            self.bytes[start..start + GRANULE].fill(0);
            self.stamps[start / 8..(start + GRANULE) / 8].fill(Stamp::default());
            self.dirty[granule as usize] = false;
        }
        self.dirty_list.clear();
        self.foreign = false;
    }

    /// Backing for `len` bytes at `offset`, marked dirty and stamped.
    #[inline]
    pub fn touch(&mut self, offset: usize, len: usize, stamp: Stamp) -> &mut [u8] {
        let end = offset + len;
        if end > self.bytes.len() {
            self.grow(end);
        }
        for granule in offset / GRANULE..=(end - 1) / GRANULE {
            if !self.dirty[granule] {
                self.dirty[granule] = true;
                self.dirty_list.push(granule as u32);
            }
        }
        self.foreign |= stamp.is_foreign();
        for word in offset / 8..=(end - 1) / 8 {
            self.stamps[word] = stamp;
        }
        &mut self.bytes[offset..end]
    }

    #[cold]
    fn grow(&mut self, end: usize) {
        let len = end.next_multiple_of(16 * GRANULE);
        self.bytes.resize(len, 0);
        self.stamps.resize(len / 8, Stamp::default());
        self.dirty.resize(len / GRANULE, false);
    }
}

impl Renew for Region {
    /// As many bytes are mapped as in `fresh`, from the same address, and all are zero; only what was written has to be cleared.
    fn renew(&mut self, fresh: Region) {
        self.clear();
        self.base = fresh.base;
        (self.mapped, self.reserved) = (fresh.mapped, fresh.reserved);
    }
}
