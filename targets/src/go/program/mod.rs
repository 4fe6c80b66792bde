//! Generated programs: a typed list of map operations for each goroutine.
//!
//! What the fuzzer makes. A [`Program`] runs without any text: [`mod@build`] turns it into the same checked program that
//! the front end would make of its printed form, and [`mod@print`] gives that form, Go source that a person can read and a
//! real toolchain can build. A property test holds the two to the same digest. Encodings are append-only.

pub mod build;
pub mod print;

use serde::{Deserialize, Serialize};

/// Bounds that keep a run short: more is cut off by [`Program::normalise`].
pub const MAX_MAPS: usize = 3;
pub const MAX_GOROUTINES: usize = 4;
pub const MAX_OPS: usize = 16;
/// Keys are `0..MAX_KEY`.
pub const MAX_KEY: u8 = 64;
/// Entries a fill stores at most.
pub const MAX_FILL: u8 = 28;

/// The type of a map; the element is always `int64`. Append only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum KeyType {
    #[default]
    Int64,
    Int32,
    String,
    Array,
}

impl KeyType {
    pub const ALL: [KeyType; 4] = [
        KeyType::Int64,
        KeyType::Int32,
        KeyType::String,
        KeyType::Array,
    ];
}

/// A map of the program, a package variable.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MapDecl {
    pub key: KeyType,
    /// `make`'s hint; 0 for none.
    pub hint: u8,
    /// Entries stored before the goroutines start.
    pub filled: u8,
}

/// One operation on map `m`. Append only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MapOp {
    /// `m[k] = v`
    Assign { m: u8, k: u8, v: u8 },
    /// `println(m[k])`
    Read { m: u8, k: u8 },
    /// `v, ok := m[k]; println(v, ok)`
    ReadOk { m: u8, k: u8 },
    /// `delete(m, k)`
    Delete { m: u8, k: u8 },
    /// `println(len(m))`
    Len { m: u8 },
    /// Deletes every entry: `for k := range m { delete(m, k) }`
    Clear { m: u8 },
    /// Sums up the elements.
    Range { m: u8 },
    /// Stores while iterating.
    RangeAssign { m: u8, k: u8 },
    /// `for i := from; i < from+n; i++ { m[i] = i }`
    Fill { m: u8, from: u8, n: u8 },
    /// Makes the map anew.
    Remake { m: u8, hint: u8 },
    /// `m[k] += v`
    Add { m: u8, k: u8, v: u8 },
    /// `runtime.Gosched()`
    Gosched,
}

/// A whole program.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Program {
    pub maps: Vec<MapDecl>,
    /// The first list is main's own; each other is a goroutine's.
    pub goroutines: Vec<Vec<MapOp>>,
}

impl Program {
    /// Brings any decoded value into the bounds, so that every input is a program.
    pub fn normalise(&mut self) {
        self.maps.truncate(MAX_MAPS);
        if self.maps.is_empty() {
            self.maps.push(MapDecl::default());
        }
        for map in &mut self.maps {
            map.filled = map.filled.min(MAX_FILL);
        }
        self.goroutines.truncate(MAX_GOROUTINES);
        if self.goroutines.is_empty() {
            self.goroutines.push(Vec::new());
        }
        let maps = self.maps.len() as u8;
        for ops in &mut self.goroutines {
            ops.truncate(MAX_OPS);
            ops.iter_mut().for_each(|op| op.normalise(maps));
        }
    }
}

impl MapOp {
    fn normalise(&mut self, maps: u8) {
        use MapOp::{
            Add, Assign, Clear, Delete, Fill, Gosched, Len, Range, RangeAssign, Read, ReadOk,
            Remake,
        };
        match self {
            Assign { m, k, .. }
            | Read { m, k }
            | ReadOk { m, k }
            | Delete { m, k }
            | RangeAssign { m, k }
            | Add { m, k, .. } => {
                *m %= maps;
                *k %= MAX_KEY;
            }
            Len { m } | Clear { m } | Range { m } | Remake { m, .. } => *m %= maps,
            Fill { m, from, n } => {
                *m %= maps;
                *from %= MAX_KEY;
                *n = (*n).min(MAX_FILL);
            }
            Gosched => {}
        }
    }
}
