//! Using a value where another type is expected: what may be assigned to what, and the conversion that this implies.
//!
//! Follows `types2/assignments.go` (`assignment`) and `types2/operand.go` (`assignableTo`).

use crate::check::constants::represent::{Misfit, value_of};
use crate::check::expressions::operand::{Mode, Operand};
use crate::check::{Checked, Checker};
use crate::tast::{Expr, ExprKind};
use crate::token::ChanDir;
use crate::types::{Type, TypeId};

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
            Mode::Runtime(f) => self.runtime_value(f, x.ty, x.src.pos),
            _ => Ok(x.expr),
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
}
