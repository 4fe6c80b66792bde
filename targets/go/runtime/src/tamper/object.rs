//! What can be tampered with: the kinds of objects, and the structures behind them.

use crate::layout::{
    Layout, Maps, Structure, bmap, cond, hiter, hmap, iter, mapextra, mutex, once, rwmutex, scase,
    slice, span_inline_mark_bits, string, swiss_group, swiss_table, wait_group,
};

/// A metadata structure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Object {
    /// A map.
    Hmap,
    /// A bucket: the main array's, then its overflow chain is reached through `overflow`.
    Bmap,
    /// Overflow buckets of a map.
    Mapextra,
    /// An iteration over a map.
    Hiter,
    /// A channel.
    Hchan,
    /// One that is linked in, or else one in the cache.
    Sudog,
    /// A goroutine.
    G,
    /// A case of a select that waits: its array lies on the goroutine's stack.
    Scase,
    /// The two orders of a select that waits, behind its cases.
    Order,
    /// A slice's header in a variable that lies in memory.
    Slice,
    /// The same of a string.
    String,
    /// A span of the heap.
    Mspan,
    /// The bits that a span's `allocBits` points to.
    AllocBits,
    /// The bits that its `gcmarkBits` points to.
    GcmarkBits,
    /// `sync.Mutex` and its kin, in a variable that lies in memory.
    Mutex,
    /// `sync.RWMutex`
    RWMutex,
    /// `sync.WaitGroup`
    WaitGroup,
    /// `sync.Once`
    Once,
    /// `sync.Cond`
    Cond,
    /// A function of the runtime, in whose place another is put.
    Func,
    /// A timer that has not fired.
    Timer,
    /// A Swiss map.
    SwissMap,
    /// A table of a Swiss map.
    SwissTable,
    /// A group: of a table, or the only one of a small map.
    Group,
    /// An iteration over a Swiss map.
    Iter,
    /// The mark bits at the end of a span.
    InlineMarkBits,
}

impl Object {
    /// Every kind.
    pub const ALL: [Object; 26] = [
        Object::Hmap,
        Object::Bmap,
        Object::Mapextra,
        Object::Hiter,
        Object::Hchan,
        Object::Sudog,
        Object::G,
        Object::Scase,
        Object::Order,
        Object::Slice,
        Object::String,
        Object::Mspan,
        Object::AllocBits,
        Object::GcmarkBits,
        Object::Mutex,
        Object::RWMutex,
        Object::WaitGroup,
        Object::Once,
        Object::Cond,
        Object::Func,
        Object::Timer,
        Object::SwissMap,
        Object::SwissTable,
        Object::Group,
        Object::Iter,
        Object::InlineMarkBits,
    ];

    /// Those of package sync.
    pub const SYNC: [Object; 5] = [
        Object::Mutex,
        Object::RWMutex,
        Object::WaitGroup,
        Object::Once,
        Object::Cond,
    ];

    /// Those of the allocator.
    pub const SPANS: [Object; 4] = [
        Object::Mspan,
        Object::AllocBits,
        Object::GcmarkBits,
        Object::InlineMarkBits,
    ];

    /// Those of maps, classic and Swiss.
    pub const MAPS: [Object; 8] = [
        Object::Hmap,
        Object::Bmap,
        Object::Mapextra,
        Object::Hiter,
        Object::SwissMap,
        Object::SwissTable,
        Object::Group,
        Object::Iter,
    ];

    /// Go's name of the structure.
    pub fn name(self) -> &'static str {
        match self {
            Object::Hmap => "hmap",
            Object::Bmap => "bmap",
            Object::Mapextra => "mapextra",
            Object::Hiter => "hiter",
            Object::Hchan => "hchan",
            Object::Sudog => "sudog",
            Object::G => "g",
            Object::Scase => "scase",
            Object::Order => "order",
            Object::Slice => "slice",
            Object::String => "string",
            Object::Mspan => "mspan",
            Object::AllocBits => "allocBits",
            Object::GcmarkBits => "gcmarkBits",
            Object::Mutex => "Mutex",
            Object::RWMutex => "RWMutex",
            Object::WaitGroup => "WaitGroup",
            Object::Once => "Once",
            Object::Cond => "Cond",
            Object::Func => "func",
            Object::Timer => "timer",
            Object::SwissMap => "Map",
            Object::SwissTable => "table",
            Object::Group => "group",
            Object::Iter => "Iter",
            Object::InlineMarkBits => "spanInlineMarkBits",
        }
    }

    /// The structure behind the name, as a version lays it out. `None` for what is no structure of Go's (bits, the orders of a
    /// select, functions), and for what the version has not.
    pub fn structure(self, layout: &Layout) -> Option<Structure> {
        let classic = layout.maps == Maps::Classic;
        Some(match self {
            Object::Hmap if classic => hmap::GO1_19.structure(),
            Object::Bmap if classic => bmap::GO1_19.structure(),
            Object::Mapextra if classic => mapextra::GO1_19.structure(),
            Object::Hiter if classic => hiter::GO1_19.structure(),
            Object::SwissMap if !classic => layout.swiss_map.structure(),
            Object::SwissTable if !classic => swiss_table::GO1_24.structure(),
            Object::Group if !classic => swiss_group::GO1_24.structure(),
            Object::Iter if !classic => iter::GO1_24.structure(),
            Object::Hmap | Object::Bmap | Object::Mapextra | Object::Hiter => return None,
            Object::SwissMap | Object::SwissTable | Object::Group | Object::Iter => return None,
            Object::Hchan => layout.hchan.structure(),
            Object::Sudog => layout.sudog.structure(),
            Object::G => layout.g.structure(),
            Object::Scase => scase::GO1_19.structure(),
            Object::Slice => slice::GO1_19.structure(),
            Object::String => string::GO1_19.structure(),
            Object::Mspan => layout.mspan.structure(),
            Object::Mutex => mutex::GO1_19.structure(),
            Object::RWMutex => rwmutex::GO1_19.structure(),
            Object::WaitGroup => wait_group::GO1_19.structure(),
            Object::Once => once::GO1_19.structure(),
            Object::Cond => cond::GO1_19.structure(),
            Object::Timer => layout.timer.structure(),
            Object::InlineMarkBits if layout.inline_marks => {
                span_inline_mark_bits::GO1_26.structure()
            }
            Object::InlineMarkBits => return None,
            Object::Order | Object::AllocBits | Object::GcmarkBits | Object::Func => return None,
        })
    }

    /// The object that a variable of this declared type is.
    pub fn of_type(package: &str, name: &str) -> Option<Object> {
        let is = |object: &&Object| package == "sync" && object.name() == name;
        Object::SYNC.iter().find(is).copied()
    }

    /// Whether a second number says which part of the object is meant: `bmap[map.bucket]`, `scase[select.case]`.
    pub fn has_parts(self) -> bool {
        matches!(
            self,
            Object::Bmap | Object::Scase | Object::SwissTable | Object::Group
        )
    }
}
