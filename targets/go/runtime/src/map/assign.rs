//! Storing a key (runtime/map.go `mapassign`, and its fast variants).

use tearpoint_harness::contract::Access;

use super::access::{holds, stored_key};
use super::bucket::{
    BUCKET_CNT, EMPTY_REST, bucket_at, bucket_mask, check_writing, end_writing, growing, is_empty,
    overflow, toggle_writing, top, tophash,
};
use super::grow::{grow_work, hash_grow, too_many_overflow_buckets};
use super::key::Key;
use super::make::{newoverflow, over_load_factor};
use super::walk::{CycleFinder, Place, Scan, come_round};
use super::{fast64, faststr};
use crate::equal::Src;
use crate::error::{Res, Unwind};
use crate::layout::hmap;
use crate::points;
use crate::process::Process;
use crate::rtype::{MapKind, MapType};

/// Growths to the same size within one call after which nothing new can come of it.
const SAME_ROUNDS: u32 = 8;

/// The address to store the key's element at.
pub(super) async fn assign(
    process: &Process,
    t: &MapType,
    kind: MapKind,
    h: u64,
    key: &Key,
) -> Res<u64> {
    if h == 0 {
        return Err(Unwind::plain_error("assignment to entry in nil map"));
    }
    check_writing(process, h, true, "concurrent map writes")?;
    let hash = key.hash(process, t, process.load(h + hmap::HASH0, 4)?)?;
    // Only now: hashing may panic, and then nothing was written.
    toggle_writing(process, h)?;
    if process.load(h + hmap::BUCKETS, 8)? == 0 {
        let bucket = process.new_typed(t.bucket_size, &t.bucket_map)?;
        process.store(h + hmap::BUCKETS, 8, bucket)?;
    }
    process.point(&points::MAP_WRITING, h, Access::Write).await;
    let mut grown = (0, 0);
    let at = 'again: loop {
        let bucket = hash & bucket_mask(process.load(h + hmap::B, 1)?);
        if growing(process, h)? {
            grow_work(process, t, kind, h, bucket).await?;
        }
        let mut b = bucket_at(t, process.load(h + hmap::BUCKETS, 8)?, bucket);
        let mut place = None;
        let mut cycle = CycleFinder::default();
        loop {
            process.point(&points::MAP_BUCKET, h, Access::Write).await;
            match find_place(process, t, kind, b, key, hash, &mut place)? {
                Scan::Hit(i) => break 'again Place { b, i },
                Scan::Stop => break,
                Scan::On => {}
            }
            let ovf = overflow(process, t, b)?;
            if ovf == 0 {
                break;
            }
            b = ovf;
            cycle.turn(process, (b, 0)).await?;
        }
        if !growing(process, h)? && wants_growth(process, h)? {
            process
                .point(&points::MAP_HASH_GROW, h, Access::Write)
                .await;
            hash_grow(process, t, h)?;
            // A wrong count can make it grow to the same size for ever: soon each round is like the one before.
            let b = process.load(h + hmap::B, 1)?;
            grown = if grown.0 == b {
                (b, grown.1 + 1)
            } else {
                (b, 0)
            };
            if grown.1 == SAME_ROUNDS {
                grown.1 = 0;
                come_round(process, h).await?;
            }
            continue;
        }
        break insert(process, t, kind, h, key, hash, place, b)?;
    };
    process.point(&points::MAP_DONE, h, Access::Write).await;
    let elem = kind.elem_at(t, at.b, at.i);
    end_writing(process, h)?;
    if kind == MapKind::Generic && t.indirect_elem {
        return process.load(elem, 8);
    }
    Ok(elem)
}

fn wants_growth(process: &Process, h: u64) -> Res<bool> {
    let count = process.load(h + hmap::COUNT, 8)?;
    let b = process.load(h + hmap::B, 1)?;
    if over_load_factor(process, count.wrapping_add(1), b) {
        return Ok(true);
    }
    let noverflow = process.load(h + hmap::NOVERFLOW, 2)?;
    Ok(too_many_overflow_buckets(noverflow, b))
}

fn find_place(
    process: &Process,
    t: &MapType,
    kind: MapKind,
    b: u64,
    key: &Key,
    hash: u64,
    place: &mut Option<Place>,
) -> Res<Scan> {
    match kind {
        MapKind::Generic => {
            key.with(|key| find_place_src(process, t, b, key, tophash(hash), place))
        }
        MapKind::FastStr => faststr::find_place(process, b, key, tophash(hash), place),
        _ => fast64::find_place(process, kind, b, key.word(), place),
    }
}

fn find_place_src(
    process: &Process,
    t: &MapType,
    b: u64,
    key: Src<'_>,
    wanted: u64,
    place: &mut Option<Place>,
) -> Res<Scan> {
    for i in 0..BUCKET_CNT {
        let top = top(process, b, i)?;
        if top != wanted {
            if is_empty(top) {
                place.get_or_insert(Place { b, i });
            }
            if top == EMPTY_REST {
                return Ok(Scan::Stop);
            }
            continue;
        }
        let k = stored_key(process, t, b, i)?;
        if !holds(process, t, key, k)? {
            continue;
        }
        if t.need_key_update {
            key.copy_to(process, k, t.key_size)?;
        }
        return Ok(Scan::Hit(i));
    }
    Ok(Scan::On)
}

/// A new entry: in the place found, or in a new bucket after `last`.
#[expect(clippy::too_many_arguments, reason = "the locals of Go's function")]
fn insert(
    process: &Process,
    t: &MapType,
    kind: MapKind,
    h: u64,
    key: &Key,
    hash: u64,
    place: Option<Place>,
    last: u64,
) -> Res<Place> {
    let at = match place {
        Some(at) => at,
        None => Place {
            b: newoverflow(process, t, h, last)?,
            i: 0,
        },
    };
    let top_at = at.b.wrapping_add(at.i);
    let k = kind.key_at(t, at.b, at.i);
    if kind == MapKind::Generic {
        insert_generic(process, t, key, k, kind.elem_at(t, at.b, at.i))?;
        process.store(top_at, 1, tophash(hash))?;
    } else {
        process.store(top_at, 1, tophash(hash))?;
        if kind == MapKind::FastStr {
            faststr::store_key(process, k, key)?;
        } else {
            fast64::store_key(process, kind, k, key.word())?;
        }
    }
    let count = process.load(h + hmap::COUNT, 8)?;
    process.store(h + hmap::COUNT, 8, count.wrapping_add(1))?;
    Ok(at)
}

fn insert_generic(process: &Process, t: &MapType, key: &Key, mut k: u64, elem: u64) -> Res<()> {
    if t.indirect_key {
        let stored = process.new_typed(t.key_size, &t.key_map)?;
        process.store(k, 8, stored)?;
        k = stored;
    }
    if t.indirect_elem {
        let stored = process.new_typed(t.elem_size, &t.elem_map)?;
        process.store(elem, 8, stored)?;
    }
    key.with(|key| key.copy_to(process, k, t.key_size))
}
