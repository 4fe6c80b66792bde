//! Stack maps: which words of a frame are still needed at an instruction, and which of those are surely pointers.
//!
//! Gives what cmd/compile/internal/liveness (`plive`) gives: a variable that is not read any more keeps nothing alive. The
//! maps of a function are computed when a collection first meets it. Go has maps for calls only; these are for every
//! instruction.

use super::effects::{Effect, effects};
use super::{Code, FrameWord, FuncCode, Op, Slot};

/// What a word of a frame is to the collector.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// A variable's pointer.
    Exact,
    /// A temporary, or a variable that may not be set yet: it may be a pointer.
    Maybe,
}

/// The maps of one function: of each instruction, what is live and what is set before it.
#[derive(Debug)]
pub struct StackMap {
    /// 64-bit words of a set.
    width: usize,
    live: Vec<u64>,
    set: Vec<u64>,
    /// What a call of this function can still read after a panic in it was recovered.
    leave: usize,
}

/// Words of the frame that a part of it covers: whole ones, or all that it touches.
fn covered(slot: Slot, len: u32, whole: bool) -> std::ops::Range<usize> {
    let (start, end) = (usize::from(slot), usize::from(slot) + len as usize);
    if whole {
        start.div_ceil(8)..end / 8
    } else {
        start / 8..end.div_ceil(8)
    }
}

fn put(set: &mut [u64], words: std::ops::Range<usize>, on: bool) {
    for word in words {
        let Some(place) = set.get_mut(word / 64) else {
            return;
        };
        if on {
            *place |= 1 << (word % 64);
        } else {
            *place &= !(1 << (word % 64));
        }
    }
}

/// Where control goes from the instruction at `pc`.
fn successors(op: &Op, pc: usize) -> (Option<usize>, Option<usize>) {
    match *op {
        Op::Jump { to } | Op::Back { to, .. } => (Some(to as usize), None),
        Op::JumpIf { to, .. } | Op::JumpIfNot { to, .. } => (Some(to as usize), Some(pc + 1)),
        Op::JumpCmp { to, .. } | Op::JumpCmpImm { to, .. } => (Some(to as usize), Some(pc + 1)),
        Op::Ret => (None, None),
        _ => (Some(pc + 1), None),
    }
}

impl StackMap {
    pub fn new(code: &Code, func: &FuncCode) -> StackMap {
        let width = (func.frame as usize / 8 + 2).div_ceil(64);
        let count = func.ops.len();
        let mut map = StackMap {
            width,
            live: vec![0; width * (count + 1)],
            set: vec![u64::MAX; width * (count + 1)],
            leave: func.leave as usize,
        };
        map.flow_back(code, func);
        map.flow_forth(code, func);
        map
    }

    fn row(&self, pc: usize) -> std::ops::Range<usize> {
        pc * self.width..(pc + 1) * self.width
    }

    /// Liveness: from the end to the start, until nothing changes.
    fn flow_back(&mut self, code: &Code, func: &FuncCode) {
        let recovers = func.ops.iter().any(|op| matches!(op, Op::RunDefers));
        let mut row = vec![0; self.width];
        loop {
            let mut changed = false;
            for (pc, op) in func.ops.iter().enumerate().rev() {
                row.fill(0);
                let (a, b) = successors(op, pc);
                // From anywhere a recovered panic goes on where the function leaves.
                let leave = recovers.then_some(self.leave);
                for next in [a, b, leave].into_iter().flatten() {
                    let from = self.row(next.min(func.ops.len()));
                    row.iter_mut()
                        .zip(&self.live[from])
                        .for_each(|(word, &live)| *word |= live);
                }
                effects(code, func, op, &mut |effect| {
                    if let Effect::Writes(slot, len) = effect {
                        // A word that is written in part holds no pointer until it is written again.
                        put(&mut row, covered(slot, len, false), false);
                    }
                });
                effects(code, func, op, &mut |effect| {
                    if let Effect::Reads(slot, len) = effect {
                        put(&mut row, covered(slot, len, false), true);
                    }
                });
                let at = self.row(pc);
                if self.live[at.clone()] != row {
                    self.live[at].copy_from_slice(&row);
                    changed = true;
                }
            }
            if !changed {
                return;
            }
        }
    }

    /// What is set on every way from the start.
    fn flow_forth(&mut self, code: &Code, func: &FuncCode) {
        let start = self.row(0);
        let mut row = vec![0; self.width];
        put(&mut row, covered(0, func.window, false), true);
        put(&mut row, covered(0, func.results, false), false);
        self.set[start].copy_from_slice(&row);
        let leave = self.row(self.leave.min(func.ops.len()));
        if func.ops.iter().any(|op| matches!(op, Op::RunDefers)) {
            // A panic may come before anything but the results is set.
            put(&mut row, covered(0, func.results, false), true);
            self.set[leave].copy_from_slice(&row);
        }
        loop {
            let mut changed = false;
            for (pc, op) in func.ops.iter().enumerate() {
                row.copy_from_slice(&self.set[self.row(pc)]);
                effects(code, func, op, &mut |effect| {
                    if let Effect::Writes(slot, len) = effect {
                        put(&mut row, covered(slot, len, true), true);
                    }
                });
                let (a, b) = successors(op, pc);
                for next in [a, b].into_iter().flatten() {
                    let to = self.row(next.min(func.ops.len()));
                    for (word, &set) in self.set[to].iter_mut().zip(&row) {
                        let both = *word & set;
                        changed |= both != *word;
                        *word = both;
                    }
                }
            }
            if !changed {
                return;
            }
        }
    }

    /// The words below byte `end` of the frame that matter before the instruction at `pc`, or if there is none any more
    /// (a panic has passed the function), when it leaves.
    pub fn words(
        &self,
        func: &FuncCode,
        pc: Option<usize>,
        end: usize,
    ) -> impl Iterator<Item = (usize, Word)> {
        let pc = pc.unwrap_or(self.leave).min(func.ops.len());
        let start = self.row(pc).start;
        let bits = move |sets: &[u64], word: usize| sets[start + word / 64] >> (word % 64) & 1 != 0;
        let words = (end / 8).min(self.width * 64);
        (0..words).filter_map(move |word| {
            let holds = func.words.get(word).copied().unwrap_or(FrameWord::Unknown);
            if holds == FrameWord::Scalar || !bits(&self.live, word) {
                return None;
            }
            let exact = holds == FrameWord::Pointer && bits(&self.set, word);
            Some((word, if exact { Word::Exact } else { Word::Maybe }))
        })
    }
}
