//! What operations on maps report, and what is made of it.

use tearpoint_harness::contract::{Class, Crash};

use super::blob::Blob;
use super::canon::{Canon, canon, is_at};
use super::map_shadow::{Entry, MapShadow, Seen, State};
use crate::alg::Alg;
use crate::equal::Src;
use crate::map::Key;
use crate::process::Process;
use crate::rtype::{MapKind, MapType};
use crate::traceback::frame;

/// An invariant, and how it was seen not to hold.
pub(super) type Broken = (&'static str, &'static str);

const FOUND: Broken = (
    "a key that was stored is found",
    "a lookup missed a key that the map holds",
);
const NOT_FOUND: Broken = (
    "a key that is not in the map is not found",
    "a lookup found a key that was never stored, or was deleted",
);
const VALUE: Broken = (
    "a stored element is read back",
    "a lookup gave another element than was stored",
);
const LEN: Broken = (
    "len counts the entries",
    "len differs from the number of entries stored",
);
/// A finding, once a map.
pub(super) fn report(process: &Process, map: &mut MapShadow, name: &str, broken: Broken) {
    map.left_alone = true;
    let (invariant, message) = broken;
    process.findings.borrow_mut().push(Crash {
        message: message.to_owned(),
        frames: vec![frame(name.to_owned())],
        invariant: invariant.to_owned(),
        ..Crash::of(Class::Corruption)
    });
}

/// A map was made.
pub(crate) fn made(process: &Process, h: u64) {
    let mut shadow = process.map_shadows.borrow_mut();
    let entries = shadow.spare.pop().unwrap_or_default();
    let map = MapShadow {
        h,
        entries,
        ..MapShadow::default()
    };
    match shadow.maps.binary_search_by_key(&h, |map| map.h) {
        Ok(at) => shadow.maps[at] = map,
        Err(at) => shadow.maps.insert(at, map),
    }
}

/// The map at `copy` was made of that at `h`, with its entries.
pub(crate) fn cloned(process: &Process, h: u64, copy: u64) {
    let mut shadow = process.map_shadows.borrow_mut();
    let known = shadow.map(h).map(|map| {
        let entries = map.entries.iter().map(|entry| Entry {
            key: entry.key.clone(),
            state: entry.state.clone(),
        });
        (entries.collect(), map.nans, map.unsure, map.writing)
    });
    let Some(map) = shadow.map(copy) else { return };
    match known {
        Some((entries, nans, unsure, 0)) => {
            map.entries = entries;
            map.nans = nans;
            map.unsure = unsure;
        }
        _ => map.left_alone = true,
    }
}

/// A read begins.
#[inline]
pub(crate) fn begin(process: &Process, h: u64) -> Seen {
    let version = process
        .map_shadows
        .borrow_mut()
        .map(h)
        .map_or(0, |map| map.version);
    Seen { version }
}

/// A write begins.
#[inline]
pub(crate) fn begin_write(process: &Process, h: u64) -> Seen {
    let mut shadow = process.map_shadows.borrow_mut();
    let Some(map) = shadow.map(h) else {
        return Seen { version: 0 };
    };
    map.version += 1;
    map.writing += 1;
    Seen {
        version: map.version,
    }
}

/// The key as the shadow knows it; `Bad` also if `kind` does not fit the map.
fn canonical(process: &Process, t: &MapType, kind: MapKind, key: &Key) -> Canon {
    let fits = match kind {
        MapKind::Generic => true,
        MapKind::Fast64 | MapKind::Fast64Ptr => {
            matches!(t.kind, MapKind::Fast64 | MapKind::Fast64Ptr)
        }
        other => other == t.kind,
    };
    match key {
        _ if !fits => Canon::Bad,
        Key::U64(word) if t.key == Alg::Mem(8) => Canon::Key(Blob::Word(8, *word)),
        // To a fast variant an address is itself the key.
        Key::Addr(word) if kind != MapKind::Generic => {
            canon(process, &t.key, Src::Host(&word.to_le_bytes()))
        }
        key => key.with(|key| canon(process, &t.key, key)),
    }
}

/// A lookup ended: at this element, or nowhere.
#[expect(clippy::too_many_arguments, reason = "an operation, and what it gave")]
pub(crate) fn accessed(
    process: &Process,
    t: &MapType,
    kind: MapKind,
    h: u64,
    key: &Key,
    seen: Seen,
    found: Option<u64>,
    name: &str,
) {
    let mut shadow = process.map_shadows.borrow_mut();
    let Some(map) = shadow.map(h).filter(|map| map.quiet(seen)) else {
        return;
    };
    let Canon::Key(key) = canonical(process, t, kind, key) else {
        return;
    };
    let broken = match (map.find(&key), found) {
        (Err(_), None) => return,
        (Err(_), Some(_)) => NOT_FOUND,
        (Ok(at), found) => match (&map.entries[at].state, found) {
            (State::Unsure, _) | (State::Stored, Some(_)) => return,
            (_, None) => FOUND,
            (State::Value(elem), Some(addr)) if is_at(process, elem, addr) => return,
            (State::Value(_), Some(_)) => VALUE,
        },
    };
    report(process, map, name, broken);
}

/// A store of a key ended.
pub(crate) fn assigned(
    process: &Process,
    t: &MapType,
    kind: MapKind,
    h: u64,
    key: &Key,
    seen: Seen,
    done: bool,
) {
    let mut shadow = process.map_shadows.borrow_mut();
    let Some(map) = shadow.map(h) else { return };
    let alone = map.end_write(seen);
    match canonical(process, t, kind, key) {
        Canon::Key(key) if done && alone => map.set(key, State::Stored),
        Canon::Key(key) => map.set(key, State::Unsure),
        Canon::Nan if done => map.nans += 1,
        Canon::Nan | Canon::Bad => {}
    }
}

/// The program stored `elem` where `mapassign` told it to.
pub fn store(process: &Process, t: &MapType, h: u64, key: &Key, elem: &[u8]) {
    let mut shadow = process.map_shadows.borrow_mut();
    let Some(map) = shadow.map(h) else { return };
    if let Canon::Key(key) = canonical(process, t, t.kind, key)
        && let Ok(at) = map.find(&key)
        && map.entries[at].state != State::Unsure
    {
        map.entries[at].state = State::Value(Blob::new(elem));
    }
}

/// A deletion ended.
pub(crate) fn deleted(
    process: &Process,
    t: &MapType,
    kind: MapKind,
    h: u64,
    key: &Key,
    seen: Seen,
    done: bool,
) {
    let mut shadow = process.map_shadows.borrow_mut();
    let Some(map) = shadow.map(h) else { return };
    let alone = map.end_write(seen);
    match canonical(process, t, kind, key) {
        Canon::Key(key) if done && alone => map.remove(&key),
        Canon::Key(key) => map.set(key, State::Unsure),
        Canon::Nan | Canon::Bad => {}
    }
}

/// A clearing ended.
pub(crate) fn cleared(process: &Process, h: u64, seen: Seen, done: bool) {
    let mut shadow = process.map_shadows.borrow_mut();
    let Some(map) = shadow.map(h) else { return };
    if map.end_write(seen) && done {
        map.entries.clear();
        map.nans = 0;
        map.unsure = 0;
        return;
    }
    for entry in &mut map.entries {
        entry.state = State::Unsure;
    }
    // Whether the NaNs are gone is not known either: an entry that never goes away.
    map.unsure = map.entries.len() + 1;
}

/// `len` was asked for.
pub(crate) fn measured(process: &Process, h: u64, count: u64) {
    let mut shadow = process.map_shadows.borrow_mut();
    let Some(map) = shadow.map(h) else { return };
    let right = map.entries.len() as u64 + map.nans;
    if map.writing == 0 && map.unsure == 0 && count != right {
        report(process, map, "len", LEN);
    }
}
