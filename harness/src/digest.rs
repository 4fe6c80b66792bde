//! The rolling 128-bit digest of a run's events.
//!
//! Two lanes of multiply-and-fold (128-bit product, halves xored), each with its own constants. Not a
//! cryptographic hash: it tells runs apart, it does not resist an adversary. The same words in the same order give
//! the same digest on every machine; the algorithm is part of the recording format and never changes within it.

use std::fmt;

const LANE: [u64; 2] = [0x9e37_79b9_7f4a_7c15, 0xc2b2_ae3d_27d4_eb4f];
const MIX: [u64; 2] = [0xa076_1d64_78bd_642f, 0xe703_7ed1_a0b4_28db];

/// Digest of everything absorbed so far.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest {
    lanes: [u64; 2],
}

impl Default for Digest {
    fn default() -> Digest {
        Digest { lanes: LANE }
    }
}

impl Digest {
    /// Absorbs one word.
    #[inline]
    pub fn word(&mut self, word: u64) {
        self.lanes[0] = fold(self.lanes[0] ^ word, MIX[0]).wrapping_add(LANE[1]);
        self.lanes[1] = fold(self.lanes[1].rotate_left(23) ^ word, MIX[1]).wrapping_add(LANE[0]);
    }

    /// Absorbs bytes, length first.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.word(bytes.len() as u64);
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.word(u64::from_le_bytes(word));
        }
    }

    /// The digest as one number.
    pub fn value(self) -> u128 {
        u128::from(self.lanes[0]) << 64 | u128::from(self.lanes[1])
    }

    /// The digest that `value` stands for.
    pub fn from_value(value: u128) -> Digest {
        Digest {
            lanes: [(value >> 64) as u64, value as u64],
        }
    }
}

/// Mixes two words into one: the halves of their product, xored.
#[inline]
pub fn fold(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    (product >> 64) as u64 ^ product as u64
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.value())
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_and_content_matter() {
        let digest = |words: &[u64]| {
            let mut digest = Digest::default();
            words.iter().for_each(|&word| digest.word(word));
            digest
        };
        assert_eq!(digest(&[1, 2]), digest(&[1, 2]));
        assert_ne!(digest(&[1, 2]), digest(&[2, 1]));
        assert_ne!(digest(&[]), digest(&[0]));
        assert_ne!(digest(&[0]), digest(&[0, 0]));
    }

    #[test]
    fn the_algorithm_is_pinned() {
        let mut digest = Digest::default();
        digest.bytes(b"tearpoint");
        assert_eq!(Digest::from_value(digest.value()), digest);
        assert_eq!(digest.to_string(), "c55ffec96dcfaca67e2d42b7a44c5119");
    }
}
