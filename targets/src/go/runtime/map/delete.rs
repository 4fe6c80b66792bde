//! Deleting (runtime/map.go `mapdelete`, `mapclear`, and the fast variants of the first).

use tearpoint_harness::contract::Access;

use super::super::error::{FrameExt, Res};
use super::super::g::Go;
use super::super::hash::{map_key_error, rand};
use super::super::points;
use super::super::rtype::{MapKind, MapType};
use super::access::{Scan, holds, stored_key};
use super::assign::Place;
use super::grow::{grow_work, oldbucketmask};
use super::make::make_bucket_array;
use super::{
    BUCKET_CNT, Cycle, EMPTY_ONE, EMPTY_REST, Key, MAPEXTRA_SIZE, SAME_SIZE_GROW, bucket_at,
    bucket_mask, check_writing, end_writing, fast64, faststr, growing, hmap, mapextra, overflow,
    toggle_writing, top, tophash,
};

/// Removes the key, if it is there.
pub(super) async fn delete(go: &Go, t: &MapType, kind: MapKind, h: u64, key: &Key) -> Res<()> {
    if h == 0 || go.load(h + hmap::COUNT, 8)? == 0 {
        if kind == MapKind::Generic && t.hash_might_panic {
            key.with(|key| map_key_error(go, &t.key, key))?;
        }
        return Ok(());
    }
    check_writing(go, h, true, "concurrent map writes")?;
    let hash = key.hash(go, t, go.load(h + hmap::HASH0, 4)?)?;
    toggle_writing(go, h)?;
    go.point(&points::MAP_WRITING, h, Access::Write).await;
    let bucket = hash & bucket_mask(go.load(h + hmap::B, 1)?);
    if growing(go, h)? {
        grow_work(go, t, kind, h, bucket).await?;
    }
    let first = bucket_at(t, go.load(h + hmap::BUCKETS, 8)?, bucket);
    let mut b = first;
    let mut cycle = Cycle::default();
    while b != 0 {
        go.point(&points::MAP_BUCKET, h, Access::Write).await;
        match find(go, t, kind, b, key, tophash(hash))? {
            Scan::Hit(i) => {
                remove(go, t, kind, b, i)?;
                mark_rest(go, t, first, Place { b, i }).await?;
                let count = go.load(h + hmap::COUNT, 8)?.wrapping_sub(1);
                go.store(h + hmap::COUNT, 8, count)?;
                if count == 0 {
                    // Makes it harder to find keys that collide again and again.
                    go.store(h + hmap::HASH0, 4, rand(go))?;
                }
                break;
            }
            Scan::Stop => break,
            Scan::On => {}
        }
        b = overflow(go, t, b)?;
        cycle.turn(go, (b, 0)).await?;
    }
    go.point(&points::MAP_DONE, h, Access::Write).await;
    end_writing(go, h)
}

fn find(go: &Go, t: &MapType, kind: MapKind, b: u64, key: &Key, wanted: u64) -> Res<Scan> {
    match kind {
        MapKind::Generic => {}
        MapKind::FastStr => return faststr::find(go, b, key, wanted),
        _ => return fast64::find(go, t, kind, b, key.word()),
    }
    for i in 0..BUCKET_CNT {
        let top = top(go, b, i)?;
        if top != wanted {
            if top == EMPTY_REST {
                return Ok(Scan::Stop);
            }
            continue;
        }
        let k = stored_key(go, t, b, i)?;
        if key.with(|key| holds(go, t, key, k))? {
            return Ok(Scan::Hit(i));
        }
    }
    Ok(Scan::On)
}

/// Clears the slot and marks it empty.
fn remove(go: &Go, t: &MapType, kind: MapKind, b: u64, i: u64) -> Res<()> {
    let k = kind.key_at(t, b, i);
    match kind {
        MapKind::Generic if t.indirect_key => go.store(k, 8, 0)?,
        MapKind::Generic if !t.key_noscan => clear(go, k, t.key_size)?,
        MapKind::Generic => {}
        MapKind::FastStr => go.store(k, 8, 0)?,
        _ => fast64::clear_key(go, t, kind, k)?,
    }
    let e = kind.elem_at(t, b, i);
    if kind == MapKind::Generic && t.indirect_elem {
        go.store(e, 8, 0)?;
    } else {
        clear(go, e, t.elem_size)?;
    }
    go.store(b.wrapping_add(i), 1, EMPTY_ONE)
}

fn clear(go: &Go, at: u64, size: u64) -> Res<()> {
    let cleared = go.mem.borrow_mut().zero(at, size as usize);
    cleared
        .map_err(Into::into)
        .frame("runtime.memclrNoHeapPointers")
}

/// If nothing follows the emptied slot, turns the run of `emptyOne` that ends there into `emptyRest`.
async fn mark_rest(go: &Go, t: &MapType, first: u64, mut at: Place) -> Res<()> {
    if at.i == BUCKET_CNT - 1 {
        let next = overflow(go, t, at.b)?;
        if next != 0 && top(go, next, 0)? != EMPTY_REST {
            return Ok(());
        }
    } else if top(go, at.b, at.i + 1)? != EMPTY_REST {
        return Ok(());
    }
    loop {
        go.store(at.b.wrapping_add(at.i), 1, EMPTY_REST)?;
        if at.i == 0 {
            if at.b == first {
                return Ok(());
            }
            // The bucket before this one, from the start of the chain.
            let after = at.b;
            let mut cycle = Cycle::default();
            at.b = first;
            loop {
                let next = overflow(go, t, at.b)?;
                if next == after {
                    break;
                }
                at.b = next;
                cycle.turn(go, (next, 1)).await?;
            }
            at.i = BUCKET_CNT - 1;
        } else {
            at.i -= 1;
        }
        if top(go, at.b, at.i)? != EMPTY_ONE {
            return Ok(());
        }
    }
}

/// `mapclear`: forgets every entry, keeps the bucket array.
pub(super) async fn clear_map(go: &Go, t: &MapType, h: u64) -> Res<()> {
    if h == 0 || go.load(h + hmap::COUNT, 8)? == 0 {
        return Ok(());
    }
    check_writing(go, h, true, "concurrent map writes")?;
    toggle_writing(go, h)?;
    go.point(&points::MAP_WRITING, h, Access::Write).await;
    if go.profile.get().clear_marks_empty {
        let mask = bucket_mask(go.load(h + hmap::B, 1)?);
        let buckets = go.load(h + hmap::BUCKETS, 8)?;
        mark_buckets_empty(go, t, buckets, mask).await?;
        let old = go.load(h + hmap::OLDBUCKETS, 8)?;
        if old != 0 {
            let mask = oldbucketmask(go, h)?;
            mark_buckets_empty(go, t, old, mask).await?;
        }
    }
    let flags = go.load(h + hmap::FLAGS, 1)?;
    go.store(h + hmap::FLAGS, 1, flags & !SAME_SIZE_GROW)?;
    go.store(h + hmap::OLDBUCKETS, 8, 0)?;
    go.store(h + hmap::NEVACUATE, 8, 0)?;
    go.store(h + hmap::NOVERFLOW, 2, 0)?;
    go.store(h + hmap::COUNT, 8, 0)?;
    go.store(h + hmap::HASH0, 4, rand(go))?;
    let extra = go.load(h + hmap::EXTRA, 8)?;
    if extra != 0 {
        go.mem.borrow_mut().zero(extra, MAPEXTRA_SIZE as usize)?;
    }
    let b = go.load(h + hmap::B, 1)?;
    let buckets = go.load(h + hmap::BUCKETS, 8)?;
    let (_, next) = make_bucket_array(go, t, b, buckets)?;
    if next != 0 {
        // With overflow buckets allocated beforehand there is an extra.
        let extra = go.load(h + hmap::EXTRA, 8)?;
        go.store(extra.wrapping_add(mapextra::NEXT_OVERFLOW), 8, next)?;
    }
    go.point(&points::MAP_DONE, h, Access::Write).await;
    end_writing(go, h)
}

/// Marks every slot empty, so that iterators see it (since Go 1.21).
async fn mark_buckets_empty(go: &Go, t: &MapType, buckets: u64, mask: u64) -> Res<()> {
    let mut index = 0;
    loop {
        let mut b = bucket_at(t, buckets, index);
        let mut cycle = Cycle::default();
        while b != 0 {
            b = mark_bucket(go, t, b).frame("runtime.mapclear.func1")?;
            cycle.turn(go, (b, 0)).await?;
        }
        if index == mask {
            return Ok(());
        }
        index += 1;
    }
}

fn mark_bucket(go: &Go, t: &MapType, b: u64) -> Res<u64> {
    for i in 0..BUCKET_CNT {
        go.store(b.wrapping_add(i), 1, EMPTY_REST)?;
    }
    overflow(go, t, b)
}
