//! The operations that a goroutine of a generated program can do. Every enumeration is append-only.

use serde::{Deserialize, Serialize};

/// Elements that a slice is made with, and a channel's buffer, at most.
pub const MAX_LEN: u8 = 16;
/// Mutexes of the program.
pub const MUTEXES: u8 = 2;
/// Counters of the program, which the mutexes may guard.
pub const COUNTERS: u8 = 4;

/// One operation of any kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Op {
    /// On a map, or a yield.
    Map(MapOp),
    /// On a slice.
    Slice(SliceOp),
    /// On a channel.
    Chan(ChanOp),
    /// A select.
    Select(SelectOp),
    /// On the heap: a cell, garbage, a collection.
    Heap(HeapOp),
    /// Of package sync, or on a counter.
    Sync(SyncOp),
    /// Of package time.
    Time(TimeOp),
}

/// One operation on map `m`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the Go text of a variant names its fields")]
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
#[expect(missing_docs, reason = "the Go text of a variant names its fields")]
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
#[expect(missing_docs, reason = "the Go text of a variant names its fields")]
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
    /// Which channel.
    pub c: u8,
    /// It sends.
    pub send: bool,
    /// What it sends.
    pub v: u8,
}

/// A select of two or three cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelectOp {
    /// The case that stands first.
    pub first: Case,
    /// The case that stands second.
    pub second: Case,
    /// The case that stands third, if there is one.
    pub third: Option<Case>,
    /// There is a default, so it never waits.
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
#[expect(missing_docs, reason = "the Go text of a variant names its fields")]
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
#[expect(missing_docs, reason = "the Go text of a variant names its fields")]
pub enum SyncOp {
    /// `m.Lock()`
    Lock { m: u8 },
    /// `m.Unlock()`
    Unlock { m: u8 },
    /// `if m.TryLock() { n[k]++; m.Unlock() }`
    TryLock { m: u8, k: u8 },
    /// `m.Lock(); n[k]++; m.Unlock()`
    Guarded { m: u8, k: u8 },
    /// `rw.RLock()`
    RLock,
    /// `rw.RUnlock()`
    RUnlock,
    /// `rw.Lock()`
    WLock,
    /// `rw.Unlock()`
    WUnlock,
    /// `rw.RLock(); println(n[k]); rw.RUnlock()`
    Reads { k: u8 },
    /// `rw.Lock(); n[k]++; rw.Unlock()`
    Writes { k: u8 },
    /// `wg.Add(n)`
    Add { n: u8 },
    /// `wg.Done()`
    Done,
    /// `wg.Wait()`
    Wait,
    /// `once.Do(func() { n[k]++ })`
    Once { k: u8 },
    /// `mu0.Lock(); cond.Wait(); mu0.Unlock()`
    CondWait,
    /// `cond.Signal()`
    Signal,
    /// `cond.Broadcast()`
    Broadcast,
    /// `n[k]++`
    Incr { k: u8 },
    /// `atomic.AddInt64(&n[k], 1)`
    AtomicAdd { k: u8 },
    /// `println(atomic.LoadInt64(&n[k]))`
    AtomicLoad { k: u8 },
}

/// One operation of package time, on the virtual clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the Go text of a variant names its fields")]
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
