//! A key on its way into a map function: by value for the fast variants, by address for runtime/map.go.

use std::rc::Rc;

use crate::alg::Alg;
use crate::equal::Src;
use crate::error::Res;
use crate::hash::{hash_func, memhash32, memhash64, strhash};
use crate::process::Process;
use crate::rtype::{MapKind, MapType};

/// Bytes of a key held by value.
const INLINE: usize = 32;

/// A key on its way into a map function. Held by value, so that nothing is borrowed while others run.
#[derive(Clone, Debug)]
pub enum Key {
    /// The key lies in simulated memory.
    Addr(u64),
    /// 4 bytes.
    U32(u32),
    /// 8 bytes.
    U64(u64),
    /// A string's header.
    Str {
        /// Where its bytes are.
        ptr: u64,
        /// How many.
        len: u64,
    },
    /// The first bytes of the buffer.
    Bytes(u8, [u8; INLINE]),
    /// A larger key.
    Large(Rc<[u8]>),
}

impl Key {
    /// The key with these bytes, in the form that `t`'s functions take.
    #[inline]
    pub fn new(t: &MapType, bytes: &[u8]) -> Key {
        match t.kind {
            MapKind::Fast32 | MapKind::Fast32Ptr => Key::U32(number(bytes) as u32),
            MapKind::Fast64 | MapKind::Fast64Ptr => Key::U64(number(bytes)),
            MapKind::FastStr => Key::Str {
                ptr: number(bytes),
                len: number(bytes.get(8..).unwrap_or(&[])),
            },
            MapKind::Generic if bytes.len() <= INLINE => {
                let mut inline = [0; INLINE];
                inline[..bytes.len()].copy_from_slice(bytes);
                Key::Bytes(bytes.len() as u8, inline)
            }
            MapKind::Generic => Key::Large(bytes.into()),
        }
    }

    /// Runs `f` on the key as a value in memory.
    #[inline]
    pub(crate) fn with<T>(&self, f: impl FnOnce(Src<'_>) -> T) -> T {
        match self {
            Key::Addr(addr) => f(Src::Mem(*addr)),
            Key::U32(n) => f(Src::Host(&n.to_le_bytes())),
            Key::U64(n) => f(Src::Host(&n.to_le_bytes())),
            Key::Str { ptr, len } => {
                let mut bytes = [0; 16];
                bytes[..8].copy_from_slice(&ptr.to_le_bytes());
                bytes[8..].copy_from_slice(&len.to_le_bytes());
                f(Src::Host(&bytes))
            }
            Key::Bytes(len, bytes) => f(Src::Host(&bytes[..usize::from(*len)])),
            Key::Large(bytes) => f(Src::Host(bytes)),
        }
    }

    /// The key as the word that the fast functions compare; an address is itself the key.
    #[inline]
    pub(crate) fn word(&self) -> u64 {
        match self {
            Key::Addr(n) | Key::U64(n) | Key::Str { ptr: n, .. } => *n,
            Key::U32(n) => u64::from(*n),
            Key::Bytes(_, bytes) => number(bytes),
            Key::Large(bytes) => number(bytes),
        }
    }

    /// The key as pointer and length of a string.
    #[inline]
    pub(crate) fn string(&self) -> (u64, u64) {
        match self {
            Key::Str { ptr, len } => (*ptr, *len),
            Key::Bytes(_, bytes) => (number(bytes), number(&bytes[8..])),
            other => (other.word(), 0),
        }
    }

    /// `t.Hasher(&key, seed)`
    #[inline]
    pub(crate) fn hash(&self, process: &Process, t: &MapType, seed: u64) -> Res<u64> {
        match (self, &t.key) {
            (Key::U64(n), Alg::Mem(8)) => Ok(memhash64(process, *n, seed)),
            (Key::U32(n), Alg::Mem(4)) => Ok(memhash32(process, *n, seed)),
            (Key::Str { ptr, len }, Alg::Str) => strhash(process, *ptr, *len, seed),
            _ => self.with(|key| hash_func(process, &t.key, &t.key_name, key, seed)),
        }
    }
}

fn number(bytes: &[u8]) -> u64 {
    let mut word = [0; 8];
    let len = bytes.len().min(8);
    word[..len].copy_from_slice(&bytes[..len]);
    u64::from_le_bytes(word)
}
