//! Sweeping (runtime/mgcsweep.go): what was not marked is free.
//!
//! Deviation: all spans are swept right after marking, before the program runs again; in Go the rest of a cycle that the
//! program did not ask for is swept as it goes on.

use super::{HEAP_MINIMUM, Heap, HeapError, R, SPAN_CLASSES, Within};
use crate::memory::Memory;
use crate::mspan::state;

impl Heap {
    /// A collection begins: new mark bits will come from new arenas.
    pub fn start_cycle(&mut self) -> u16 {
        self.due = false;
        self.cycle = self.cycle.saturating_add(1);
        self.next_bits_epoch();
        self.cycle
    }

    /// Collections so far.
    pub fn cycle(&self) -> u16 {
        self.cycle
    }

    /// A collection should start: the heap has reached its goal.
    #[inline]
    pub fn is_due(&self) -> bool {
        self.due
    }

    /// `debug.SetGCPercent`: gives the old value.
    pub fn set_gc_percent(&mut self, percent: i32) -> i32 {
        let old = std::mem::replace(&mut self.gc_percent, percent);
        self.set_goal(self.live);
        old
    }

    /// Marking is over: sweeps every span. Gives the bytes of live objects' spans.
    pub fn sweep_all(&mut self, memory: &mut Memory) -> R<()> {
        self.sweepgen += 2;
        self.live = 0;
        self.release_all(memory)
            .within("runtime.(*mcache).releaseAll")
            .within("runtime.(*mcache).prepareForSweep")
            .within("runtime.gcMarkTermination.func4.1")
            .within("runtime.forEachPInternal")
            .on_system_stack()?;
        while self.sweep_one(memory).within("runtime.sweepone")? {}
        self.set_goal(self.live);
        Ok(())
    }

    fn set_goal(&mut self, marked: u64) {
        let percent = u64::from(self.gc_percent.max(0).unsigned_abs());
        let minimum = HEAP_MINIMUM / 100 * percent;
        let growth = (marked / 100).saturating_mul(percent);
        self.goal = minimum.max(marked.saturating_add(growth));
    }

    /// `sweepone`: false when there is nothing left.
    fn sweep_one(&mut self, memory: &mut Memory) -> R<bool> {
        let layout = self.layout;
        let Some(s) = self.next_span_for_sweep() else {
            return Ok(false);
        };
        let in_state = self.get(memory, s, layout.state)?;
        let sweepgen = self.get(memory, s, layout.sweepgen)?;
        if in_state != state::IN_USE {
            if sweepgen != self.sweepgen && sweepgen != self.sweepgen + 3 {
                let said = format!(
                    "runtime: bad span s.state={in_state} s.sweepgen={sweepgen} sweepgen={}\n",
                    self.sweepgen
                );
                let text = "non in-use span in unswept list";
                return Err(self.throw(text, s, layout.state).saying(said));
            }
            return Ok(true);
        }
        // `tryAcquire`: somebody else's otherwise.
        if sweepgen == self.sweepgen - 2 {
            self.set(memory, s, layout.sweepgen, self.sweepgen - 1)?;
            self.sweep(memory, s)
                .within("runtime.(*sweepLocked).sweep")?;
        }
        Ok(true)
    }

    /// `h.nextSpanForSweep`
    fn next_span_for_sweep(&mut self) -> Option<u64> {
        let unswept = 1 - self.swept();
        (0..SPAN_CLASSES).find_map(|spc| {
            let central = &mut self.central[spc];
            let full = central.full[unswept].pop();
            full.or_else(|| central.partial[unswept].pop())
        })
    }

    /// `sl.sweep(false)`
    pub(super) fn sweep(&mut self, memory: &mut Memory, s: u64) -> R<()> {
        let layout = self.layout;
        self.check_sweepable(memory, s, "mspan.sweep: bad span state")?;
        let spc = self.get(memory, s, layout.spanclass)?;
        let size = self.get(memory, s, layout.elemsize)?;
        self.visit_specials(memory, s)?;
        self.move_inline_marks(memory, s)?;
        let nelems = self.get(memory, s, layout.nelems)?;
        let free = self.get(memory, s, layout.freeindex)?;
        let marks = self.get(memory, s, layout.gcmark_bits)?;
        let allocs = self.get(memory, s, layout.alloc_bits)?;
        if free < nelems {
            for byte in free / 8..nelems.div_ceil(8) {
                let marked = self.load(memory, marks.wrapping_add(byte), 1)?;
                let mut zombies = marked & !self.load(memory, allocs.wrapping_add(byte), 1)?;
                if byte == free / 8 {
                    zombies >>= free % 8;
                }
                if zombies != 0 {
                    return Err(self.report_zombies(memory, s))
                        .within("runtime.(*mspan).reportZombies");
                }
            }
        }
        let mut nalloc = 0;
        for at in (0..nelems.div_ceil(64)).map(|i| 8 * i) {
            nalloc += u64::from(self.load(memory, marks.wrapping_add(at), 8)?.count_ones());
        }
        let nalloc = nalloc & 0xffff;
        let count = self.get(memory, s, layout.alloc_count)?;
        if nalloc > count {
            let nfreed = count.wrapping_sub(nalloc) & 0xffff;
            let said = format!(
                "runtime: nelems={nelems} nalloc={nalloc} previous allocCount={count} nfreed={nfreed}\n"
            );
            let text = "sweep increased allocation count";
            return Err(self.throw(text, s, layout.alloc_count).saying(said));
        }
        let nfreed = count - nalloc;
        self.totals.frees += nfreed;
        let freed = nfreed.saturating_mul(size);
        self.totals.freed = self.totals.freed.saturating_add(freed);
        if nfreed > 0 {
            self.note_freed(memory, s, marks, allocs)?;
        }
        self.live = self.live.saturating_add(nalloc.saturating_mul(size));
        let fresh = self.new_mark_bits(memory, nelems)?;
        for (field, value) in [
            (layout.alloc_count, nalloc),
            (layout.freeindex, 0),
            (layout.free_index_for_scan, 0),
            (layout.alloc_bits, marks),
            (layout.gcmark_bits, fresh),
        ] {
            self.set(memory, s, field, value)?;
        }
        if let Some(field) = layout.pinner_bits {
            let bits = self.get(memory, s, field)?;
            if bits != 0 {
                self.load(memory, bits, 8)
                    .within("runtime.(*mspan).refreshPinnerBits")?;
            }
        }
        self.refill_alloc_cache(memory, s, 0)?;
        self.check_sweepable(memory, s, "mspan.sweep: bad span state after sweep")?;
        self.set(memory, s, layout.sweepgen, self.sweepgen)?;
        if let Some(field) = layout.is_user_arena_chunk
            && self.get(memory, s, field)? != 0
        {
            return self.sweep_user_arena(s, spc, nalloc, field);
        }
        self.put_back(memory, s, spc, nalloc, nfreed)
    }

    /// The end of `sweep`: the span goes back to its list, or to the heap.
    fn put_back(
        &mut self,
        memory: &mut Memory,
        s: u64,
        spc: u64,
        nalloc: u64,
        nfreed: u64,
    ) -> R<()> {
        let layout = self.layout;
        let swept = self.swept();
        if spc >> 1 == 0 {
            if nfreed != 0 {
                return self.free_span(memory, s);
            }
            self.central_of(spc)?.full[swept].push(s);
            return Ok(());
        }
        if nfreed > 0 {
            self.set(memory, s, layout.needzero, 1)?;
            // `smallFreeCount` is indexed with the size class.
            self.central_of(spc & !1)?;
        }
        if nalloc == 0 {
            return self.free_span(memory, s);
        }
        let full = nalloc == self.get(memory, s, layout.nelems)?;
        let central = self.central_of(spc)?;
        let set = if full {
            &mut central.full[swept]
        } else {
            &mut central.partial[swept]
        };
        set.push(s);
        Ok(())
    }

    fn sweep_user_arena(
        &mut self,
        s: u64,
        spc: u64,
        nalloc: u64,
        field: crate::layout::Field,
    ) -> R<()> {
        if nalloc > 0 {
            let swept = self.swept();
            self.central_of(spc)?.full[swept].push(s);
            return Ok(());
        }
        let text = "user arena span is on the wrong list";
        Err(self.throw(text, s, field)).within("runtime.(*sweepLocked).sweep.func1")
    }

    fn check_sweepable(&self, memory: &Memory, s: u64, text: &str) -> R<()> {
        let layout = self.layout;
        let in_state = self.get(memory, s, layout.state)?;
        let sweepgen = self.get(memory, s, layout.sweepgen)?;
        if in_state == state::IN_USE && sweepgen == self.sweepgen - 1 {
            return Ok(());
        }
        let said = format!(
            "mspan.sweep: state={in_state} sweepgen={sweepgen} mheap.sweepgen={}\n",
            self.sweepgen
        );
        Err(self.throw(text, s, layout.state).saying(said))
    }

    /// `newSpecialsIter`: no object of ours has specials; whatever the pointer says is read as the list it is not.
    fn visit_specials(&self, memory: &Memory, s: u64) -> R<()> {
        let special = self.get(memory, s, self.layout.specials)?;
        if special != 0 {
            // `special.offset`
            self.load(memory, special.wrapping_add(8), 2)?;
        }
        Ok(())
    }

    /// `s.reportZombies()`
    fn report_zombies(&self, memory: &Memory, s: u64) -> Box<HeapError> {
        let text = |layout_field| self.get(memory, s, layout_field).unwrap_or(0);
        let hint = "(bad use of unsafe.Pointer? try -d=checkptr)";
        let (size, free) = (text(self.layout.elemsize), text(self.layout.freeindex));
        let mut said = format!(
            "runtime: marked free object in span {s:#x}, elemsize={size} freeindex={free} {hint}\n"
        );
        let base = text(self.layout.start_addr);
        for index in 0..text(self.layout.nelems).min(1024) {
            let alloc = !self.is_free(memory, s, index).unwrap_or(false);
            let marked = self.is_marked(memory, s, index).unwrap_or(false);
            let addr = base.wrapping_add(index.wrapping_mul(size));
            said.push_str(&format!(
                "{addr:#x}{}{}{}\n",
                if alloc { " alloc" } else { " free " },
                if marked { " marked  " } else { " unmarked" },
                if marked && !alloc { " zombie" } else { "" },
            ));
        }
        let text = "found pointer to free object";
        self.throw(text, s, self.layout.alloc_bits).saying(said)
    }

    /// Remembers which objects this collection frees.
    fn note_freed(&mut self, memory: &mut Memory, s: u64, marks: u64, allocs: u64) -> R<()> {
        let layout = self.layout;
        let free = self.get(memory, s, layout.freeindex)?;
        let size = self.get(memory, s, layout.elemsize)?;
        let base = self.get(memory, s, layout.start_addr)?;
        for index in 0..self.get(memory, s, layout.nelems)? {
            let (byte, bit) = (index / 8, index % 8);
            let marked = self.load(memory, marks.wrapping_add(byte), 1)? >> bit & 1 != 0;
            let allocated =
                index < free || self.load(memory, allocs.wrapping_add(byte), 1)? >> bit & 1 != 0;
            if allocated && !marked {
                let at = base.wrapping_add(index.wrapping_mul(size));
                memory.set_freed(at, size, self.cycle);
            }
        }
        Ok(())
    }
}
