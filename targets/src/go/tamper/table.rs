//! The tamper table: every field of hmap, bmap, mapextra and hiter, how it is reached, and the values worth writing.
//!
//! Offsets: DWARF of go1.19.8, 1.21.13 and 1.23.9 binaries (identical for these four structs; 1.22 by its source).
//! Fields are not symbols, so none is reached by `go:linkname`: all by `unsafe` through the map value, or, for an
//! iterator, through linkname'd `mapiterinit`, which takes the hiter from the caller.

use std::fmt;

/// A metadata structure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Object {
    Hmap,
    /// A bucket: the main array's, then its overflow chain is reached through `overflow`.
    Bmap,
    Mapextra,
    Hiter,
}

impl Object {
    pub const ALL: [Object; 4] = [Object::Hmap, Object::Bmap, Object::Mapextra, Object::Hiter];

    /// Go's name of the structure.
    pub fn name(self) -> &'static str {
        match self {
            Object::Hmap => "hmap",
            Object::Bmap => "bmap",
            Object::Mapextra => "mapextra",
            Object::Hiter => "hiter",
        }
    }
}

/// How a program gets at a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Pointer arithmetic from a value the program holds.
    Unsafe,
    /// A structure that a linkname'd runtime function takes from its caller (allowed in every version).
    Linkname,
}

impl Reach {
    pub fn name(self) -> &'static str {
        match self {
            Reach::Unsafe => "unsafe",
            Reach::Linkname => "linkname, unsafe",
        }
    }
}

/// A value to write, from the one that is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    Set(u64),
    Add(i64),
    Xor(u64),
    /// An address in the first page.
    NilPage,
    /// A canonical address where nothing is mapped.
    Unmapped,
    NonCanonical,
    /// A read-only page of zeroes.
    ReadOnly,
    /// The object's own address.
    Itself,
    /// The same field of the next live object of the kind (its own value if there is no other).
    Other,
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
            _ => match text.split_at_checked(1)? {
                ("=", rest) => Value::Set(number(rest)?),
                ("^", rest) => Value::Xor(number(rest)?),
                ("+" | "-", _) => Value::Add(text.parse().ok()?),
                _ => return None,
            },
        })
    }
}

/// A row of the table.
#[derive(Debug)]
pub struct Field {
    pub object: Object,
    pub name: &'static str,
    /// Bytes from the object's start; of element 0 if `count` is more than one. For `bmap.overflow`, from its end.
    pub offset: u64,
    /// Bytes of one element.
    pub width: usize,
    /// Elements, such as the 8 of `tophash`.
    pub count: u64,
    pub reach: Reach,
    pub values: &'static [Value],
}

const POINTER: &[Value] = &[
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
const TYPE: &[Value] = &[
    Value::Set(0),
    Value::NilPage,
    Value::Unmapped,
    Value::NonCanonical,
    Value::ReadOnly,
    Value::Other,
];
const COUNT: &[Value] = &[
    Value::Set(0),
    Value::Set(1),
    Value::Set(8),
    Value::Set(u64::MAX),
    Value::Add(1),
    Value::Add(-1),
    Value::Set(1 << 20),
];
const SMALL: &[Value] = &[
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
const FLAGS: &[Value] = &[
    Value::Xor(1),
    Value::Xor(2),
    Value::Xor(4),
    Value::Xor(8),
    Value::Set(0),
    Value::Set(0xff),
];
const TOPHASH: &[Value] = &[
    Value::Set(0),
    Value::Set(1),
    Value::Set(2),
    Value::Set(3),
    Value::Set(4),
    Value::Set(5),
    Value::Set(255),
    Value::Xor(0x80),
];
const WORD: &[Value] = &[
    Value::Set(0),
    Value::Set(u64::MAX),
    Value::Xor(1),
    Value::Add(1),
    Value::Xor(0x8000_0000),
];

macro_rules! fields {
    ($($object:ident $name:ident @ $offset:literal : $width:literal x $count:literal $reach:ident $values:ident;)*) => {
        /// Every field. Append only: plans of stored recordings name fields, and draws index the table.
        pub static FIELDS: &[Field] = &[$(Field {
            object: Object::$object,
            name: stringify!($name),
            offset: $offset,
            width: $width,
            count: $count,
            reach: Reach::$reach,
            values: $values,
        }),*];
    };
}

fields! {
    Hmap count @ 0: 8 x 1 Unsafe COUNT;
    Hmap flags @ 8: 1 x 1 Unsafe FLAGS;
    Hmap B @ 9: 1 x 1 Unsafe SMALL;
    Hmap noverflow @ 10: 2 x 1 Unsafe COUNT;
    Hmap hash0 @ 12: 4 x 1 Unsafe WORD;
    Hmap buckets @ 16: 8 x 1 Unsafe POINTER;
    Hmap oldbuckets @ 24: 8 x 1 Unsafe POINTER;
    Hmap nevacuate @ 32: 8 x 1 Unsafe COUNT;
    Hmap extra @ 40: 8 x 1 Unsafe POINTER;
    Bmap tophash @ 0: 1 x 8 Unsafe TOPHASH;
    Bmap keys @ 8: 8 x 8 Unsafe WORD;
    Bmap overflow @ 8: 8 x 1 Unsafe POINTER;
    Mapextra overflow @ 0: 8 x 1 Unsafe POINTER;
    Mapextra oldoverflow @ 8: 8 x 1 Unsafe POINTER;
    Mapextra nextOverflow @ 16: 8 x 1 Unsafe POINTER;
    Hiter key @ 0: 8 x 1 Linkname POINTER;
    Hiter elem @ 8: 8 x 1 Linkname POINTER;
    Hiter t @ 16: 8 x 1 Linkname TYPE;
    Hiter h @ 24: 8 x 1 Linkname POINTER;
    Hiter buckets @ 32: 8 x 1 Linkname POINTER;
    Hiter bptr @ 40: 8 x 1 Linkname POINTER;
    Hiter overflow @ 48: 8 x 1 Linkname POINTER;
    Hiter oldoverflow @ 56: 8 x 1 Linkname POINTER;
    Hiter startBucket @ 64: 8 x 1 Linkname COUNT;
    Hiter offset @ 72: 1 x 1 Linkname SMALL;
    Hiter wrapped @ 73: 1 x 1 Linkname SMALL;
    Hiter B @ 74: 1 x 1 Linkname SMALL;
    Hiter i @ 75: 1 x 1 Linkname SMALL;
    Hiter bucket @ 80: 8 x 1 Linkname COUNT;
    Hiter checkBucket @ 88: 8 x 1 Linkname COUNT;
}
