//! Reading and writing: what the simulated processor does.

use super::region::Region;
use super::{META_BASE, Memory, Stamp};
use crate::fault::{Fault, FaultClass};

impl Memory {
    /// Whether `len` bytes at `addr` can be accessed.
    pub fn check(&self, addr: u64, len: usize, write: bool) -> Result<(), Fault> {
        self.find(addr, len, write).map(|_| ())
    }

    #[inline]
    pub(super) fn find(
        &self,
        addr: u64,
        len: usize,
        write: bool,
    ) -> Result<(&Region, usize), Fault> {
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
    pub(super) fn find_mut(
        &mut self,
        addr: u64,
        len: usize,
    ) -> Result<(&mut Region, usize), Fault> {
        let fits = |region: &Region| {
            let offset = addr.wrapping_sub(region.base);
            offset < region.mapped && len as u64 <= region.mapped - offset
        };
        if fits(&self.heap) {
            let offset = addr - self.heap.base;
            return Ok((&mut self.heap, offset as usize));
        }
        if fits(&self.data) {
            return Ok((&mut self.data, (addr - *self.data_base) as usize));
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
        let offset = addr.wrapping_sub(self.heap.base) as usize;
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
        let offset = addr.wrapping_sub(self.heap.base) as usize;
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
