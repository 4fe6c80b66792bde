//! `make`, and the types of a type parameter that builtins can work on.
//!
//! Follows `types2/builtins.go` (`_Make`).

use crate::check::builtins::builtin::builtin_call;
use crate::check::expressions::operand::{Mode, Operand};
use crate::check::objects::object::BuiltinFn;
use crate::check::{Checked, Checker, Invalid};
use crate::syntax::{ast, print};
use crate::tast::Builtin;
use crate::types::{Type, TypeId};

impl<'a> Checker<'a> {
    /// The key type that all of a type parameter's types have, if they are maps.
    pub(crate) fn map_key(&self, param: TypeId) -> Option<TypeId> {
        let mut common = None;
        for term in self.term_types(param) {
            let Type::Map { key, .. } = *self.types.get(term) else {
                return None;
            };
            if *common.get_or_insert(key) != key {
                return None;
            }
        }
        common
    }

    pub(crate) fn make(&mut self, src: &'a ast::Expr, call: &'a ast::Call) -> Checked<Operand<'a>> {
        let Some((first, sizes)) = call.args.split_first() else {
            self.arg_count(src, BuiltinFn::Plain(Builtin::Make), 0)?;
            return Err(Invalid);
        };
        let ty = self.typ(first)?;
        let min = match self.under(ty) {
            Type::Slice(_) => 2,
            Type::Map { .. } | Type::Chan { .. } => 1,
            Type::Param(_) => {
                let text = print::expr(first);
                let text = format!("invalid argument: cannot make {text}: no core type");
                return Err(self.error(first.pos, text));
            }
            _ => {
                let text = print::expr(first);
                let text = format!(
                    "invalid argument: cannot make {text}; type must be slice, map, or channel"
                );
                return Err(self.error(first.pos, text));
            }
        };
        let count = call.args.len();
        if count < min || count > min + 1 {
            let shown = print::expr(src);
            let text = format!(
                "invalid operation: {shown} expects {min} or {} arguments; found {count}",
                min + 1
            );
            return Err(self.error(src.pos, text));
        }
        let mut out = Vec::new();
        let mut known = Vec::new();
        for size in sizes {
            let (expr, constant) = self.index_value(size, None, "index")?;
            known.extend(constant);
            out.push(expr);
        }
        if let [len, cap] = known[..]
            && len > cap
        {
            return Err(self.error(
                sizes[0].pos,
                "invalid argument: length and capacity swapped",
            ));
        }
        self.has_call = true;
        Ok(builtin_call(src, Builtin::Make, Mode::Value, ty, out))
    }
}
