//! The functions that compiled code calls (runtime/map.go and its fast variants): each lets others run, does the operation, and
//! tells the oracle.

use tearpoint_harness::contract::Access;

use super::variant::Names;
use super::{Key, access, assign, delete, iter, make};
use crate::error::{FrameExt, Res};
use crate::layout::{Maps, hiter, hmap};
use crate::oracle;
use crate::points;
use crate::process::{LiveMap, Process};
use crate::rtype::{MapKind, MapType};
use crate::swiss::{self, Op};

/// Where `runtime.zeroVal` lies in package data.
pub const ZERO_VAL_OFFSET: u64 = 0x100;
/// Bytes of `runtime.zeroVal`. For a larger element the caller has a zero value of its own (`mapaccess1_fat`).
pub const ZERO_VAL_SIZE: u64 = 1024;

/// `runtime.zeroVal`: what a read of a missing key gives.
pub fn zero_val(process: &Process) -> u64 {
    process.zerobase() + ZERO_VAL_OFFSET
}

/// Whether maps are Swiss ones.
fn is_swiss(process: &Process) -> bool {
    process.profile.get().layout.maps == Maps::Swiss
}

/// `make(map[K]V)`, and with a constant hint of at most 8.
pub fn makemap_small(process: &Process, t: &MapType) -> Res<u64> {
    let h = if is_swiss(process) {
        swiss::makemap_small(op(process, t, t.kind)).frame("internal/runtime/maps.NewEmptyMap")
    } else {
        make::new_hmap(process)
    };
    let h = h.frame("runtime.makemap_small")?;
    made(process, t, h);
    Ok(h)
}

/// `make(map[K]V, hint)`
pub fn makemap(process: &Process, t: &MapType, hint: i64) -> Res<u64> {
    let h = if is_swiss(process) {
        swiss::makemap(op(process, t, t.kind), hint).frame("internal/runtime/maps.NewMap")
    } else {
        make::make(process, t, hint)
    };
    let h = h.frame("runtime.makemap")?;
    made(process, t, h);
    Ok(h)
}

fn op<'a>(process: &'a Process, t: &'a MapType, kind: MapKind) -> Op<'a> {
    Op { process, t, kind }
}

fn made(process: &Process, t: &MapType, h: u64) {
    let (bucket_size, key_slot) = if is_swiss(process) {
        (t.group.size, t.group.slot_size)
    } else {
        (t.bucket_size, t.key_slot_size)
    };
    let map = LiveMap {
        h,
        bucket_size,
        key_slot,
    };
    process.maps.borrow_mut().push(map);
    process.sim.note(&points::MAP_MAKE, h);
    oracle::made(process, h);
}

/// `v := m[k]`: the element's address; `runtime.zeroVal` if the key is missing.
pub fn mapaccess1(
    process: &Process,
    t: &MapType,
    h: u64,
    key: Key,
) -> impl Future<Output = Res<u64>> {
    mapaccess1_as(process, t, t.kind, h, key)
}

/// `v, ok := m[k]`
pub fn mapaccess2(
    process: &Process,
    t: &MapType,
    h: u64,
    key: Key,
) -> impl Future<Output = Res<(u64, bool)>> {
    mapaccess2_as(process, t, t.kind, h, key)
}

/// `m[k] = …`: the address to store the element at. The caller stores it and calls [`oracle::store`].
pub fn mapassign(
    process: &Process,
    t: &MapType,
    h: u64,
    key: Key,
) -> impl Future<Output = Res<u64>> {
    mapassign_as(process, t, t.kind, h, key)
}

/// `delete(m, k)`
pub fn mapdelete(
    process: &Process,
    t: &MapType,
    h: u64,
    key: Key,
) -> impl Future<Output = Res<()>> {
    mapdelete_as(process, t, t.kind, h, key)
}

/// `mapaccess1` of the variant `kind`, whatever the map's type.
pub async fn mapaccess1_as(
    process: &Process,
    t: &MapType,
    kind: MapKind,
    h: u64,
    key: Key,
) -> Res<u64> {
    process.point(&points::MAP_ACCESS, h, Access::Read).await;
    let seen = oracle::begin(process, h);
    let fat = t.elem_size > ZERO_VAL_SIZE;
    let names = kind.names();
    let mut found = lookup(process, t, kind, h, &key, false, fat).await;
    if fat {
        found = found.frame("runtime.mapaccess1_fat");
    }
    let (name, found) = (names.access1, found?);
    oracle::accessed(process, t, kind, h, &key, seen, found, name);
    Ok(found.unwrap_or_else(|| zero_val(process)))
}

/// `mapaccess2` of the variant `kind`, whatever the map's type.
pub async fn mapaccess2_as(
    process: &Process,
    t: &MapType,
    kind: MapKind,
    h: u64,
    key: Key,
) -> Res<(u64, bool)> {
    process.point(&points::MAP_ACCESS, h, Access::Read).await;
    let seen = oracle::begin(process, h);
    let fat = t.elem_size > ZERO_VAL_SIZE;
    let mut found = lookup(process, t, kind, h, &key, true, fat).await;
    let name = kind.names().access2;
    if fat {
        found = found.frame("runtime.mapaccess2_fat");
    }
    let found = found?;
    oracle::accessed(process, t, kind, h, &key, seen, found, name);
    Ok((found.unwrap_or_else(|| zero_val(process)), found.is_some()))
}

/// The lookup behind `mapaccess1` (or, with `two`, `mapaccess2`), with its own frames; of elements too large for the common zero
/// value (`fat`) it is one that is called by `mapaccess1_fat` or `mapaccess2_fat`.
async fn lookup(
    process: &Process,
    t: &MapType,
    kind: MapKind,
    h: u64,
    key: &Key,
    two: bool,
    fat: bool,
) -> Res<Option<u64>> {
    let Names {
        access1, access2, ..
    } = *kind.names();
    if !is_swiss(process) {
        let found = access::access(process, t, kind, h, key).await;
        return found.frame(if two && !fat { access2 } else { access1 });
    }
    let frames = swiss::frames(process, [access1, access2], two, fat);
    let found = swiss::access(op(process, t, kind), h, key).await;
    frames.iter().fold(found, |found, name| found.frame(name))
}

/// `mapassign` of the variant `kind`, whatever the map's type.
pub async fn mapassign_as(
    process: &Process,
    t: &MapType,
    kind: MapKind,
    h: u64,
    key: Key,
) -> Res<u64> {
    process.point(&points::MAP_ASSIGN, h, Access::Write).await;
    let seen = oracle::begin_write(process, h);
    let elem = if is_swiss(process) {
        swiss::assign(op(process, t, kind), h, &key).await
    } else {
        assign::assign(process, t, kind, h, &key).await
    };
    oracle::assigned(process, t, kind, h, &key, seen, elem.is_ok());
    elem.frame(kind.names().assign)
}

/// `mapdelete` of the variant `kind`, whatever the map's type.
pub async fn mapdelete_as(
    process: &Process,
    t: &MapType,
    kind: MapKind,
    h: u64,
    key: Key,
) -> Res<()> {
    process.point(&points::MAP_DELETE, h, Access::Write).await;
    let seen = oracle::begin_write(process, h);
    let done = if is_swiss(process) {
        swiss::delete(op(process, t, kind), h, &key).await
    } else {
        delete::delete(process, t, kind, h, &key).await
    };
    oracle::deleted(process, t, kind, h, &key, seen, done.is_ok());
    done.frame(kind.names().delete)
}

/// `clear(m)`, and the loop that deletes every key.
pub async fn mapclear(process: &Process, t: &MapType, h: u64) -> Res<()> {
    process.point(&points::MAP_CLEAR, h, Access::Write).await;
    let seen = oracle::begin_write(process, h);
    let done = if is_swiss(process) {
        swiss::clear(op(process, t, t.kind), h).await
    } else {
        delete::clear_map(process, t, h).await
    };
    oracle::cleared(process, h, seen, done.is_ok());
    done.frame("runtime.mapclear")
}

/// Starts `range m`: `it` is the address of a zeroed hiter.
pub async fn mapiterinit(process: &Process, t: &MapType, h: u64, it: u64) -> Res<()> {
    process.point(&points::MAP_ITER_INIT, h, Access::Read).await;
    process.add_iter(it);
    oracle::iter_begin(process, h, it);
    let seen = oracle::begin(process, h);
    let (done, name) = if is_swiss(process) {
        let op = op(process, t, MapKind::Generic);
        let begun = swiss::init(op, h, it).frame("internal/runtime/maps.(*Iter).Init");
        let done = match begun {
            Ok(()) => swiss::next(op, it).await,
            Err(unwind) => Err(unwind),
        };
        (done, "runtime.mapIterStart")
    } else {
        (iter::init(process, t, h, it).await, "runtime.mapiterinit")
    };
    done.frame(name)?;
    oracle::iterated(process, t, it, seen, name);
    Ok(())
}

/// The next round of `range m`; `it.key` is nil after the last.
pub async fn mapiternext(process: &Process, it: u64) -> Res<()> {
    let swiss = is_swiss(process);
    let name = if swiss {
        "runtime.mapIterNext"
    } else {
        "runtime.mapiternext"
    };
    // Both kinds of iterators have their map and its type in the same places.
    let h = process.load(it.wrapping_add(hiter::H), 8).frame(name)?;
    process.point(&points::MAP_ITER_NEXT, h, Access::Read).await;
    let seen = oracle::begin(process, h);
    let rtypes = std::rc::Rc::clone(&process.rtypes.borrow());
    if swiss {
        // The type is the last that is looked at.
        let ended = swiss::ends_before(process, it).frame("internal/runtime/maps.(*Iter).Next");
        if ended.frame(name)? {
            return Ok(());
        }
    }
    let t = iter::map_type(process, &rtypes, it).frame(name)?;
    let done = if swiss {
        swiss::next(op(process, t, MapKind::Generic), it).await
    } else {
        iter::next(process, t, it).await
    };
    done.frame(name)?;
    oracle::iterated(process, t, it, seen, name);
    Ok(())
}

/// `len(m)`
pub fn maplen(process: &Process, h: u64) -> Res<u64> {
    if h == 0 {
        return Ok(0);
    }
    let count = process.load(h + hmap::COUNT, 8)?;
    oracle::measured(process, h, count);
    Ok(count)
}

/// `maps.Clone`, in versions in which that is a function of the maps' own.
pub async fn mapclone(process: &Process, t: &MapType, h: u64) -> Res<u64> {
    process.point(&points::MAP_ITER_INIT, h, Access::Read).await;
    let copy = swiss::clone(op(process, t, t.kind), h);
    let copy = copy.frame("internal/runtime/maps.(*Map).Clone")?;
    made(process, t, copy);
    oracle::cloned(process, h, copy);
    Ok(copy)
}
