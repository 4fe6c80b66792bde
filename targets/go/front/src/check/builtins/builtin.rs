//! Calls of predeclared functions.
//!
//! Follows `types2/builtins.go`.

use crate::check::constants::value::Value;
use crate::check::expressions::assignability::Context;
use crate::check::expressions::call::with_prelude;
use crate::check::expressions::operand::{Mode, Operand};
use crate::check::objects::scope::BuiltinFn;
use crate::check::{Checked, Checker, Invalid};
use crate::syntax::ast;
use crate::syntax::print;
use crate::tast::{Builtin, Call, Callee, Expr, ExprKind};
use crate::types::{ChanDir, Type, TypeId, Types};
use crate::version::Feature;

/// How many arguments a builtin takes; the flag says that more are allowed.
fn arity(builtin: BuiltinFn) -> (usize, bool) {
    match builtin {
        BuiltinFn::Plain(builtin) => match builtin {
            Builtin::Append
            | Builtin::AppendString
            | Builtin::Make
            | Builtin::Max
            | Builtin::Min => (1, true),
            Builtin::Print | Builtin::Println => (0, true),
            Builtin::Recover => (0, false),
            Builtin::Copy
            | Builtin::Delete
            | Builtin::UnsafeAdd
            | Builtin::UnsafeSlice
            | Builtin::UnsafeString => (2, false),
            _ => (1, false),
        },
        _ => (1, false),
    }
}

impl<'a> Checker<'a> {
    pub(crate) fn builtin(
        &mut self,
        src: &'a ast::Expr,
        call: &'a ast::Call,
        builtin: BuiltinFn,
    ) -> Checked<Operand<'a>> {
        let append = builtin == BuiltinFn::Plain(Builtin::Append);
        if call.spread && !append {
            let text = format!(
                "invalid operation: invalid use of ... with built-in {}",
                print::expr(&call.fun)
            );
            return Err(self.error(src.pos, text));
        }
        let newer = matches!(
            builtin,
            BuiltinFn::Plain(Builtin::Clear | Builtin::Max | Builtin::Min)
        );
        if newer && !self.has(Feature::ClearMaxMin) {
            let name = print::expr(&call.fun);
            let requires = Feature::ClearMaxMin.requires();
            return Err(self.error(call.fun.pos, format!("{name} {requires}")));
        }
        match builtin {
            BuiltinFn::Plain(Builtin::Make) => return self.make(src, call),
            BuiltinFn::Plain(Builtin::New) => {
                self.arg_count(src, builtin, call.args.len())?;
                let ty = self.typ(&call.args[0])?;
                let ty = self.pointer_to(src.pos, ty)?;
                return Ok(builtin_call(src, Builtin::New, Mode::Value, ty, Vec::new()));
            }
            BuiltinFn::Offsetof => {
                self.arg_count(src, builtin, call.args.len())?;
                return self.offsetof(src, &call.args[0]);
            }
            _ => {}
        }
        let outer_call = std::mem::replace(&mut self.has_call, false);
        let operands = self.operands(&call.args);
        let has_call = std::mem::replace(&mut self.has_call, outer_call);
        self.has_call |= has_call;
        let (prelude, args) = operands?;
        self.arg_count(src, builtin, args.len())?;
        let operand = match builtin {
            BuiltinFn::Sizeof | BuiltinFn::Alignof => self.size_or_align(src, builtin, args)?,
            BuiltinFn::Plain(Builtin::Append) => self.append(src, call, args)?,
            BuiltinFn::Plain(which @ (Builtin::Len | Builtin::Cap)) => {
                self.len_or_cap(src, which, args, has_call)?
            }
            BuiltinFn::Plain(which @ (Builtin::Min | Builtin::Max)) => {
                self.min_max(src, which, args)?
            }
            BuiltinFn::Plain(Builtin::Copy) => self.copy(src, args)?,
            BuiltinFn::Plain(
                Builtin::Print | Builtin::Println | Builtin::Panic | Builtin::Recover,
            ) => self.simple(src, call, builtin, args)?,
            BuiltinFn::Plain(which @ (Builtin::Delete | Builtin::Clear | Builtin::Close)) => {
                self.container(src, which, args)?
            }
            BuiltinFn::Plain(which) => self.unsafe_call(src, which, args)?,
            BuiltinFn::Offsetof => return Err(Invalid),
        };
        if !matches!(operand.mode, Mode::Const(_)) {
            self.has_call = true;
        }
        Ok(with_prelude(operand, prelude))
    }

    pub(crate) fn arg_count(
        &mut self,
        src: &'a ast::Expr,
        which: BuiltinFn,
        found: usize,
    ) -> Checked<()> {
        let (expected, more) = arity(which);
        let msg = if found < expected {
            "not enough"
        } else if found > expected && !more {
            "too many"
        } else {
            return Ok(());
        };
        let shown = print::expr(src);
        let text = format!(
            "invalid operation: {msg} arguments for {shown} (expected {expected}, found {found})"
        );
        Err(self.error(src.pos, text))
    }

    fn none(&mut self) -> TypeId {
        self.types.intern(Type::Tuple(Vec::new()))
    }

    fn append(
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

    fn len_or_cap(
        &mut self,
        src: &'a ast::Expr,
        which: Builtin,
        args: Vec<Operand<'a>>,
        has_call: bool,
    ) -> Checked<Operand<'a>> {
        let Some(x) = args.into_iter().next() else {
            return Err(Invalid);
        };
        if let (Builtin::Len, Some(Value::Str(bytes))) = (which, x.as_const()) {
            let len = Value::Int(bytes.len() as i128);
            return Ok(Operand::constant(src, Types::INT, len));
        }
        let array = match self.pointer_base(x.ty) {
            Some(base) if !matches!(self.types.get(base), Type::Pointer(_)) => base,
            _ => x.ty,
        };
        if self.is_param(x.ty) {
            let ok = self.all_terms(x.ty, |this, term| {
                let array = this
                    .pointer_base(term)
                    .filter(|&base| matches!(this.under(base), Type::Array { .. }));
                match this.under(array.unwrap_or(term)) {
                    Type::Array { .. } | Type::Slice(_) | Type::Chan { .. } => true,
                    Type::Map { .. } | Type::String => which == Builtin::Len,
                    _ => false,
                }
            });
            if !ok {
                let what = self.describe(&x);
                let name = if which == Builtin::Len { "len" } else { "cap" };
                return Err(self.error(
                    x.pos(),
                    format!("invalid argument: {what} for built-in {name}"),
                ));
            }
        } else if let Type::Array { len, .. } = *self.under(array) {
            if !has_call {
                return Ok(Operand::constant(
                    src,
                    Types::INT,
                    Value::Int(i128::from(len)),
                ));
            }
        } else {
            let ok = match self.under(x.ty) {
                Type::Slice(_) | Type::Chan { .. } => true,
                Type::Map { .. } => which == Builtin::Len,
                _ => which == Builtin::Len && self.is_string(x.ty),
            };
            if !ok {
                let what = self.describe(&x);
                let name = if which == Builtin::Len { "len" } else { "cap" };
                return Err(self.error(
                    x.pos(),
                    format!("invalid argument: {what} for built-in {name}"),
                ));
            }
        }
        let arg = self.default_value(x, &Context::Other("argument"))?;
        Ok(builtin_call(src, which, Mode::Value, Types::INT, vec![arg]))
    }

    fn copy(&mut self, src: &'a ast::Expr, args: Vec<Operand<'a>>) -> Checked<Operand<'a>> {
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

    fn simple(
        &mut self,
        src: &'a ast::Expr,
        call: &'a ast::Call,
        builtin: BuiltinFn,
        args: Vec<Operand<'a>>,
    ) -> Checked<Operand<'a>> {
        let BuiltinFn::Plain(which) = builtin else {
            return Err(Invalid);
        };
        let context = Context::Argument(print::expr(&call.fun));
        let none = self.none();
        match which {
            Builtin::Recover => {
                if self.func().range.is_some() {
                    return Err(self.unsupported(src.pos, "recover in a range over a function"));
                }
                self.func().recovers = true;
                Ok(builtin_call(src, which, Mode::Value, self.any, Vec::new()))
            }
            Builtin::Panic => {
                let any = self.any;
                let mut out = Vec::new();
                for arg in args {
                    out.push(self.assign(arg, any, &context)?);
                }
                Ok(builtin_call(src, which, Mode::NoValue, none, out))
            }
            _ => {
                let mut out = Vec::new();
                for arg in args {
                    if arg.is_nil() {
                        let fun = print::expr(&call.fun);
                        return Err(self.error(
                            arg.pos(),
                            format!("use of untyped nil in argument to built-in {fun}"),
                        ));
                    }
                    out.push(self.default_value(arg, &context)?);
                }
                Ok(builtin_call(src, which, Mode::NoValue, none, out))
            }
        }
    }

    fn container(
        &mut self,
        src: &'a ast::Expr,
        which: Builtin,
        args: Vec<Operand<'a>>,
    ) -> Checked<Operand<'a>> {
        let none = self.none();
        let mut args = args.into_iter();
        let Some(x) = args.next() else {
            return Err(Invalid);
        };
        let what = self.describe(&x);
        let clears = self.is_param(x.ty)
            && self.all_terms(x.ty, |this, term| {
                matches!(this.under(term), Type::Map { .. } | Type::Slice(_))
            });
        let closes = self.is_param(x.ty)
            && self.all_terms(x.ty, |this, term| {
                matches!(this.under(term), Type::Chan { dir, .. } if *dir != ChanDir::Recv)
            });
        let problem = match (which, self.under(x.ty).clone()) {
            (Builtin::Clear, _) if clears => None,
            (Builtin::Close, _) if closes => None,
            (Builtin::Delete, Type::Param(_)) if self.map_key(x.ty).is_some() => {
                let (Some(key), Some(k)) = (self.map_key(x.ty), args.next()) else {
                    return Err(Invalid);
                };
                self.assign(k, key, &Context::Other("argument to delete"))?;
                None
            }
            (Builtin::Delete, Type::Map { key, .. }) => {
                let Some(k) = args.next() else {
                    return Err(Invalid);
                };
                let map = self.typed_expr(x)?;
                let key = self.assign(k, key, &Context::Other("argument to delete"))?;
                return Ok(builtin_call(
                    src,
                    which,
                    Mode::NoValue,
                    none,
                    vec![map, key],
                ));
            }
            (Builtin::Clear, Type::Map { .. } | Type::Slice(_)) => None,
            (
                Builtin::Close,
                Type::Chan {
                    dir: ChanDir::Recv, ..
                },
            ) => Some(format!(
                "invalid operation: cannot close receive-only channel {what}"
            )),
            (Builtin::Close, Type::Chan { .. }) => None,
            (Builtin::Close, _) => Some(format!(
                "invalid operation: cannot close non-channel {what}"
            )),
            (Builtin::Delete, _) => Some(format!("invalid argument: {what} is not a map")),
            _ => Some(format!(
                "invalid argument: cannot clear {what}: argument must be (or constrained by) map or slice"
            )),
        };
        if let Some(text) = problem {
            return Err(self.error(x.pos(), text));
        }
        let x = self.typed_expr(x)?;
        Ok(builtin_call(src, which, Mode::NoValue, none, vec![x]))
    }
}

/// A builtin's call as an operand.
pub(crate) fn builtin_call<'a>(
    src: &'a ast::Expr,
    which: Builtin,
    mode: Mode,
    ty: TypeId,
    args: Vec<Expr>,
) -> Operand<'a> {
    let call = Call {
        callee: Callee::Builtin(which),
        args,
    };
    Operand::new(src, mode, ty, ExprKind::Call(Box::new(call)))
}
