//! `mallocgc`: small objects from the cached span of their class, tiny ones from a shared block (runtime/malloc.go `mallocgc`,
//! `nextFreeFast`, `nextFree`; mbitmap.go `nextFreeIndex`; mcache.go).

use super::{Found, Heap, R, TINY_SPAN_CLASS, Within};
use crate::memory::Memory;
use crate::ptrmap::GcType;
use crate::sizeclass::{CLASS_TO_SIZE, MAX_SMALL_SIZE, MIN_SIZE_FOR_HEADER, size_class};

impl Heap {
    /// `mallocgc`: an object of `size` bytes, not 0; without `ty` it holds no pointers. It is zeroed if `clear` says so;
    /// memory fresh from the system always is.
    pub fn malloc(
        &mut self,
        memory: &mut Memory,
        size: u64,
        ty: Option<GcType<'_>>,
        clear: bool,
    ) -> R<u64> {
        let small_max = MAX_SMALL_SIZE - if self.headers { 8 } else { 0 };
        if size > small_max {
            return self
                .malloc_large(memory, size, ty, clear)
                .within("runtime.mallocgc");
        }
        let Some(ty) = ty else {
            if size < 16 {
                return self.malloc_tiny(memory, size).within("runtime.mallocgc");
            }
            let (object, _) = self
                .malloc_class(memory, size_class(size), true, clear)
                .within("runtime.mallocgc")?;
            return Ok(object);
        };
        let header = if self.headers && size > MIN_SIZE_FOR_HEADER {
            8
        } else {
            0
        };
        let class = size_class(size + header);
        self.malloc_class(memory, class, false, clear)
            .and_then(|(object, s)| {
                self.set_type(memory, s, object, size, header, ty)?;
                Ok(object.wrapping_add(header))
            })
            .within("runtime.mallocgc")
    }

    /// A slot of a class: its address and span.
    #[inline]
    fn malloc_class(
        &mut self,
        memory: &mut Memory,
        class: usize,
        noscan: bool,
        clear: bool,
    ) -> R<(u64, u64)> {
        let spc = class << 1 | usize::from(noscan);
        let s = self.mcache[spc];
        let (object, s) = match self.next_free_fast(memory, s)? {
            Some(object) => (object, s),
            None => self
                .next_free(memory, spc)
                .within("runtime.(*mcache).nextFree")?,
        };
        let layout = self.layout;
        let clear = clear && self.get(memory, s, layout.needzero)? != 0;
        let size = u64::from(CLASS_TO_SIZE[class]);
        self.take_slot(memory, s, (object, size), clear)?;
        Ok((object, s))
    }

    /// A slot, by address and bytes, is in use from now on.
    pub(super) fn take_slot(
        &mut self,
        memory: &mut Memory,
        s: u64,
        (object, size): (u64, u64),
        clear: bool,
    ) -> R<()> {
        let layout = self.layout;
        self.totals.mallocs += 1;
        self.totals.allocated = self.totals.allocated.saturating_add(size);
        if self.cycle > 0 || self.get(memory, s, layout.needzero)? != 0 {
            memory.set_freed(object, size, 0);
            if clear {
                memory
                    .check(object, size as usize, true)
                    .map_err(Into::into)
                    .within("runtime.memclrNoHeapPointers")?;
            }
            memory.recycle(object, size as usize, clear);
        }
        if memory.is_marking() {
            // `gcmarknewobject`: what is made during a collection outlives it.
            if let Found::Object { base, span, index } = self.find_object(memory, object, (0, 0))? {
                self.grey_object(memory, base, span, index)?;
            }
        }
        let index = self.get(memory, s, layout.freeindex)?;
        self.set(memory, s, layout.free_index_for_scan, index)
    }

    /// The block that tiny objects come from next, if there is one (`gcMarkTinyAllocs`).
    pub fn tiny_block(&self) -> u64 {
        self.tiny
    }

    /// `nextFreeFast`
    #[inline]
    fn next_free_fast(&mut self, memory: &mut Memory, s: u64) -> R<Option<u64>> {
        let layout = self.layout;
        let cache = self.get(memory, s, layout.alloc_cache)?;
        if cache == 0 {
            return Ok(None);
        }
        let bit = cache.trailing_zeros();
        let result = self
            .get(memory, s, layout.freeindex)?
            .wrapping_add(u64::from(bit));
        let nelems = self.get(memory, s, layout.nelems)?;
        if result >= nelems {
            return Ok(None);
        }
        let next = result + 1;
        if next.is_multiple_of(64) && next != nelems {
            return Ok(None);
        }
        self.set(memory, s, layout.alloc_cache, shift_right(cache, bit + 1))?;
        self.set(memory, s, layout.freeindex, next)?;
        self.count_up(memory, s)?;
        self.slot(memory, s, result).map(Some)
    }

    /// `s.allocCount++`
    fn count_up(&mut self, memory: &mut Memory, s: u64) -> R<u64> {
        let count = (self.get(memory, s, self.layout.alloc_count)? + 1) & 0xffff;
        self.set(memory, s, self.layout.alloc_count, count)?;
        Ok(count)
    }

    /// The address of slot `index`.
    fn slot(&self, memory: &Memory, s: u64, index: u64) -> R<u64> {
        let size = self.get(memory, s, self.layout.elemsize)?;
        let base = self.get(memory, s, self.layout.start_addr)?;
        Ok(index.wrapping_mul(size).wrapping_add(base))
    }

    /// `c.nextFree(spc)`: a slot, and the span it lies in.
    fn next_free(&mut self, memory: &mut Memory, spc: usize) -> R<(u64, u64)> {
        let layout = self.layout;
        let mut s = self.mcache[spc];
        let mut index = self.next_free_index(memory, s)?;
        if index == self.get(memory, s, layout.nelems)? {
            let count = self.get(memory, s, layout.alloc_count)?;
            if count != index {
                let said = format!("runtime: s.allocCount= {count} s.nelems= {index}\n");
                let text = "s.allocCount != s.nelems && freeIndex == s.nelems";
                return Err(self.throw(text, s, layout.alloc_count).saying(said));
            }
            self.refill(memory, spc)
                .within("runtime.(*mcache).refill")?;
            self.due |= self.gc_percent >= 0 && self.live >= self.goal;
            s = self.mcache[spc];
            index = self.next_free_index(memory, s)?;
        }
        let nelems = self.get(memory, s, layout.nelems)?;
        if index >= nelems {
            return Err(self.throw("freeIndex is not valid", s, layout.nelems));
        }
        let object = self.slot(memory, s, index)?;
        let count = self.count_up(memory, s)?;
        if count > nelems {
            let said = format!("s.allocCount= {count} s.nelems= {nelems}\n");
            let text = "s.allocCount > s.nelems";
            return Err(self.throw(text, s, layout.alloc_count).saying(said));
        }
        Ok((object, s))
    }

    /// `s.nextFreeIndex()`
    fn next_free_index(&mut self, memory: &mut Memory, s: u64) -> R<u64> {
        let layout = self.layout;
        let mut free = self.get(memory, s, layout.freeindex)?;
        let nelems = self.get(memory, s, layout.nelems)?;
        if free == nelems {
            return Ok(free);
        }
        if free > nelems {
            let throw = self.throw("s.freeindex > s.nelems", s, layout.freeindex);
            return Err(throw).within("runtime.(*mspan).nextFreeIndex");
        }
        let mut cache = self.get(memory, s, layout.alloc_cache)?;
        while cache == 0 {
            free = free.saturating_add(64) & !63;
            if free >= nelems {
                self.set(memory, s, layout.freeindex, nelems)?;
                return Ok(nelems);
            }
            cache = self
                .refill_alloc_cache(memory, s, free / 8)
                .within("runtime.(*mspan).nextFreeIndex")?;
        }
        let bit = cache.trailing_zeros();
        let result = free.saturating_add(u64::from(bit));
        if result >= nelems {
            self.set(memory, s, layout.freeindex, nelems)?;
            return Ok(nelems);
        }
        self.set(memory, s, layout.alloc_cache, shift_right(cache, bit + 1))?;
        let next = result + 1;
        if next.is_multiple_of(64) && next != nelems {
            self.refill_alloc_cache(memory, s, next / 8)
                .within("runtime.(*mspan).nextFreeIndex")?;
        }
        self.set(memory, s, layout.freeindex, next)?;
        Ok(result)
    }

    /// `s.refillAllocCache(whichByte)`
    pub(super) fn refill_alloc_cache(&mut self, memory: &mut Memory, s: u64, byte: u64) -> R<u64> {
        let bits = self.get(memory, s, self.layout.alloc_bits)?;
        let cache = !self
            .load(memory, bits.wrapping_add(byte), 8)
            .within("runtime.(*mspan).refillAllocCache")?;
        self.set(memory, s, self.layout.alloc_cache, cache)?;
        Ok(cache)
    }

    /// Objects below 16 bytes without pointers share 16-byte blocks.
    fn malloc_tiny(&mut self, memory: &mut Memory, size: u64) -> R<u64> {
        let align = match size {
            _ if size & 7 == 0 || size == 12 => 8,
            _ if size & 3 == 0 => 4,
            _ if size & 1 == 0 => 2,
            _ => 1,
        };
        let offset = self.tiny_offset.next_multiple_of(align);
        if self.tiny != 0 && offset + size <= 16 {
            self.tiny_offset = offset + size;
            return Ok(self.tiny + offset);
        }
        // The block is cleared whoever asks: what shares it may have to be zero.
        let (block, _) = self.malloc_class(memory, TINY_SPAN_CLASS >> 1, true, true)?;
        if self.tiny == 0 || size < self.tiny_offset {
            self.tiny = block;
            self.tiny_offset = size;
        }
        Ok(block)
    }
}

/// As Go shifts: by 64 gives 0.
fn shift_right(x: u64, by: u32) -> u64 {
    x.checked_shr(by).unwrap_or(0)
}
