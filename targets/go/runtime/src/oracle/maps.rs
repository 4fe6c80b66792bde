//! What operations on maps report, and what is made of it.

use tearpoint_harness::contract::Crash;

use super::blob::Blob;
use super::canon::{Canon, canon, is_at};
use super::map_shadow::{IterShadow, MAX_ITERS, MapShadow, Seen, State};
use crate::alg::Alg;
use crate::equal::Src;
use crate::layout::hiter;
use crate::map::Key;
use crate::process::Process;
use crate::rtype::{MapKind, MapType};

/// An invariant, and how it was seen not to hold.
type Broken = (&'static str, &'static str);

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
const VISITS_KEYS: Broken = (
    "an iteration visits only keys of the map",
    "an iteration visited a key that was never stored, or was deleted",
);
const VISITS_VALUES: Broken = (
    "an iteration gives the stored elements",
    "an iteration gave another element than was stored",
);
const VISITS_ONCE: Broken = (
    "an iteration visits a key once",
    "an iteration visited a key twice",
);
const VISITS_ALL: Broken = (
    "an iteration visits every entry",
    "an iteration ended without visiting every entry",
);

fn report(process: &Process, map: &mut MapShadow, name: &str, broken: Broken) {
    map.left_alone = true;
    let (invariant, message) = broken;
    process.findings.borrow_mut().push(Crash {
        class: "corruption".to_owned(),
        message: message.to_owned(),
        frames: vec![name.to_owned()],
        invariant: invariant.to_owned(),
        ..Crash::default()
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

/// An iteration begins.
pub(crate) fn iter_begin(process: &Process, h: u64, it: u64) {
    let mut shadow = process.map_shadows.borrow_mut();
    let Some(map) = shadow.map(h) else { return };
    let version = map.version;
    shadow.iters.retain(|iter| iter.it != it);
    if shadow.iters.len() >= MAX_ITERS {
        shadow.iters.remove(0);
    }
    shadow.iters.push(IterShadow {
        it,
        h,
        version,
        ..IterShadow::default()
    });
}

/// An iteration went on to the entry it now points to, or ended.
pub(crate) fn iterated(process: &Process, t: &MapType, it: u64, seen: Seen, name: &str) {
    let shadow = &mut *process.map_shadows.borrow_mut();
    let Some(n) = shadow.iters.iter().rposition(|iter| iter.it == it) else {
        return;
    };
    let (Ok(key), Ok(elem)) = ({
        let mem = process.mem.borrow();
        (mem.load(it + hiter::KEY, 8), mem.load(it + hiter::ELEM, 8))
    }) else {
        return;
    };
    let h = shadow.iters[n].h;
    let broken = match shadow.map(h) {
        Some(map) if map.quiet(seen) => {
            // The borrow of the map ends before its iteration is looked at.
            let at = if key == 0 {
                None
            } else {
                match canon(process, &t.key, Src::Mem(key)) {
                    Canon::Key(key) => Some(map.find(&key)),
                    Canon::Nan => {
                        shadow.iters[n].nans += 1;
                        return;
                    }
                    Canon::Bad => return,
                }
            };
            let m = shadow.last;
            judge_visit(process, &shadow.maps[m], &mut shadow.iters[n], at, elem)
        }
        _ => None,
    };
    if key == 0 {
        shadow.iters.remove(n);
    }
    if let (Some(broken), Some(map)) = (broken, shadow.map(h)) {
        report(process, map, name, broken);
    }
}

/// `at`: the visited key's position, or where it would be; nothing at the end.
fn judge_visit(
    process: &Process,
    map: &MapShadow,
    iter: &mut IterShadow,
    at: Option<Result<usize, usize>>,
    elem: u64,
) -> Option<Broken> {
    let untouched = map.version == iter.version && map.unsure == 0;
    let at = match at {
        Some(Ok(at)) => at,
        Some(Err(_)) => return (map.unsure == 0).then_some(VISITS_KEYS),
        None => {
            let visited = iter.more.iter().map(|word| word.count_ones()).sum::<u32>();
            let visited = (visited + iter.visited.count_ones()) as usize;
            let all = visited == map.entries.len() && iter.nans == map.nans;
            return (untouched && !all).then_some(VISITS_ALL);
        }
    };
    match &map.entries[at].state {
        State::Value(value) if !is_at(process, value, elem) => return Some(VISITS_VALUES),
        _ => {}
    }
    if !untouched {
        return None;
    }
    let word = match at / 64 {
        0 => &mut iter.visited,
        n => {
            if iter.more.len() < n {
                iter.more.resize(n, 0);
            }
            &mut iter.more[n - 1]
        }
    };
    let before = *word;
    *word |= 1 << (at % 64);
    (before == *word).then_some(VISITS_ONCE)
}
