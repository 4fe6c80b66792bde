//! Ranging over a map (runtime/map.go `mapiterinit`, `mapiternext`).

use tearpoint_harness::contract::{Access, Stream};

use super::super::alg::{Src, equal_func};
use super::super::error::{FrameExt, Res};
use super::super::g::Go;
use super::super::hash::hash_func;
use super::super::points;
use super::super::rtype::{MapKind, MapType, Rtypes};
use super::access::{access_k, stored_key};
use super::grow::oldbucketmask;
use super::make::create_overflow;
use super::{
    BUCKET_CNT, Cycle, EVACUATED_EMPTY, EVACUATED_X, EVACUATED_Y, ITERATOR, NO_CHECK, OLD_ITERATOR,
    bucket_at, bucket_mask, bucket_shift, check_writing, evacuated, growing, hiter, hmap, is_empty,
    mapextra, overflow, same_size_grow, top,
};
use crate::go::machine::{Fault, FaultClass};

/// Starts at a random bucket and slot, and goes to the first entry.
pub(super) async fn init(go: &Go, t: &MapType, h: u64, it: u64) -> Res<()> {
    go.store(it + hiter::T, 8, t.addr)?;
    if h == 0 || go.load(h + hmap::COUNT, 8)? == 0 {
        return Ok(());
    }
    go.store(it + hiter::H, 8, h)?;
    let b = go.load(h + hmap::B, 1)?;
    go.store(it + hiter::B, 1, b)?;
    let buckets = go.load(h + hmap::BUCKETS, 8)?;
    go.store(it + hiter::BUCKETS, 8, buckets)?;
    if t.bucket_noscan {
        // Keeps the overflow buckets alive although the map may grow meanwhile.
        create_overflow(go, h)?;
        let extra = go.load(h + hmap::EXTRA, 8)?;
        let list = go.load(extra.wrapping_add(mapextra::OVERFLOW), 8)?;
        go.store(it + hiter::OVERFLOW, 8, list)?;
        let list = go.load(extra.wrapping_add(mapextra::OLDOVERFLOW), 8)?;
        go.store(it + hiter::OLDOVERFLOW, 8, list)?;
    }
    let mut r = go.sim.choose(Stream::IterStart, 0);
    if go.profile.get().minor < 22 && b <= 28 {
        r &= 0xffff_ffff;
    }
    let start = r & bucket_mask(b);
    let offset = r.checked_shr(b as u32).unwrap_or(0) & (BUCKET_CNT - 1);
    go.store(it + hiter::START_BUCKET, 8, start)?;
    go.store(it + hiter::OFFSET, 1, offset)?;
    go.store(it + hiter::BUCKET, 8, start)?;
    let flags = go.load(h + hmap::FLAGS, 1)?;
    if flags & (ITERATOR | OLD_ITERATOR) != ITERATOR | OLD_ITERATOR {
        go.store(h + hmap::FLAGS, 1, flags | ITERATOR | OLD_ITERATOR)?;
    }
    next(go, t, it).await.frame("runtime.mapiternext")
}

/// The map type that `it.t` points to.
pub(super) fn map_type<'a>(go: &Go, rtypes: &'a Rtypes, it: u64) -> Res<&'a MapType> {
    let addr = go.load(it + hiter::T, 8)?;
    if let Some(t) = rtypes.map_at(addr) {
        return Ok(t);
    }
    // A wild type: its bucket size is the first thing read.
    let at = addr.wrapping_add(82);
    go.load(at, 2)?;
    let wild = Fault {
        addr: at,
        write: false,
        class: FaultClass::Unmapped,
    };
    Err(wild.into())
}

/// Goes to the next entry, or to the end.
pub(super) async fn next(go: &Go, t: &MapType, it: u64) -> Res<()> {
    let h = go.load(it + hiter::H, 8)?;
    let text = "concurrent map iteration and map write";
    check_writing(go, h, true, text)?;
    let mut bucket = go.load(it + hiter::BUCKET, 8)?;
    let mut b = go.load(it + hiter::BPTR, 8)?;
    let mut i = go.load(it + hiter::I, 1)?;
    let mut check_bucket = go.load(it + hiter::CHECK_BUCKET, 8)?;
    let mut cycle = Cycle::default();
    loop {
        if b == 0 {
            let start = go.load(it + hiter::START_BUCKET, 8)?;
            if bucket == start && go.load(it + hiter::WRAPPED, 1)? != 0 {
                go.store(it + hiter::KEY, 8, 0)?;
                return go.store(it + hiter::ELEM, 8, 0);
            }
            go.point(&points::MAP_ITER_BUCKET, h, Access::Read).await;
            (b, check_bucket) = enter_bucket(go, t, h, it, bucket)?;
            bucket = bucket.wrapping_add(1);
            if bucket == bucket_shift(go.load(it + hiter::B, 1)?) {
                bucket = 0;
                go.store(it + hiter::WRAPPED, 1, 1)?;
            }
            i = 0;
        }
        while i < BUCKET_CNT {
            if let Some((key, elem)) = entry(go, t, h, it, b, i, check_bucket).await? {
                go.store(it + hiter::KEY, 8, key)?;
                go.store(it + hiter::ELEM, 8, elem)?;
                go.store(it + hiter::BUCKET, 8, bucket)?;
                go.store(it + hiter::BPTR, 8, b)?;
                go.store(it + hiter::I, 1, i + 1)?;
                return go.store(it + hiter::CHECK_BUCKET, 8, check_bucket);
            }
            i += 1;
        }
        b = overflow(go, t, b)?;
        i = 0;
        cycle.turn(go, (b, bucket)).await?;
    }
}

/// The bucket with this number: the old one if the map grows and that one is not evacuated yet.
fn enter_bucket(go: &Go, t: &MapType, h: u64, it: u64, bucket: u64) -> Res<(u64, u64)> {
    if growing(go, h)? && go.load(it + hiter::B, 1)? == go.load(h + hmap::B, 1)? {
        let oldbucket = bucket & oldbucketmask(go, h)?;
        let b = bucket_at(t, go.load(h + hmap::OLDBUCKETS, 8)?, oldbucket);
        if !evacuated(go, b)? {
            return Ok((b, bucket));
        }
    }
    let buckets = go.load(it + hiter::BUCKETS, 8)?;
    Ok((bucket_at(t, buckets, bucket), NO_CHECK))
}

/// The addresses of key and element to show for slot `i` (counted from the iteration's offset), if it is to be shown.
async fn entry(
    go: &Go,
    t: &MapType,
    h: u64,
    it: u64,
    b: u64,
    i: u64,
    check_bucket: u64,
) -> Res<Option<(u64, u64)>> {
    let offset = go.load(it + hiter::OFFSET, 1)?;
    let slot = (i + offset) & (BUCKET_CNT - 1);
    let top = top(go, b, slot)?;
    if is_empty(top) || top == EVACUATED_EMPTY {
        return Ok(None);
    }
    let k = stored_key(go, t, b, slot)?;
    let e = MapKind::Generic.elem_at(t, b, slot);
    let same = |k: u64| equal_func(go, &t.key, &t.key_name, Src::Mem(k), Src::Mem(k));
    if check_bucket != NO_CHECK && !same_size_grow(go, h)? {
        let it_b = go.load(it + hiter::B, 1)?;
        if t.reflexive_key || same(k)? {
            let hash = hash_func(
                go,
                &t.key,
                &t.key_name,
                Src::Mem(k),
                go.load(h + hmap::HASH0, 4)?,
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
        let e = if t.indirect_elem { go.load(e, 8)? } else { e };
        return Ok(Some((k, e)));
    }
    // The map has grown since: the entry may have been updated, deleted, or deleted and stored again.
    let found = access_k(go, t, h, k).await;
    found.frame("runtime.mapaccessK")
}
