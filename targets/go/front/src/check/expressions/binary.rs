//! Binary operators: arithmetic and logic, and how both operands get one type.
//!
//! Follows `types2/expr.go` (`matchTypes`, `binary`).

use crate::check::constants::represent::Misfit;
use crate::check::constants::value::{Failure, Value};
use crate::check::expressions::operand::{Mode, Operand};
use crate::check::{Checked, Checker, Invalid};
use crate::syntax::ast::{self, BinaryOp};
use crate::syntax::print;
use crate::tast::ExprKind;
use crate::token::BinOp;
use crate::types::{Type, TypeId, Types};

/// What the compiler calls an operation whose result is too large.
fn overflowing(src: &ast::Expr) -> &'static str {
    match src.kind {
        ast::ExprKind::Binary(BinaryOp::Arith(op), ..) => match op {
            BinOp::Add => "addition ",
            BinOp::Sub => "subtraction ",
            BinOp::Xor => "bitwise XOR ",
            BinOp::Mul => "multiplication ",
            BinOp::Shl => "shift ",
            _ => "",
        },
        ast::ExprKind::Unary(ast::UnaryOp::Complement, _) => "bitwise complement ",
        _ => "",
    }
}

impl<'a> Checker<'a> {
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
                let what = overflowing(src);
                let pos = match src.kind {
                    ast::ExprKind::Binary(.., operator) => operator,
                    _ => src.pos,
                };
                return Err(self.error(pos, format!("constant {what}overflow")));
            }
            Err(Failure::TooLarge) => {
                return Err(self.unsupported(src.pos, "constants this large"));
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
        let ast::ExprKind::Binary(op, left, right, _) = &src.kind else {
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
        let numeric = |ty: TypeId| {
            (Types::UNTYPED_INT.0..=Types::UNTYPED_FLOAT.0).contains(&ty.0)
                || *self.types.get(ty) == Type::UntypedComplex
        };
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
