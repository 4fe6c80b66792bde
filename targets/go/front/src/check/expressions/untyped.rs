//! Values that have no type yet, and the type that their use gives them.
//!
//! Follows `types2/expr.go` (`implicitTypeAndValue`, `updateExprType`).

use crate::check::constants::represent::{Misfit, value_of};
use crate::check::expressions::operand::{Mode, Operand};
use crate::check::{Checked, Checker, Invalid};
use crate::diag::Pos;
use crate::tast::{Expr, ExprKind};
use crate::token::BinOp;
use crate::types::{Type, TypeId, Types};

/// Gives an untyped tree its type, down to where types are already known.
fn retype(x: &mut Expr, complex: Option<TypeId>, ty: TypeId) {
    let basic = Types::UNTYPED_BOOL.0..=Types::UNTYPED_NIL.0;
    if !basic.contains(&x.ty.0) && Some(x.ty) != complex {
        return;
    }
    x.ty = ty;
    match &mut x.kind {
        ExprKind::Unary(_, inner) => retype(inner, complex, ty),
        ExprKind::Binary(op, left, right) => {
            retype(left, complex, ty);
            if !matches!(op, BinOp::Shl | BinOp::Shr) {
                retype(right, complex, ty);
            }
        }
        ExprKind::AndAnd(left, right) | ExprKind::OrOr(left, right) => {
            retype(left, complex, ty);
            retype(right, complex, ty);
        }
        _ => {}
    }
}

impl<'a> Checker<'a> {
    /// An untyped operand as `target`.
    pub(crate) fn implicit(&mut self, x: &Operand<'a>, target: TypeId) -> Result<Expr, Misfit> {
        let pos = x.pos();
        if x.is_nil() {
            let fits = self.has_nil(target);
            return if fits {
                Ok(Expr {
                    kind: ExprKind::Zero,
                    ty: target,
                    pos,
                })
            } else {
                Err(Misfit::Kind)
            };
        }
        if self.is_param(target) {
            let terms = self.term_types(target);
            if terms.is_empty() {
                return Err(Misfit::Kind);
            }
            for term in terms {
                // The compiler does not say which type it does not fit.
                self.implicit(x, term).map_err(|_| Misfit::Kind)?;
            }
            return Ok(Expr {
                kind: ExprKind::Zero,
                ty: target,
                pos,
            });
        }
        if self.is_interface(target) {
            let empty =
                matches!(self.under(target), Type::Interface(methods) if methods.is_empty());
            if !empty {
                return Err(Misfit::Kind);
            }
            let default = self.default_type(x.ty);
            let inner = self.implicit(x, default)?;
            return Ok(self.convert_expr(inner, target));
        }
        if let Mode::Const(value) = &x.mode {
            let value = self.represent(value, target)?;
            return Ok(self.const_expr(&value, target, pos));
        }
        let fits = match x.ty {
            Types::UNTYPED_BOOL => self.is_boolean(target),
            Types::UNTYPED_STRING => self.is_string(target),
            _ => self.is_numeric(target),
        };
        if !fits {
            return Err(Misfit::Kind);
        }
        let mut expr = x.expr.clone();
        expr.ty = x.ty;
        let complex = self.untyped_complex();
        retype(&mut expr, Some(complex), target);
        Ok(expr)
    }

    /// Checks the constants and shifts inside a value that was untyped until now.
    pub(crate) fn retyped(&mut self, mut expr: Expr, pos: Pos) -> Checked<Expr> {
        self.check_retyped(&mut expr, pos)?;
        Ok(expr)
    }

    fn check_retyped(&mut self, x: &mut Expr, pos: Pos) -> Checked<()> {
        let ty = x.ty;
        match &mut x.kind {
            ExprKind::Binary(op, left, right) => {
                let shift = matches!(op, BinOp::Shl | BinOp::Shr);
                if shift && !self.is_integer(ty) && matches!(left.kind, ExprKind::Const(_)) {
                    let ty = self.type_string(ty);
                    let shown = match &left.kind {
                        ExprKind::Const(value) => value_of(value).show(false),
                        _ => String::new(),
                    };
                    let text = format!(
                        "invalid operation: shifted operand {shown} (type {ty}) must be integer"
                    );
                    return Err(self.error(pos, text));
                }
                self.check_retyped(left, pos)?;
                if !shift {
                    self.check_retyped(right, pos)?;
                }
                Ok(())
            }
            ExprKind::Unary(_, inner) => self.check_retyped(inner, pos),
            ExprKind::Const(constant) => match self.represent(&value_of(constant), ty) {
                Ok(value) => {
                    x.kind = self.const_expr(&value, ty, pos).kind;
                    Ok(())
                }
                Err(_) => {
                    let (value, ty) = (value_of(constant).show(false), self.type_string(ty));
                    Err(self.error(
                        pos,
                        format!("cannot use {value} as {ty} value (overflows or truncated)"),
                    ))
                }
            },
            _ => Ok(()),
        }
    }

    /// Reports an untyped operand that does not fit the other operand's type, after `invalidConversion`.
    pub(crate) fn misfit(&mut self, x: &Operand<'a>, target: TypeId, misfit: Misfit) -> Invalid {
        let what = self.describe(x);
        let target = self.type_string(self.types.underlying_id(target));
        let text = match misfit {
            Misfit::Kind => format!("cannot convert {what} to type {target}"),
            Misfit::Truncated => format!("{what} truncated to {target}"),
            Misfit::Overflows => format!("{what} overflows {target}"),
        };
        self.error(x.pos(), text)
    }
}
