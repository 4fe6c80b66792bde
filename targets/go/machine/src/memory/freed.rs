//! Freed objects of the heap: which collection freed a word, and whether the program touches it before it is allocated again.
//! And the write barrier: what is overwritten while the collector marks.

use super::{Memory, Stamp};

impl Memory {
    /// Notes an access to a freed object.
    #[cold]
    pub(super) fn watch(&self, addr: u64, len: usize, write: bool) {
        let first = addr.wrapping_sub(self.heap.base) / 8;
        let words = self.freed.get(first as usize..).unwrap_or(&[]);
        let in_use = (addr % 8 + len as u64).div_ceil(8) as usize;
        let at = words.iter().take(in_use).position(|&cycle| cycle != 0);
        if let (Some(at), None) = (at, self.touched.get()) {
            self.touched
                .set(Some((self.heap.base + (first + at as u64) * 8, write)));
        }
    }

    /// Starts or stops noting what is overwritten in the heap.
    #[inline]
    pub fn set_marking(&mut self, on: bool) {
        self.marking = on;
    }

    /// Whether the collector marks.
    #[inline]
    pub fn is_marking(&self) -> bool {
        self.marking
    }

    /// What was overwritten since the last call.
    pub fn take_shaded(&mut self) -> Vec<u64> {
        std::mem::take(&mut self.shaded)
    }

    /// Notes the words of the heap that are about to be overwritten.
    #[cold]
    pub(super) fn shade(&mut self, addr: u64, len: usize) {
        let start = (addr & !7).wrapping_sub(self.heap.base) as usize;
        let end = start.saturating_add((addr % 8) as usize + len);
        let words = self.heap.bytes.get(start..end.min(self.heap.bytes.len()));
        for word in words.unwrap_or(&[]).chunks_exact(8) {
            let value = u64::from_le_bytes(word.try_into().unwrap_or_default());
            if value.wrapping_sub(self.heap.base) < self.heap.mapped {
                self.shaded.push(value);
            }
        }
    }

    /// The first access to a freed object since the last call: the address, and whether it was a write.
    pub fn take_touched(&self) -> Option<(u64, bool)> {
        self.touched.take()
    }

    /// Whether a freed object was accessed since it was last asked which.
    #[inline]
    pub fn was_touched(&self) -> bool {
        self.touched.get().is_some()
    }

    /// Starts or stops noticing accesses to freed objects. Nothing is noticed while nothing is freed.
    pub fn watch_freed(&self, on: bool) {
        self.watching.set(on && !self.freed.is_empty());
    }

    /// Whether accesses to freed objects are noticed.
    #[inline]
    pub fn is_watching(&self) -> bool {
        self.watching.get()
    }

    /// The collection that freed the object at `addr`; 0 if it is not free.
    pub fn freed_by(&self, addr: u64) -> u16 {
        let word = addr.wrapping_sub(self.heap.base) / 8;
        self.freed.get(word as usize).copied().unwrap_or(0)
    }

    /// The heap object of `len` bytes at `addr` was freed by collection `cycle`; or with 0, it is no longer watched.
    pub fn set_freed(&mut self, addr: u64, len: u64, cycle: u16) {
        let first = (addr.wrapping_sub(self.heap.base) / 8) as usize;
        let end = first + (len / 8) as usize;
        if cycle != 0
            && end > self.freed.len()
            && (end as u64).saturating_mul(8) <= self.heap.mapped
        {
            self.freed.resize(end.next_multiple_of(1024), 0);
        }
        let end = end.min(self.freed.len());
        if let Some(words) = self.freed.get_mut(first..end) {
            words.fill(cycle);
        }
    }

    /// Memory of the heap is allocated: nobody has written it yet. With `clear` it is zero.
    pub fn recycle(&mut self, addr: u64, len: usize, clear: bool) {
        let start = addr.wrapping_sub(self.heap.base) as usize;
        let end = start.saturating_add(len).min(self.heap.bytes.len());
        if start < end {
            self.heap.stamps[start / 8..end.div_ceil(8)].fill(Stamp::default());
            if clear {
                self.heap.bytes[start..end].fill(0);
            }
        }
    }
}
