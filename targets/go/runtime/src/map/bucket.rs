//! Buckets and the flags of a map (runtime/map.go `bmap`, `tophash`, `evacuated`, `bucketShift`).

use crate::error::{FrameExt, Res, Unwind};
use crate::layout::{bmap, hmap};
use crate::process::Process;
use crate::rtype::MapType;

/// `dataOffset`: where a bucket's keys start.
pub const DATA_OFFSET: u64 = bmap::SIZE;
/// Slots of a bucket.
pub const BUCKET_CNT: u64 = 8;

pub(super) const EMPTY_REST: u64 = 0;
pub(super) const EMPTY_ONE: u64 = 1;
pub(super) const EVACUATED_X: u64 = 2;
pub(super) const EVACUATED_Y: u64 = 3;
pub(super) const EVACUATED_EMPTY: u64 = 4;
pub(super) const MIN_TOP_HASH: u64 = 5;

pub(super) const ITERATOR: u64 = 1;
pub(super) const OLD_ITERATOR: u64 = 2;
pub(super) const HASH_WRITING: u64 = 4;
pub(super) const SAME_SIZE_GROW: u64 = 8;
pub(super) const NO_CHECK: u64 = u64::MAX;

/// `bucketShift`
#[inline]
pub(super) fn bucket_shift(b: u64) -> u64 {
    1 << (b & 63)
}

/// `bucketMask`
#[inline]
pub(super) fn bucket_mask(b: u64) -> u64 {
    bucket_shift(b) - 1
}

#[inline]
pub(super) fn tophash(hash: u64) -> u64 {
    let top = hash >> 56;
    if top < MIN_TOP_HASH {
        top + MIN_TOP_HASH
    } else {
        top
    }
}

#[inline]
pub(super) fn is_empty(top: u64) -> bool {
    top <= EMPTY_ONE
}

/// `b.tophash[i]`
#[inline]
pub(super) fn top(process: &Process, b: u64, i: u64) -> Res<u64> {
    process.load(b.wrapping_add(bmap::TOPHASH + i), 1)
}

/// The element of an array of buckets.
#[inline]
pub(super) fn bucket_at(t: &MapType, buckets: u64, index: u64) -> u64 {
    buckets.wrapping_add(index.wrapping_mul(t.bucket_size))
}

#[inline]
pub(super) fn evacuated(process: &Process, b: u64) -> Res<bool> {
    let top = top(process, b, 0).frame("runtime.evacuated")?;
    Ok(top > EMPTY_ONE && top < MIN_TOP_HASH)
}

/// `b.overflow(t)`
#[inline]
pub(super) fn overflow(process: &Process, t: &MapType, b: u64) -> Res<u64> {
    let word = b.wrapping_add(t.bucket_size - bmap::OVERFLOW);
    process.load(word, 8).frame("runtime.(*bmap).overflow")
}

/// `b.setoverflow(t, ovf)`
pub(super) fn setoverflow(process: &Process, t: &MapType, b: u64, ovf: u64) -> Res<()> {
    let word = b.wrapping_add(t.bucket_size - bmap::OVERFLOW);
    process
        .store(word, 8, ovf)
        .frame("runtime.(*bmap).setoverflow")
}

/// Throws `text` if the flags of `h`, masked with `hashWriting`, are as given.
#[inline]
pub(super) fn check_writing(process: &Process, h: u64, bad: bool, text: &str) -> Res<u64> {
    let flags = process.load(h + hmap::FLAGS, 1)?;
    if (flags & HASH_WRITING != 0) == bad {
        return Err(Unwind::throw_for(text, h + hmap::FLAGS));
    }
    Ok(flags)
}

/// `if h.flags&hashWriting == 0 { fatal(…) }; h.flags &^= hashWriting`
pub(super) fn end_writing(process: &Process, h: u64) -> Res<()> {
    let flags = check_writing(process, h, false, "concurrent map writes")?;
    process.store(h + hmap::FLAGS, 1, flags & !HASH_WRITING)
}

/// `h.flags ^= hashWriting`
pub(super) fn toggle_writing(process: &Process, h: u64) -> Res<()> {
    let flags = process.load(h + hmap::FLAGS, 1)?;
    process.store(h + hmap::FLAGS, 1, flags ^ HASH_WRITING)
}

/// `h.growing()`
#[inline]
pub(super) fn growing(process: &Process, h: u64) -> Res<bool> {
    Ok(process.load(h + hmap::OLDBUCKETS, 8)? != 0)
}

/// `h.sameSizeGrow()`
#[inline]
pub(super) fn same_size_grow(process: &Process, h: u64) -> Res<bool> {
    Ok(process.load(h + hmap::FLAGS, 1)? & SAME_SIZE_GROW != 0)
}
