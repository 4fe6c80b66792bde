//! Comparisons: which types have `==` and `<`, and the bool that comes of it.
//!
//! Follows `types2/expr.go` (`comparison`).

use crate::check::constants::value::Value;
use crate::check::expressions::assignability::Context;
use crate::check::expressions::operand::{Mode, Operand};
use crate::check::{Checked, Checker, Invalid};
use crate::syntax::ast::{self, BinaryOp};
use crate::syntax::print;
use crate::tast::{Expr, ExprKind};
use crate::token::CmpOp;
use crate::types::{Type, TypeId, Types};

impl<'a> Checker<'a> {
    /// `x op y`, or a `case` of a switch on `y`.
    pub(crate) fn comparison(
        &mut self,
        src: &'a ast::Expr,
        op: CmpOp,
        x: Operand<'a>,
        y: Operand<'a>,
        case: bool,
    ) -> Checked<Operand<'a>> {
        let fail = |this: &mut Self, at: &Operand<'a>, cause: String| -> Invalid {
            let (a, b) = (print::expr(x.src), print::expr(y.src));
            if case {
                return this.error(
                    x.pos(),
                    format!("invalid case {a} in switch on {b} ({cause})"),
                );
            }
            let sign = print::binary(BinaryOp::Cmp(op));
            this.error(
                at.pos(),
                format!("invalid operation: {a} {sign} {b} ({cause})"),
            )
        };
        let both_untyped = self.is_untyped(x.ty) && self.is_untyped(y.ty);
        let nil = x.is_nil() || y.is_nil();
        let matches = if both_untyped {
            nil || self.untyped_max(x.ty, y.ty).is_some()
        } else if nil {
            self.has_nil(if x.is_nil() { y.ty } else { x.ty })
        } else {
            self.assignable(&x, y.ty)?.is_ok() || self.assignable(&y, x.ty)?.is_ok()
        };
        if !matches {
            let cause = format!(
                "mismatched types {} and {}",
                self.type_string(x.ty),
                self.type_string(y.ty)
            );
            return Err(fail(self, &y, cause));
        }
        let equality = matches!(op, CmpOp::Eq | CmpOp::Ne);
        let bad = if !equality {
            [&x, &y].into_iter().find(|z| !self.is_ordered(z.ty))
        } else if nil {
            (x.is_nil() && y.is_nil()).then_some(&y)
        } else {
            [&x, &y].into_iter().find(|z| !self.comparable(z.ty))
        };
        if let Some(bad) = bad {
            let cause = self.compare_cause(op, bad.ty, equality && !nil);
            return Err(fail(self, bad, cause));
        }
        if let (Mode::Const(a), Mode::Const(b)) = (&x.mode, &y.mode)
            && let Some(result) = a.compare(op, b)
        {
            return Ok(Operand::constant(
                src,
                Types::UNTYPED_BOOL,
                Value::Bool(result),
            ));
        }
        let (left, right) = self.compared(x, y)?;
        let kind = ExprKind::Compare(op, Box::new(left), Box::new(right));
        Ok(Operand::value(src, Types::UNTYPED_BOOL, kind))
    }

    fn compare_cause(&self, op: CmpOp, ty: TypeId, incomparable: bool) -> String {
        if self.is_param(ty) {
            return if incomparable {
                "incomparable types in type set".to_owned()
            } else {
                format!(
                    "type parameter {} is not comparable with {}",
                    self.type_string(ty),
                    print::binary(BinaryOp::Cmp(op))
                )
            };
        }
        let kind = self.kind_string(ty);
        match self.under(ty) {
            Type::Slice(_) | Type::Map { .. } | Type::Func(_) if incomparable => {
                format!("{kind} can only be compared to nil")
            }
            Type::Struct(fields) if incomparable => {
                match fields.iter().find(|field| !self.comparable(field.ty)) {
                    Some(field) => {
                        format!(
                            "struct containing {} cannot be compared",
                            self.type_string(field.ty)
                        )
                    }
                    None => format!("{} cannot be compared", self.type_string(ty)),
                }
            }
            Type::Array { .. } if incomparable => {
                format!("{} cannot be compared", self.type_string(ty))
            }
            Type::UntypedNil => format!(
                "operator {} not defined on untyped nil",
                print::binary(BinaryOp::Cmp(op))
            ),
            _ => format!(
                "operator {} not defined on {kind}",
                print::binary(BinaryOp::Cmp(op))
            ),
        }
    }

    /// Both operands with one type.
    fn compared(&mut self, x: Operand<'a>, y: Operand<'a>) -> Checked<(Expr, Expr)> {
        let context = Context::Other("comparison");
        if x.is_nil() {
            let (ty, pos) = (y.ty, x.pos());
            return Ok((
                Expr {
                    kind: ExprKind::Zero,
                    ty,
                    pos,
                },
                self.typed_expr(y)?,
            ));
        }
        if y.is_nil() {
            let (ty, pos) = (x.ty, y.pos());
            return Ok((
                self.typed_expr(x)?,
                Expr {
                    kind: ExprKind::Zero,
                    ty,
                    pos,
                },
            ));
        }
        if self.is_untyped(x.ty) && self.is_untyped(y.ty) {
            let ty = self.untyped_max(x.ty, y.ty).unwrap_or(x.ty);
            let ty = self.default_type(ty);
            return Ok((self.assign(x, ty, &context)?, self.assign(y, ty, &context)?));
        }
        let (x, y) = (self.typed_expr(x)?, self.typed_expr(y)?);
        if x.ty == y.ty {
            return Ok((x, y));
        }
        // One is an interface that the other implements, or one has no name.
        let to_left = self.is_interface(x.ty)
            && (!self.is_interface(y.ty) || self.missing_method(y.ty, x.ty)?.is_none());
        let target = if to_left || !self.is_interface(y.ty) && self.is_named(x.ty) {
            x.ty
        } else {
            y.ty
        };
        Ok((self.convert_expr(x, target), self.convert_expr(y, target)))
    }
}
