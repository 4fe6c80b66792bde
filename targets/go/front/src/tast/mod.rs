//! The checked program: what [`check`](crate::check) gives and a compiler takes.
//!
//! Every name is resolved, every expression has its final type, constants are folded, and every implicit
//! conversion is an explicit [`ExprKind::Convert`], so that a compiler decides nothing about types:
//! - operands of a binary operation have identical types (but for shifts); untyped constants have been given a type;
//! - `x.f` through a pointer is `Field(Deref(x))`; promoted fields and methods are spelled out;
//! - variadic arguments have been gathered into a slice; a method is a function whose first parameter is the receiver;
//! - `f(g())`, where `g` has several results, goes through temporaries ([`ExprKind::Block`]).
//!
//! Each instance of a generic function is a [`Func`] of its own.

mod expr;
mod stmt;

pub use self::expr::{Builtin, Call, Callee, Const, Expr, ExprKind, MethodRef, UnOp};
pub use self::stmt::{Clause, Comm, LabelId, SelectCase, Stmt, StmtKind};
pub use crate::token::{BinOp, CmpOp};

use std::collections::BTreeMap;

use crate::diag::Pos;
use crate::library::Origins;
use crate::types::{TypeId, Types};

/// A function: index into [`Program::funcs`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct FuncId(pub u32);
/// A package variable: index into [`Program::globals`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct GlobalId(pub u32);
/// A variable of a function: index into [`Func::locals`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct LocalId(pub u32);

/// A whole program: package main and every package that it needs.
#[derive(Clone, Debug, Default)]
pub struct Program {
    /// The name of the program's first file as it was given.
    pub file: String,
    /// The names of all files, by their number in positions.
    pub files: BTreeMap<u16, String>,
    /// The types of the program; every [`TypeId`] in it is one of these.
    pub types: Types,
    /// The package variables, in the order in which they were met.
    pub globals: Vec<Global>,
    /// The functions, methods, closures and wrappers, in the order in which they were met. One that nothing reaches is
    /// empty.
    pub funcs: Vec<Func>,
    /// Runs before `main.main`: it initializes package variables in the order of their dependencies, then calls the
    /// `init` functions. None if there is nothing to do.
    pub init: Option<FuncId>,
    /// The function `main.main`.
    pub main: Option<FuncId>,
    /// Methods by receiver type (`T` and `*T` apart, wrappers included) and name: what a value of that type
    /// offers through an interface. The function takes the receiver as first parameter, of exactly that type.
    pub methods: BTreeMap<(TypeId, String), FuncId>,
    /// Which of its packages are the library's.
    pub origins: Origins,
}

/// A package variable.
#[derive(Clone, Debug)]
pub struct Global {
    /// The linker's name: `main.m`.
    pub symbol: String,
    /// The variable's type.
    pub ty: TypeId,
    /// The target of `//go:linkname local runtime.name`: the variable is then the runtime's own.
    pub linkname: Option<String>,
}

/// The body of a function, method or closure.
#[derive(Clone, Debug, Default)]
pub struct Func {
    /// The linker's name as tracebacks show it: `main.main`, `main.main.func1`, `main.(*T).Get`.
    pub symbol: String,
    /// The parameters in order, the receiver first.
    pub params: Vec<LocalId>,
    /// The results in order. Every result is a local, named or not; `return` assigns them and then leaves.
    pub results: Vec<LocalId>,
    /// All variables of the function, temporaries included.
    pub locals: Vec<Local>,
    /// Variables of enclosing functions that this closure refers to, in the order of [`ExprKind::Capture`].
    /// Captures are by reference: each is the address of a boxed variable.
    pub captures: Vec<CaptureVar>,
    /// The statements.
    pub body: Vec<Stmt>,
    /// Where the declaration or literal starts.
    pub pos: Pos,
    /// The body calls `recover` directly.
    pub recovers: bool,
    /// The body holds a `defer` statement.
    pub defers: bool,
}

/// A parameter, result, variable or temporary.
#[derive(Clone, Debug)]
pub struct Local {
    /// The name in the source; empty for temporaries.
    pub name: String,
    /// The variable's type.
    pub ty: TypeId,
    /// Its address is taken or a closure captures it: it lives on the heap, allocated when its
    /// declaration is executed (or on entry, for parameters and results).
    pub boxed: bool,
}

/// A captured variable, seen from the closure.
#[derive(Clone, Debug)]
pub struct CaptureVar {
    /// The variable's name in the source.
    pub name: String,
    /// The variable's type, not that of its address.
    pub ty: TypeId,
}

/// Where a closure takes a captured variable from, seen from the function that makes the closure.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CaptureSource {
    /// A boxed local of that function.
    Local(LocalId),
    /// What that function, a closure itself, has captured under this index.
    Capture(u32),
}
