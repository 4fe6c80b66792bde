//! Unary operators, addresses and receives.
//!
//! Follows `types2/expr.go` (`unary`).

use crate::check::constants::value::Value;
use crate::check::expressions::operand::{Mode, Operand};
use crate::check::{Checked, Checker, Invalid};
use crate::syntax::ast::{self, UnaryOp};
use crate::syntax::print;
use crate::tast::{ExprKind, UnOp};
use crate::token::{BinOp, ChanDir};
use crate::types::Type;

impl<'a> Checker<'a> {
    pub(crate) fn unary(&mut self, src: &'a ast::Expr) -> Checked<Operand<'a>> {
        let ast::ExprKind::Unary(op, inner) = &src.kind else {
            return Err(Invalid);
        };
        let op = *op;
        if op == UnaryOp::Addr {
            return self.address_of(src, inner);
        }
        let x = self.expr(inner)?;
        if op == UnaryOp::Recv {
            return self.receive(src, x);
        }
        let (ok, lowered) = match op {
            UnaryOp::Not => (self.is_boolean(x.ty), Some(UnOp::Not)),
            UnaryOp::Complement => (self.is_integer(x.ty), Some(UnOp::Complement)),
            UnaryOp::Neg => (self.is_numeric(x.ty), Some(UnOp::Neg)),
            _ => (self.is_numeric(x.ty), None),
        };
        if !ok {
            let what = self.describe(&x);
            let text = format!(
                "invalid operation: operator {} not defined on {what}",
                print::unary(op)
            );
            return Err(self.error(x.pos(), text));
        }
        if let Mode::Const(value) = &x.mode {
            let result = match (lowered, value) {
                (Some(UnOp::Not), Value::Bool(b)) => Ok(Value::Bool(!b)),
                (Some(UnOp::Complement), value) => {
                    let mask = self.is_unsigned(x.ty).then(|| self.types.size(x.ty) * 8);
                    let mask = mask.map_or(-1, |bits| (1i128 << bits) - 1);
                    let minus = Value::Int(-1).arith(BinOp::Xor, value, true);
                    minus.and_then(|n| n.arith(BinOp::And, &Value::Int(mask), true))
                }
                (Some(UnOp::Neg), value) => Value::Int(0).arith(BinOp::Sub, value, true),
                _ => Ok(value.clone()),
            };
            let ty = x.ty;
            return self.const_result(src, ty, result);
        }
        let Some(lowered) = lowered else {
            return Ok(Operand {
                src,
                mode: Mode::Value,
                ..x
            });
        };
        let (ty, expr) = (x.ty, self.typed_expr(x)?);
        Ok(Operand::value(
            src,
            ty,
            ExprKind::Unary(lowered, Box::new(expr)),
        ))
    }

    fn address_of(&mut self, src: &'a ast::Expr, inner: &'a ast::Expr) -> Checked<Operand<'a>> {
        let mut bare = inner;
        while let ast::ExprKind::Paren(next) = &bare.kind {
            bare = next;
        }
        let x = self.expr(inner)?;
        let literal = matches!(bare.kind, ast::ExprKind::Composite { .. });
        if !literal && !matches!(x.mode, Mode::Var) {
            let what = self.describe(&x);
            return Err(self.error(
                x.pos(),
                format!("invalid operation: cannot take address of {what}"),
            ));
        }
        if !literal {
            self.take_address(&x.expr);
        }
        let ty = self.pointer_to(src.pos, x.ty)?;
        Ok(Operand::value(src, ty, ExprKind::AddrOf(Box::new(x.expr))))
    }

    fn receive(&mut self, src: &'a ast::Expr, x: Operand<'a>) -> Checked<Operand<'a>> {
        let what = self.describe(&x);
        match *self.under(x.ty) {
            Type::Chan {
                dir: ChanDir::Send, ..
            } => {
                let text =
                    format!("invalid operation: cannot receive from send-only channel {what}");
                Err(self.error(x.pos(), text))
            }
            Type::Chan { elem, .. } => {
                self.has_call = true;
                let kind = ExprKind::Recv {
                    chan: Box::new(x.expr),
                    comma_ok: false,
                };
                Ok(Operand::new(src, Mode::CommaOk, elem, kind))
            }
            Type::Param(_) => Err(self.error(
                x.pos(),
                format!("invalid operation: cannot receive from {what} (no core type)"),
            )),
            _ => Err(self.error(
                x.pos(),
                format!("invalid operation: cannot receive from non-channel {what}"),
            )),
        }
    }
}
