//! Expressions of the checked program.

use super::{BinOp, CaptureSource, CmpOp, FuncId, GlobalId, LocalId, Stmt};
use crate::diag::Pos;
use crate::provided::Provided;
use crate::types::TypeId;

/// An expression.
#[derive(Clone, Debug)]
pub struct Expr {
    /// What is computed.
    pub kind: ExprKind,
    /// The type of the value; a tuple where there are several.
    pub ty: TypeId,
    /// Where the expression starts.
    pub pos: Pos,
}

/// The value of a typed constant.
#[derive(Clone, PartialEq, Debug)]
pub enum Const {
    /// `true` or `false`
    Bool(bool),
    /// An integer that fits its type.
    Int(i128),
    /// A floating-point number; for `float32` it has been rounded to that.
    Float(f64),
    /// A real and an imaginary part; for `complex64` they have been rounded to that.
    Complex(f64, f64),
    /// The bytes of a string, valid UTF-8 or not.
    Str(Vec<u8>),
}

/// An operator with one operand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum UnOp {
    /// `-x`
    Neg,
    /// `^x`
    Complement,
    /// `!x`
    Not,
}

/// The kinds of expressions.
#[derive(Clone, Debug)]
pub enum ExprKind {
    /// A constant.
    Const(Const),
    /// The zero value of the type; also `nil`.
    Zero,
    /// The left side `_` of an assignment.
    Blank,
    /// A variable of this function.
    Local(LocalId),
    /// A variable of an enclosing function: index into [`Func::captures`](super::Func::captures).
    Capture(u32),
    /// A package variable.
    Global(GlobalId),
    /// A function as a value.
    Func(FuncId),
    /// A closure.
    Closure {
        /// Its body.
        func: FuncId,
        /// One source for each of the body's captures.
        captures: Vec<CaptureSource>,
    },
    /// An operator with one operand.
    Unary(UnOp, Box<Expr>),
    /// Arithmetic, left operand first.
    Binary(BinOp, Box<Expr>, Box<Expr>),
    /// Comparison; operands of any comparable type, or one of them `Zero` for slices, maps and functions.
    Compare(CmpOp, Box<Expr>, Box<Expr>),
    /// `a && b`: the right operand is evaluated only if the left one is true.
    AndAnd(Box<Expr>, Box<Expr>),
    /// `a || b`: the right operand is evaluated only if the left one is false.
    OrOr(Box<Expr>, Box<Expr>),
    /// Conversion from the operand's type to this expression's: numeric, string, to interface, between
    /// interfaces, unsafe.Pointer, slice to array, or no change of representation.
    Convert(Box<Expr>),
    /// A call.
    Call(Box<Call>),
    /// `*p`; faults when `p` is nil.
    Deref(Box<Expr>),
    /// `&place`, or `&T{…}` (a fresh allocation).
    AddrOf(Box<Expr>),
    /// A field of a struct, by index.
    Field(Box<Expr>, u32),
    /// Element of an array (a place if the array is), of a slice, or byte of a string. The index is of any integer
    /// type.
    Index(Box<Expr>, Box<Expr>),
    /// `m[k]`; as a left side, an assignment.
    MapIndex {
        /// The map.
        map: Box<Expr>,
        /// The key, of the map's key type.
        key: Box<Expr>,
        /// The type is a tuple: element, and whether it was there.
        comma_ok: bool,
    },
    /// `x[lo:hi:max]`
    SliceOf {
        /// A slice, a string, or a pointer to an array.
        x: Box<Expr>,
        /// The first index; 0 if there is none.
        lo: Option<Box<Expr>>,
        /// The index after the last; the length if there is none.
        hi: Option<Box<Expr>>,
        /// The end of the result's capacity; that of `x` if there is none.
        max: Option<Box<Expr>>,
    },
    /// `x.(T)`
    TypeAssert {
        /// A value of interface type.
        x: Box<Expr>,
        /// The type that is asserted.
        ty: TypeId,
        /// The type is a tuple: value, and whether the assertion holds.
        comma_ok: bool,
    },
    /// `<-ch`
    Recv {
        /// The channel.
        chan: Box<Expr>,
        /// The type is a tuple: value, and whether it was sent.
        comma_ok: bool,
    },
    /// Struct literal: field indices with values. Other fields are zero.
    StructLit(Vec<(u32, Expr)>),
    /// Array or slice literal.
    ElemsLit {
        /// The literal's length.
        len: u64,
        /// Indices with values. Other elements are zero.
        elems: Vec<(u64, Expr)>,
    },
    /// Map literal: keys with values, assigned in order.
    MapLit(Vec<(Expr, Expr)>),
    /// `x.Method` as a value.
    MethodValue {
        /// The receiver that it is bound to, of the type that the method takes.
        recv: Box<Expr>,
        /// The method.
        method: MethodRef,
    },
    /// Statements, then a value.
    Block(Vec<Stmt>, Box<Expr>),
}

/// A method.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum MethodRef {
    /// One that is known while compiling.
    Static(FuncId),
    /// The method of that name of the value in an interface.
    Interface(String),
}

/// A call: of a function, a method or something built in.
#[derive(Clone, Debug)]
pub struct Call {
    /// What is called.
    pub callee: Callee,
    /// In order, converted to the parameters' types. For `Static` methods the receiver is `args[0]`.
    pub args: Vec<Expr>,
}

/// What a call calls.
#[derive(Clone, Debug)]
pub enum Callee {
    /// A function or method that is known while compiling.
    Static(FuncId),
    /// A function value; nil faults.
    Value(Expr),
    /// A method of the value in an interface.
    Interface {
        /// The interface value; nil faults.
        recv: Expr,
        /// The method's name.
        method: String,
    },
    /// Something predeclared, or of package `unsafe`.
    Builtin(Builtin),
    /// A function the runtime provides, by its Go name: `runtime.Gosched`, `os.Exit`, `sync/atomic.AddInt64`, …
    Runtime(&'static Provided),
}

/// Go's predeclared functions and those of `unsafe` that are not constant. Operand types decide the rest.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Builtin {
    /// `append(slice, elements...)`, the elements gathered into a slice.
    Append,
    /// `append(bytes, string...)`
    AppendString,
    /// `cap(x)`
    Cap,
    /// `clear(x)` of a map or slice.
    Clear,
    /// `close(ch)`
    Close,
    /// `complex(re, im)`
    Complex,
    /// `copy(dst, src)`, where `src` may be a string.
    Copy,
    /// `delete(m, k)`
    Delete,
    /// `imag(z)`
    Imag,
    /// `len(x)`
    Len,
    /// `make(T, args…)`, `T` being the expression's type.
    Make,
    /// `max(args…)`
    Max,
    /// `min(args…)`
    Min,
    /// `new(T)`; the expression's type is `*T`.
    New,
    /// `panic(x)`, `x` being of type `any`.
    Panic,
    /// `print(args…)`
    Print,
    /// `println(args…)`
    Println,
    /// `real(z)`
    Real,
    /// `recover()`
    Recover,
    /// `unsafe.Add(p, n)`
    UnsafeAdd,
    /// `unsafe.Slice(p, n)`
    UnsafeSlice,
    /// `unsafe.SliceData(s)`
    UnsafeSliceData,
    /// `unsafe.String(p, n)`
    UnsafeString,
    /// `unsafe.StringData(s)`
    UnsafeStringData,
}
