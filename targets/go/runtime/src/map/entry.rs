//! The functions that compiled code calls (runtime/map.go and its fast variants): each lets others run, does the operation, and
//! tells the oracle.

use tearpoint_harness::contract::Access;

use super::{Key, access, assign, delete, iter};
use crate::error::{FrameExt, Res};
use crate::layout::{hiter, hmap};
use crate::oracle;
use crate::points;
use crate::process::Process;
use crate::rtype::{MapKind, MapType};
use tearpoint_machine::memory::DATA_BASE;

/// `runtime.zeroVal`: what a read of a missing key gives. 1024 bytes of package data.
pub const ZERO_VAL: u64 = DATA_BASE + 0x100;
/// Bytes of [`ZERO_VAL`]. For a larger element the caller has a zero value of its own (`mapaccess1_fat`).
pub const ZERO_VAL_SIZE: u64 = 1024;

/// `v := m[k]`: the element's address; [`ZERO_VAL`] if the key is missing.
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
    let found = access::access(process, t, kind, h, &key).await;
    let name = kind.names().access1;
    let mut found = found.frame(name);
    if t.elem_size > ZERO_VAL_SIZE {
        found = found.frame("runtime.mapaccess1_fat");
    }
    let found = found?;
    oracle::accessed(process, t, kind, h, &key, seen, found, name);
    Ok(found.unwrap_or(ZERO_VAL))
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
    let found = access::access(process, t, kind, h, &key).await;
    let fat = t.elem_size > ZERO_VAL_SIZE;
    let name = if fat {
        kind.names().access1
    } else {
        kind.names().access2
    };
    let mut found = found.frame(name);
    if fat {
        found = found.frame("runtime.mapaccess2_fat");
    }
    let found = found?;
    oracle::accessed(process, t, kind, h, &key, seen, found, name);
    Ok((found.unwrap_or(ZERO_VAL), found.is_some()))
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
    let elem = assign::assign(process, t, kind, h, &key).await;
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
    let done = delete::delete(process, t, kind, h, &key).await;
    oracle::deleted(process, t, kind, h, &key, seen, done.is_ok());
    done.frame(kind.names().delete)
}

/// `clear(m)`, and the loop that deletes every key.
pub async fn mapclear(process: &Process, t: &MapType, h: u64) -> Res<()> {
    process.point(&points::MAP_CLEAR, h, Access::Write).await;
    let seen = oracle::begin_write(process, h);
    let done = delete::clear_map(process, t, h).await;
    oracle::cleared(process, h, seen, done.is_ok());
    done.frame("runtime.mapclear")
}

/// Starts `range m`: `it` is the address of a zeroed hiter.
pub async fn mapiterinit(process: &Process, t: &MapType, h: u64, it: u64) -> Res<()> {
    process.point(&points::MAP_ITER_INIT, h, Access::Read).await;
    process.add_iter(it);
    oracle::iter_begin(process, h, it);
    let seen = oracle::begin(process, h);
    let done = iter::init(process, t, h, it).await;
    done.frame("runtime.mapiterinit")?;
    oracle::iterated(process, t, it, seen, "runtime.mapiterinit");
    Ok(())
}

/// The next round of `range m`; `it.key` is nil after the last.
pub async fn mapiternext(process: &Process, it: u64) -> Res<()> {
    let h = process
        .load(it + hiter::H, 8)
        .frame("runtime.mapiternext")?;
    process.point(&points::MAP_ITER_NEXT, h, Access::Read).await;
    let seen = oracle::begin(process, h);
    let rtypes = std::rc::Rc::clone(&process.rtypes.borrow());
    let t = iter::map_type(process, &rtypes, it).frame("runtime.mapiternext")?;
    let done = iter::next(process, t, it).await;
    done.frame("runtime.mapiternext")?;
    oracle::iterated(process, t, it, seen, "runtime.mapiternext");
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
