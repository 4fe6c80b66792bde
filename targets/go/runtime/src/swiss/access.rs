//! Looking a key up (internal/runtime/maps/runtime*.go `runtime_mapaccess1`, `runtime_mapaccess2` and their fast variants, map.go
//! `getWithKey`).

use tearpoint_harness::contract::Access;

use super::group::Slots;
use super::{Op, SLOTS, h2};
use crate::error::{FrameExt, Res};
use crate::hash::map_key_error;
use crate::layout::swiss_map;
use crate::map::Key;
use crate::points;
use crate::process::Process;
use crate::rtype::MapKind;

/// Strings longer than this are told apart without hashing, if that does it.
const LONG_STRING: u64 = 64;

/// The functions of a lookup on the stack, inner first: `names` are those of the lookup with one result and with two. Those that
/// `mapaccess1_fat` calls differ by version.
pub(crate) fn frames(
    process: &Process,
    names: [&'static str; 2],
    two: bool,
    fat: bool,
) -> Vec<&'static str> {
    let calls = process.profile.get().swiss.access1_calls_access2;
    match (two, fat) {
        (true, false) => vec![names[1]],
        (false, false) if calls => vec![names[1], names[0]],
        (_, true) if calls => vec![names[1]],
        _ => vec![names[0]],
    }
}

/// The address of the key's element, if the key is there.
pub(crate) async fn access(op: Op<'_>, m: u64, key: &Key) -> Res<Option<u64>> {
    if m == 0 || op.load(m, swiss_map::USED, 8)? == 0 {
        if op.kind == MapKind::Generic && op.t.hash_might_panic {
            key.with(|key| map_key_error(op.process, &op.t.key, key))?;
        }
        return Ok(None);
    }
    op.check_writing(m, "concurrent map read and map write")?;
    let small = op.load(m, swiss_map::DIR_LEN, 8)?;
    let is_small = match op.kind {
        MapKind::FastStr => small as i64 <= 0,
        MapKind::Generic => small as i64 <= 0,
        _ => small == 0,
    };
    if is_small && op.kind != MapKind::Generic {
        op.process.point(&points::MAP_BUCKET, m, Access::Read).await;
        return match op.kind {
            MapKind::FastStr => {
                let found = access_small_string(op, m, key);
                found.frame("internal/runtime/maps.(*Map).getWithoutKeySmallFastStr")
            }
            _ => access_small_word(op, m, key),
        };
    }
    let hash = key.hash(op.process, op.t, op.load(m, swiss_map::SEED, 8)?)?;
    if is_small {
        op.process.point(&points::MAP_BUCKET, m, Access::Read).await;
        let g = op.load(m, swiss_map::DIR_PTR, 8)?;
        let found = find_in(op, g, key, hash);
        let found = found.frame("internal/runtime/maps.(*Map).getWithKeySmall")?;
        return found.map(|i| op.stored_elem(g, i)).transpose();
    }
    let table = op.table_of(m, hash)?;
    let mut probe = op.probe(table, hash)?;
    loop {
        op.process.point(&points::MAP_BUCKET, m, Access::Read).await;
        let g = probe.group();
        let ctrls = op.ctrls(g)?;
        for i in ctrls.h2(h2(hash)) {
            if op.is_key(g, i, key)? {
                let elem = op.elem_behind(op.key_at(g, i));
                if op.kind == MapKind::Generic && op.t.indirect_elem {
                    return op.load(elem, 0, 8).map(Some);
                }
                return Ok(Some(elem));
            }
        }
        if !op.ctrls(g)?.empty().is_empty() {
            return Ok(None);
        }
        probe.next(op).await?;
    }
}

/// The slot of the group that holds the key.
fn find_in(op: Op<'_>, g: u64, key: &Key, hash: u64) -> Res<Option<u64>> {
    for i in op.ctrls(g)?.h2(h2(hash)) {
        if op.is_key(g, i, key)? {
            return Ok(Some(i));
        }
    }
    Ok(None)
}

/// The only group of a map with numbers or pointers for keys: every key is compared, full slot or not.
fn access_small_word(op: Op<'_>, m: u64, key: &Key) -> Res<Option<u64>> {
    let g = op.load(m, swiss_map::DIR_PTR, 8)?;
    let full: Slots = op.ctrls(g)?.full();
    for i in full {
        if op.is_key(g, i, key)? {
            return Ok(Some(op.elem_behind(op.key_at(g, i))));
        }
    }
    Ok(None)
}

/// `getWithoutKeySmallFastStr`
fn access_small_string(op: Op<'_>, m: u64, key: &Key) -> Res<Option<u64>> {
    let g = op.load(m, swiss_map::DIR_PTR, 8)?;
    let ctrls = op.ctrls(g)?;
    let (ptr, len) = key.string();
    if len > LONG_STRING {
        let mut found = None;
        let mut several = false;
        for i in 0..SLOTS {
            if ctrls.get(i) & 0x80 == 0 && quick_equal(op, op.key_at(g, i), (ptr, len))? {
                several = found.is_some();
                if several {
                    break;
                }
                found = Some(i);
            }
        }
        if !several {
            let Some(i) = found else { return Ok(None) };
            let is_it = op.is_key(g, i, key)?;
            return Ok(is_it.then(|| op.elem_behind(op.key_at(g, i))));
        }
    }
    let hash = key.hash(op.process, op.t, op.load(m, swiss_map::SEED, 8)?)?;
    let found = find_in(op, g, key, hash)?;
    Ok(found.map(|i| op.elem_behind(op.key_at(g, i))))
}

/// `longStringQuickEqualityTest`: the same length, the same first and last eight bytes.
fn quick_equal(op: Op<'_>, slot_key: u64, (ptr, len): (u64, u64)) -> Res<bool> {
    if op.load(slot_key, 8, 8)? != len {
        return Ok(false);
    }
    let other = op.load(slot_key, 0, 8)?;
    let same = |at: u64| -> Res<bool> { Ok(op.load(ptr, at, 8)? == op.load(other, at, 8)?) };
    Ok(same(0)? && same(len - 8)?)
}

/// `getWithKey`: the addresses of key and element, for the iterator.
pub(super) async fn with_key(op: Op<'_>, m: u64, key: u64) -> Res<Option<(u64, u64)>> {
    if op.load(m, swiss_map::USED, 8)? == 0 {
        return Ok(None);
    }
    op.check_writing(m, "concurrent map read and map write")?;
    let hash = op.hash_of(m, key)?;
    let find = |g: u64| -> Res<Option<(u64, u64)>> {
        let Some(i) = find_in(op, g, &Key::Addr(key), hash)? else {
            return Ok(None);
        };
        Ok(Some((op.stored_key(g, i)?, op.stored_elem(g, i)?)))
    };
    if op.load(m, swiss_map::DIR_LEN, 8)? == 0 {
        let g = op.load(m, swiss_map::DIR_PTR, 8)?;
        return find(g).frame("internal/runtime/maps.(*Map).getWithKeySmall");
    }
    let table = op.table_of(m, hash)?;
    let mut probe = op.probe(table, hash)?;
    loop {
        let g = probe.group();
        if let Some(found) = find(g)? {
            return Ok(Some(found));
        }
        if !op.ctrls(g)?.empty().is_empty() {
            return Ok(None);
        }
        probe.next(op).await?;
    }
}
