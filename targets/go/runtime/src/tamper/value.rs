//! What a tamper writes: values worth writing, from the one that is there.

use std::fmt;

use crate::hijack::{REPLACEMENTS, Replacement};

/// A value to write, from the one that is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// This number.
    Set(u64),
    /// So much more, or less.
    Add(i64),
    /// With these bits turned over.
    Xor(u64),
    /// An address in the first page.
    NilPage,
    /// A canonical address where nothing is mapped.
    Unmapped,
    /// An address that no processor takes.
    NonCanonical,
    /// A read-only page of zeroes.
    ReadOnly,
    /// The object's own address.
    Itself,
    /// The same field of the next live object of the kind (its own value if there is no other).
    Other,
    /// Another body for a function, by its name in the table of replacements.
    Body(&'static str),
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Set(value) => write!(f, "={value:#x}"),
            Value::Add(value) => write!(f, "{value:+}"),
            Value::Xor(value) => write!(f, "^{value:#x}"),
            Value::NilPage => f.write_str("=nilpage"),
            Value::Unmapped => f.write_str("=unmapped"),
            Value::NonCanonical => f.write_str("=noncanonical"),
            Value::ReadOnly => f.write_str("=readonly"),
            Value::Itself => f.write_str("=self"),
            Value::Other => f.write_str("=other"),
            Value::Body(name) => write!(f, "=:{name}"),
        }
    }
}

impl Value {
    /// Reads what `Display` writes.
    pub fn parse(text: &str) -> Option<Value> {
        let number = |text: &str| match text.strip_prefix("0x") {
            Some(hex) => u64::from_str_radix(hex, 16).ok(),
            None => text.parse().ok(),
        };
        Some(match text {
            "=nilpage" => Value::NilPage,
            "=unmapped" => Value::Unmapped,
            "=noncanonical" => Value::NonCanonical,
            "=readonly" => Value::ReadOnly,
            "=self" => Value::Itself,
            "=other" => Value::Other,
            "=nil" => Value::Set(0),
            _ if text.starts_with("=:") => {
                let known = |row: &&Replacement| row.body_name() == &text[2..];
                Value::Body(REPLACEMENTS.iter().find(known)?.body_name())
            }
            _ => match text.split_at_checked(1)? {
                ("=", rest) => Value::Set(number(rest)?),
                ("^", rest) => Value::Xor(number(rest)?),
                ("+" | "-", _) => Value::Add(text.parse().ok()?),
                _ => return None,
            },
        })
    }
}

/// For pointers.
pub const POINTER: &[Value] = &[
    Value::Set(0),
    Value::NilPage,
    Value::Unmapped,
    Value::NonCanonical,
    Value::ReadOnly,
    Value::Itself,
    Value::Other,
    Value::Add(1),
    Value::Add(8),
    Value::Add(16),
];
/// For addresses of type descriptors: none that lies inside another descriptor, whose place is tearpoint's own.
pub const TYPE: &[Value] = &[
    Value::Set(0),
    Value::NilPage,
    Value::Unmapped,
    Value::NonCanonical,
    Value::ReadOnly,
    Value::Other,
];
/// For counts and sizes.
pub const COUNT: &[Value] = &[
    Value::Set(0),
    Value::Set(1),
    Value::Set(8),
    Value::Set(u64::MAX),
    Value::Add(1),
    Value::Add(-1),
    Value::Set(1 << 20),
];
/// For bytes that are numbers.
pub const SMALL: &[Value] = &[
    Value::Set(0),
    Value::Set(1),
    Value::Set(3),
    Value::Set(8),
    Value::Set(20),
    Value::Set(63),
    Value::Set(64),
    Value::Set(255),
    Value::Add(1),
    Value::Add(-1),
];
/// For bytes of flags.
pub const FLAGS: &[Value] = &[
    Value::Xor(1),
    Value::Xor(2),
    Value::Xor(4),
    Value::Xor(8),
    Value::Set(0),
    Value::Set(0xff),
];
/// For `tophash`: what it says of a slot, and another hash.
pub const TOPHASH: &[Value] = &[
    Value::Set(0),
    Value::Set(1),
    Value::Set(2),
    Value::Set(3),
    Value::Set(4),
    Value::Set(5),
    Value::Set(255),
    Value::Xor(0x80),
];
/// For a control byte: empty, deleted, full with some hash, and what none of them is.
pub const CTRL: &[Value] = &[
    Value::Set(0x80),
    Value::Set(0xfe),
    Value::Set(0),
    Value::Set(0x7f),
    Value::Set(0xff),
    Value::Xor(1),
    Value::Xor(0x80),
];
/// For words that are just bits.
pub const WORD: &[Value] = &[
    Value::Set(0),
    Value::Set(u64::MAX),
    Value::Xor(1),
    Value::Add(1),
    Value::Xor(0x8000_0000),
];
/// Lengths and capacities.
pub const LEN: &[Value] = &[
    Value::Set(0),
    Value::Set(1),
    Value::Add(1),
    Value::Add(-1),
    Value::Add(8),
    Value::Set(1 << 20),
    Value::Set(u64::MAX),
    Value::Set(1 << 63),
    Value::Other,
];
/// Positions in a ring or an array.
pub const INDEX: &[Value] = &[
    Value::Set(0),
    Value::Add(1),
    Value::Add(-1),
    Value::Set(8),
    Value::Set(1 << 40),
    Value::Set(u64::MAX),
];
/// Words that are 0 or 1.
pub const FLAG: &[Value] = &[Value::Set(0), Value::Set(1), Value::Xor(1), Value::Set(2)];
/// Sizes of elements.
pub const SIZE: &[Value] = &[
    Value::Set(0),
    Value::Set(1),
    Value::Set(4),
    Value::Set(8),
    Value::Set(16),
    Value::Set(0xffff),
];
/// `g.atomicstatus`
pub const STATUS: &[Value] = &[
    Value::Set(0),
    Value::Set(1),
    Value::Set(2),
    Value::Set(4),
    Value::Set(6),
];
/// Positions of cases in `pollorder` and `lockorder`.
pub const CASE: &[Value] = &[
    Value::Set(0),
    Value::Set(1),
    Value::Set(2),
    Value::Add(1),
    Value::Set(7),
    Value::Set(0xffff),
];
/// Eight mark or allocation bits.
pub const BITS: &[Value] = &[
    Value::Set(0),
    Value::Set(0xff),
    Value::Xor(1),
    Value::Xor(2),
    Value::Xor(4),
    Value::Xor(0x80),
];
/// `sync.Mutex.state`: locked, woken, starving, waiters above them.
pub const LOCK: &[Value] = &[
    Value::Set(0),
    Value::Set(1),
    Value::Xor(1),
    Value::Xor(2),
    Value::Xor(4),
    Value::Add(8),
    Value::Add(-8),
];
/// Counts of readers and waiters, of 32 bits with a sign.
pub const READERS: &[Value] = &[
    Value::Set(0),
    Value::Set(1),
    Value::Add(1),
    Value::Add(-1),
    Value::Add(-(1 << 30)),
    Value::Set(0x7fff_ffff),
    Value::Set(0x8000_0000),
];
/// Other bodies for `makeslice`.
pub const MAKESLICE: &[Value] = &[
    Value::Body("half"),
    Value::Body("again"),
    Value::Body("nil"),
    Value::Body("unchecked"),
];
/// Other bodies for `growslice`.
pub const GROWSLICE: &[Value] = &[
    Value::Body("half"),
    Value::Body("stays"),
    Value::Body("empty"),
    Value::Body("boasts"),
    Value::Body("nil"),
];
/// Other bodies for `mallocgc`.
pub const MALLOCGC: &[Value] = &[
    Value::Body("half"),
    Value::Body("again"),
    Value::Body("nil"),
];
/// Times in nanoseconds.
pub const WHEN: &[Value] = &[
    Value::Set(0),
    Value::Set(1),
    Value::Add(1_000_000),
    Value::Add(-1_000_000),
    Value::Set(u64::MAX),
    Value::Set((1 << 63) - 1),
];
