//! What a generated program declares: its package variables, and how main ends. Every enumeration is append-only.

use serde::{Deserialize, Serialize};

/// Maps of a program at most. This bound and those that follow keep a run short: `normalise` cuts off what is more.
pub const MAX_MAPS: usize = 3;
/// Slices at most.
pub const MAX_SLICES: usize = 4;
/// Channels at most.
pub const MAX_CHANS: usize = 4;
/// Cells at most.
pub const MAX_CELLS: usize = 3;
/// Goroutines at most, main among them.
pub const MAX_GOROUTINES: usize = 4;
/// Operations of a goroutine at most.
pub const MAX_OPS: usize = 16;
/// Keys are `0..MAX_KEY`.
pub const MAX_KEY: u8 = 64;
/// Entries a fill stores at most.
pub const MAX_FILL: u8 = 28;

/// The type of a map's keys; the element is always `int64`. Append only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum KeyType {
    /// `int64`
    #[default]
    Int64,
    /// `int32`
    Int32,
    /// `string`
    String,
    /// An array, whose keys no fast function of maps takes.
    Array,
}

impl KeyType {
    /// Every one, in order.
    pub const ALL: [KeyType; 4] = [
        KeyType::Int64,
        KeyType::Int32,
        KeyType::String,
        KeyType::Array,
    ];
}

/// The type of a slice's or channel's elements. Append only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Elem {
    /// `int64`
    #[default]
    Int64,
    /// `int32`
    Int32,
    /// `string`
    String,
    /// `*int64`; what is stored is a new one, what is printed is what it points at.
    Pointer,
}

impl Elem {
    /// Every one, in order.
    pub const ALL: [Elem; 4] = [Elem::Int64, Elem::Int32, Elem::String, Elem::Pointer];
}

/// A map of the program, a package variable.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MapDecl {
    /// The type of its keys.
    pub key: KeyType,
    /// `make`'s hint; 0 for none.
    pub hint: u8,
    /// Entries stored before the goroutines start.
    pub filled: u8,
}

/// A slice of the program, a package variable; nil if `cap` is 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SliceDecl {
    /// The type of its elements.
    pub elem: Elem,
    /// Elements that it is made with.
    pub len: u8,
    /// Elements that it has room for.
    pub cap: u8,
}

/// A channel of the program, a package variable.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChanDecl {
    /// The type of what is sent.
    pub elem: Elem,
    /// Elements that its buffer holds.
    pub cap: u8,
}

/// A pointer to an array of pointers, a package variable; nil at first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellDecl {
    /// Position in the list of lengths.
    pub size: u8,
}

impl CellDecl {
    /// Lengths of the array: size classes small and large, below and above where malloc headers begin, and a large object.
    pub const WORDS: [u64; 8] = [1, 2, 3, 8, 64, 65, 512, 5000];

    /// Words of the array.
    pub fn words(self) -> u64 {
        CellDecl::WORDS[usize::from(self.size) % CellDecl::WORDS.len()]
    }
}

/// What main does once its own operations are done. Append only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ending {
    /// Yields until a counter says that the others are done. Only where no operation waits: else it receives.
    #[default]
    Spin,
    /// Receives from a channel once for each of the others.
    Receive,
    /// Returns: whoever still runs or waits is left behind.
    Return,
}
