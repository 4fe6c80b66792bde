//! The tamper table: every field of runtime metadata that can be overwritten, how it is reached, and the values worth
//! writing.
//!
//! Offsets: DWARF of go1.19.8, 1.21.13, 1.22.10 and 1.23.9 binaries; those that moved between versions come from the
//! profile's layout. Fields are not symbols, so none is reached by `go:linkname` itself: it is pointer arithmetic from a value
//! that the program holds, or from one that a linkname'd function of the runtime gives or takes.

pub use super::value::Value;
use super::value::{
    BITS, CASE, COUNT, FLAG, FLAGS, GROWSLICE, INDEX, LEN, LOCK, MAKESLICE, MALLOCGC, POINTER,
    READERS, SIZE, SMALL, STATUS, TOPHASH, TYPE, WHEN, WORD,
};
use crate::layout::Layout;
use crate::profile::Profile;

/// A metadata structure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Object {
    Hmap,
    /// A bucket: the main array's, then its overflow chain is reached through `overflow`.
    Bmap,
    Mapextra,
    Hiter,
    Hchan,
    /// One that is linked in, or else one in the cache.
    Sudog,
    G,
    /// A case of a select that waits: its array lies on the goroutine's stack.
    Scase,
    /// The two orders of a select that waits, behind its cases.
    Order,
    /// A slice's header in a variable that lies in memory.
    Slice,
    /// The same of a string.
    String,
    Mspan,
    /// The bits that a span's `allocBits` points to.
    AllocBits,
    GcmarkBits,
    /// `sync.Mutex` and its kin, in a variable that lies in memory.
    Mutex,
    RWMutex,
    WaitGroup,
    Once,
    Cond,
    /// A function of the runtime, in whose place another is put.
    Func,
    /// A timer that has not fired.
    Timer,
}

impl Object {
    pub const ALL: [Object; 21] = [
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
    pub const SPANS: [Object; 3] = [Object::Mspan, Object::AllocBits, Object::GcmarkBits];

    /// Those of maps.
    pub const MAPS: [Object; 4] = [Object::Hmap, Object::Bmap, Object::Mapextra, Object::Hiter];

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
        }
    }

    /// The object that a variable of this declared type is.
    pub fn of_type(package: &str, name: &str) -> Option<Object> {
        let is = |object: &&Object| package == "sync" && object.name() == name;
        Object::SYNC.iter().find(is).copied()
    }

    /// Whether a second number says which part of the object is meant: `bmap[map.bucket]`, `scase[select.case]`.
    pub fn has_parts(self) -> bool {
        matches!(self, Object::Bmap | Object::Scase)
    }
}

/// How a program gets at a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Pointer arithmetic from a value the program holds.
    Unsafe,
    /// A structure that a linkname'd runtime function takes from its caller (allowed in every version).
    Linkname,
    /// From what a linkname'd function gives, or a linkname'd variable: from 1.23 on only with `-checklinkname=0`.
    LinknameTo22,
    /// Code patched in place; `growslice` up to 1.21 also by a linkname with a body, which every linker refuses for the others.
    Patch,
}

impl Reach {
    pub fn name(self) -> &'static str {
        match self {
            Reach::Unsafe => "unsafe",
            Reach::Linkname => "linkname, unsafe",
            Reach::Patch => "patched code",
            Reach::LinknameTo22 => "linkname (1.23: -checklinkname=0), unsafe",
        }
    }
}

/// Where a field lies in its object.
#[derive(Clone, Copy, Debug)]
pub enum Place {
    /// Bytes from the start, in every version; of element 0 if there are several. For `bmap.overflow`, from the end.
    At(u64),
    /// By the version; nothing where the version has no such field.
    In(fn(&Layout) -> Option<u64>),
    /// A field of mspan, whose width differs too.
    Span,
}

/// A row of the table.
#[derive(Debug)]
pub struct Field {
    pub object: Object,
    pub name: &'static str,
    pub place: Place,
    /// Bytes of one element; of a field of mspan, the most.
    width: usize,
    /// Elements, such as the 8 of `tophash`.
    pub count: u64,
    pub reach: Reach,
    pub values: &'static [Value],
}

impl Field {
    /// The field's offset in a Go version that has it, and the bytes of one element.
    pub fn extent(&self, profile: &Profile) -> Option<(u64, usize)> {
        Some(match self.place {
            Place::At(offset) => (offset, self.width),
            Place::In(find) => (find(profile.layout)?, self.width),
            Place::Span => {
                let field = profile.layout.mspan.field(self.name)?;
                (field.at, field.width)
            }
        })
    }
}

/// A field that never moved.
macro_rules! at {
    ($($object:ident $name:literal @ $offset:literal : $width:literal x $count:literal $reach:ident $values:ident;)*) => {
        &[$(Field {
            object: Object::$object,
            name: $name,
            place: Place::At($offset),
            width: $width,
            count: $count,
            reach: Reach::$reach,
            values: $values,
        }),*]
    };
}

/// A field that lies where the version's layout says.
macro_rules! moved {
    ($($object:ident $name:literal @ $find:expr, $width:literal $values:ident;)*) => {
        &[$(Field {
            object: Object::$object,
            name: $name,
            place: Place::In($find),
            width: $width,
            count: 1,
            reach: Reach::Unsafe,
            values: $values,
        }),*]
    };
}

const MAPS: &[Field] = at! {
    Hmap "count" @ 0: 8 x 1 Unsafe COUNT;
    Hmap "flags" @ 8: 1 x 1 Unsafe FLAGS;
    Hmap "B" @ 9: 1 x 1 Unsafe SMALL;
    Hmap "noverflow" @ 10: 2 x 1 Unsafe COUNT;
    Hmap "hash0" @ 12: 4 x 1 Unsafe WORD;
    Hmap "buckets" @ 16: 8 x 1 Unsafe POINTER;
    Hmap "oldbuckets" @ 24: 8 x 1 Unsafe POINTER;
    Hmap "nevacuate" @ 32: 8 x 1 Unsafe COUNT;
    Hmap "extra" @ 40: 8 x 1 Unsafe POINTER;
    Bmap "tophash" @ 0: 1 x 8 Unsafe TOPHASH;
    Bmap "keys" @ 8: 8 x 8 Unsafe WORD;
    Bmap "overflow" @ 8: 8 x 1 Unsafe POINTER;
    Mapextra "overflow" @ 0: 8 x 1 Unsafe POINTER;
    Mapextra "oldoverflow" @ 8: 8 x 1 Unsafe POINTER;
    Mapextra "nextOverflow" @ 16: 8 x 1 Unsafe POINTER;
    Hiter "key" @ 0: 8 x 1 Linkname POINTER;
    Hiter "elem" @ 8: 8 x 1 Linkname POINTER;
    Hiter "t" @ 16: 8 x 1 Linkname TYPE;
    Hiter "h" @ 24: 8 x 1 Linkname POINTER;
    Hiter "buckets" @ 32: 8 x 1 Linkname POINTER;
    Hiter "bptr" @ 40: 8 x 1 Linkname POINTER;
    Hiter "overflow" @ 48: 8 x 1 Linkname POINTER;
    Hiter "oldoverflow" @ 56: 8 x 1 Linkname POINTER;
    Hiter "startBucket" @ 64: 8 x 1 Linkname COUNT;
    Hiter "offset" @ 72: 1 x 1 Linkname SMALL;
    Hiter "wrapped" @ 73: 1 x 1 Linkname SMALL;
    Hiter "B" @ 74: 1 x 1 Linkname SMALL;
    Hiter "i" @ 75: 1 x 1 Linkname SMALL;
    Hiter "bucket" @ 80: 8 x 1 Linkname COUNT;
    Hiter "checkBucket" @ 88: 8 x 1 Linkname COUNT;
};

/// The sudog and the g are reached from the channel's queues; the cases and orders are what `selectgo` takes from its
/// caller, and `runtime.selectgo` can be pulled up to Go 1.23.
const CHANNELS: &[Field] = at! {
    Hchan "qcount" @ 0: 8 x 1 Unsafe COUNT;
    Hchan "dataqsiz" @ 8: 8 x 1 Unsafe COUNT;
    Hchan "buf" @ 16: 8 x 1 Unsafe POINTER;
    Hchan "elemsize" @ 24: 2 x 1 Unsafe SIZE;
    Hchan "closed" @ 28: 4 x 1 Unsafe FLAG;
    Sudog "g" @ 0: 8 x 1 Unsafe POINTER;
    Sudog "next" @ 8: 8 x 1 Unsafe POINTER;
    Sudog "prev" @ 16: 8 x 1 Unsafe POINTER;
    Sudog "elem" @ 24: 8 x 1 Unsafe POINTER;
    Sudog "acquiretime" @ 32: 8 x 1 Unsafe WORD;
    Sudog "releasetime" @ 40: 8 x 1 Unsafe WORD;
    Sudog "ticket" @ 48: 4 x 1 Unsafe WORD;
    Sudog "isSelect" @ 52: 1 x 1 Unsafe FLAG;
    Sudog "success" @ 53: 1 x 1 Unsafe FLAG;
    Sudog "parent" @ 56: 8 x 1 Unsafe POINTER;
    Sudog "waitlink" @ 64: 8 x 1 Unsafe POINTER;
    Sudog "waittail" @ 72: 8 x 1 Unsafe POINTER;
    Sudog "c" @ 80: 8 x 1 Unsafe POINTER;
    Scase "c" @ 0: 8 x 1 Linkname POINTER;
    Scase "elem" @ 8: 8 x 1 Linkname POINTER;
    Order "pollorder" @ 0: 2 x 8 Linkname CASE;
    Order "lockorder" @ 0: 2 x 8 Linkname CASE;
    Slice "array" @ 0: 8 x 1 Unsafe POINTER;
    Slice "len" @ 8: 8 x 1 Unsafe LEN;
    Slice "cap" @ 16: 8 x 1 Unsafe LEN;
    String "str" @ 0: 8 x 1 Unsafe POINTER;
    String "len" @ 8: 8 x 1 Unsafe LEN;
};

const CHANNELS_BY_VERSION: &[Field] = moved! {
    Hchan "timer" @ |l| l.hchan.timer, 8 POINTER;
    Hchan "elemtype" @ |l| Some(l.hchan.elemtype), 8 TYPE;
    Hchan "sendx" @ |l| Some(l.hchan.sendx), 8 INDEX;
    Hchan "recvx" @ |l| Some(l.hchan.recvx), 8 INDEX;
    Hchan "recvq.first" @ |l| Some(l.hchan.recvq), 8 POINTER;
    Hchan "recvq.last" @ |l| Some(l.hchan.recvq + 8), 8 POINTER;
    Hchan "sendq.first" @ |l| Some(l.hchan.sendq), 8 POINTER;
    Hchan "sendq.last" @ |l| Some(l.hchan.sendq + 8), 8 POINTER;
    Hchan "lock" @ |l| Some(l.hchan.lock), 8 FLAG;
    G "param" @ |l| Some(l.g.param), 8 POINTER;
    G "atomicstatus" @ |l| Some(l.g.atomicstatus), 4 STATUS;
    G "schedlink" @ |l| Some(l.g.schedlink), 8 POINTER;
    G "waitreason" @ |l| Some(l.g.waitreason), 1 SMALL;
    G "activeStackChans" @ |l| Some(l.g.active_stack_chans), 1 FLAG;
    G "waiting" @ |l| Some(l.g.waiting), 8 POINTER;
    G "selectDone" @ |l| Some(l.g.select_done), 4 FLAG;
};

/// Fields of mspan: `runtime.spanOf` and `mheap_` can be pulled up to Go 1.22; from 1.23 on the linker wants a flag.
macro_rules! span {
    ($($name:literal $values:ident;)*) => {
        &[$(Field {
            object: Object::Mspan,
            name: $name,
            place: Place::Span,
            width: 8,
            count: 1,
            reach: Reach::LinknameTo22,
            values: $values,
        }),*]
    };
}

const SPANS: &[Field] = span! {
    "startAddr" POINTER;
    "npages" COUNT;
    "freeindex" COUNT;
    "nelems" COUNT;
    "freeIndexForScan" COUNT;
    "allocCache" WORD;
    "allocBits" POINTER;
    "gcmarkBits" POINTER;
    "sweepgen" INDEX;
    "divMul" WORD;
    "allocCount" COUNT;
    "spanclass" SMALL;
    "state" SMALL;
    "needzero" FLAG;
    "allocCountBeforeCache" COUNT;
    "elemsize" SIZE;
    "limit" POINTER;
    "specials" POINTER;
    "largeType" TYPE;
};

/// The fields of package sync are not exported, and lie in the program's own variables.
const BITS_AND_LOCKS: &[Field] = at! {
    AllocBits "bits" @ 0: 1 x 32 LinknameTo22 BITS;
    GcmarkBits "bits" @ 0: 1 x 32 LinknameTo22 BITS;
    Mutex "state" @ 0: 4 x 1 Unsafe LOCK;
    Mutex "sema" @ 4: 4 x 1 Unsafe FLAG;
    RWMutex "w.state" @ 0: 4 x 1 Unsafe LOCK;
    RWMutex "w.sema" @ 4: 4 x 1 Unsafe FLAG;
    RWMutex "writerSem" @ 8: 4 x 1 Unsafe FLAG;
    RWMutex "readerSem" @ 12: 4 x 1 Unsafe FLAG;
    RWMutex "readerCount" @ 16: 4 x 1 Unsafe READERS;
    RWMutex "readerWait" @ 20: 4 x 1 Unsafe READERS;
    WaitGroup "waiters" @ 0: 4 x 1 Unsafe READERS;
    WaitGroup "counter" @ 4: 4 x 1 Unsafe READERS;
    WaitGroup "sema" @ 8: 4 x 1 Unsafe FLAG;
    Once "done" @ 0: 4 x 1 Unsafe FLAG;
    Once "m.state" @ 4: 4 x 1 Unsafe LOCK;
    Once "m.sema" @ 8: 4 x 1 Unsafe FLAG;
    Cond "notify.wait" @ 16: 4 x 1 Unsafe READERS;
    Cond "notify.notify" @ 20: 4 x 1 Unsafe READERS;
    Cond "notify.head" @ 32: 8 x 1 Unsafe POINTER;
    Cond "notify.tail" @ 40: 8 x 1 Unsafe POINTER;
    Cond "checker" @ 48: 8 x 1 Unsafe POINTER;
};

/// What is put in the place of a function is in [`crate::hijack`].
const FUNCTIONS: &[Field] = at! {
    Func "makeslice" @ 0: 8 x 1 Patch MAKESLICE;
    Func "growslice" @ 0: 8 x 1 Patch GROWSLICE;
    Func "mallocgc" @ 0: 8 x 1 Patch MALLOCGC;
};

/// Reached from the `time.Timer` that the program holds.
const TIMERS: &[Field] = moved! {
    Timer "when" @ |l| Some(l.timer.when), 8 WHEN;
    Timer "period" @ |l| Some(l.timer.period), 8 WHEN;
    Timer "f" @ |l| Some(l.timer.f), 8 TYPE;
    Timer "arg" @ |l| Some(l.timer.arg), 8 TYPE;
    Timer "arg.data" @ |l| Some(l.timer.arg + 8), 8 POINTER;
    Timer "seq" @ |l| Some(l.timer.seq), 8 WORD;
    Timer "status" @ |l| (l.timer.size == 72).then_some(64), 4 SMALL;
    Timer "astate" @ |l| (l.timer.size == 88).then_some(8), 1 SMALL;
    Timer "state" @ |l| (l.timer.size == 88).then_some(9), 1 SMALL;
    Timer "isChan" @ |l| (l.timer.size == 88).then_some(10), 1 FLAG;
};

/// The parts, in the order in which they were appended.
const PARTS: [&[Field]; 7] = [
    MAPS,
    CHANNELS,
    CHANNELS_BY_VERSION,
    SPANS,
    BITS_AND_LOCKS,
    FUNCTIONS,
    TIMERS,
];

/// Every field. Append only: plans of stored recordings name fields, and draws index the table.
pub static FIELDS: [&Field; count()] = {
    let mut all = [&MAPS[0]; count()];
    let (mut part, mut at) = (0, 0);
    while part < PARTS.len() {
        let mut i = 0;
        while i < PARTS[part].len() {
            all[at] = &PARTS[part][i];
            at += 1;
            i += 1;
        }
        part += 1;
    }
    all
};

const fn count() -> usize {
    let (mut part, mut n) = (0, 0);
    while part < PARTS.len() {
        n += PARTS[part].len();
        part += 1;
    }
    n
}

/// Rows of [`FIELDS`] that these objects have in a Go version.
pub fn rows_of(objects: &[Object], profile: &Profile) -> Vec<usize> {
    let of = |&row: &usize| {
        let field = FIELDS[row];
        objects.contains(&field.object) && field.extent(profile).is_some()
    };
    (0..FIELDS.len()).filter(of).collect()
}
