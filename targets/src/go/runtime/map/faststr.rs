//! Maps with string keys (runtime/map_faststr.go): what they do in their own way.
//!
//! A map of one bucket is searched without hashing: short keys are compared outright, of long keys first the ends.

use super::super::alg::memequal;
use super::super::error::Res;
use super::super::g::Go;
use super::super::rtype::MapType;
use super::access::Scan;
use super::assign::Place;
use super::{BUCKET_CNT, DATA_OFFSET, EMPTY_REST, Key, is_empty, top};

/// Bytes of a string header.
const STRING: u64 = 16;

fn header(b: u64, i: u64) -> u64 {
    b.wrapping_add(DATA_OFFSET + i * STRING)
}

/// Looks through the only bucket. [`Scan::On`] says that hashing must decide (`goto dohash`).
pub(super) fn find_single(go: &Go, _t: &MapType, b: u64, key: &Key) -> Res<Scan> {
    let (ptr, len) = key.string();
    let short = (len as i64) < 32;
    let mut maybe = None;
    for i in 0..BUCKET_CNT {
        let k = header(b, i);
        if go.load(k.wrapping_add(8), 8)? != len || is_empty(top(go, b, i)?) {
            if top(go, b, i)? == EMPTY_REST {
                break;
            }
            continue;
        }
        let stored = go.load(k, 8)?;
        if stored == ptr || (short && memequal(go, stored, ptr, len)?) {
            return Ok(Scan::Hit(i));
        }
        if short {
            continue;
        }
        let end = len.wrapping_sub(4);
        if go.load(ptr, 4)? != go.load(stored, 4)?
            || go.load(ptr.wrapping_add(end), 4)? != go.load(stored.wrapping_add(end), 4)?
        {
            continue;
        }
        if maybe.is_some() {
            return Ok(Scan::On);
        }
        maybe = Some(i);
    }
    if let Some(i) = maybe
        && memequal(go, go.load(header(b, i), 8)?, ptr, len)?
    {
        return Ok(Scan::Hit(i));
    }
    Ok(Scan::Stop)
}

/// Whether slot `i` holds the key, its top hash aside.
fn same(go: &Go, b: u64, i: u64, (ptr, len): (u64, u64)) -> Res<bool> {
    let k = header(b, i);
    if go.load(k.wrapping_add(8), 8)? != len {
        return Ok(false);
    }
    let stored = go.load(k, 8)?;
    Ok(stored == ptr || memequal(go, stored, ptr, len)?)
}

/// The slot of the key in bucket `b`; no early end.
pub(super) fn find(go: &Go, b: u64, key: &Key, wanted: u64) -> Res<Scan> {
    let key = key.string();
    for i in 0..BUCKET_CNT {
        // The length is read before the top hash.
        let len = go.load(header(b, i).wrapping_add(8), 8)?;
        if len == key.1 && top(go, b, i)? == wanted && same(go, b, i, key)? {
            return Ok(Scan::Hit(i));
        }
    }
    Ok(Scan::On)
}

/// Looks for the key, and for room for it, in bucket `b`.
pub(super) fn find_place(
    go: &Go,
    b: u64,
    key: &Key,
    wanted: u64,
    place: &mut Option<Place>,
) -> Res<Scan> {
    let key = key.string();
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
        if same(go, b, i, key)? {
            // Already there: the new pointer lets the old bytes go.
            go.store(header(b, i), 8, key.0)?;
            return Ok(Scan::Hit(i));
        }
    }
    Ok(Scan::On)
}

/// Stores the key of a new entry.
pub(super) fn store_key(go: &Go, k: u64, key: &Key) -> Res<()> {
    let (ptr, len) = key.string();
    go.store(k, 8, ptr)?;
    go.store(k.wrapping_add(8), 8, len)
}
