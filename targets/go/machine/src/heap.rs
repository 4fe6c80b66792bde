//! The allocator: size classes, spans, tiny blocks, large objects.
//!
//! Follows runtime/malloc.go (`mallocgc`, `nextFreeFast`, `nextFree`), mcache.go (`refill`, `allocLarge`, `releaseAll`),
//! mcentral.go (`cacheSpan`, `uncacheSpan`, `grow`), mheap.go (`allocSpan`, `freeSpanLocked`, `newMarkBits`), mbitmap.go
//! (`nextFreeIndex`, `findObject`, `heapSetType`) and mgcsweep.go.
//!
//! Invariants: what `mspan` and the mark bits hold is read from their bytes each time, so overwriting them has the
//! effect it has in Go. Untampered, live objects never overlap and lie in one slot whose size is at least the request.
//! Deviations: one mcache; lists of spans, the page bitmap, the table of spans by page and (before Go 1.22) the heap
//! bitmap are the host's, since a program cannot reach them; no scavenger. Of the runtime's own start-up allocations
//! only the room is kept, so addresses are lower than in a real process.

mod bits;
mod central;
mod error;
mod mark;
mod spans;
mod sweep;
#[cfg(test)]
mod tests;

use std::cell::Cell;

pub use error::{Failure, HeapError, R, Within};
pub use mark::{Found, Words};

use super::layout::Field;
use super::memory::{META_BASE, Memory, Stamp};
use super::mspan::{self, Layout};
use super::pages::Pages;
use super::ptrmap::GcType;
use super::run_state::Renew;
use super::sizeclass::{CLASS_TO_SIZE, MAX_SMALL_SIZE, MIN_SIZE_FOR_HEADER, size_class};
use bits::GcBits;
use central::Centrals;

const CLASSES: usize = 68;
/// `numSpanClasses`
const SPAN_CLASSES: usize = 2 * CLASSES;
/// `tinySpanClass`
const TINY_SPAN_CLASS: usize = 5;
/// Pages at the start of the arena that the runtime has taken before the program starts.
const STARTUP_PAGES: usize = 8;
/// What `heapInUse` counts before the program starts, about.
const STARTUP_IN_USE: u64 = 400 << 10;
/// Memory of the runtime's own is mapped in steps of this size.
const META_STEP: u64 = 1 << 20;
/// `heapMinimum` at GOGC=100.
const HEAP_MINIMUM: u64 = 4 << 20;

/// What of the allocator differs between Go versions. The machine knows no version: whoever resets it says.
#[derive(Clone, Copy, Debug)]
pub struct HeapRules {
    /// Where the fields of a span's descriptor lie.
    pub mspan: &'static Layout,
    /// Pointerful objects above 512 bytes have an 8-byte header that tells their type, and spans of smaller ones keep their
    /// pointer bitmap at their end (Go 1.22 and later).
    pub malloc_headers: bool,
}

impl Default for HeapRules {
    /// The newest.
    fn default() -> HeapRules {
        HeapRules {
            mspan: &mspan::GO1_22,
            malloc_headers: true,
        }
    }
}

crate::run_state! {
    /// The heap's own books.
    #[derive(Debug)]
    pub struct Heap {
        layout: &'static Layout,
        headers: bool,
        max_bytes: u64,
        pages: Pages,
        /// `heapArena.spans`: the span that each page belongs, or last belonged, to.
        spans: Vec<u64>,
        /// `mcache.alloc`
        mcache: [u64; SPAN_CLASSES],
        central: Centrals,
        /// `emptymspan`
        empty: u64,
        /// Descriptors of freed spans, for reuse.
        free_spans: Vec<u64>,
        meta_end: u64,
        bits: GcBits,
        /// Before Go 1.22, of each word of the arena: it is a pointer.
        bitmap: Vec<u64>,
        tiny: u64,
        tiny_offset: u64,
        /// `mheap_.sweepgen`
        sweepgen: u64,
        /// `gcController.heapLive`, `heapInUse`
        live: u64,
        in_use: u64,
        /// The heap size at which a collection starts.
        goal: u64,
        /// `debug.SetGCPercent`; negative: off.
        gc_percent: i32,
        /// A collection should start.
        due: bool,
        /// Collections so far.
        cycle: u16,
        /// The last word read that tampering or `unsafe` wrote.
        foreign: Cell<Option<(u64, Stamp)>>,
    }
}

impl Default for Heap {
    fn default() -> Heap {
        Heap {
            layout: HeapRules::default().mspan,
            headers: HeapRules::default().malloc_headers,
            max_bytes: 0,
            pages: Pages::default(),
            spans: Vec::new(),
            mcache: [0; SPAN_CLASSES],
            central: Centrals::default(),
            empty: 0,
            free_spans: Vec::new(),
            meta_end: META_BASE,
            bits: GcBits::default(),
            bitmap: Vec::new(),
            tiny: 0,
            tiny_offset: 0,
            sweepgen: 0,
            live: 0,
            in_use: STARTUP_IN_USE,
            goal: HEAP_MINIMUM,
            gc_percent: 100,
            due: false,
            cycle: 0,
            foreign: Cell::new(None),
        }
    }
}

impl Heap {
    /// Forgets every allocation. `max_bytes`: the run's limit.
    pub fn reset(&mut self, memory: &mut Memory, rules: HeapRules, max_bytes: u64) {
        self.renew(Heap::default());
        self.layout = rules.mspan;
        self.headers = rules.malloc_headers;
        self.max_bytes = max_bytes;
        self.pages.start(STARTUP_PAGES);
        self.spans.resize(STARTUP_PAGES, 0);
        self.central.start();
        self.empty = self.persistent_alloc(memory, self.layout.size);
        self.mcache = [self.empty; SPAN_CLASSES];
    }

    /// A field of the span at `s`.
    #[inline]
    fn get(&self, memory: &Memory, s: u64, field: Field) -> R<u64> {
        self.load(memory, s.wrapping_add(field.at), field.width)
    }

    #[inline]
    fn load(&self, memory: &Memory, addr: u64, width: usize) -> R<u64> {
        let (value, written) = memory.load_meta(addr, width)?;
        if written.is_foreign() {
            self.foreign.set(Some((addr, written)));
        }
        Ok(value)
    }

    #[inline]
    fn set(&self, memory: &mut Memory, s: u64, field: Field, value: u64) -> R<()> {
        Ok(memory.store_meta(s.wrapping_add(field.at), field.width, value)?)
    }

    /// `persistentalloc`
    fn persistent_alloc(&mut self, memory: &mut Memory, size: u64) -> u64 {
        let at = self.meta_end;
        self.meta_end = (at + size).next_multiple_of(8);
        memory.map_meta((self.meta_end - META_BASE).next_multiple_of(META_STEP));
        at
    }

    /// `gcController.heapLive`
    pub fn live(&self) -> u64 {
        self.live
    }

    /// The last word of the allocator's that it read and somebody else had written.
    #[inline]
    pub fn take_foreign(&self) -> Option<(u64, Stamp)> {
        self.foreign.take()
    }

    /// The offsets of a span's fields in this version.
    pub fn layout(&self) -> &'static Layout {
        self.layout
    }

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
    fn take_slot(
        &mut self,
        memory: &mut Memory,
        s: u64,
        (object, size): (u64, u64),
        clear: bool,
    ) -> R<()> {
        let layout = self.layout;
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
    fn refill_alloc_cache(&mut self, memory: &mut Memory, s: u64, byte: u64) -> R<u64> {
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
