//! Large objects: each has a span of its own (runtime/mcache.go `allocLarge`, malloc.go).

use super::{Heap, R, Within};
use crate::memory::Memory;
use crate::ptrmap::GcType;
use crate::sizeclass::PAGE_SIZE;

impl Heap {
    /// `allocLarge`, and what `mallocgc` does with it.
    pub(super) fn malloc_large(
        &mut self,
        memory: &mut Memory,
        size: u64,
        ty: Option<GcType<'_>>,
        clear: bool,
    ) -> R<u64> {
        let layout = self.layout;
        let spc = usize::from(ty.is_none());
        let s = self
            .alloc_large(memory, size, spc)
            .within("runtime.(*mcache).allocLarge")?;
        self.set(memory, s, layout.freeindex, 1)?;
        self.set(memory, s, layout.alloc_count, 1)?;
        let base = self.get(memory, s, layout.start_addr)?;
        let clear = clear && self.get(memory, s, layout.needzero)? != 0;
        let bytes = self.get(memory, s, layout.elemsize)?;
        self.take_slot(memory, s, (base, bytes), clear)?;
        if let Some(ty) = ty {
            self.set_type(memory, s, base, size, 0, ty)?;
        }
        self.due |= self.gc_percent >= 0 && self.live >= self.goal;
        Ok(base)
    }

    fn alloc_large(&mut self, memory: &mut Memory, size: u64, spc: usize) -> R<u64> {
        let layout = self.layout;
        let pages = size.div_ceil(PAGE_SIZE);
        let s = self.alloc_span(memory, pages, spc).on_system_stack()?;
        self.live = self.live.saturating_add(pages * PAGE_SIZE);
        let swept = self.swept();
        self.central[spc].full[swept].push(s);
        let base = self.get(memory, s, layout.start_addr)?;
        self.set(memory, s, layout.limit, base + size)?;
        Ok(s)
    }
}
