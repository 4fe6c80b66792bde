//! Operands: what an expression is (a value, a place, a type, a constant, …), before it becomes part of the checked
//! program.
//!
//! Follows `types2/operand.go`.

use crate::check::constants::value::Value;
use crate::check::objects::ids::GenericId;
use crate::check::objects::object::BuiltinFn;
use crate::check::{Checked, Checker};
use crate::diag::Pos;
use crate::provided::Provided;
use crate::syntax::{ast, print};
use crate::tast::{Expr, ExprKind};
use crate::types::{Type, TypeId, Types};

/// After `types2.operandMode`.
#[derive(Clone, Debug)]
pub(crate) enum Mode {
    NoValue,
    Builtin(BuiltinFn),
    Type,
    Const(Value),
    Nil,
    /// Addressable.
    Var,
    MapIndex,
    Value,
    /// A value that may be taken with an ok.
    CommaOk,
    /// A function of the runtime's, without a value of its own yet.
    Runtime(&'static Provided),
    GenericType(GenericId),
    /// With the type arguments that are written, if not all are.
    GenericFunc(GenericId, Vec<TypeId>),
}

#[derive(Clone)]
pub(crate) struct Operand<'a> {
    pub mode: Mode,
    pub ty: TypeId,
    /// The lowered expression; a stand-in for constants, types, nil and functions of the runtime's.
    pub expr: Expr,
    pub src: &'a ast::Expr,
}

impl<'a> Operand<'a> {
    pub(crate) fn new(src: &'a ast::Expr, mode: Mode, ty: TypeId, kind: ExprKind) -> Operand<'a> {
        Operand {
            mode,
            ty,
            expr: Expr {
                kind,
                ty,
                pos: src.pos,
            },
            src,
        }
    }

    pub(crate) fn constant(src: &'a ast::Expr, ty: TypeId, value: Value) -> Operand<'a> {
        Operand::new(src, Mode::Const(value), ty, ExprKind::Zero)
    }

    pub(crate) fn value(src: &'a ast::Expr, ty: TypeId, kind: ExprKind) -> Operand<'a> {
        Operand::new(src, Mode::Value, ty, kind)
    }

    pub(crate) fn pos(&self) -> Pos {
        self.src.pos
    }

    pub(crate) fn as_const(&self) -> Option<&Value> {
        match &self.mode {
            Mode::Const(value) => Some(value),
            _ => None,
        }
    }

    pub(crate) fn is_nil(&self) -> bool {
        matches!(self.mode, Mode::Nil)
    }
}

impl<'a> Checker<'a> {
    /// The operand as `types2.operandString` shows it.
    pub(crate) fn describe(&self, x: &Operand<'_>) -> String {
        let text = print::expr(x.src);
        if x.is_nil() {
            return "nil".to_owned();
        }
        let mode = match &x.mode {
            Mode::NoValue => "no value",
            Mode::Builtin(_) => "built-in",
            Mode::Type => "type",
            Mode::Const(_) => "constant",
            Mode::Nil => "nil",
            Mode::Var => "variable",
            Mode::MapIndex => "map index expression",
            Mode::Value | Mode::Runtime(_) | Mode::GenericFunc(..) => "value",
            Mode::GenericType(_) => "type",
            Mode::CommaOk => "comma, ok expression",
        };
        let untyped = self.is_untyped(x.ty);
        let mut out = format!("{text} (");
        if untyped
            && !matches!(
                x.mode,
                Mode::NoValue | Mode::Builtin(_) | Mode::Type | Mode::GenericType(_)
            )
        {
            out.push_str(&self.types.name(x.ty));
            out.push(' ');
        }
        out.push_str(mode);
        if let Mode::Const(value) = &x.mode {
            let shown = value.show(self.is_rune(x.ty));
            if shown != text {
                out.push(' ');
                out.push_str(&shown);
            }
        }
        if !untyped
            && !matches!(
                x.mode,
                Mode::NoValue | Mode::Builtin(_) | Mode::Type | Mode::GenericType(_)
            )
        {
            out.push_str(" of type ");
            if let Mode::GenericFunc(id, _) = &x.mode {
                let text = self.type_string(x.ty);
                out.push_str("func");
                out.push_str(&self.params_string(&self.generic(*id).params));
                out.push_str(text.strip_prefix("func").unwrap_or(&text));
            } else {
                out.push_str(&self.type_string(x.ty));
            }
            if self.is_param(x.ty) {
                out.push_str(" constrained by ");
                out.push_str(&self.bound_string(x.ty));
            }
        }
        out.push(')');
        out
    }

    fn is_rune(&self, ty: TypeId) -> bool {
        ty == Types::UNTYPED_RUNE
    }

    /// Reports operands that are no single value.
    pub(crate) fn single(&mut self, x: Operand<'a>) -> Checked<Operand<'a>> {
        let what = self.describe(&x);
        let text = print::expr(x.src);
        match x.mode {
            Mode::NoValue => Err(self.error(x.pos(), format!("{text} (no value) used as value"))),
            Mode::Builtin(_) => Err(self.error(x.pos(), format!("{what} must be called"))),
            Mode::GenericType(_) => Err(self.error(
                x.pos(),
                format!("cannot use generic type {text} without instantiation"),
            )),
            Mode::GenericFunc(..) => self.concrete(x, None),
            Mode::Type => Err(self.error(x.pos(), format!("{text} (type) is not an expression"))),
            _ => {
                if let Type::Tuple(_) = self.types.get(x.ty) {
                    let ty = self.type_string(x.ty);
                    return Err(self.error(
                        x.pos(),
                        format!(
                            "multiple-value {text} (value of type {ty}) in single-value context"
                        ),
                    ));
                }
                Ok(x)
            }
        }
    }
}
