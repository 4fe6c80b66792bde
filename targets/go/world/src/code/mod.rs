//! Bytecode: what the compiler makes of a program and the interpreter runs. It knows neither of the two.
//!
//! A function's frame is a run of bytes. Every variable and temporary lies at a [`Slot`], which is a byte offset in the
//! frame, and has Go's own layout there. The window of a call lies at the top of the caller's frame and is the start of the
//! callee's: first the results, then the parameters, each on a multiple of 8.
//!
//! Instructions are in [`op`]; what each reads and writes of its frame is in [`effects`], and what the collector makes of
//! that in [`stackmap`].

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

pub mod effects;
pub mod op;
pub mod stackmap;

pub use op::{
    Bridge, HAS_ROOM, HAS_ROOM_STRICTLY, Index, Num, Op, PrintKind, Sliced, Slot, StrConv,
};
use tearpoint_front::diag::Pos;
use tearpoint_front::library::Origins;
use tearpoint_front::types::Types;
use tearpoint_harness::contract::{Frame, Place};
use tearpoint_machine::PtrMap;
use tearpoint_runtime::rtype::{RtypeId, Rtypes};
use tearpoint_runtime::tamper::table::Object;
use tearpoint_runtime::traceback::frame;

/// A map operation. Slots: `m` the map, `k` the key, `d` what comes out, `v` what goes in.
#[derive(Clone, Debug)]
pub struct MapOp {
    /// Which operation.
    pub kind: MapKind,
    /// The map's type.
    pub ty: RtypeId,
    pub m: Slot,
    pub k: Slot,
    pub d: Slot,
    pub v: Slot,
}

/// Which map operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MapKind {
    /// Without a hint: the buckets come with the first assignment.
    MakeSmall,
    /// The hint is in `k`.
    Make,
    /// The element goes to `d`.
    Access1,
    /// The element goes to `d`, whether there is one to `v`.
    Access2,
    /// The element is stored from `v`.
    Assign,
    /// The element's address goes to `d`.
    AssignAddr,
    /// The element of the address in `d`, by [`MapKind::AssignAddr`], is stored from `v`.
    Store,
    /// `delete(m, k)`
    Delete,
    /// `clear(m)`, and the loop that Go compiles to it.
    Clear,
    /// The iterator's address is in `d`.
    IterInit,
    /// The same; what is written to `v` is the address of the key.
    IterNext,
}

/// A call of a function that the runtime provides; what it does is in the instruction.
#[derive(Clone, Copy, Debug)]
pub struct ProvidedCall {
    /// Where the result goes.
    pub d: Slot,
    /// Bytes of the result: 0 if there is none.
    pub gives: u32,
    /// Where the arguments are.
    pub args: [Slot; MAX_ARGS],
    /// Bytes of each: 0 if it is not given.
    pub sizes: [u32; MAX_ARGS],
    /// Bytes of what the first argument points at: 0 if it is no pointer.
    pub points_at: u32,
}

/// Arguments that a provided function takes at most.
pub const MAX_ARGS: usize = 6;

/// A channel operation. Slots: `c` the channel, `value` what is sent (of a make, the size) or where what is received goes,
/// `ok` where whether it was sent goes, `d` the channel made, or whether an operation that does not wait was done.
#[derive(Clone, Copy, Debug)]
pub struct ChanOp {
    /// Which operation.
    pub kind: ChanKind,
    /// The type of the channel's elements.
    pub elem: RtypeId,
    pub c: Slot,
    pub value: Option<Slot>,
    pub ok: Slot,
    pub d: Slot,
}

/// Which channel operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChanKind {
    /// `make(chan T, size)`
    Make,
    /// `c <- v`
    Send,
    /// Of a select with a default.
    TrySend,
    /// `v = <-c`
    Recv1,
    /// `v, ok = <-c`
    Recv2,
    /// Of a select with a default.
    TryRecv,
    /// `close(c)`
    Close,
}

/// A select of several cases. The chosen case's clause goes to `d`, -1 for the default.
#[derive(Clone, Debug)]
pub struct SelectOp {
    /// In the order of the array: sends, then receives from the last to the first.
    pub cases: Vec<SelectScase>,
    /// There is no default.
    pub block: bool,
    pub d: Slot,
}

/// A case of a [`SelectOp`]; slots as in [`ChanOp`].
#[derive(Clone, Debug)]
pub struct SelectScase {
    /// It is a send.
    pub sends: bool,
    /// Position of its clause in the source.
    pub clause: u32,
    pub c: Slot,
    pub value: Option<Slot>,
    pub ok: Slot,
    pub elem: RtypeId,
}

/// What [`Op::MakeIface`] makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conv {
    /// Type word: a type descriptor or an itab.
    pub word: u64,
    pub size: u32,
    /// The value is a pointer and is the data word itself.
    pub direct: bool,
    /// The value's type.
    pub ty: RtypeId,
}

/// What an assertion asks for, and what it gives.
#[derive(Clone, Debug)]
pub struct Assert {
    pub target: AssertTarget,
    /// Source interface type has methods: its type word is an itab.
    pub from_itab: bool,
    pub comma_ok: bool,
    /// Where ok goes, if asked for.
    pub ok: Slot,
    /// The static type of the operand, for texts.
    pub from_name: String,
    pub to_name: String,
    /// A conversion, not an assertion: nil stays nil.
    pub convert: bool,
}

/// The target of an [`Assert`].
#[derive(Clone, Debug)]
pub enum AssertTarget {
    /// A concrete type: its descriptor, size, whether it is the data word itself.
    Concrete { word: u64, size: u32, direct: bool },
    /// An interface: position in [`Code::ifaces`].
    Iface(u32),
}

/// An interface type's methods and the itabs of all types that have them.
#[derive(Clone, Debug)]
pub struct Iface {
    pub methods: Vec<String>,
    /// Sorted by type word: itab address.
    pub itabs: Vec<(u64, u64)>,
}

/// An allocation: of one object of a type, or of an array of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alloc {
    /// The type of the object, or of the array's elements.
    pub ty: RtypeId,
    /// Bytes of the whole.
    pub size: u64,
    /// It has no pointers.
    pub noscan: bool,
}

/// A call that is made later.
#[derive(Clone, Copy, Debug)]
pub struct CallSpec {
    /// Who is called.
    pub target: Target,
    /// Where the window starts.
    pub base: Slot,
    /// Bytes of the window.
    pub end: Slot,
}

/// Who is called.
#[derive(Clone, Copy, Debug)]
pub enum Target {
    /// A function, by its position in [`Code::funcs`].
    Static(u32),
    /// The function value at a slot.
    Closure(Slot),
    /// A method of the interface at slot `i`; `recv` is the receiver's place in the window.
    Iface { i: Slot, method: u8, recv: Slot },
}

/// One function.
#[derive(Clone, Debug, Default)]
pub struct FuncCode {
    /// Its name, as tracebacks show it.
    pub symbol: String,
    /// Its instructions.
    pub ops: Vec<Op>,
    /// Bytes of its frame.
    pub frame: u32,
    /// Bytes of the results.
    pub results: u32,
    /// Bytes of the results and the parameters.
    pub window: u32,
    /// Bytes of the receiver, if it is a method of a type that is not its own data word; else 0.
    pub indirect_recv: Option<u32>,
    /// Where a recovered panic goes on: the deferred calls left, then the epilogue.
    pub leave: u32,
    /// Left out of tracebacks.
    pub hidden: bool,
    /// A library's function that only computes: it has no preemption points of its own.
    pub quiet: bool,
    /// Where in the source instructions come from: each holds from its position on.
    pub lines: Vec<(u32, Pos)>,
    /// What the words of the frame hold, from its start; what follows are temporaries.
    pub words: Vec<FrameWord>,
    /// Positions of stores to memory whose values hold no pointers, so that the collector is not told. Ascending.
    pub plain: Vec<u32>,
    /// It is the program's own, not the library's.
    pub own: bool,
    /// Its accesses to memory are checked for races: it is the program's own, or works on the program's objects.
    pub checked: bool,
    /// Its atomic operations order nothing for the memory model, and its maps do not race: package sync says itself
    /// what it orders.
    pub orders_nothing: bool,
}

/// What a function takes and gives: bytes and alignment of each, in order.
#[derive(Clone, Debug, Default)]
pub struct AbiFunc {
    /// The parameters, the receiver first.
    pub params: Vec<(u32, u32)>,
    /// The results.
    pub results: Vec<(u32, u32)>,
}

/// What a word of a frame holds, as far as the collector minds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FrameWord {
    /// Never a pointer, whatever it looks like.
    Scalar,
    /// A variable's pointer: nil, or a good one.
    Pointer,
    /// Compiler's own: it may be a pointer.
    Unknown,
}

impl FuncCode {
    /// Where in the source an instruction comes from.
    pub fn pos(&self, op: u32) -> Option<Pos> {
        let after = self.lines.partition_point(|(from, _)| *from <= op);
        self.lines.get(after.checked_sub(1)?).map(|(_, pos)| *pos)
    }
}

/// A prepared program: everything that does not change from run to run.
#[derive(Debug, Default)]
pub struct Code {
    /// Which packages are the library's.
    pub origins: Origins,
    /// Source files by their number in positions.
    pub files: BTreeMap<u16, Arc<str>>,
    /// The program's types.
    pub types: Types,
    /// What the runtime is told of them.
    pub rtypes: Rc<Rtypes>,
    /// Functions; a function's position is its number.
    pub funcs: Vec<FuncCode>,
    /// Runs package initialization, then `main.main`.
    pub entry: u32,
    /// Addresses of functions in read-only data: of function `i`, `text + 16 * i`.
    pub text: u64,
    /// How functions take arguments, by number; only where package reflect calls them.
    pub abi: Vec<AbiFunc>,
    /// The function `reflect.callReflect`.
    pub call_reflect: Option<u32>,
    /// Where static function values lie.
    pub funcvals: std::ops::Range<u64>,
    /// Address and number of the addresses of types that reflection looks through.
    pub type_links: (u64, u64),
    /// Read-only data: strings, functions, itabs, descriptors.
    pub rodata: Vec<u8>,
    /// Where package variables start.
    pub data_base: u64,
    /// Bytes of package variables.
    pub data: u64,
    /// Addresses, sizes and pointer words of package variables that have pointers.
    pub globals: Vec<(u64, u64, PtrMap)>,
    /// Package variables in order: address, size, symbol.
    pub variables: Vec<(u64, u64, String)>,
    /// What instructions allocate. This table and those that follow are for instructions, which name a position in them.
    pub allocs: Vec<Alloc>,
    /// Conversions to interfaces.
    pub convs: Vec<Conv>,
    /// Type assertions.
    pub asserts: Vec<Assert>,
    /// Interface types that are asserted to.
    pub ifaces: Vec<Iface>,
    /// Places in `ifaces` by interface type.
    pub iface_of: BTreeMap<RtypeId, u32>,
    /// Calls by `go` and `defer`.
    pub calls: Vec<CallSpec>,
    /// Operations on maps.
    pub maps: Vec<MapOp>,
    /// Operations on channels.
    pub chans: Vec<ChanOp>,
    /// Selects of several cases.
    pub selects: Vec<SelectOp>,
    /// What lies in the program's package variables that tampering can overwrite: headers, locks.
    pub watched: Vec<(Object, u64)>,
    /// The same of each of `allocs`, with offsets.
    pub alloc_watched: Vec<Vec<(Object, u64)>>,
    /// Calls of functions that the runtime provides.
    pub provided: Vec<ProvidedCall>,
    /// Methods for printing panics, by type word: Error or String.
    pub show: Vec<(u64, u32)>,
    /// Names of each type's methods by type word, sorted.
    pub methods: Vec<(u64, String)>,
    /// Type words of the runtime's own error types.
    pub errors: RuntimeErrors,
}

impl Code {
    /// The package variable that lies at `addr`, and how far in.
    pub fn variable_at(&self, addr: u64) -> Option<(&str, u64)> {
        let after = self.variables.partition_point(|&(at, ..)| at <= addr);
        let (at, size, symbol) = self.variables.get(after.checked_sub(1)?)?;
        let offset = addr - at;
        (offset < (*size).max(1)).then_some((symbol, offset))
    }

    /// The frame of a function that stands at an instruction.
    pub fn frame(&self, func: u32, op: u32) -> Frame {
        let function = self.funcs[func as usize].symbol.clone();
        Frame {
            place: Some(self.place(func, op)),
            ..frame(function)
        }
    }

    /// Where in the source an instruction of a function comes from.
    pub fn place(&self, func: u32, op: u32) -> Place {
        let pos = self.funcs[func as usize].pos(op);
        let file = pos.and_then(|pos| self.files.get(&pos.file)).cloned();
        Place {
            file: file.unwrap_or_else(|| "?".into()),
            line: pos.map_or(0, |pos| pos.line),
            offset: op,
        }
    }
}

/// Type words (descriptors) that a recovered runtime error takes.
#[derive(Clone, Copy, Debug, Default)]
pub struct RuntimeErrors {
    /// `runtime.errorString`
    pub error_string: u64,
    /// `runtime.plainError`
    pub plain_error: u64,
    /// `string`
    pub text: u64,
    /// `runtime.boundsError`
    pub bounds_error: u64,
    /// `*runtime.TypeAssertionError`
    pub type_assertion: u64,
    /// `runtime.errorAddressString`
    pub error_address: u64,
    /// `*runtime.PanicNilError`
    pub panic_nil: u64,
}
