//! Inference: type arguments that are not written, found from the arguments of a call and from constraints.
//!
//! Follows `types2/infer.go`.

use std::collections::BTreeSet;

use crate::check::Checker;
use crate::check::expressions::operand::Operand;
use crate::check::generics::subst::Subst;
use crate::check::generics::unify::{Exactness, Unifier};
use crate::diag::Pos;
use crate::syntax::print;
use crate::types::{Term, Type, TypeId};
use crate::version::Feature;

/// Why inference failed; none if that has been reported.
pub(crate) type Failure = Option<(Pos, String)>;

/// What to infer, and from what.
pub(crate) struct Inference<'i, 'a> {
    /// Where the call's parenthesis is.
    pub pos: Pos,
    pub params: &'i [TypeId],
    pub given: Vec<Option<TypeId>>,
    /// Types of the function's parameters, one for each argument.
    pub want: Vec<TypeId>,
    pub args: &'i [Operand<'a>],
    /// The function is the value and the argument its target.
    pub reverse: bool,
}

impl<'a> Checker<'a> {
    /// All type arguments, given and inferred.
    pub(crate) fn infer(&mut self, mut task: Inference<'_, 'a>) -> Result<Vec<TypeId>, Failure> {
        let params = task.params;
        task.given.resize(params.len(), None);
        if task.given.iter().all(Option::is_some) {
            return Ok(task.given.into_iter().flatten().collect());
        }
        let mut map: Subst = params
            .iter()
            .zip(&task.given)
            .filter_map(|(&param, given)| Some((param, (*given)?)))
            .collect();
        for want in &mut task.want {
            *want = self.subst(task.pos, *want, &mut map).map_err(|_| None)?;
        }
        let mut u = Unifier::new(params, &task.given, self.has(Feature::InterfaceInference));
        let mut untyped = Vec::new();
        for (i, arg) in task.args.iter().enumerate() {
            let want = task.want[i];
            if !self.mentions(params, want) && !self.mentions(params, arg.ty) {
                continue;
            }
            if !self.is_untyped(arg.ty) {
                if !self.unify(&mut u, want, arg.ty, Exactness::Assign) {
                    return Err(self.mismatch(&task, &u, want, arg));
                }
            } else if let Some(param) = params.iter().position(|&param| param == want)
                && !arg.is_nil()
            {
                untyped.push((param, i));
            }
        }
        self.infer_from_constraints(&task, &mut u)?;
        self.infer_untyped(&task, &mut u, &untyped)?;
        self.simplify(&task, &u)
    }

    /// Whether the type mentions one of the parameters.
    fn mentions(&self, params: &[TypeId], ty: TypeId) -> bool {
        let mut seen = BTreeSet::new();
        let mut work = vec![ty];
        while let Some(ty) = work.pop() {
            if !self.types.is_open(ty) || !seen.insert(ty) {
                continue;
            }
            if params.contains(&ty) {
                return true;
            }
            work.extend(self.components(ty));
        }
        false
    }

    /// The types a type is made of.
    pub(crate) fn components(&self, ty: TypeId) -> Vec<TypeId> {
        match self.types.get(ty) {
            Type::Array { elem, .. }
            | Type::Slice(elem)
            | Type::Pointer(elem)
            | Type::Chan { elem, .. } => vec![*elem],
            Type::Map { key, elem } => vec![*key, *elem],
            Type::Struct(fields) => fields.iter().map(|field| field.ty).collect(),
            Type::Func(sig) => [&sig.params[..], &sig.results[..]].concat(),
            Type::Interface(methods) => methods
                .iter()
                .flat_map(|(_, sig)| [&sig.params[..], &sig.results[..]].concat())
                .collect(),
            Type::Tuple(items) => items.clone(),
            Type::Named(id) => self.types.named(*id).args.clone(),
            _ => Vec::new(),
        }
    }

    fn mismatch(
        &mut self,
        task: &Inference<'_, 'a>,
        u: &Unifier,
        want: TypeId,
        arg: &Operand<'a>,
    ) -> Failure {
        let have = self.type_string(arg.ty);
        let (shown, text) = (self.type_string(want), print::expr(arg.src));
        let known = u.inferred();
        if known.iter().all(Option::is_none) {
            let names = self.param_names(task.params);
            let text =
                format!("type {have} of {text} does not match {shown} (cannot infer {names})");
            return Some((arg.pos(), text));
        }
        let mut map: Subst = task
            .params
            .iter()
            .zip(known)
            .filter_map(|(&param, known)| Some((param, known?)))
            .collect();
        let inferred = self.subst(arg.pos(), want, &mut map).ok()?;
        let inferred_text = self.type_string(inferred);
        let text = if inferred == want {
            format!("type {have} of {text} does not match {shown}")
        } else if task.reverse {
            format!(
                "inferred type {inferred_text} for {shown} does not match type {have} of {text}"
            )
        } else {
            format!(
                "type {have} of {text} does not match inferred type {inferred_text} for {shown}"
            )
        };
        Some((arg.pos(), text))
    }

    fn param_names(&self, params: &[TypeId]) -> String {
        let names: Vec<String> = params.iter().map(|&ty| self.types.name(ty)).collect();
        match names.as_slice() {
            [] => String::new(),
            [one] => one.clone(),
            [one, two] => format!("{one} and {two}"),
            [most @ .., last] => format!("{}, and {last}", most.join(", ")),
        }
    }

    /// The core type with whether more types than it itself may stand for it; the flag says that there is one term
    /// only.
    fn core_term(&self, param: TypeId) -> Option<(Term, bool)> {
        let set = self.set_of_param(param);
        match set.terms.as_deref() {
            Some([only]) => Some((*only, true)),
            Some(terms) if !terms.is_empty() => {
                let tilde = terms.iter().any(|term| term.tilde);
                let ty = self.core_type(param)?;
                Some((Term { tilde, ty }, false))
            }
            _ => None,
        }
    }

    fn infer_from_constraints(
        &mut self,
        task: &Inference<'_, 'a>,
        u: &mut Unifier,
    ) -> Result<(), Failure> {
        loop {
            let before = u.unknowns();
            for (i, &param) in task.params.iter().enumerate() {
                let known = u.at(i);
                match (self.core_term(param), known) {
                    (Some((core, _)), Some(known)) => {
                        let unified = self.unify(u, known, core.ty, Exactness::Inexact);
                        unified
                            .then_some(())
                            .ok_or_else(|| self.not_satisfied(task.pos, param, known, ""))?;
                    }
                    (Some((core, true)), None) if !core.tilde => u.set(i, core.ty),
                    (None, Some(known)) => {
                        let methods = self.set_of_param(param).methods.clone();
                        if !self.nify_methods(u, &methods, known, 0) {
                            let bound = self.bound_of(param).unwrap_or(self.any);
                            let cause = self.missing_method(known, bound).map_err(|_| None)?;
                            let cause = cause.unwrap_or_default();
                            return Err(self.not_satisfied(task.pos, param, known, &cause));
                        }
                    }
                    _ => {}
                }
            }
            if u.unknowns() == before {
                return Ok(());
            }
        }
    }

    fn not_satisfied(&self, pos: Pos, param: TypeId, known: TypeId, cause: &str) -> Failure {
        let text = format!(
            "{} (type {}) does not satisfy {} {cause}",
            self.type_string(param),
            self.type_string(known),
            self.bound_string(param)
        );
        Some((pos, text.trim_end().to_owned()))
    }

    /// Parameters that only untyped constants speak for get a default type.
    fn infer_untyped(
        &mut self,
        task: &Inference<'_, 'a>,
        u: &mut Unifier,
        untyped: &[(usize, usize)],
    ) -> Result<(), Failure> {
        let mut kinds: Vec<Option<TypeId>> = vec![None; task.params.len()];
        for &(param, i) in untyped {
            let arg = &task.args[i];
            if !self.has(Feature::MixedUntypedInference) {
                // The first one decided.
                let default = self.default_type(arg.ty);
                match u.at(param) {
                    Some(known) if kinds[param].is_some() && known != default => {
                        let (a, b) = (self.type_string(default), self.type_string(known));
                        let text = format!(
                            "default type {a} of {} does not match inferred type {b} for {}",
                            print::expr(arg.src),
                            self.type_string(task.params[param])
                        );
                        return Err(Some((arg.pos(), text)));
                    }
                    Some(_) => {}
                    None => {
                        kinds[param] = Some(arg.ty);
                        u.set(param, default);
                    }
                }
                continue;
            }
            if u.at(param).is_some() {
                continue;
            }
            kinds[param] = Some(match kinds[param] {
                None => arg.ty,
                Some(before) => match self.untyped_max(before, arg.ty) {
                    Some(max) => max,
                    None => {
                        let (a, b) = (self.type_string(before), self.type_string(arg.ty));
                        let name = self.type_string(task.params[param]);
                        let text = format!("mismatched types {a} and {b} (cannot infer {name})");
                        return Err(Some((arg.pos(), text)));
                    }
                },
            });
        }
        for (param, kind) in kinds.into_iter().enumerate() {
            if let Some(kind) = kind
                && u.at(param).is_none()
            {
                u.set(param, self.default_type(kind));
            }
        }
        Ok(())
    }

    /// Replaces parameters inside inferred types, until none is left.
    fn simplify(&mut self, task: &Inference<'_, 'a>, u: &Unifier) -> Result<Vec<TypeId>, Failure> {
        let params = task.params;
        let mut inferred = u.inferred();
        for i in 0..params.len() {
            // A type that holds its own parameter would grow forever.
            let mut seen = BTreeSet::new();
            let mut work: Vec<TypeId> = inferred[i].into_iter().collect();
            while let Some(ty) = work.pop() {
                if !self.types.is_open(ty) || !seen.insert(ty) {
                    continue;
                }
                if let Some(j) = params.iter().position(|&param| param == ty) {
                    work.extend(inferred[j]);
                }
                work.extend(self.components(ty));
            }
            if seen.contains(&params[i]) {
                inferred[i] = None;
            }
        }
        for _ in 0..=params.len() {
            let map: Subst = params
                .iter()
                .zip(&inferred)
                .filter_map(|(&param, known)| Some((param, (*known)?)))
                .collect();
            let mut changed = false;
            for (i, known) in inferred.iter_mut().enumerate() {
                if let Some(ty) = *known
                    && task.given[i].is_none()
                {
                    let new = self
                        .subst(task.pos, ty, &mut map.clone())
                        .map_err(|_| None)?;
                    changed |= new != ty;
                    *known = Some(new);
                }
            }
            if !changed {
                break;
            }
        }
        for (i, known) in inferred.iter().enumerate() {
            if known.is_none_or(|ty| self.mentions(params, ty)) {
                let name = self.type_string(params[i]);
                let at = self.param_data(params[i]).map(|data| data.pos);
                let at = at.unwrap_or_default();
                let file = self.file_name(at);
                let declared = self.has(Feature::CannotInferDeclared);
                let declared = if declared { "declared at " } else { "" };
                let place = format!("{file}:{}:{}", at.line, at.column);
                let text = format!("cannot infer {name} ({declared}{place})");
                return Err(Some((task.pos, text)));
            }
        }
        Ok(inferred.into_iter().flatten().collect())
    }
}
