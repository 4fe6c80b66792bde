//! The operations of generated programs, and their bounds. Every enumeration is append only.

use serde::{Deserialize, Serialize};

use super::{Elem, MAX_FILL, MAX_KEY, Program};

/// Elements that a slice is made with, and a channel's buffer, at most.
pub const MAX_LEN: u8 = 16;
/// Positions are `0..MAX_INDEX`: a few are out of any slice's range.
const MAX_INDEX: u8 = 20;
/// Mutexes and counters of the program.
pub const MUTEXES: u8 = 2;
pub const COUNTERS: u8 = 4;
/// Milliseconds of the virtual clock that an operation waits at most.
const MAX_WAIT: u8 = 8;

/// One operation of any kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Op {
    Map(MapOp),
    Slice(SliceOp),
    Chan(ChanOp),
    Select(SelectOp),
    Heap(HeapOp),
    Sync(SyncOp),
    Time(TimeOp),
}

/// One operation on map `m`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MapOp {
    /// `m[k] = v`
    Assign { m: u8, k: u8, v: u8 },
    /// `println(m[k])`
    Read { m: u8, k: u8 },
    /// `v, ok := m[k]; println(v, ok)`
    ReadOk { m: u8, k: u8 },
    /// `delete(m, k)`
    Delete { m: u8, k: u8 },
    /// `println(len(m))`
    Len { m: u8 },
    /// Deletes every entry: `for k := range m { delete(m, k) }`
    Clear { m: u8 },
    /// Sums up the elements.
    Range { m: u8 },
    /// Stores while iterating.
    RangeAssign { m: u8, k: u8 },
    /// `for i := from; i < from+n; i++ { m[i] = i }`
    Fill { m: u8, from: u8, n: u8 },
    /// Makes the map anew.
    Remake { m: u8, hint: u8 },
    /// `m[k] += v`
    Add { m: u8, k: u8, v: u8 },
    /// `runtime.Gosched()`
    Gosched,
}

/// One operation on slice `s`; `t` is another, of the same type or else `s` itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SliceOp {
    /// `s = append(s, v)`
    Append { s: u8, v: u8 },
    /// `if len(s) < 64 { s = append(s, t...) }`
    AppendAll { s: u8, t: u8 },
    /// `println(s[i])`
    Get { s: u8, i: u8 },
    /// `s[i] = v`
    Set { s: u8, i: u8, v: u8 },
    /// `println(len(s), cap(s))`
    Len { s: u8 },
    /// `t = s[lo:hi]`
    Cut { s: u8, t: u8, lo: u8, hi: u8 },
    /// `t = s[lo:hi:max]`
    Cut3 {
        s: u8,
        t: u8,
        lo: u8,
        hi: u8,
        max: u8,
    },
    /// `println(copy(s, t))`
    Copy { s: u8, t: u8 },
    /// `for _, v := range s { println(v) }`
    Range { s: u8 },
    /// `s = make([]T, len, cap)`
    Make { s: u8, len: u8, cap: u8 },
    /// `s = t`
    Alias { s: u8, t: u8 },
    /// `s = nil`
    Nil { s: u8 },
}

/// One operation on channel `c`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ChanOp {
    /// `c <- v`
    Send { c: u8, v: u8 },
    /// `println(<-c)`
    Recv { c: u8 },
    /// `<-c`
    Drop { c: u8 },
    /// `if v, ok := <-c; ok { println(v) }`
    RecvOk { c: u8 },
    /// `select { case c <- v: default: }`
    TrySend { c: u8, v: u8 },
    /// `select { case v := <-c: println(v); default: }`
    TryRecv { c: u8 },
    /// `close(c)`
    Close { c: u8 },
    /// `println(len(c), cap(c))`
    Len { c: u8 },
    /// `for v := range c { println(v) }`
    Range { c: u8 },
    /// `c = make(chan T, cap)`
    Make { c: u8, cap: u8 },
    /// `c = nil`
    Nil { c: u8 },
}

/// A case of a select: a send of `v`, or a receive whose value is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    pub c: u8,
    pub send: bool,
    pub v: u8,
}

/// A select of two or three cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelectOp {
    pub first: Case,
    pub second: Case,
    pub third: Option<Case>,
    pub default: bool,
}

impl SelectOp {
    /// The cases in order.
    pub fn cases(&self) -> impl Iterator<Item = Case> {
        [self.first, self.second].into_iter().chain(self.third)
    }
}

/// One operation on cell `p`, a pointer to an array of pointers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum HeapOp {
    /// `p = new([N]*int64)`
    New { p: u8 },
    /// `p[i] = new(int64)`
    Link { p: u8, i: u8 },
    /// `*p[i] = v`
    Set { p: u8, i: u8, v: u8 },
    /// `println(*p[i])`
    Get { p: u8, i: u8 },
    /// `p[i] = q[i]`
    Share { p: u8, q: u8, i: u8 },
    /// `p = nil`
    Drop { p: u8 },
    /// `for i := 0; i < n; i++ { p = new([N]*int64) }`
    Garbage { p: u8, n: u8 },
    /// `runtime.GC()`
    Gc,
}

/// One operation of package sync, or on a counter that it may guard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SyncOp {
    Lock {
        m: u8,
    },
    Unlock {
        m: u8,
    },
    /// `if m.TryLock() { n[k]++; m.Unlock() }`
    TryLock {
        m: u8,
        k: u8,
    },
    /// `m.Lock(); n[k]++; m.Unlock()`
    Guarded {
        m: u8,
        k: u8,
    },
    RLock,
    RUnlock,
    WLock,
    WUnlock,
    /// `rw.RLock(); println(n[k]); rw.RUnlock()`
    Reads {
        k: u8,
    },
    /// `rw.Lock(); n[k]++; rw.Unlock()`
    Writes {
        k: u8,
    },
    /// `wg.Add(n)`
    Add {
        n: u8,
    },
    /// `wg.Done()`
    Done,
    /// `wg.Wait()`
    Wait,
    /// `once.Do(func() { n[k]++ })`
    Once {
        k: u8,
    },
    /// `mu0.Lock(); cond.Wait(); mu0.Unlock()`
    CondWait,
    Signal,
    Broadcast,
    /// `n[k]++`
    Incr {
        k: u8,
    },
    /// `atomic.AddInt64(&n[k], 1)`
    AtomicAdd {
        k: u8,
    },
    /// `println(atomic.LoadInt64(&n[k]))`
    AtomicLoad {
        k: u8,
    },
}

/// One operation of package time, on the virtual clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TimeOp {
    /// `time.Sleep(ms * time.Millisecond)`
    Sleep { ms: u8 },
    /// `<-time.After(ms * time.Millisecond)`
    After { ms: u8 },
    /// `select { case v := <-c: println(v); case <-time.After(ms * time.Millisecond): }`
    Timeout { c: u8, ms: u8 },
    /// `time.AfterFunc(ms * time.Millisecond, func() { n[k]++ })`
    AfterFunc { ms: u8, k: u8 },
    /// `timer = time.NewTimer(ms * time.Millisecond)`, in place of the last one.
    NewTimer { ms: u8 },
    /// `println(timer.Stop())`
    Stop,
    /// `println(timer.Reset(ms * time.Millisecond))`
    Reset { ms: u8 },
    /// `<-timer.C`
    TimerRecv,
}

impl Op {
    /// Brings the operation into the program's bounds. What it is done to may not exist: then it is a Gosched.
    pub(super) fn normalise(&mut self, program: &Program) {
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

    /// Whether the operation may wait for another goroutine.
    pub fn waits(&self) -> bool {
        use ChanOp::{Drop, Range, Recv, RecvOk, Send};
        match self {
            Op::Map(_) | Op::Slice(_) | Op::Heap(_) => false,
            Op::Chan(op) => matches!(
                op,
                Send { .. } | Recv { .. } | Drop { .. } | RecvOk { .. } | Range { .. }
            ),
            Op::Select(op) => !op.default,
            Op::Sync(_) | Op::Time(_) => true,
        }
    }

    /// Whether the operation calls a library package written in Go.
    pub fn library(&self) -> bool {
        matches!(self, Op::Sync(_) | Op::Time(_))
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
