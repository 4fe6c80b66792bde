//! What a statement or an expression is made of, for those that look at a whole function.

use tearpoint_front::tast::{Call, Callee, Comm, Expr, ExprKind, Stmt, StmtKind};

/// A part of a function.
#[derive(Clone, Copy)]
pub(super) enum Node<'t> {
    Expr(&'t Expr),
    Stmt(&'t Stmt),
}

impl<'t> Node<'t> {
    /// Calls `f` with each part, in the order of the source.
    pub fn children(self, f: &mut dyn FnMut(Node<'t>)) {
        match self {
            Node::Expr(e) => of_expr(e, f),
            Node::Stmt(stmt) => of_stmt(stmt, f),
        }
    }
}

fn exprs<'t>(all: impl IntoIterator<Item = &'t Expr>, f: &mut dyn FnMut(Node<'t>)) {
    all.into_iter().for_each(|e| f(Node::Expr(e)));
}

fn stmts<'t>(all: &'t [Stmt], f: &mut dyn FnMut(Node<'t>)) {
    all.iter().for_each(|stmt| f(Node::Stmt(stmt)));
}

fn of_call<'t>(call: &'t Call, f: &mut dyn FnMut(Node<'t>)) {
    match &call.callee {
        Callee::Value(e) | Callee::Interface { recv: e, .. } => f(Node::Expr(e)),
        Callee::Static(_) | Callee::Builtin(_) | Callee::Runtime(_) => {}
    }
    exprs(&call.args, f);
}

fn of_expr<'t>(e: &'t Expr, f: &mut dyn FnMut(Node<'t>)) {
    match &e.kind {
        ExprKind::Const(_) | ExprKind::Zero | ExprKind::Blank | ExprKind::Local(_) => {}
        ExprKind::Capture(_) | ExprKind::Global(_) | ExprKind::Func(_) => {}
        ExprKind::Closure { .. } => {}
        ExprKind::Unary(_, x)
        | ExprKind::Convert(x)
        | ExprKind::Deref(x)
        | ExprKind::AddrOf(x)
        | ExprKind::Field(x, _)
        | ExprKind::TypeAssert { x, .. }
        | ExprKind::Recv { chan: x, .. }
        | ExprKind::MethodValue { recv: x, .. } => f(Node::Expr(x)),
        ExprKind::Binary(_, x, y)
        | ExprKind::Compare(_, x, y)
        | ExprKind::AndAnd(x, y)
        | ExprKind::OrOr(x, y)
        | ExprKind::Index(x, y)
        | ExprKind::MapIndex { map: x, key: y, .. } => exprs([&**x, y], f),
        ExprKind::Call(call) => of_call(call, f),
        ExprKind::SliceOf { x, lo, hi, max } => {
            f(Node::Expr(x));
            exprs([lo, hi, max].into_iter().flatten().map(|e| &**e), f);
        }
        ExprKind::StructLit(fields) => exprs(fields.iter().map(|(_, v)| v), f),
        ExprKind::ElemsLit { elems, .. } => exprs(elems.iter().map(|(_, v)| v), f),
        ExprKind::MapLit(entries) => exprs(entries.iter().flat_map(|(k, v)| [k, v]), f),
        ExprKind::Block(body, value) => {
            stmts(body, f);
            f(Node::Expr(value));
        }
    }
}

fn of_stmt<'t>(stmt: &'t Stmt, f: &mut dyn FnMut(Node<'t>)) {
    match &stmt.kind {
        StmtKind::Expr(e) | StmtKind::MapClear(e) => f(Node::Expr(e)),
        StmtKind::Declare(_, value) => exprs(value, f),
        StmtKind::Assign(left, right) => exprs(left.iter().chain(right), f),
        StmtKind::AssignTuple(left, right) => exprs(left.iter().chain([right]), f),
        StmtKind::OpAssign(_, left, right) => exprs([left, right], f),
        StmtKind::Block(body) => stmts(body, f),
        StmtKind::If { cond, then, els } => {
            f(Node::Expr(cond));
            stmts(then, f);
            stmts(els, f);
        }
        StmtKind::For {
            init,
            cond,
            post,
            body,
            ..
        } => {
            stmts(init, f);
            exprs(cond, f);
            stmts(body, f);
            stmts(post, f);
        }
        StmtKind::Range {
            key,
            value,
            x,
            body,
            ..
        } => {
            exprs([key, value].into_iter().flatten().chain([x]), f);
            stmts(body, f);
        }
        StmtKind::Switch { clauses, .. } => {
            for clause in clauses {
                exprs(&clause.conds, f);
                stmts(&clause.body, f);
            }
        }
        StmtKind::Select { cases, .. } => {
            for case in cases {
                match &case.comm {
                    Comm::Default => {}
                    Comm::Send { chan, value } => exprs([chan, value], f),
                    Comm::Recv {
                        chan, value, ok, ..
                    } => exprs(
                        [chan].into_iter().chain([value, ok].into_iter().flatten()),
                        f,
                    ),
                }
                stmts(&case.body, f);
            }
        }
        StmtKind::Return(values) => exprs(values, f),
        StmtKind::Go(call) | StmtKind::Defer(call) => of_call(call, f),
        StmtKind::DeferTo { token, call } => {
            f(Node::Expr(token));
            of_call(call, f);
        }
        StmtKind::Send(chan, value) => exprs([chan, value], f),
        StmtKind::Break(_) | StmtKind::Continue(_) | StmtKind::Label(_) => {}
        StmtKind::Goto(_) | StmtKind::DeferToken(_) => {}
    }
}
