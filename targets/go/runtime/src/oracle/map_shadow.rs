//! What is known of each map: its entries, the writes under way, the iterations.

use super::blob::Blob;
use tearpoint_machine::run_state::Renew;

/// What is known of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// The map holds this element.
    Value(Blob),
    /// The map holds the key; its element is being stored.
    Stored,
    /// Whether the map holds the key depends on how two writes met.
    Unsure,
}

#[derive(Debug)]
pub(super) struct Entry {
    /// The key, in canonical form.
    pub key: Blob,
    /// What is known of it.
    pub state: State,
}

/// One map's shadow.
#[derive(Debug, Default)]
pub(super) struct MapShadow {
    /// The hmap's address.
    pub h: u64,
    /// Counts beginnings and ends of writes.
    pub version: u64,
    /// Writes under way.
    pub writing: u32,
    /// By key.
    pub entries: Vec<Entry>,
    /// Entries under NaN.
    pub nans: u64,
    /// Entries of which nothing is sure.
    pub unsure: usize,
    /// It has been reported, or nothing can be said of it.
    pub left_alone: bool,
}

/// An iteration under way.
#[derive(Debug, Default)]
pub(super) struct IterShadow {
    /// The hiter's address.
    pub it: u64,
    /// The map's hmap.
    pub h: u64,
    /// The map's version when it began.
    pub version: u64,
    /// Entries visited, by position: the first 64, then the others.
    pub visited: u64,
    /// The bits of the entries from the 65th on.
    pub more: Vec<u64>,
    /// Entries under NaN that were visited.
    pub nans: u64,
}

/// Iterations remembered at most; a loop left early never ends.
pub(super) const MAX_ITERS: usize = 64;

/// All shadows of a run.
#[derive(Debug, Default)]
pub struct MapShadows {
    /// By address.
    pub(super) maps: Vec<MapShadow>,
    pub(super) iters: Vec<IterShadow>,
    /// Position of the map found last.
    pub(super) last: usize,
    pub(super) spare: Vec<Vec<Entry>>,
}

/// What an operation saw of the shadow as it began.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    /// The map's version then.
    pub version: u64,
}

impl Renew for MapShadows {
    /// No map is known. The lists of their entries are used again.
    fn renew(&mut self, _: MapShadows) {
        for map in self.maps.drain(..) {
            let mut entries = map.entries;
            entries.clear();
            self.spare.push(entries);
        }
        self.iters.clear();
        self.last = 0;
    }
}

impl MapShadows {
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
    pub(super) fn map(&mut self, h: u64) -> Option<&mut MapShadow> {
        let at = self.index(h)?;
        Some(&mut self.maps[at]).filter(|map| !map.left_alone)
    }
}

impl MapShadow {
    /// The entry's position, or where it would be.
    pub fn find(&self, key: &Blob) -> Result<usize, usize> {
        match self.entries.last() {
            Some(last) if last.key < *key => Err(self.entries.len()),
            _ => self.entries.binary_search_by(|entry| entry.key.cmp(key)),
        }
    }

    /// The key is in the map, and this is known of it.
    pub fn set(&mut self, key: Blob, state: State) {
        self.unsure += usize::from(state == State::Unsure);
        match self.find(&key) {
            Ok(at) => {
                let old = std::mem::replace(&mut self.entries[at].state, state);
                self.unsure -= usize::from(old == State::Unsure);
            }
            Err(at) => self.entries.insert(at, Entry { key, state }),
        }
    }

    /// The key is not in the map.
    pub fn remove(&mut self, key: &Blob) {
        if let Ok(at) = self.find(key) {
            let entry = self.entries.remove(at);
            self.unsure -= usize::from(entry.state == State::Unsure);
        }
    }

    /// Nothing wrote the map since `seen`.
    pub fn quiet(&self, seen: Seen) -> bool {
        self.writing == 0 && self.version == seen.version
    }

    /// Closes a write; whether it was alone.
    pub fn end_write(&mut self, seen: Seen) -> bool {
        self.writing = self.writing.saturating_sub(1);
        let alone = self.quiet(seen);
        self.version += 1;
        alone
    }
}
