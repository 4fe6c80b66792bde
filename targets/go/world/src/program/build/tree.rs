//! Short functions for the nodes of the typed tree.

use tearpoint_front::diag::Pos;
use tearpoint_front::tast::{Call, Callee, Const, Expr, ExprKind, Stmt, StmtKind};
use tearpoint_front::types::TypeId;

pub(super) fn expr(kind: ExprKind, ty: TypeId) -> Expr {
    Expr {
        kind,
        ty,
        pos: Pos::default(),
    }
}

pub(super) fn stmt(kind: StmtKind) -> Stmt {
    Stmt {
        kind,
        pos: Pos::default(),
    }
}

pub(super) fn int(value: i128, ty: TypeId) -> Expr {
    expr(ExprKind::Const(Const::Int(value)), ty)
}

pub(super) fn call(callee: Callee, args: Vec<Expr>, ty: TypeId) -> Expr {
    expr(ExprKind::Call(Box::new(Call { callee, args })), ty)
}
