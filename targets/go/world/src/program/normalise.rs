//! Brings any decoded program into the bounds, so that every input of the fuzzer is a program.

use super::decl::{
    CellDecl, Elem, Ending, MAX_CELLS, MAX_CHANS, MAX_FILL, MAX_GOROUTINES, MAX_KEY, MAX_MAPS,
    MAX_OPS, MAX_SLICES,
};
use super::op::{COUNTERS, ChanOp, HeapOp, MAX_LEN, MUTEXES, MapOp, Op, SliceOp, SyncOp, TimeOp};
use super::whole::Program;

/// Positions are `0..MAX_INDEX`: a few are out of any slice's range.
const MAX_INDEX: u8 = 20;
/// Milliseconds of the virtual clock that an operation waits at most.
const MAX_WAIT: u8 = 8;

impl Program {
    /// Brings any decoded value into the bounds, so that every input is a program.
    pub fn normalise(&mut self) {
        self.maps.truncate(MAX_MAPS);
        self.slices.truncate(MAX_SLICES);
        self.chans.truncate(MAX_CHANS);
        self.cells.truncate(MAX_CELLS);
        for map in &mut self.maps {
            map.filled = map.filled.min(MAX_FILL);
        }
        for slice in &mut self.slices {
            slice.cap = slice.cap.min(MAX_LEN);
            slice.len = slice.len.min(slice.cap);
        }
        for chan in &mut self.chans {
            chan.cap = chan.cap.min(MAX_LEN);
        }
        for cell in &mut self.cells {
            cell.size %= CellDecl::WORDS.len() as u8;
        }
        self.goroutines.truncate(MAX_GOROUTINES);
        if self.goroutines.is_empty() {
            self.goroutines.push(Vec::new());
        }
        let mut goroutines = std::mem::take(&mut self.goroutines);
        for ops in &mut goroutines {
            ops.truncate(MAX_OPS);
            ops.iter_mut().for_each(|op| op.normalise(self));
        }
        self.goroutines = goroutines;
        if self.ending == Ending::Spin && self.ops().any(Op::waits) {
            self.ending = Ending::Receive;
        }
    }
}

impl Op {
    /// Brings the operation into the program's bounds. What it is done to may not exist: then it is a Gosched.
    fn normalise(&mut self, program: &Program) {
        let (maps, slices) = (program.maps.len() as u8, program.slices.len() as u8);
        let (chans, cells) = (program.chans.len() as u8, program.cells.len() as u8);
        let exists = match self {
            Op::Map(MapOp::Gosched) | Op::Heap(HeapOp::Gc) | Op::Sync(_) => true,
            Op::Map(_) => maps > 0,
            Op::Slice(_) => slices > 0,
            Op::Chan(_) | Op::Select(_) | Op::Time(TimeOp::Timeout { .. }) => chans > 0,
            Op::Heap(_) => cells > 0,
            Op::Time(_) => true,
        };
        if !exists {
            *self = Op::Map(MapOp::Gosched);
        }
        match self {
            Op::Map(op) => op.normalise(maps),
            Op::Slice(op) => op.normalise(program),
            Op::Chan(op) => op.normalise(chans),
            Op::Select(op) => {
                for case in [&mut op.first, &mut op.second]
                    .into_iter()
                    .chain(&mut op.third)
                {
                    case.c %= chans;
                }
            }
            Op::Heap(op) => op.normalise(program),
            Op::Sync(op) => op.normalise(),
            Op::Time(op) => op.normalise(chans),
        }
    }
}

impl MapOp {
    fn normalise(&mut self, maps: u8) {
        use MapOp::{
            Add, Assign, Clear, Delete, Fill, Gosched, Len, Range, RangeAssign, Read, ReadOk,
            Remake,
        };
        match self {
            Assign { m, k, .. }
            | Read { m, k }
            | ReadOk { m, k }
            | Delete { m, k }
            | RangeAssign { m, k }
            | Add { m, k, .. } => {
                *m %= maps;
                *k %= MAX_KEY;
            }
            Len { m } | Clear { m } | Range { m } | Remake { m, .. } => *m %= maps,
            Fill { m, from, n } => {
                *m %= maps;
                *from %= MAX_KEY;
                *n = (*n).min(MAX_FILL);
            }
            Gosched => {}
        }
    }
}

impl SliceOp {
    fn normalise(&mut self, program: &Program) {
        use SliceOp::{Alias, Append, AppendAll, Copy, Cut, Cut3, Get, Len, Make, Nil, Range, Set};
        let count = program.slices.len() as u8;
        let elem = |s: u8| program.slices[usize::from(s)].elem;
        match self {
            Append { s, .. } | Len { s } | Range { s } | Nil { s } => *s %= count,
            Get { s, i } | Set { s, i, .. } => {
                *s %= count;
                *i %= MAX_INDEX;
            }
            AppendAll { s, t } | Copy { s, t } | Alias { s, t } => pair(s, t, count, elem),
            Cut { s, t, lo, hi } => {
                pair(s, t, count, elem);
                *hi %= MAX_INDEX;
                *lo %= *hi + 1;
            }
            Cut3 { s, t, lo, hi, max } => {
                pair(s, t, count, elem);
                *max %= MAX_INDEX;
                *hi %= *max + 1;
                *lo %= *hi + 1;
            }
            Make { s, len, cap } => {
                *s %= count;
                *cap %= MAX_LEN + 1;
                *len %= *cap + 1;
            }
        }
    }
}

/// Two slices of one type.
fn pair(s: &mut u8, t: &mut u8, count: u8, elem: impl Fn(u8) -> Elem) {
    *s %= count;
    *t %= count;
    if elem(*s) != elem(*t) {
        *t = *s;
    }
}

impl ChanOp {
    fn normalise(&mut self, chans: u8) {
        use ChanOp::{Close, Drop, Len, Make, Nil, Range, Recv, RecvOk, Send, TryRecv, TrySend};
        match self {
            Send { c, .. }
            | Recv { c }
            | Drop { c }
            | RecvOk { c }
            | TrySend { c, .. }
            | TryRecv { c }
            | Close { c }
            | Len { c }
            | Range { c }
            | Nil { c } => *c %= chans,
            Make { c, cap } => {
                *c %= chans;
                *cap %= MAX_LEN + 1;
            }
        }
    }
}

impl HeapOp {
    fn normalise(&mut self, program: &Program) {
        use HeapOp::{Drop, Garbage, Gc, Get, Link, New, Set, Share};
        let cells = program.cells.len() as u8;
        let words = |p: u8| program.cells[usize::from(p)].words();
        match self {
            New { p } | Drop { p } => *p %= cells,
            Link { p, i } | Set { p, i, .. } | Get { p, i } => {
                *p %= cells;
                *i = (u64::from(*i) % words(*p)) as u8;
            }
            Share { p, q, i } => {
                *p %= cells;
                *q %= cells;
                *i = (u64::from(*i) % words(*p).min(words(*q))) as u8;
            }
            Garbage { p, n } => {
                *p %= cells;
                *n = (*n).min(MAX_FILL);
            }
            Gc => {}
        }
    }
}

impl SyncOp {
    fn normalise(&mut self) {
        use SyncOp::{
            Add, AtomicAdd, AtomicLoad, Guarded, Incr, Lock, Once, Reads, TryLock, Unlock, Writes,
        };
        match self {
            Lock { m } | Unlock { m } => *m %= MUTEXES,
            TryLock { m, k } | Guarded { m, k } => {
                *m %= MUTEXES;
                *k %= COUNTERS;
            }
            Reads { k } | Writes { k } | Once { k } | Incr { k } => *k %= COUNTERS,
            AtomicAdd { k } | AtomicLoad { k } => *k %= COUNTERS,
            Add { n } => *n %= 4,
            _ => {}
        }
    }
}

impl TimeOp {
    fn normalise(&mut self, chans: u8) {
        use TimeOp::{After, AfterFunc, NewTimer, Reset, Sleep, Stop, Timeout, TimerRecv};
        match self {
            Sleep { ms } | After { ms } | NewTimer { ms } | Reset { ms } => *ms %= MAX_WAIT,
            Timeout { c, ms } => {
                *c %= chans;
                *ms %= MAX_WAIT;
            }
            AfterFunc { ms, k } => {
                *ms %= MAX_WAIT;
                *k %= COUNTERS;
            }
            Stop | TimerRecv => {}
        }
    }
}
