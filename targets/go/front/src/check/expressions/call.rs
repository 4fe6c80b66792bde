//! Calls of functions and methods, and conversions in call form.
//!
//! Follows `types2/call.go` (`callExpr`).

use crate::check::expressions::arguments::{GenericCallee, with_prelude};
use crate::check::expressions::operand::{Mode, Operand};
use crate::check::{Checked, Checker, Invalid};
use crate::syntax::ast;
use crate::tast::{Call, Callee, Expr, ExprKind, MethodRef};
use crate::types::{Type, TypeId};

impl<'a> Checker<'a> {
    pub(crate) fn call(&mut self, src: &'a ast::Expr) -> Checked<Operand<'a>> {
        let ast::ExprKind::Call(call) = &src.kind else {
            return Err(Invalid);
        };
        let fun = match self.raw_expr(&call.fun) {
            Ok(fun) => fun,
            Err(invalid) => {
                // Names in the arguments are used all the same.
                for arg in &call.args {
                    let _ = self.raw_expr(arg);
                }
                return Err(invalid);
            }
        };
        if matches!(fun.mode, Mode::Type) {
            return self.conversion_call(src, call, fun.ty);
        }
        if let Mode::Builtin(builtin) = fun.mode {
            return self.builtin(src, call, builtin);
        }
        let generic = match &fun.mode {
            Mode::GenericFunc(id, given) => Some((*id, given.clone())),
            _ => None,
        };
        let mut fun = if generic.is_some() {
            fun
        } else {
            self.single(fun)?
        };
        let Some(mut sig) = self.signature(fun.ty) else {
            let what = self.describe(&fun);
            return Err(self.error(
                src.pos,
                format!("invalid operation: cannot call non-function {what}"),
            ));
        };
        let (prelude, mut args) = match generic {
            None => self.arguments(call, &sig, None)?,
            Some((id, given)) => {
                let mut callee = GenericCallee {
                    x: fun.clone(),
                    id,
                    given,
                    func: None,
                };
                let lowered = self.arguments(call, &sig, Some(&mut callee))?;
                let (kind, ty) = callee.func.ok_or(Invalid)?;
                sig = self.signature(ty).ok_or(Invalid)?;
                fun = Operand::value(&call.fun, ty, kind);
                lowered
            }
        };
        self.has_call = true;
        let callee = match (fun.mode, fun.expr.kind) {
            (Mode::Runtime(f), _) => Callee::Runtime(f),
            (_, ExprKind::Func(func)) => Callee::Static(func),
            (
                _,
                ExprKind::MethodValue {
                    recv,
                    method: MethodRef::Static(func),
                },
            ) => {
                args.insert(0, *recv);
                Callee::Static(func)
            }
            (
                _,
                ExprKind::MethodValue {
                    recv,
                    method: MethodRef::Interface(method),
                },
            ) => Callee::Interface {
                recv: *recv,
                method,
            },
            (_, kind) => Callee::Value(Expr {
                kind,
                ty: fun.ty,
                pos: call.fun.pos,
            }),
        };
        let ty = self.result_type(&sig);
        let mode = if sig.results.is_empty() {
            Mode::NoValue
        } else {
            Mode::Value
        };
        let kind = ExprKind::Call(Box::new(Call { callee, args }));
        let operand = Operand::new(src, mode, ty, kind);
        Ok(with_prelude(operand, prelude))
    }

    fn conversion_call(
        &mut self,
        src: &'a ast::Expr,
        call: &'a ast::Call,
        ty: TypeId,
    ) -> Checked<Operand<'a>> {
        let shown = self.type_string(ty);
        match call.args.as_slice() {
            [arg] if !call.spread => {
                let x = self.assigned_expr(arg)?;
                if let Type::Constraint(_) = self.types.underlying(ty) {
                    let text = format!(
                        "cannot use interface {shown} in conversion (contains specific type constraints or is comparable)"
                    );
                    return Err(self.error(src.pos, text));
                }
                let mut x = self.conversion(x, ty, src)?;
                // In an instance too the value of a type parameter's type is no constant.
                if self.env.instance && self.is_param_name(&call.fun) && x.as_const().is_some() {
                    let expr = self.typed_expr(x)?;
                    x = Operand {
                        mode: Mode::Value,
                        ty: expr.ty,
                        expr,
                        src,
                    };
                }
                Ok(x)
            }
            [arg] => Err(self.error(
                arg.pos,
                format!("invalid use of ... in conversion to {shown}"),
            )),
            [] => Err(self.error(
                call.rparen,
                format!("missing argument in conversion to {shown}"),
            )),
            [.., last] => Err(self.error(
                last.pos,
                format!("too many arguments in conversion to {shown}"),
            )),
        }
    }
}
