//! Ranging over a map (runtime/map.go `mapiterinit`, `mapiternext`).

use tearpoint_harness::contract::{Access, Stream};

use super::access::{access_k, stored_key};
use super::bucket::{
    BUCKET_CNT, EVACUATED_EMPTY, EVACUATED_X, EVACUATED_Y, ITERATOR, NO_CHECK, OLD_ITERATOR,
    bucket_at, bucket_mask, bucket_shift, check_writing, evacuated, growing, is_empty, overflow,
    same_size_grow, top,
};
use super::grow::oldbucketmask;
use super::make::create_overflow;
use super::walk::CycleFinder;
use crate::equal::{Src, equal_func};
use crate::error::{FrameExt, Res};
use crate::hash::hash_func;
use crate::layout::map_type;
use crate::layout::{hiter, hmap, mapextra};
use crate::points;
use crate::process::Process;
use crate::profile::Rand;
use crate::rtype::{MapKind, MapType, Rtypes};
use tearpoint_machine::{Fault, FaultClass};

/// Starts at a random bucket and slot, and goes to the first entry.
pub(super) async fn init(process: &Process, t: &MapType, h: u64, it: u64) -> Res<()> {
    process.store(it + hiter::T, 8, t.addr)?;
    if h == 0 || process.load(h + hmap::COUNT, 8)? == 0 {
        return Ok(());
    }
    process.store(it + hiter::H, 8, h)?;
    let b = process.load(h + hmap::B, 1)?;
    process.store(it + hiter::B, 1, b)?;
    let buckets = process.load(h + hmap::BUCKETS, 8)?;
    process.store(it + hiter::BUCKETS, 8, buckets)?;
    if t.bucket_noscan {
        // Keeps the overflow buckets alive although the map may grow meanwhile.
        create_overflow(process, h)?;
        let extra = process.load(h + hmap::EXTRA, 8)?;
        let list = process.load(extra.wrapping_add(mapextra::OVERFLOW), 8)?;
        process.store(it + hiter::OVERFLOW, 8, list)?;
        let list = process.load(extra.wrapping_add(mapextra::OLDOVERFLOW), 8)?;
        process.store(it + hiter::OLDOVERFLOW, 8, list)?;
    }
    let mut r = process.sim.choose(Stream::IterStart, 0);
    if process.profile.get().rand == Rand::Fastrand && b <= 28 {
        r &= 0xffff_ffff;
    }
    let start = r & bucket_mask(b);
    let offset = r.checked_shr(b as u32).unwrap_or(0) & (BUCKET_CNT - 1);
    process.store(it + hiter::START_BUCKET, 8, start)?;
    process.store(it + hiter::OFFSET, 1, offset)?;
    process.store(it + hiter::BUCKET, 8, start)?;
    let flags = process.load(h + hmap::FLAGS, 1)?;
    if flags & (ITERATOR | OLD_ITERATOR) != ITERATOR | OLD_ITERATOR {
        process.store(h + hmap::FLAGS, 1, flags | ITERATOR | OLD_ITERATOR)?;
    }
    next(process, t, it).await.frame("runtime.mapiternext")
}

/// The map type that `it.t` points to.
pub(super) fn map_type<'a>(process: &Process, rtypes: &'a Rtypes, it: u64) -> Res<&'a MapType> {
    let addr = process.load(it + hiter::T, 8)?;
    if let Some(t) = rtypes.map_at(addr) {
        return Ok(t);
    }
    // A wild type: its bucket size is the first thing read.
    let at = addr.wrapping_add(map_type::BUCKETSIZE);
    process.load(at, 2)?;
    let wild = Fault {
        addr: at,
        write: false,
        class: FaultClass::Unmapped,
    };
    Err(wild.into())
}

/// Goes to the next entry, or to the end.
pub(super) async fn next(process: &Process, t: &MapType, it: u64) -> Res<()> {
    let h = process.load(it + hiter::H, 8)?;
    let text = "concurrent map iteration and map write";
    check_writing(process, h, true, text)?;
    let mut bucket = process.load(it + hiter::BUCKET, 8)?;
    let mut b = process.load(it + hiter::BPTR, 8)?;
    let mut i = process.load(it + hiter::I, 1)?;
    let mut check_bucket = process.load(it + hiter::CHECK_BUCKET, 8)?;
    let mut cycle = CycleFinder::default();
    loop {
        if b == 0 {
            let start = process.load(it + hiter::START_BUCKET, 8)?;
            if bucket == start && process.load(it + hiter::WRAPPED, 1)? != 0 {
                process.store(it + hiter::KEY, 8, 0)?;
                return process.store(it + hiter::ELEM, 8, 0);
            }
            process
                .point(&points::MAP_ITER_BUCKET, h, Access::Read)
                .await;
            (b, check_bucket) = enter_bucket(process, t, h, it, bucket)?;
            bucket = bucket.wrapping_add(1);
            if bucket == bucket_shift(process.load(it + hiter::B, 1)?) {
                bucket = 0;
                process.store(it + hiter::WRAPPED, 1, 1)?;
            }
            i = 0;
        }
        while i < BUCKET_CNT {
            if let Some((key, elem)) = entry(process, t, h, it, b, i, check_bucket).await? {
                process.store(it + hiter::KEY, 8, key)?;
                process.store(it + hiter::ELEM, 8, elem)?;
                process.store(it + hiter::BUCKET, 8, bucket)?;
                process.store(it + hiter::BPTR, 8, b)?;
                process.store(it + hiter::I, 1, i + 1)?;
                return process.store(it + hiter::CHECK_BUCKET, 8, check_bucket);
            }
            i += 1;
        }
        b = overflow(process, t, b)?;
        i = 0;
        cycle.turn(process, (b, bucket)).await?;
    }
}

/// The bucket with this number: the old one if the map grows and that one is not evacuated yet.
fn enter_bucket(process: &Process, t: &MapType, h: u64, it: u64, bucket: u64) -> Res<(u64, u64)> {
    if growing(process, h)? && process.load(it + hiter::B, 1)? == process.load(h + hmap::B, 1)? {
        let oldbucket = bucket & oldbucketmask(process, h)?;
        let b = bucket_at(t, process.load(h + hmap::OLDBUCKETS, 8)?, oldbucket);
        if !evacuated(process, b)? {
            return Ok((b, bucket));
        }
    }
    let buckets = process.load(it + hiter::BUCKETS, 8)?;
    Ok((bucket_at(t, buckets, bucket), NO_CHECK))
}

/// The addresses of key and element to show for slot `i` (counted from the iteration's offset), if it is to be shown.
async fn entry(
    process: &Process,
    t: &MapType,
    h: u64,
    it: u64,
    b: u64,
    i: u64,
    check_bucket: u64,
) -> Res<Option<(u64, u64)>> {
    let offset = process.load(it + hiter::OFFSET, 1)?;
    let slot = (i + offset) & (BUCKET_CNT - 1);
    let top = top(process, b, slot)?;
    if is_empty(top) || top == EVACUATED_EMPTY {
        return Ok(None);
    }
    let k = stored_key(process, t, b, slot)?;
    let e = MapKind::Generic.elem_at(t, b, slot);
    let same = |k: u64| equal_func(process, &t.key, &t.key_name, Src::Mem(k), Src::Mem(k));
    if check_bucket != NO_CHECK && !same_size_grow(process, h)? {
        let it_b = process.load(it + hiter::B, 1)?;
        if t.reflexive_key || same(k)? {
            let hash = hash_func(
                process,
                &t.key,
                &t.key_name,
                Src::Mem(k),
                process.load(h + hmap::HASH0, 4)?,
            )?;
            if hash & bucket_mask(it_b) != check_bucket {
                return Ok(None);
            }
        } else {
            let shift = (it_b.wrapping_sub(1) & 0xff) as u32;
            if check_bucket.checked_shr(shift).unwrap_or(0) != top & 1 {
                return Ok(None);
            }
        }
    }
    let moved = top == EVACUATED_X || top == EVACUATED_Y;
    if !moved || !(t.reflexive_key || same(k)?) {
        let e = if t.indirect_elem {
            process.load(e, 8)?
        } else {
            e
        };
        return Ok(Some((k, e)));
    }
    // The map has grown since: the entry may have been updated, deleted, or deleted and stored again.
    let found = access_k(process, t, h, k).await;
    found.frame("runtime.mapaccessK")
}
