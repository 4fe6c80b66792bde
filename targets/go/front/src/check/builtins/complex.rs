//! `complex`, `real` and `imag`.
//!
//! Follows `types2/builtins.go` (`_Complex`, `_Real`, `_Imag`).

use crate::check::builtins::builtin::builtin_call;
use crate::check::constants::value::Value;
use crate::check::expressions::assignability::Context;
use crate::check::expressions::operand::{Mode, Operand};
use crate::check::{Checked, Checker, Invalid};
use crate::syntax::{ast, print};
use crate::tast::Builtin;
use crate::types::{Type, TypeId, Types};

impl<'a> Checker<'a> {
    /// The complex type whose parts are of type `ty`.
    fn complex_of(&mut self, ty: TypeId) -> Option<TypeId> {
        match self.under(ty) {
            Type::Float32 => Some(Types::COMPLEX64),
            Type::Float64 => Some(Types::COMPLEX128),
            Type::UntypedFloat => Some(self.untyped_complex()),
            _ => None,
        }
    }

    pub(crate) fn complex(
        &mut self,
        src: &'a ast::Expr,
        args: Vec<Operand<'a>>,
    ) -> Checked<Operand<'a>> {
        let Ok([mut x, mut y]) = <[Operand<'a>; 2]>::try_from(args) else {
            return Err(Invalid);
        };
        match (self.is_untyped(x.ty), self.is_untyped(y.ty)) {
            (false, false) => {}
            (true, false) => x = self.implicit_operand(x, y.ty)?,
            (false, true) => y = self.implicit_operand(y, x.ty)?,
            (true, true) => {
                // Constants become floats; what a shift has left without a type is a float64.
                for operand in [&mut x, &mut y] {
                    if let Some(value) = operand.as_const() {
                        if let (true, Some(real)) = (value.is_number(), value.to_real()) {
                            let value = Value::Float(real);
                            *operand = Operand::constant(operand.src, Types::UNTYPED_FLOAT, value);
                        }
                    } else {
                        let value = operand.clone();
                        *operand = self.implicit_operand(value, Types::FLOAT64)?;
                    }
                }
            }
        }
        if x.ty != y.ty {
            let (a, b) = (self.type_string(x.ty), self.type_string(y.ty));
            let shown = print::expr(src);
            let text = format!("invalid operation: {shown} (mismatched types {a} and {b})");
            return Err(self.error(x.pos(), text));
        }
        let Some(ty) = self.complex_of(x.ty) else {
            let text = format!(
                "invalid argument: arguments have type {}, expected floating-point",
                self.type_string(x.ty)
            );
            return Err(self.error(x.pos(), text));
        };
        if let (Some(re), Some(im)) = (x.as_const(), y.as_const()) {
            let (Some(re), Some(im)) = (re.to_real(), im.to_real()) else {
                return Err(Invalid);
            };
            return Ok(Operand::constant(src, ty, Value::Complex(re, im)));
        }
        let context = Context::Argument("complex".to_owned());
        let parts = if ty == Types::COMPLEX64 {
            Types::FLOAT32
        } else {
            Types::FLOAT64
        };
        let (x_ty, y_ty) = (x.ty, y.ty);
        let target = |this: &Self, ty| if this.is_untyped(ty) { parts } else { ty };
        let (x_ty, y_ty) = (target(self, x_ty), target(self, y_ty));
        let x = self.assign(x, x_ty, &context)?;
        let y = self.assign(y, y_ty, &context)?;
        Ok(builtin_call(
            src,
            Builtin::Complex,
            Mode::Value,
            ty,
            vec![x, y],
        ))
    }

    /// `real(z)` or `imag(z)`
    pub(crate) fn complex_part(
        &mut self,
        src: &'a ast::Expr,
        which: Builtin,
        args: Vec<Operand<'a>>,
    ) -> Checked<Operand<'a>> {
        let Some(mut x) = args.into_iter().next() else {
            return Err(Invalid);
        };
        if self.is_untyped(x.ty) {
            let number = x.as_const().filter(|value| value.is_number());
            if let Some((re, im)) = number.and_then(Value::to_complex) {
                let ty = self.untyped_complex();
                x = Operand::constant(x.src, ty, Value::Complex(re, im));
            } else if x.as_const().is_none() {
                x = self.implicit_operand(x, Types::COMPLEX128)?;
            }
        }
        let ty = match self.under(x.ty) {
            Type::Complex64 => Types::FLOAT32,
            Type::Complex128 => Types::FLOAT64,
            Type::UntypedComplex => Types::UNTYPED_FLOAT,
            _ => {
                let text = format!(
                    "invalid argument: argument has type {}, expected complex type",
                    self.type_string(x.ty)
                );
                return Err(self.error(x.pos(), text));
            }
        };
        if let Some((re, im)) = x.as_const().and_then(Value::to_complex) {
            let part = if which == Builtin::Real { re } else { im };
            return Ok(Operand::constant(src, ty, Value::Float(part)));
        }
        let z = self.typed_expr(x)?;
        Ok(builtin_call(src, which, Mode::Value, ty, vec![z]))
    }
}
