//! Maps with 4-byte and 8-byte keys (runtime/map_fast32.go, map_fast64.go): what they do in their own way.
//!
//! The two files differ in the width of a key only. Keys are compared as numbers. A lookup compares the key first and
//! takes any top hash but an empty one for a hit; it walks the whole chain.

use super::bucket::{BUCKET_CNT, DATA_OFFSET, EMPTY_REST, is_empty, top};
use super::walk::{Place, Scan};
use crate::error::Res;
use crate::process::Process;
use crate::rtype::{MapKind, MapType};

fn width(kind: MapKind) -> u64 {
    if matches!(kind, MapKind::Fast32 | MapKind::Fast32Ptr) {
        4
    } else {
        8
    }
}

/// The key as this variant takes it: `mapassign_fast32ptr` on amd64 compares 8 bytes at a stride of 4.
fn parts(kind: MapKind, word: u64) -> (usize, u64) {
    match kind {
        MapKind::Fast32 => (4, word & 0xffff_ffff),
        _ => (8, word),
    }
}

/// Slot `i`'s key, of so many bytes, in a bucket's bytes.
#[inline]
fn key_of(bucket: &[u8], i: usize, bytes: usize) -> u64 {
    let mut word = [0; 8];
    let at = DATA_OFFSET as usize + i * bytes;
    match bytes {
        8 => word.copy_from_slice(&bucket[at..at + 8]),
        _ => word[..4].copy_from_slice(&bucket[at..at + 4]),
    }
    u64::from_le_bytes(word)
}

/// The slot of the key in bucket `b`.
pub(super) fn find(process: &Process, _t: &MapType, kind: MapKind, b: u64, word: u64) -> Res<Scan> {
    let stride = width(kind);
    let (bytes, word) = match stride {
        4 => (4, word & 0xffff_ffff),
        _ => (8, word),
    };
    let mem = process.mem.borrow();
    if let Some(bucket) = mem.trusted(b, 8 + 8 * stride as usize) {
        for i in 0..8 {
            if key_of(bucket, i, bytes) == word && !is_empty(u64::from(bucket[i])) {
                return Ok(Scan::Hit(i as u64));
            }
        }
        return Ok(Scan::On);
    }
    let mut k = b.wrapping_add(DATA_OFFSET);
    for i in 0..BUCKET_CNT {
        if process.load(k, bytes)? == word && !is_empty(top(process, b, i)?) {
            return Ok(Scan::Hit(i));
        }
        k = k.wrapping_add(stride);
    }
    Ok(Scan::On)
}

/// Looks for the key, and for room for it, in bucket `b`.
pub(super) fn find_place(
    process: &Process,
    kind: MapKind,
    b: u64,
    word: u64,
    place: &mut Option<Place>,
) -> Res<Scan> {
    let (bytes, word) = parts(kind, word);
    let stride = width(kind);
    let mem = process.mem.borrow();
    let quick = mem
        .trusted(b, 8 + 8 * stride as usize)
        .filter(|_| bytes as u64 == stride);
    if let Some(bucket) = quick {
        for i in 0..8 {
            let top = u64::from(bucket[i]);
            if is_empty(top) {
                place.get_or_insert(Place { b, i: i as u64 });
                if top == EMPTY_REST {
                    return Ok(Scan::Stop);
                }
            } else if key_of(bucket, i, bytes) == word {
                return Ok(Scan::Hit(i as u64));
            }
        }
        return Ok(Scan::On);
    }
    for i in 0..BUCKET_CNT {
        let top = top(process, b, i)?;
        if is_empty(top) {
            place.get_or_insert(Place { b, i });
            if top == EMPTY_REST {
                return Ok(Scan::Stop);
            }
            continue;
        }
        let k = b.wrapping_add(DATA_OFFSET + i * stride);
        if process.load(k, bytes)? == word {
            return Ok(Scan::Hit(i));
        }
    }
    Ok(Scan::On)
}

/// Stores the key of a new entry.
pub(super) fn store_key(process: &Process, kind: MapKind, k: u64, word: u64) -> Res<()> {
    let (bytes, word) = parts(kind, word);
    process.store(k, bytes, word)
}

/// Clears the key of a deleted entry: only if it is a pointer.
pub(super) fn clear_key(process: &Process, t: &MapType, kind: MapKind, k: u64) -> Res<()> {
    if !t.key_noscan && width(kind) == 8 {
        process.store(k, 8, 0)?;
    }
    Ok(())
}

/// Copies the key of an evacuated entry.
pub(super) fn move_key(process: &Process, kind: MapKind, to: u64, from: u64) -> Res<()> {
    let bytes = width(kind) as usize;
    let word = process.load(from, bytes)?;
    process.store(to, bytes, word)
}
