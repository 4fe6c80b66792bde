//! An oracle: what each map should hold, kept beside the simulated memory.
//!
//! Every operation of compiled code on a map reports here. Where the map answers otherwise than the shadow and the runtime
//! did not notice, that is a finding of class `corruption`, once a map.
//!
//! Invariants: the shadow never writes simulated memory and never changes a run's course; on a map that only the map
//! functions write, it has nothing to say.
//! Deviations: operations that overlap another goroutine's write to the same map are not judged, and a key that two
//! overlapping writes touch is not judged until it is written again.
//! Misses: entries under NaN keys are counted, not compared; a variant called on a map it does not fit leaves no trace.

use tearpoint_harness::contract::{Class, Crash};

use super::alg::{Alg, Src};
use super::layout::hiter;
use super::map::Key;
use super::process::Process;
use super::rtype::{MapKind, MapType};
use super::traceback::frame;

mod blob;
pub mod chan;

use blob::{Blob, Canon, canon};

/// What is known of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
enum State {
    /// The map holds this element.
    Value(Blob),
    /// The map holds the key; its element is being stored.
    Stored,
    /// Whether the map holds the key depends on how two writes met.
    Unsure,
}

#[derive(Debug)]
struct Entry {
    key: Blob,
    state: State,
}

/// One map's shadow.
#[derive(Debug, Default)]
struct MapShadow {
    h: u64,
    /// Counts beginnings and ends of writes.
    version: u64,
    /// Writes under way.
    writing: u32,
    /// By key.
    entries: Vec<Entry>,
    nans: u64,
    unsure: usize,
    /// It has been reported, or nothing can be said of it.
    left_alone: bool,
}

/// An iteration under way.
#[derive(Debug, Default)]
struct IterShadow {
    it: u64,
    h: u64,
    /// The map's version when it began.
    version: u64,
    /// Entries visited, by position: the first 64, then the others.
    visited: u64,
    more: Vec<u64>,
    nans: u64,
}

/// Iterations remembered at most; a loop left early never ends.
const MAX_ITERS: usize = 64;

/// All shadows of a run.
#[derive(Debug, Default)]
pub struct Shadow {
    /// By address.
    maps: Vec<MapShadow>,
    iters: Vec<IterShadow>,
    /// Position of the map found last.
    last: usize,
    spare: Vec<Vec<Entry>>,
}

/// What an operation saw of the shadow as it began.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    version: u64,
}

impl Shadow {
    /// Forgets everything.
    pub fn reset(&mut self) {
        for map in self.maps.drain(..) {
            let mut entries = map.entries;
            entries.clear();
            self.spare.push(entries);
        }
        self.iters.clear();
        self.last = 0;
    }

    /// The map at `h` is no more.
    pub fn forget(&mut self, h: u64) {
        if let Ok(at) = self.maps.binary_search_by_key(&h, |map| map.h) {
            let mut entries = self.maps.remove(at).entries;
            entries.clear();
            self.spare.push(entries);
        }
    }

    #[inline]
    fn index(&mut self, h: u64) -> Option<usize> {
        if self.maps.get(self.last).is_some_and(|map| map.h == h) {
            return Some(self.last);
        }
        let at = self.maps.binary_search_by_key(&h, |map| map.h).ok()?;
        self.last = at;
        Some(at)
    }

    #[inline]
    fn map(&mut self, h: u64) -> Option<&mut MapShadow> {
        let at = self.index(h)?;
        Some(&mut self.maps[at]).filter(|map| !map.left_alone)
    }
}

impl MapShadow {
    fn find(&self, key: &Blob) -> Result<usize, usize> {
        match self.entries.last() {
            Some(last) if last.key < *key => Err(self.entries.len()),
            _ => self.entries.binary_search_by(|entry| entry.key.cmp(key)),
        }
    }

    fn set(&mut self, key: Blob, state: State) {
        self.unsure += usize::from(state == State::Unsure);
        match self.find(&key) {
            Ok(at) => {
                let old = std::mem::replace(&mut self.entries[at].state, state);
                self.unsure -= usize::from(old == State::Unsure);
            }
            Err(at) => self.entries.insert(at, Entry { key, state }),
        }
    }

    fn remove(&mut self, key: &Blob) {
        if let Ok(at) = self.find(key) {
            let entry = self.entries.remove(at);
            self.unsure -= usize::from(entry.state == State::Unsure);
        }
    }

    /// Nothing wrote the map since `seen`.
    fn quiet(&self, seen: Seen) -> bool {
        self.writing == 0 && self.version == seen.version
    }

    /// Closes a write; whether it was alone.
    fn end_write(&mut self, seen: Seen) -> bool {
        self.writing = self.writing.saturating_sub(1);
        let alone = self.quiet(seen);
        self.version += 1;
        alone
    }

    fn report(&mut self, process: &Process, name: &str, broken: Broken) {
        self.left_alone = true;
        let (invariant, message) = broken;
        process.findings.borrow_mut().push(Crash {
            message: message.to_owned(),
            frames: vec![frame(name.to_owned())],
            invariant: invariant.to_owned(),
            ..Crash::of(Class::Corruption)
        });
    }
}

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

/// A map was made.
pub(super) fn made(process: &Process, h: u64) {
    let mut shadow = process.shadow.borrow_mut();
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
pub(super) fn begin(process: &Process, h: u64) -> Seen {
    let version = process
        .shadow
        .borrow_mut()
        .map(h)
        .map_or(0, |map| map.version);
    Seen { version }
}

/// A write begins.
#[inline]
pub(super) fn begin_write(process: &Process, h: u64) -> Seen {
    let mut shadow = process.shadow.borrow_mut();
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
pub(super) fn accessed(
    process: &Process,
    t: &MapType,
    kind: MapKind,
    h: u64,
    key: &Key,
    seen: Seen,
    found: Option<u64>,
    name: &str,
) {
    let mut shadow = process.shadow.borrow_mut();
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
            (State::Value(elem), Some(addr)) if elem.is_at(process, addr) => return,
            (State::Value(_), Some(_)) => VALUE,
        },
    };
    map.report(process, name, broken);
}

/// A store of a key ended.
pub(super) fn assigned(
    process: &Process,
    t: &MapType,
    kind: MapKind,
    h: u64,
    key: &Key,
    seen: Seen,
    done: bool,
) {
    let mut shadow = process.shadow.borrow_mut();
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
    let mut shadow = process.shadow.borrow_mut();
    let Some(map) = shadow.map(h) else { return };
    if let Canon::Key(key) = canonical(process, t, t.kind, key)
        && let Ok(at) = map.find(&key)
        && map.entries[at].state != State::Unsure
    {
        map.entries[at].state = State::Value(Blob::new(elem));
    }
}

/// A deletion ended.
pub(super) fn deleted(
    process: &Process,
    t: &MapType,
    kind: MapKind,
    h: u64,
    key: &Key,
    seen: Seen,
    done: bool,
) {
    let mut shadow = process.shadow.borrow_mut();
    let Some(map) = shadow.map(h) else { return };
    let alone = map.end_write(seen);
    match canonical(process, t, kind, key) {
        Canon::Key(key) if done && alone => map.remove(&key),
        Canon::Key(key) => map.set(key, State::Unsure),
        Canon::Nan | Canon::Bad => {}
    }
}

/// A clearing ended.
pub(super) fn cleared(process: &Process, h: u64, seen: Seen, done: bool) {
    let mut shadow = process.shadow.borrow_mut();
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
pub(super) fn measured(process: &Process, h: u64, count: u64) {
    let mut shadow = process.shadow.borrow_mut();
    let Some(map) = shadow.map(h) else { return };
    let right = map.entries.len() as u64 + map.nans;
    if map.writing == 0 && map.unsure == 0 && count != right {
        map.report(process, "len", LEN);
    }
}

/// An iteration begins.
pub(super) fn iter_begin(process: &Process, h: u64, it: u64) {
    let mut shadow = process.shadow.borrow_mut();
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
pub(super) fn iterated(process: &Process, t: &MapType, it: u64, seen: Seen, name: &str) {
    let shadow = &mut *process.shadow.borrow_mut();
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
        map.report(process, name, broken);
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
        State::Value(value) if !value.is_at(process, elem) => return Some(VISITS_VALUES),
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
