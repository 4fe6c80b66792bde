//! The classic map of Go up to 1.23: layout, and the functions that compiled code calls.
//!
//! Follows runtime/map.go, map_fast32.go, map_fast64.go and map_faststr.go of Go 1.19 to 1.23. One skeleton an operation
//! serves all variants; what a variant does in its own way (compare, hash, store a key) is in its own file.
//!
//! Invariants: every word of a map is in simulated memory, at Go's offset, and nowhere else; where Go's code would
//! access it, this does, in the same order. Others may run only at the named points. New buckets are not cleared: fresh
//! memory is zero unless a stray write came first, which then shows, as it does in a fresh span of the real heap.
//! Deviations: an endless walk along a bucket chain ends in `hang` once it is proven that nobody can end it. Copying the
//! descriptor of a map type and changing the copy has no effect: the host's descriptor is used.
//! Misses: race detector hooks, `reflect` entry points, `maps.Clone`; that a sleeping goroutine may end an endless walk.

mod access;
mod assign;
mod delete;
mod fast64;
mod faststr;
mod grow;
mod iter;
mod key;
mod make;

use tearpoint_harness::contract::Access;

use crate::error::{FrameExt, Res, Unwind};
use crate::layout::{bmap, hiter, hmap, mapextra};
use crate::oracle;
use crate::points;
use crate::process::Process;
use crate::rtype::{MapKind, MapType};
use tearpoint_machine::memory::DATA_BASE;

pub use key::Key;
pub use make::{makemap, makemap_small};

/// `runtime.zeroVal`: what a read of a missing key gives. 1024 bytes of package data.
pub const ZERO_VAL: u64 = DATA_BASE + 0x100;
/// Bytes of [`ZERO_VAL`]. For a larger element the caller has a zero value of its own (`mapaccess1_fat`).
pub const ZERO_VAL_SIZE: u64 = 1024;

/// `dataOffset`: where a bucket's keys start.
pub const DATA_OFFSET: u64 = bmap::SIZE;
/// Slots of a bucket.
pub const BUCKET_CNT: u64 = 8;

const EMPTY_REST: u64 = 0;
const EMPTY_ONE: u64 = 1;
const EVACUATED_X: u64 = 2;
const EVACUATED_Y: u64 = 3;
const EVACUATED_EMPTY: u64 = 4;
const MIN_TOP_HASH: u64 = 5;

const ITERATOR: u64 = 1;
const OLD_ITERATOR: u64 = 2;
const HASH_WRITING: u64 = 4;
const SAME_SIZE_GROW: u64 = 8;
const NO_CHECK: u64 = u64::MAX;

/// The names of a variant's functions.
struct Names {
    access1: &'static str,
    access2: &'static str,
    assign: &'static str,
    delete: &'static str,
    grow_work: &'static str,
    evacuate: &'static str,
}

macro_rules! names {
    ($suffix:literal, $assign:literal) => {
        Names {
            access1: concat!("runtime.mapaccess1", $suffix),
            access2: concat!("runtime.mapaccess2", $suffix),
            assign: concat!("runtime.mapassign", $assign),
            delete: concat!("runtime.mapdelete", $suffix),
            grow_work: concat!("runtime.growWork", $suffix),
            evacuate: concat!("runtime.evacuate", $suffix),
        }
    };
}

impl MapKind {
    fn names(self) -> &'static Names {
        static NAMES: [Names; 6] = [
            names!("", ""),
            names!("_fast32", "_fast32"),
            names!("_fast32", "_fast32ptr"),
            names!("_fast64", "_fast64"),
            names!("_fast64", "_fast64ptr"),
            names!("_faststr", "_faststr"),
        ];
        &NAMES[self as usize]
    }

    /// Bytes from one key to the next in a bucket, as this variant's code has it.
    fn key_stride(self, t: &MapType) -> u64 {
        match self {
            MapKind::Generic => t.key_slot_size,
            MapKind::Fast32 | MapKind::Fast32Ptr => 4,
            MapKind::Fast64 | MapKind::Fast64Ptr => 8,
            MapKind::FastStr => 16,
        }
    }

    /// Address of slot `i`'s key in bucket `b`.
    fn key_at(self, t: &MapType, b: u64, i: u64) -> u64 {
        b.wrapping_add(DATA_OFFSET + i * self.key_stride(t))
    }

    /// Address of slot `i`'s element in bucket `b`.
    fn elem_at(self, t: &MapType, b: u64, i: u64) -> u64 {
        let keys = BUCKET_CNT * self.key_stride(t);
        b.wrapping_add(DATA_OFFSET + keys + i * t.elem_slot_size)
    }
}

/// `v := m[k]`: the element's address; [`ZERO_VAL`] if the key is missing.
pub fn mapaccess1(
    process: &Process,
    t: &MapType,
    h: u64,
    key: Key,
) -> impl Future<Output = Res<u64>> {
    mapaccess1_as(process, t, t.kind, h, key)
}

/// `v, ok := m[k]`
pub fn mapaccess2(
    process: &Process,
    t: &MapType,
    h: u64,
    key: Key,
) -> impl Future<Output = Res<(u64, bool)>> {
    mapaccess2_as(process, t, t.kind, h, key)
}

/// `m[k] = …`: the address to store the element at. The caller stores it and calls [`oracle::store`].
pub fn mapassign(
    process: &Process,
    t: &MapType,
    h: u64,
    key: Key,
) -> impl Future<Output = Res<u64>> {
    mapassign_as(process, t, t.kind, h, key)
}

/// `delete(m, k)`
pub fn mapdelete(
    process: &Process,
    t: &MapType,
    h: u64,
    key: Key,
) -> impl Future<Output = Res<()>> {
    mapdelete_as(process, t, t.kind, h, key)
}

/// `mapaccess1` of the variant `kind`, whatever the map's type.
pub async fn mapaccess1_as(
    process: &Process,
    t: &MapType,
    kind: MapKind,
    h: u64,
    key: Key,
) -> Res<u64> {
    process.point(&points::MAP_ACCESS, h, Access::Read).await;
    let seen = oracle::begin(process, h);
    let found = access::access(process, t, kind, h, &key).await;
    let name = kind.names().access1;
    let mut found = found.frame(name);
    if t.elem_size > ZERO_VAL_SIZE {
        found = found.frame("runtime.mapaccess1_fat");
    }
    let found = found?;
    oracle::accessed(process, t, kind, h, &key, seen, found, name);
    Ok(found.unwrap_or(ZERO_VAL))
}

/// `mapaccess2` of the variant `kind`, whatever the map's type.
pub async fn mapaccess2_as(
    process: &Process,
    t: &MapType,
    kind: MapKind,
    h: u64,
    key: Key,
) -> Res<(u64, bool)> {
    process.point(&points::MAP_ACCESS, h, Access::Read).await;
    let seen = oracle::begin(process, h);
    let found = access::access(process, t, kind, h, &key).await;
    let fat = t.elem_size > ZERO_VAL_SIZE;
    let name = if fat {
        kind.names().access1
    } else {
        kind.names().access2
    };
    let mut found = found.frame(name);
    if fat {
        found = found.frame("runtime.mapaccess2_fat");
    }
    let found = found?;
    oracle::accessed(process, t, kind, h, &key, seen, found, name);
    Ok((found.unwrap_or(ZERO_VAL), found.is_some()))
}

/// `mapassign` of the variant `kind`, whatever the map's type.
pub async fn mapassign_as(
    process: &Process,
    t: &MapType,
    kind: MapKind,
    h: u64,
    key: Key,
) -> Res<u64> {
    process.point(&points::MAP_ASSIGN, h, Access::Write).await;
    let seen = oracle::begin_write(process, h);
    let elem = assign::assign(process, t, kind, h, &key).await;
    oracle::assigned(process, t, kind, h, &key, seen, elem.is_ok());
    elem.frame(kind.names().assign)
}

/// `mapdelete` of the variant `kind`, whatever the map's type.
pub async fn mapdelete_as(
    process: &Process,
    t: &MapType,
    kind: MapKind,
    h: u64,
    key: Key,
) -> Res<()> {
    process.point(&points::MAP_DELETE, h, Access::Write).await;
    let seen = oracle::begin_write(process, h);
    let done = delete::delete(process, t, kind, h, &key).await;
    oracle::deleted(process, t, kind, h, &key, seen, done.is_ok());
    done.frame(kind.names().delete)
}

/// `clear(m)`, and the loop that deletes every key.
pub async fn mapclear(process: &Process, t: &MapType, h: u64) -> Res<()> {
    process.point(&points::MAP_CLEAR, h, Access::Write).await;
    let seen = oracle::begin_write(process, h);
    let done = delete::clear_map(process, t, h).await;
    oracle::cleared(process, h, seen, done.is_ok());
    done.frame("runtime.mapclear")
}

/// Starts `range m`: `it` is the address of a zeroed hiter.
pub async fn mapiterinit(process: &Process, t: &MapType, h: u64, it: u64) -> Res<()> {
    process.point(&points::MAP_ITER_INIT, h, Access::Read).await;
    process.add_iter(it);
    oracle::iter_begin(process, h, it);
    let seen = oracle::begin(process, h);
    let done = iter::init(process, t, h, it).await;
    done.frame("runtime.mapiterinit")?;
    oracle::iterated(process, t, it, seen, "runtime.mapiterinit");
    Ok(())
}

/// The next round of `range m`; `it.key` is nil after the last.
pub async fn mapiternext(process: &Process, it: u64) -> Res<()> {
    let h = process
        .load(it + hiter::H, 8)
        .frame("runtime.mapiternext")?;
    process.point(&points::MAP_ITER_NEXT, h, Access::Read).await;
    let seen = oracle::begin(process, h);
    let rtypes = std::rc::Rc::clone(&process.rtypes.borrow());
    let t = iter::map_type(process, &rtypes, it).frame("runtime.mapiternext")?;
    let done = iter::next(process, t, it).await;
    done.frame("runtime.mapiternext")?;
    oracle::iterated(process, t, it, seen, "runtime.mapiternext");
    Ok(())
}

/// `len(m)`
pub fn maplen(process: &Process, h: u64) -> Res<u64> {
    if h == 0 {
        return Ok(0);
    }
    let count = process.load(h + hmap::COUNT, 8)?;
    oracle::measured(process, h, count);
    Ok(count)
}

/// `bucketShift`
#[inline]
fn bucket_shift(b: u64) -> u64 {
    1 << (b & 63)
}

/// `bucketMask`
#[inline]
fn bucket_mask(b: u64) -> u64 {
    bucket_shift(b) - 1
}

#[inline]
fn tophash(hash: u64) -> u64 {
    let top = hash >> 56;
    if top < MIN_TOP_HASH {
        top + MIN_TOP_HASH
    } else {
        top
    }
}

#[inline]
fn is_empty(top: u64) -> bool {
    top <= EMPTY_ONE
}

/// `b.tophash[i]`
#[inline]
fn top(process: &Process, b: u64, i: u64) -> Res<u64> {
    process.load(b.wrapping_add(bmap::TOPHASH + i), 1)
}

/// The element of an array of buckets.
#[inline]
fn bucket_at(t: &MapType, buckets: u64, index: u64) -> u64 {
    buckets.wrapping_add(index.wrapping_mul(t.bucket_size))
}

#[inline]
fn evacuated(process: &Process, b: u64) -> Res<bool> {
    let top = top(process, b, 0).frame("runtime.evacuated")?;
    Ok(top > EMPTY_ONE && top < MIN_TOP_HASH)
}

/// `b.overflow(t)`
#[inline]
fn overflow(process: &Process, t: &MapType, b: u64) -> Res<u64> {
    let word = b.wrapping_add(t.bucket_size - bmap::OVERFLOW);
    process.load(word, 8).frame("runtime.(*bmap).overflow")
}

/// `b.setoverflow(t, ovf)`
fn setoverflow(process: &Process, t: &MapType, b: u64, ovf: u64) -> Res<()> {
    let word = b.wrapping_add(t.bucket_size - bmap::OVERFLOW);
    process
        .store(word, 8, ovf)
        .frame("runtime.(*bmap).setoverflow")
}

/// Throws `text` if the flags of `h`, masked with `hashWriting`, are as given.
#[inline]
fn check_writing(process: &Process, h: u64, bad: bool, text: &str) -> Res<u64> {
    let flags = process.load(h + hmap::FLAGS, 1)?;
    if (flags & HASH_WRITING != 0) == bad {
        return Err(Unwind::throw_for(text, h + hmap::FLAGS));
    }
    Ok(flags)
}

/// `if h.flags&hashWriting == 0 { fatal(…) }; h.flags &^= hashWriting`
fn end_writing(process: &Process, h: u64) -> Res<()> {
    let flags = check_writing(process, h, false, "concurrent map writes")?;
    process.store(h + hmap::FLAGS, 1, flags & !HASH_WRITING)
}

/// `h.flags ^= hashWriting`
fn toggle_writing(process: &Process, h: u64) -> Res<()> {
    let flags = process.load(h + hmap::FLAGS, 1)?;
    process.store(h + hmap::FLAGS, 1, flags ^ HASH_WRITING)
}

/// `h.growing()`
#[inline]
fn growing(process: &Process, h: u64) -> Res<bool> {
    Ok(process.load(h + hmap::OLDBUCKETS, 8)? != 0)
}

/// `h.sameSizeGrow()`
#[inline]
fn same_size_grow(process: &Process, h: u64) -> Res<bool> {
    Ok(process.load(h + hmap::FLAGS, 1)? & SAME_SIZE_GROW != 0)
}

/// An endless loop has come round again: `hang` if nothing else can run, else others run.
async fn come_round(process: &Process, object: u64) -> Res<()> {
    if process.sim.runnable() <= 1 {
        return Err(Unwind::hang());
    }
    process.point(&points::MAP_SPIN, object, Access::Read).await;
    Ok(())
}

/// Finds out that a walk goes round in circles (Brent's algorithm).
#[derive(Default)]
struct Cycle {
    saved: (u64, u64),
    walked: u32,
    limit: u32,
}

impl Cycle {
    /// One more stop of the walk. When it was here before: `hang` if nothing else can run, else others run.
    #[inline]
    async fn turn(&mut self, process: &Process, at: (u64, u64)) -> Res<()> {
        if self.limit > 0 && at == self.saved {
            *self = Cycle::default();
            return come_round(process, at.0).await;
        }
        if self.walked == self.limit {
            *self = Cycle {
                saved: at,
                walked: 0,
                limit: (self.limit * 2).max(1),
            };
        }
        self.walked += 1;
        Ok(())
    }
}
