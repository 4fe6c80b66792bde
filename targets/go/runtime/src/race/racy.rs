//! Which write a racy read sees.
//!
//! By the Go memory model (<https://go.dev/ref/mem>, "Implementation restrictions for programs containing data races") a
//! read of a word must see some write w such that the read does not happen before w, and no write w' lies between: w
//! before w', w' before the read. So it is here, within one execution order: a read sees the newest write, or,
//! where that is not ordered before it, an older one, back to the newest that is. Wider values are words, each on its own.
//!
//! Decided by that text: reads of one goroutine need not agree on an order of the writes to a location (the text asks for no
//! coherence beyond happens-before; a compiler that moves loads gives this). Nothing comes out of thin air: a read sees
//! only writes done before it in the execution order, which also rules out load buffering; no value is invented.
//! A goroutine may stay with the old value it read, as if its load had been moved out of the loop, until it next
//! synchronises or yields.
//!
//! Deviations: older writes behind one that is ordered before the read are never seen, even if they are concurrent
//! with that one. Misses: the last `KEPT` writes of a run are remembered, and `MAX_CANDIDATES` of a word.

use super::clock::{Clock, Epoch};

/// Writes remembered in a run.
const KEPT: usize = 1 << 16;
/// Values of one word that a read can choose from.
pub const MAX_CANDIDATES: usize = 8;
/// Writes to other bytes of a word that are passed over.
const MAX_WALK: usize = 64;

/// A write, and what it replaced.
#[derive(Clone, Copy, Debug, Default)]
struct Write {
    /// The word before.
    old: u64,
    epoch: Epoch,
    /// The write to the same word before this one; from 1.
    prev: u32,
    mask: u8,
}

tearpoint_machine::run_state! {
    /// The writes of a run, newest last.
    #[derive(Debug, Default)]
    pub struct Log {
        ring: Vec<Write>,
        /// How many there were.
        count: u32,
        /// Writes up to this one are forgotten.
        floor: u32,
    }
}

/// A value that a read may see: the write's number (0: what was there before all), and the word.
pub type Candidate = (u32, u64);

impl Log {
    /// Forgets the values that were replaced: reads see the newest.
    pub fn forget(&mut self) {
        self.floor = self.count;
    }

    /// Notes a write over `old`; gives its number. `prev` is the one before it to the same word.
    #[inline]
    pub fn push(&mut self, old: u64, mask: u8, epoch: Epoch, prev: u32) -> u32 {
        let write = Write {
            old,
            epoch,
            prev,
            mask,
        };
        if self.ring.len() < KEPT {
            self.ring.push(write);
        } else {
            self.ring[self.count as usize % KEPT] = write;
        }
        self.count = self.count.saturating_add(1);
        self.count
    }

    #[inline]
    fn get(&self, number: u32) -> Option<&Write> {
        let kept = number > self.floor && number.saturating_add(KEPT as u32) > self.count;
        kept.then(|| &self.ring[(number as usize - 1) % KEPT])
    }

    /// Whether the newest write to the bytes `mask` of a word is not ordered before a read with `clock`.
    #[inline]
    pub fn races(&self, last: u32, mask: u8, clock: &Clock) -> bool {
        let mut number = last;
        for _ in 0..MAX_WALK {
            let Some(write) = self.get(number) else {
                return false;
            };
            if write.mask & mask != 0 {
                return !clock.saw(write.epoch);
            }
            number = write.prev;
        }
        false
    }

    /// What a read of the bytes `mask` may see: different values, the newest first. `word` is what memory holds.
    pub fn candidates(&self, last: u32, word: u64, mask: u8, clock: &Clock) -> Vec<Candidate> {
        let bits = spread(mask);
        let mut list: Vec<Candidate> = Vec::with_capacity(MAX_CANDIDATES);
        let mut add = |number: u32, value: u64| {
            if list.iter().all(|&(_, known)| known != value) {
                list.push((number, value));
            }
            list.len() < MAX_CANDIDATES
        };
        let (mut number, mut value) = (last, word);
        for _ in 0..MAX_WALK {
            let Some(write) = self.get(number) else {
                // The value before all writes, unless some are forgotten.
                if number == 0 {
                    add(0, value & bits);
                }
                break;
            };
            if write.mask & mask != 0 && (!add(number, value & bits) || clock.saw(write.epoch)) {
                break;
            }
            let replaced = spread(write.mask);
            value = value & !replaced | write.old & replaced;
            number = write.prev;
        }
        list
    }
}

/// The bits of the bytes in `mask`.
pub fn spread(mask: u8) -> u64 {
    (0..8).fold(0, |bits, byte| {
        bits | if mask & 1 << byte != 0 {
            0xff << (8 * byte)
        } else {
            0
        }
    })
}

/// What a draw says: which candidate, and whether the goroutine stays with it. Three draws in four give the newest; 0 does.
pub fn drawn(draw: u64, candidates: usize) -> (usize, bool) {
    let older = candidates as u64 - 1;
    match draw.checked_sub(9 * older) {
        None => (0, false),
        Some(rest) => (1 + (rest / 3) as usize, rest % 3 == 2),
    }
}

/// The bound of a draw among `candidates`.
pub fn bound(candidates: usize) -> u64 {
    12 * (candidates as u64 - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock(of: &[u32]) -> Clock {
        let mut clock = Clock::default();
        of.iter()
            .enumerate()
            .for_each(|(lane, &time)| clock.set(lane as u16, time));
        clock
    }

    #[test]
    fn a_read_sees_back_to_the_newest_ordered_write() {
        let mut log = Log::default();
        let mut last = 0;
        for (old, lane, time) in [(0, 0, 1), (1, 1, 1), (2, 1, 2)] {
            last = log.push(old, 0xff, Epoch { lane, time }, last);
        }
        let values = |clock: &Clock| -> Vec<u64> {
            log.candidates(last, 3, 0xff, clock)
                .iter()
                .map(|&(_, value)| value)
                .collect()
        };
        assert_eq!(values(&clock(&[])), [3, 2, 1, 0]);
        assert_eq!(values(&clock(&[1])), [3, 2, 1]);
        assert_eq!(values(&clock(&[1, 1])), [3, 2]);
        assert_eq!(values(&clock(&[1, 2])), [3]);
        assert!(log.races(last, 0xff, &clock(&[1, 1])) && !log.races(last, 0xff, &clock(&[1, 2])));
    }

    #[test]
    fn neighbours_in_a_word_are_apart() {
        let mut log = Log::default();
        let first = log.push(0, 0x01, Epoch { lane: 1, time: 1 }, 0);
        let last = log.push(0x01, 0x02, Epoch { lane: 2, time: 1 }, first);
        let seen = clock(&[0, 0, 1]);
        assert!(!log.races(last, 0x02, &seen) && log.races(last, 0x01, &seen));
        assert_eq!(
            log.candidates(last, 0x0201, 0x01, &seen),
            [(1, 0x01), (0, 0)]
        );
    }

    #[test]
    fn draws_reach_every_candidate_and_zero_is_the_newest() {
        assert_eq!(drawn(0, 4), (0, false));
        let reached: Vec<_> = (0..bound(4)).map(|draw| drawn(draw, 4)).collect();
        for candidate in 1..4 {
            assert!(reached.contains(&(candidate, false)) && reached.contains(&(candidate, true)));
        }
        assert!(reached.iter().all(|&(candidate, _)| candidate < 4));
        let newest = reached
            .iter()
            .filter(|&&(candidate, _)| candidate == 0)
            .count();
        assert_eq!(newest * 4, reached.len() * 3);
    }

    #[test]
    fn forgotten_writes_give_no_value() {
        let mut log = Log::default();
        let mut last = 0;
        for n in 0..2 * KEPT as u64 {
            last = log.push(n, 0xff, Epoch { lane: 1, time: 1 }, last);
        }
        let list = log.candidates(last, 2 * KEPT as u64, 0xff, &clock(&[]));
        assert_eq!(list.len(), MAX_CANDIDATES);
        assert!(log.candidates(1, 5, 0xff, &clock(&[])).is_empty());
    }
}
