//! Assignability, implicit conversion of untyped values, and explicit conversion.
//!
//! Follows `types2`: `assignment`, `implicitTypeAndValue`, `operand.assignableTo`, `conversion`, `convertibleTo`.

use crate::check::constants::value::{Real, Value};
use crate::check::expressions::operand::{Mode, Operand};
use crate::check::{Checked, Checker};
use crate::diag::Pos;
use crate::tast::{BinOp, Const, Expr, ExprKind};
use crate::types::{ChanDir, Type, TypeId, Types};

/// What a value is used for, as error messages say it.
#[derive(Clone, Debug)]
pub(crate) enum Context {
    ConstDecl,
    VarDecl,
    Assignment,
    Return,
    Other(&'static str),
    Argument(String),
}

impl Context {
    fn text(&self) -> String {
        match self {
            Context::ConstDecl => "constant declaration".to_owned(),
            Context::VarDecl => "variable declaration".to_owned(),
            Context::Assignment => "assignment".to_owned(),
            Context::Return => "return statement".to_owned(),
            Context::Other(text) => (*text).to_owned(),
            Context::Argument(fun) => format!("argument to {fun}"),
        }
    }
}

/// Why an untyped value does not become a type.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Misfit {
    Kind,
    Truncated,
    Overflows,
}

impl<'a> Checker<'a> {
    /// `x` as a value of type `target`.
    pub(crate) fn assign(
        &mut self,
        x: Operand<'a>,
        target: TypeId,
        context: &Context,
    ) -> Checked<Expr> {
        let x = self.concrete(x, Some(target))?;
        let x = self.single(x)?;
        if self.is_untyped(x.ty) {
            return match self.implicit(&x, target) {
                Ok(expr) => self.retyped(expr, x.pos()),
                Err(misfit) => {
                    let what = if x.is_nil() {
                        "nil".to_owned()
                    } else {
                        self.describe(&x)
                    };
                    let target = self.type_string(target);
                    let suffix = match misfit {
                        Misfit::Kind => "",
                        Misfit::Truncated => " (truncated)",
                        Misfit::Overflows => " (overflows)",
                    };
                    let text = format!(
                        "cannot use {what} as {target} value in {}{suffix}",
                        context.text()
                    );
                    Err(self.error(x.pos(), text))
                }
            };
        }
        if let Err(cause) = self.assignable(&x, target)? {
            let what = self.describe(&x);
            let target = self.type_string(target);
            let cause = if cause.is_empty() {
                cause
            } else {
                format!(": {cause}")
            };
            let text = format!(
                "cannot use {what} as {target} value in {}{cause}",
                context.text()
            );
            return Err(self.error(x.pos(), text));
        }
        let expr = self.typed_expr(x)?;
        Ok(self.convert_expr(expr, target))
    }

    /// `x` as a value of its own type, or of the type an untyped value gets by default.
    pub(crate) fn default_value(&mut self, x: Operand<'a>, context: &Context) -> Checked<Expr> {
        let x = self.single(x)?;
        if x.is_nil() {
            return Err(self.error(x.pos(), format!("use of untyped nil in {}", context.text())));
        }
        let target = self.default_type(x.ty);
        self.assign(x, target, context)
    }

    /// A constant of a declared constant's type.
    pub(crate) fn constant_of(
        &mut self,
        x: Operand<'a>,
        ty: TypeId,
        context: Context,
    ) -> Checked<Operand<'a>> {
        let src = x.src;
        let expr = self.assign(x, ty, &context)?;
        match expr.kind {
            ExprKind::Const(value) => Ok(Operand::constant(src, ty, value_of(&value))),
            _ => Err(self.error(expr.pos, "constant declaration needs a constant")),
        }
    }

    /// The lowered form of a typed operand.
    pub(crate) fn typed_expr(&mut self, x: Operand<'a>) -> Checked<Expr> {
        match x.mode {
            Mode::Const(value) => Ok(self.const_expr(&value, x.ty, x.src.pos)),
            Mode::Runtime(name) => self.runtime_value(name, x.ty, x.src.pos),
            _ => Ok(x.expr),
        }
    }

    pub(crate) fn const_expr(&self, value: &Value, ty: TypeId, pos: Pos) -> Expr {
        let constant = match value {
            Value::Bool(b) => Const::Bool(*b),
            Value::Str(bytes) => Const::Str(bytes.to_vec()),
            _ if self.is_float(ty) => Const::Float(value.to_real().map_or(0.0, Real::to_f64)),
            _ => match value.to_int() {
                Some(n) => Const::Int(n),
                None => Const::Float(value.to_real().map_or(0.0, Real::to_f64)),
            },
        };
        Expr {
            kind: ExprKind::Const(constant),
            ty,
            pos,
        }
    }

    /// A conversion that is known to be allowed; none where types are identical.
    pub(crate) fn convert_expr(&mut self, x: Expr, target: TypeId) -> Expr {
        if x.ty == target {
            return x;
        }
        if self.is_interface(target) {
            self.need_methods(x.ty);
        }
        let pos = x.pos;
        if matches!(x.kind, ExprKind::Zero) && !self.is_interface(target) && self.has_nil(target) {
            return Expr {
                kind: ExprKind::Zero,
                ty: target,
                pos,
            };
        }
        Expr {
            kind: ExprKind::Convert(Box::new(x)),
            ty: target,
            pos,
        }
    }

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
        retype(&mut expr, target);
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

    /// A constant's value in `target`, rounded where that is allowed.
    pub(crate) fn represent(&self, value: &Value, target: TypeId) -> Result<Value, Misfit> {
        let numeric = matches!(value, Value::Int(_) | Value::Float(_));
        let range = match self.under(target) {
            Type::Int | Type::Int64 => (i128::from(i64::MIN), i128::from(i64::MAX)),
            Type::Int8 => (i128::from(i8::MIN), i128::from(i8::MAX)),
            Type::Int16 => (i128::from(i16::MIN), i128::from(i16::MAX)),
            Type::Int32 => (i128::from(i32::MIN), i128::from(i32::MAX)),
            Type::Uint | Type::Uint64 | Type::Uintptr => (0, i128::from(u64::MAX)),
            Type::Uint8 => (0, i128::from(u8::MAX)),
            Type::Uint16 => (0, i128::from(u16::MAX)),
            Type::Uint32 => (0, i128::from(u32::MAX)),
            Type::UntypedInt | Type::UntypedRune => (i128::MIN, i128::MAX),
            Type::Float32 | Type::Float64 | Type::UntypedFloat => {
                let Some(real) = value.to_real() else {
                    return Err(Misfit::Kind);
                };
                return match self.under(target) {
                    Type::UntypedFloat => Ok(value.clone()),
                    Type::Float32 => {
                        let narrow = real.to_f32();
                        if narrow.is_infinite() {
                            return Err(Misfit::Overflows);
                        }
                        Ok(Value::Float(Real::from_f64(f64::from(narrow))))
                    }
                    _ if real.to_f64().is_infinite() => Err(Misfit::Overflows),
                    _ => Ok(Value::Float(Real::from_f64(real.to_f64()))),
                };
            }
            // Only in constraints: some type of a type parameter's.
            Type::Complex64 | Type::Complex128 if numeric => return Ok(value.clone()),
            Type::Bool | Type::UntypedBool if matches!(value, Value::Bool(_)) => {
                return Ok(value.clone());
            }
            Type::String | Type::UntypedString if matches!(value, Value::Str(_)) => {
                return Ok(value.clone());
            }
            _ => return Err(Misfit::Kind),
        };
        if !numeric {
            return Err(Misfit::Kind);
        }
        match value.to_int() {
            None => Err(Misfit::Truncated),
            Some(n) if (range.0..=range.1).contains(&n) => Ok(Value::Int(n)),
            Some(_) => Err(Misfit::Overflows),
        }
    }

    /// Whether a typed operand may be assigned to `target`; if not, why.
    pub(crate) fn assignable(
        &mut self,
        x: &Operand<'a>,
        target: TypeId,
    ) -> Checked<Result<(), String>> {
        let from = x.ty;
        if from == target {
            return Ok(Ok(()));
        }
        let (from_under, target_under) = (
            self.types.underlying_id(from),
            self.types.underlying_id(target),
        );
        let one_unnamed = !self.is_named(from) || !self.is_named(target);
        if from_under == target_under && one_unnamed {
            return Ok(Ok(()));
        }
        if self.is_interface(target) {
            return Ok(match self.missing_method(from, target)? {
                None => Ok(()),
                // It may still fit through its types.
                Some(_) if self.is_param(from) => return self.assignable_terms(x, target),
                Some(cause) => Err(format!(
                    "{} does not implement {} {cause}",
                    self.type_string(from),
                    self.type_string(target)
                )),
            });
        }
        if self.is_interface(from) && self.missing_method(target, from)?.is_none() {
            return Ok(Err("need type assertion".to_owned()));
        }
        if let (
            Type::Chan {
                dir: ChanDir::Both,
                elem: a,
            },
            Type::Chan { elem: b, .. },
        ) = (self.types.get(from_under), self.types.get(target_under))
            && a == b
            && one_unnamed
        {
            return Ok(Ok(()));
        }
        self.assignable_terms(x, target)
    }

    /// A type parameter's value fits where a value of each of its types does, and the other way round.
    fn assignable_terms(&mut self, x: &Operand<'a>, target: TypeId) -> Checked<Result<(), String>> {
        let from = x.ty;
        let (param, each_from) = if self.is_param(target) && !self.is_named(from) {
            (target, false)
        } else if self.is_param(from) && !self.is_named(target) {
            (from, true)
        } else {
            return Ok(Err(String::new()));
        };
        let Some(terms) = self
            .set_of_param(param)
            .terms
            .clone()
            .filter(|t| !t.is_empty())
        else {
            return Ok(Err(String::new()));
        };
        for term in terms {
            let (a, b) = if each_from {
                (term.ty, target)
            } else {
                (from, term.ty)
            };
            let each = Operand { ty: a, ..x.clone() };
            if let Err(cause) = self.nested(x.pos(), |this| this.assignable(&each, b))? {
                let (a, b) = (self.type_string(a), self.type_string(b));
                let name = self.type_string(param);
                let mut text = if each_from {
                    format!("cannot assign {a} (in {name}) to {b}")
                } else {
                    format!("cannot assign {a} to {b} (in {name})")
                };
                if !cause.is_empty() {
                    text.push_str(&format!("\n\t{cause}"));
                }
                return Ok(Err(text));
            }
        }
        Ok(Ok(()))
    }

    /// Reports an untyped operand that does not fit the other operand's type, after `invalidConversion`.
    pub(crate) fn misfit(
        &mut self,
        x: &Operand<'a>,
        target: TypeId,
        misfit: Misfit,
    ) -> crate::check::Invalid {
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

/// A lowered constant as a value.
pub(crate) fn value_of(constant: &Const) -> Value {
    match constant {
        Const::Bool(b) => Value::Bool(*b),
        Const::Int(n) => Value::Int(*n),
        Const::Float(x) => Value::Float(Real::from_f64(*x)),
        Const::Str(bytes) => Value::string(bytes),
    }
}

/// Gives an untyped tree its type, down to where types are already known.
fn retype(x: &mut Expr, ty: TypeId) {
    if x.ty.0 < Types::UNTYPED_BOOL.0 || x.ty.0 > Types::UNTYPED_NIL.0 {
        return;
    }
    x.ty = ty;
    match &mut x.kind {
        ExprKind::Unary(_, inner) => retype(inner, ty),
        ExprKind::Binary(op, left, right) => {
            retype(left, ty);
            if !matches!(op, BinOp::Shl | BinOp::Shr) {
                retype(right, ty);
            }
        }
        ExprKind::AndAnd(left, right) | ExprKind::OrOr(left, right) => {
            retype(left, ty);
            retype(right, ty);
        }
        _ => {}
    }
}
