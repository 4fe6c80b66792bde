//! Type sets: which types a constraint allows, and what they have in common.
//!
//! Follows `types2/typeset.go`, `union.go`, `under.go` (`coreType`, `coreString`) and `instantiate.go` (`implements`).
//! Invariant: a set of all types has no terms (`None`); the empty list is the empty set.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::check::{Checked, Checker};
use crate::token::ChanDir;
use crate::types::{Signature, Term, Type, TypeId, Types};
use crate::version::Feature;

/// Embedding deeper than this is not followed.
const MAX_EMBEDDING: u32 = 100;

/// What an interface says of the types that implement it.
#[derive(Clone, Default, Debug)]
pub(crate) struct TypeSet {
    /// Sorted by name.
    pub methods: Vec<(String, Signature)>,
    /// Of all types, only the comparable ones.
    pub comparable: bool,
    pub terms: Option<Vec<Term>>,
}

type Known = BTreeMap<TypeId, Rc<TypeSet>>;

impl Checker<'_> {
    /// The type set of a constraint; a type that is no interface stands for itself.
    pub(crate) fn type_set(&self, ty: TypeId) -> Rc<TypeSet> {
        if let Some(known) = self.type_sets.borrow().get(&ty) {
            return Rc::clone(known);
        }
        let mut known = Known::new();
        let set = self.compute_set(ty, 0, &mut known);
        if self.incomplete.is_empty() {
            self.type_sets.borrow_mut().extend(known);
        }
        set
    }

    fn compute_set(&self, ty: TypeId, depth: u32, known: &mut Known) -> Rc<TypeSet> {
        if let Some(set) = known.get(&ty) {
            return Rc::clone(set);
        }
        // What embeds itself has been reported; it adds nothing.
        known.insert(ty, Rc::default());
        let mut set = TypeSet::default();
        match self.types.underlying(ty) {
            _ if depth > MAX_EMBEDDING => {}
            Type::Interface(methods) => set.methods = methods.clone(),
            Type::Constraint(constraint) => {
                set.comparable = constraint.comparable;
                set.methods = constraint.methods.clone();
                for terms in &constraint.embeds {
                    self.embed(&mut set, terms, depth, known);
                }
                set.methods.sort_by(|a, b| a.0.cmp(&b.0));
            }
            _ => set.terms = Some(vec![Term { tilde: false, ty }]),
        }
        if set.comparable
            && let Some(terms) = &mut set.terms
        {
            terms.retain(|term| self.strictly_comparable(term.ty));
            set.comparable = false;
        }
        let set = Rc::new(set);
        known.insert(ty, Rc::clone(&set));
        set
    }

    /// Intersects `set` with one embedded element.
    fn embed(&self, set: &mut TypeSet, terms: &[Term], depth: u32, known: &mut Known) {
        if let [Term { tilde: false, ty }] = terms {
            let other = self.compute_set(*ty, depth + 1, known);
            for method in &other.methods {
                if !set.methods.iter().any(|(name, _)| *name == method.0) {
                    set.methods.push(method.clone());
                }
            }
            set.comparable |= other.comparable;
            set.terms = self.intersect(set.terms.take(), other.terms.clone());
            return;
        }
        let mut union = Some(Vec::new());
        for term in terms {
            let of_term = match self.types.underlying(term.ty) {
                Type::Interface(_) | Type::Constraint(_) => {
                    self.compute_set(term.ty, depth + 1, known).terms.clone()
                }
                // No type has an underlying type that is not its own.
                _ if term.tilde && self.types.underlying_id(term.ty) != term.ty => Some(vec![]),
                _ => Some(vec![*term]),
            };
            union = union.zip(of_term).map(|(union, terms)| {
                terms.into_iter().fold(union, |mut union, term| {
                    if !union.iter().any(|other| self.covers(*other, term)) {
                        union.retain(|other| !self.covers(term, *other));
                        union.push(term);
                    }
                    union
                })
            });
        }
        set.terms = self.intersect(set.terms.take(), union);
    }

    fn intersect(&self, a: Option<Vec<Term>>, b: Option<Vec<Term>>) -> Option<Vec<Term>> {
        let (a, b) = match (a, b) {
            (None, other) | (other, None) => return other,
            (Some(a), Some(b)) => (a, b),
        };
        let mut out = Vec::new();
        for &x in &a {
            for &y in &b {
                let both = if self.covers(x, y) {
                    y
                } else if self.covers(y, x) {
                    x
                } else {
                    continue;
                };
                if !out.contains(&both) {
                    out.push(both);
                }
            }
        }
        Some(out)
    }

    /// Whether every type of `part` is one of `whole`.
    pub(crate) fn covers(&self, whole: Term, part: Term) -> bool {
        if part.tilde && !whole.tilde {
            return false;
        }
        whole.ty == part.ty || whole.tilde && self.types.underlying_id(part.ty) == whole.ty
    }

    /// The type set of a type parameter's constraint.
    pub(crate) fn set_of_param(&self, param: TypeId) -> Rc<TypeSet> {
        match self.bound_of(param) {
            Some(bound) => self.type_set(bound),
            None => Rc::default(),
        }
    }

    /// Whether `holds` for the type of every term; there must be some.
    pub(crate) fn all_terms(&self, param: TypeId, holds: impl Fn(&Self, TypeId) -> bool) -> bool {
        match &self.set_of_param(param).terms {
            Some(terms) if !terms.is_empty() => terms.iter().all(|term| holds(self, term.ty)),
            _ => false,
        }
    }

    /// The underlying types of the types a type parameter may stand for; none if they are not listed.
    pub(crate) fn term_types(&self, param: TypeId) -> Vec<TypeId> {
        match &self.set_of_param(param).terms {
            Some(terms) => terms
                .iter()
                .map(|term| self.types.underlying_id(term.ty))
                .collect(),
            None => Vec::new(),
        }
    }

    /// The structure that all types of a type parameter share; of another type, its underlying type.
    pub(crate) fn core_type(&self, ty: TypeId) -> Option<TypeId> {
        if !self.is_param(ty) {
            return Some(self.types.underlying_id(ty));
        }
        let mut core: Option<TypeId> = None;
        for under in self.term_types(ty) {
            core = Some(match core {
                None => under,
                Some(before) => self.common(before, under)?,
            });
        }
        core
    }

    /// As [`Checker::core_type`], with byte slices and strings as one.
    pub(crate) fn core_string(&mut self, ty: TypeId) -> Option<TypeId> {
        if !self.is_param(ty) {
            return Some(self.types.underlying_id(ty));
        }
        let bytes = self.types.intern(Type::Slice(Types::UINT8));
        let (mut core, mut string) = (None, false);
        for mut under in self.term_types(ty) {
            if under == Types::STRING {
                (under, string) = (bytes, true);
            }
            core = Some(match core {
                None => under,
                Some(before) => self.common(before, under)?,
            });
        }
        if string { Some(Types::STRING) } else { core }
    }

    /// One type for both: they are identical, or channels of which one is directed.
    fn common(&self, a: TypeId, b: TypeId) -> Option<TypeId> {
        if a == b {
            return Some(a);
        }
        match (self.types.get(a), self.types.get(b)) {
            (Type::Chan { dir: x, elem: i }, Type::Chan { dir: y, elem: j }) if i == j => {
                match (x, y) {
                    (ChanDir::Both, _) => Some(b),
                    (_, ChanDir::Both) => Some(a),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// Whether comparing two values of the type can never panic.
    pub(crate) fn strictly_comparable(&self, ty: TypeId) -> bool {
        match self.types.underlying(ty) {
            Type::Interface(_) => false,
            Type::Array { elem, .. } => self.strictly_comparable(*elem),
            Type::Struct(fields) => fields
                .iter()
                .all(|field| self.strictly_comparable(field.ty)),
            _ => self.comparable(ty),
        }
    }

    /// Why `ty` is not in the type set of `bound`, if it is not.
    pub(crate) fn unsatisfied(&mut self, ty: TypeId, bound: TypeId) -> Checked<Option<String>> {
        let set = self.type_set(bound);
        if set.methods.is_empty() && !set.comparable && set.terms.is_none() {
            return Ok(None);
        }
        let own = match self.types.underlying(ty) {
            Type::Param(_) => Some(self.set_of_param(ty)),
            Type::Interface(_) => Some(self.type_set(ty)),
            _ => None,
        };
        if own
            .as_ref()
            .is_some_and(|own| own.terms.as_ref().is_some_and(Vec::is_empty))
        {
            return Ok(None);
        }
        let (shown, wanted) = (self.type_string(ty), self.type_string(bound));
        if set.terms.as_ref().is_some_and(Vec::is_empty) {
            return Ok(Some(format!("cannot satisfy {wanted} (empty type set)")));
        }
        if let Some(cause) = self.missing_method(ty, bound)? {
            return Ok(Some(format!("{shown} does not satisfy {wanted} {cause}")));
        }
        let Some(terms) = &set.terms else {
            if !set.comparable || self.comparable(ty) && self.has(Feature::ComparableInterfaces) {
                return Ok(None);
            }
            if self.strictly_comparable(ty) {
                return Ok(None);
            }
            return Ok(Some(if self.comparable(ty) {
                let requires = Feature::ComparableInterfaces.requires();
                format!("{shown} to satisfy comparable {requires}")
            } else {
                format!("{shown} does not satisfy comparable")
            }));
        };
        if let Some(own) = own {
            let inside = own.terms.as_ref().is_some_and(|own| {
                own.iter()
                    .all(|part| terms.iter().any(|whole| self.covers(*whole, *part)))
            });
            return Ok((!inside).then(|| format!("{shown} does not satisfy {wanted}")));
        }
        let term = Term { tilde: false, ty };
        if terms.iter().any(|whole| self.covers(*whole, term)) {
            return Ok(None);
        }
        let near = terms.iter().find(|whole| {
            !whole.tilde
                && self.types.underlying_id(whole.ty) == whole.ty
                && self.types.underlying_id(ty) == whole.ty
        });
        let detail = match near {
            Some(near) => {
                let near = self.type_string(near.ty);
                format!("possibly missing ~ for {near} in {wanted}")
            }
            None if self.constraint_mentions(bound, ty) => {
                format!("{wanted} mentions {shown}, but {shown} is not in the type set of {wanted}")
            }
            None => format!("{shown} missing in {}", self.terms_string(terms)),
        };
        Ok(Some(format!(
            "{shown} does not satisfy {wanted} ({detail})"
        )))
    }

    fn constraint_mentions(&self, bound: TypeId, ty: TypeId) -> bool {
        match self.types.underlying(bound) {
            Type::Constraint(constraint) => {
                constraint.embeds.iter().flatten().any(|term| term.ty == ty)
            }
            _ => false,
        }
    }
}
