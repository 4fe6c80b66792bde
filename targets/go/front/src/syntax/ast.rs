//! The syntax tree that the checker reads. Types are expressions, as in `go/ast`, because names alone do not
//! tell them apart.
//!
//! Invariants: string and rune literals are decoded; constant groups have their implicit repetition spelled
//! out; positions are those of `StartPos` in `cmd/compile/internal/syntax`.

use std::rc::Rc;

use crate::GoVersion;
use crate::diag::Pos;
use crate::token::{BinOp, ChanDir, CmpOp};

/// A name where it is written.
#[derive(Clone, Debug)]
pub struct Ident {
    pub name: String,
    pub pos: Pos,
}

/// One source file.
#[derive(Clone, Debug)]
pub struct File {
    pub package: Ident,
    /// The language version that a `//go:build` line implies.
    pub go_version: Option<GoVersion>,
    pub imports: Vec<Import>,
    pub decls: Vec<Decl>,
    /// `//go:linkname local target` lines.
    pub linknames: Vec<Linkname>,
    /// Where type parameters of methods begin: toolchains before 1.27 cannot read them.
    pub generic_methods: Vec<Pos>,
    /// It has a `go` statement.
    pub starts_goroutines: bool,
}

impl File {
    /// Whether the file declares the name at its top level.
    pub fn declares(&self, name: &str) -> bool {
        self.decls.iter().any(|decl| match decl {
            Decl::Const(spec) => spec.names.iter().any(|one| one.name == name),
            Decl::Var(spec) => spec.names.iter().any(|one| one.name == name),
            Decl::Type(spec) => spec.name.name == name,
            Decl::Func(func) => func.recv.is_none() && func.name.name == name,
        })
    }
}

/// `import name "path"`; the name may be `_` or `.`.
#[derive(Clone, Debug)]
pub struct Import {
    pub name: Option<Ident>,
    pub path: String,
    pub pos: Pos,
}

/// A `//go:linkname` directive.
#[derive(Clone, Debug)]
pub struct Linkname {
    pub local: String,
    pub target: String,
}

/// A declaration, one for each spec of a group.
#[derive(Clone, Debug)]
pub enum Decl {
    Const(ConstSpec),
    Var(VarSpec),
    Type(TypeSpec),
    Func(FuncDecl),
}

/// `names type = values`, with the previous spec's type and values if it had none of its own.
#[derive(Clone, Debug)]
pub struct ConstSpec {
    pub names: Vec<Ident>,
    pub ty: Option<Rc<Expr>>,
    pub values: Rc<Vec<Expr>>,
    pub iota: i128,
}

#[derive(Clone, Debug)]
pub struct VarSpec {
    pub names: Vec<Ident>,
    pub ty: Option<Expr>,
    pub values: Vec<Expr>,
}

#[derive(Clone, Debug)]
pub struct TypeSpec {
    pub name: Ident,
    pub params: Vec<TypeParam>,
    pub alias: bool,
    pub ty: Expr,
}

/// A function or method; no body if it is implemented elsewhere.
#[derive(Clone, Debug)]
pub struct FuncDecl {
    pub name: Ident,
    pub recv: Option<Param>,
    pub type_params: Vec<TypeParam>,
    pub ty: FuncType,
    pub body: Option<Block>,
    pub pos: Pos,
}

/// One type parameter; those declared together share their constraint.
#[derive(Clone, Debug)]
pub struct TypeParam {
    pub name: Ident,
    pub bound: Rc<Expr>,
}

/// One parameter or result, named or not.
#[derive(Clone, Debug)]
pub struct Param {
    pub name: Option<Ident>,
    pub ty: Expr,
}

#[derive(Clone, Debug)]
pub struct FuncType {
    pub params: Vec<Param>,
    pub results: Vec<Param>,
    pub variadic: bool,
}

#[derive(Clone, Debug)]
pub struct Block {
    pub stmts: Vec<Stmt>,
    /// The opening brace.
    pub start: Pos,
    /// The closing brace.
    pub end: Pos,
}

#[derive(Clone, Debug)]
pub struct Expr {
    pub kind: ExprKind,
    pub pos: Pos,
}

/// Two-operand operators.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BinaryOp {
    Arith(BinOp),
    Cmp(CmpOp),
    AndAnd,
    OrOr,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum UnaryOp {
    Plus,
    Neg,
    Not,
    Complement,
    Addr,
    Recv,
}

#[derive(Clone, Debug)]
pub enum ExprKind {
    Name(String),
    /// An integer literal as written.
    Int(String),
    /// A floating-point literal as written.
    Float(String),
    /// An imaginary literal as written
    Imaginary(String),
    Rune(u32),
    Str(Vec<u8>),
    /// `T{…}`; without a type inside another literal.
    Composite {
        ty: Option<Box<Expr>>,
        elems: Vec<Element>,
        /// The closing brace.
        end: Pos,
    },
    FuncLit(Box<FuncLit>),
    Paren(Box<Expr>),
    Selector(Box<Expr>, Ident),
    /// `x[i]`, or an instance of something generic with one or more arguments; the position is the bracket's.
    Index(Box<Expr>, Vec<Expr>, Pos),
    Slice {
        x: Box<Expr>,
        lo: Option<Box<Expr>>,
        hi: Option<Box<Expr>>,
        max: Option<Box<Expr>>,
    },
    TypeAssert(Box<Expr>, Box<Expr>),
    Call(Box<Call>),
    Star(Box<Expr>),
    Unary(UnaryOp, Box<Expr>),
    Binary(BinaryOp, Box<Expr>, Box<Expr>, Pos),
    /// `[len]T`; without a length `[...]T`.
    ArrayType(Option<Box<Expr>>, Box<Expr>),
    SliceType(Box<Expr>),
    StructType(Vec<FieldDecl>),
    FuncType(Box<FuncType>),
    InterfaceType(Vec<InterfaceElem>),
    MapType(Box<Expr>, Box<Expr>),
    ChanType(ChanDir, Box<Expr>),
    /// `~T`, in constraints.
    Tilde(Box<Expr>),
    /// `A | B`, in constraints.
    Union(Vec<Expr>),
}

#[derive(Clone, Debug)]
pub struct FuncLit {
    pub ty: FuncType,
    pub body: Block,
}

#[derive(Clone, Debug)]
pub struct Call {
    pub fun: Expr,
    pub args: Vec<Expr>,
    /// The last argument is followed by `...`.
    pub spread: bool,
    /// The opening parenthesis.
    pub lparen: Pos,
    /// The closing parenthesis.
    pub rparen: Pos,
}

/// One element of a composite literal.
#[derive(Clone, Debug)]
pub struct Element {
    pub key: Option<Expr>,
    pub value: Expr,
}

#[derive(Clone, Debug)]
pub struct FieldDecl {
    pub name: Ident,
    pub embedded: bool,
    pub ty: Rc<Expr>,
    /// The tag; empty without one.
    pub tag: Vec<u8>,
}

#[derive(Clone, Debug)]
pub enum InterfaceElem {
    Method(Ident, FuncType),
    Embedded(Expr),
}

#[derive(Clone, Debug)]
pub struct Stmt {
    pub kind: StmtKind,
    pub pos: Pos,
}

#[derive(Clone, Debug)]
pub enum StmtKind {
    Empty,
    Expr(Expr),
    Send(Expr, Expr),
    /// `x++` or, with `false`, `x--`.
    IncDec(Expr, bool),
    Assign(Vec<Expr>, Vec<Expr>),
    OpAssign(BinOp, Expr, Expr),
    /// `lhs := rhs`; the position is the operator's.
    Define(Vec<Expr>, Vec<Expr>, Pos),
    Decl(Vec<Decl>),
    Go(Expr),
    Defer(Expr),
    Return(Vec<Expr>),
    Break(Option<Ident>),
    Continue(Option<Ident>),
    Goto(Ident),
    Fallthrough,
    Block(Block),
    If(Box<If>),
    For(Box<For>),
    Range(Box<Range>),
    Switch(Box<Switch>),
    TypeSwitch(Box<TypeSwitch>),
    Select(Vec<CommClause>),
    Labeled(Ident, Box<Stmt>),
}

#[derive(Clone, Debug)]
pub struct If {
    pub init: Option<Stmt>,
    pub cond: Expr,
    pub then: Block,
    /// A block or another `if`.
    pub els: Option<Stmt>,
}

#[derive(Clone, Debug)]
pub struct For {
    pub init: Option<Stmt>,
    pub cond: Option<Expr>,
    pub post: Option<Stmt>,
    pub body: Block,
}

#[derive(Clone, Debug)]
pub struct Range {
    /// Left sides, none to two.
    pub lhs: Vec<Expr>,
    pub define: bool,
    pub x: Expr,
    pub body: Block,
}

#[derive(Clone, Debug)]
pub struct Switch {
    pub init: Option<Stmt>,
    pub tag: Option<Expr>,
    pub clauses: Vec<CaseClause>,
}

/// `case exprs:` (types in a type switch), or `default:`.
#[derive(Clone, Debug)]
pub struct CaseClause {
    pub exprs: Vec<Expr>,
    pub is_default: bool,
    pub body: Block,
    pub pos: Pos,
}

#[derive(Clone, Debug)]
pub struct TypeSwitch {
    pub init: Option<Stmt>,
    pub bind: Option<Ident>,
    pub x: Expr,
    pub clauses: Vec<CaseClause>,
}

#[derive(Clone, Debug)]
pub struct CommClause {
    pub comm: Comm,
    pub body: Block,
    pub pos: Pos,
}

/// What one `case` of a select waits for.
#[derive(Clone, Debug)]
pub enum Comm {
    Default,
    Send(Expr, Expr),
    /// `lhs = <-x`, `lhs := <-x` or `<-x`; `x` is the receive expression itself.
    Recv {
        lhs: Vec<Expr>,
        define: bool,
        /// The operator, or the receive expression if there is none.
        at: Pos,
        x: Expr,
    },
}
