//! Mark bits at the end of a span's only page, and what is scanned by them.
//!
//! Follows runtime/mgcmark_greenteagc.go of go1.26.6 and 1.27.3 (`spanInlineMarkBits`, `tryDeferToSpanScan`, `scanSpan`,
//! `moveInlineMarks`): a pointer into such a page is marked by what lies there, its descriptor is not asked. Deviation: spans wait to
//! be scanned in one queue, as objects do.

use super::{Heap, HeapError, R};
use crate::memory::Memory;
use crate::sizeclass::{CLASS_TO_SIZE, MIN_SIZE_FOR_HEADER, PAGE_SIZE};

/// Bytes of `spanInlineMarkBits`, and where its fields lie.
const BYTES: u64 = 128;
const OWNED: u64 = 63;
const MARKS: u64 = 64;
const CLASS: u64 = 127;
/// `spanScanOwnership`: nobody scans the span, or one or many objects wait to be.
const UNOWNED: u64 = 0;
const ONE_MARK: u64 = 2;
const MANY_MARKS: u64 = 4;

/// An object that a span's page says is to be scanned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ToScan {
    /// Where it starts.
    pub base: u64,
    /// Its bytes.
    pub size: u64,
}

impl Heap {
    /// `gcUsesSpanInlineMarkBits`: spans of objects of that size have them.
    pub(super) fn has_inline_marks(&self, size: u64) -> bool {
        self.inline_marks && (16..=MIN_SIZE_FOR_HEADER).contains(&size)
    }

    /// Bytes at the end of a span of small objects that are for no object.
    pub(super) fn reserved(&self, bytes: u64, size: u64, noscan: bool) -> u64 {
        let bitmap = self.headers && !noscan && size <= MIN_SIZE_FOR_HEADER;
        let bitmap = if bitmap { bytes / 64 } else { 0 };
        let marks = if self.has_inline_marks(size) {
            BYTES
        } else {
            0
        };
        bitmap + marks
    }

    /// `s.initInlineMarkBits`
    pub(super) fn init_inline_marks(&mut self, memory: &mut Memory, s: u64) -> R<()> {
        let size = self.get(memory, s, self.layout.elemsize)?;
        if self.has_inline_marks(size) {
            let at = self.inline_marks_of(memory, s)?;
            let class = self.get(memory, s, self.layout.spanclass)?;
            memory.zero(at, BYTES as usize)?;
            memory.store_meta(at + CLASS, 1, class)?;
            let page = (at - self.arena) / PAGE_SIZE;
            if self.marked_inline.len() <= page as usize {
                self.marked_inline.resize(page as usize + 1, false);
            }
            self.marked_inline[page as usize] = true;
        }
        Ok(())
    }

    /// Where there are such bits, by address.
    pub fn all_inline_marks(&self) -> Vec<u64> {
        let pages = self.marked_inline.iter().enumerate();
        let pages = pages.filter(|(_, has)| **has);
        pages
            .map(|(page, _)| self.arena + (page as u64 + 1) * PAGE_SIZE - BYTES)
            .collect()
    }

    /// The page is no such span's any more.
    pub(super) fn forget_inline_marks(&mut self, first: usize) {
        if let Some(page) = self.marked_inline.get_mut(first) {
            *page = false;
        }
    }

    fn inline_marks_of(&self, memory: &Memory, s: u64) -> R<u64> {
        let base = self.get(memory, s, self.layout.start_addr)?;
        Ok(base.wrapping_add(PAGE_SIZE - BYTES))
    }

    /// Where the mark bit of slot `index` lies.
    pub(super) fn mark_byte(&self, memory: &Memory, s: u64, index: u64) -> R<u64> {
        let size = self.get(memory, s, self.layout.elemsize)?;
        let bits = match self.has_inline_marks(size) {
            true => self.inline_marks_of(memory, s)?.wrapping_add(MARKS),
            false => self.get(memory, s, self.layout.gcmark_bits)?,
        };
        Ok(bits.wrapping_add(index / 8))
    }

    /// Nobody need scan slot `index`.
    pub(super) fn set_scanned(&mut self, memory: &mut Memory, s: u64, index: u64) -> R<()> {
        let size = self.get(memory, s, self.layout.elemsize)?;
        if self.has_inline_marks(size) {
            let at = self.inline_marks_of(memory, s)?.wrapping_add(index / 8);
            let byte = self.load(memory, at, 1)?;
            memory.store_meta(at, 1, byte | 1 << (index % 8))?;
        }
        Ok(())
    }

    /// A pointer there is marked by its page alone.
    #[inline]
    pub fn is_marked_inline(&self, p: u64) -> bool {
        let page = p.wrapping_sub(self.arena) / PAGE_SIZE;
        self.inline_marks && self.marked_inline.get(page as usize) == Some(&true)
    }

    /// `tryDeferToSpanScan`: marks what `p` points to; gives what now waits to be scanned.
    pub fn mark_inline(&mut self, memory: &mut Memory, p: u64) -> R<Option<u64>> {
        let page = p & !(PAGE_SIZE - 1);
        let at = page + PAGE_SIZE - BYTES;
        let class = self.load(memory, at + CLASS, 1)?;
        let size = self.size_of(class)?;
        let index = (p - page).checked_div(size).unwrap_or(0);
        if index / 8 >= OWNED {
            return Err(HeapError::throw("index out of range"));
        }
        let byte = self.load(memory, at + MARKS + index / 8, 1)?;
        if byte >> (index % 8) & 1 != 0 {
            return Ok(None);
        }
        memory.store_meta(at + MARKS + index / 8, 1, byte | 1 << (index % 8))?;
        if class & 1 != 0 {
            return Ok(None);
        }
        let owned = self.load(memory, at + OWNED, 1)?;
        let more = if owned == UNOWNED {
            ONE_MARK
        } else {
            MANY_MARKS
        };
        if owned == UNOWNED || owned == ONE_MARK {
            memory.store_meta(at + OWNED, 1, owned | more)?;
        }
        Ok((owned == UNOWNED).then_some(page + index * size))
    }

    /// `scanSpan`: what is to be scanned of the span that waits for the sake of `object`.
    pub fn take_inline(&mut self, memory: &mut Memory, object: u64) -> R<Vec<ToScan>> {
        let page = object & !(PAGE_SIZE - 1);
        let at = page + PAGE_SIZE - BYTES;
        let class = self.load(memory, at + CLASS, 1)?;
        if class & 1 != 0 {
            return Err(HeapError::throw("noscan object in scanSpan"));
        }
        let size = self.size_of(class)?;
        let owned = self.load(memory, at + OWNED, 1)?;
        memory.store_meta(at + OWNED, 1, UNOWNED)?;
        let only = (object - page).checked_div(size).unwrap_or(0);
        let all = (PAGE_SIZE - BYTES - PAGE_SIZE / 64)
            .checked_div(size)
            .unwrap_or(0);
        let wanted = match owned == ONE_MARK {
            true => only..only + 1,
            false => 0..all,
        };
        let mut found = Vec::new();
        for byte in wanted.start / 8..wanted.end.div_ceil(8).min(OWNED) {
            let marks = match owned == ONE_MARK {
                true => 1 << (only % 8),
                false => self.load(memory, at + MARKS + byte, 1)?,
            };
            let scans = self.load(memory, at + byte, 1)?;
            let new = marks & !scans;
            if new == 0 {
                continue;
            }
            memory.store_meta(at + byte, 1, scans | new)?;
            let indexes = (0..8).filter(|bit| new >> bit & 1 != 0);
            let indexes = indexes.map(|bit| 8 * byte + bit);
            found.extend(indexes.filter(|&index| index < wanted.end).map(|index| {
                let base = page + index * size;
                ToScan { base, size }
            }));
        }
        Ok(found)
    }

    /// The pointer bits of the words of an object in such a page (`extractHeapBitsSmall`).
    pub fn inline_bits(&self, memory: &Memory, object: ToScan) -> R<u64> {
        let page = object.base & !(PAGE_SIZE - 1);
        let word = (object.base - page) / 8;
        let at = page + PAGE_SIZE - BYTES - PAGE_SIZE / 64 + word / 64 * 8;
        let n = object.size / 8;
        let mut bits = memory.load(at, 8)? >> (word % 64);
        if word % 64 + n > 64 {
            // Go's shift by a whole word gives 0: an overwritten size class makes objects of more than 64 words.
            let next = memory.load(at + 8, 8)?;
            bits |= next.checked_shl(64 - (word % 64) as u32).unwrap_or(0);
        }
        Ok(if n == 0 {
            0
        } else {
            bits & u64::MAX >> (64 - n.min(64))
        })
    }

    fn size_of(&self, class: u64) -> R<u64> {
        let size = CLASS_TO_SIZE.get(class as usize >> 1);
        let size = size.ok_or_else(|| HeapError::throw("index out of range"))?;
        Ok(u64::from(*size))
    }

    /// `s.moveInlineMarks`: the marks go where sweeping looks for them.
    pub(super) fn move_inline_marks(&mut self, memory: &mut Memory, s: u64) -> R<()> {
        let size = self.get(memory, s, self.layout.elemsize)?;
        if !self.has_inline_marks(size) {
            return Ok(());
        }
        let at = self.inline_marks_of(memory, s)?;
        let to = self.get(memory, s, self.layout.gcmark_bits)?;
        let bytes = self.get(memory, s, self.layout.nelems)?.div_ceil(8);
        for word in (0..bytes.min(64)).step_by(8) {
            let mut marks = self.load(memory, at.wrapping_add(MARKS + word), 8)?;
            if word == 56 {
                marks &= u64::MAX >> 8;
            }
            let old = self.load(memory, to.wrapping_add(word), 8)?;
            memory.store_meta(to.wrapping_add(word), 8, old | marks)?;
        }
        let class = self.get(memory, s, self.layout.spanclass)?;
        memory.zero(at, BYTES as usize)?;
        memory.store_meta(at.wrapping_add(CLASS), 1, class)?;
        Ok(())
    }
}
