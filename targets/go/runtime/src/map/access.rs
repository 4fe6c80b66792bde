//! Looking a key up (runtime/map.go `mapaccess1`, `mapaccess2`, `mapaccessK`, and their fast variants).

use tearpoint_harness::contract::Access;

use super::bucket::{
    BUCKET_CNT, EMPTY_REST, bucket_at, bucket_mask, check_writing, evacuated, overflow,
    same_size_grow, top, tophash,
};
use super::key::Key;
use super::walk::{CycleFinder, Scan};
use super::{fast64, faststr};
use crate::equal::{Src, equal_func};
use crate::error::Res;
use crate::hash::{hash_func, map_key_error};
use crate::layout::hmap;
use crate::points;
use crate::process::Process;
use crate::rtype::{MapKind, MapType};

/// The address of the key's element, if the key is there.
pub(super) async fn access(
    process: &Process,
    t: &MapType,
    kind: MapKind,
    h: u64,
    key: &Key,
) -> Res<Option<u64>> {
    if h == 0 || process.load(h + hmap::COUNT, 8)? == 0 {
        if kind == MapKind::Generic && t.hash_might_panic {
            key.with(|key| map_key_error(process, &t.key, key))?;
        }
        return Ok(None);
    }
    check_writing(process, h, true, "concurrent map read and map write")?;
    let single = kind != MapKind::Generic && process.load(h + hmap::B, 1)? == 0;
    let mut hash = 0;
    let mut b;
    if single {
        b = process.load(h + hmap::BUCKETS, 8)?;
        if kind == MapKind::FastStr {
            process.point(&points::MAP_BUCKET, h, Access::Read).await;
            match faststr::find_single(process, t, b, key)? {
                Scan::Hit(i) => return Ok(Some(kind.elem_at(t, b, i))),
                Scan::Stop => return Ok(None),
                // Several long keys look alike: the hash decides after all.
                Scan::On => {
                    hash = key.hash(process, t, process.load(h + hmap::HASH0, 4)?)?;
                    b = first_bucket(process, t, h, hash)?;
                }
            }
        }
    } else {
        hash = key.hash(process, t, process.load(h + hmap::HASH0, 4)?)?;
        b = first_bucket(process, t, h, hash)?;
    }
    let wanted = tophash(hash);
    let mut cycle = CycleFinder::default();
    while b != 0 {
        process.point(&points::MAP_BUCKET, h, Access::Read).await;
        let scan = match kind {
            MapKind::Generic => find(process, t, b, key, wanted)?,
            MapKind::FastStr => faststr::find(process, b, key, wanted)?,
            _ => fast64::find(process, t, kind, b, key.word())?,
        };
        match scan {
            Scan::Hit(i) => return element(process, t, kind, b, i).map(Some),
            Scan::Stop => return Ok(None),
            Scan::On => {}
        }
        b = overflow(process, t, b)?;
        cycle.turn(process, (b, 0)).await?;
    }
    Ok(None)
}

/// The element's address, through the pointer if it is indirect.
fn element(process: &Process, t: &MapType, kind: MapKind, b: u64, i: u64) -> Res<u64> {
    let e = kind.elem_at(t, b, i);
    if kind == MapKind::Generic && t.indirect_elem {
        return process.load(e, 8);
    }
    Ok(e)
}

/// The bucket where a key with this hash is, or would be: an old one if that is not evacuated yet.
fn first_bucket(process: &Process, t: &MapType, h: u64, hash: u64) -> Res<u64> {
    let mut m = bucket_mask(process.load(h + hmap::B, 1)?);
    let b = bucket_at(t, process.load(h + hmap::BUCKETS, 8)?, hash & m);
    let old = process.load(h + hmap::OLDBUCKETS, 8)?;
    if old != 0 {
        if !same_size_grow(process, h)? {
            m >>= 1;
        }
        let oldb = bucket_at(t, old, hash & m);
        if !evacuated(process, oldb)? {
            return Ok(oldb);
        }
    }
    Ok(b)
}

/// The address of slot `i`'s key, through the pointer if it is indirect.
pub(super) fn stored_key(process: &Process, t: &MapType, b: u64, i: u64) -> Res<u64> {
    let k = MapKind::Generic.key_at(t, b, i);
    if t.indirect_key {
        process.load(k, 8)
    } else {
        Ok(k)
    }
}

/// Whether slot `i` holds the key.
pub(super) fn holds(process: &Process, t: &MapType, key: Src<'_>, k: u64) -> Res<bool> {
    equal_func(process, &t.key, &t.key_name, key, Src::Mem(k))
}

/// The slot of the key in bucket `b`, by top hash and key.
fn find(process: &Process, t: &MapType, b: u64, key: &Key, wanted: u64) -> Res<Scan> {
    key.with(|key| find_src(process, t, b, key, wanted))
}

fn find_src(process: &Process, t: &MapType, b: u64, key: Src<'_>, wanted: u64) -> Res<Scan> {
    for i in 0..BUCKET_CNT {
        let top = top(process, b, i)?;
        if top != wanted {
            if top == EMPTY_REST {
                return Ok(Scan::Stop);
            }
            continue;
        }
        if holds(process, t, key, stored_key(process, t, b, i)?)? {
            return Ok(Scan::Hit(i));
        }
    }
    Ok(Scan::On)
}

/// `mapaccessK`: the addresses of key and element, for the iterator.
pub(super) async fn access_k(
    process: &Process,
    t: &MapType,
    h: u64,
    key: u64,
) -> Res<Option<(u64, u64)>> {
    if h == 0 || process.load(h + hmap::COUNT, 8)? == 0 {
        return Ok(None);
    }
    let key = Src::Mem(key);
    let hash = hash_func(
        process,
        &t.key,
        &t.key_name,
        key,
        process.load(h + hmap::HASH0, 4)?,
    )?;
    let mut b = first_bucket(process, t, h, hash)?;
    let wanted = tophash(hash);
    let mut cycle = CycleFinder::default();
    while b != 0 {
        match find_src(process, t, b, key, wanted)? {
            Scan::Hit(i) => {
                let k = stored_key(process, t, b, i)?;
                return Ok(Some((k, element(process, t, MapKind::Generic, b, i)?)));
            }
            Scan::Stop => return Ok(None),
            Scan::On => {}
        }
        b = overflow(process, t, b)?;
        cycle.turn(process, (b, 0)).await?;
    }
    Ok(None)
}
