//! Every expression of a declaration, outermost first.

use crate::syntax::ast::{Block, CaseClause, Comm, Decl, Expr, ExprKind, Stmt, StmtKind};

/// Calls `see` with each expression in `decl`.
pub fn exprs(decl: &Decl, see: &mut dyn FnMut(&Expr)) {
    match decl {
        Decl::Const(spec) => spec.values.iter().for_each(|value| expr(value, see)),
        Decl::Var(spec) => spec.values.iter().for_each(|value| expr(value, see)),
        Decl::Type(_) => {}
        Decl::Func(func) => {
            if let Some(body) = &func.body {
                block(body, see);
            }
        }
    }
}

/// Calls `see` with each statement of a block, outermost first.
pub fn stmts(body: &Block, see: &mut dyn FnMut(&Stmt)) {
    for stmt in &body.stmts {
        see(stmt);
        within(stmt, &mut |inner| match inner {
            Part::Stmt(stmt) => see(stmt),
            Part::Expr(_) => {}
        });
    }
}

fn block(body: &Block, see: &mut dyn FnMut(&Expr)) {
    for stmt in &body.stmts {
        within(stmt, &mut |part| {
            if let Part::Expr(outer) = part {
                expr(outer, see);
            }
        });
    }
}

enum Part<'a> {
    Stmt(&'a Stmt),
    /// An expression that no other contains.
    Expr(&'a Expr),
}

fn all<'a>(body: &'a Block, see: &mut dyn FnMut(Part<'a>)) {
    for stmt in &body.stmts {
        one(stmt, see);
    }
}

fn one<'a>(stmt: &'a Stmt, see: &mut dyn FnMut(Part<'a>)) {
    see(Part::Stmt(stmt));
    within(stmt, see);
}

fn clauses<'a>(list: &'a [CaseClause], see: &mut dyn FnMut(Part<'a>)) {
    for clause in list {
        clause.exprs.iter().for_each(|expr| see(Part::Expr(expr)));
        all(&clause.body, see);
    }
}

/// The parts of a statement, without itself.
fn within<'a>(stmt: &'a Stmt, see: &mut dyn FnMut(Part<'a>)) {
    let maybe = |stmt: &'a Option<Stmt>, see: &mut dyn FnMut(Part<'a>)| {
        if let Some(stmt) = stmt {
            one(stmt, see);
        }
    };
    match &stmt.kind {
        StmtKind::Empty
        | StmtKind::Break(_)
        | StmtKind::Continue(_)
        | StmtKind::Goto(_)
        | StmtKind::Fallthrough => {}
        StmtKind::Expr(x) | StmtKind::IncDec(x, _) | StmtKind::Go(x) | StmtKind::Defer(x) => {
            see(Part::Expr(x));
        }
        StmtKind::Send(a, b) | StmtKind::OpAssign(_, a, b) => {
            see(Part::Expr(a));
            see(Part::Expr(b));
        }
        StmtKind::Assign(a, b) | StmtKind::Define(a, b, _) => {
            a.iter().chain(b).for_each(|x| see(Part::Expr(x)));
        }
        StmtKind::Decl(decls) => {
            for decl in decls {
                match decl {
                    Decl::Var(spec) => spec.values.iter().for_each(|x| see(Part::Expr(x))),
                    Decl::Const(_) | Decl::Type(_) | Decl::Func(_) => {}
                }
            }
        }
        StmtKind::Return(list) => list.iter().for_each(|x| see(Part::Expr(x))),
        StmtKind::Block(body) => all(body, see),
        StmtKind::If(inner) => {
            maybe(&inner.init, see);
            see(Part::Expr(&inner.cond));
            all(&inner.then, see);
            maybe(&inner.els, see);
        }
        StmtKind::For(inner) => {
            maybe(&inner.init, see);
            inner.cond.iter().for_each(|x| see(Part::Expr(x)));
            maybe(&inner.post, see);
            all(&inner.body, see);
        }
        StmtKind::Range(inner) => {
            see(Part::Expr(&inner.x));
            all(&inner.body, see);
        }
        StmtKind::Switch(inner) => {
            maybe(&inner.init, see);
            inner.tag.iter().for_each(|x| see(Part::Expr(x)));
            clauses(&inner.clauses, see);
        }
        StmtKind::TypeSwitch(inner) => {
            maybe(&inner.init, see);
            see(Part::Expr(&inner.x));
            clauses(&inner.clauses, see);
        }
        StmtKind::Select(list) => {
            for clause in list {
                match &clause.comm {
                    Comm::Default => {}
                    Comm::Send(a, b) => {
                        see(Part::Expr(a));
                        see(Part::Expr(b));
                    }
                    Comm::Recv { lhs, x, .. } => {
                        lhs.iter().for_each(|x| see(Part::Expr(x)));
                        see(Part::Expr(x));
                    }
                }
                all(&clause.body, see);
            }
        }
        StmtKind::Labeled(_, inner) => one(inner, see),
    }
}

/// Calls `see` with an expression and all within it.
pub fn expr(x: &Expr, see: &mut dyn FnMut(&Expr)) {
    see(x);
    match &x.kind {
        ExprKind::Composite { elems, .. } => {
            for element in elems {
                element.key.iter().for_each(|x| expr(x, see));
                expr(&element.value, see);
            }
        }
        ExprKind::FuncLit(func) => block(&func.body, see),
        ExprKind::Paren(x)
        | ExprKind::Selector(x, _)
        | ExprKind::Star(x)
        | ExprKind::Unary(_, x)
        | ExprKind::TypeAssert(x, _) => expr(x, see),
        ExprKind::Index(x, list, _) => {
            expr(x, see);
            list.iter().for_each(|x| expr(x, see));
        }
        ExprKind::Slice { x, lo, hi, max } => {
            expr(x, see);
            [lo, hi, max]
                .into_iter()
                .flatten()
                .for_each(|x| expr(x, see));
        }
        ExprKind::Call(call) => {
            expr(&call.fun, see);
            call.args.iter().for_each(|x| expr(x, see));
        }
        ExprKind::Binary(_, a, b, _) => {
            expr(a, see);
            expr(b, see);
        }
        _ => {}
    }
}
