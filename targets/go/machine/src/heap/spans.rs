//! mheap: spans made of pages and given back, and which span an address lies in (runtime/mheap.go).

use super::{Failure, Heap, HeapError, R, SPAN_CLASSES, Within};
use crate::fault::{Fault, FaultClass};
use crate::memory::Memory;
use crate::mspan::{div_magic, state};
use crate::sizeclass::{CLASS_TO_SIZE, PAGE_SIZE};

/// The arena is mapped in steps of this size (`pallocChunkBytes`).
const GROW_BYTES: u64 = 4 << 20;
/// What the kernel gives no process of ours: more address space in one piece.
const MAP_LIMIT: u64 = 64 << 30;
/// Above this the arena has no addresses left.
const ADDRESS_LIMIT: u64 = 1 << 47;

impl Heap {
    /// `h.allocSpan`
    pub(super) fn alloc_span(&mut self, memory: &mut Memory, pages: u64, spc: usize) -> R<u64> {
        let bytes = pages.checked_mul(PAGE_SIZE).ok_or_else(out_of_memory)?;
        if bytes >= ADDRESS_LIMIT {
            return Err(out_of_memory());
        }
        if bytes > MAP_LIMIT {
            let throw = HeapError::throw("runtime: out of memory");
            return Err(throw)
                .within("runtime.sysMapOS")
                .within("runtime.sysMap")
                .within("runtime.(*mheap).grow")
                .within("runtime.(*mheap).allocSpan")
                .within("runtime.(*mheap).alloc.func1");
        }
        let max = self.max_bytes / PAGE_SIZE;
        let first = self
            .pages
            .alloc(pages as usize, max as usize)
            .ok_or_else(|| HeapError::new(Failure::Limit))?;
        let end = first as u64 + pages;
        if end * PAGE_SIZE > memory.heap_mapped() {
            memory.map_heap((end * PAGE_SIZE).next_multiple_of(GROW_BYTES));
        }
        // Pages that were a span's before are not zero (`allocNeedsZero`).
        let used = self
            .spans
            .get(first..)
            .is_some_and(|spans| !spans.is_empty());
        let s = match self.free_spans.pop() {
            Some(s) => s,
            None => self.persistent_alloc(memory, self.layout.size),
        };
        if end as usize > self.spans.len() {
            self.spans.resize(end as usize, 0);
        }
        self.spans[first..end as usize].fill(s);
        self.in_use += bytes;
        if used {
            memory.set_freed(self.arena + first as u64 * PAGE_SIZE, bytes, 0);
        }
        self.init_span(memory, s, first as u64, pages, spc, used)?;
        Ok(s)
    }

    /// `h.initSpan`
    fn init_span(
        &mut self,
        memory: &mut Memory,
        s: u64,
        first: u64,
        pages: u64,
        spc: usize,
        used: bool,
    ) -> R<()> {
        let layout = self.layout;
        memory.zero(s, layout.size as usize)?;
        let bytes = pages * PAGE_SIZE;
        let base = self.arena + first * PAGE_SIZE;
        let (class, noscan) = (spc >> 1, spc & 1 != 0);
        let (size, nelems) = match u64::from(CLASS_TO_SIZE[class]) {
            0 => (bytes, 1),
            size => (size, (bytes - self.reserved(bytes, size, noscan)) / size),
        };
        let gcmark_bits = self.new_mark_bits(memory, nelems)?;
        let alloc_bits = self.new_mark_bits(memory, nelems)?;
        for (field, value) in [
            (layout.start_addr, base),
            (layout.npages, pages),
            (layout.spanclass, spc as u64),
            (layout.elemsize, size),
            (layout.nelems, nelems),
            (layout.div_mul, div_magic(class)),
            (layout.alloc_cache, u64::MAX),
            (layout.gcmark_bits, gcmark_bits),
            (layout.alloc_bits, alloc_bits),
            (layout.sweepgen, self.sweepgen),
            (layout.limit, base + bytes),
            (layout.needzero, used.into()),
            (layout.state, state::IN_USE),
        ] {
            self.set(memory, s, field, value)?;
        }
        Ok(())
    }

    /// `h.freeSpan(s)`
    pub(super) fn free_span(&mut self, memory: &mut Memory, s: u64) -> R<()> {
        self.free_span_locked(memory, s)
            .within("runtime.(*mheap).freeSpanLocked")
            .within("runtime.(*mheap).freeSpan.func1")
            .on_system_stack()
    }

    fn free_span_locked(&mut self, memory: &mut Memory, s: u64) -> R<()> {
        let layout = self.layout;
        let base = self.get(memory, s, layout.start_addr)?;
        let pages = self.get(memory, s, layout.npages)?;
        match self.get(memory, s, layout.state)? {
            state::IN_USE => {}
            state::MANUAL => {
                if self.get(memory, s, layout.alloc_count)? != 0 {
                    let text = "mheap.freeSpanLocked - invalid stack free";
                    return Err(self.throw(text, s, layout.alloc_count));
                }
            }
            _ => {
                let text = "mheap.freeSpanLocked - invalid span state";
                return Err(self.throw(text, s, layout.state));
            }
        }
        let count = self.get(memory, s, layout.alloc_count)?;
        let sweepgen = self.get(memory, s, layout.sweepgen)?;
        if count != 0 || sweepgen != self.sweepgen {
            let said = format!(
                "mheap.freeSpanLocked - span {s:#x} ptr {base:#x} allocCount {count} sweepgen {sweepgen}/{}\n",
                self.sweepgen
            );
            let text = "mheap.freeSpanLocked - invalid free";
            return Err(self.throw(text, s, layout.alloc_count).saying(said));
        }
        let bytes = pages.wrapping_mul(PAGE_SIZE);
        if bytes > self.in_use {
            let said = "runtime: val=... n=...\n".to_owned();
            let throw = self.throw("sysMemStat overflow", s, layout.npages);
            return Err(throw.saying(said)).within("runtime.(*sysMemStat).add");
        }
        self.in_use -= bytes;
        let first = base.wrapping_sub(self.arena) / PAGE_SIZE;
        if first.saturating_mul(PAGE_SIZE) >= memory.heap_mapped() {
            // The page bitmap has nothing there.
            let class = FaultClass::Unmapped;
            let fault = Fault {
                addr: base,
                write: false,
                class,
            };
            return Err(fault.into()).within("runtime.(*pageAlloc).free");
        }
        self.pages.free(first as usize, pages as usize);
        self.forget_inline_marks(first as usize);
        self.set(memory, s, layout.state, state::DEAD)?;
        self.free_spans.push(s);
        Ok(())
    }

    /// Every span that a page belongs, or last belonged, to, in the order of pages.
    pub fn all_spans(&self) -> Vec<u64> {
        let mut all: Vec<u64> = self.spans.iter().copied().filter(|&s| s != 0).collect();
        all.dedup();
        all
    }

    /// The span that a page belongs, or last belonged, to (`spanOf`); 0 if it never was a span's.
    #[inline]
    pub fn span_of(&self, p: u64) -> u64 {
        let page = p.wrapping_sub(self.arena) / PAGE_SIZE;
        self.spans.get(page as usize).copied().unwrap_or(0)
    }

    /// The span that class `spc` allocates from.
    pub fn cached_span(&self, spc: usize) -> Option<u64> {
        let s = *self.mcache.get(spc).filter(|_| spc < SPAN_CLASSES)?;
        (s != self.empty).then_some(s)
    }

    /// The slot that holds `addr`, free or not: its base and bytes.
    pub fn slot_of(&self, memory: &Memory, addr: u64) -> Option<(u64, u64)> {
        let s = self.span_of(addr);
        let get = |field| self.get(memory, s, field).ok();
        let base = get(self.layout.start_addr).filter(|_| s != 0)?;
        let size = get(self.layout.elemsize)?;
        let offset = addr.checked_sub(base)?;
        let within = offset < get(self.layout.npages)?.saturating_mul(PAGE_SIZE);
        let index = offset.checked_div(size).filter(|_| within)?;
        Some((base + index * size, size))
    }

    /// The allocated object that holds `addr`: its base and the bytes of its slot.
    pub fn object(&self, memory: &Memory, addr: u64) -> Option<(u64, u64)> {
        let s = self.span_of(addr);
        let get = |field| self.get(memory, s, field).ok();
        if s == 0 || get(self.layout.state)? != state::IN_USE {
            return None;
        }
        let base = get(self.layout.start_addr)?;
        let size = get(self.layout.elemsize)?;
        let index = addr.checked_sub(base)?.checked_div(size)?;
        let bits = get(self.layout.alloc_bits)?;
        let allocated = index < get(self.layout.freeindex)?
            || self.load(memory, bits.wrapping_add(index / 8), 1).ok()? >> (index % 8) & 1 != 0;
        (allocated && index < get(self.layout.nelems)?).then_some((base + index * size, size))
    }
}

fn out_of_memory() -> Box<HeapError> {
    HeapError::throw("out of memory")
}
