//! Shifts.
//!
//! Follows `types2/expr.go` (`shift`).

use crate::check::constants::value::Value;
use crate::check::expressions::assignability::Context;
use crate::check::expressions::operand::{Mode, Operand};
use crate::check::{Checked, Checker, Invalid};
use crate::syntax::ast;
use crate::tast::ExprKind;
use crate::token::BinOp;
use crate::types::Types;

impl<'a> Checker<'a> {
    pub(crate) fn shift(
        &mut self,
        src: &'a ast::Expr,
        op: BinOp,
        x: Operand<'a>,
        y: Operand<'a>,
    ) -> Checked<Operand<'a>> {
        let untyped_whole =
            self.is_untyped(x.ty) && x.as_const().is_some_and(|value| value.to_big().is_some());
        let untyped_value =
            x.as_const().is_none() && self.is_untyped(x.ty) && x.ty != Types::UNTYPED_BOOL;
        if !self.is_integer(x.ty) && !untyped_whole && !untyped_value {
            let what = self.describe(&x);
            return Err(self.error(
                x.pos(),
                format!("invalid operation: shifted operand {what} must be integer"),
            ));
        }
        if let Some(count) = y.as_const() {
            let what = self.describe(&y);
            match count.to_int() {
                Some(n) if n < 0 => {
                    return Err(self.error(
                        y.pos(),
                        format!("invalid operation: negative shift count {what}"),
                    ));
                }
                None => {
                    return Err(self.error(
                        y.pos(),
                        format!("invalid operation: shift count {what} must be integer"),
                    ));
                }
                Some(_) => {}
            }
        } else if !(self.is_integer(y.ty) || self.is_untyped(y.ty) && self.is_numeric(y.ty)) {
            let what = self.describe(&y);
            return Err(self.error(
                y.pos(),
                format!("invalid operation: shift count {what} must be integer"),
            ));
        }
        if let (Mode::Const(a), Mode::Const(b)) = (&x.mode, &y.mode) {
            let (Some(a), Some(b)) = (a.to_big(), b.to_int()) else {
                return Err(Invalid);
            };
            if b > 1023 - 1 + 52 {
                let what = self.describe(&y);
                return Err(self.error(
                    y.pos(),
                    format!("invalid operation: invalid shift count {what}"),
                ));
            }
            let ty = if self.is_untyped(x.ty) && !self.is_integer(x.ty) {
                Types::UNTYPED_INT
            } else {
                x.ty
            };
            return self.const_result(src, ty, Value::from_big(a).arith(op, &Value::Int(b), true));
        }
        let count = if self.is_untyped(y.ty) {
            self.assign(y, Types::UINT, &Context::Other("shift"))?
        } else {
            self.typed_expr(y)?
        };
        // An untyped constant gets the type that the whole expression gets.
        let ty = x.ty;
        let left = match &x.mode {
            Mode::Const(value) if self.is_untyped(ty) => {
                let whole = Value::from_big(value.to_big().unwrap_or_default());
                self.const_expr(&whole, Types::UNTYPED_INT, x.pos())
            }
            _ => self.typed_expr(x)?,
        };
        let mut operand = Operand::value(
            src,
            ty,
            ExprKind::Binary(op, Box::new(left), Box::new(count)),
        );
        operand.mode = Mode::Value;
        Ok(operand)
    }
}
