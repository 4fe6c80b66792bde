//! What each target is about: which operations its programs are made of, and which metadata it tampers with.

use arbitrary::Unstructured;
use tearpoint_go::program::{
    Case, CellDecl, ChanDecl, ChanOp, Elem, Ending, HeapOp, KeyType, MAX_CELLS, MAX_CHANS,
    MAX_MAPS, MAX_SLICES, MapDecl, MapOp, Op, Program, SelectOp, SliceDecl, SliceOp, SyncOp,
    TimeOp,
};
use tearpoint_go::tamper::{Object, rows_of};
use tearpoint_runtime::profile::Profile;

/// A fuzz target that runs programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Map,
    Slice,
    Channel,
    Select,
    Heap,
    Sync,
    /// All of them, and several runtimes in one program.
    Program,
}

impl Kind {
    /// The target's name: of its binary, and of its folder of recordings.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Map => "map",
            Kind::Slice => "slice",
            Kind::Channel => "channel",
            Kind::Select => "select",
            Kind::Heap => "heap",
            Kind::Sync => "sync",
            Kind::Program => "program",
        }
    }

    fn objects(self) -> &'static [Object] {
        match self {
            Kind::Map => &Object::MAPS,
            Kind::Slice => &[Object::Slice, Object::String, Object::Func],
            Kind::Channel => &[Object::Hchan, Object::Sudog, Object::G],
            Kind::Select => &[
                Object::Hchan,
                Object::Sudog,
                Object::G,
                Object::Scase,
                Object::Order,
            ],
            Kind::Heap => &[
                Object::Mspan,
                Object::Func,
                Object::AllocBits,
                Object::GcmarkBits,
                Object::Slice,
                Object::Hmap,
            ],
            Kind::Sync => &[
                Object::Mutex,
                Object::RWMutex,
                Object::WaitGroup,
                Object::Once,
                Object::Cond,
                Object::Timer,
                Object::Sudog,
                Object::G,
            ],
            Kind::Program => &Object::ALL,
        }
    }

    /// The rows of the tamper table that the target's genes are about.
    pub fn rows(self, profile: &Profile) -> Vec<usize> {
        rows_of(self.objects(), profile)
    }

    /// The kind of one operation: the target's own most of the time.
    fn palette(self, roll: u8) -> Kind {
        match (self, roll % 8) {
            (Kind::Select, 0..=2) => Kind::Channel,
            (Kind::Heap, 0) => Kind::Slice,
            (Kind::Heap, 1) => Kind::Map,
            (Kind::Heap, 2) => Kind::Channel,
            (Kind::Program, roll) => [
                Kind::Map,
                Kind::Slice,
                Kind::Channel,
                Kind::Channel,
                Kind::Select,
                Kind::Heap,
                Kind::Sync,
                Kind::Sync,
            ][usize::from(roll)],
            (own, _) => own,
        }
    }

    /// Whether its programs have variables of this kind.
    fn declares(self, of: Kind) -> bool {
        match of {
            Kind::Map => matches!(self, Kind::Map | Kind::Heap | Kind::Program),
            Kind::Slice => matches!(self, Kind::Slice | Kind::Heap | Kind::Program),
            Kind::Channel => !matches!(self, Kind::Map | Kind::Slice),
            _ => matches!(self, Kind::Heap | Kind::Program),
        }
    }

    /// One more variable of a kind that the target has, or another in the place of one.
    pub fn declare(self, program: &mut Program, bytes: &mut Unstructured<'_>) {
        let roll = any(bytes);
        let kinds: Vec<Kind> = [Kind::Map, Kind::Slice, Kind::Channel, Kind::Heap]
            .into_iter()
            .filter(|&of| self.declares(of))
            .collect();
        match kinds[usize::from(roll) % kinds.len()] {
            Kind::Map => put(&mut program.maps, MAX_MAPS, map_decl(bytes), roll),
            Kind::Slice => put(&mut program.slices, MAX_SLICES, slice_decl(bytes), roll),
            Kind::Channel => put(&mut program.chans, MAX_CHANS, chan_decl(bytes), roll),
            _ => {
                let size = any(bytes);
                put(&mut program.cells, MAX_CELLS, CellDecl { size }, roll);
            }
        }
    }

    /// Variables of every kind that the target has.
    pub fn declare_all(self, program: &mut Program, bytes: &mut Unstructured<'_>) {
        let count = |of: Kind, bytes: &mut Unstructured<'_>| {
            if self.declares(of) {
                1 + any(bytes) % 2
            } else {
                0
            }
        };
        for _ in 0..count(Kind::Map, bytes) {
            program.maps.push(map_decl(bytes));
        }
        for _ in 0..count(Kind::Slice, bytes) {
            program.slices.push(slice_decl(bytes));
        }
        for _ in 0..count(Kind::Channel, bytes) {
            program.chans.push(chan_decl(bytes));
        }
        for _ in 0..count(Kind::Heap, bytes) {
            let size = any(bytes);
            program.cells.push(CellDecl { size });
        }
        program.ending = match any(bytes) % 4 {
            _ if self == Kind::Map => Ending::Spin,
            0 => Ending::Return,
            _ => Ending::Receive,
        };
    }

    /// One operation.
    pub fn op(self, bytes: &mut Unstructured<'_>) -> Op {
        let roll = any(bytes);
        match self.palette(roll) {
            Kind::Map | Kind::Program => Op::Map(map_op(bytes)),
            Kind::Slice => Op::Slice(slice_op(bytes)),
            Kind::Channel => Op::Chan(chan_op(bytes)),
            Kind::Select => Op::Select(SelectOp {
                first: case(bytes),
                second: case(bytes),
                third: any(bytes).is_multiple_of(3).then(|| case(bytes)),
                default: any(bytes).is_multiple_of(4),
            }),
            Kind::Heap => Op::Heap(heap_op(bytes)),
            Kind::Sync if roll >= 224 => Op::Time(time_op(bytes)),
            Kind::Sync => Op::Sync(sync_op(bytes)),
        }
    }
}

/// Appends, or replaces one once there are enough.
fn put<T>(list: &mut Vec<T>, most: usize, item: T, roll: u8) {
    let at = usize::from(roll) % most;
    match list.get_mut(at) {
        Some(place) => *place = item,
        None => list.push(item),
    }
}

fn any(bytes: &mut Unstructured<'_>) -> u8 {
    bytes.arbitrary::<u8>().unwrap_or(0)
}

fn map_decl(bytes: &mut Unstructured<'_>) -> MapDecl {
    let mut any = || any(bytes);
    let key = KeyType::ALL[usize::from(any()) % KeyType::ALL.len()];
    let hint = if any() % 4 == 0 { any() % 100 } else { 0 };
    MapDecl {
        key,
        hint,
        filled: [0, 5, 8, 9, 13, 14, 27, any() % 64][usize::from(any() % 8)],
    }
}

fn elem(roll: u8) -> Elem {
    Elem::ALL[usize::from(roll) % Elem::ALL.len()]
}

fn slice_decl(bytes: &mut Unstructured<'_>) -> SliceDecl {
    let mut any = || any(bytes);
    let (elem, len) = (elem(any()), any() % 9);
    SliceDecl {
        elem,
        len,
        cap: len + any() % 5,
    }
}

fn chan_decl(bytes: &mut Unstructured<'_>) -> ChanDecl {
    let mut any = || any(bytes);
    ChanDecl {
        elem: elem(any()),
        cap: [0, 0, 0, 1, 1, 2, 4, 16][usize::from(any() % 8)],
    }
}

fn map_op(bytes: &mut Unstructured<'_>) -> MapOp {
    let mut any = || any(bytes);
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

fn slice_op(bytes: &mut Unstructured<'_>) -> SliceOp {
    let mut any = || any(bytes);
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

fn chan_op(bytes: &mut Unstructured<'_>) -> ChanOp {
    let mut any = || any(bytes);
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

fn case(bytes: &mut Unstructured<'_>) -> Case {
    let mut any = || any(bytes);
    Case {
        c: any(),
        send: any() % 2 == 0,
        v: any(),
    }
}

fn heap_op(bytes: &mut Unstructured<'_>) -> HeapOp {
    let mut any = || any(bytes);
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

fn sync_op(bytes: &mut Unstructured<'_>) -> SyncOp {
    let mut any = || any(bytes);
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

fn time_op(bytes: &mut Unstructured<'_>) -> TimeOp {
    let mut any = || any(bytes);
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
