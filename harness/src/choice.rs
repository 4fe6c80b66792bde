//! Choices: every nondeterministic decision of a run, drawn from named streams of one seed.
//!
//! A value is a pure function of seed, stream and index. So to draw one more value of a stream changes no other stream, and to
//! override one value changes no other value.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The named streams. Append only: the position is part of the recording format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Stream {
    /// Which task runs next; indexed by step.
    Schedule,
    /// A scheduler's own numbers (priorities, change points).
    Scheduler,
    /// The order in which `select` polls its cases.
    SelectOrder,
    /// Hash keys of the process and seeds of maps.
    HashSeed,
    /// Where a map iteration starts.
    IterStart,
    /// What a tampering writes, where and when.
    Tamper,
    /// Which value a racy read sees.
    RacyRead,
    /// Latencies and when timers fire.
    Latency,
    /// Everything else that needs a tie broken.
    TieBreak,
    /// The program's own random numbers.
    Program,
    /// Where things lie in memory.
    Layout,
}

impl Stream {
    /// Every stream, in the order in which recordings number them.
    pub const ALL: [Stream; 11] = [
        Stream::Schedule,
        Stream::Scheduler,
        Stream::SelectOrder,
        Stream::HashSeed,
        Stream::IterStart,
        Stream::Tamper,
        Stream::RacyRead,
        Stream::Latency,
        Stream::TieBreak,
        Stream::Program,
        Stream::Layout,
    ];

    /// The stream's name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Stream::Schedule => "schedule",
            Stream::Scheduler => "scheduler",
            Stream::SelectOrder => "select order",
            Stream::HashSeed => "hash seed",
            Stream::IterStart => "iteration start",
            Stream::Tamper => "tamper",
            Stream::RacyRead => "racy read",
            Stream::Latency => "latency",
            Stream::TieBreak => "tie break",
            Stream::Program => "program",
            Stream::Layout => "memory layout",
        }
    }
}

/// One decision: the `index`-th draw of `stream` gave `value`. For [`Stream::Schedule`] the index is the step
/// and the value is the task's id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Choice {
    /// The stream that is drawn from.
    pub stream: Stream,
    /// Which draw of that stream, from 0; in [`Stream::Schedule`], the number of the step.
    pub index: u64,
    /// What the draw gives.
    pub value: u64,
}

/// The streams of one run: a seed, and the choices that deviate from it.
#[derive(Clone, Debug, Default)]
pub struct Choices {
    seed: u64,
    keys: [u64; Stream::ALL.len()],
    drawn: [u64; Stream::ALL.len()],
    overrides: BTreeMap<(Stream, u64), u64>,
}

impl Choices {
    /// The streams of `seed`, with `deviations` in place of what the seed gives.
    pub fn new(seed: u64, deviations: &[Choice]) -> Choices {
        let mut choices = Choices::default();
        choices.reset(seed, deviations);
        choices
    }

    /// As [`Choices::new`], in place.
    pub fn reset(&mut self, seed: u64, deviations: &[Choice]) {
        self.seed = seed;
        for (key, stream) in self.keys.iter_mut().zip(Stream::ALL) {
            *key = mix(seed ^ mix(stream as u64 + 1));
        }
        self.drawn = [0; Stream::ALL.len()];
        self.overrides.clear();
        self.overrides
            .extend(deviations.iter().map(|c| ((c.stream, c.index), c.value)));
    }

    /// The seed that the run's numbers are made from.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// The next value of `stream`, in `0..bound`; a `bound` of 0 means all 64 bits. An override out of
    /// range is brought into it.
    pub fn draw(&mut self, stream: Stream, bound: u64) -> u64 {
        let index = self.drawn[stream as usize];
        self.drawn[stream as usize] += 1;
        self.at(stream, index, bound)
    }

    /// The value of `stream` at `index`, in `0..bound`, without drawing.
    pub fn at(&self, stream: Stream, index: u64, bound: u64) -> u64 {
        if let Some(value) = self.forced(stream, index) {
            return if bound == 0 { value } else { value % bound };
        }
        let bits =
            mix(self.keys[stream as usize].wrapping_add(index.wrapping_mul(0x9e37_79b9_7f4a_7c15)));
        if bound == 0 {
            bits
        } else {
            ((u128::from(bits) * u128::from(bound)) >> 64) as u64
        }
    }

    /// The override of `stream` at `index`, if there is one.
    pub fn forced(&self, stream: Stream, index: u64) -> Option<u64> {
        if self.overrides.is_empty() {
            return None;
        }
        self.overrides.get(&(stream, index)).copied()
    }

    /// How many values of `stream` were drawn.
    pub fn drawn(&self, stream: Stream) -> u64 {
        self.drawn[stream as usize]
    }
}

/// A bijective scramble of 64 bits: two rounds of xor-shift and multiply, and a last xor-shift.
fn mix(word: u64) -> u64 {
    let word = (word ^ word >> 32).wrapping_mul(0xd6e8_feb8_6659_fd93);
    let word = (word ^ word >> 32).wrapping_mul(0xd6e8_feb8_6659_fd93);
    word ^ word >> 32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draw_in_one_stream_moves_no_other() {
        let mut a = Choices::new(7, &[]);
        let mut b = Choices::new(7, &[]);
        a.draw(Stream::Tamper, 10);
        assert_eq!(a.draw(Stream::HashSeed, 0), b.draw(Stream::HashSeed, 0));
    }

    #[test]
    fn an_override_replaces_one_value_only() {
        let deviation = Choice {
            stream: Stream::IterStart,
            index: 1,
            value: 5,
        };
        let mut plain = Choices::new(3, &[]);
        let mut forced = Choices::new(3, &[deviation]);
        for index in 0..4 {
            let (p, f) = (
                plain.draw(Stream::IterStart, 100),
                forced.draw(Stream::IterStart, 100),
            );
            if index == 1 {
                assert_eq!(f, 5)
            } else {
                assert_eq!(p, f)
            }
        }
    }

    #[test]
    fn values_are_spread_over_the_bound() {
        let mut choices = Choices::new(0, &[]);
        let mut seen = [0u32; 5];
        for _ in 0..5000 {
            seen[choices.draw(Stream::Program, 5) as usize] += 1;
        }
        assert!(seen.iter().all(|&n| (800..1200).contains(&n)), "{seen:?}");
    }
}
