//! Making maps and their bucket arrays (runtime/map.go `makemap`, `makeBucketArray`, `newoverflow`).

use super::bucket::{bucket_at, bucket_shift, overflow, setoverflow};
use crate::error::{FrameExt, Res, Unwind};
use crate::hash::rand;
use crate::layout::slice;
use crate::layout::{hmap, mapextra};
use crate::process::Process;
use crate::rtype::{MapType, UNSAFE_POINTER_ADDR};
use tearpoint_machine::layout::pointer_words;
use tearpoint_machine::{GcType, MAX_ALLOC, PtrMap, roundupsize};

/// The runtime's own types: `hmap`, `mapextra`, `[]*bmap` and its elements. None is so large that its descriptor is
/// ever written, but arrays of pointers, which have that of `unsafe.Pointer`.
const HMAP: GcType<'static> = GcType {
    addr: 0,
    ptrs: &PtrMap::words(hmap::SIZE, pointer_words(hmap::ROWS, 0)),
};
const MAPEXTRA: GcType<'static> = GcType {
    addr: 0,
    ptrs: &PtrMap::words(mapextra::SIZE, pointer_words(mapextra::ROWS, 0)),
};
const BMAP_LIST: GcType<'static> = GcType {
    addr: 0,
    ptrs: &PtrMap::words(slice::SIZE, pointer_words(slice::ROWS, 0)),
};
const BMAP_POINTERS: GcType<'static> = GcType {
    addr: UNSAFE_POINTER_ADDR,
    ptrs: &PtrMap::ALL,
};

/// A map without buckets.
pub(super) fn new_hmap(process: &Process) -> Res<u64> {
    let h = process.mallocgc(hmap::SIZE, Some(HMAP))?;
    process.store(h + hmap::HASH0, 4, rand(process))?;
    Ok(h)
}

/// A map with so many buckets that `hint` entries have room.
pub(super) fn make(process: &Process, t: &MapType, hint: i64) -> Res<u64> {
    let fits = (hint as u64)
        .checked_mul(t.bucket_size)
        .is_some_and(|bytes| bytes <= MAX_ALLOC);
    let hint = if fits { hint } else { 0 };
    let h = new_hmap(process)?;
    let mut b = 0;
    while over_load_factor(process, hint as u64, b) {
        b += 1;
    }
    process.store(h + hmap::B, 1, b)?;
    if b != 0 {
        let (buckets, next) = make_bucket_array(process, t, b, 0)?;
        process.store(h + hmap::BUCKETS, 8, buckets)?;
        if next != 0 {
            let extra = new_extra(process, h)?;
            process.store(extra + mapextra::NEXT_OVERFLOW, 8, next)?;
        }
    }
    Ok(h)
}

/// `h.extra = new(mapextra)`
pub(super) fn new_extra(process: &Process, h: u64) -> Res<u64> {
    let extra = process.mallocgc(mapextra::SIZE, Some(MAPEXTRA))?;
    process.store(h + hmap::EXTRA, 8, extra)?;
    Ok(extra)
}

/// `overLoadFactor`; the count is compared as an `int`, then as a `uintptr`.
pub(super) fn over_load_factor(process: &Process, count: u64, b: u64) -> bool {
    let num = process.profile.get().load_factor_num;
    count as i64 > 8 && count > num.wrapping_mul(bucket_shift(b) / 2)
}

/// `makeBucketArray`: the array, and the first of its overflow buckets. With `dirty` that array is cleared and reused.
pub(super) fn make_bucket_array(
    process: &Process,
    t: &MapType,
    b: u64,
    dirty: u64,
) -> Res<(u64, u64)> {
    bucket_array(process, t, b, dirty).frame("runtime.makeBucketArray")
}

fn bucket_array(process: &Process, t: &MapType, b: u64, dirty: u64) -> Res<(u64, u64)> {
    let base = bucket_shift(b);
    let mut count = base;
    if b >= 4 {
        count = count.wrapping_add(bucket_shift(b - 4));
        let size = t.bucket_size.wrapping_mul(count);
        let up = roundupsize(size, t.bucket_noscan, process.profile.get().malloc_headers);
        if up != size {
            count = up / t.bucket_size;
        }
    }
    let buckets = if dirty == 0 {
        newarray(process, t.bucket_size, count, t.bucket_map.gc())?
    } else {
        let size = t.bucket_size.wrapping_mul(count);
        let cleared = process.mem.borrow_mut().zero(dirty, size as usize);
        let function = if t.bucket_noscan {
            "runtime.memclrNoHeapPointers"
        } else {
            "runtime.memclrHasPointers"
        };
        cleared.map_err(Into::into).frame(function)?;
        dirty
    };
    if base == count {
        return Ok((buckets, 0));
    }
    // The last one's overflow pointer is not nil: so `newoverflow` knows it for the last.
    let last = bucket_at(t, buckets, count.wrapping_sub(1));
    setoverflow(process, t, last, buckets)?;
    Ok((buckets, bucket_at(t, buckets, base)))
}

/// `newarray`
fn newarray(process: &Process, size: u64, count: u64, ty: Option<GcType<'_>>) -> Res<u64> {
    match size.checked_mul(count) {
        Some(bytes) if bytes <= MAX_ALLOC && count as i64 >= 0 => process.mallocgc(bytes, ty),
        _ => {
            let refused = Unwind::plain_error("runtime: allocation size out of range");
            Err(refused).frame("runtime.newarray")
        }
    }
}

/// `h.newoverflow(t, b)`: a new bucket at the end of `b`'s chain.
pub(super) fn newoverflow(process: &Process, t: &MapType, h: u64, b: u64) -> Res<u64> {
    add_overflow(process, t, h, b).frame("runtime.(*hmap).newoverflow")
}

fn add_overflow(process: &Process, t: &MapType, h: u64, b: u64) -> Res<u64> {
    let extra = process.load(h + hmap::EXTRA, 8)?;
    let next = match extra {
        0 => 0,
        extra => process.load(extra.wrapping_add(mapextra::NEXT_OVERFLOW), 8)?,
    };
    let ovf = if next == 0 {
        process.new_typed(t.bucket_size, &t.bucket_map)?
    } else {
        let after = if overflow(process, t, next)? == 0 {
            next.wrapping_add(t.bucket_size)
        } else {
            setoverflow(process, t, next, 0)?;
            0
        };
        process.store(extra.wrapping_add(mapextra::NEXT_OVERFLOW), 8, after)?;
        next
    };
    incrnoverflow(process, h)?;
    if t.bucket_noscan {
        create_overflow(process, h)?;
        let extra = process.load(h + hmap::EXTRA, 8)?;
        let list = process.load(extra.wrapping_add(mapextra::OVERFLOW), 8)?;
        append_pointer(process, list, ovf)?;
    }
    setoverflow(process, t, b, ovf)?;
    Ok(ovf)
}

/// `h.incrnoverflow()`: exact for few buckets, else one in `2^(B-15)`.
fn incrnoverflow(process: &Process, h: u64) -> Res<()> {
    let b = process.load(h + hmap::B, 1)?;
    if b >= 16 {
        let shift = b - 15;
        let mask = if shift < 32 {
            (1 << shift) - 1
        } else {
            0xffff_ffff
        };
        if rand(process) & mask != 0 {
            return Ok(());
        }
    }
    let n = process.load(h + hmap::NOVERFLOW, 2)?;
    process.store(h + hmap::NOVERFLOW, 2, n.wrapping_add(1))
}

/// `h.createOverflow()`
pub(super) fn create_overflow(process: &Process, h: u64) -> Res<()> {
    create_list(process, h).frame("runtime.(*hmap).createOverflow")
}

fn create_list(process: &Process, h: u64) -> Res<()> {
    let mut extra = process.load(h + hmap::EXTRA, 8)?;
    if extra == 0 {
        extra = new_extra(process, h)?;
    }
    let slot = extra.wrapping_add(mapextra::OVERFLOW);
    if process.load(slot, 8)? == 0 {
        let list = process.mallocgc(24, Some(BMAP_LIST))?;
        process.store(slot, 8, list)?;
    }
    Ok(())
}

/// `*list = append(*list, p)` of a `[]*bmap`.
fn append_pointer(process: &Process, list: u64, p: u64) -> Res<()> {
    let mut array = process.load(list, 8)?;
    let len = process.load(list.wrapping_add(8), 8)?;
    let cap = process.load(list.wrapping_add(16), 8)?;
    if len >= cap {
        let bytes = grown_capacity(cap).saturating_mul(8);
        let size = roundupsize(bytes, false, process.profile.get().malloc_headers);
        let grown = newarray(process, size, 1, Some(BMAP_POINTERS)).frame("runtime.growslice")?;
        process
            .mem
            .borrow_mut()
            .copy(grown, array, len.wrapping_mul(8) as usize)
            .map_err(Into::into)
            .frame("runtime.memmove")
            .frame("runtime.growslice")?;
        array = grown;
        process.store(list, 8, array)?;
        process.store(list.wrapping_add(16), 8, size / 8)?;
    }
    process.store(list.wrapping_add(8), 8, len.wrapping_add(1))?;
    process.store(array.wrapping_add(len.wrapping_mul(8)), 8, p)
}

/// `nextslicecap` for one more element.
fn grown_capacity(cap: u64) -> u64 {
    match cap {
        0 => 1,
        1..256 => cap * 2,
        _ => cap.saturating_add(cap.saturating_add(768) / 4),
    }
}
