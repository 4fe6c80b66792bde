//! Interfaces and unions from syntax.
//!
//! Follows `types2/interface.go` (`interfaceType`) and `types2/union.go` (`parseUnion`, `parseTilde`).

use crate::check::{Checked, Checker};
use crate::diag::Pos;
use crate::syntax::ast::{self, ExprKind, InterfaceElem};
use crate::syntax::print;
use crate::types::{Constraint, Signature, Term, Type, TypeId};

/// A union may have so many terms, in Go too.
const MAX_TERMS: usize = 100;

impl<'a> Checker<'a> {
    pub(crate) fn interface_type(
        &mut self,
        pos: Pos,
        elems: &'a [InterfaceElem],
    ) -> Checked<TypeId> {
        let mut methods: Vec<(String, Signature)> = Vec::new();
        let mut embeds = Vec::new();
        for elem in elems {
            match elem {
                InterfaceElem::Method(name, ty) => {
                    if name.name == "_" {
                        return Err(
                            self.error(name.pos, "methods must have a unique non-blank name")
                        );
                    }
                    let sig = self.signature_of(ty)?;
                    if methods.iter().any(|(other, _)| *other == name.name) {
                        return Err(self.error(name.pos, format!("duplicate method {}", name.name)));
                    }
                    methods.push((name.name.clone(), sig));
                }
                InterfaceElem::Embedded(x) => {
                    let terms = self.terms(x)?;
                    let [Term { tilde: false, ty }] = terms[..] else {
                        embeds.push(terms);
                        continue;
                    };
                    if let Type::Named(id) = *self.types.get(ty) {
                        self.complete_now(id);
                    }
                    if let Type::Named(id) = self.types.get(ty)
                        && self.incomplete.contains(id)
                    {
                        return Err(self.unsupported(
                            x.pos,
                            "interfaces that embed a type still being declared",
                        ));
                    }
                    let embedded = match self.types.underlying(ty) {
                        Type::Interface(embedded) => embedded.clone(),
                        _ => {
                            embeds.push(terms);
                            continue;
                        }
                    };
                    for (name, sig) in embedded {
                        match methods.iter().find(|(other, _)| *other == name) {
                            Some((_, other)) if *other != sig => {
                                return Err(self.error(x.pos, format!("duplicate method {name}")));
                            }
                            Some(_) => {}
                            None => methods.push((name, sig)),
                        }
                    }
                }
            }
        }
        methods.sort_by(|a, b| a.0.cmp(&b.0));
        if embeds.is_empty() {
            return self.intern(pos, Type::Interface(methods));
        }
        self.intern(
            pos,
            Type::Constraint(Constraint {
                implicit: false,
                comparable: false,
                methods,
                embeds,
            }),
        )
    }

    /// `~T` or `A | B` without an interface around it.
    pub(crate) fn implicit_interface(&mut self, x: &'a ast::Expr) -> Checked<TypeId> {
        let terms = self.terms(x)?;
        self.intern(
            x.pos,
            Type::Constraint(Constraint {
                implicit: true,
                comparable: false,
                methods: Vec::new(),
                embeds: vec![terms],
            }),
        )
    }

    /// The terms of an interface's element; what they must not be is checked once types are complete.
    fn terms(&mut self, x: &'a ast::Expr) -> Checked<Vec<Term>> {
        let list = match &x.kind {
            ExprKind::Union(list) => list.as_slice(),
            _ => std::slice::from_ref(x),
        };
        if let Some(extra) = list.get(MAX_TERMS) {
            let text = format!(
                "cannot handle more than {MAX_TERMS} union terms (implementation limitation)"
            );
            return Err(self.error(extra.pos, text));
        }
        let mut terms = Vec::new();
        for item in list {
            let (tilde, inner) = match &item.kind {
                ExprKind::Tilde(inner) => (true, &**inner),
                _ => (false, item),
            };
            let ty = self.nested(inner.pos, |this| this.any_type(inner))?;
            if self.is_param(ty) {
                let text = if tilde {
                    format!(
                        "type in term {} cannot be a type parameter",
                        print::expr(item)
                    )
                } else {
                    "term cannot be a type parameter".to_owned()
                };
                return Err(self.error(inner.pos, text));
            }
            terms.push(Term { tilde, ty });
        }
        let alone = matches!(terms[..], [Term { tilde: false, .. }]);
        if !alone && !self.env.instance {
            let places = list.iter().map(|item| item.pos).collect();
            self.unions.push((self.env.package, places, terms.clone()));
        }
        Ok(terms)
    }
}
