//! Slice expressions.
//!
//! Follows `types2/index.go` (`sliceExpr`).

use crate::check::constants::value::Value;
use crate::check::expressions::assignability::Context;
use crate::check::expressions::operand::{Mode, Operand};
use crate::check::{Checked, Checker, Invalid};
use crate::syntax::{ast, print};
use crate::tast::ExprKind;
use crate::types::{Type, Types};

impl<'a> Checker<'a> {
    pub(crate) fn slice(&mut self, src: &'a ast::Expr) -> Checked<Operand<'a>> {
        let ast::ExprKind::Slice { x: inner, .. } = &src.kind else {
            return Err(Invalid);
        };
        let mut x = self.expr(inner)?;
        if self.is_param(x.ty) {
            let Some(core) = self.core_string(x.ty) else {
                let (what, ty) = (self.describe(&x), self.type_string(x.ty));
                return Err(self.error(
                    x.pos(),
                    format!("invalid operation: cannot slice {what}: {ty} has no core type"),
                ));
            };
            // Of strings and byte slices alike, the result is of the same type.
            if core == Types::STRING && !self.is_string(x.ty) {
                let result = x.ty;
                x.ty = Types::STRING;
                let sliced = self.slice_operand(src, x)?;
                return Ok(Operand::value(src, result, sliced.expr.kind));
            }
        }
        self.slice_operand(src, x)
    }

    fn slice_operand(&mut self, src: &'a ast::Expr, x: Operand<'a>) -> Checked<Operand<'a>> {
        let ast::ExprKind::Slice { lo, hi, max, .. } = &src.kind else {
            return Err(Invalid);
        };
        if self.is_string(x.ty)
            && let Some(max) = max
        {
            return Err(self.error(max.pos, "invalid operation: 3-index slice of string"));
        }
        let mut len = None;
        let (ty, base) = match self.under(x.ty).clone() {
            Type::String | Type::UntypedString => {
                if let Some(Value::Str(bytes)) = x.as_const() {
                    len = Some(bytes.len() as u64 + 1);
                }
                let ty = self.default_type(x.ty);
                (ty, self.default_value(x, &Context::Other("slice"))?)
            }
            Type::Slice(_) => (x.ty, self.typed_expr(x)?),
            Type::Array { elem, len: array } => {
                if !matches!(x.mode, Mode::Var) {
                    let what = self.describe(&x);
                    let text = format!("invalid operation: {what} (slice of unaddressable value)");
                    return Err(self.error(x.pos(), text));
                }
                len = Some(array + 1);
                let base = self.adjust_receiver(x.expr, true)?;
                (self.intern(src.pos, Type::Slice(elem))?, base)
            }
            Type::Pointer(base) if matches!(self.under(base), Type::Array { .. }) => {
                let Type::Array { elem, len: array } = *self.under(base) else {
                    return Err(Invalid);
                };
                len = Some(array + 1);
                (
                    self.intern(src.pos, Type::Slice(elem))?,
                    self.typed_expr(x)?,
                )
            }
            _ => {
                let what = self.describe(&x);
                return Err(self.error(x.pos(), format!("invalid operation: cannot slice {what}")));
            }
        };
        let mut bounds = Vec::new();
        let mut known: Vec<u64> = Vec::new();
        for bound in [lo, hi, max] {
            let Some(bound) = bound else {
                bounds.push(None);
                continue;
            };
            let (expr, constant) = self.index_value(bound, len, "index")?;
            if let Some(at) = constant {
                if let Some(&before) = known.iter().find(|&&before| before > at) {
                    let text = format!("invalid slice indices: {at} < {before}");
                    return Err(self.error(bound.pos, text));
                }
                known.push(at);
            }
            bounds.push(Some(Box::new(expr)));
        }
        if max.is_some() && hi.is_none() {
            return Err(self.error(
                src.pos,
                format!(
                    "middle index required in 3-index slice {}",
                    print::expr(src)
                ),
            ));
        }
        let max = bounds.pop().flatten();
        let hi = bounds.pop().flatten();
        let lo = bounds.pop().flatten();
        Ok(Operand::value(
            src,
            ty,
            ExprKind::SliceOf {
                x: Box::new(base),
                lo,
                hi,
                max,
            },
        ))
    }
}
