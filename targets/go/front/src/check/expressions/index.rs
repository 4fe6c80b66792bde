//! Index expressions, and instances of generic functions, which look alike.
//!
//! Follows `types2/index.go` (`indexExpr`, `index`).

use crate::check::constants::represent::Misfit;
use crate::check::constants::value::Value;
use crate::check::expressions::assignability::Context;
use crate::check::expressions::operand::{Mode, Operand};
use crate::check::{Checked, Checker, Invalid};
use crate::diag::Pos;
use crate::syntax::ast;
use crate::tast::{Expr, ExprKind};
use crate::types::{Type, Types};

impl<'a> Checker<'a> {
    pub(crate) fn index(&mut self, src: &'a ast::Expr) -> Checked<Operand<'a>> {
        let ast::ExprKind::Index(inner, indices, bracket) = &src.kind else {
            return Err(Invalid);
        };
        let x = self.raw_expr(inner)?;
        match &x.mode {
            Mode::Type | Mode::GenericType(_) => {
                let ty = self.typ(src)?;
                return Ok(Operand::new(src, Mode::Type, ty, ExprKind::Zero));
            }
            Mode::GenericFunc(..) => return self.func_instance(src, x, indices, *bracket),
            _ => {}
        }
        let x = self.single(x)?;
        let index = match indices.as_slice() {
            [index] => index,
            [_, second, ..] => {
                return Err(self.error(second.pos, "unexpected comma; expecting ]"));
            }
            [] => return Err(Invalid),
        };
        let bracket = *bracket;
        if self.is_string(x.ty) {
            return self.index_string(src, x, index);
        }
        let (elem, len, mode) = match self.under(x.ty).clone() {
            Type::Map { key, elem } => {
                let key_value = self.expr(index)?;
                let key = self.assign(key_value, key, &Context::Other("map index"))?;
                let map = Box::new(self.typed_expr(x)?);
                let kind = ExprKind::MapIndex {
                    map,
                    key: Box::new(key),
                    comma_ok: false,
                };
                return Ok(Operand::new(src, Mode::MapIndex, elem, kind));
            }
            Type::Array { elem, len } => {
                let mode = if matches!(x.mode, Mode::Var) {
                    Mode::Var
                } else {
                    Mode::Value
                };
                (elem, Some(len), mode)
            }
            Type::Slice(elem) => (elem, None, Mode::Var),
            Type::Pointer(base) => match *self.under(base) {
                Type::Array { elem, len } => (elem, Some(len), Mode::Var),
                _ => return Err(self.cannot_index(&x, bracket)),
            },
            _ if self.is_param(x.ty) => return self.index_terms(src, x, index, bracket),
            _ => return Err(self.cannot_index(&x, bracket)),
        };
        let base = self.typed_expr(x)?;
        let base = self.deref_base(base);
        let (index, _) = self.index_value(index, len, "index")?;
        let expr = Expr {
            kind: ExprKind::Index(Box::new(base), Box::new(index)),
            ty: elem,
            pos: src.pos,
        };
        Ok(Operand {
            mode,
            ty: elem,
            expr,
            src,
        })
    }

    /// `f[types]` of a generic function; with too few types they are left to whoever uses it.
    fn func_instance(
        &mut self,
        src: &'a ast::Expr,
        x: Operand<'a>,
        args: &'a [ast::Expr],
        bracket: Pos,
    ) -> Checked<Operand<'a>> {
        let Mode::GenericFunc(id, _) = x.mode else {
            return Err(Invalid);
        };
        let mut types = Vec::new();
        let mut result = Ok(());
        for arg in args {
            match self.var_type(arg) {
                Ok(ty) => types.push(ty),
                Err(invalid) => result = Err(invalid),
            }
        }
        result?;
        let (got, want) = (types.len(), self.generic(id).params.len());
        if got > want {
            let text = format!("got {got} type arguments but want {want}");
            return Err(self.error(args[got - 1].pos, text));
        }
        // What becomes of a method depends on whether it is called.
        if got < want || self.generic(id).is_method() {
            let mode = Mode::GenericFunc(id, types);
            return Ok(Operand { mode, src, ..x });
        }
        let written = args.iter().map(|arg| arg.pos).collect();
        self.verify_later(id, &types, bracket, written);
        let (func, ty) = self.instance_func(id, &types, bracket)?;
        Ok(Operand::value(src, ty, ExprKind::Func(func)))
    }

    /// An index into a value of a type parameter's type without a core type: all its types must have the same
    /// elements.
    fn index_terms(
        &mut self,
        src: &'a ast::Expr,
        x: Operand<'a>,
        index: &'a ast::Expr,
        bracket: Pos,
    ) -> Checked<Operand<'a>> {
        let addressable = matches!(x.mode, Mode::Var);
        let mut mode = Mode::Var;
        let mut common = None;
        let mut len: Option<u64> = None;
        let terms = self.term_types(x.ty);
        for (i, &ty) in terms.iter().enumerate() {
            let (key, elem, count) = match *self.types.get(ty) {
                Type::String => {
                    mode = Mode::Value;
                    (None, Types::UINT8, None)
                }
                Type::Array { elem, len } => {
                    if !addressable {
                        mode = Mode::Value;
                    }
                    (None, elem, Some(len))
                }
                Type::Slice(elem) => (None, elem, None),
                Type::Map { key, elem } => (Some(key), elem, None),
                Type::Pointer(base) => match *self.under(base) {
                    Type::Array { elem, len } => (None, elem, Some(len)),
                    _ => return Err(self.cannot_index(&x, bracket)),
                },
                _ => return Err(self.cannot_index(&x, bracket)),
            };
            if i == 0 {
                (common, len) = (Some((key, elem)), count);
            } else if common != Some((key, elem)) {
                return Err(self.cannot_index(&x, bracket));
            } else if let (Some(a), Some(b)) = (len, count) {
                len = Some(a.min(b));
            }
        }
        let Some((key, elem)) = common else {
            return Err(self.cannot_index(&x, bracket));
        };
        if let Some(key) = key {
            let value = self.expr(index)?;
            self.assign(value, key, &Context::Other("map index"))?;
            mode = Mode::MapIndex;
        } else {
            self.index_value(index, len, "index")?;
        }
        Ok(Operand::new(src, mode, elem, ExprKind::Zero))
    }

    fn cannot_index(&mut self, x: &Operand<'a>, pos: Pos) -> Invalid {
        let what = self.describe(x);
        self.error(pos, format!("invalid operation: cannot index {what}"))
    }

    fn index_string(
        &mut self,
        src: &'a ast::Expr,
        x: Operand<'a>,
        index: &'a ast::Expr,
    ) -> Checked<Operand<'a>> {
        let len = match x.as_const() {
            Some(Value::Str(bytes)) => Some(bytes.len() as u64),
            _ => None,
        };
        let (index, constant) = self.index_value(index, len, "index")?;
        if let (Some(Value::Str(bytes)), Some(at)) = (x.as_const(), constant) {
            let byte = usize::try_from(at)
                .ok()
                .and_then(|at| bytes.get(at))
                .copied()
                .unwrap_or(0);
            // As in Go the result is no constant, though its value is known.
            let value = self.const_expr(&Value::Int(i128::from(byte)), Types::UINT8, src.pos);
            return Ok(Operand {
                mode: Mode::Value,
                ty: Types::UINT8,
                expr: value,
                src,
            });
        }
        let base = self.default_value(x, &Context::Other("index"))?;
        Ok(Operand::value(
            src,
            Types::UINT8,
            ExprKind::Index(Box::new(base), Box::new(index)),
        ))
    }

    /// An index: of any integer type, not negative, and below `len` if both are known.
    pub(crate) fn index_value(
        &mut self,
        index: &'a ast::Expr,
        len: Option<u64>,
        what: &str,
    ) -> Checked<(Expr, Option<u64>)> {
        let x = self.expr(index)?;
        self.index_operand(x, len, what)
    }

    /// The same, of an operand.
    pub(crate) fn index_operand(
        &mut self,
        x: Operand<'a>,
        len: Option<u64>,
        what: &str,
    ) -> Checked<(Expr, Option<u64>)> {
        let pos = x.pos();
        let x = match x.as_const() {
            Some(value) if self.is_untyped(x.ty) => match self.represent(value, Types::INT) {
                Ok(value) => Operand::constant(x.src, Types::INT, value),
                Err(misfit) => return Err(self.misfit(&x, Types::INT, misfit)),
            },
            _ if x.is_nil() => {
                return Err(self.misfit(&x, Types::INT, Misfit::Kind));
            }
            _ => x,
        };
        let shown = self.describe(&x);
        if let Some(value) = x.as_const() {
            let Some(n) = value.to_int().filter(|_| self.is_integer(x.ty)) else {
                return Err(self.error(
                    pos,
                    format!("invalid argument: {what} {shown} must be integer"),
                ));
            };
            if n < 0 {
                return Err(self.error(
                    pos,
                    format!("invalid argument: {what} {shown} must not be negative"),
                ));
            }
            if n > i128::from(i64::MAX) {
                return Err(self.error(
                    pos,
                    format!("invalid argument: {what} {shown} overflows int"),
                ));
            }
            if let Some(len) = len
                && n >= i128::from(len)
            {
                let text = format!("invalid argument: {what} {n} out of bounds [0:{len}]");
                return Err(self.error(pos, text));
            }
            return Ok((
                self.const_expr(&Value::Int(n), x.ty, pos),
                u64::try_from(n).ok(),
            ));
        }
        if self.is_untyped(x.ty) && !self.is_boolean(x.ty) {
            return Ok((self.assign(x, Types::INT, &Context::Other("index"))?, None));
        }
        if !self.is_integer(x.ty) {
            return Err(self.error(
                pos,
                format!("invalid argument: {what} {shown} must be integer"),
            ));
        }
        Ok((self.typed_expr(x)?, None))
    }
}
