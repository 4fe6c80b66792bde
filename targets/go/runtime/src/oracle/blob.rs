//! Keys and elements as a shadow keeps them: few bytes inline, more on the heap.

/// Bytes that are kept inline.
pub(super) const INLINE: usize = 22;

/// Some bytes. The bytes of one length are always in the same form, so that comparing is meaningful.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Blob {
    /// 1, 2, 4 or 8 bytes, as a number.
    Word(u8, u64),
    Small(u8, [u8; INLINE]),
    Large(Box<[u8]>),
}

impl Blob {
    #[inline]
    pub(super) fn new(bytes: &[u8]) -> Blob {
        if let len @ (1 | 2 | 4 | 8) = bytes.len() {
            let mut word = [0; 8];
            word[..len].copy_from_slice(bytes);
            return Blob::Word(len as u8, u64::from_le_bytes(word));
        }
        if bytes.len() <= INLINE {
            let mut small = [0; INLINE];
            small[..bytes.len()].copy_from_slice(bytes);
            Blob::Small(bytes.len() as u8, small)
        } else {
            Blob::Large(bytes.into())
        }
    }
}
