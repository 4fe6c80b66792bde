//! Maps with string keys (runtime/map_faststr.go): what they do in their own way.
//!
//! A map of one bucket is searched without hashing: short keys are compared outright, of long keys first the ends.

use super::bucket::{BUCKET_CNT, DATA_OFFSET, EMPTY_REST, is_empty, top};
use super::key::Key;
use super::walk::{Place, Scan};
use crate::equal::memequal;
use crate::error::Res;
use crate::process::Process;
use crate::rtype::MapType;

/// Bytes of a string header.
const STRING: u64 = 16;

fn header(b: u64, i: u64) -> u64 {
    b.wrapping_add(DATA_OFFSET + i * STRING)
}

/// Looks through the only bucket. [`Scan::On`] says that hashing must decide (`goto dohash`).
pub(super) fn find_single(process: &Process, _t: &MapType, b: u64, key: &Key) -> Res<Scan> {
    let (ptr, len) = key.string();
    let short = (len as i64) < 32;
    let mut maybe = None;
    for i in 0..BUCKET_CNT {
        let k = header(b, i);
        if process.load(k.wrapping_add(8), 8)? != len || is_empty(top(process, b, i)?) {
            if top(process, b, i)? == EMPTY_REST {
                break;
            }
            continue;
        }
        let stored = process.load(k, 8)?;
        if stored == ptr || (short && memequal(process, stored, ptr, len)?) {
            return Ok(Scan::Hit(i));
        }
        if short {
            continue;
        }
        let end = len.wrapping_sub(4);
        if process.load(ptr, 4)? != process.load(stored, 4)?
            || process.load(ptr.wrapping_add(end), 4)?
                != process.load(stored.wrapping_add(end), 4)?
        {
            continue;
        }
        if maybe.is_some() {
            return Ok(Scan::On);
        }
        maybe = Some(i);
    }
    if let Some(i) = maybe
        && memequal(process, process.load(header(b, i), 8)?, ptr, len)?
    {
        return Ok(Scan::Hit(i));
    }
    Ok(Scan::Stop)
}

/// Whether slot `i` holds the key, its top hash aside.
fn same(process: &Process, b: u64, i: u64, (ptr, len): (u64, u64)) -> Res<bool> {
    let k = header(b, i);
    if process.load(k.wrapping_add(8), 8)? != len {
        return Ok(false);
    }
    let stored = process.load(k, 8)?;
    Ok(stored == ptr || memequal(process, stored, ptr, len)?)
}

/// The slot of the key in bucket `b`; no early end.
pub(super) fn find(process: &Process, b: u64, key: &Key, wanted: u64) -> Res<Scan> {
    let key = key.string();
    for i in 0..BUCKET_CNT {
        // The length is read before the top hash.
        let len = process.load(header(b, i).wrapping_add(8), 8)?;
        if len == key.1 && top(process, b, i)? == wanted && same(process, b, i, key)? {
            return Ok(Scan::Hit(i));
        }
    }
    Ok(Scan::On)
}

/// Looks for the key, and for room for it, in bucket `b`.
pub(super) fn find_place(
    process: &Process,
    b: u64,
    key: &Key,
    wanted: u64,
    place: &mut Option<Place>,
) -> Res<Scan> {
    let key = key.string();
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
        if same(process, b, i, key)? {
            // Already there: the new pointer lets the old bytes go.
            process.store(header(b, i), 8, key.0)?;
            return Ok(Scan::Hit(i));
        }
    }
    Ok(Scan::On)
}

/// Stores the key of a new entry.
pub(super) fn store_key(process: &Process, k: u64, key: &Key) -> Res<()> {
    let (ptr, len) = key.string();
    process.store(k, 8, ptr)?;
    process.store(k.wrapping_add(8), 8, len)
}
