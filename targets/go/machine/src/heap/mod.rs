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
//! only the room is kept; how much of it, and whether Ps put pages by, says [`Start`]. Of a second P there is only that cache of pages.

mod bits;
mod central;
mod error;
mod found;
mod inline_marks;
mod large;
mod malloc;
mod mark;
mod mark_bits;
mod mcache;
mod pointer_bits;
mod rules;
mod spans;
mod start;
mod sweep;
#[cfg(test)]
mod tests;

use std::cell::Cell;

pub use error::{Failure, HeapError, R, Within};
pub use found::{Found, Words};
pub use inline_marks::ToScan;
pub use rules::HeapRules;
pub use start::Start;

use super::layout::Field;
use super::memory::{ARENA_BASE, META_BASE, Memory, Stamp};
use super::mspan::Layout;
use super::pages::Pages;
use super::run_state::Renew;
use bits::GcBits;
use central::Centrals;

const CLASSES: usize = 68;
/// `numSpanClasses`
const SPAN_CLASSES: usize = 2 * CLASSES;
/// `tinySpanClass`
const TINY_SPAN_CLASS: usize = 5;
/// What `heapInUse` counts before the program starts, about.
const STARTUP_IN_USE: u64 = 400 << 10;
/// Memory of the runtime's own is mapped in steps of this size.
const META_STEP: u64 = 1 << 20;
/// `heapMinimum` at GOGC=100.
const HEAP_MINIMUM: u64 = 4 << 20;

/// What was allocated and freed since a run began, as `consistentHeapStats` counts it: slots and their bytes. A slot of tiny objects
/// counts once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Slots handed out.
    pub mallocs: u64,
    /// Their bytes.
    pub allocated: u64,
    /// Slots swept.
    pub frees: u64,
    /// Their bytes.
    pub freed: u64,
}

impl Renew for Totals {
    fn renew(&mut self, fresh: Totals) {
        *self = fresh;
    }
}

crate::run_state! {
    /// The heap's own books.
    #[derive(Debug)]
    pub struct Heap {
        layout: &'static Layout,
        headers: bool,
        limit_is_exact: bool,
        inline_marks: bool,
        /// `heapArena.pageUseSpanInlineMarkBits`
        marked_inline: Vec<bool>,
        /// Where the arena starts.
        arena: u64,
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
        /// What was allocated and freed in all.
        totals: Totals,
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
            limit_is_exact: HeapRules::default().limit_is_exact,
            inline_marks: HeapRules::default().inline_marks,
            marked_inline: Vec::new(),
            arena: ARENA_BASE,
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
            totals: Totals::default(),
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
    pub fn reset(&mut self, memory: &mut Memory, rules: HeapRules, start: &Start, max_bytes: u64) {
        self.renew(Heap::default());
        self.layout = rules.mspan;
        self.headers = rules.malloc_headers;
        self.limit_is_exact = rules.limit_is_exact;
        self.inline_marks = rules.inline_marks;
        self.max_bytes = max_bytes;
        self.arena = start.arena;
        memory.place_heap(start.arena);
        self.pages.start(start.pages, start.page_caches);
        self.spans.resize(start.pages, 0);
        self.central.start(SPAN_CLASSES);
        self.empty = self.persistent_alloc(memory, self.layout.size);
        self.mcache = [self.empty; SPAN_CLASSES];
    }

    /// The program goes on with another P, and so with the pages that one has put by.
    pub fn change_processor(&mut self) {
        self.pages.change_processor();
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

    /// What was allocated and freed since the run began.
    pub fn totals(&self) -> Totals {
        self.totals
    }

    /// Bytes of spans in use (`heapInUse`).
    pub fn in_use(&self) -> u64 {
        self.in_use
    }

    /// Collections that were started.
    pub fn cycles(&self) -> u64 {
        self.cycle.into()
    }

    /// The heap size at which a collection starts (`gcController.gcPercentHeapGoal`).
    pub fn goal(&self) -> u64 {
        self.goal
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
    /// `throw(text)`, decided by a field of the span at `s`.
    pub(super) fn throw(&self, text: &str, s: u64, field: Field) -> Box<HeapError> {
        let mut error = HeapError::throw(text);
        error.word = Some(s.wrapping_add(field.at));
        error
    }
}
