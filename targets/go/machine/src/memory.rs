//! Byte-addressed memory of a simulated linux/amd64 process running a Go program.
//!
//! A few regions, each a run of mapped bytes: read-only data, package variables, the heap arena, and the runtime's own
//! memory outside the heap (`persistentalloc`: mspans, mark bits). Everything else faults as it would on the real
//! machine. Each 8-byte word remembers its last writer. Words of freed heap objects remember the collection that freed
//! them, until they are allocated again.
//!
//! Invariants: bytes past a region's backing store read as zero; `reset` makes every byte and stamp zero again.

mod freed;
mod meta;
mod region;

use std::cell::Cell;

use super::fault::{Fault, FaultClass};
use super::run_state::{Kept, Renew};
use region::Region;

/// Where read-only data of the program (type descriptors, string constants, functions) starts.
pub const RODATA_BASE: u64 = 0x48_0000;
/// Where package variables and runtime variables start.
pub const DATA_BASE: u64 = 0x55_0000;
/// Where Go's heap arena starts on linux/amd64 (up to Go 1.25).
pub const ARENA_BASE: u64 = 0xc0_0000_0000;
/// Where the memory lies that the runtime takes from the system for itself.
pub const META_BASE: u64 = 0x7f3e_0000_0000;
/// An address that is never mapped, for tampering.
pub const UNMAPPED: u64 = 0x7000_0000_0000;
/// Bytes of package variables, until a program says otherwise.
const DATA_BYTES: u64 = 0x4_0000;
/// Bytes of one granule of dirt: what `reset` clears at a time.
const GRANULE: usize = 512;

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
pub struct Stamp(u32);

impl Stamp {
    /// The stamp of a write at `step`.
    pub fn new(step: u64, kind: WriterKind) -> Stamp {
        Stamp((step as u32).saturating_add(1) << 2 | kind as u32)
    }

    /// The step of the write, if there was one.
    pub fn step(self) -> Option<u64> {
        u64::from(self.0 >> 2).checked_sub(1)
    }

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

crate::run_state! {
    /// The address space.
    #[derive(Debug)]
    pub struct Memory {
        rodata: Kept<Region>,
        data: Region,
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
        self.data.mapped = *self.data_bytes;
    }

    /// Makes room for `rodata` and `data` bytes from [`RODATA_BASE`] and [`DATA_BASE`], of another program: read-only
    /// data is zero again. False if they do not fit.
    pub fn size_image(&mut self, rodata: u64, data: u64) -> bool {
        let fits = RODATA_BASE + rodata <= DATA_BASE && DATA_BASE + data <= 1 << 32;
        if fits {
            self.rodata.clear();
            self.rodata.mapped = rodata.next_multiple_of(4096).max(4096);
            *self.data_bytes = data.next_multiple_of(4096).max(4096);
            self.data.mapped = *self.data_bytes;
        }
        fits
    }

    /// Maps the heap arena up to `bytes` from [`ARENA_BASE`].
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

    /// Whether `len` bytes at `addr` can be accessed.
    pub fn check(&self, addr: u64, len: usize, write: bool) -> Result<(), Fault> {
        self.find(addr, len, write).map(|_| ())
    }

    #[inline]
    fn find(&self, addr: u64, len: usize, write: bool) -> Result<(&Region, usize), Fault> {
        for region in [&self.heap, &self.data, &self.rodata, &self.meta] {
            let offset = addr.wrapping_sub(region.base);
            if offset < region.mapped
                && len as u64 <= region.mapped - offset
                && (region.writable || !write)
            {
                return Ok((region, offset as usize));
            }
        }
        Err(self.fault(addr, len, write))
    }

    #[inline]
    fn find_mut(&mut self, addr: u64, len: usize) -> Result<(&mut Region, usize), Fault> {
        let fits = |region: &Region| {
            let offset = addr.wrapping_sub(region.base);
            offset < region.mapped && len as u64 <= region.mapped - offset
        };
        if fits(&self.heap) {
            return Ok((&mut self.heap, (addr - ARENA_BASE) as usize));
        }
        if fits(&self.data) {
            return Ok((&mut self.data, (addr - DATA_BASE) as usize));
        }
        if fits(&self.meta) {
            return Ok((&mut self.meta, (addr - META_BASE) as usize));
        }
        Err(self.fault(addr, len, true))
    }

    /// The fault of an access that [`Memory::find`] refused: at its first byte that cannot be accessed.
    #[cold]
    fn fault(&self, addr: u64, len: usize, write: bool) -> Fault {
        let mut at = addr;
        for region in [&self.heap, &self.data, &self.rodata, &self.meta] {
            let offset = at.wrapping_sub(region.base);
            if offset < region.mapped && (region.writable || !write) {
                at = region.base + region.mapped;
            }
        }
        let protected = |region: &Region| {
            let offset = at.wrapping_sub(region.base);
            offset < region.mapped || offset - region.mapped < region.reserved
        };
        let class = if at.wrapping_add(len as u64) < addr
            || (1 << 47..0xffff_8000_0000_0000).contains(&at)
        {
            FaultClass::NonCanonical
        } else if at < 4096 {
            FaultClass::NilPage
        } else if [&self.heap, &self.data, &self.rodata, &self.meta]
            .into_iter()
            .any(protected)
        {
            FaultClass::Protected
        } else {
            FaultClass::Unmapped
        };
        Fault {
            addr: at,
            write,
            class,
        }
    }

    /// Loads an unsigned little-endian number of 1, 2, 4 or 8 bytes.
    #[inline]
    pub fn load(&self, addr: u64, width: usize) -> Result<u64, Fault> {
        if self.watching.get() {
            self.watch(addr, width, false);
        }
        let (region, offset) = self.find(addr, width, false)?;
        let mut word = [0; 8];
        if let Some(bytes) = region.bytes.get(offset..offset + width) {
            word[..width].copy_from_slice(bytes);
        } else {
            for (i, byte) in word[..width].iter_mut().enumerate() {
                *byte = region.bytes.get(offset + i).copied().unwrap_or(0);
            }
        }
        Ok(u64::from_le_bytes(word))
    }

    /// As [`Memory::load`], with the word's last writer.
    #[inline]
    pub fn load_stamped(&self, addr: u64, width: usize) -> Result<(u64, Stamp), Fault> {
        let offset = addr.wrapping_sub(ARENA_BASE) as usize;
        if self.watching.get() {
            self.watch(addr, width, false);
        }
        if offset < self.heap.bytes.len()
            && let Some(bytes) = self.heap.bytes.get(offset..offset + width)
            && (offset + width) as u64 <= self.heap.mapped
        {
            let mut word = [0; 8];
            match width {
                8 => word.copy_from_slice(bytes),
                1 => word[0] = bytes[0],
                _ => word[..width].copy_from_slice(bytes),
            }
            return Ok((u64::from_le_bytes(word), self.heap.stamps[offset / 8]));
        }
        Ok((self.load(addr, width)?, self.writer(addr)))
    }

    /// The heap's bytes at `addr`, if they are all there and no word among them is foreign: the quick way to read much
    /// metadata at once.
    #[inline]
    pub fn trusted(&self, addr: u64, len: usize) -> Option<&[u8]> {
        if self.watching.get() {
            return None;
        }
        let offset = addr.wrapping_sub(ARENA_BASE) as usize;
        let end = offset.checked_add(len)?;
        let bytes = self.heap.bytes.get(offset..end)?;
        let stamps = &self.heap.stamps[offset / 8..end.div_ceil(8)];
        let foreign = stamps.iter().fold(0, |all, stamp| all | stamp.0) & 2 != 0;
        (!foreign && end as u64 <= self.heap.mapped).then_some(bytes)
    }

    /// Stores the low `width` bytes of `value`.
    #[inline]
    pub fn store(&mut self, addr: u64, width: usize, value: u64) -> Result<(), Fault> {
        let stamp = self.stamp;
        if self.watching.get() {
            self.watch(addr, width, true);
        }
        if self.marking {
            self.shade(addr, width);
        }
        let (region, offset) = self.find_mut(addr, width)?;
        region
            .touch(offset, width, stamp)
            .copy_from_slice(&value.to_le_bytes()[..width]);
        Ok(())
    }

    /// Reads `out.len()` bytes.
    pub fn read(&self, addr: u64, out: &mut [u8]) -> Result<(), Fault> {
        if out.is_empty() {
            return Ok(());
        }
        if self.watching.get() {
            self.watch(addr, out.len(), false);
        }
        let (region, offset) = self.find(addr, out.len(), false)?;
        let backed = region.bytes.get(offset..).unwrap_or(&[]);
        let have = backed.len().min(out.len());
        out[..have].copy_from_slice(&backed[..have]);
        out[have..].fill(0);
        Ok(())
    }

    /// Writes `bytes`.
    pub fn write(&mut self, addr: u64, bytes: &[u8]) -> Result<(), Fault> {
        if bytes.is_empty() {
            return Ok(());
        }
        let stamp = self.stamp;
        if self.watching.get() {
            self.watch(addr, bytes.len(), true);
        }
        if self.marking {
            self.shade(addr, bytes.len());
        }
        let (region, offset) = self.find_mut(addr, bytes.len())?;
        region
            .touch(offset, bytes.len(), stamp)
            .copy_from_slice(bytes);
        Ok(())
    }

    /// Writes the program's image into read-only data.
    pub fn write_rodata(&mut self, addr: u64, bytes: &[u8]) {
        let offset = (addr - self.rodata.base) as usize;
        assert!(
            offset as u64 + bytes.len() as u64 <= self.rodata.mapped,
            "the image was sized"
        );
        if !bytes.is_empty() {
            self.rodata
                .touch(offset, bytes.len(), Stamp::default())
                .copy_from_slice(bytes);
        }
    }

    /// `memmove`: overlapping ranges are fine.
    pub fn copy(&mut self, to: u64, from: u64, len: usize) -> Result<(), Fault> {
        if len == 0 || to == from {
            return Ok(());
        }
        self.check(from, len, false)?;
        self.check(to, len, true)?;
        let mut small = [0; 256];
        if let Some(buffer) = small.get_mut(..len) {
            self.read(from, buffer)?;
            return self.write(to, buffer);
        }
        let mut buffer = vec![0; len];
        self.read(from, &mut buffer)?;
        self.write(to, &buffer)
    }

    /// Clears `len` bytes.
    pub fn zero(&mut self, addr: u64, len: usize) -> Result<(), Fault> {
        if len == 0 {
            return Ok(());
        }
        let stamp = self.stamp;
        if self.watching.get() {
            self.watch(addr, len, true);
        }
        if self.marking {
            self.shade(addr, len);
        }
        let (region, offset) = self.find_mut(addr, len)?;
        region.touch(offset, len, stamp).fill(0);
        Ok(())
    }

    /// Stamps `len` bytes as written, and leaves them as they are.
    pub fn claim(&mut self, addr: u64, len: usize) -> Result<(), Fault> {
        if len == 0 {
            return Ok(());
        }
        let stamp = self.stamp;
        let (region, offset) = self.find_mut(addr, len)?;
        region.touch(offset, len, stamp);
        Ok(())
    }

    /// Whether two ranges hold the same bytes.
    pub fn equal(&self, a: u64, b: u64, len: usize) -> Result<bool, Fault> {
        for at in (0..len).step_by(8) {
            let width = (len - at).min(8);
            let (mut x, mut y) = ([0; 8], [0; 8]);
            self.read(a + at as u64, &mut x[..width])?;
            self.read(b + at as u64, &mut y[..width])?;
            if x != y {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
