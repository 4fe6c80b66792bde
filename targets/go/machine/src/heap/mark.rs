//! Marking: from addresses to objects, mark bits, pointer words.
//!
//! Follows runtime/mbitmap.go (`findObject`, `badPointer`, `typePointersOfUnchecked`), mgcmark.go (`greyobject`,
//! `scanobject`). What drives the marking is the runtime's (`runtime/gc`).

use super::found::{Found, Words};
use super::{Heap, HeapError, R, Within};
use crate::memory::Memory;
use crate::mspan::state;
use crate::sizeclass::MIN_SIZE_FOR_HEADER;

impl Heap {
    /// `findObject`. `from`: the object and offset where the pointer was found, or 0.
    pub fn find_object(&self, memory: &Memory, p: u64, from: (u64, u64)) -> R<Found> {
        let s = self.span_of(p);
        if s == 0 {
            return Ok(Found::Nothing);
        }
        let layout = self.layout;
        let in_state = self.get(memory, s, layout.state)?;
        let base = self.get(memory, s, layout.start_addr)?;
        let limit = self.get(memory, s, layout.limit)?;
        if in_state != state::IN_USE || p < base || p >= limit {
            if in_state == state::MANUAL {
                return Ok(Found::Nothing);
            }
            return Err(self.bad_pointer(s, p, from, (in_state, base, limit)))
                .within("runtime.badPointer")
                .within("runtime.findObject");
        }
        let offset = p.wrapping_sub(base);
        let magic = self.get(memory, s, layout.div_mul)?;
        // `divideByElemSize` multiplies 64 bits by 32 and keeps 64.
        let index = offset.wrapping_mul(magic) >> 32;
        let size = self.get(memory, s, layout.elemsize)?;
        let base = base.wrapping_add(index.wrapping_mul(size));
        Ok(Found::Object {
            base,
            span: s,
            index,
        })
    }

    fn bad_pointer(
        &self,
        s: u64,
        p: u64,
        (object, offset): (u64, u64),
        (in_state, base, limit): (u64, u64, u64),
    ) -> Box<HeapError> {
        let what = if in_state == state::IN_USE {
            "unused region of span"
        } else {
            "unallocated span"
        };
        let mut said = format!(
            "runtime: pointer {p:#x} to {what} span.base()={base:#x} span.limit={limit:#x} span.state={in_state}\n"
        );
        if object != 0 {
            said.push_str(&format!(
                "runtime: found in object at *({object:#x}+{offset:#x})\n"
            ));
        }
        let text = "found bad pointer in Go heap (incorrect use of unsafe or cgo?)";
        self.throw(text, s, self.layout.state).saying(said)
    }

    /// `greyobject`: true if the object was white and is to be scanned.
    pub fn grey_object(&mut self, memory: &mut Memory, base: u64, s: u64, index: u64) -> R<bool> {
        if !base.is_multiple_of(8) {
            let throw = self.throw(
                "greyobject: obj not pointer-aligned",
                s,
                self.layout.elemsize,
            );
            return Err(throw).within("runtime.greyobject");
        }
        let (at, bit) = (self.mark_byte(memory, s, index)?, 1 << (index % 8));
        let byte = self.load(memory, at, 1).within("runtime.greyobject")?;
        if byte & bit != 0 {
            return Ok(false);
        }
        memory
            .store_meta(at, 1, byte | bit)
            .map_err(Into::into)
            .within("runtime.greyobject")?;
        self.set_scanned(memory, s, index)?;
        Ok(self.get(memory, s, self.layout.spanclass)? & 1 == 0)
    }

    /// Whether slot `index` is free: neither handed out nor kept by the last sweep.
    pub fn is_free(&self, memory: &Memory, s: u64, index: u64) -> R<bool> {
        if index < self.get(memory, s, self.layout.freeindex)? {
            return Ok(false);
        }
        let bits = self.get(memory, s, self.layout.alloc_bits)?;
        Ok(self.load(memory, bits.wrapping_add(index / 8), 1)? >> (index % 8) & 1 == 0)
    }

    /// Whether the collector has marked slot `index`.
    pub fn is_marked(&self, memory: &Memory, s: u64, index: u64) -> R<bool> {
        let at = self.mark_byte(memory, s, index)?;
        Ok(self.load(memory, at, 1)? >> (index % 8) & 1 != 0)
    }

    /// The bytes that `scanobject` looks at, and where their pointer bits are.
    pub fn pointer_words(&self, memory: &Memory, base: u64) -> R<(u64, Words)> {
        let layout = self.layout;
        let s = self.span_of(base);
        let size = self.get(memory, s, layout.elemsize)?;
        if size == 0 {
            return Err(self.throw("scanobject n == 0", s, layout.elemsize));
        }
        let spc = self.get(memory, s, layout.spanclass)?;
        let words = match layout.large_type {
            _ if spc & 1 != 0 => Words::None,
            None => Words::Bits,
            Some(_) if size <= MIN_SIZE_FOR_HEADER => Words::Bits,
            Some(_) if spc > 1 => Words::Type {
                descriptor: memory.load(base, 8)?,
                skip: 8,
            },
            Some(field) => match self.get(memory, s, field)? {
                0 => Words::None,
                descriptor => Words::Type {
                    descriptor,
                    skip: 0,
                },
            },
        };
        Ok((size, words))
    }

    /// Of the `words` words from `addr` on, how many can have bits at all.
    pub fn words_with_bits(&self, addr: u64, words: u64) -> u64 {
        if self.headers {
            return words;
        }
        let first = addr.wrapping_sub(self.arena) / 8;
        words.min((64 * self.bitmap.len() as u64).saturating_sub(first))
    }

    /// The pointer bits of the 64 words from `addr` on, in an object of which `words` are left.
    pub fn heap_bits(&self, memory: &Memory, addr: u64, words: u64) -> R<u64> {
        let n = words.min(64);
        let mask = if n == 0 { 0 } else { u64::MAX >> (64 - n) };
        if self.headers {
            let s = self.span_of(addr);
            let base = self.get(memory, s, self.layout.start_addr)?;
            let word = addr.wrapping_sub(base) / 8;
            let at = self.span_bitmap(memory, s)?.wrapping_add(word / 64 * 8);
            let mut bits = memory.load(at, 8)? >> (word % 64);
            if word % 64 + n > 64 {
                bits |= memory.load(at.wrapping_add(8), 8)? << (64 - word % 64);
            }
            return Ok(bits & mask);
        }
        let word = addr.wrapping_sub(self.arena) / 8;
        let at = |i: u64| self.bitmap.get(i as usize).copied().unwrap_or(0);
        let mut bits = at(word / 64) >> (word % 64);
        if !word.is_multiple_of(64) {
            bits |= at(word / 64 + 1) << (64 - word % 64);
        }
        Ok(bits & mask)
    }
}
