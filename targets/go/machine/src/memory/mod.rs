//! Byte-addressed memory of a simulated linux/amd64 process running a Go program.
//!
//! A few regions, each a run of mapped bytes: read-only data, package variables, the heap arena, and the runtime's own
//! memory outside the heap (`persistentalloc`: mspans, mark bits). Everything else faults as it would on the real
//! machine. Each 8-byte word remembers its last writer. Words of freed heap objects remember the collection that freed
//! them, until they are allocated again.
//!
//! Invariants: bytes past a region's backing store read as zero; `reset` makes every byte and stamp zero again.

mod access;
mod freed;
mod meta;
mod region;
mod stamp;

use std::cell::Cell;

use super::run_state::{Kept, Renew};
use region::Region;

pub use stamp::{Stamp, WriterKind};

/// Where read-only data of the program (type descriptors, string constants, functions) starts.
pub const RODATA_BASE: u64 = 0x48_0000;
/// Where package variables and runtime variables start, behind read-only data of usual size.
pub const DATA_BASE: u64 = 0x55_0000;
/// Where they start in a program with more of it.
pub const LARGE_DATA_BASE: u64 = 0x4000_0000;
/// Where Go's heap arena starts on linux/amd64, unless its address is random.
pub const ARENA_BASE: u64 = 0xc0_0000_0000;
/// Where the memory lies that the runtime takes from the system for itself.
pub const META_BASE: u64 = 0x7f3e_0000_0000;
/// An address that is never mapped, for tampering.
pub const UNMAPPED: u64 = 0x7000_0000_0000;
/// Bytes of package variables, until a program says otherwise.
const DATA_BYTES: u64 = 0x4_0000;

crate::run_state! {
    /// The address space.
    #[derive(Debug)]
    pub struct Memory {
        rodata: Kept<Region>,
        data: Region,
        /// Where package variables start.
        data_base: Kept<u64>,
        /// Bytes of package variables.
        data_bytes: Kept<u64>,
        heap: Region,
        meta: Region,
        /// The stamp that writes leave.
        stamp: Stamp,
        /// For each word of the heap the collection that freed it, or 0.
        freed: Vec<u16>,
        /// Accesses to freed words are noticed: something is freed, and the program (or a runtime function) runs.
        watching: Cell<bool>,
        /// The collector marks: what is overwritten in the heap is noted (the deletion barrier).
        marking: bool,
        /// Words that were overwritten since the marker last looked.
        shaded: Vec<u64>,
        /// The first freed address that was accessed, and whether it was written.
        touched: Cell<Option<(u64, bool)>>,
    }
}

impl Default for Memory {
    fn default() -> Memory {
        Memory {
            rodata: Kept(Region::new(RODATA_BASE, 0x4_0000, 0, false)),
            data: Region::new(DATA_BASE, DATA_BYTES, 0, true),
            data_base: Kept(DATA_BASE),
            data_bytes: Kept(DATA_BYTES),
            heap: Region::new(ARENA_BASE, 0, 64 << 20, true),
            meta: Region::new(META_BASE, 0, 0, true),
            stamp: Stamp::default(),
            freed: Vec::new(),
            watching: Cell::new(false),
            marking: false,
            shaded: Vec::new(),
            touched: Cell::new(None),
        }
    }
}

impl Memory {
    /// Forgets everything but read-only data and the sizes of the fixed regions.
    pub fn reset(&mut self) {
        self.renew(Memory::default());
        self.map_data();
    }

    /// Maps package variables where they are in this program: after a renewal.
    pub fn map_data(&mut self) {
        self.data.base = *self.data_base;
        self.data.mapped = *self.data_bytes;
    }

    /// Where package variables start: first of all `runtime.zerobase`, the address of all objects without a size.
    #[inline]
    pub fn data_base(&self) -> u64 {
        *self.data_base
    }

    /// Makes room for `rodata` bytes from [`RODATA_BASE`] and `data` bytes from `data_base`, of another program: read-only
    /// data is zero again. False if they do not fit.
    pub fn size_image(&mut self, rodata: u64, data_base: u64, data: u64) -> bool {
        let fits = RODATA_BASE + rodata <= data_base && data_base + data <= 1 << 32;
        if fits {
            *self.data_base = data_base;
            self.data.base = data_base;
            self.rodata.clear();
            self.rodata.mapped = rodata.next_multiple_of(4096).max(4096);
            *self.data_bytes = data.next_multiple_of(4096).max(4096);
            self.data.mapped = *self.data_bytes;
        }
        fits
    }

    /// The heap arena starts at `arena`. Only before anything is mapped.
    pub fn place_heap(&mut self, arena: u64) {
        self.heap.base = arena;
    }

    /// Where the heap arena starts.
    #[inline]
    pub fn arena(&self) -> u64 {
        self.heap.base
    }

    /// Maps the heap arena up to `bytes` from its start.
    pub fn map_heap(&mut self, bytes: u64) {
        self.heap.mapped = bytes;
        self.heap.reserved = bytes.next_multiple_of(64 << 20) - bytes;
    }

    /// Maps the runtime's own memory up to `bytes` from [`META_BASE`].
    pub fn map_meta(&mut self, bytes: u64) {
        self.meta.mapped = bytes;
    }

    /// Mapped bytes of the heap.
    pub fn heap_mapped(&self) -> u64 {
        self.heap.mapped
    }

    /// The stamp that the next writes leave.
    #[inline]
    pub fn set_stamp(&mut self, stamp: Stamp) {
        self.stamp = stamp;
    }

    /// The stamp that writes leave now.
    pub fn stamp(&self) -> Stamp {
        self.stamp
    }

    /// Who last wrote the word that holds `addr`. Nobody if it is not mapped.
    #[inline]
    pub fn writer(&self, addr: u64) -> Stamp {
        let Ok((region, offset)) = self.find(addr, 1, false) else {
            return Stamp::default();
        };
        region.stamps.get(offset / 8).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::{Fault, FaultClass};

    fn memory() -> Memory {
        let mut memory = Memory::default();
        memory.map_heap(4 << 20);
        memory
    }

    #[test]
    fn faults_are_classed_as_linux_does() {
        let mut memory = memory();
        let class = |result: Result<u64, Fault>| result.unwrap_err().class;
        assert_eq!(class(memory.load(8, 8)), FaultClass::NilPage);
        assert_eq!(class(memory.load(0x1000, 8)), FaultClass::Unmapped);
        assert_eq!(
            class(memory.load(0xdead_beef_dead_beef, 8)),
            FaultClass::NonCanonical
        );
        assert_eq!(
            class(memory.load(ARENA_BASE + (4 << 20), 1)),
            FaultClass::Protected
        );
        assert_eq!(
            class(memory.load(ARENA_BASE + (4 << 20) - 4, 8)),
            FaultClass::Protected
        );
        assert_eq!(
            memory.store(RODATA_BASE, 1, 1).unwrap_err().class,
            FaultClass::Protected
        );
        assert_eq!(memory.load(RODATA_BASE, 8), Ok(0));
    }

    #[test]
    fn reset_clears_what_was_written() {
        let mut memory = memory();
        memory.set_stamp(Stamp::new(3, WriterKind::Tamper));
        memory.store(ARENA_BASE + 100, 8, u64::MAX).unwrap();
        assert_eq!(memory.writer(ARENA_BASE + 100).step(), Some(3));
        memory.reset();
        memory.map_heap(4 << 20);
        assert_eq!(memory.load(ARENA_BASE + 100, 8), Ok(0));
        assert_eq!(memory.writer(ARENA_BASE + 100), Stamp::default());
    }
}
