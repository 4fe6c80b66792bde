//! The heap as a program finds it: what the runtime has taken before.
//!
//! Follows what real processes of go1.21.13 to 1.27.3 show: about a chunk of 64 pages is in use before main, in spans of the usual
//! classes that have room, so that a program's small objects take no new pages at first; the P has the rest of a chunk put by, the
//! other P may have the next one; from 1.26 on the arena starts at a random address (runtime/malloc.go `mallocinit`). Gaps: there
//! are two Ps, of which nothing differs but the pages put by; the objects of the runtime's own are empty.

use tearpoint_harness::contract::Stream;

use crate::process::Process;
use crate::profile::{HeapStart, Profile};
use tearpoint_machine::heap::Start;
use tearpoint_machine::memory::ARENA_BASE;

/// Sizes of which the runtime has made objects, with and without pointers.
const USUAL_SIZES: [u64; 16] = [
    8, 16, 24, 32, 48, 64, 80, 96, 112, 128, 192, 256, 416, 512, 1024, 2048,
];
/// Pages that are surely in use, without those of [`USUAL_SIZES`].
const LEAST_PAGES: u64 = 12;
/// Up to so many more are.
const MORE_PAGES: u64 = 28;
/// Bytes of an arena (`heapArenaBytes`).
const ARENA_BYTES: u64 = 64 << 20;
/// Bytes of a chunk (`pallocChunkBytes`).
const CHUNK_BYTES: u64 = 4 << 20;

impl Process {
    /// What is taken of the heap before its first object.
    pub(crate) fn heap_start(&self, profile: &Profile) -> Start {
        let draw = |bound| self.sim.choose(Stream::Layout, bound);
        if profile.heap_start == HeapStart::FewPages {
            return Start::default();
        }
        let pages = LEAST_PAGES + draw(MORE_PAGES + 1);
        let arena = match profile.random_heap_base {
            false => ARENA_BASE,
            // 46 bits: an arena, and a chunk in it.
            true => (64 + draw((1 << 20) - 64)) * ARENA_BYTES + draw(16) * CHUNK_BYTES,
        };
        Start {
            arena,
            pages: pages as usize,
            page_caches: true,
        }
    }

    /// The runtime's own objects, and the pages that the other P has put by.
    pub(crate) fn start_heap(&self) {
        if self.profile.get().heap_start == HeapStart::FewPages {
            return;
        }
        let mut objects = Vec::new();
        for size in USUAL_SIZES {
            objects.extend(self.newobject(size, false));
            objects.extend(self.newobject(size.max(16), true));
        }
        if self.sim.choose(Stream::Layout, 4) == 0 {
            self.heap.borrow_mut().change_processor();
            objects.extend(self.newobject(4096, true));
            self.heap.borrow_mut().change_processor();
        }
        self.startup.replace(objects);
    }

    /// A collection is over: who ran the program before may not be who runs it now.
    pub(crate) fn collected_by_anyone(&self) {
        if self.profile.get().heap_start == HeapStart::Process
            && self.sim.choose(Stream::Layout, 2) == 1
        {
            self.heap.borrow_mut().change_processor();
        }
    }
}
