//! `append` and `copy`.
//!
//! Follows `types2/builtins.go` (`_Append`, `_Copy`).

use crate::check::builtins::builtin::builtin_call;
use crate::check::expressions::assignability::Context;
use crate::check::expressions::operand::{Mode, Operand};
use crate::check::{Checked, Checker, Invalid};
use crate::syntax::ast;
use crate::tast::{Builtin, Expr, ExprKind};
use crate::types::{Type, Types};

impl<'a> Checker<'a> {
    pub(crate) fn append(
        &mut self,
        src: &'a ast::Expr,
        call: &'a ast::Call,
        args: Vec<Operand<'a>>,
    ) -> Checked<Operand<'a>> {
        let mut args = args.into_iter();
        let Some(slice) = args.next() else {
            return Err(Invalid);
        };
        let (ty, what) = (slice.ty, self.describe(&slice));
        let Type::Slice(elem) = *self.under(ty) else {
            let cause = if slice.is_nil() {
                "have untyped nil".to_owned()
            } else if self.is_param(ty) {
                match self.core_type(ty) {
                    Some(core) => format!("{what} has core type {}", self.type_string(core)),
                    None => format!("{what} has no core type"),
                }
            } else {
                format!("have {what}")
            };
            let text = format!("first argument to append must be a slice; {cause}");
            return Err(self.error(slice.pos(), text));
        };
        let base = self.typed_expr(slice)?;
        if call.spread {
            let Some(rest) = args.next().filter(|_| args.len() == 0) else {
                return Err(self.error(src.pos, "can only use ... with final argument in list"));
            };
            let bytes = matches!(self.under(elem), Type::Uint8);
            if bytes && !self.is_string(rest.ty) && self.core_string(rest.ty) == Some(Types::STRING)
            {
                // Strings or byte slices: code comes of the instances.
                return Ok(builtin_call(
                    src,
                    Builtin::AppendString,
                    Mode::Value,
                    ty,
                    vec![base],
                ));
            }
            if self.is_string(rest.ty) && bytes {
                let rest = self.default_value(rest, &Context::Other("argument to append"))?;
                return Ok(builtin_call(
                    src,
                    Builtin::AppendString,
                    Mode::Value,
                    ty,
                    vec![base, rest],
                ));
            }
            let slice_ty = self.intern(src.pos, Type::Slice(elem))?;
            let rest = self.assign(rest, slice_ty, &Context::Other("argument to append"))?;
            return Ok(builtin_call(
                src,
                Builtin::Append,
                Mode::Value,
                ty,
                vec![base, rest],
            ));
        }
        let mut elems = Vec::new();
        for (i, arg) in args.enumerate() {
            elems.push((
                i as u64,
                self.assign(arg, elem, &Context::Other("argument to append"))?,
            ));
        }
        let mut out = vec![base];
        if !elems.is_empty() {
            let slice_ty = self.intern(src.pos, Type::Slice(elem))?;
            let len = elems.len() as u64;
            out.push(Expr {
                kind: ExprKind::ElemsLit { len, elems },
                ty: slice_ty,
                pos: src.pos,
            });
        }
        Ok(builtin_call(src, Builtin::Append, Mode::Value, ty, out))
    }

    pub(crate) fn copy(
        &mut self,
        src: &'a ast::Expr,
        args: Vec<Operand<'a>>,
    ) -> Checked<Operand<'a>> {
        let [dst, from] = <[Operand<'a>; 2]>::try_from(args).map_err(|_| Invalid)?;
        let (a, b) = (self.describe(&dst), self.describe(&from));
        let string = !self.is_string(from.ty) && self.core_string(from.ty) == Some(Types::STRING);
        let elem = match (self.under(dst.ty), self.under(from.ty)) {
            (Type::Slice(x), _) if string => Some((*x, Types::UINT8)),
            (Type::Slice(x), Type::Slice(y)) => Some((*x, *y)),
            (Type::Slice(x), Type::String | Type::UntypedString) => Some((*x, Types::UINT8)),
            _ => None,
        };
        match elem {
            None => {
                let text =
                    format!("invalid argument: copy expects slice arguments; found {a} and {b}");
                return Err(self.error(dst.pos(), text));
            }
            Some((x, y))
                if self.types.underlying_id(x) != self.types.underlying_id(y)
                    || (x != y && !self.is_string(from.ty) && !string) =>
            {
                let (x, y) = (self.type_string(x), self.type_string(y));
                let text = format!(
                    "invalid argument: arguments to copy {a} and {b} have different element types {x} and {y}"
                );
                return Err(self.error(dst.pos(), text));
            }
            Some(_) => {}
        }
        let dst = self.typed_expr(dst)?;
        let from = self.default_value(from, &Context::Other("argument to copy"))?;
        Ok(builtin_call(
            src,
            Builtin::Copy,
            Mode::Value,
            Types::INT,
            vec![dst, from],
        ))
    }
}
