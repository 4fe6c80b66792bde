//! Statements of the checked program.

use super::{BinOp, Call, Expr, LocalId};
use crate::diag::Pos;

/// A statement.
#[derive(Clone, Debug)]
pub struct Stmt {
    /// What is done.
    pub kind: StmtKind,
    /// Where the statement starts.
    pub pos: Pos,
}

/// Names a statement that `break`, `continue` or `goto` goes to: unique in its function.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct LabelId(pub u32);

/// The kinds of statements.
#[derive(Clone, Debug)]
pub enum StmtKind {
    /// An expression whose value is dropped.
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
    /// Statements in order.
    Block(Vec<Stmt>),
    /// `if cond { … } else { … }`
    If {
        /// The condition.
        cond: Expr,
        /// Runs if it is true.
        then: Vec<Stmt>,
        /// Runs if it is false.
        els: Vec<Stmt>,
    },
    /// `for init; cond; post { … }`
    For {
        /// What `break` and `continue` name.
        label: LabelId,
        /// Runs once, first.
        init: Vec<Stmt>,
        /// Asked before each iteration; true if there is none.
        cond: Option<Expr>,
        /// Runs after each iteration.
        post: Vec<Stmt>,
        /// The loop's body.
        body: Vec<Stmt>,
        /// The locals of `init` that get a fresh copy in each iteration
        /// ([`LoopVariablesPerIteration`](crate::version::Feature::LoopVariablesPerIteration)).
        per_iteration: Vec<LocalId>,
    },
    /// `for key, value = range x { … }`
    Range {
        /// What `break` and `continue` name.
        label: LabelId,
        /// The left side for keys, indices or received values.
        key: Option<Expr>,
        /// The left side for elements.
        value: Option<Expr>,
        /// An array, pointer to array, slice, string, map, channel or integer, evaluated once.
        x: Expr,
        /// The loop's body.
        body: Vec<Stmt>,
        /// The left sides are locals to declare.
        define: bool,
        /// They are declared afresh in each iteration, otherwise once.
        per_iteration: bool,
    },
    /// `for k := range m { delete(m, k) }`, which Go compiles to `mapclear`.
    MapClear(Expr),
    /// `switch { case …: }`. A tag has been assigned to a local before.
    Switch {
        /// What `break` names.
        label: LabelId,
        /// The clauses in source order.
        clauses: Vec<Clause>,
    },
    /// `select { case …: }`
    Select {
        /// What `break` names.
        label: LabelId,
        /// The cases in source order.
        cases: Vec<SelectCase>,
    },
    /// Leaves the statement of that label.
    Break(LabelId),
    /// Goes on with the next iteration of the loop of that label.
    Continue(LabelId),
    /// The place that `goto` goes to.
    Label(LabelId),
    /// Goes to the label.
    Goto(LabelId),
    /// Values for the results, in order; empty with named results means their present values. One tuple-typed
    /// expression may stand for all.
    Return(Vec<Expr>),
    /// `go f(args)`
    Go(Call),
    /// `defer f(args)`
    Defer(Call),
    /// Gives a token for this call of the function to a local: what [`StmtKind::DeferTo`] names.
    DeferToken(LocalId),
    /// `defer f(args)` in the body of a range over a function: the call is deferred by the function that the token is of.
    DeferTo {
        /// The token, an int.
        token: Expr,
        /// What is deferred.
        call: Call,
    },
    /// `ch <- value`
    Send(Expr, Expr),
}

/// One `case` of a switch.
#[derive(Clone, Debug)]
pub struct Clause {
    /// Bool expressions (`tag == x`), tried in order; none for `default`.
    pub conds: Vec<Expr>,
    /// The clause is `default`.
    pub is_default: bool,
    /// What runs if a condition is true.
    pub body: Vec<Stmt>,
    /// The body goes on with that of the next clause.
    pub fallthrough: bool,
}

/// One `case` of a select.
#[derive(Clone, Debug)]
pub struct SelectCase {
    /// What the case waits for.
    pub comm: Comm,
    /// What runs when it has happened.
    pub body: Vec<Stmt>,
}

/// What one `case` of a select waits for.
#[derive(Clone, Debug)]
pub enum Comm {
    /// Nothing: `default`.
    Default,
    /// `case chan <- value:`
    Send {
        /// The channel.
        chan: Expr,
        /// The value to send.
        value: Expr,
    },
    /// `case value, ok = <-chan:`
    Recv {
        /// The channel.
        chan: Expr,
        /// The left side for the value.
        value: Option<Expr>,
        /// The left side for whether it was sent.
        ok: Option<Expr>,
        /// The left sides are locals to declare.
        define: bool,
    },
}
