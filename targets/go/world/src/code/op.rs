//! Instructions of 16 bytes each. Operands are slots of the frame.

use tearpoint_front::provided::Effect;
use tearpoint_front::tast::{BinOp, CmpOp};
use tearpoint_runtime::rtype::RtypeId;

/// Byte offset in a frame.
pub type Slot = u16;

/// Steps between frames and arguments in memory: see [`vm::bridge`](crate::vm).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bridge {
    /// `reflect.call`: from memory into a frame, and enters the function.
    Call,
    /// Its results, from the frame to memory.
    Returned,
    /// `reflect.makeFuncStub`: its arguments to memory, and enters `reflect.callReflect`.
    Stub,
    /// Its results, from memory to the frame.
    StubReturned,
}

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

/// In [`Op::SliceOf`]'s `dropped`: the result is known to have room, so that its start is always moved.
pub const HAS_ROOM: u8 = 1 << 3;
/// The same, known where a profile's `proves_strict_bounds` holds.
pub const HAS_ROOM_STRICTLY: u8 = 1 << 4;

/// How an index is compared with a length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Index {
    Signed,
    Unsigned,
    /// gc knows both and decides with signs: a negative length is below every index.
    Folded,
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
    Complex(Num),
    Pointer,
    Str,
    Slice,
    Iface,
    Space,
    Newline,
}

/// One instruction. `d` is where the result goes, `to` a position in the function.
#[derive(Clone, Copy, Debug)]
#[rustfmt::skip] // a table, one line each
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
    /// Division, remainder or shift to the right of what gc takes for not negative; a divisor is a constant if `by_const`.
    LengthDivide { op: BinOp, by_const: bool, d: Slot, a: Slot, b: Slot },
    /// The quotient of two complex numbers of 16 bytes.
    ComplexDivide { d: Slot, a: Slot, b: Slot },
    Neg { num: Num, d: Slot, a: Slot },
    Complement { num: Num, d: Slot, a: Slot },
    Not { d: Slot, a: Slot },
    MinMax { max: bool, num: Num, d: Slot, a: Slot, b: Slot },
    Cmp { op: CmpOp, num: Num, d: Slot, a: Slot, b: Slot },
    StrCmp { op: CmpOp, d: Slot, a: Slot, b: Slot },
    /// Equality of plain memory.
    EqMem { d: Slot, a: Slot, b: Slot, len: u32 },
    /// Equality by type.
    EqType { d: Slot, a: Slot, b: Slot, ty: RtypeId },
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
    /// `dropped` and `folded` are what gc knows of the checks.
    SliceOf { kind: Sliced, has: u8, unsigned: u8, dropped: u8, folded: u8, d: Slot, s: Slot, at: Slot, size: u32 },
    /// A slice as a pointer to an array of `len` elements.
    SliceToArray { d: Slot, s: Slot, len: u64 },

    /// A fresh zeroed object; `ty` is a position in [`super::Code::allocs`].
    New { d: Slot, ty: u32 },
    /// `make([]T, len, cap)`; `at` holds both; `ty` is the element's position in [`super::Code::allocs`].
    MakeSlice { d: Slot, at: Slot, ty: u32 },
    /// Appends `n` elements at `v` to the slice at `s`.
    AppendElems { n: u16, d: Slot, s: Slot, v: Slot, ty: u32 },
    /// As [`Op::AppendElems`], of a slice whose first array may lie in the frame. `buf` holds its address once it is in use;
    /// `walk` says that its capacity grows in small steps.
    AppendBuffered { walk: bool, n: u16, d: Slot, s: Slot, v: Slot, buf: Slot, ty: u32 },
    /// Moves the array of the slice at `s` to the heap, if it lies in the frame; `keep` says that the capacity stays.
    MoveToHeap { keep: bool, s: Slot, buf: Slot, ty: u32 },
    /// Appends the slice (or string) at `v`.
    AppendSlice { d: Slot, s: Slot, v: Slot, ty: u32 },
    /// `copy`; also gives the count.
    CopySlice { d: Slot, to: Slot, from: Slot, size: u32 },
    /// `clear` of a slice.
    ClearSlice { s: Slot, size: u32 },
    /// `unsafe.Slice(p, n)`, `unsafe.String(p, n)`
    UnsafeSlice { string: bool, d: Slot, p: Slot, n: Slot, size: u32 },

    /// `checkptrAlignment` of the pointer at `p`, to one or (`counted`) the number at `n` of elements.
    CheckAlign { align: u8, counted: bool, p: Slot, n: Slot, ty: u32 },
    /// `checkptrArithmetic` of the pointer at `p`, made from the `n` pointers at `a`.
    CheckArithmetic { n: u16, p: Slot, a: Slot },

    Concat { n: u16, d: Slot, a: Slot },
    StrConv { kind: StrConv, d: Slot, a: Slot },
    /// One step of `range` over a string: reads the string at `s` and the position in `i`; writes the rune to `d` and
    /// the next position to `d + 8`.
    DecodeRune { d: Slot, s: Slot, i: Slot },

    /// An interface of the value at `a`; `conv` is a position in [`super::Code::convs`].
    MakeIface { d: Slot, a: Slot, conv: u32 },
    /// Type word of another interface type from that in `a`; see [`super::Assert`].
    Assert { d: Slot, a: Slot, assert: u32 },

    /// A closure of function `func` with `n` words at `a`.
    Closure { n: u16, d: Slot, a: Slot, func: u32 },
    /// Word `index` of the closure that was called; only at the function's start.
    Capture { d: Slot, index: u32 },
    /// A closure that holds `len` bytes at `a` (a method value).
    BindMethod { d: Slot, a: Slot, func: u32, len: u32 },
    Call { base: Slot, func: u32 },
    CallClosure { f: Slot, base: Slot },
    /// A step of the way between frames and arguments in memory, for package reflect.
    Bridge { step: Bridge },
    /// Calls method `method` of the interface at `i`; the receiver's place in the window is `recv`, its size `end`.
    CallIface { method: u8, i: Slot, base: Slot, recv: Slot, end: Slot },
    /// Runs a call of [`super::Code::calls`] as a new goroutine, or when the function leaves.
    Go { call: u32 },
    Defer { call: u32 },
    /// A token for this call of the function, for [`Op::DeferTo`].
    DeferToken { d: Slot },
    /// As [`Op::Defer`], for the function's call that the token is of.
    DeferTo { call: u32, token: Slot },
    RunDefers,
    Ret,
    Recover { d: Slot },
    Panic { s: Slot },
    /// Calls a function that the runtime provides: what it does, and a position in [`super::Code::provided`].
    Provided { f: Effect, call: u32 },
    /// A map operation; a position in [`super::Code::maps`].
    Map { op: u32 },
    MapLen { d: Slot, m: Slot },
    /// A channel operation; a position in [`super::Code::chans`].
    Chan { op: u32 },
    /// A select; a position in [`super::Code::selects`], or `u32::MAX` for one without cases.
    Select { op: u32 },
    ChanLen { cap: bool, d: Slot, c: Slot },
    Print { kind: PrintKind, s: Slot },
    /// What was printed goes out at once.
    PrintEnd,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instruction_takes_16_bytes() {
        assert_eq!(size_of::<Op>(), 16);
    }
}
