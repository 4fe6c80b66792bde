//! Arguments of calls, and the type arguments that follow from them.
//!
//! Follows `types2/call.go` (`genericExprList`, `arguments`).

use crate::check::expressions::assignability::Context;
use crate::check::expressions::operand::{Mode, Operand};
use crate::check::generics::funcinst::written_args;
use crate::check::generics::infer::Inference;
use crate::check::objects::ids::GenericId;
use crate::check::{Checked, Checker, Invalid};
use crate::syntax::{ast, print};
use crate::tast::{Expr, ExprKind, Stmt, StmtKind};
use crate::types::{Signature, Type, TypeId};
use crate::version::Feature;

/// The operand, after statements that prepare it.
pub(crate) fn with_prelude(mut x: Operand<'_>, prelude: Vec<Stmt>) -> Operand<'_> {
    if !prelude.is_empty() {
        let (ty, pos) = (x.expr.ty, x.expr.pos);
        x.expr = Expr {
            kind: ExprKind::Block(prelude, Box::new(x.expr)),
            ty,
            pos,
        };
    }
    x
}

/// A generic function that is called: the type arguments written, and what it turned out to be.
pub(crate) struct GenericCallee<'a> {
    pub x: Operand<'a>,
    pub id: GenericId,
    pub given: Vec<TypeId>,
    pub func: Option<(ExprKind, TypeId)>,
}

impl<'a> Checker<'a> {
    /// Expressions as operands; one call of several results stands for all of them.
    pub(crate) fn operands(
        &mut self,
        exprs: &'a [ast::Expr],
    ) -> Checked<(Vec<Stmt>, Vec<Operand<'a>>)> {
        let (stmts, operands) = self.generic_operands(exprs)?;
        let mut out = Vec::new();
        for x in operands {
            out.push(self.concrete(x, None)?);
        }
        Ok((stmts, out))
    }

    /// The same, with generic functions that what they are used for may make concrete.
    pub(crate) fn generic_operands(
        &mut self,
        exprs: &'a [ast::Expr],
    ) -> Checked<(Vec<Stmt>, Vec<Operand<'a>>)> {
        if let [only] = exprs {
            let x = self.raw_expr(only)?;
            let items = match self.types.get(x.ty) {
                Type::Tuple(items) if matches!(x.mode, Mode::Value) => items.clone(),
                _ => return Ok((Vec::new(), vec![self.single_or_generic(x)?])),
            };
            return Ok(self.unpack(x, &items));
        }
        let mut out = Vec::new();
        let mut result = Ok(());
        for x in exprs {
            match self.raw_expr(x).and_then(|x| self.single_or_generic(x)) {
                Ok(x) => out.push(x),
                Err(invalid) => result = Err(invalid),
            }
        }
        result.map(|()| (Vec::new(), out))
    }

    /// One value, or a generic function.
    pub(crate) fn single_or_generic(&mut self, x: Operand<'a>) -> Checked<Operand<'a>> {
        match &x.mode {
            Mode::GenericFunc(id, given) if given.len() < self.generic(*id).params.len() => Ok(x),
            _ => self.single(x),
        }
    }

    /// A call's results in temporaries.
    pub(crate) fn unpack(
        &mut self,
        x: Operand<'a>,
        items: &[TypeId],
    ) -> (Vec<Stmt>, Vec<Operand<'a>>) {
        let (src, pos) = (x.src, x.src.pos);
        let mut stmts = Vec::new();
        let mut places = Vec::new();
        let mut operands = Vec::new();
        for &item in items {
            let (local, place) = self.temp(item, pos);
            stmts.push(Stmt {
                kind: StmtKind::Declare(local, None),
                pos,
            });
            places.push(place);
            operands.push(Operand::value(src, item, ExprKind::Local(local)));
        }
        stmts.push(Stmt {
            kind: StmtKind::AssignTuple(places, x.expr),
            pos,
        });
        (stmts, operands)
    }

    pub(crate) fn arguments(
        &mut self,
        call: &'a ast::Call,
        sig: &Signature,
        generic: Option<&mut GenericCallee<'a>>,
    ) -> Checked<(Vec<Stmt>, Vec<Expr>)> {
        let (prelude, mut args) = self.generic_operands(&call.args)?;
        let fun = print::expr(&call.fun);
        if call.spread {
            if call.args.len() == 1 && args.len() > 1 {
                let text = format!(
                    "cannot use ... with {}-valued {}",
                    args.len(),
                    print::expr(&call.args[0])
                );
                return Err(self.error(call.fun.pos, text));
            }
            if !sig.variadic {
                let text = format!("cannot use ... in call to non-variadic {fun}");
                return Err(self.error(call.fun.pos, text));
            }
        }
        let fixed = if sig.variadic && !call.spread {
            sig.params.len() - 1
        } else {
            sig.params.len()
        };
        let enough = args.len() >= fixed;
        let too_many = args.len() > fixed && (!sig.variadic || call.spread);
        if !enough || too_many {
            let (at, which) = if enough {
                (args[fixed].pos(), "too many")
            } else {
                (args.last().map_or(call.fun.pos, Operand::pos), "not enough")
            };
            let have =
                self.types_summary(&args.iter().map(|arg| arg.ty).collect::<Vec<_>>(), false);
            let want = self.types_summary(&sig.params, sig.variadic);
            let text = format!("{which} arguments in call to {fun}\n\thave {have}\n\twant {want}");
            return Err(self.error(at, text));
        }
        let mut instance = sig.clone();
        let any_generic = args
            .iter()
            .any(|arg| matches!(arg.mode, Mode::GenericFunc(..)));
        if generic.is_some() || any_generic {
            instance = self.infer_call(call, sig, &mut args, generic, fixed)?;
        }
        let sig = &instance;
        let context = Context::Argument(fun);
        let mut out = Vec::new();
        let mut rest = Vec::new();
        let elem = match sig.params.last().map(|&last| self.under(last)) {
            Some(Type::Slice(elem)) if sig.variadic && !call.spread => Some(*elem),
            _ => None,
        };
        let mut result = Ok(());
        for (i, arg) in args.into_iter().enumerate() {
            let variadic = elem.filter(|_| i >= fixed);
            match self.assign(arg, variadic.unwrap_or_else(|| sig.params[i]), &context) {
                Ok(value) if variadic.is_some() => rest.push(((i - fixed) as u64, value)),
                Ok(value) => out.push(value),
                Err(invalid) => result = Err(invalid),
            }
        }
        result?;
        if elem.is_some() {
            let ty = sig.params[fixed];
            let len = rest.len() as u64;
            let kind = if rest.is_empty() {
                ExprKind::Zero
            } else {
                ExprKind::ElemsLit { len, elems: rest }
            };
            out.push(Expr {
                kind,
                ty,
                pos: call.rparen,
            });
        }
        Ok((prelude, out))
    }

    /// Finds the type arguments of a call: of the function, and of generic functions among the arguments. Gives
    /// the signature that is then called.
    fn infer_call(
        &mut self,
        call: &'a ast::Call,
        sig: &Signature,
        args: &mut [Operand<'a>],
        generic: Option<&mut GenericCallee<'a>>,
        fixed: usize,
    ) -> Checked<Signature> {
        let pos = call.lparen;
        let mut want = Vec::new();
        let elem = match sig.params.last().map(|&last| self.under(last)) {
            Some(Type::Slice(elem)) if sig.variadic && !call.spread => Some(*elem),
            _ => None,
        };
        for i in 0..args.len() {
            let variadic = elem.filter(|_| i >= fixed);
            want.push(variadic.unwrap_or_else(|| sig.params[i]));
        }
        let (mut params, mut given) = (Vec::new(), Vec::new());
        if let Some(callee) = &generic {
            params.clone_from(&self.generic(callee.id).params);
            given = callee.given.iter().copied().map(Some).collect();
            given.resize(params.len(), None);
            let own = args.iter().map(|arg| arg.ty).chain(callee.given.clone());
            if own.into_iter().any(|ty| self.types.is_open(ty)) {
                (params, want) = self.renamed(&params, &want, pos)?;
            }
        }
        let own = params.len();
        let mut functions = Vec::new();
        for (i, arg) in args.iter_mut().enumerate() {
            let Mode::GenericFunc(id, types) = &arg.mode else {
                continue;
            };
            let (id, types) = (*id, types.clone());
            if !self.has(Feature::ReverseInference) {
                let requires = Feature::ReverseInference.requires();
                let text = format!("implicitly instantiated function as argument {requires}");
                return Err(self.error(arg.pos(), text));
            }
            let declared = self.generic(id).params.clone();
            let (fresh, ty) = self.renamed(&declared, &[arg.ty], pos)?;
            arg.ty = ty[0];
            functions.push((i, id, params.len(), fresh.len()));
            params.extend(fresh);
            given.extend(types.into_iter().map(Some));
            given.resize(params.len(), None);
        }
        let task = Inference {
            pos,
            params: &params,
            given,
            want,
            args,
            reverse: false,
        };
        let inferred = match self.infer(task) {
            Ok(inferred) => inferred,
            Err(Some((at, text))) => {
                let fun = print::expr(&call.fun);
                return Err(self.error(at, format!("in call to {fun}, {text}")));
            }
            Err(None) => return Err(Invalid),
        };
        for (i, id, start, count) in functions {
            let types = &inferred[start..start + count];
            self.verify_later(id, types, pos, Vec::new());
            let (kind, ty) = self.with_type_args(&args[i], id, types, pos, false)?;
            args[i] = Operand::value(args[i].src, ty, kind);
        }
        let Some(callee) = generic else {
            return Ok(sig.clone());
        };
        let written = written_args(&call.fun);
        self.verify_later(callee.id, &inferred[..own], pos, written);
        let types = &inferred[..own];
        let (kind, ty) = self.with_type_args(&callee.x, callee.id, types, pos, true)?;
        callee.func = Some((kind, ty));
        self.signature(ty).ok_or(Invalid)
    }

    /// Types in parentheses, as errors about argument counts show them.
    pub(crate) fn types_summary(&self, types: &[TypeId], variadic: bool) -> String {
        let mut out = String::from("(");
        for (i, &ty) in types.iter().enumerate() {
            out.push_str(if i > 0 { ", " } else { "" });
            match self.types.get(ty) {
                Type::Slice(elem) if variadic && i + 1 == types.len() => {
                    out.push_str("...");
                    out.push_str(&self.type_string(*elem));
                }
                _ if self.is_untyped(ty) && self.is_numeric(ty) => out.push_str("number"),
                _ if self.is_untyped(ty) => {
                    out.push_str(self.types.name(ty).trim_start_matches("untyped "))
                }
                _ => out.push_str(&self.type_string(ty)),
            }
        }
        out.push(')');
        out
    }
}
