//! Growing (runtime/map.go `hashGrow`, `growWork`, `evacuate`, `advanceEvacuationMark`, and the fast variants).

use tearpoint_harness::contract::Access;

use super::bucket::{
    BUCKET_CNT, DATA_OFFSET, EVACUATED_EMPTY, EVACUATED_X, ITERATOR, MIN_TOP_HASH, OLD_ITERATOR,
    SAME_SIZE_GROW, bucket_at, bucket_shift, evacuated, growing, is_empty, overflow,
    same_size_grow, top, tophash,
};
use super::fast64;
use super::make::{make_bucket_array, new_extra, newoverflow, over_load_factor};
use super::walk::CycleFinder;
use crate::equal::{Src, equal_func, typedmemmove};
use crate::error::{FrameExt, Res, Unwind};
use crate::hash::hash_func;
use crate::layout::{hmap, mapextra};
use crate::points;
use crate::process::Process;
use crate::rtype::{MapKind, MapType};

/// `tooManyOverflowBuckets`: about as many as there are buckets.
pub(super) fn too_many_overflow_buckets(noverflow: u64, b: u64) -> bool {
    noverflow >= 1 << b.min(15)
}

/// `hashGrow`: a new bucket array, twice the size or the same; entries move there little by little.
pub(super) fn hash_grow(process: &Process, t: &MapType, h: u64) -> Res<()> {
    start_growth(process, t, h).frame("runtime.hashGrow")
}

fn start_growth(process: &Process, t: &MapType, h: u64) -> Res<()> {
    let b = process.load(h + hmap::B, 1)?;
    let count = process.load(h + hmap::COUNT, 8)?;
    let mut bigger = 1;
    if !over_load_factor(process, count.wrapping_add(1), b) {
        bigger = 0;
        let flags = process.load(h + hmap::FLAGS, 1)?;
        process.store(h + hmap::FLAGS, 1, flags | SAME_SIZE_GROW)?;
    }
    let old = process.load(h + hmap::BUCKETS, 8)?;
    let new_b = (b + bigger) & 0xff;
    let (buckets, next) = make_bucket_array(process, t, new_b, 0)?;
    let was = process.load(h + hmap::FLAGS, 1)?;
    let mut flags = was & !(ITERATOR | OLD_ITERATOR);
    if was & ITERATOR != 0 {
        flags |= OLD_ITERATOR;
    }
    process.store(h + hmap::B, 1, new_b)?;
    process.store(h + hmap::FLAGS, 1, flags)?;
    process.store(h + hmap::OLDBUCKETS, 8, old)?;
    process.store(h + hmap::BUCKETS, 8, buckets)?;
    process.store(h + hmap::NEVACUATE, 8, 0)?;
    process.store(h + hmap::NOVERFLOW, 2, 0)?;
    let mut extra = process.load(h + hmap::EXTRA, 8)?;
    if extra != 0 {
        let list = process.load(extra.wrapping_add(mapextra::OVERFLOW), 8)?;
        if list != 0 {
            let old = extra.wrapping_add(mapextra::OLDOVERFLOW);
            if process.load(old, 8)? != 0 {
                return Err(Unwind::throw_for("oldoverflow is not nil", old));
            }
            process.store(old, 8, list)?;
            process.store(extra.wrapping_add(mapextra::OVERFLOW), 8, 0)?;
        }
    }
    if next != 0 {
        if extra == 0 {
            extra = new_extra(process, h)?;
        }
        process.store(extra.wrapping_add(mapextra::NEXT_OVERFLOW), 8, next)?;
    }
    Ok(())
}

/// `h.noldbuckets()`
fn noldbuckets(process: &Process, h: u64) -> Res<u64> {
    let b = process.load(h + hmap::B, 1)?;
    if same_size_grow(process, h)? {
        return Ok(bucket_shift(b));
    }
    Ok(bucket_shift(b.wrapping_sub(1) & 0xff))
}

/// `h.oldbucketmask()`
pub(super) fn oldbucketmask(process: &Process, h: u64) -> Res<u64> {
    Ok(noldbuckets(process, h)? - 1)
}

/// `growWork`: evacuates the old bucket that is about to be used, and one more.
pub(super) async fn grow_work(
    process: &Process,
    t: &MapType,
    kind: MapKind,
    h: u64,
    bucket: u64,
) -> Res<()> {
    process
        .point(&points::MAP_GROW_WORK, h, Access::Write)
        .await;
    let names = kind.names();
    let mut oldbucket = bucket & oldbucketmask(process, h).frame(names.grow_work)?;
    for round in 0..2 {
        let done = evacuate(process, t, kind, h, oldbucket).await;
        done.frame(names.evacuate).frame(names.grow_work)?;
        if round == 1 || !growing(process, h).frame(names.grow_work)? {
            break;
        }
        oldbucket = process
            .load(h + hmap::NEVACUATE, 8)
            .frame(names.grow_work)?;
    }
    Ok(())
}

/// Where the entries of an old bucket go: `evacDst`.
#[derive(Clone, Copy, Default)]
struct EvacDst {
    b: u64,
    i: u64,
}

/// `evacuate`: moves the entries of one old bucket to their new ones.
async fn evacuate(
    process: &Process,
    t: &MapType,
    kind: MapKind,
    h: u64,
    oldbucket: u64,
) -> Res<()> {
    process.point(&points::MAP_EVACUATE, h, Access::Write).await;
    let mut b = bucket_at(t, process.load(h + hmap::OLDBUCKETS, 8)?, oldbucket);
    let newbit = noldbuckets(process, h)?;
    if !evacuated(process, b)? {
        let buckets = process.load(h + hmap::BUCKETS, 8)?;
        let mut xy = [EvacDst::default(); 2];
        xy[0].b = bucket_at(t, buckets, oldbucket);
        if !same_size_grow(process, h)? {
            xy[1].b = bucket_at(t, buckets, oldbucket.wrapping_add(newbit));
        }
        let mut cycle = CycleFinder::default();
        while b != 0 {
            evacuate_bucket(process, t, kind, h, b, newbit, &mut xy)?;
            b = overflow(process, t, b)?;
            cycle.turn(process, (b, 0)).await?;
        }
        let flags = process.load(h + hmap::FLAGS, 1)?;
        if flags & OLD_ITERATOR == 0 && !t.bucket_noscan {
            // Unlinks the overflow buckets and clears keys and elements; the top hashes say it is evacuated.
            let b = bucket_at(t, process.load(h + hmap::OLDBUCKETS, 8)?, oldbucket);
            let data = b.wrapping_add(DATA_OFFSET);
            let size = t.bucket_size - DATA_OFFSET;
            let cleared = process.mem.borrow_mut().zero(data, size as usize);
            cleared
                .map_err(Into::into)
                .frame("runtime.memclrHasPointers")?;
        }
    }
    if oldbucket == process.load(h + hmap::NEVACUATE, 8)? {
        advance_evacuation_mark(process, t, h, newbit).frame("runtime.advanceEvacuationMark")?;
    }
    Ok(())
}

fn evacuate_bucket(
    process: &Process,
    t: &MapType,
    kind: MapKind,
    h: u64,
    b: u64,
    newbit: u64,
    xy: &mut [EvacDst; 2],
) -> Res<()> {
    for i in 0..BUCKET_CNT {
        let top_at = b.wrapping_add(i);
        let mut top = top(process, b, i)?;
        if is_empty(top) {
            process.store(top_at, 1, EVACUATED_EMPTY)?;
            continue;
        }
        if top < MIN_TOP_HASH {
            return Err(Unwind::throw_for("bad map state", top_at));
        }
        let k = kind.key_at(t, b, i);
        let k2 = if kind == MapKind::Generic && t.indirect_key {
            process.load(k, 8)?
        } else {
            k
        };
        let mut use_y = 0;
        if !same_size_grow(process, h)? {
            (use_y, top) = direction(process, t, kind, h, k2, top, newbit)?;
        }
        process.store(top_at, 1, EVACUATED_X + use_y)?;
        let dst = &mut xy[use_y as usize];
        if dst.i == BUCKET_CNT {
            dst.b = newoverflow(process, t, h, dst.b)?;
            dst.i = 0;
        }
        process.store(dst.b.wrapping_add(dst.i), 1, top)?;
        let to = kind.key_at(t, dst.b, dst.i);
        match kind {
            MapKind::Generic if t.indirect_key => process.store(to, 8, k2)?,
            MapKind::Generic => typedmemmove(process, to, k, t.key_size)?,
            MapKind::FastStr => {
                let (ptr, len) = (process.load(k, 8)?, process.load(k.wrapping_add(8), 8)?);
                process.store(to, 8, ptr)?;
                process.store(to.wrapping_add(8), 8, len)?;
            }
            _ => fast64::move_key(process, kind, to, k)?,
        }
        let (to, e) = (kind.elem_at(t, dst.b, dst.i), kind.elem_at(t, b, i));
        if kind == MapKind::Generic && t.indirect_elem {
            let elem = process.load(e, 8)?;
            process.store(to, 8, elem)?;
        } else if t.elem_size > 0 {
            typedmemmove(process, to, e, t.elem_size)?;
        }
        dst.i += 1;
    }
    Ok(())
}

/// Which half an entry moves to, and its new top hash.
fn direction(
    process: &Process,
    t: &MapType,
    kind: MapKind,
    h: u64,
    k: u64,
    top: u64,
    newbit: u64,
) -> Res<(u64, u64)> {
    let hash = hash_func(
        process,
        &t.key,
        &t.key_name,
        Src::Mem(k),
        process.load(h + hmap::HASH0, 4)?,
    )?;
    if kind == MapKind::Generic
        && process.load(h + hmap::FLAGS, 1)? & ITERATOR != 0
        && !t.reflexive_key
        && !equal_func(process, &t.key, &t.key_name, Src::Mem(k), Src::Mem(k))?
    {
        // A NaN: its hash is never the same again. The old top hash decides, as it does for iterators.
        return Ok((top & 1, tophash(hash)));
    }
    Ok((u64::from(hash & newbit != 0), top))
}

fn advance_evacuation_mark(process: &Process, t: &MapType, h: u64, newbit: u64) -> Res<()> {
    let mut nevacuate = process.load(h + hmap::NEVACUATE, 8)?.wrapping_add(1);
    process.store(h + hmap::NEVACUATE, 8, nevacuate)?;
    let stop = nevacuate.wrapping_add(1024).min(newbit);
    while nevacuate != stop {
        let b = bucket_at(t, process.load(h + hmap::OLDBUCKETS, 8)?, nevacuate);
        if !evacuated(process, b).frame("runtime.bucketEvacuated")? {
            break;
        }
        nevacuate = nevacuate.wrapping_add(1);
        process.store(h + hmap::NEVACUATE, 8, nevacuate)?;
    }
    if nevacuate == newbit {
        process.store(h + hmap::OLDBUCKETS, 8, 0)?;
        let extra = process.load(h + hmap::EXTRA, 8)?;
        if extra != 0 {
            process.store(extra.wrapping_add(mapextra::OLDOVERFLOW), 8, 0)?;
        }
        let flags = process.load(h + hmap::FLAGS, 1)?;
        process.store(h + hmap::FLAGS, 1, flags & !SAME_SIZE_GROW)?;
    }
    Ok(())
}
