//! Loops that only delete every key of a map, which gc compiles to `mapclear`.
//!
//! Follows `cmd/compile/internal/walk/range.go` (`isMapClear`).

use crate::check::Checker;
use crate::check::statements::range::Sides;
use crate::tast::{Builtin, Callee, Expr, ExprKind, Stmt, StmtKind};
use crate::types::{Type, TypeId};

/// Whether two expressions without side effects are the same place, after `ir.SameSafeExpr`.
fn same_safe(a: &Expr, b: &Expr) -> bool {
    match (&a.kind, &b.kind) {
        (ExprKind::Local(a), ExprKind::Local(b)) => a == b,
        (ExprKind::Capture(a), ExprKind::Capture(b)) => a == b,
        (ExprKind::Global(a), ExprKind::Global(b)) => a == b,
        (ExprKind::Field(a, i), ExprKind::Field(b, j)) => i == j && same_safe(a, b),
        (ExprKind::Deref(a), ExprKind::Deref(b)) => same_safe(a, b),
        (ExprKind::Index(a, i), ExprKind::Index(b, j)) => same_safe(a, b) && same_safe(i, j),
        (ExprKind::Const(a), ExprKind::Const(b)) => a == b,
        _ => false,
    }
}

impl Checker<'_> {
    /// `for k := range m { delete(m, k) }`.
    pub(crate) fn is_map_clear(&self, x: &Expr, sides: &Sides, body: &[Stmt]) -> bool {
        let (Some(key), None, Type::Map { key: key_ty, .. }) =
            (&sides.key, &sides.value, self.under(x.ty))
        else {
            return false;
        };
        let [
            Stmt {
                kind:
                    StmtKind::Expr(Expr {
                        kind: ExprKind::Call(call),
                        ..
                    }),
                ..
            },
        ] = body
        else {
            return false;
        };
        match (&call.callee, call.args.as_slice()) {
            (Callee::Builtin(Builtin::Delete), [map, k]) => {
                self.reflexive(*key_ty) && same_safe(map, x) && same_safe(k, key)
            }
            _ => false,
        }
    }

    /// Whether every value of the type equals itself.
    fn reflexive(&self, ty: TypeId) -> bool {
        match self.under(ty) {
            Type::Float32
            | Type::Float64
            | Type::Complex64
            | Type::Complex128
            | Type::Interface(_) => false,
            Type::Array { elem, .. } => self.reflexive(*elem),
            Type::Struct(fields) => fields.iter().all(|field| self.reflexive(field.ty)),
            _ => true,
        }
    }
}
