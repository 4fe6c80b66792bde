//! Which words of an object hold pointers.

/// The pointer words of a type, repeated over an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PtrMap {
    /// Bytes after which it repeats: a multiple of 8.
    period: u64,
    /// The bits of the first 64 words, and of the others.
    first: u64,
    rest: Vec<u64>,
}

impl PtrMap {
    /// Every word is a pointer, or may be one.
    pub const ALL: PtrMap = PtrMap::words(8, 1);

    /// A map of at most 64 words.
    pub const fn words(period: u64, first: u64) -> PtrMap {
        PtrMap {
            period,
            first,
            rest: Vec::new(),
        }
    }

    /// The map of a type of `period` bytes with pointers at these offsets.
    pub fn of(period: u64, offsets: &[u64]) -> PtrMap {
        let mut map = PtrMap::words(period.next_multiple_of(8).max(8), 0);
        for word in offsets.iter().map(|offset| offset / 8) {
            if word < 64 {
                map.first |= 1 << word;
            } else {
                let at = (word / 64 - 1) as usize;
                if map.rest.len() <= at {
                    map.rest.resize(at + 1, 0);
                }
                map.rest[at] |= 1 << (word % 64);
            }
        }
        map
    }

    /// Bytes after which it repeats.
    pub fn period(&self) -> u64 {
        self.period
    }

    /// Whether the word at `offset` of the object is a pointer.
    #[inline]
    pub fn is_pointer(&self, offset: u64) -> bool {
        let word = if offset < self.period {
            offset / 8
        } else {
            offset % self.period / 8
        };
        let bits = if word < 64 {
            self.first
        } else {
            let at = (word / 64 - 1) as usize;
            self.rest.get(at).copied().unwrap_or(0)
        };
        bits >> (word % 64) & 1 != 0
    }

    /// The bits of the 64 words from word `from` on, as far as the object's `words`.
    pub fn bits(&self, from: u64, words: u64) -> u64 {
        if from == 0 && self.period >= 8 * words && words <= 64 {
            return self.first & mask(words);
        }
        if self.period == 8 {
            return if self.first & 1 != 0 {
                mask(words.saturating_sub(from))
            } else {
                0
            };
        }
        let mut bits = 0;
        for i in 0..64.min(words.saturating_sub(from)) {
            bits |= u64::from(self.is_pointer(8 * (from + i))) << i;
        }
        bits
    }
}

fn mask(bits: u64) -> u64 {
    match bits {
        0 => 0,
        1..64 => (1 << bits) - 1,
        _ => u64::MAX,
    }
}

/// What `mallocgc` is told of an object with pointers: the address of its type's descriptor, and the map behind it.
#[derive(Clone, Copy, Debug)]
pub struct GcType<'a> {
    /// The descriptor's address.
    pub addr: u64,
    /// Which words are pointers.
    pub ptrs: &'a PtrMap,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_repeats_over_an_array() {
        let map = PtrMap::of(24, &[0, 16]);
        let bits: Vec<bool> = (0..6).map(|word| map.is_pointer(8 * word)).collect();
        assert_eq!(bits, [true, false, true, true, false, true]);
        assert_eq!(map.bits(0, 6), 0b101_101);
        assert_eq!(map.bits(1, 4), 0b110);
        let long = PtrMap::of(1024, &[8, 8 * 100]);
        assert!(long.is_pointer(1024 + 800) && !long.is_pointer(792));
        assert_eq!(long.bits(64, 128), 1 << 36);
    }
}
