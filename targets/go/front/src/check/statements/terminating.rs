//! Whether a function with results can reach its end, for which it needs a `return`.
//!
//! Follows `types2/return.go`. Misses: a declaration that shadows `panic`.

use crate::syntax::ast::{Block, CaseClause, ExprKind, Stmt, StmtKind};

/// Whether the list ends in a terminating statement.
pub(crate) fn list(stmts: &[Stmt]) -> bool {
    stmts
        .iter()
        .rev()
        .find(|stmt| !matches!(stmt.kind, StmtKind::Empty))
        .is_some_and(|stmt| terminates(stmt, ""))
}

fn terminates(stmt: &Stmt, label: &str) -> bool {
    match &stmt.kind {
        StmtKind::Return(_) | StmtKind::Goto(_) => true,
        StmtKind::Expr(x) => {
            let mut x = x;
            while let ExprKind::Paren(inner) = &x.kind {
                x = inner;
            }
            match &x.kind {
                ExprKind::Call(call) => {
                    matches!(&call.fun.kind, ExprKind::Name(name) if name == "panic")
                }
                _ => false,
            }
        }
        StmtKind::Block(block) => list(&block.stmts),
        StmtKind::If(stmt) => {
            list(&stmt.then.stmts) && stmt.els.as_ref().is_some_and(|els| terminates(els, ""))
        }
        StmtKind::For(stmt) => stmt.cond.is_none() && !breaks(&stmt.body, label, true),
        StmtKind::Switch(stmt) => clauses(&stmt.clauses, label),
        StmtKind::TypeSwitch(stmt) => clauses(&stmt.clauses, label),
        StmtKind::Select(cases) => cases
            .iter()
            .all(|case| list(&case.body.stmts) && !breaks(&case.body, label, true)),
        StmtKind::Labeled(name, inner) => terminates(inner, &name.name),
        _ => false,
    }
}

fn clauses(clauses: &[CaseClause], label: &str) -> bool {
    clauses.iter().any(|clause| clause.is_default)
        && clauses.iter().all(|clause| {
            let last = clause
                .body
                .stmts
                .iter()
                .rev()
                .find(|stmt| !matches!(stmt.kind, StmtKind::Empty));
            let falls = last.is_some_and(|stmt| matches!(stmt.kind, StmtKind::Fallthrough));
            (falls || list(&clause.body.stmts)) && !breaks(&clause.body, label, true)
        })
}

/// Whether a `break` in the block leaves the statement labelled `label`; `bare` ones count if they mean it.
fn breaks(block: &Block, label: &str, bare: bool) -> bool {
    block
        .stmts
        .iter()
        .any(|stmt| stmt_breaks(stmt, label, bare))
}

fn stmt_breaks(stmt: &Stmt, label: &str, bare: bool) -> bool {
    match &stmt.kind {
        StmtKind::Break(None) => bare,
        StmtKind::Break(Some(name)) => name.name == label,
        StmtKind::Block(block) => breaks(block, label, bare),
        StmtKind::If(stmt) => {
            breaks(&stmt.then, label, bare)
                || stmt
                    .els
                    .as_ref()
                    .is_some_and(|els| stmt_breaks(els, label, bare))
        }
        StmtKind::Labeled(_, inner) => stmt_breaks(inner, label, bare),
        StmtKind::For(stmt) => breaks(&stmt.body, label, false),
        StmtKind::Range(stmt) => breaks(&stmt.body, label, false),
        StmtKind::Switch(stmt) => stmt
            .clauses
            .iter()
            .any(|clause| breaks(&clause.body, label, false)),
        StmtKind::TypeSwitch(stmt) => stmt
            .clauses
            .iter()
            .any(|clause| breaks(&clause.body, label, false)),
        StmtKind::Select(cases) => cases.iter().any(|case| breaks(&case.body, label, false)),
        _ => false,
    }
}
