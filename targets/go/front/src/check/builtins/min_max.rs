//! `min` and `max`.
//!
//! Follows `types2/builtins.go` (`_Max`, `_Min`).

use crate::check::builtins::builtin::builtin_call;
use crate::check::constants::value::Value;
use crate::check::expressions::operand::{Mode, Operand};
use crate::check::{Checked, Checker, Invalid};
use crate::syntax::{ast, print};
use crate::tast::Builtin;
use crate::token::CmpOp;
use crate::types::TypeId;

impl<'a> Checker<'a> {
    pub(crate) fn min_max(
        &mut self,
        src: &'a ast::Expr,
        which: Builtin,
        args: Vec<Operand<'a>>,
    ) -> Checked<Operand<'a>> {
        let op = if which == Builtin::Min {
            CmpOp::Lt
        } else {
            CmpOp::Gt
        };
        for arg in &args {
            if !self.is_ordered(arg.ty) {
                let what = self.describe(arg);
                return Err(self.error(
                    arg.pos(),
                    format!("invalid argument: {what} cannot be ordered"),
                ));
            }
        }
        let Some(typed) = args
            .iter()
            .find(|arg| !self.is_untyped(arg.ty))
            .map(|arg| arg.ty)
        else {
            if args.iter().all(|arg| arg.as_const().is_some()) {
                return self.const_min_max(src, op, args);
            }
            return Err(self.unsupported(src.pos, "shifts of untyped constants here"));
        };
        if args
            .iter()
            .all(|arg| arg.as_const().is_some() && arg.ty == typed)
        {
            return self.const_min_max(src, op, args);
        }
        let mut out = Vec::new();
        for arg in args {
            if arg.ty != typed && !self.is_untyped(arg.ty) {
                let (a, b) = (self.type_string(typed), self.type_string(arg.ty));
                let text = format!(
                    "invalid argument: mismatched types {a} (previous argument) and {b} (type of {})",
                    print::expr(arg.src)
                );
                return Err(self.error(arg.pos(), text));
            }
            let (pos, untyped) = (arg.pos(), self.is_untyped(arg.ty));
            match untyped.then(|| self.implicit(&arg, typed)) {
                Some(Ok(value)) => {
                    let value = self.retyped(value, pos)?;
                    out.push(value);
                }
                Some(Err(misfit)) => return Err(self.misfit(&arg, typed, misfit)),
                None => out.push(self.typed_expr(arg)?),
            }
        }
        Ok(builtin_call(src, which, Mode::Value, typed, out))
    }

    fn const_min_max(
        &mut self,
        src: &'a ast::Expr,
        op: CmpOp,
        args: Vec<Operand<'a>>,
    ) -> Checked<Operand<'a>> {
        let mut best: Option<(TypeId, Value)> = None;
        for arg in args {
            let Some(value) = arg.as_const().cloned() else {
                let what = self.describe(&arg);
                return Err(self.error(
                    arg.pos(),
                    format!("invalid argument: {what} cannot be ordered"),
                ));
            };
            best = Some(match best {
                None => (arg.ty, value),
                Some((ty, best)) => match value.compare(op, &best) {
                    Some(true) => (ty.max(arg.ty), value),
                    Some(false) => (ty.max(arg.ty), best),
                    None => {
                        let (a, b) = (self.type_string(ty), self.type_string(arg.ty));
                        let text = format!(
                            "invalid argument: mismatched types {a} (previous argument) and {b} (type of {})",
                            print::expr(arg.src)
                        );
                        return Err(self.error(arg.pos(), text));
                    }
                },
            });
        }
        let Some((ty, value)) = best else {
            return Err(Invalid);
        };
        Ok(Operand::constant(src, ty, value))
    }
}
