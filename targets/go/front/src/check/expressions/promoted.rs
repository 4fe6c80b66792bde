//! Promoted fields as keys of struct literals (Go 1.27): `T{x: 1}` where `x` is a field of what `T` embeds.
//!
//! Follows `types2/literals.go` (`compositeLit`) and `types2/lookup.go` (`fieldPath`).

use crate::check::typing::lookup::What;
use crate::check::{Checked, Checker};
use crate::syntax::ast::{self, Element};
use crate::syntax::print;
use crate::tast::{Expr, ExprKind};
use crate::types::{Type, TypeId};
use crate::version::Feature;

impl<'a> Checker<'a> {
    /// The way to the field that `key` names, which is not the struct's own.
    pub(crate) fn promoted_key(
        &mut self,
        ty: TypeId,
        key: &'a ast::Expr,
        name: &str,
    ) -> Checked<Vec<u32>> {
        let unknown = |this: &mut Self| {
            let text = this.type_string(ty);
            let text = format!("unknown field {name} in struct literal of type {text}");
            Err(this.error(key.pos, text))
        };
        if !self.has(Feature::PromotedFieldKeysKnown) {
            return unknown(self);
        }
        let structure = self.under(ty).clone();
        let structure = self.types.intern(structure);
        let Ok(found) = self.lookup_member(structure, name) else {
            return unknown(self);
        };
        let What::Field(last, _) = found.what else {
            let text = format!("{} is not a field", print::expr(key));
            return Err(self.error(key.pos, text));
        };
        let mut path = found.path;
        path.push(last);
        if !self.has(Feature::PromotedFieldKeys) {
            let names: Vec<String> = (1..=path.len())
                .filter_map(|n| Some(self.field_at(ty, &path[..n])?.0))
                .collect();
            let text = format!(
                "use of promoted field {} in struct literal of type {} {}",
                names.join("."),
                self.type_string(ty),
                Feature::PromotedFieldKeys.requires()
            );
            return Err(self.error(key.pos, text));
        }
        if found.indirect {
            let text = format!(
                "invalid implicit pointer indirection to reach {}",
                print::expr(key)
            );
            return Err(self.error(key.pos, text));
        }
        Ok(path)
    }

    /// Notes that a key names the field at `path`; what is named already, as a whole or in part, is reported.
    pub(crate) fn specified_once(
        &mut self,
        ty: TypeId,
        elem: &'a Element,
        path: &[u32],
        seen: &mut Vec<Vec<u32>>,
    ) -> Checked<()> {
        let pos = elem.key.as_ref().unwrap_or(&elem.value).pos;
        let related = |other: &&Vec<u32>| path.starts_with(other) || other.starts_with(path);
        let Some(other) = seen.iter().find(related).cloned() else {
            seen.push(path.to_vec());
            return Ok(());
        };
        let name = |this: &Self, path: &[u32]| this.field_at(ty, path).map(|(name, _)| name);
        let this_name = name(self, path).unwrap_or_default();
        let other_name = name(self, &other).unwrap_or_default();
        let text = if other.len() == path.len() {
            format!("duplicate field name {this_name} in struct literal")
        } else if other.len() < path.len() {
            format!(
                "cannot specify promoted field {this_name} and enclosing embedded field {other_name}"
            )
        } else {
            format!(
                "cannot specify embedded field {this_name} and enclosed promoted field {other_name}"
            )
        };
        Err(self.error(pos, text))
    }

    /// Name and type of the field at `path`.
    pub(crate) fn field_at(&self, ty: TypeId, path: &[u32]) -> Option<(String, TypeId)> {
        let mut at = (String::new(), ty);
        for &index in path {
            let base = self.pointer_base(at.1).unwrap_or(at.1);
            let Type::Struct(fields) = self.under(base) else {
                return None;
            };
            let field = fields.get(index as usize)?;
            at = (field.name.clone(), field.ty);
        }
        Some(at)
    }

    /// Puts the value of the field at `path` into a literal of `ty`.
    pub(crate) fn put_field(
        &self,
        out: &mut Vec<(u32, Expr)>,
        ty: TypeId,
        path: &[u32],
        value: Expr,
    ) {
        let [first, rest @ ..] = path else { return };
        if rest.is_empty() {
            out.push((*first, value));
            return;
        }
        let Some((_, inner)) = self.field_at(ty, &[*first]) else {
            return;
        };
        let pos = value.pos;
        if !out.iter().any(|(at, _)| at == first) {
            let kind = ExprKind::StructLit(Vec::new());
            let part = Expr {
                kind,
                ty: inner,
                pos,
            };
            out.push((*first, part));
        }
        for (at, part) in out {
            if let (true, ExprKind::StructLit(fields)) = (*at == *first, &mut part.kind) {
                self.put_field(fields, inner, rest, value);
                return;
            }
        }
    }
}
