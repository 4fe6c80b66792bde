//! Which words of an object are pointers, written where the collector will look: the heap's bitmap, the bitmap at a span's end, the
//! object's header, or the span (runtime/mbitmap.go `heapSetType`, mbitmap_allocheaders.go).

use super::{Heap, R, Within};
use crate::memory::Memory;
use crate::ptrmap::GcType;
use crate::sizeclass::{MIN_SIZE_FOR_HEADER, PAGE_SIZE};

impl Heap {
    /// `s.initHeapBits`: the bitmap in the span is clear.
    pub(super) fn init_heap_bits(&mut self, memory: &mut Memory, s: u64) -> R<()> {
        let layout = self.layout;
        let noscan = self.get(memory, s, layout.spanclass)? & 1 != 0;
        let size = self.get(memory, s, layout.elemsize)?;
        if self.headers && !noscan && size <= MIN_SIZE_FOR_HEADER {
            let at = self.span_bitmap(memory, s)?;
            memory.zero(at, (PAGE_SIZE / 64) as usize)?;
        }
        Ok(())
    }

    /// `s.heapBits()`: where the bitmap at the end of a span of small objects starts.
    pub(super) fn span_bitmap(&self, memory: &Memory, s: u64) -> R<u64> {
        let base = self.get(memory, s, self.layout.start_addr)?;
        let bytes = self
            .get(memory, s, self.layout.npages)?
            .wrapping_mul(PAGE_SIZE);
        let size = self.get(memory, s, self.layout.elemsize)?;
        let reserved = self.reserved(bytes, size, true);
        Ok(base.wrapping_add(bytes).wrapping_sub(bytes / 64 + reserved))
    }

    /// `heapSetType`: which words of the object at `slot` are pointers.
    pub(super) fn set_type(
        &mut self,
        memory: &mut Memory,
        s: u64,
        slot: u64,
        size: u64,
        header: u64,
        ty: GcType<'_>,
    ) -> R<()> {
        let layout = self.layout;
        if let Some(large_type) = layout.large_type {
            if header > 0 {
                return Ok(memory.store(slot, 8, ty.addr)?);
            }
            if size > MIN_SIZE_FOR_HEADER {
                return self.set(memory, s, large_type, ty.addr);
            }
            return self
                .write_heap_bits_small(memory, s, slot, size, ty)
                .within("runtime.heapSetType");
        }
        let elem = self.get(memory, s, layout.elemsize)?;
        let (words, data) = (elem / 8, size / 8);
        let first = slot.wrapping_sub(self.arena) / 8;
        let end = (first + words) as usize;
        // A span that tampering has moved elsewhere has no bitmap there.
        if slot < self.arena || end > 8 * self.spans.len() * 1024 {
            return Ok(());
        }
        if end.div_ceil(64) > self.bitmap.len() {
            self.bitmap
                .resize(end.div_ceil(64).next_multiple_of(128), 0);
        }
        let mut at = 0;
        while at < words {
            let word = first + at;
            let n = (64 - word % 64).min(words - at);
            let bits = ty.ptrs.bits(at, data);
            let mask = u64::MAX >> (64 - n);
            let place = &mut self.bitmap[(word / 64) as usize];
            *place = *place & !(mask << (word % 64)) | (bits & mask) << (word % 64);
            at += n;
        }
        Ok(())
    }

    /// `s.writeHeapBitsSmall`
    fn write_heap_bits_small(
        &mut self,
        memory: &mut Memory,
        s: u64,
        slot: u64,
        size: u64,
        ty: GcType<'_>,
    ) -> R<()> {
        let layout = self.layout;
        let base = self.get(memory, s, layout.start_addr)?;
        let elem = self.get(memory, s, layout.elemsize)?;
        let bitmap = self.span_bitmap(memory, s)?;
        let bits = ty.ptrs.bits(0, size / 8);
        let word = slot.wrapping_sub(base) / 8;
        let n = (elem / 8).min(64);
        let mask = if n == 0 { 0 } else { u64::MAX >> (64 - n) };
        let (at, shift) = (bitmap.wrapping_add(word / 64 * 8), word % 64);
        let old = memory.load(at, 8)?;
        memory.store(at, 8, old & !(mask << shift) | bits << shift)?;
        if shift + n > 64 {
            let old = memory.load(at.wrapping_add(8), 8)?;
            let (mask, bits) = (mask >> (64 - shift), bits >> (64 - shift));
            memory.store(at.wrapping_add(8), 8, old & !mask | bits)?;
        }
        Ok(())
    }
}
