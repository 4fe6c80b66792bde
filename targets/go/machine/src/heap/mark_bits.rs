//! Handing out allocation and mark bits (runtime/mheap.go `newMarkBits`, `nextMarkBitArenaEpoch`).

use super::{Heap, HeapError, R};
use crate::memory::Memory;

/// `gcBitsChunkBytes`, and its header.
const ARENA_BYTES: u64 = 64 << 10;
const HEADER_BYTES: u64 = 16;

impl Heap {
    /// `newMarkBits`, `newAllocBits`: zeroed bits for `nelems` objects.
    pub(super) fn new_mark_bits(&mut self, memory: &mut Memory, nelems: u64) -> R<u64> {
        let bytes = nelems.div_ceil(64).saturating_mul(8);
        if bytes > ARENA_BYTES - HEADER_BYTES {
            return Err(HeapError::throw("markBits overflow"));
        }
        if self.bits.next.is_empty() || self.bits.used + bytes > ARENA_BYTES {
            let arena = match self.bits.free.pop() {
                Some(arena) => {
                    memory.zero(arena, ARENA_BYTES as usize)?;
                    arena
                }
                None => self.persistent_alloc(memory, ARENA_BYTES),
            };
            self.bits.next.push(arena);
            self.bits.used = HEADER_BYTES;
        }
        let at = self.bits.next[self.bits.next.len() - 1] + self.bits.used;
        self.bits.used += bytes;
        Ok(at)
    }

    /// `nextMarkBitArenaEpoch`
    pub(super) fn next_bits_epoch(&mut self) {
        let bits = &mut self.bits;
        bits.free.append(&mut bits.previous);
        bits.previous = std::mem::take(&mut bits.current);
        bits.current = std::mem::take(&mut bits.next);
        bits.used = 0;
    }
}
