//! Calls of predeclared functions: which one, how many arguments, and those that need few words.
//!
//! Follows `types2/builtins.go` (`builtin`).

use crate::check::constants::value::Value;
use crate::check::expressions::arguments::with_prelude;
use crate::check::expressions::assignability::Context;
use crate::check::expressions::operand::{Mode, Operand};
use crate::check::objects::object::BuiltinFn;
use crate::check::{Checked, Checker, Invalid};
use crate::syntax::{ast, print};
use crate::tast::{Builtin, Call, Callee, Expr, ExprKind};
use crate::token::ChanDir;
use crate::types::{Type, TypeId, Types};
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
            Builtin::Complex
            | Builtin::Copy
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
                let arg = &call.args[0];
                let of_value = self.has(Feature::NewOfValueKnown)
                    && self.is_value_name(arg)
                    && self.maybe_type(arg)?.is_none();
                if of_value {
                    return self.new_of_value(src, call, arg);
                }
                let ty = self.typ(arg)?;
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
            BuiltinFn::Plain(Builtin::Complex) => self.complex(src, args)?,
            BuiltinFn::Plain(which @ (Builtin::Real | Builtin::Imag)) => {
                self.complex_part(src, which, args)?
            }
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

    /// `new(expr)`: a new variable with that value.
    fn new_of_value(
        &mut self,
        src: &'a ast::Expr,
        call: &'a ast::Call,
        arg: &'a ast::Expr,
    ) -> Checked<Operand<'a>> {
        let x = self.raw_expr(arg)?;
        if matches!(x.mode, Mode::NoValue) {
            let text = format!("{} used as value or type", self.describe(&x));
            return Err(self.error(arg.pos, text));
        }
        let x = self.single(x)?;
        let value = self.default_value(x, &Context::Argument("new".to_owned()))?;
        if !self.has(Feature::NewOfValue) {
            let text = format!(
                "new({}) {}",
                print::expr(arg),
                Feature::NewOfValue.requires()
            );
            return Err(self.error(call.fun.pos, text));
        }
        self.has_call = true;
        let ty = self.pointer_to(src.pos, value.ty)?;
        Ok(builtin_call(
            src,
            Builtin::New,
            Mode::Value,
            ty,
            vec![value],
        ))
    }

    /// Whether `x` may be a value: not the name of nothing, which is no type either.
    fn is_value_name(&mut self, x: &'a ast::Expr) -> bool {
        match &x.kind {
            ast::ExprKind::Name(name) => self.lookup(name).is_some(),
            _ => true,
        }
    }

    fn none(&mut self) -> TypeId {
        self.types.intern(Type::Tuple(Vec::new()))
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
