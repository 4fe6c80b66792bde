//! The checked program: what `check` gives and `compile` takes.
//!
//! Every name is resolved, every expression has its final type, constants are folded, and every implicit
//! conversion is an explicit [`ExprKind::Convert`], so that `compile` makes no typing decision:
//! - operands of a binary operation have identical types (but for shifts); untyped constants have been given a type;
//! - `x.f` through a pointer is `Field(Deref(x))`; promoted fields and methods are spelled out;
//! - variadic arguments have been gathered into a slice; a method is a function whose first parameter is the receiver;
//! - `f(g())` with a many-valued `g` goes through temporaries ([`ExprKind::Block`]).
//!
//! Each instance of a generic function is a [`Func`] of its own.

use std::collections::BTreeMap;

use super::diag::Pos;
use super::types::{TypeId, Types};

/// Index into [`Program::funcs`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct FuncId(pub u32);
/// Index into [`Program::globals`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct GlobalId(pub u32);
/// Index into [`Func::locals`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct LocalId(pub u32);

/// A whole program: `main` and every package of ours it imports.
#[derive(Clone, Debug, Default)]
pub struct Program {
    /// The file's name as given, for positions.
    pub file: String,
    /// All files by their number in positions.
    pub files: BTreeMap<u16, String>,
    pub types: Types,
    pub globals: Vec<Global>,
    pub funcs: Vec<Func>,
    /// Runs before `main.main`: package variables in dependency order, then `init` functions.
    pub init: Option<FuncId>,
    pub main: Option<FuncId>,
    /// Methods by receiver type (`T` and `*T` apart, wrappers included) and name: what a value of that type
    /// offers through an interface. The function takes the receiver as first parameter, of exactly that type.
    pub methods: BTreeMap<(TypeId, String), FuncId>,
}

/// A package variable; `symbol` is the linker's name, `main.m`.
#[derive(Clone, Debug)]
pub struct Global {
    pub symbol: String,
    pub ty: TypeId,
    /// Set by `//go:linkname local runtime.name`: bound to the runtime's own variable.
    pub linkname: Option<String>,
}

/// A function, method or closure body.
#[derive(Clone, Debug, Default)]
pub struct Func {
    /// The linker's name as tracebacks show it: `main.main`, `main.main.func1`, `main.(*T).Get`.
    pub symbol: String,
    pub params: Vec<LocalId>,
    /// Every result is a local, named or not; `return` assigns them and then leaves.
    pub results: Vec<LocalId>,
    pub locals: Vec<Local>,
    /// Variables of enclosing functions that this closure refers to, in the order of [`ExprKind::Capture`].
    /// Captures are by reference: each is the address of a boxed variable.
    pub captures: Vec<CaptureVar>,
    pub body: Vec<Stmt>,
    pub pos: Pos,
    /// Calls `recover` directly.
    pub recovers: bool,
    /// Holds a `defer` statement.
    pub defers: bool,
}

/// A parameter, result, variable or temporary.
#[derive(Clone, Debug)]
pub struct Local {
    pub name: String,
    pub ty: TypeId,
    /// Its address is taken or a closure captures it: it lives on the heap, allocated when its
    /// declaration is executed (or on entry, for parameters and results).
    pub boxed: bool,
}

/// One captured variable, seen from the closure.
#[derive(Clone, Debug)]
pub struct CaptureVar {
    pub name: String,
    pub ty: TypeId,
}

/// Where a closure takes a captured variable from, seen from the function that makes the closure.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CaptureSource {
    Local(LocalId),
    Capture(u32),
}

#[derive(Clone, Debug)]
pub struct Expr {
    pub kind: ExprKind,
    pub ty: TypeId,
    pub pos: Pos,
}

/// A typed constant. Integers fit their type; strings are bytes.
#[derive(Clone, PartialEq, Debug)]
pub enum Const {
    Bool(bool),
    Int(i128),
    Float(f64),
    Str(Vec<u8>),
}

/// Arithmetic on two operands of one type (`Shl`, `Shr`: any integer on the right).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BinOp {
    Add,
    Sub,
    Mul,
    Div,
    Rem,
    And,
    Or,
    Xor,
    AndNot,
    Shl,
    Shr,
}

/// Comparison of two operands of one type; gives a bool.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CmpOp {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum UnOp {
    Neg,
    /// `^x`
    Complement,
    /// `!x`
    Not,
}

#[derive(Clone, Debug)]
pub enum ExprKind {
    Const(Const),
    /// The zero value of the type; also `nil`.
    Zero,
    /// The left side `_` of an assignment.
    Blank,
    Local(LocalId),
    Capture(u32),
    Global(GlobalId),
    /// A function as a value.
    Func(FuncId),
    /// A closure; one source for each of the function's captures.
    Closure {
        func: FuncId,
        captures: Vec<CaptureSource>,
    },
    Unary(UnOp, Box<Expr>),
    Binary(BinOp, Box<Expr>, Box<Expr>),
    /// Comparison; operands of any comparable type, or one of them `Zero` for slices, maps and functions.
    Compare(CmpOp, Box<Expr>, Box<Expr>),
    AndAnd(Box<Expr>, Box<Expr>),
    OrOr(Box<Expr>, Box<Expr>),
    /// Conversion from the operand's type to this expression's: numeric, string, to interface, between
    /// interfaces, unsafe.Pointer, slice to array, or no change of representation.
    Convert(Box<Expr>),
    Call(Box<Call>),
    /// `*p`; faults when `p` is nil.
    Deref(Box<Expr>),
    /// `&place`, or `&T{…}` (a fresh allocation).
    AddrOf(Box<Expr>),
    /// Field `index` of a struct.
    Field(Box<Expr>, u32),
    /// Element of an array (a place if the array is), of a slice, or byte of a string. The index is of any integer type.
    Index(Box<Expr>, Box<Expr>),
    /// `m[k]`; as a left side, an assignment. With `comma_ok` the type is a tuple (elem, bool).
    MapIndex {
        map: Box<Expr>,
        key: Box<Expr>,
        comma_ok: bool,
    },
    /// `x[lo:hi:max]` of a slice, string, or pointer to array.
    SliceOf {
        x: Box<Expr>,
        lo: Option<Box<Expr>>,
        hi: Option<Box<Expr>>,
        max: Option<Box<Expr>>,
    },
    /// `x.(T)`. With `comma_ok` the type is a tuple (T, bool).
    TypeAssert {
        x: Box<Expr>,
        ty: TypeId,
        comma_ok: bool,
    },
    /// `<-ch`. With `comma_ok` the type is a tuple (elem, bool).
    Recv {
        chan: Box<Expr>,
        comma_ok: bool,
    },
    /// Struct literal: (field index, value); the rest is zero.
    StructLit(Vec<(u32, Expr)>),
    /// Array or slice literal: (index, value); the rest is zero. `len` is the literal's length.
    ElemsLit {
        len: u64,
        elems: Vec<(u64, Expr)>,
    },
    MapLit(Vec<(Expr, Expr)>),
    /// `x.Method` as a value, bound to `recv`.
    MethodValue {
        recv: Box<Expr>,
        method: MethodRef,
    },
    /// Statements, then a value.
    Block(Vec<Stmt>, Box<Expr>),
}

/// A method found at compile time, or by name in an interface.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum MethodRef {
    Static(FuncId),
    Interface(String),
}

#[derive(Clone, Debug)]
pub struct Call {
    pub callee: Callee,
    /// In order, converted to the parameters' types. For `Static` methods the receiver is `args[0]`.
    pub args: Vec<Expr>,
}

#[derive(Clone, Debug)]
pub enum Callee {
    Static(FuncId),
    /// A function value; nil faults.
    Value(Expr),
    /// Dynamic dispatch on the interface value `recv`; nil faults.
    Interface {
        recv: Expr,
        method: String,
    },
    Builtin(Builtin),
    /// A function the runtime provides, by its Go name: `runtime.Gosched`, `os.Exit`, `sync/atomic.AddInt64`, …
    Runtime(&'static str),
}

/// Go's predeclared functions and those of `unsafe` that are not constant. Operand types decide the rest.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Builtin {
    Append,
    /// `append(bytes, string...)`
    AppendString,
    Cap,
    Clear,
    Close,
    Copy,
    Delete,
    Len,
    /// `make(T, args…)`, `T` being the expression's type.
    Make,
    Max,
    Min,
    /// `new(T)`; the expression's type is `*T`.
    New,
    Panic,
    Print,
    Println,
    Recover,
    UnsafeAdd,
    UnsafeSlice,
    UnsafeSliceData,
    UnsafeString,
    UnsafeStringData,
}

#[derive(Clone, Debug)]
pub struct Stmt {
    pub kind: StmtKind,
    pub pos: Pos,
}

/// Names the statement that `break` and `continue` leave or go on with: unique in its function.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct LabelId(pub u32);

#[derive(Clone, Debug)]
pub enum StmtKind {
    Expr(Expr),
    /// Declares a local and gives it a value (zero if none). A boxed one is allocated anew each time.
    Declare(LocalId, Option<Expr>),
    /// Parallel assignment, equally many on both sides: operands of index and dereference on the left, then the
    /// right sides, are evaluated in order before any is assigned.
    Assign(Vec<Expr>, Vec<Expr>),
    /// Assignment from one tuple-typed expression.
    AssignTuple(Vec<Expr>, Expr),
    /// `place op= value`, the place evaluated once.
    OpAssign(BinOp, Expr, Expr),
    Block(Vec<Stmt>),
    If {
        cond: Expr,
        then: Vec<Stmt>,
        els: Vec<Stmt>,
    },
    /// `for init; cond; post`. `per_iteration` locals (of the init statement) get a fresh copy each round (Go 1.22 and later).
    For {
        label: LabelId,
        init: Vec<Stmt>,
        cond: Option<Expr>,
        post: Vec<Stmt>,
        body: Vec<Stmt>,
        per_iteration: Vec<LocalId>,
    },
    /// `for key, value = range x`: `x` is an array, pointer to array, slice, string, map, channel or integer, evaluated once.
    /// With `define` the sides are locals to declare: each round afresh if `per_iteration`, else once.
    Range {
        label: LabelId,
        key: Option<Expr>,
        value: Option<Expr>,
        x: Expr,
        body: Vec<Stmt>,
        define: bool,
        per_iteration: bool,
    },
    /// `for k := range m { delete(m, k) }`, which Go compiles to `mapclear`.
    MapClear(Expr),
    /// `switch tag { … }`; each case's conditions are bool expressions (`tag == x`), tried in order. The tag itself
    /// has been assigned to a local before. `fallthrough` is a flag of the clause.
    Switch {
        label: LabelId,
        clauses: Vec<Clause>,
    },
    Select {
        label: LabelId,
        cases: Vec<SelectCase>,
    },
    Break(LabelId),
    Continue(LabelId),
    Label(LabelId),
    Goto(LabelId),
    /// Values for the results, in order; empty with named results means their present values. One tuple-typed
    /// expression may stand for all.
    Return(Vec<Expr>),
    Go(Call),
    Defer(Call),
    Send(Expr, Expr),
}

/// One `case` of a switch; `default` has no conditions and `is_default`.
#[derive(Clone, Debug)]
pub struct Clause {
    pub conds: Vec<Expr>,
    pub is_default: bool,
    pub body: Vec<Stmt>,
    pub fallthrough: bool,
}

/// One `case` of a select.
#[derive(Clone, Debug)]
pub struct SelectCase {
    pub comm: Comm,
    pub body: Vec<Stmt>,
}

#[derive(Clone, Debug)]
pub enum Comm {
    Default,
    Send {
        chan: Expr,
        value: Expr,
    },
    /// Left sides for the value and for ok; with `define` they are locals to declare.
    Recv {
        chan: Expr,
        value: Option<Expr>,
        ok: Option<Expr>,
        define: bool,
    },
}
