//! Explicit conversions.
//!
//! Follows `types2/conversions.go`.

use super::constant::Value;
use super::operand::{Mode, Operand};
use super::{Checked, Checker};
use crate::go::lang::tast::ExprKind;
use crate::go::lang::types::{Type, TypeId};

impl<'a> Checker<'a> {
    /// `T(x)`.
    pub(super) fn conversion(
        &mut self,
        x: Operand<'a>,
        target: TypeId,
        src: &'a crate::go::lang::syntax::ast::Expr,
    ) -> Checked<Operand<'a>> {
        let x = self.single(x)?;
        if let Mode::Const(value) = &x.mode
            && self.is_constant_type(target)
        {
            if let Ok(value) = self.represent(value, target) {
                return Ok(Operand::constant(src, target, value));
            }
            if self.is_integer(x.ty) && self.is_string(target) {
                let code = value
                    .to_int()
                    .and_then(|n| u32::try_from(n).ok())
                    .and_then(char::from_u32);
                let text = code.unwrap_or('\u{fffd}').to_string();
                return Ok(Operand::constant(
                    src,
                    target,
                    Value::string(text.as_bytes()),
                ));
            }
            let target_text = self.type_string(target);
            let text = if self.is_integer(x.ty) && self.is_integer(target) {
                format!("constant {} overflows {target_text}", value.show(false))
            } else {
                format!("cannot convert {} to type {target_text}", self.describe(&x))
            };
            return Err(self.error(x.pos(), text));
        }
        if self.is_untyped(x.ty) {
            let fits = if x.is_nil() || !self.is_constant_type(target) {
                self.default_type(x.ty)
            } else {
                target
            };
            let fits = if x.is_nil() || self.is_interface(target) {
                target
            } else {
                fits
            };
            let inner = match self.implicit(&x, fits) {
                Ok(inner) => self.retyped(inner, x.pos())?,
                Err(_) => return Err(self.cannot_convert(&x, target, "")),
            };
            if inner.ty == target {
                return Ok(Operand {
                    expr: inner,
                    ..Operand::value(src, target, ExprKind::Zero)
                });
            }
            let inner_x = Operand {
                expr: inner.clone(),
                ..Operand::value(x.src, inner.ty, ExprKind::Zero)
            };
            if let Err(cause) = self.convertible(&inner_x, target)? {
                return Err(self.cannot_convert(&x, target, &cause));
            }
            let kind = ExprKind::Convert(Box::new(inner));
            return Ok(Operand::value(src, target, kind));
        }
        if let Err(cause) = self.convertible(&x, target)? {
            return Err(self.cannot_convert(&x, target, &cause));
        }
        let inner = self.typed_expr(x)?;
        let mut expr = self.convert_expr(inner, target);
        expr.pos = src.pos;
        Ok(Operand {
            expr,
            ..Operand::value(src, target, ExprKind::Zero)
        })
    }

    fn cannot_convert(&mut self, x: &Operand<'a>, target: TypeId, cause: &str) -> super::Invalid {
        let what = if x.is_nil() {
            "nil".to_owned()
        } else {
            self.describe(x)
        };
        let cause = if cause.is_empty() {
            String::new()
        } else {
            format!(": {cause}")
        };
        let text = format!(
            "cannot convert {what} to type {}{cause}",
            self.type_string(target)
        );
        self.error(x.pos(), text)
    }

    /// Whether a typed value may be converted to `target`.
    fn convertible(&mut self, x: &Operand<'a>, target: TypeId) -> Checked<Result<(), String>> {
        let cause = match self.assignable(x, target)? {
            Ok(()) => return Ok(Ok(())),
            Err(cause) => cause,
        };
        let (from, to) = (
            self.types.underlying_id(x.ty),
            self.types.underlying_id(target),
        );
        let numeric = self.is_numeric(from) && self.is_numeric(to);
        let is_chars = |this: &Self, ty: TypeId| match this.under(ty) {
            Type::Slice(elem) => matches!(this.under(*elem), Type::Uint8 | Type::Int32),
            _ => false,
        };
        let ok = from == to
            || numeric
            || self.is_integer(from) && self.is_string(to)
            || is_chars(self, from) && self.is_string(to)
            || self.is_string(from) && is_chars(self, to)
            || match (self.types.get(from), self.types.get(to)) {
                (Type::Pointer(a), Type::Pointer(b)) => {
                    !self.is_named(x.ty)
                        && !self.is_named(target)
                        && self.types.underlying_id(*a) == self.types.underlying_id(*b)
                }
                (Type::UnsafePointer, Type::Pointer(_) | Type::Uintptr) => true,
                (Type::Pointer(_) | Type::Uintptr, Type::UnsafePointer) => true,
                (Type::Slice(elem), Type::Array { elem: other, .. }) => {
                    if elem == other && self.go.minor < 20 {
                        return Ok(Err("requires go1.20 or later".to_owned()));
                    }
                    elem == other
                }
                (Type::Slice(elem), Type::Pointer(base)) => {
                    matches!(self.under(*base), Type::Array { elem: other, .. } if other == elem)
                }
                _ => false,
            };
        Ok(if ok { Ok(()) } else { Err(cause) })
    }
}
