//! Quick reads and writes of the runtime's own memory outside the heap: the allocator does little else.

use super::{META_BASE, Memory, Stamp};
use crate::fault::Fault;

impl Memory {
    /// As [`Memory::load_stamped`], for the runtime's own memory.
    #[inline]
    pub fn load_meta(&self, addr: u64, width: usize) -> Result<(u64, Stamp), Fault> {
        let offset = addr.wrapping_sub(META_BASE) as usize;
        if offset < self.meta.bytes.len()
            && let Some(bytes) = self.meta.bytes.get(offset..offset + width)
            && (offset + width) as u64 <= self.meta.mapped
        {
            let mut word = [0; 8];
            match width {
                8 => word.copy_from_slice(bytes),
                _ => word[..width].copy_from_slice(bytes),
            }
            let stamp = if self.meta.foreign {
                self.meta.stamps[offset / 8]
            } else {
                Stamp::default()
            };
            return Ok((u64::from_le_bytes(word), stamp));
        }
        self.load_stamped(addr, width)
    }

    /// As [`Memory::store`], for the runtime's own memory.
    #[inline]
    pub fn store_meta(&mut self, addr: u64, width: usize, value: u64) -> Result<(), Fault> {
        let offset = addr.wrapping_sub(META_BASE);
        if offset < self.meta.mapped && width as u64 <= self.meta.mapped - offset {
            let stamp = self.stamp;
            self.meta
                .touch(offset as usize, width, stamp)
                .copy_from_slice(&value.to_le_bytes()[..width]);
            return Ok(());
        }
        self.store(addr, width, value)
    }
}
