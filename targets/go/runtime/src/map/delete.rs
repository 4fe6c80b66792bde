//! Deleting (runtime/map.go `mapdelete`, `mapclear`, and the fast variants of the first).

use tearpoint_harness::contract::Access;

use super::access::{holds, stored_key};
use super::bucket::{
    BUCKET_CNT, EMPTY_ONE, EMPTY_REST, SAME_SIZE_GROW, bucket_at, bucket_mask, check_writing,
    end_writing, growing, overflow, toggle_writing, top, tophash,
};
use super::grow::{grow_work, oldbucketmask};
use super::key::Key;
use super::make::make_bucket_array;
use super::walk::{CycleFinder, Place, Scan};
use super::{fast64, faststr};
use crate::error::{FrameExt, Res};
use crate::hash::{map_key_error, rand};
use crate::layout::{hmap, mapextra};
use crate::points;
use crate::process::Process;
use crate::rtype::{MapKind, MapType};

/// Removes the key, if it is there.
pub(super) async fn delete(
    process: &Process,
    t: &MapType,
    kind: MapKind,
    h: u64,
    key: &Key,
) -> Res<()> {
    if h == 0 || process.load(h + hmap::COUNT, 8)? == 0 {
        if kind == MapKind::Generic && t.hash_might_panic {
            key.with(|key| map_key_error(process, &t.key, key))?;
        }
        return Ok(());
    }
    check_writing(process, h, true, "concurrent map writes")?;
    let hash = key.hash(process, t, process.load(h + hmap::HASH0, 4)?)?;
    toggle_writing(process, h)?;
    process.point(&points::MAP_WRITING, h, Access::Write).await;
    let bucket = hash & bucket_mask(process.load(h + hmap::B, 1)?);
    if growing(process, h)? {
        grow_work(process, t, kind, h, bucket).await?;
    }
    let first = bucket_at(t, process.load(h + hmap::BUCKETS, 8)?, bucket);
    let mut b = first;
    let mut cycle = CycleFinder::default();
    while b != 0 {
        process.point(&points::MAP_BUCKET, h, Access::Write).await;
        match find(process, t, kind, b, key, tophash(hash))? {
            Scan::Hit(i) => {
                remove(process, t, kind, b, i)?;
                mark_rest(process, t, first, Place { b, i }).await?;
                let count = process.load(h + hmap::COUNT, 8)?.wrapping_sub(1);
                process.store(h + hmap::COUNT, 8, count)?;
                if count == 0 {
                    // Makes it harder to find keys that collide again and again.
                    process.store(h + hmap::HASH0, 4, rand(process))?;
                }
                break;
            }
            Scan::Stop => break,
            Scan::On => {}
        }
        b = overflow(process, t, b)?;
        cycle.turn(process, (b, 0)).await?;
    }
    process.point(&points::MAP_DONE, h, Access::Write).await;
    end_writing(process, h)
}

fn find(
    process: &Process,
    t: &MapType,
    kind: MapKind,
    b: u64,
    key: &Key,
    wanted: u64,
) -> Res<Scan> {
    match kind {
        MapKind::Generic => {}
        MapKind::FastStr => return faststr::find(process, b, key, wanted),
        _ => return fast64::find(process, t, kind, b, key.word()),
    }
    for i in 0..BUCKET_CNT {
        let top = top(process, b, i)?;
        if top != wanted {
            if top == EMPTY_REST {
                return Ok(Scan::Stop);
            }
            continue;
        }
        let k = stored_key(process, t, b, i)?;
        if key.with(|key| holds(process, t, key, k))? {
            return Ok(Scan::Hit(i));
        }
    }
    Ok(Scan::On)
}

/// Clears the slot and marks it empty.
fn remove(process: &Process, t: &MapType, kind: MapKind, b: u64, i: u64) -> Res<()> {
    let k = kind.key_at(t, b, i);
    match kind {
        MapKind::Generic if t.indirect_key => process.store(k, 8, 0)?,
        MapKind::Generic if !t.key_noscan => clear(process, k, t.key_size)?,
        MapKind::Generic => {}
        MapKind::FastStr => process.store(k, 8, 0)?,
        _ => fast64::clear_key(process, t, kind, k)?,
    }
    let e = kind.elem_at(t, b, i);
    if kind == MapKind::Generic && t.indirect_elem {
        process.store(e, 8, 0)?;
    } else {
        clear(process, e, t.elem_size)?;
    }
    process.store(b.wrapping_add(i), 1, EMPTY_ONE)
}

fn clear(process: &Process, at: u64, size: u64) -> Res<()> {
    let cleared = process.mem.borrow_mut().zero(at, size as usize);
    cleared
        .map_err(Into::into)
        .frame("runtime.memclrNoHeapPointers")
}

/// If nothing follows the emptied slot, turns the run of `emptyOne` that ends there into `emptyRest`.
async fn mark_rest(process: &Process, t: &MapType, first: u64, mut at: Place) -> Res<()> {
    if at.i == BUCKET_CNT - 1 {
        let next = overflow(process, t, at.b)?;
        if next != 0 && top(process, next, 0)? != EMPTY_REST {
            return Ok(());
        }
    } else if top(process, at.b, at.i + 1)? != EMPTY_REST {
        return Ok(());
    }
    loop {
        process.store(at.b.wrapping_add(at.i), 1, EMPTY_REST)?;
        if at.i == 0 {
            if at.b == first {
                return Ok(());
            }
            // The bucket before this one, from the start of the chain.
            let after = at.b;
            let mut cycle = CycleFinder::default();
            at.b = first;
            loop {
                let next = overflow(process, t, at.b)?;
                if next == after {
                    break;
                }
                at.b = next;
                cycle.turn(process, (next, 1)).await?;
            }
            at.i = BUCKET_CNT - 1;
        } else {
            at.i -= 1;
        }
        if top(process, at.b, at.i)? != EMPTY_ONE {
            return Ok(());
        }
    }
}

/// `mapclear`: forgets every entry, keeps the bucket array.
pub(super) async fn clear_map(process: &Process, t: &MapType, h: u64) -> Res<()> {
    if h == 0 || process.load(h + hmap::COUNT, 8)? == 0 {
        return Ok(());
    }
    check_writing(process, h, true, "concurrent map writes")?;
    toggle_writing(process, h)?;
    process.point(&points::MAP_WRITING, h, Access::Write).await;
    if process.profile.get().clear_marks_empty {
        let mask = bucket_mask(process.load(h + hmap::B, 1)?);
        let buckets = process.load(h + hmap::BUCKETS, 8)?;
        mark_buckets_empty(process, t, buckets, mask).await?;
        let old = process.load(h + hmap::OLDBUCKETS, 8)?;
        if old != 0 {
            let mask = oldbucketmask(process, h)?;
            mark_buckets_empty(process, t, old, mask).await?;
        }
    }
    let flags = process.load(h + hmap::FLAGS, 1)?;
    process.store(h + hmap::FLAGS, 1, flags & !SAME_SIZE_GROW)?;
    process.store(h + hmap::OLDBUCKETS, 8, 0)?;
    process.store(h + hmap::NEVACUATE, 8, 0)?;
    process.store(h + hmap::NOVERFLOW, 2, 0)?;
    process.store(h + hmap::COUNT, 8, 0)?;
    process.store(h + hmap::HASH0, 4, rand(process))?;
    let extra = process.load(h + hmap::EXTRA, 8)?;
    if extra != 0 {
        process
            .mem
            .borrow_mut()
            .zero(extra, mapextra::SIZE as usize)?;
    }
    let b = process.load(h + hmap::B, 1)?;
    let buckets = process.load(h + hmap::BUCKETS, 8)?;
    let (_, next) = make_bucket_array(process, t, b, buckets)?;
    if next != 0 {
        // With overflow buckets allocated beforehand there is an extra.
        let extra = process.load(h + hmap::EXTRA, 8)?;
        process.store(extra.wrapping_add(mapextra::NEXT_OVERFLOW), 8, next)?;
    }
    process.point(&points::MAP_DONE, h, Access::Write).await;
    end_writing(process, h)
}

/// Marks every slot empty, so that iterators see it (since Go 1.21).
async fn mark_buckets_empty(process: &Process, t: &MapType, buckets: u64, mask: u64) -> Res<()> {
    let mut index = 0;
    loop {
        let mut b = bucket_at(t, buckets, index);
        let mut cycle = CycleFinder::default();
        while b != 0 {
            b = mark_bucket(process, t, b).frame("runtime.mapclear.func1")?;
            cycle.turn(process, (b, 0)).await?;
        }
        if index == mask {
            return Ok(());
        }
        index += 1;
    }
}

fn mark_bucket(process: &Process, t: &MapType, b: u64) -> Res<u64> {
    for i in 0..BUCKET_CNT {
        process.store(b.wrapping_add(i), 1, EMPTY_REST)?;
    }
    overflow(process, t, b)
}
