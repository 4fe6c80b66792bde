//! Generic functions as values: their type arguments, written or inferred from what the value is assigned to.
//!
//! Follows `types2/call.go` (`funcInst`) and `types2/infer.go` (`renameTParams`).

use crate::check::expressions::operand::{Mode, Operand};
use crate::check::generics::infer::Inference;
use crate::check::{Checked, Checker, Invalid};
use crate::diag::Pos;
use crate::syntax::{ast, print};
use crate::tast::ExprKind;
use crate::types::{Type, TypeId};
use crate::version::Feature;

/// Where a function's type arguments are written.
pub(crate) fn written_args(src: &ast::Expr) -> Vec<Pos> {
    match &src.kind {
        ast::ExprKind::Index(_, args, _) => args.iter().map(|arg| arg.pos).collect(),
        _ => Vec::new(),
    }
}

impl<'a> Checker<'a> {
    /// `params` and `types` with parameters of their own, so that a function may be called in its own body.
    pub(crate) fn renamed(
        &mut self,
        params: &[TypeId],
        types: &[TypeId],
        pos: Pos,
    ) -> Checked<(Vec<TypeId>, Vec<TypeId>)> {
        let fresh: Vec<TypeId> = params.iter().map(|&ty| self.fresh_param(ty)).collect();
        for (&param, &new) in params.iter().zip(&fresh) {
            let bound = self.bound_of(param).unwrap_or(self.any);
            let bound = self.subst_args(pos, bound, params, &fresh)?;
            self.set_bound(new, bound);
        }
        let mut out = Vec::new();
        for &ty in types {
            out.push(self.subst_args(pos, ty, params, &fresh)?);
        }
        Ok((fresh, out))
    }

    /// An expression that is about to be assigned: a generic function may still lack its type arguments.
    pub(crate) fn assigned_expr(&mut self, x: &'a ast::Expr) -> Checked<Operand<'a>> {
        if self.has(Feature::AssignmentInference) {
            return self.raw_expr(x).and_then(|x| self.single_or_generic(x));
        }
        self.expr(x)
    }

    /// An instance of a generic function as a value; `target` may say what the arguments are.
    pub(crate) fn concrete(
        &mut self,
        x: Operand<'a>,
        target: Option<TypeId>,
    ) -> Checked<Operand<'a>> {
        let Mode::GenericFunc(id, given) = &x.mode else {
            return Ok(x);
        };
        let (id, given) = (*id, given.clone());
        let complete = given.len() == self.generic(id).params.len();
        let target = target.filter(|&ty| !complete && matches!(self.under(ty), Type::Func(_)));
        let written = written_args(x.src);
        if target.is_none() && given.is_empty() {
            let text = print::expr(x.src);
            let text = format!("cannot use generic function {text} without instantiation");
            return Err(self.error(x.pos(), text));
        }
        let pos = match &x.src.kind {
            ast::ExprKind::Index(_, _, bracket) => *bracket,
            _ => x.pos(),
        };
        if target.is_some() && !self.has(Feature::ReverseInference) {
            let what = if given.is_empty() {
                "implicitly"
            } else {
                "partially"
            };
            let requires = Feature::ReverseInference.requires();
            let text = format!("{what} instantiated function in assignment {requires}");
            return Err(self.error(pos, text));
        }
        let generic = self.generic(id);
        let (params, sig) = (generic.params.clone(), generic.sig.ok_or(Invalid)?);
        let mut args = Vec::new();
        let mut want = Vec::new();
        if let Some(target) = target {
            let target = self.types.underlying_id(target);
            args.push(Operand::value(x.src, target, ExprKind::Zero));
            want.push(sig);
        }
        let (params, want) = self.renamed(&params, &want, pos)?;
        let task = Inference {
            pos,
            params: &params,
            given: given.iter().copied().map(Some).collect(),
            want,
            args: &args,
            reverse: true,
        };
        match self.infer(task) {
            Ok(types) => {
                self.verify_later(id, &types, pos, written);
                let (kind, ty) = self.with_type_args(&x, id, &types, pos, false)?;
                Ok(Operand::value(x.src, ty, kind))
            }
            Err(Some((pos, text))) => Err(self.error(pos, text)),
            Err(None) => Err(Invalid),
        }
    }
}
