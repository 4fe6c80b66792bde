//! Unary and binary operators, shifts and comparisons.
//!
//! Follows `types2/expr.go`: `unary`, `shift`, `comparison`, `matchBinaryOperands`, `binary`.

use crate::check::constants::value::{Failure, Value};
use crate::check::expressions::assignability::Misfit;
use crate::check::expressions::operand::{Mode, Operand};
use crate::check::{Checked, Checker, Invalid};
use crate::syntax::ast::{self, BinaryOp, UnaryOp};
use crate::syntax::print;
use crate::tast::{BinOp, ExprKind, UnOp};
use crate::types::{ChanDir, Type, TypeId, Types};

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
                    let n = value.to_int().unwrap_or(0);
                    let mask = self.is_unsigned(x.ty).then(|| self.types.size(x.ty) * 8);
                    Ok(Value::Int(match mask {
                        Some(bits) => !n & ((1i128 << bits) - 1),
                        None => !n,
                    }))
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

    /// A folded constant, if it fits its type.
    pub(crate) fn const_result(
        &mut self,
        src: &'a ast::Expr,
        ty: TypeId,
        result: Result<Value, Failure>,
    ) -> Checked<Operand<'a>> {
        let value = match result {
            Ok(value) => value,
            Err(Failure::DivisionByZero) => {
                return Err(self.error(src.pos, "invalid operation: division by zero"));
            }
            Err(Failure::Undefined) => {
                return Err(self.error(src.pos, "constant result is not representable"));
            }
            Err(Failure::Overflow) => {
                return Err(self.unsupported(src.pos, "constants beyond 127 bits"));
            }
        };
        if self.is_untyped(ty) {
            return Ok(Operand::constant(src, ty, value));
        }
        match self.represent(&value, ty) {
            Ok(value) => Ok(Operand::constant(src, ty, value)),
            Err(misfit) => {
                let x = Operand::constant(src, ty, value);
                Err(self.misfit(&x, ty, misfit))
            }
        }
    }

    pub(crate) fn binary(&mut self, src: &'a ast::Expr) -> Checked<Operand<'a>> {
        let ast::ExprKind::Binary(op, left, right) = &src.kind else {
            return Err(Invalid);
        };
        let x = self.expr(left);
        let y = self.expr(right);
        let (x, y) = (x?, y?);
        self.binary_operands(src, *op, x, y, None)
    }

    /// `x op y`; with `assign` the statement `x op= y`.
    pub(crate) fn binary_operands(
        &mut self,
        src: &'a ast::Expr,
        op: BinaryOp,
        x: Operand<'a>,
        y: Operand<'a>,
        assign: Option<BinOp>,
    ) -> Checked<Operand<'a>> {
        if let BinaryOp::Arith(op @ (BinOp::Shl | BinOp::Shr)) = op {
            return self.shift(src, op, x, y);
        }
        let (x, y) = self.match_operands(x, y)?;
        if let BinaryOp::Cmp(op) = op {
            return self.comparison(src, op, x, y, false);
        }
        let both_untyped = self.is_untyped(x.ty) && self.is_untyped(y.ty);
        if x.ty != y.ty && !(both_untyped && self.untyped_max(x.ty, y.ty).is_some()) {
            let (a, b) = (self.type_string(x.ty), self.type_string(y.ty));
            let shown = match assign {
                None => print::expr(src),
                Some(op) => {
                    format!(
                        "{} {}= {}",
                        print::expr(x.src),
                        print::arith(op),
                        print::expr(y.src)
                    )
                }
            };
            let text = format!("invalid operation: {shown} (mismatched types {a} and {b})");
            return Err(self.error(x.pos(), text));
        }
        let ty = if both_untyped {
            self.untyped_max(x.ty, y.ty).unwrap_or(x.ty)
        } else {
            x.ty
        };
        let ok = match op {
            BinaryOp::AndAnd | BinaryOp::OrOr => self.is_boolean(ty),
            BinaryOp::Arith(BinOp::Add) => self.is_numeric_or_string(ty),
            BinaryOp::Arith(BinOp::Sub | BinOp::Mul | BinOp::Div) => self.is_numeric(ty),
            _ => self.is_integer(ty),
        };
        if !ok {
            let what = self.describe(&x);
            let text = format!(
                "invalid operation: operator {} not defined on {what}",
                print::binary(op)
            );
            return Err(self.error(x.pos(), text));
        }
        self.arith(src, op, ty, x, y)
    }

    fn arith(
        &mut self,
        src: &'a ast::Expr,
        op: BinaryOp,
        ty: TypeId,
        x: Operand<'a>,
        y: Operand<'a>,
    ) -> Checked<Operand<'a>> {
        let division = matches!(op, BinaryOp::Arith(BinOp::Div | BinOp::Rem));
        if division
            && (x.as_const().is_some() || self.is_integer(ty))
            && y.as_const().is_some_and(Value::is_zero_number)
        {
            return Err(self.error(y.pos(), "invalid operation: division by zero"));
        }
        if let (Mode::Const(a), Mode::Const(b)) = (&x.mode, &y.mode) {
            let result = match (op, a, b) {
                (BinaryOp::AndAnd, Value::Bool(a), Value::Bool(b)) => Ok(Value::Bool(*a && *b)),
                (BinaryOp::OrOr, Value::Bool(a), Value::Bool(b)) => Ok(Value::Bool(*a || *b)),
                (BinaryOp::Arith(op), a, b) => a.arith(op, b, self.is_integer(ty)),
                _ => Err(Failure::Undefined),
            };
            return self.const_result(src, ty, result);
        }
        let left = Box::new(self.typed_expr(x)?);
        let right = Box::new(self.typed_expr(y)?);
        let kind = match op {
            BinaryOp::AndAnd => ExprKind::AndAnd(left, right),
            BinaryOp::OrOr => ExprKind::OrOr(left, right),
            BinaryOp::Arith(op) => ExprKind::Binary(op, left, right),
            BinaryOp::Cmp(op) => ExprKind::Compare(op, left, right),
        };
        Ok(Operand::value(src, ty, kind))
    }

    /// The later of two untyped kinds, if they mix.
    pub(crate) fn untyped_max(&self, a: TypeId, b: TypeId) -> Option<TypeId> {
        let numeric = |ty: TypeId| (Types::UNTYPED_INT.0..=Types::UNTYPED_FLOAT.0).contains(&ty.0);
        if a == b {
            Some(a)
        } else if numeric(a) && numeric(b) {
            Some(a.max(b))
        } else {
            None
        }
    }

    /// Gives an untyped operand the other one's type.
    fn match_operands(
        &mut self,
        x: Operand<'a>,
        y: Operand<'a>,
    ) -> Checked<(Operand<'a>, Operand<'a>)> {
        let (x_untyped, y_untyped) = (self.is_untyped(x.ty), self.is_untyped(y.ty));
        if x_untyped == y_untyped || !self.may_convert(&x, &y) {
            return Ok((x, y));
        }
        if x_untyped {
            let x = self.implicit_operand(x, y.ty)?;
            Ok((x, y))
        } else {
            let y = self.implicit_operand(y, x.ty)?;
            Ok((x, y))
        }
    }

    pub(crate) fn may_convert(&self, x: &Operand<'a>, y: &Operand<'a>) -> bool {
        if self.is_interface(x.ty) || self.is_interface(y.ty) {
            return true;
        }
        if self.is_boolean(x.ty) != self.is_boolean(y.ty)
            || self.is_string(x.ty) != self.is_string(y.ty)
        {
            return false;
        }
        if x.is_nil() {
            return self.has_nil(y.ty);
        }
        if y.is_nil() {
            return self.has_nil(x.ty);
        }
        self.pointer_base(x.ty).is_none() && self.pointer_base(y.ty).is_none()
    }

    /// An untyped operand with the type that `target` gives it.
    pub(crate) fn implicit_operand(
        &mut self,
        x: Operand<'a>,
        target: TypeId,
    ) -> Checked<Operand<'a>> {
        if x.is_nil() {
            return Ok(x);
        }
        let target = if self.is_interface(target) {
            if !matches!(self.under(target), Type::Interface(methods) if methods.is_empty()) {
                return Err(self.misfit(&x, target, Misfit::Kind));
            }
            self.default_type(x.ty)
        } else {
            target
        };
        if let Mode::Const(value) = &x.mode
            && !self.is_param(target)
        {
            return match self.represent(value, target) {
                Ok(value) => Ok(Operand::constant(x.src, target, value)),
                Err(misfit) => Err(self.misfit(&x, target, misfit)),
            };
        }
        match self.implicit(&x, target) {
            Ok(expr) => {
                let expr = self.retyped(expr, x.pos())?;
                Ok(Operand {
                    mode: Mode::Value,
                    ty: target,
                    expr,
                    src: x.src,
                })
            }
            Err(misfit) => Err(self.misfit(&x, target, misfit)),
        }
    }
}
