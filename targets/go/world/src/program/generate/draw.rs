//! Single declarations and operations from bytes.

use super::Bytes;
use crate::program::{
    Case, ChanDecl, ChanOp, Elem, HeapOp, KeyType, MapDecl, MapOp, SliceDecl, SliceOp, SyncOp,
    TimeOp,
};

pub(super) fn map_decl(any: &mut Bytes<'_>) -> MapDecl {
    let key = KeyType::ALL[usize::from(any()) % KeyType::ALL.len()];
    let hint = if any().is_multiple_of(4) {
        any() % 100
    } else {
        0
    };
    MapDecl {
        key,
        hint,
        filled: [0, 5, 8, 9, 13, 14, 27, any() % 64][usize::from(any() % 8)],
    }
}

fn elem(roll: u8) -> Elem {
    Elem::ALL[usize::from(roll) % Elem::ALL.len()]
}

pub(super) fn slice_decl(any: &mut Bytes<'_>) -> SliceDecl {
    let (elem, len) = (elem(any()), any() % 9);
    SliceDecl {
        elem,
        len,
        cap: len + any() % 5,
    }
}

pub(super) fn chan_decl(any: &mut Bytes<'_>) -> ChanDecl {
    ChanDecl {
        elem: elem(any()),
        cap: [0, 0, 0, 1, 1, 2, 4, 16][usize::from(any() % 8)],
    }
}

pub(super) fn map_op(any: &mut Bytes<'_>) -> MapOp {
    let (kind, m, k, v) = (any() % 12, any(), any(), any());
    match kind {
        0 | 1 => MapOp::Assign { m, k, v },
        2 => MapOp::Read { m, k },
        3 => MapOp::ReadOk { m, k },
        4 => MapOp::Delete { m, k },
        5 => MapOp::Len { m },
        6 => MapOp::Clear { m },
        7 => MapOp::Range { m },
        8 => MapOp::RangeAssign { m, k },
        9 => MapOp::Fill { m, from: k, n: v },
        10 => MapOp::Add { m, k, v },
        _ if v % 2 == 0 => MapOp::Remake { m, hint: k },
        _ => MapOp::Gosched,
    }
}

pub(super) fn slice_op(any: &mut Bytes<'_>) -> SliceOp {
    let (kind, s, t, i, j) = (any() % 14, any(), any(), any(), any());
    match kind {
        0..=2 => SliceOp::Append { s, v: j },
        3 => SliceOp::AppendAll { s, t },
        4 => SliceOp::Get { s, i: i % 8 },
        5 => SliceOp::Set { s, i: i % 8, v: j },
        6 => SliceOp::Len { s },
        7 => SliceOp::Cut {
            s,
            t,
            lo: i,
            hi: j % 10,
        },
        8 => SliceOp::Cut3 {
            s,
            t,
            lo: i,
            hi: j,
            max: i % 10,
        },
        9 => SliceOp::Copy { s, t },
        10 | 11 => SliceOp::Range { s },
        12 => SliceOp::Make { s, len: i, cap: j },
        _ if j % 2 == 0 => SliceOp::Alias { s, t },
        _ => SliceOp::Nil { s },
    }
}

pub(super) fn chan_op(any: &mut Bytes<'_>) -> ChanOp {
    let (kind, c, v) = (any() % 16, any(), any());
    match kind {
        0..=3 => ChanOp::Send { c, v },
        4..=6 => ChanOp::Recv { c },
        7 => ChanOp::Drop { c },
        8 => ChanOp::RecvOk { c },
        9 => ChanOp::TrySend { c, v },
        10 => ChanOp::TryRecv { c },
        11 => ChanOp::Close { c },
        12 => ChanOp::Len { c },
        13 => ChanOp::Range { c },
        14 => ChanOp::Make { c, cap: v },
        _ => ChanOp::Nil { c },
    }
}

pub(super) fn case(any: &mut Bytes<'_>) -> Case {
    Case {
        c: any(),
        send: any().is_multiple_of(2),
        v: any(),
    }
}

pub(super) fn heap_op(any: &mut Bytes<'_>) -> HeapOp {
    let (kind, p, i, v) = (any() % 12, any(), any(), any());
    match kind {
        0 | 1 => HeapOp::New { p },
        2 | 3 => HeapOp::Link { p, i },
        4 => HeapOp::Set { p, i, v },
        5 => HeapOp::Get { p, i },
        6 => HeapOp::Share { p, q: v, i },
        7 => HeapOp::Drop { p },
        8 => HeapOp::Garbage { p, n: v },
        _ => HeapOp::Gc,
    }
}

pub(super) fn sync_op(any: &mut Bytes<'_>) -> SyncOp {
    let (kind, m, k) = (any() % 24, any(), any());
    match kind {
        0 | 1 => SyncOp::Lock { m },
        2 | 3 => SyncOp::Unlock { m },
        4 => SyncOp::TryLock { m, k },
        5..=7 => SyncOp::Guarded { m, k },
        8 => SyncOp::RLock,
        9 => SyncOp::RUnlock,
        10 => SyncOp::WLock,
        11 => SyncOp::WUnlock,
        12 => SyncOp::Reads { k },
        13 => SyncOp::Writes { k },
        14 => SyncOp::Add { n: m },
        15 => SyncOp::Done,
        16 => SyncOp::Wait,
        17 => SyncOp::Once { k },
        18 => SyncOp::CondWait,
        19 => SyncOp::Signal,
        20 => SyncOp::Broadcast,
        21 => SyncOp::Incr { k },
        22 => SyncOp::AtomicAdd { k },
        _ => SyncOp::AtomicLoad { k },
    }
}

pub(super) fn time_op(any: &mut Bytes<'_>) -> TimeOp {
    let (kind, c, ms, k) = (any() % 9, any(), any(), any());
    match kind {
        0 | 1 => TimeOp::Sleep { ms },
        2 => TimeOp::After { ms },
        3 => TimeOp::Timeout { c, ms },
        4 => TimeOp::AfterFunc { ms, k },
        5 => TimeOp::NewTimer { ms },
        6 => TimeOp::Stop,
        7 => TimeOp::Reset { ms },
        _ => TimeOp::TimerRecv,
    }
}
