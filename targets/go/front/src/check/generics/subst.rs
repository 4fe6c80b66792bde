//! Types with type parameters replaced.
//!
//! Follows `types2/subst.go`.

use std::collections::BTreeMap;

use crate::check::{Checked, Checker};
use crate::diag::Pos;
use crate::types::{Constraint, Signature, Term, Type, TypeId};

/// What stands for each type parameter; types already rewritten are added on the way.
pub(crate) type Subst = BTreeMap<TypeId, TypeId>;

impl Checker<'_> {
    /// `ty` with `args` for `params`.
    pub(crate) fn subst_args(
        &mut self,
        pos: Pos,
        ty: TypeId,
        params: &[TypeId],
        args: &[TypeId],
    ) -> Checked<TypeId> {
        let mut map: Subst = params.iter().copied().zip(args.iter().copied()).collect();
        self.subst(pos, ty, &mut map)
    }

    /// `ty` with its type parameters replaced by what `map` says; those it lacks stay.
    pub(crate) fn subst(&mut self, pos: Pos, ty: TypeId, map: &mut Subst) -> Checked<TypeId> {
        if !self.types.is_open(ty) {
            return Ok(ty);
        }
        if let Some(&known) = map.get(&ty) {
            return Ok(known);
        }
        let new = self.nested(pos, |this| this.subst_parts(pos, ty, map))?;
        map.insert(ty, new);
        Ok(new)
    }

    fn subst_parts(&mut self, pos: Pos, ty: TypeId, map: &mut Subst) -> Checked<TypeId> {
        let new = match self.types.get(ty).clone() {
            Type::Array { elem, len } => {
                let elem = self.subst(pos, elem, map)?;
                return self.array_type(pos, elem, len);
            }
            Type::Slice(elem) => Type::Slice(self.subst(pos, elem, map)?),
            Type::Pointer(elem) => Type::Pointer(self.subst(pos, elem, map)?),
            Type::Chan { dir, elem } => {
                let elem = self.subst(pos, elem, map)?;
                Type::Chan { dir, elem }
            }
            Type::Map { key, elem } => {
                let key = self.subst(pos, key, map)?;
                let elem = self.subst(pos, elem, map)?;
                Type::Map { key, elem }
            }
            Type::Struct(mut fields) => {
                for field in &mut fields {
                    field.ty = self.subst(pos, field.ty, map)?;
                }
                Type::Struct(fields)
            }
            Type::Func(sig) => Type::Func(self.subst_sig(pos, sig, map)?),
            Type::Interface(methods) => Type::Interface(self.subst_methods(pos, methods, map)?),
            Type::Tuple(items) => Type::Tuple(self.subst_list(pos, items, map)?),
            Type::Constraint(constraint) => {
                let mut embeds = Vec::new();
                for terms in constraint.embeds {
                    let mut out = Vec::new();
                    for term in terms {
                        let ty = self.subst(pos, term.ty, map)?;
                        out.push(Term { ty, ..term });
                    }
                    embeds.push(out);
                }
                Type::Constraint(Constraint {
                    methods: self.subst_methods(pos, constraint.methods, map)?,
                    embeds,
                    ..constraint
                })
            }
            Type::Named(id) => {
                let Some(generic) = self.named[id.0 as usize].origin else {
                    return Ok(ty);
                };
                let args = self.types.named(id).args.clone();
                let args = self.subst_list(pos, args, map)?;
                return self.instance_type(generic, args, pos);
            }
            _ => return Ok(ty),
        };
        self.intern(pos, new)
    }

    fn subst_list(
        &mut self,
        pos: Pos,
        mut items: Vec<TypeId>,
        map: &mut Subst,
    ) -> Checked<Vec<TypeId>> {
        for item in &mut items {
            *item = self.subst(pos, *item, map)?;
        }
        Ok(items)
    }

    fn subst_sig(&mut self, pos: Pos, sig: Signature, map: &mut Subst) -> Checked<Signature> {
        Ok(Signature {
            params: self.subst_list(pos, sig.params, map)?,
            results: self.subst_list(pos, sig.results, map)?,
            variadic: sig.variadic,
        })
    }

    fn subst_methods(
        &mut self,
        pos: Pos,
        mut methods: Vec<(String, Signature)>,
        map: &mut Subst,
    ) -> Checked<Vec<(String, Signature)>> {
        for (_, sig) in &mut methods {
            *sig = self.subst_sig(pos, std::mem::replace(sig, empty()), map)?;
        }
        Ok(methods)
    }
}

fn empty() -> Signature {
    Signature {
        params: Vec::new(),
        results: Vec::new(),
        variadic: false,
    }
}
