//! Package `unsafe`: sizes, alignments and offsets, which are constants, and the functions on pointers, which are not.
//!
//! Follows `types2/builtins.go` (`_Add` to `_StringData`).

use crate::check::builtins::builtin::builtin_call;
use crate::check::constants::value::Value;
use crate::check::expressions::assignability::Context;
use crate::check::expressions::operand::{Mode, Operand};
use crate::check::objects::object::BuiltinFn;
use crate::check::typing::lookup::What;
use crate::check::{Checked, Checker, Invalid};
use crate::syntax::ast::{self, ExprKind as Ast};
use crate::syntax::print;
use crate::tast::{Builtin, Expr, ExprKind};
use crate::types::{Type, TypeId, Types};

impl<'a> Checker<'a> {
    pub(crate) fn size_or_align(
        &mut self,
        src: &'a ast::Expr,
        which: BuiltinFn,
        args: Vec<Operand<'a>>,
    ) -> Checked<Operand<'a>> {
        let Some(x) = args.into_iter().next() else {
            return Err(Invalid);
        };
        let value = self.default_value(x, &Context::Other("argument to unsafe.Sizeof"))?;
        if self.types.is_open(value.ty) {
            return Ok(Operand::value(src, Types::UINTPTR, ExprKind::Zero));
        }
        self.size_of(src.pos, value.ty)?;
        let (size, align) = self.types.size_align(value.ty);
        let n = if which == BuiltinFn::Sizeof {
            size
        } else {
            align
        };
        Ok(Operand::constant(
            src,
            Types::UINTPTR,
            Value::Int(i128::from(n)),
        ))
    }

    /// `unsafe.Offsetof(x.f)`.
    pub(crate) fn offsetof(
        &mut self,
        src: &'a ast::Expr,
        arg: &'a ast::Expr,
    ) -> Checked<Operand<'a>> {
        let mut bare = arg;
        while let Ast::Paren(inner) = &bare.kind {
            bare = inner;
        }
        let Ast::Selector(inner, name) = &bare.kind else {
            let text = format!(
                "invalid argument: {} is not a selector expression",
                print::expr(arg)
            );
            return Err(self.error(arg.pos, text));
        };
        let x = self.expr(inner)?;
        let base = self.pointer_base(x.ty).unwrap_or(x.ty);
        let shown = self.type_string(base);
        let found = match self.lookup_member(base, &name.name) {
            Ok(found) => found,
            Err(_) => {
                let text = format!(
                    "invalid argument: {shown} has no single field {}",
                    name.name
                );
                return Err(self.error(arg.pos, text));
            }
        };
        let What::Field(last, _) = found.what else {
            let text = format!("invalid argument: {} is a method value", print::expr(arg));
            return Err(self.error(arg.pos, text));
        };
        if found.indirect {
            let text = format!(
                "invalid argument: field {} is embedded via a pointer in {shown}",
                name.name
            );
            return Err(self.error(arg.pos, text));
        }
        self.size_of(src.pos, base)?;
        let (mut ty, mut offset) = (base, 0u64);
        for index in found.path.into_iter().chain([last]) {
            offset += self
                .types
                .offsets(ty)
                .get(index as usize)
                .copied()
                .unwrap_or(0);
            if let Type::Struct(fields) = self.under(ty) {
                ty = fields[index as usize].ty;
            }
        }
        Ok(Operand::constant(
            src,
            Types::UINTPTR,
            Value::Int(i128::from(offset)),
        ))
    }

    /// `Add`, `Slice`, `SliceData`, `String` and `StringData`.
    pub(crate) fn unsafe_call(
        &mut self,
        src: &'a ast::Expr,
        which: Builtin,
        args: Vec<Operand<'a>>,
    ) -> Checked<Operand<'a>> {
        let mut args = args.into_iter();
        let Some(x) = args.next() else {
            return Err(Invalid);
        };
        let what = self.describe(&x);
        let pos = x.pos();
        let (ty, first) = match which {
            Builtin::UnsafeAdd => {
                let x = self.assign(
                    x,
                    Types::UNSAFE_POINTER,
                    &Context::Other("argument to unsafe.Add"),
                )?;
                (Types::UNSAFE_POINTER, x)
            }
            Builtin::UnsafeSlice => match self.pointer_base(x.ty) {
                Some(base) => (
                    self.intern(src.pos, Type::Slice(base))?,
                    self.typed_expr(x)?,
                ),
                None => {
                    return Err(
                        self.error(pos, format!("invalid argument: {what} is not a pointer"))
                    );
                }
            },
            Builtin::UnsafeSliceData => match *self.under(x.ty) {
                Type::Slice(elem) => (self.pointer_to(src.pos, elem)?, self.typed_expr(x)?),
                _ => {
                    return Err(self.error(pos, format!("invalid argument: {what} is not a slice")));
                }
            },
            Builtin::UnsafeString => {
                let byte = self.byte_pointer();
                (
                    Types::STRING,
                    self.assign(x, byte, &Context::Other("argument to unsafe.String"))?,
                )
            }
            _ => {
                let string = Types::STRING;
                let x = self.assign(x, string, &Context::Other("argument to unsafe.StringData"))?;
                (self.byte_pointer(), x)
            }
        };
        let mut out: Vec<Expr> = vec![first];
        if let Some(len) = args.next() {
            let negative_ok = which == Builtin::UnsafeAdd;
            if negative_ok && len.as_const().is_some() && self.is_untyped(len.ty) {
                out.push(self.assign(
                    len,
                    Types::INT,
                    &Context::Other("argument to unsafe.Add"),
                )?);
            } else if negative_ok && self.is_integer(len.ty) {
                out.push(self.typed_expr(len)?);
            } else {
                out.push(self.index_operand(len, None, "length")?.0);
            }
        }
        Ok(builtin_call(src, which, Mode::Value, ty, out))
    }

    fn byte_pointer(&mut self) -> TypeId {
        self.types.intern(Type::Pointer(Types::UINT8))
    }
}
