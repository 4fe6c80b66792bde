//! Programs from bytes: what each kind of them is about, which operations they are made of, and which metadata they are tampered with.
//!
//! The bytes come from whoever asks: a fuzzer's input, or the draws of a seed. Any bytes give a program; `normalise` brings it into
//! its bounds.

mod draw;

use super::{CellDecl, Ending, MAX_CELLS, MAX_CHANS, MAX_MAPS, MAX_SLICES, Op, Program, SelectOp};
use crate::tamper::{Object, rows_of};
use draw::{
    case, chan_decl, chan_op, heap_op, map_decl, map_op, slice_decl, slice_op, sync_op, time_op,
};
use tearpoint_runtime::profile::Profile;

/// Where bytes come from. When there are no more, they are 0.
pub type Bytes<'a> = dyn FnMut() -> u8 + 'a;

/// What a program is about: a fuzz target, and a part of `conform --generate`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Maps.
    Map,
    /// Slices.
    Slice,
    /// Channels.
    Channel,
    /// Selects, and channels for them.
    Select,
    /// The allocator and the collector.
    Heap,
    /// Package sync, some of package time.
    Sync,
    /// All of them, and several runtimes in one program.
    Program,
}

impl Kind {
    /// Every one.
    pub const ALL: [Kind; 7] = [
        Kind::Map,
        Kind::Slice,
        Kind::Channel,
        Kind::Select,
        Kind::Heap,
        Kind::Sync,
        Kind::Program,
    ];

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
                Object::InlineMarkBits,
                Object::Slice,
                Object::Hmap,
                Object::SwissMap,
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
    pub fn declare(self, program: &mut Program, any: &mut Bytes<'_>) {
        let roll = any();
        let kinds: Vec<Kind> = [Kind::Map, Kind::Slice, Kind::Channel, Kind::Heap]
            .into_iter()
            .filter(|&of| self.declares(of))
            .collect();
        match kinds[usize::from(roll) % kinds.len()] {
            Kind::Map => put(&mut program.maps, MAX_MAPS, map_decl(any), roll),
            Kind::Slice => put(&mut program.slices, MAX_SLICES, slice_decl(any), roll),
            Kind::Channel => put(&mut program.chans, MAX_CHANS, chan_decl(any), roll),
            _ => {
                let size = any();
                put(&mut program.cells, MAX_CELLS, CellDecl { size }, roll);
            }
        }
    }

    /// Variables of every kind that the target has.
    pub fn declare_all(self, program: &mut Program, any: &mut Bytes<'_>) {
        let count = |of: Kind, any: &mut Bytes<'_>| {
            if self.declares(of) { 1 + any() % 2 } else { 0 }
        };
        for _ in 0..count(Kind::Map, any) {
            program.maps.push(map_decl(any));
        }
        for _ in 0..count(Kind::Slice, any) {
            program.slices.push(slice_decl(any));
        }
        for _ in 0..count(Kind::Channel, any) {
            program.chans.push(chan_decl(any));
        }
        for _ in 0..count(Kind::Heap, any) {
            let size = any();
            program.cells.push(CellDecl { size });
        }
        program.ending = match any() % 4 {
            _ if self == Kind::Map => Ending::Spin,
            0 => Ending::Return,
            _ => Ending::Receive,
        };
    }

    /// One operation.
    pub fn op(self, any: &mut Bytes<'_>) -> Op {
        let roll = any();
        match self.palette(roll) {
            Kind::Map | Kind::Program => Op::Map(map_op(any)),
            Kind::Slice => Op::Slice(slice_op(any)),
            Kind::Channel => Op::Chan(chan_op(any)),
            Kind::Select => Op::Select(SelectOp {
                first: case(any),
                second: case(any),
                third: any().is_multiple_of(3).then(|| case(any)),
                default: any().is_multiple_of(4),
            }),
            Kind::Heap => Op::Heap(heap_op(any)),
            Kind::Sync if roll >= 224 => Op::Time(time_op(any)),
            Kind::Sync => Op::Sync(sync_op(any)),
        }
    }
}

/// A program of a kind, within its bounds.
pub fn generate(kind: Kind, any: &mut Bytes<'_>) -> Program {
    let mut program = Program::default();
    kind.declare_all(&mut program, any);
    for _ in 0..1 + any() % 3 {
        let ops = (0..any() % 12).map(|_| kind.op(any)).collect();
        program.goroutines.push(ops);
    }
    program.normalise();
    program
}

/// Appends, or replaces one once there are enough.
fn put<T>(list: &mut Vec<T>, most: usize, item: T, roll: u8) {
    let at = usize::from(roll) % most;
    match list.get_mut(at) {
        Some(place) => *place = item,
        None => list.push(item),
    }
}
