//! Which span a class allocates from: taken from mcentral, and given back (runtime/mcache.go `refill`, `releaseAll`; mcentral.go
//! `cacheSpan`, `uncacheSpan`, `grow`).

use super::central::Central;
use super::{Heap, HeapError, R, SPAN_CLASSES, Within};
use crate::memory::Memory;
use crate::sizeclass::{CLASS_TO_PAGES, CLASS_TO_SIZE, PAGE_SIZE};

impl Heap {
    /// Which of the two sets holds swept spans now.
    pub(super) fn swept(&self) -> usize {
        (self.sweepgen / 2 % 2) as usize
    }

    /// `c.refill(spc)`
    pub(super) fn refill(&mut self, memory: &mut Memory, spc: usize) -> R<()> {
        let layout = self.layout;
        let s = self.mcache[spc];
        let count = self.get(memory, s, layout.alloc_count)?;
        if count != self.get(memory, s, layout.nelems)? {
            let text = "refill of span with free space remaining";
            return Err(self.throw(text, s, layout.alloc_count));
        }
        if s != self.empty {
            let cached = self.sweepgen.wrapping_add(3) & 0xffff_ffff;
            if self.get(memory, s, layout.sweepgen)? != cached {
                return Err(self.throw("bad sweepgen in refill", s, layout.sweepgen));
            }
            self.uncache_span(memory, spc, s)
                .within("runtime.(*mcentral).uncacheSpan")?;
            self.set(memory, s, layout.alloc_count_before_cache, 0)?;
        }
        let s = self
            .cache_span(memory, spc)
            .within("runtime.(*mcentral).cacheSpan")?;
        let count = self.get(memory, s, layout.alloc_count)?;
        if count == self.get(memory, s, layout.nelems)? {
            return Err(self.throw("span has no free space", s, layout.alloc_count));
        }
        self.set(memory, s, layout.sweepgen, self.sweepgen + 3)?;
        self.set(memory, s, layout.alloc_count_before_cache, count)?;
        let size = self.get(memory, s, layout.elemsize)?;
        let bytes = self.get(memory, s, layout.npages)?.wrapping_mul(PAGE_SIZE);
        let used = count.wrapping_mul(size);
        self.live = self.live.saturating_add(bytes.saturating_sub(used));
        self.mcache[spc] = s;
        Ok(())
    }

    /// `c.cacheSpan()`. Sweeping is over before the program runs again, so no unswept span is looked for.
    fn cache_span(&mut self, memory: &mut Memory, spc: usize) -> R<u64> {
        let layout = self.layout;
        let swept = self.swept();
        let s = match self.central[spc].partial[swept].pop() {
            Some(s) => s,
            None => self.grow(memory, spc).within("runtime.(*mcentral).grow")?,
        };
        let free = self.get(memory, s, layout.freeindex)?;
        let nelems = self.get(memory, s, layout.nelems)?;
        if self.get(memory, s, layout.alloc_count)? == nelems || free == nelems {
            return Err(self.throw("span has no free objects", s, layout.freeindex));
        }
        let cache = self.refill_alloc_cache(memory, s, (free & !63) / 8)?;
        self.set(memory, s, layout.alloc_cache, cache >> (free % 64))?;
        Ok(s)
    }

    /// `c.grow()`
    fn grow(&mut self, memory: &mut Memory, spc: usize) -> R<u64> {
        let layout = self.layout;
        let class = spc >> 1;
        let (pages, size) = (
            u64::from(CLASS_TO_PAGES[class]),
            u64::from(CLASS_TO_SIZE[class]),
        );
        let s = self.alloc_span(memory, pages, spc)?;
        let base = self.get(memory, s, layout.start_addr)?;
        let n = match self.limit_is_exact {
            true => self.get(memory, s, layout.nelems)?,
            false => pages * PAGE_SIZE / size,
        };
        self.set(memory, s, layout.limit, base + size * n)?;
        self.init_heap_bits(memory, s)?;
        self.init_inline_marks(memory, s)?;
        Ok(s)
    }

    /// `c.uncacheSpan(s)`
    pub(super) fn uncache_span(&mut self, memory: &mut Memory, spc: usize, s: u64) -> R<()> {
        let layout = self.layout;
        let count = self.get(memory, s, layout.alloc_count)?;
        if count == 0 {
            let text = "uncaching span but s.allocCount == 0";
            return Err(self.throw(text, s, layout.alloc_count));
        }
        let stale = self.get(memory, s, layout.sweepgen)? == self.sweepgen + 1;
        if stale {
            self.set(memory, s, layout.sweepgen, self.sweepgen.wrapping_sub(1))?;
            self.sweep(memory, s)
                .within("runtime.(*sweepLocked).sweep")?;
            return Ok(());
        }
        self.set(memory, s, layout.sweepgen, self.sweepgen)?;
        let nelems = self.get(memory, s, layout.nelems)?;
        let swept = self.swept();
        let set = if (nelems as i64).wrapping_sub(count as i64) > 0 {
            &mut self.central[spc].partial[swept]
        } else {
            &mut self.central[spc].full[swept]
        };
        set.push(s);
        Ok(())
    }

    /// `c.releaseAll()`: no class has a cached span any more.
    pub(super) fn release_all(&mut self, memory: &mut Memory) -> R<()> {
        for spc in 0..SPAN_CLASSES {
            let s = self.mcache[spc];
            if s != self.empty {
                let layout = self.layout;
                self.set(memory, s, layout.alloc_count_before_cache, 0)?;
                self.uncache_span(memory, spc, s)
                    .within("runtime.(*mcentral).uncacheSpan")?;
                self.mcache[spc] = self.empty;
            }
        }
        self.tiny = 0;
        self.tiny_offset = 0;
        Ok(())
    }

    /// The list of a span class, as the runtime indexes its array with a byte from the span.
    pub(super) fn central_of(&mut self, spc: u64) -> R<&mut Central> {
        self.central
            .get_mut(spc as usize)
            .ok_or_else(|| HeapError::throw("index out of range"))
    }
}
