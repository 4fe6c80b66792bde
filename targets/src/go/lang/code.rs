//! Bytecode: what `compile` gives and `vm` runs.
//!
//! A function's frame is a run of bytes; every variable and temporary lies at a [`Slot`], a byte offset in it, with its
//! real Go layout. A call window lies at the top of the caller's frame and is the start of the callee's: results first,
//! then parameters, each on a multiple of 8.

use crate::go::runtime::rtype as runtime;
use std::rc::Rc;

use super::tast::{BinOp, CmpOp};
use super::types::TypeId;
use crate::go::runtime::rtype::Rtypes;

/// Byte offset in a frame.
pub type Slot = u16;

/// How the bytes of a number are read and written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Num {
    I8,
    I16,
    I32,
    I64,
    U8,
    U16,
    U32,
    U64,
    F32,
    F64,
}

impl Num {
    /// Bytes of such a number.
    #[inline]
    pub fn width(self) -> usize {
        match self {
            Num::I8 | Num::U8 => 1,
            Num::I16 | Num::U16 => 2,
            Num::I32 | Num::U32 | Num::F32 => 4,
            Num::I64 | Num::U64 | Num::F64 => 8,
        }
    }

    /// Whether it is an integer with a sign.
    pub fn signed(self) -> bool {
        matches!(self, Num::I8 | Num::I16 | Num::I32 | Num::I64)
    }
}

/// What [`Op::SliceOf`] slices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sliced {
    Slice,
    Str,
    /// The slice stands for a whole array: texts say length, not capacity.
    Array,
}

/// How an index is compared with a length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Index {
    Signed,
    Unsigned,
    /// gc compares a constant with signs: a negative length is below it.
    Constant,
}

/// Conversions to and from strings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StrConv {
    FromBytes,
    ToBytes,
    FromRunes,
    ToRunes,
    FromRune,
}

/// How `print` shows a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrintKind {
    Bool,
    Int(Num),
    Uint(Num),
    Float(Num),
    Pointer,
    Str,
    Slice,
    Iface,
    Space,
    Newline,
}

/// What the runtime provides under a Go name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rt {
    Gosched,
    Goexit,
    Gc,
    NumGoroutine,
    GoMaxProcs,
    Exit,
    /// A value method was called through a nil pointer; the argument is the text.
    PanicWrap,
    AtomicLoad(Num),
    AtomicStore(Num),
    AtomicAdd(Num),
    AtomicSwap(Num),
    AtomicCas(Num),
    AtomicAnd(Num),
    AtomicOr(Num),
}

/// One instruction. `d` is where the result goes, `to` a position in the function.
#[derive(Clone, Copy, Debug)]
pub enum Op {
    Imm { width: u8, d: Slot, v: u64 },
    Zero { d: Slot, len: u32 },
    Move { d: Slot, s: Slot, len: u32 },
    Move8 { d: Slot, s: Slot },
    Add8 { d: Slot, a: Slot, b: Slot },
    AddImm8 { d: Slot, a: Slot, v: i64 },
    Bin { op: BinOp, num: Num, d: Slot, a: Slot, b: Slot },
    /// The shift count is an unsigned or signed number of kind `by`.
    Shift { left: bool, num: Num, by: Num, d: Slot, a: Slot, b: Slot },
    Neg { num: Num, d: Slot, a: Slot },
    Complement { num: Num, d: Slot, a: Slot },
    Not { d: Slot, a: Slot },
    MinMax { max: bool, num: Num, d: Slot, a: Slot, b: Slot },
    Cmp { op: CmpOp, num: Num, d: Slot, a: Slot, b: Slot },
    StrCmp { op: CmpOp, d: Slot, a: Slot, b: Slot },
    /// Equality of plain memory.
    EqMem { d: Slot, a: Slot, b: Slot, len: u32 },
    /// Equality by type.
    EqType { d: Slot, a: Slot, b: Slot, ty: TypeId },
    Convert { from: Num, to: Num, d: Slot, a: Slot },

    Jump { to: u32 },
    JumpIf { a: Slot, to: u32 },
    JumpIfNot { a: Slot, to: u32 },
    JumpCmp { op: CmpOp, num: Num, a: Slot, b: Slot, to: u32 },
    JumpCmpImm { op: CmpOp, num: Num, a: Slot, v: i32, to: u32 },
    /// A loop's back edge, over `cost` instructions.
    Back { cost: u32, to: u32 },

    /// Loads `len` bytes from the pointer in `p` plus `off`.
    Load { d: Slot, p: Slot, off: u32, len: u32 },
    Load8 { d: Slot, p: Slot, off: u32 },
    Store { p: Slot, s: Slot, off: u32, len: u32 },
    Store8 { p: Slot, s: Slot, off: u32 },
    /// As [`Op::Store`], into an object nobody else knows yet.
    Init { p: Slot, s: Slot, off: u32, len: u32 },
    LoadGlobal { d: Slot, addr: u32, len: u32 },
    StoreGlobal { s: Slot, addr: u32, len: u32 },
    /// Faults as an access through the pointer would.
    NilCheck { p: Slot },
    /// `d = p + i * size`
    ScaleAdd { d: Slot, p: Slot, i: Slot, size: u32 },
    /// Checks the index in `i` against a constant length.
    Bounds { how: Index, i: Slot, len: u64 },
    IndexAddr { how: Index, d: Slot, s: Slot, i: Slot, size: u32 },
    IndexLoad { how: Index, d: Slot, s: Slot, i: Slot, size: u32 },
    IndexStore { how: Index, v: Slot, s: Slot, i: Slot, size: u32 },
    StrIndex { how: Index, d: Slot, s: Slot, i: Slot },
    /// Loads from the frame at `base` plus the offset in `off`.
    FrameLoad { d: Slot, base: Slot, off: Slot, len: u32 },
    FrameStore { s: Slot, base: Slot, off: Slot, len: u32 },
    /// Slices what is at `s`; `at` holds lo, hi, max, as far as `has` (bits 0, 1, 2) says; `unsigned` likewise.
    SliceOf { kind: Sliced, has: u8, unsigned: u8, d: Slot, s: Slot, at: Slot, size: u32 },
    /// A slice as a pointer to an array of `len` elements.
    SliceToArray { d: Slot, s: Slot, len: u64 },

    /// A fresh zeroed object; `ty` is a position in [`Code::allocs`].
    New { d: Slot, ty: u32 },
    /// `make([]T, len, cap)`; `at` holds both; `ty` is the element's position in [`Code::allocs`].
    MakeSlice { d: Slot, at: Slot, ty: u32 },
    /// Appends `n` elements at `v` to the slice at `s`.
    AppendElems { n: u16, d: Slot, s: Slot, v: Slot, ty: u32 },
    /// Appends the slice (or string) at `v`.
    AppendSlice { d: Slot, s: Slot, v: Slot, ty: u32 },
    /// `copy`; also gives the count.
    CopySlice { d: Slot, to: Slot, from: Slot, size: u32 },
    /// `clear` of a slice.
    ClearSlice { s: Slot, size: u32 },
    /// `unsafe.Slice(p, n)`, `unsafe.String(p, n)`
    UnsafeSlice { string: bool, d: Slot, p: Slot, n: Slot, size: u32 },

    Concat { n: u16, d: Slot, a: Slot },
    StrConv { kind: StrConv, d: Slot, a: Slot },
    /// One step of `range` over a string: reads the string at `s` and the position in `i`; writes the rune to `d` and
    /// the next position to `d + 8`.
    DecodeRune { d: Slot, s: Slot, i: Slot },

    /// An interface of the value at `a`; `conv` is a position in [`Code::convs`].
    MakeIface { d: Slot, a: Slot, conv: u32 },
    /// Type word of another interface type from that in `a`; see [`Assert`].
    Assert { d: Slot, a: Slot, assert: u32 },

    /// A closure of function `func` with `n` words at `a`.
    Closure { n: u16, d: Slot, a: Slot, func: u32 },
    /// Word `index` of the closure that was called; only at the function's start.
    Capture { d: Slot, index: u32 },
    /// A closure that holds `len` bytes at `a` (a method value).
    BindMethod { d: Slot, a: Slot, func: u32, len: u32 },
    Call { base: Slot, func: u32 },
    CallClosure { f: Slot, base: Slot },
    /// Calls method `method` of the interface at `i`; the receiver's place in the window is `recv`, its size `end`.
    CallIface { method: u8, i: Slot, base: Slot, recv: Slot, end: Slot },
    /// Runs a call of [`Code::calls`] as a new goroutine, or when the function leaves.
    Go { call: u32 },
    Defer { call: u32 },
    RunDefers,
    Ret,
    Recover { d: Slot },
    Panic { s: Slot },
    Rt { f: Rt, d: Slot, a: Slot, b: Slot, c: Slot },
    /// A map operation; a position in [`Code::maps`].
    Map { op: u32 },
    MapLen { d: Slot, m: Slot },
    Print { kind: PrintKind, s: Slot },
    /// What was printed goes out at once.
    PrintEnd,
}

/// A map operation. Slots: `m` the map, `k` the key, `d` what comes out, `v` what goes in.
#[derive(Clone, Debug)]
pub struct MapOp {
    pub kind: MapKind,
    /// The map's type.
    pub ty: TypeId,
    pub m: Slot,
    pub k: Slot,
    pub d: Slot,
    pub v: Slot,
}

/// Which map operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MapKind {
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
    Delete,
    Clear,
    /// The iterator's address is in `d`.
    IterInit,
    IterNext,
    /// A runtime function called by the program through linkname: the descriptor's address is in `v`, the key (generic
    /// functions: its address) in `k`, the result goes to `d`.
    Linked(LinkedOp, runtime::MapKind),
}

/// What a linkname'd map function does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkedOp {
    Access1,
    Assign,
    Delete,
}

impl MapKind {
    /// The map function that a linkname names.
    pub fn linked(name: &str) -> Option<MapKind> {
        let name = name.strip_prefix("runtime.map")?;
        let (op, variant) = name.split_once('_').unwrap_or((name, ""));
        let op = match op {
            "access1" => LinkedOp::Access1,
            "assign" => LinkedOp::Assign,
            "delete" => LinkedOp::Delete,
            _ => return None,
        };
        let variant = match variant {
            "" => runtime::MapKind::Generic,
            "fast32" => runtime::MapKind::Fast32,
            "fast64" => runtime::MapKind::Fast64,
            _ => return None,
        };
        Some(MapKind::Linked(op, variant))
    }
}

/// What [`Op::MakeIface`] makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conv {
    /// Type word: a type descriptor or an itab.
    pub word: u64,
    pub size: u32,
    /// The value is a pointer and is the data word itself.
    pub direct: bool,
    pub noscan: bool,
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

/// An allocation: of one object of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alloc {
    pub size: u64,
    pub noscan: bool,
}

/// A call that is made later.
#[derive(Clone, Copy, Debug)]
pub struct CallSpec {
    pub target: Target,
    pub base: Slot,
    /// Bytes of the window.
    pub end: Slot,
}

/// Who is called.
#[derive(Clone, Copy, Debug)]
pub enum Target {
    Static(u32),
    Closure(Slot),
    Iface { i: Slot, method: u8, recv: Slot },
}

/// One function.
#[derive(Clone, Debug, Default)]
pub struct FuncCode {
    pub symbol: String,
    pub ops: Vec<Op>,
    pub frame: u32,
    /// Bytes of the results, and of results and parameters.
    pub results: u32,
    pub window: u32,
    /// Bytes of the receiver, if it is a method of a type that is not its own data word; else 0.
    pub indirect_recv: Option<u32>,
    /// Where a recovered panic goes on: the deferred calls left, then the epilogue.
    pub leave: u32,
    /// Left out of tracebacks.
    pub hidden: bool,
}

/// A prepared program: everything that does not change from run to run.
#[derive(Debug, Default)]
pub struct Code {
    pub rtypes: Rc<Rtypes>,
    pub funcs: Vec<FuncCode>,
    /// Runs package initialization, then `main.main`.
    pub entry: u32,
    /// Addresses of functions in read-only data: of function `i`, `text + 16 * i`.
    pub text: u64,
    pub rodata: Vec<u8>,
    /// Bytes of package variables.
    pub data: u64,
    pub allocs: Vec<Alloc>,
    pub convs: Vec<Conv>,
    pub asserts: Vec<Assert>,
    pub ifaces: Vec<Iface>,
    pub calls: Vec<CallSpec>,
    pub maps: Vec<MapOp>,
    /// Methods for printing panics, by type word: Error or String.
    pub show: Vec<(u64, u32)>,
    /// Names of each type's methods by type word, sorted.
    pub methods: Vec<(u64, String)>,
    /// Type words of the runtime's own error types.
    pub errors: RuntimeErrors,
}

/// Type words (descriptors) that a recovered runtime error takes.
#[derive(Clone, Copy, Debug, Default)]
pub struct RuntimeErrors {
    pub error_string: u64,
    pub plain_error: u64,
    pub bounds_error: u64,
    pub type_assertion: u64,
    pub panic_nil: u64,
}
