//! The allocator, as far as maps need it: size-class spans carved from the arena.
//!
//! Follows runtime/malloc.go (`mallocgc`, `nextFreeFast`, large objects), mcache.go and mheap.go (`alloc`, `grow`). No
//! collector runs, so a span is never swept and objects are handed out in address order.
//!
//! Invariants: live objects never overlap; an object lies in one span, whose element size is at least the request.
//! Deviations: no mspan bytes in memory yet; of the runtime's own start-up allocations only the room is kept, so
//! addresses are lower than in a real process. Misses: sweeping, mcentral, scavenging.

use super::memory::{ARENA_BASE, Memory};
use super::sizeclass::{
    CLASS_TO_PAGES, CLASS_TO_SIZE, MAX_SMALL_SIZE, MIN_SIZE_FOR_HEADER, PAGE_SIZE, size_class,
};

/// The arena is mapped in steps of this size (`pallocChunkBytes`).
const GROW_BYTES: u64 = 4 << 20;
const NO_SPAN: u32 = u32::MAX;
/// Pages at the start of the arena that the runtime has taken before the program starts.
const STARTUP_PAGES: u64 = 8;
const CLASSES: usize = 68;

#[derive(Clone, Copy, Debug)]
struct Span {
    base: u64,
    elem_size: u64,
    elems: u32,
    free_index: u32,
}

/// Why an allocation failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutOfMemory;

/// The heap's own books.
#[derive(Debug)]
pub struct Heap {
    headers: bool,
    max_bytes: u64,
    next_page: u64,
    spans: Vec<Span>,
    /// Span of each page of the arena.
    pages: Vec<u32>,
    /// `mcache.alloc`: the span that each class allocates from; noscan classes in the second half.
    current: [u32; 2 * CLASSES],
    tiny: u64,
    tiny_offset: u64,
}

impl Default for Heap {
    fn default() -> Heap {
        Heap {
            headers: true,
            max_bytes: 0,
            next_page: 0,
            spans: Vec::new(),
            pages: Vec::new(),
            current: [NO_SPAN; 2 * CLASSES],
            tiny: 0,
            tiny_offset: 0,
        }
    }
}

impl Heap {
    /// Forgets every allocation. `headers`: this Go version has malloc headers; `max_bytes`: the run's limit.
    pub fn reset(&mut self, headers: bool, max_bytes: u64) {
        self.headers = headers;
        self.max_bytes = max_bytes;
        self.next_page = STARTUP_PAGES;
        self.spans.clear();
        self.pages.clear();
        self.pages.resize(STARTUP_PAGES as usize, NO_SPAN);
        self.current = [NO_SPAN; 2 * CLASSES];
        self.tiny = 0;
        self.tiny_offset = 0;
    }

    /// `mallocgc`: `size` zeroed bytes. An object of size 0 is `runtime.zerobase`, which the caller knows.
    pub fn malloc(
        &mut self,
        memory: &mut Memory,
        size: u64,
        noscan: bool,
    ) -> Result<u64, OutOfMemory> {
        if noscan && size < 16 {
            return self.malloc_tiny(memory, size);
        }
        let header = if self.headers && !noscan && size > MIN_SIZE_FOR_HEADER {
            8
        } else {
            0
        };
        let small_max = if self.headers {
            MAX_SMALL_SIZE - 8
        } else {
            MAX_SMALL_SIZE
        };
        if size > small_max {
            return self.malloc_large(memory, size);
        }
        let object = self.malloc_class(memory, size_class(size + header), noscan)?;
        Ok(object + header)
    }

    fn malloc_class(
        &mut self,
        memory: &mut Memory,
        class: usize,
        noscan: bool,
    ) -> Result<u64, OutOfMemory> {
        let slot = class + if noscan { CLASSES } else { 0 };
        let current = self.current[slot];
        let has_room = self
            .spans
            .get(current as usize)
            .is_some_and(|span| span.free_index < span.elems);
        if !has_room {
            let elem_size = u64::from(CLASS_TO_SIZE[class]);
            self.current[slot] =
                self.alloc_span(memory, u64::from(CLASS_TO_PAGES[class]), elem_size)?;
        }
        let span = &mut self.spans[self.current[slot] as usize];
        let object = span.base + u64::from(span.free_index) * span.elem_size;
        span.free_index += 1;
        Ok(object)
    }

    /// Objects below 16 bytes without pointers share 16-byte blocks.
    fn malloc_tiny(&mut self, memory: &mut Memory, size: u64) -> Result<u64, OutOfMemory> {
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
        let block = self.malloc_class(memory, 2, true)?;
        if self.tiny == 0 || size < self.tiny_offset {
            self.tiny = block;
            self.tiny_offset = size;
        }
        Ok(block)
    }

    fn malloc_large(&mut self, memory: &mut Memory, size: u64) -> Result<u64, OutOfMemory> {
        let pages = size.div_ceil(PAGE_SIZE);
        let span = self.alloc_span(memory, pages, pages.saturating_mul(PAGE_SIZE))?;
        self.spans[span as usize].free_index = 1;
        Ok(self.spans[span as usize].base)
    }

    fn alloc_span(
        &mut self,
        memory: &mut Memory,
        pages: u64,
        elem_size: u64,
    ) -> Result<u32, OutOfMemory> {
        let end = self.next_page.checked_add(pages).ok_or(OutOfMemory)?;
        if end
            .checked_mul(PAGE_SIZE)
            .is_none_or(|bytes| bytes > self.max_bytes)
        {
            return Err(OutOfMemory);
        }
        let bytes = end * PAGE_SIZE;
        if bytes > memory.heap_mapped() {
            memory.map_heap(bytes.next_multiple_of(GROW_BYTES));
        }
        let index = self.spans.len() as u32;
        let base = ARENA_BASE + self.next_page * PAGE_SIZE;
        let elems = (pages * PAGE_SIZE / elem_size) as u32;
        self.spans.push(Span {
            base,
            elem_size,
            elems,
            free_index: 0,
        });
        self.pages.resize(end as usize, index);
        self.next_page = end;
        Ok(index)
    }

    /// The allocated object that holds `addr`: its base and the bytes of its slot.
    pub fn object(&self, addr: u64) -> Option<(u64, u64)> {
        let page = addr.checked_sub(ARENA_BASE)? / PAGE_SIZE;
        let span = self.spans.get(*self.pages.get(page as usize)? as usize)?;
        let index = (addr - span.base) / span.elem_size;
        (index < u64::from(span.free_index))
            .then(|| (span.base + index * span.elem_size, span.elem_size))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_of_a_class_follow_each_other() {
        let (mut heap, mut memory) = (Heap::default(), Memory::default());
        heap.reset(true, 64 << 20);
        let a = heap.malloc(&mut memory, 48, false).unwrap();
        let b = heap.malloc(&mut memory, 41, false).unwrap();
        assert_eq!(b, a + 48);
        assert_eq!(heap.object(b + 5), Some((b, 48)));
        assert_eq!(heap.object(b + 48), None);
    }

    #[test]
    fn tiny_objects_share_a_block_and_large_ones_have_their_own() {
        let (mut heap, mut memory) = (Heap::default(), Memory::default());
        heap.reset(true, 64 << 20);
        let a = heap.malloc(&mut memory, 1, true).unwrap();
        assert_eq!(heap.malloc(&mut memory, 4, true).unwrap(), a + 4);
        let large = heap.malloc(&mut memory, 100_000, true).unwrap();
        assert_eq!(heap.object(large + 99_999), Some((large, 13 * 8192)));
        assert_eq!(heap.malloc(&mut memory, 65 << 20, true), Err(OutOfMemory));
    }
}
