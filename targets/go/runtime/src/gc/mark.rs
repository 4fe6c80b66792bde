//! Marking (runtime/mgcmark.go `markroot`, `scanblock`, `scanobject`, `scanConservative`).

use crate::layout::rtype;
use crate::rtype::Rtypes;
use tearpoint_machine::heap::{Found, R, Within, Words};
use tearpoint_machine::{Heap, Memory, PtrMap};

/// `maxObletBytes`
const MAX_OBLET: u64 = 128 << 10;

/// A word outside the heap that may keep an object alive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Root {
    /// A pointer variable: a bad value is fatal.
    Exact(u64),
    /// Perhaps a pointer: it counts if it points to an allocated object.
    Maybe(u64),
}

/// A collection under way: the machine it works on, and what is left to scan.
pub(super) struct Marker<'a> {
    /// The allocator.
    pub heap: &'a mut Heap,
    /// Its memory.
    pub memory: &'a mut Memory,
    /// The program's descriptors of types.
    pub rtypes: &'a Rtypes,
    /// Marked objects that are not scanned yet.
    pub grey: Vec<u64>,
}

impl Marker<'_> {
    /// Greys what roots, globals and the runtime's own objects point to.
    pub fn roots(&mut self, roots: &[Root], globals: &[(u64, u64, PtrMap)], own: &[u64]) -> R<()> {
        self.own_roots(own).on_system_stack()?;
        for (base, size, ptrs) in globals {
            for at in (0..size / 8).map(|word| 8 * word) {
                if ptrs.is_pointer(at) {
                    let value = self.memory.load(base + at, 8)?;
                    self.pointer(value, (*base, at))
                        .within("runtime.scanblock")
                        .within("runtime.markrootBlock")
                        .within("runtime.markroot")
                        .within("runtime.gcDrain")
                        .on_system_stack()?;
                }
            }
        }
        for &root in roots {
            match root {
                Root::Exact(value) => self
                    .pointer(value, (0, 0))
                    .within("runtime.scanblock")
                    .within("runtime.scanframeworker")
                    .within("runtime.scanstack")
                    .within("runtime.markroot.func1")
                    .on_system_stack()?,
                Root::Maybe(value) => self.maybe(value).on_system_stack()?,
            }
        }
        Ok(())
    }

    /// Marks objects of the runtime's that hold no pointers, whatever their words look like.
    pub fn alive(&mut self, own: &[u64]) -> R<()> {
        for &object in own {
            if let Found::Object { base, span, index } =
                self.heap.find_object(self.memory, object, (0, 0))?
            {
                self.heap.grey_object(self.memory, base, span, index)?;
            }
        }
        Ok(())
    }

    /// Greys what the object at `p` points to, and not the object: it has a finalizer (`markrootSpans`).
    pub fn below(&mut self, p: u64) -> R<()> {
        match self.heap.object(self.memory, p) {
            Some((base, _)) => self.scan_object(base).on_system_stack(),
            None => Ok(()),
        }
    }

    /// Scans a grey object, or what of its span waits to be scanned: what it points to is grey, it is black.
    pub fn scan(&mut self, object: u64) -> R<()> {
        if self.heap.is_marked_inline(object) {
            return self
                .scan_span(object)
                .within("runtime.scanSpan")
                .within("runtime.gcDrain")
                .within("runtime.gcBgMarkWorker.func2")
                .on_system_stack();
        }
        self.scan_object(object)
            .within("runtime.scanobject")
            .within("runtime.gcDrain")
            .within("runtime.gcBgMarkWorker.func2")
            .on_system_stack()
    }

    /// Objects of the runtime itself: marked, and every word of them may be a pointer.
    fn own_roots(&mut self, own: &[u64]) -> R<()> {
        let mut spans = Vec::new();
        for &root in own {
            if let Found::Object { base, span, index } =
                self.heap.find_object(self.memory, root, (0, 0))?
            {
                self.heap.grey_object(self.memory, base, span, index)?;
                spans.push((base, self.heap.pointer_words(self.memory, base)?.0));
            }
        }
        for (base, size) in spans {
            for at in (base..base.saturating_add(size)).step_by(8) {
                let value = self.memory.load(at, 8)?;
                self.maybe(value)?;
            }
        }
        Ok(())
    }

    /// `findObject` and `greyobject` of a word that is a pointer.
    #[inline]
    fn pointer(&mut self, value: u64, from: (u64, u64)) -> R<()> {
        if value == 0 {
            return Ok(());
        }
        if self.heap.is_marked_inline(value) {
            let waits = self.heap.mark_inline(self.memory, value)?;
            self.grey.extend(waits);
            return Ok(());
        }
        if let Found::Object { base, span, index } =
            self.heap.find_object(self.memory, value, from)?
            && self.heap.grey_object(self.memory, base, span, index)?
        {
            self.grey.push(base);
        }
        Ok(())
    }

    /// `scanConservative` of one word: what is no allocated object is no pointer.
    pub fn maybe(&mut self, value: u64) -> R<()> {
        let found = self.heap.find_object(self.memory, value, (0, 0));
        if let Ok(Found::Object { base, span, index }) = found
            && self.heap.object(self.memory, value).is_some()
        {
            if self.heap.is_marked_inline(value) {
                let waits = self.heap.mark_inline(self.memory, value)?;
                self.grey.extend(waits);
            } else if self.heap.grey_object(self.memory, base, span, index)? {
                self.grey.push(base);
            }
        }
        Ok(())
    }

    /// `scanSpan`: the objects of a page that are marked and were not scanned yet.
    fn scan_span(&mut self, object: u64) -> R<()> {
        for found in self.heap.take_inline(self.memory, object)? {
            let mut bits = self.heap.inline_bits(self.memory, found)?;
            while bits != 0 {
                let word = u64::from(bits.trailing_zeros());
                bits &= bits - 1;
                self.word(found.base, found.size, 8 * word)?;
            }
        }
        Ok(())
    }

    /// `scanobject`
    fn scan_object(&mut self, object: u64) -> R<()> {
        let (size, words) = self.heap.pointer_words(self.memory, object)?;
        // A large object is scanned in parts; one whose end wraps around has only the first.
        let size = match object.checked_add(size) {
            None => MAX_OBLET,
            Some(_) => size,
        };
        match words {
            Words::None => Ok(()),
            Words::Bits => {
                let count = self.heap.words_with_bits(object, size / 8);
                let mut at = 0;
                while at < count {
                    let start = object + 8 * at;
                    let mut bits = self.heap.heap_bits(self.memory, start, count - at)?;
                    while bits != 0 {
                        let word = u64::from(bits.trailing_zeros());
                        bits &= bits - 1;
                        self.word(object, size, 8 * (at + word))?;
                    }
                    at += 64;
                }
                Ok(())
            }
            Words::Type { descriptor, skip } => self.scan_typed(object, size, descriptor, skip),
        }
    }

    /// An object whose pointers its type's descriptor tells: the program's own, or whatever lies at that address.
    fn scan_typed(&mut self, object: u64, size: u64, descriptor: u64, skip: u64) -> R<()> {
        let rtypes = self.rtypes;
        if let Some(map) = rtypes.map_of(descriptor) {
            let Some(ptrs) = &map.ptrs else { return Ok(()) };
            for at in (0..(size - skip) / 8).map(|word| 8 * word) {
                if ptrs.is_pointer(at) {
                    self.word(object, size, skip + at)?;
                }
            }
            return Ok(());
        }
        let load = |memory: &Memory, at: u64| memory.load(at, 8);
        let gcdata = load(self.memory, descriptor.wrapping_add(rtype::GCDATA))
            .map_err(Into::into)
            .within("runtime.(*mspan).typePointersOfUnchecked")?;
        load(self.memory, gcdata)
            .map_err(Into::into)
            .within("runtime.(*mspan).typePointersOfUnchecked")?;
        let period = load(self.memory, descriptor.wrapping_add(rtype::BYTES))?.max(8);
        let ptrdata = load(self.memory, descriptor.wrapping_add(rtype::PTRDATA))?;
        for at in (0..(size - skip) / 8).map(|word| 8 * word) {
            let offset = at % period;
            let byte = self
                .memory
                .load(gcdata.wrapping_add(offset / 64), 1)
                .map_err(Into::into)
                .within("runtime.typePointers.next")?;
            if offset < ptrdata && byte >> (offset / 8 % 8) & 1 != 0 {
                self.word(object, size, skip + at)?;
            }
        }
        Ok(())
    }

    /// The pointer word at `offset` of an object. What points back to the object is of no interest.
    #[inline]
    fn word(&mut self, object: u64, size: u64, offset: u64) -> R<()> {
        let value = self.memory.load(object.wrapping_add(offset), 8)?;
        if value.wrapping_sub(object) >= size {
            self.pointer(value, (object, offset))?;
        }
        Ok(())
    }
}
