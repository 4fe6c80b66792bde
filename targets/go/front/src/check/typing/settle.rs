//! What can be checked of types only once they are complete: sizes, map keys, constraints, embedded fields.
//!
//! In types2 these are the actions that `check.later` puts off (struct.go, interface.go, union.go, typexpr.go).

use std::collections::BTreeSet;

use crate::check::{Checker, Invalid};
use crate::types::{NamedId, Term, Type, TypeId, Types};

impl Checker<'_> {
    /// Checks what could not be checked while types were incomplete.
    pub(crate) fn settle(&mut self) {
        if !self.incomplete.is_empty() || self.holding > 0 {
            return;
        }
        let instance = std::mem::replace(&mut self.env.instance, false);
        self.settle_all();
        self.env.instance = instance;
    }

    fn settle_all(&mut self) {
        for (index, data) in self
            .named
            .iter()
            .enumerate()
            .skip(self.settled)
            .map(|(i, d)| (i, d.pos))
            .collect::<Vec<_>>()
        {
            self.validate_named(NamedId(index as u32), data);
        }
        self.settled = self.named.len();
        self.check_embedded();
        for (pos, key) in std::mem::take(&mut self.map_keys) {
            if !self.comparable(key) {
                let mut text = format!("invalid map key type {}", self.type_string(key));
                if self.is_param(key) {
                    text.push_str(" (missing comparable constraint)");
                }
                self.error(pos, text);
            }
        }
        self.check_constraints();
        for (pos, ty) in std::mem::take(&mut self.arrays) {
            let _: Result<u64, Invalid> = self.size_of(pos, ty);
        }
    }

    /// Reports constraints used as types, and terms that no union may have.
    fn check_constraints(&mut self) {
        let package = self.env.package;
        for (owner, pos, ty) in std::mem::take(&mut self.var_types) {
            let Type::Constraint(_) = self.types.underlying(ty) else {
                continue;
            };
            self.env.package = owner;
            let why = if self.type_set(ty).comparable {
                "is (or embeds) comparable"
            } else {
                "contains type constraints"
            };
            let text = format!(
                "cannot use type {} outside a type constraint: interface {why}",
                self.type_string(ty)
            );
            self.error(pos, text);
        }
        for (owner, places, terms) in std::mem::take(&mut self.unions) {
            self.env.package = owner;
            for (i, (&pos, term)) in places.iter().zip(&terms).enumerate() {
                if let Some(text) = self.bad_term(&terms[..i], *term) {
                    self.error(pos, text);
                }
            }
        }
        self.env.package = package;
    }

    /// What is wrong with a term after those before it.
    fn bad_term(&self, before: &[Term], term: Term) -> Option<String> {
        let shown = self.type_string(term.ty);
        let interface = |ty: TypeId| {
            matches!(
                self.types.underlying(ty),
                Type::Interface(_) | Type::Constraint(_)
            )
        };
        if term.tilde {
            if interface(term.ty) {
                return Some(format!("invalid use of ~ ({shown} is an interface)"));
            }
            let under = self.types.underlying_id(term.ty);
            if under != term.ty {
                let under = self.type_string(under);
                return Some(format!(
                    "invalid use of ~ (underlying type of {shown} is {under})"
                ));
            }
        }
        if interface(term.ty) {
            let set = self.type_set(term.ty);
            let shown = self.types.name(term.ty);
            if !set.methods.is_empty() {
                return Some(format!(
                    "cannot use {shown} in union ({shown} contains methods)"
                ));
            }
            if set.comparable {
                return Some(if shown == "comparable" {
                    "cannot use comparable in union".to_owned()
                } else {
                    format!("cannot use {shown} in union ({shown} embeds comparable)")
                });
            }
            return None;
        }
        let other = before.iter().find(|other| {
            !interface(other.ty) && (self.covers(**other, term) || self.covers(term, **other))
        })?;
        Some(format!(
            "overlapping terms {} and {}",
            self.terms_string(&[term]),
            self.terms_string(&[*other])
        ))
    }

    /// Reports embedded fields of types that cannot be embedded.
    fn check_embedded(&mut self) {
        for (pos, ty, star) in std::mem::take(&mut self.embedded) {
            if self.is_param(ty) {
                self.error(
                    pos,
                    "embedded field type cannot be a (pointer to a) type parameter",
                );
                continue;
            }
            let text = match self.under(ty) {
                Type::Pointer(base) if self.is_param(*base) => {
                    "embedded field type cannot be a (pointer to a) type parameter"
                }
                Type::UnsafePointer => "embedded field type cannot be unsafe.Pointer",
                Type::Pointer(_) if !star => "embedded field type cannot be a pointer",
                Type::Pointer(base) => match self.under(*base) {
                    Type::Interface(_) => "embedded field type cannot be a pointer to an interface",
                    Type::UnsafePointer => "embedded field type cannot be unsafe.Pointer",
                    Type::Pointer(_) => "embedded field type cannot be a pointer",
                    _ => continue,
                },
                _ => continue,
            };
            self.error(pos, text);
        }
    }

    /// Reports the types that no declaration completed: one for each circle of them.
    pub(crate) fn report_incomplete(&mut self) {
        let mut told: BTreeSet<NamedId> = BTreeSet::new();
        for id in std::mem::take(&mut self.incomplete) {
            self.types.set_underlying(id, Types::INT);
            if told.contains(&id) {
                continue;
            }
            let (mut at, mut steps) = (id, 0);
            while told.insert(at) {
                steps += 1;
                match self
                    .waiting
                    .iter()
                    .find(|(_, waiting)| waiting.contains(&at))
                {
                    Some((on, _)) => at = *on,
                    None => break,
                }
            }
            let pos = self.named[id.0 as usize].pos;
            let name = &self.types.named(id).name;
            let text = if steps == 1 {
                format!("invalid recursive type: {name} refers to itself")
            } else {
                format!("invalid recursive type {name}")
            };
            self.error(pos, text);
        }
        self.waiting.clear();
    }
}
