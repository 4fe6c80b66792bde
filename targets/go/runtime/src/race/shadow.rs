//! What is remembered of each word: the accesses that a later one can race with.
//!
//! An access is dropped once a later one is ordered after it and covers it (the same bytes; a write, or both reads; not
//! atomic unless both are): whatever races with the dropped one then races with its successor. Accesses
//! mark bytes, so neighbours in one word never meet.
//!
//! Misses: past `MAX_KEPT` accesses of a word that nobody ordered, the oldest is forgotten.

use super::clock::{Clock, Epoch};
use tearpoint_machine::memory::ARENA_BASE;
use tearpoint_machine::run_state::Renew;

/// Accesses of one word kept at most.
const MAX_KEPT: usize = 24;
/// Words of a page, and bytes of memory it stands for.
const PAGE_WORDS: usize = 64;
const PAGE_BYTES: u64 = 8 * PAGE_WORDS as u64;
/// The heap's and the data's shadow reach so far.
const HEAP_BYTES: u64 = 8 << 30;
const DATA_BYTES: u64 = 1 << 30;

/// What a runtime function, or an instruction, does to the object.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub enum What {
    /// A load or store of the program.
    #[default]
    Plain,
    /// A function of sync/atomic.
    Atomic,
    /// A lookup in a map.
    MapAccess,
    /// A store into a map.
    MapAssign,
    /// A deletion from a map.
    MapDelete,
    /// `clear` of a map.
    MapClear,
    /// The start of an iteration.
    MapIterInit,
    /// The next round of an iteration.
    MapIterNext,
    /// `len` of a map.
    MapLen,
    /// A send.
    ChanSend,
    /// A close.
    ChanClose,
    /// `copy`
    SliceCopy,
    /// `append` that moves its array.
    GrowSlice,
}

impl What {
    /// The runtime function that shows above the program's own in a stack.
    pub fn function(self) -> Option<&'static str> {
        Some(match self {
            What::Plain | What::MapLen => return None,
            What::Atomic => "sync/atomic",
            What::MapAccess => "runtime.mapaccess",
            What::MapAssign => "runtime.mapassign",
            What::MapDelete => "runtime.mapdelete",
            What::MapClear => "runtime.mapclear",
            What::MapIterInit => "runtime.mapiterinit",
            What::MapIterNext => "runtime.mapiternext",
            What::ChanSend => "runtime.chansend",
            What::ChanClose => "runtime.closechan",
            What::SliceCopy => "runtime.slicecopy",
            What::GrowSlice => "runtime.growslice",
        })
    }

    /// The kind of object, where the operation says it.
    pub fn object(self) -> Option<&'static str> {
        match self {
            What::MapAccess | What::MapAssign | What::MapDelete => Some("map"),
            What::MapClear | What::MapIterInit | What::MapIterNext => Some("map"),
            What::MapLen => Some("map"),
            What::ChanSend | What::ChanClose => Some("channel"),
            _ => None,
        }
    }
}

/// One access of a goroutine to bytes of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Access {
    /// Whose.
    pub task: u32,
    /// When, by its own count.
    pub epoch: Epoch,
    /// A bit a byte.
    pub mask: u8,
    /// It was a write.
    pub write: bool,
    /// What did it.
    pub what: What,
    /// The stack: a call path, and where in its function.
    pub path: u32,
    /// The instruction.
    pub pc: u32,
    /// The step.
    pub step: u32,
}

impl Access {
    /// Whether what races with `other` also races with this one, which comes later and is ordered after it.
    #[inline]
    fn covers(&self, other: &Access) -> bool {
        self.mask & other.mask == other.mask
            && (self.write || !other.write)
            && (self.what != What::Atomic || other.what == What::Atomic)
    }

    #[inline]
    fn conflicts(&self, other: &Access) -> bool {
        self.mask & other.mask != 0
            && (self.write || other.write)
            && (self.what != What::Atomic || other.what != What::Atomic)
    }
}

/// A word.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cell {
    /// The latest access: a position in [`Shadow::nodes`], from 1.
    head: u32,
    /// The synchronisation object at this address, from 1.
    pub sync: u32,
    /// The latest write that is remembered with its value.
    pub last: u32,
}

#[derive(Clone, Copy, Debug, Default)]
struct Node {
    access: Access,
    next: u32,
}

/// The shadow of a run's memory. Pages exist where something was accessed.
#[derive(Debug, Default)]
pub struct Shadow {
    heap: Vec<u32>,
    data: Vec<u32>,
    pages: Vec<[Cell; PAGE_WORDS]>,
    used: usize,
    /// Entries of the two tables that are set.
    touched: Vec<(bool, u32)>,
    nodes: Vec<Node>,
    free: u32,
    /// How far from the usual address the heap's arena starts.
    shift: u64,
    /// Where package variables start.
    data_base: u64,
}

impl Renew for Shadow {
    /// Nothing was accessed. Only the entries that were set are cleared, and pages are used again.
    fn renew(&mut self, _: Shadow) {
        for (heap, at) in self.touched.drain(..) {
            let table = if heap { &mut self.heap } else { &mut self.data };
            table[at as usize] = 0;
        }
        self.used = 0;
        self.nodes.clear();
        self.free = 0;
        self.shift = 0;
    }
}

impl Shadow {
    /// The heap's arena starts at `arena`, package variables at `data`.
    pub fn place(&mut self, arena: u64, data: u64) {
        self.data_base = data;
        self.shift = arena.wrapping_sub(ARENA_BASE);
    }

    /// Whether `addr` lies in the heap's arena or in package variables, and its offset there.
    #[inline]
    fn region(&self, addr: u64) -> Option<(bool, u64)> {
        let heap = addr.wrapping_sub(ARENA_BASE).wrapping_sub(self.shift);
        if heap < HEAP_BYTES {
            return Some((true, heap));
        }
        let data = addr.wrapping_sub(self.data_base);
        (data < DATA_BYTES).then_some((false, data))
    }

    /// The word at `addr`, if it is memory that has a shadow.
    #[inline]
    pub fn cell(&mut self, addr: u64) -> Option<&mut Cell> {
        let (heap, offset) = self.region(addr)?;
        let at = (offset / PAGE_BYTES) as usize;
        let table = if heap { &self.heap } else { &self.data };
        let page = match table.get(at) {
            Some(&page) if page != 0 => page,
            _ => self.new_page(heap, at),
        };
        let word = (offset / 8) as usize % PAGE_WORDS;
        Some(&mut self.pages[page as usize - 1][word])
    }

    #[cold]
    fn new_page(&mut self, heap: bool, at: usize) -> u32 {
        let table = if heap { &mut self.heap } else { &mut self.data };
        if table.len() <= at {
            table.resize((at + 1).next_multiple_of(64), 0);
        }
        if self.used == self.pages.len() {
            self.pages.push([Cell::default(); PAGE_WORDS]);
        } else {
            self.pages[self.used] = [Cell::default(); PAGE_WORDS];
        }
        self.used += 1;
        table[at] = self.used as u32;
        self.touched.push((heap, at as u32));
        self.used as u32
    }

    /// Memory is handed out anew: what was there is nobody's concern.
    pub fn forget(&mut self, addr: u64, len: u64) {
        let Some((heap, start)) = self.region(addr) else {
            return;
        };
        let end = start.saturating_add(len);
        let mut offset = start & !7;
        while offset < end {
            let table = if heap { &self.heap } else { &self.data };
            let Some(&page) = table.get((offset / PAGE_BYTES) as usize) else {
                return;
            };
            if page == 0 {
                offset = (offset / PAGE_BYTES + 1) * PAGE_BYTES;
                continue;
            }
            let word = (offset / 8) as usize % PAGE_WORDS;
            let cell = std::mem::take(&mut self.pages[page as usize - 1][word]);
            self.free_list(cell.head);
            offset += 8;
        }
    }

    fn free_list(&mut self, head: u32) {
        let mut at = head;
        while at != 0 {
            let next = self.nodes[at as usize - 1].next;
            self.nodes[at as usize - 1].next = self.free;
            self.free = at;
            at = next;
        }
    }

    /// Whether the latest access to the word says all that `access` would.
    #[inline]
    pub fn known(&self, cell: &Cell, access: &Access) -> bool {
        cell.head != 0 && {
            let latest = &self.nodes[cell.head as usize - 1].access;
            latest.epoch == access.epoch && latest.covers(access)
        }
    }

    /// Puts `access` into the word at `addr`, by a goroutine with `clock`. Gives an earlier access that it races with.
    pub fn record(&mut self, addr: u64, access: Access, clock: &Clock) -> Option<Access> {
        let cell = *self.cell(addr)?;
        if self.known(&cell, &access) {
            return None;
        }
        let (mut race, mut kept) = (None, 0);
        let (mut head, mut before, mut at) = (cell.head, 0, cell.head);
        while at != 0 {
            let node = self.nodes[at as usize - 1];
            let ordered = clock.saw(node.access.epoch);
            if !ordered && race.is_none() && access.conflicts(&node.access) {
                race = Some(node.access);
            }
            kept += 1;
            if (ordered && access.covers(&node.access)) || kept > MAX_KEPT {
                match before {
                    0 => head = node.next,
                    before => self.nodes[before as usize - 1].next = node.next,
                }
                self.nodes[at as usize - 1].next = self.free;
                self.free = at;
                kept -= 1;
            } else {
                before = at;
            }
            at = node.next;
        }
        let node = Node { access, next: head };
        let new = match self.free {
            0 => {
                self.nodes.push(node);
                self.nodes.len() as u32
            }
            free => {
                self.free = self.nodes[free as usize - 1].next;
                self.nodes[free as usize - 1] = node;
                free
            }
        };
        if let Some(cell) = self.cell(addr) {
            cell.head = new;
        }
        race
    }
}

/// Calls `each` with every word that `len` bytes at `addr` touch: its address, and which of its bytes.
#[inline]
pub fn words(addr: u64, len: u64, mut each: impl FnMut(u64, u8)) {
    let end = addr.saturating_add(len);
    let mut word = addr & !7;
    while word < end {
        let mut mask = 0xff;
        if word < addr {
            mask &= 0xff << (addr - word);
        }
        if end - word < 8 {
            mask &= 0xff >> (8 - (end - word));
        }
        each(word, mask);
        word += 8;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn access(lane: u16, time: u32, mask: u8, write: bool) -> Access {
        let epoch = Epoch { lane, time };
        let task = lane.into();
        Access {
            task,
            epoch,
            mask,
            write,
            ..Access::default()
        }
    }

    #[test]
    fn unordered_conflicts_on_the_same_bytes_are_races() {
        let clock = |own: u16| {
            let mut clock = Clock::default();
            clock.set(own, 1);
            clock
        };
        let cases = [
            (0x0f, true, 0x0f, true, true),
            (0x0f, false, 0x0f, true, true),
            (0x0f, true, 0x08, false, true),
            (0x0f, false, 0x0f, false, false),
            (0x0f, true, 0xf0, true, false),
        ];
        for (first_mask, first_write, mask, write, races) in cases {
            let mut shadow = Shadow::default();
            let first = access(0, 1, first_mask, first_write);
            assert_eq!(shadow.record(ARENA_BASE, first, &clock(0)), None);
            let got = shadow.record(ARENA_BASE, access(1, 1, mask, write), &clock(1));
            assert_eq!(
                got.is_some(),
                races,
                "{first_mask:x} {first_write} {mask:x} {write}"
            );
        }
    }

    #[test]
    fn ordered_accesses_leave_one_behind() {
        let mut shadow = Shadow::default();
        let mut clock = Clock::default();
        for time in 1..100 {
            clock.set(0, time);
            assert_eq!(
                shadow.record(ARENA_BASE, access(0, time, 0xff, true), &clock),
                None
            );
        }
        assert!(shadow.nodes.len() <= 2, "{}", shadow.nodes.len());
    }

    #[test]
    fn memory_handed_out_anew_is_forgotten() {
        let mut shadow = Shadow::default();
        let mut clock = Clock::default();
        clock.set(0, 1);
        for word in 0..200 {
            shadow.record(ARENA_BASE + 8 * word, access(0, 1, 0xff, true), &clock);
        }
        shadow.forget(ARENA_BASE + 64, 800);
        let mut other = Clock::default();
        other.set(1, 1);
        let races: Vec<u64> = (0..200)
            .filter(|word| {
                shadow
                    .record(ARENA_BASE + 8 * word, access(1, 1, 0xff, true), &other)
                    .is_some()
            })
            .collect();
        assert_eq!(races.len(), 100);
        assert!(races.iter().all(|word| !(8..108).contains(word)));
    }

    #[test]
    fn a_range_is_words_and_bytes() {
        let mut seen = Vec::new();
        words(ARENA_BASE + 6, 13, |word, mask| {
            seen.push((word - ARENA_BASE, mask))
        });
        assert_eq!(seen, [(0, 0xc0), (8, 0xff), (16, 0x07)]);
    }
}
