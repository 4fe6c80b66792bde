//! Unification: what type parameters must be for two types to be the same.
//!
//! Follows `types2/unify.go`. Deviation: a bound on steps, for types that are large as trees and small as graphs.

use crate::check::typing::lookup::What;
use crate::check::{Checked, Checker};
use crate::token::ChanDir;
use crate::types::{Signature, Type, TypeId};

/// Nesting of types that are still unified.
const MAX_DEPTH: u32 = 100;
const MAX_STEPS: u32 = 200_000;

/// How exactly types must match. At the top of an assignment a declared type matches its structure; below it, not.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Exactness {
    Inexact,
    Assign,
    Exact,
}

impl Exactness {
    /// For the parts of a type.
    fn inner(self) -> Exactness {
        match self {
            Exactness::Inexact => Exactness::Inexact,
            _ => Exactness::Exact,
        }
    }
}

/// What is known of some type parameters. Parameters that must be equal share a handle.
pub(crate) struct Unifier {
    params: Vec<TypeId>,
    handles: Vec<usize>,
    values: Vec<Option<TypeId>>,
    /// Interfaces unify with what implements them ([`Feature::InterfaceInference`](crate::version::Feature)).
    interfaces: bool,
    steps: u32,
}

impl Unifier {
    pub(crate) fn new(params: &[TypeId], args: &[Option<TypeId>], interfaces: bool) -> Unifier {
        Unifier {
            params: params.to_vec(),
            handles: (0..params.len()).collect(),
            values: args.to_vec(),
            interfaces,
            steps: 0,
        }
    }

    fn index(&self, ty: TypeId) -> Option<usize> {
        self.params.iter().position(|&param| param == ty)
    }

    pub(crate) fn at(&self, param: usize) -> Option<TypeId> {
        self.values[self.handles[param]]
    }

    pub(crate) fn set(&mut self, param: usize, ty: TypeId) {
        self.values[self.handles[param]] = Some(ty);
    }

    pub(crate) fn inferred(&self) -> Vec<Option<TypeId>> {
        (0..self.params.len()).map(|param| self.at(param)).collect()
    }

    pub(crate) fn unknowns(&self) -> usize {
        (0..self.params.len())
            .filter(|&param| self.at(param).is_none())
            .count()
    }

    /// Makes two parameters one, unless both are known already.
    fn join(&mut self, a: usize, b: usize) -> bool {
        let (x, y) = (self.handles[a], self.handles[b]);
        if x == y {
            return true;
        }
        let (from, to) = match (self.values[x], self.values[y]) {
            (Some(_), Some(_)) => return false,
            (Some(_), None) => (y, x),
            _ => (x, y),
        };
        for handle in &mut self.handles {
            if *handle == from {
                *handle = to;
            }
        }
        true
    }
}

impl Checker<'_> {
    /// Whether `x` and `y` can be made the same.
    pub(crate) fn unify(&mut self, u: &mut Unifier, x: TypeId, y: TypeId, mode: Exactness) -> bool {
        self.nify(u, x, y, mode, 0)
    }

    fn is_declared(&self, ty: TypeId) -> bool {
        matches!(self.types.get(ty), Type::Named(_))
    }

    /// The methods of an interface type that is no type parameter.
    fn interface_methods(&self, ty: TypeId) -> Option<Vec<(String, Signature)>> {
        match self.types.underlying(ty) {
            Type::Interface(methods) => Some(methods.clone()),
            _ => None,
        }
    }

    fn nify(
        &mut self,
        u: &mut Unifier,
        mut x: TypeId,
        mut y: TypeId,
        mode: Exactness,
        depth: u32,
    ) -> bool {
        if x == y {
            return true;
        }
        u.steps += 1;
        if depth > MAX_DEPTH || u.steps > MAX_STEPS {
            return false;
        }
        // A declared type goes to the right, a parameter being solved for to the left.
        if self.is_declared(x) || u.index(y).is_some() {
            std::mem::swap(&mut x, &mut y);
        }
        let literal = !self.is_declared(x) && !self.is_param(x);
        if mode != Exactness::Exact
            && self.is_declared(y)
            && literal
            && !(u.interfaces && self.is_interface(x))
        {
            y = self.types.underlying_id(y);
            if x == y {
                return true;
            }
        }
        match (u.index(x), u.index(y)) {
            (Some(px), Some(py)) => {
                if u.join(px, py) {
                    return true;
                }
                match (u.at(px), u.at(py)) {
                    (Some(x), Some(y)) => self.nify(u, x, y, mode, depth + 1),
                    _ => true,
                }
            }
            (Some(px), None) => match u.at(px) {
                Some(known) => self.nify_known(u, px, known, y, mode, depth),
                None => {
                    u.set(px, y);
                    true
                }
            },
            _ => self.nify_types(u, x, y, mode, depth),
        }
    }

    /// A parameter with a type already, and another type for it.
    fn nify_known(
        &mut self,
        u: &mut Unifier,
        param: usize,
        x: TypeId,
        y: TypeId,
        mode: Exactness,
        depth: u32,
    ) -> bool {
        if !self.nify(u, x, y, mode, depth + 1) {
            return false;
        }
        let (named_x, named_y) = (self.is_declared(x), self.is_declared(y));
        match (self.interface_methods(x), self.interface_methods(y)) {
            (Some(_), Some(_)) if named_x && named_y => return x == y,
            (Some(a), Some(b)) if a.len() != b.len() => return false,
            (Some(_), None) | (None, Some(_)) => return false,
            _ => {}
        }
        if mode != Exactness::Exact && !named_x {
            let directed = matches!(
                self.types.underlying(y),
                Type::Chan { dir, .. } if *dir != ChanDir::Both
            );
            if named_y || directed {
                u.set(param, y);
            }
        }
        true
    }

    /// Two types, neither of them a parameter being solved for.
    fn nify_types(
        &mut self,
        u: &mut Unifier,
        mut x: TypeId,
        mut y: TypeId,
        mode: Exactness,
        depth: u32,
    ) -> bool {
        let depth = depth + 1;
        if u.interfaces && mode != Exactness::Exact {
            match (self.interface_methods(x), self.interface_methods(y)) {
                (Some(a), Some(b)) => {
                    let (few, many) = if a.len() > b.len() { (b, a) } else { (a, b) };
                    return few.into_iter().all(|(name, sig)| {
                        let other = many.iter().find(|(other, _)| *other == name);
                        other.is_some_and(|(_, other)| self.nify_sigs(u, &sig, other, depth))
                    });
                }
                (Some(methods), None) => return self.nify_methods(u, &methods, y, depth),
                (None, Some(methods)) => return self.nify_methods(u, &methods, x, depth),
                (None, None) => {}
            }
        }
        if self.is_param(y) {
            std::mem::swap(&mut x, &mut y);
        }
        let inner = mode.inner();
        match (self.types.get(x).clone(), self.types.get(y).clone()) {
            (Type::Array { elem: a, len: m }, Type::Array { elem: b, len: n }) => {
                m == n && self.nify(u, a, b, inner, depth)
            }
            (Type::Slice(a), Type::Slice(b)) | (Type::Pointer(a), Type::Pointer(b)) => {
                self.nify(u, a, b, inner, depth)
            }
            (Type::Struct(a), Type::Struct(b)) => {
                a.len() == b.len()
                    && a.iter().zip(&b).all(|(f, g)| {
                        f.embedded == g.embedded
                            && f.name == g.name
                            && f.tag == g.tag
                            && self.nify(u, f.ty, g.ty, inner, depth)
                    })
            }
            (Type::Func(a), Type::Func(b)) => {
                a.variadic == b.variadic
                    && self.nify_lists(u, &a.params, &b.params, inner, depth)
                    && self.nify_lists(u, &a.results, &b.results, inner, depth)
            }
            (Type::Interface(a), Type::Interface(b)) => {
                a.len() == b.len()
                    && a.iter()
                        .zip(&b)
                        .all(|(f, g)| f.0 == g.0 && self.nify_sigs(u, &f.1, &g.1, depth))
            }
            (Type::Map { key: a, elem: m }, Type::Map { key: b, elem: n }) => {
                self.nify(u, a, b, inner, depth) && self.nify(u, m, n, inner, depth)
            }
            (Type::Chan { dir: m, elem: a }, Type::Chan { dir: n, elem: b }) => {
                (mode != Exactness::Exact || m == n) && self.nify(u, a, b, inner, depth)
            }
            (Type::Named(a), Type::Named(b)) => {
                let same = self.named[a.0 as usize].origin.is_some()
                    && self.named[a.0 as usize].origin == self.named[b.0 as usize].origin;
                let (a, b) = (
                    self.types.named(a).args.clone(),
                    self.types.named(b).args.clone(),
                );
                self.nify_lists(u, &a, &b, mode, depth) && same
            }
            (Type::Param(_), _) => match self.core_type(x) {
                Some(core) => self.nify(u, core, y, Exactness::Assign, depth),
                None => false,
            },
            _ => false,
        }
    }

    fn nify_lists(
        &mut self,
        u: &mut Unifier,
        a: &[TypeId],
        b: &[TypeId],
        mode: Exactness,
        depth: u32,
    ) -> bool {
        a.len() == b.len()
            && a.iter()
                .zip(b)
                .all(|(&x, &y)| self.nify(u, x, y, mode, depth))
    }

    fn nify_sigs(&mut self, u: &mut Unifier, a: &Signature, b: &Signature, depth: u32) -> bool {
        a.variadic == b.variadic
            && self.nify_lists(u, &a.params, &b.params, Exactness::Exact, depth)
            && self.nify_lists(u, &a.results, &b.results, Exactness::Exact, depth)
    }

    /// Every method must be one of `ty`'s, with a signature that unifies.
    pub(crate) fn nify_methods(
        &mut self,
        u: &mut Unifier,
        methods: &[(String, Signature)],
        ty: TypeId,
        depth: u32,
    ) -> bool {
        methods.iter().all(|(name, sig)| {
            let have = self.found_signature(ty, name);
            matches!(have, Ok(Some(have)) if self.nify_sigs(u, sig, &have, depth))
        })
    }

    fn found_signature(&mut self, ty: TypeId, name: &str) -> Checked<Option<Signature>> {
        Ok(match self.lookup_member_anywhere(ty, name) {
            Ok(found) => match found.what {
                What::Abstract(sig) => Some(sig),
                // Not in the method set.
                What::Method(id) if self.method_pointer(id, name) && !found.indirect => None,
                What::Method(id) if self.generic_method(id, name)?.is_some() => None,
                What::Method(id) => {
                    let sig = self.method_sig(id, name)?;
                    self.signature(sig)
                }
                What::Field(..) => None,
            },
            Err(_) => None,
        })
    }
}
