//! Storing a key (runtime/map.go `mapassign`, and its fast variants).

use tearpoint_harness::contract::Access;

use super::super::alg::Src;
use super::super::error::{Res, Unwind};
use super::super::g::Go;
use super::super::points;
use super::super::rtype::{MapKind, MapType};
use super::access::{Scan, holds, stored_key};
use super::grow::{grow_work, hash_grow, too_many_overflow_buckets};
use super::make::{newoverflow, over_load_factor};
use super::{
    BUCKET_CNT, Cycle, EMPTY_REST, Key, bucket_at, bucket_mask, check_writing, come_round,
    end_writing, fast64, faststr, growing, hmap, is_empty, overflow, toggle_writing, top, tophash,
};

/// Growths to the same size within one call after which nothing new can come of it.
const SAME_ROUNDS: u32 = 8;

/// A slot of a bucket.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) b: u64,
    pub(super) i: u64,
}

/// The address to store the key's element at.
pub(super) async fn assign(go: &Go, t: &MapType, kind: MapKind, h: u64, key: &Key) -> Res<u64> {
    if h == 0 {
        return Err(Unwind::plain_error("assignment to entry in nil map"));
    }
    check_writing(go, h, true, "concurrent map writes")?;
    let hash = key.hash(go, t, go.load(h + hmap::HASH0, 4)?)?;
    // Only now: hashing may panic, and then nothing was written.
    toggle_writing(go, h)?;
    if go.load(h + hmap::BUCKETS, 8)? == 0 {
        let bucket = go.new_typed(t.bucket_size, &t.bucket_map)?;
        go.store(h + hmap::BUCKETS, 8, bucket)?;
    }
    go.point(&points::MAP_WRITING, h, Access::Write).await;
    let mut grown = (0, 0);
    let at = 'again: loop {
        let bucket = hash & bucket_mask(go.load(h + hmap::B, 1)?);
        if growing(go, h)? {
            grow_work(go, t, kind, h, bucket).await?;
        }
        let mut b = bucket_at(t, go.load(h + hmap::BUCKETS, 8)?, bucket);
        let mut place = None;
        let mut cycle = Cycle::default();
        loop {
            go.point(&points::MAP_BUCKET, h, Access::Write).await;
            match find_place(go, t, kind, b, key, hash, &mut place)? {
                Scan::Hit(i) => break 'again Place { b, i },
                Scan::Stop => break,
                Scan::On => {}
            }
            let ovf = overflow(go, t, b)?;
            if ovf == 0 {
                break;
            }
            b = ovf;
            cycle.turn(go, (b, 0)).await?;
        }
        if !growing(go, h)? && wants_growth(go, h)? {
            go.point(&points::MAP_HASH_GROW, h, Access::Write).await;
            hash_grow(go, t, h)?;
            // A wrong count can make it grow to the same size for ever: soon each round is like the one before.
            let b = go.load(h + hmap::B, 1)?;
            grown = if grown.0 == b {
                (b, grown.1 + 1)
            } else {
                (b, 0)
            };
            if grown.1 == SAME_ROUNDS {
                grown.1 = 0;
                come_round(go, h).await?;
            }
            continue;
        }
        break insert(go, t, kind, h, key, hash, place, b)?;
    };
    go.point(&points::MAP_DONE, h, Access::Write).await;
    let elem = kind.elem_at(t, at.b, at.i);
    end_writing(go, h)?;
    if kind == MapKind::Generic && t.indirect_elem {
        return go.load(elem, 8);
    }
    Ok(elem)
}

fn wants_growth(go: &Go, h: u64) -> Res<bool> {
    let count = go.load(h + hmap::COUNT, 8)?;
    let b = go.load(h + hmap::B, 1)?;
    if over_load_factor(go, count.wrapping_add(1), b) {
        return Ok(true);
    }
    let noverflow = go.load(h + hmap::NOVERFLOW, 2)?;
    Ok(too_many_overflow_buckets(noverflow, b))
}

fn find_place(
    go: &Go,
    t: &MapType,
    kind: MapKind,
    b: u64,
    key: &Key,
    hash: u64,
    place: &mut Option<Place>,
) -> Res<Scan> {
    match kind {
        MapKind::Generic => key.with(|key| find_place_src(go, t, b, key, tophash(hash), place)),
        MapKind::FastStr => faststr::find_place(go, b, key, tophash(hash), place),
        _ => fast64::find_place(go, kind, b, key.word(), place),
    }
}

fn find_place_src(
    go: &Go,
    t: &MapType,
    b: u64,
    key: Src<'_>,
    wanted: u64,
    place: &mut Option<Place>,
) -> Res<Scan> {
    for i in 0..BUCKET_CNT {
        let top = top(go, b, i)?;
        if top != wanted {
            if is_empty(top) {
                place.get_or_insert(Place { b, i });
            }
            if top == EMPTY_REST {
                return Ok(Scan::Stop);
            }
            continue;
        }
        let k = stored_key(go, t, b, i)?;
        if !holds(go, t, key, k)? {
            continue;
        }
        if t.need_key_update {
            key.copy_to(go, k, t.key_size)?;
        }
        return Ok(Scan::Hit(i));
    }
    Ok(Scan::On)
}

/// A new entry: in the place found, or in a new bucket after `last`.
#[expect(clippy::too_many_arguments, reason = "the locals of Go's function")]
fn insert(
    go: &Go,
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
            b: newoverflow(go, t, h, last)?,
            i: 0,
        },
    };
    let top_at = at.b.wrapping_add(at.i);
    let k = kind.key_at(t, at.b, at.i);
    if kind == MapKind::Generic {
        insert_generic(go, t, key, k, kind.elem_at(t, at.b, at.i))?;
        go.store(top_at, 1, tophash(hash))?;
    } else {
        go.store(top_at, 1, tophash(hash))?;
        if kind == MapKind::FastStr {
            faststr::store_key(go, k, key)?;
        } else {
            fast64::store_key(go, kind, k, key.word())?;
        }
    }
    let count = go.load(h + hmap::COUNT, 8)?;
    go.store(h + hmap::COUNT, 8, count.wrapping_add(1))?;
    Ok(at)
}

fn insert_generic(go: &Go, t: &MapType, key: &Key, mut k: u64, elem: u64) -> Res<()> {
    if t.indirect_key {
        let stored = go.new_typed(t.key_size, &t.key_map)?;
        go.store(k, 8, stored)?;
        k = stored;
    }
    if t.indirect_elem {
        let stored = go.new_typed(t.elem_size, &t.elem_map)?;
        go.store(elem, 8, stored)?;
    }
    key.with(|key| key.copy_to(go, k, t.key_size))
}
