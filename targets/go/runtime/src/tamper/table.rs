//! The tamper table: every field of runtime metadata that can be overwritten, how it is reached, and the values worth
//! writing. Where a field lies is in the layout table; here is only what tampering adds, and the order of the rows.
//!
//! Fields are not symbols, so none is reached by `go:linkname` itself: it is pointer arithmetic from a value that the program
//! holds, or from one that a linkname'd function of the runtime gives or takes.

pub use super::object::Object;
pub use super::value::Value;
use super::value::{
    BITS, CASE, COUNT, CTRL, FLAG, FLAGS, GROWSLICE, INDEX, LEN, LOCK, MAKESLICE, MALLOCGC,
    POINTER, READERS, SIZE, SMALL, STATUS, TOPHASH, TYPE, WHEN, WORD,
};
use crate::layout::{
    Row, bmap, cond, g, hchan, hiter, hmap, iter, mapextra, mutex, once, row, rwmutex, scase,
    slice, span_inline_mark_bits, string, sudog, swiss_group, swiss_map, swiss_table, timer,
    wait_group,
};
use crate::profile::Profile;
use tearpoint_machine::mspan;

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
    /// As `tearpoint list tampers` says it.
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
enum Place {
    /// Where the layout table says.
    Table(&'static Row),
    /// At the start, so many bytes wide: of an object that is no structure.
    Start(usize),
}

/// A row of the table.
#[derive(Debug)]
pub struct Field {
    /// What it is a field of.
    pub object: Object,
    /// Go's name.
    pub name: &'static str,
    place: Place,
    /// Elements, such as the 8 of `tophash`.
    pub count: u64,
    /// How a program gets at it.
    pub reach: Reach,
    /// What is worth writing.
    pub values: &'static [Value],
}

impl Field {
    /// The field's offset in a Go version that has it, and the bytes of one element. That of `bmap.overflow` counts from the
    /// bucket's end.
    pub fn extent(&self, profile: &Profile) -> Option<(u64, usize)> {
        match self.place {
            Place::Start(width) => Some((0, width)),
            Place::Table(row) => {
                let column = self.object.structure(profile.layout)?.column;
                row.places[column].map(|field| (field.at, field.width))
            }
        }
    }
}

/// Fields of structures of the layout table: `object module reach { "field" VALUES, … }`.
macro_rules! fields {
    ($($object:ident $module:ident $reach:ident { $($name:literal $values:ident),* $(,)? })*) => {
        &[$($(Field {
            object: Object::$object,
            name: $name,
            place: Place::Table(row($module::ROWS, $name)),
            count: row($module::ROWS, $name).count,
            reach: Reach::$reach,
            values: $values,
        }),*),*]
    };
}

/// Fields of objects that are no structures: `object reach { "field" width x count VALUES, … }`.
macro_rules! others {
    ($($object:ident $reach:ident { $($name:literal $width:literal x $count:literal $values:ident),* $(,)? })*) => {
        &[$($(Field {
            object: Object::$object,
            name: $name,
            place: Place::Start($width),
            count: $count,
            reach: Reach::$reach,
            values: $values,
        }),*),*]
    };
}

const MAPS: &[Field] = fields! {
    Hmap hmap Unsafe {
        "count" COUNT, "flags" FLAGS, "B" SMALL, "noverflow" COUNT, "hash0" WORD,
        "buckets" POINTER, "oldbuckets" POINTER, "nevacuate" COUNT, "extra" POINTER,
    }
    Bmap bmap Unsafe { "tophash" TOPHASH, "keys" WORD, "overflow" POINTER }
    Mapextra mapextra Unsafe { "overflow" POINTER, "oldoverflow" POINTER, "nextOverflow" POINTER }
    Hiter hiter Linkname {
        "key" POINTER, "elem" POINTER, "t" TYPE, "h" POINTER, "buckets" POINTER, "bptr" POINTER,
        "overflow" POINTER, "oldoverflow" POINTER, "startBucket" COUNT, "offset" SMALL,
        "wrapped" SMALL, "B" SMALL, "i" SMALL, "bucket" COUNT, "checkBucket" COUNT,
    }
};

/// The sudog is reached from the channel's queues; the cases and orders are what `selectgo` takes from its caller, and
/// `runtime.selectgo` can be pulled up to Go 1.23.
const CHANNELS: &[Field] = fields! {
    Hchan hchan Unsafe {
        "qcount" COUNT, "dataqsiz" COUNT, "buf" POINTER, "elemsize" SIZE, "closed" FLAG,
    }
    Sudog sudog Unsafe {
        "g" POINTER, "next" POINTER, "prev" POINTER, "elem" POINTER, "acquiretime" WORD,
        "releasetime" WORD, "ticket" WORD, "isSelect" FLAG, "success" FLAG, "parent" POINTER,
        "waitlink" POINTER, "waittail" POINTER, "c" POINTER,
    }
    Scase scase Linkname { "c" POINTER, "elem" POINTER }
};

const ORDERS: &[Field] = others! {
    Order Linkname { "pollorder" 2 x 8 CASE, "lockorder" 2 x 8 CASE }
};

const HEADERS: &[Field] = fields! {
    Slice slice Unsafe { "array" POINTER, "len" LEN, "cap" LEN }
    String string Unsafe { "str" POINTER, "len" LEN }
};

/// The g is reached from a sudog.
const CHANNELS_AND_GOROUTINES: &[Field] = fields! {
    Hchan hchan Unsafe {
        "timer" POINTER, "elemtype" TYPE, "sendx" INDEX, "recvx" INDEX, "recvq.first" POINTER,
        "recvq.last" POINTER, "sendq.first" POINTER, "sendq.last" POINTER, "lock" FLAG,
    }
    G g Unsafe {
        "param" POINTER, "atomicstatus" STATUS, "schedlink" POINTER, "waitreason" SMALL,
        "activeStackChans" FLAG, "waiting" POINTER, "selectDone" FLAG,
    }
};

/// `runtime.spanOf` and `mheap_` can be pulled up to Go 1.22; from 1.23 on the linker wants a flag.
const SPANS: &[Field] = fields! {
    Mspan mspan LinknameTo22 {
        "startAddr" POINTER, "npages" COUNT, "freeindex" COUNT, "nelems" COUNT,
        "freeIndexForScan" COUNT, "allocCache" WORD, "allocBits" POINTER, "gcmarkBits" POINTER,
        "sweepgen" INDEX, "divMul" WORD, "allocCount" COUNT, "spanclass" SMALL, "state" SMALL,
        "needzero" FLAG, "allocCountBeforeCache" COUNT, "elemsize" SIZE, "limit" POINTER,
        "specials" POINTER, "largeType" TYPE,
    }
};

const SPAN_BITS: &[Field] = others! {
    AllocBits LinknameTo22 { "bits" 1 x 32 BITS }
    GcmarkBits LinknameTo22 { "bits" 1 x 32 BITS }
};

/// The fields of package sync are not exported, and lie in the program's own variables.
const LOCKS: &[Field] = fields! {
    Mutex mutex Unsafe { "state" LOCK, "sema" FLAG }
    RWMutex rwmutex Unsafe {
        "w.state" LOCK, "w.sema" FLAG, "writerSem" FLAG, "readerSem" FLAG, "readerCount" READERS,
        "readerWait" READERS,
    }
    WaitGroup wait_group Unsafe { "waiters" READERS, "counter" READERS, "sema" FLAG }
    Once once Unsafe { "done" FLAG, "m.state" LOCK, "m.sema" FLAG }
    Cond cond Unsafe {
        "notify.wait" READERS, "notify.notify" READERS, "notify.head" POINTER,
        "notify.tail" POINTER, "checker" POINTER,
    }
};

/// What is put in the place of a function is in [`crate::hijack`].
const FUNCTIONS: &[Field] = others! {
    Func Patch {
        "makeslice" 8 x 1 MAKESLICE, "growslice" 8 x 1 GROWSLICE, "mallocgc" 8 x 1 MALLOCGC,
    }
};

/// Reached from the `time.Timer` that the program holds.
const TIMERS: &[Field] = fields! {
    Timer timer Unsafe {
        "when" WHEN, "period" WHEN, "f" TYPE, "arg" TYPE, "arg.data" POINTER, "seq" WORD,
        "status" SMALL, "astate" SMALL, "state" SMALL, "isChan" FLAG,
    }
};

/// The directory, the tables and the groups are reached from the map; the iterator is an argument of linkname'd functions.
const SWISS_MAPS: &[Field] = fields! {
    SwissMap swiss_map Unsafe {
        "used" COUNT, "seed" WORD, "dirPtr" POINTER, "dirLen" COUNT, "globalDepth" SMALL,
        "globalShift" SMALL, "writing" FLAG, "clearSeq" INDEX, "tombstonePossible" FLAG,
    }
    SwissTable swiss_table Unsafe {
        "used" COUNT, "capacity" COUNT, "growthLeft" COUNT, "localDepth" SMALL, "index" INDEX,
        "groups.data" POINTER, "groups.lengthMask" COUNT,
    }
    Group swiss_group Unsafe { "ctrl" CTRL, "keys" WORD }
    Iter iter Linkname {
        "key" POINTER, "elem" POINTER, "typ" TYPE, "m" POINTER, "entryOffset" COUNT,
        "dirOffset" COUNT, "clearSeq" INDEX, "globalDepth" SMALL, "dirIdx" INDEX, "tab" POINTER,
        "group.data" POINTER, "entryIdx" COUNT,
    }
};

/// The lock is reached as the other fields of a span; the bits lie in the span's own page, at the end.
const SPAN_LOCKS_AND_MARKS: &[Field] = fields! {
    Mspan mspan LinknameTo22 { "speciallock" FLAG }
    InlineMarkBits span_inline_mark_bits Unsafe {
        "scans" BITS, "owned" FLAG, "marks" BITS, "class" SMALL,
    }
};

/// The parts, in the order in which they were appended.
const PARTS: [&[Field]; 12] = [
    MAPS,
    CHANNELS,
    ORDERS,
    HEADERS,
    CHANNELS_AND_GOROUTINES,
    SPANS,
    SPAN_BITS,
    LOCKS,
    FUNCTIONS,
    TIMERS,
    SWISS_MAPS,
    SPAN_LOCKS_AND_MARKS,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_stay_where_they_are() {
        // FNV-1a over the names of the rows there were when this was written; new rows stand behind them.
        let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
        for field in &FIELDS[..126] {
            for byte in format!("{}.{}\n", field.object.name(), field.name).bytes() {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
            }
        }
        assert_eq!(hash, 0xf03e_d062_bd8a_46e7);
    }
}
