//! Composite literals and function literals.
//!
//! Follows `types2/expr.go` (`exprInternal` for `CompositeLit` and `FuncLit`) and `types2/index.go` (`indexedElts`).

use std::collections::BTreeSet;

use crate::check::constants::represent::value_of;
use crate::check::constants::value::Value;
use crate::check::expressions::assignability::Context;
use crate::check::expressions::operand::Operand;
use crate::check::{Checked, Checker, Invalid};
use crate::syntax::ast::{self, Element, ExprKind as Ast};
use crate::syntax::print;
use crate::tast::{Expr, ExprKind};
use crate::types::{Type, TypeId};

impl<'a> Checker<'a> {
    pub(crate) fn composite_expr(&mut self, src: &'a ast::Expr) -> Checked<Operand<'a>> {
        let Ast::Composite { ty, elems, .. } = &src.kind else {
            return Err(Invalid);
        };
        self.composite(src, ty.as_deref(), elems, None)
    }

    /// `T{…}`; inside another literal `T` may be left out and is `hint` then.
    pub(crate) fn composite(
        &mut self,
        src: &'a ast::Expr,
        ty: Option<&'a ast::Expr>,
        elems: &'a [Element],
        hint: Option<TypeId>,
    ) -> Checked<Operand<'a>> {
        let elided = ty.is_none();
        let ty = match (ty, hint) {
            (
                Some(ast::Expr {
                    kind: Ast::ArrayType(None, elem),
                    pos,
                }),
                _,
            ) => {
                let elem = self.typ(elem)?;
                let (len, values) = self.indexed(elems, elem, None)?;
                let ty = self.array_type(*pos, elem, len)?;
                return Ok(Operand::value(
                    src,
                    ty,
                    ExprKind::ElemsLit { len, elems: values },
                ));
            }
            (Some(ty), _) => self.typ(ty)?,
            (None, Some(hint)) => hint,
            (None, None) => {
                return Err(self.error(src.pos, "invalid composite literal type: missing type"));
            }
        };
        // `&T` may be left out too.
        if elided && let Some(base) = self.pointer_base(ty) {
            let inner = self.literal_of(src, base, elems)?;
            return Ok(Operand::value(
                src,
                ty,
                ExprKind::AddrOf(Box::new(inner.expr)),
            ));
        }
        self.literal_of(src, ty, elems)
    }

    fn literal_of(
        &mut self,
        src: &'a ast::Expr,
        ty: TypeId,
        elems: &'a [Element],
    ) -> Checked<Operand<'a>> {
        let kind = match self.under(ty).clone() {
            Type::Struct(fields) => {
                let fields: Vec<(String, TypeId)> = fields
                    .into_iter()
                    .map(|field| (field.name, field.ty))
                    .collect();
                ExprKind::StructLit(self.struct_values(src, ty, &fields, elems)?)
            }
            Type::Array { elem, len } => {
                let (_, values) = self.indexed(elems, elem, Some(len))?;
                ExprKind::ElemsLit { len, elems: values }
            }
            Type::Slice(elem) => {
                let (len, values) = self.indexed(elems, elem, None)?;
                ExprKind::ElemsLit { len, elems: values }
            }
            Type::Map { key, elem } => ExprKind::MapLit(self.map_values(elems, key, elem)?),
            _ => {
                let text = self.type_string(ty);
                return Err(self.error(src.pos, format!("invalid composite literal type {text}")));
            }
        };
        Ok(Operand::value(src, ty, kind))
    }

    /// An element, itself perhaps a literal without its type.
    fn element(&mut self, x: &'a ast::Expr, ty: TypeId, context: &'static str) -> Checked<Expr> {
        let value = match &x.kind {
            Ast::Composite {
                ty: None, elems, ..
            } => self.nested(x.pos, |this| this.composite(x, None, elems, Some(ty)))?,
            _ => self.assigned_expr(x)?,
        };
        self.assign(value, ty, &Context::Other(context))
    }

    fn struct_values(
        &mut self,
        src: &'a ast::Expr,
        ty: TypeId,
        fields: &[(String, TypeId)],
        elems: &'a [Element],
    ) -> Checked<Vec<(u32, Expr)>> {
        let mut out = Vec::new();
        let keyed = elems.first().is_some_and(|elem| elem.key.is_some());
        let foreign = match self.types.get(ty) {
            Type::Named(id) => self.named[id.0 as usize].package != self.env.package,
            _ => false,
        };
        let mut seen = Vec::new();
        let mut result = Ok(());
        for (i, elem) in elems.iter().enumerate() {
            if elem.key.is_some() != keyed {
                let pos = elem.key.as_ref().unwrap_or(&elem.value).pos;
                return Err(self.error(
                    pos,
                    "mixture of field:value and value elements in struct literal",
                ));
            }
            let at = match &elem.key {
                Some(key) => {
                    let Ast::Name(name) = &key.kind else {
                        let text = print::expr(key);
                        return Err(self.error(
                            key.pos,
                            format!("invalid field name {text} in struct literal"),
                        ));
                    };
                    let own = fields.iter().position(|(field, _)| field == name);
                    let hidden = foreign && !name.chars().next().is_some_and(char::is_uppercase);
                    let path = match own {
                        Some(at) if name != "_" && !hidden => vec![at as u32],
                        _ => match self.promoted_key(ty, key, name) {
                            Ok(path) => path,
                            Err(invalid) => {
                                result = Err(invalid);
                                let _ = self.expr(&elem.value);
                                continue;
                            }
                        },
                    };
                    if let Err(invalid) = self.specified_once(ty, elem, &path, &mut seen) {
                        result = Err(invalid);
                    }
                    path
                }
                None if i >= fields.len() => {
                    let text = self.type_string(ty);
                    let pos = elem.value.pos;
                    return Err(self.error(
                        pos,
                        format!("too many values in struct literal of type {text}"),
                    ));
                }
                None => vec![i as u32],
            };
            let field = at[0] as usize;
            if foreign
                && !keyed
                && !fields[field]
                    .0
                    .chars()
                    .next()
                    .is_some_and(char::is_uppercase)
            {
                let (name, text) = (&fields[field].0, self.type_string(ty));
                let text = format!(
                    "implicit assignment to unexported field {name} in struct literal of type {text}"
                );
                return Err(self.error(elem.value.pos, text));
            }
            let at_ty = self.field_at(ty, &at).map_or(fields[field].1, |(_, ty)| ty);
            match self.element(&elem.value, at_ty, "struct literal") {
                Ok(value) => self.put_field(&mut out, ty, &at, value),
                Err(invalid) => result = Err(invalid),
            }
        }
        if !keyed && !elems.is_empty() && elems.len() < fields.len() {
            let text = self.type_string(ty);
            let pos = match &src.kind {
                Ast::Composite { end, .. } => *end,
                _ => src.pos,
            };
            return Err(self.error(
                pos,
                format!("too few values in struct literal of type {text}"),
            ));
        }
        result.map(|()| out)
    }

    /// The elements of an array or slice literal with their indices, and the literal's length.
    fn indexed(
        &mut self,
        elems: &'a [Element],
        ty: TypeId,
        len: Option<u64>,
    ) -> Checked<(u64, Vec<(u64, Expr)>)> {
        let mut out = Vec::new();
        let mut seen = BTreeSet::new();
        let (mut next, mut max) = (0u64, 0u64);
        let mut result = Ok(());
        for elem in elems {
            if let Some(key) = &elem.key {
                let (_, constant) = self.index_value(key, None, "index")?;
                let Some(at) = constant else {
                    let text = print::expr(key);
                    return Err(
                        self.error(key.pos, format!("index {text} must be integer constant"))
                    );
                };
                next = at;
            }
            let pos = elem.key.as_ref().unwrap_or(&elem.value).pos;
            if len.is_some_and(|len| next >= len) {
                let len = len.unwrap_or(0);
                let text = if elem.key.is_some() {
                    format!("invalid argument: index {next} out of bounds [0:{len}]")
                } else {
                    format!("index {next} is out of bounds (>= {len})")
                };
                return Err(self.error(pos, text));
            }
            if !seen.insert(next) {
                let text = format!("duplicate index {next} in array or slice literal");
                return Err(self.error(pos, text));
            }
            match self.element(&elem.value, ty, "array or slice literal") {
                Ok(value) => out.push((next, value)),
                Err(invalid) => result = Err(invalid),
            }
            next += 1;
            max = max.max(next);
        }
        if len.is_none() && max > 1 << 32 {
            let pos = elems.first().map(|elem| elem.value.pos).unwrap_or_default();
            return Err(self.unsupported(pos, "literals this long"));
        }
        result.map(|()| (max, out))
    }

    fn map_values(
        &mut self,
        elems: &'a [Element],
        key_ty: TypeId,
        ty: TypeId,
    ) -> Checked<Vec<(Expr, Expr)>> {
        let mut out = Vec::new();
        let mut seen: BTreeSet<String> = BTreeSet::new();
        let mut result = Ok(());
        for elem in elems {
            let Some(key) = &elem.key else {
                return Err(self.error(elem.value.pos, "missing key in map literal"));
            };
            let Ok(key_value) = self.element(key, key_ty, "map literal") else {
                result = Err(Invalid);
                continue;
            };
            let constant = match &key_value.kind {
                ExprKind::Const(value) => Some(value_of(value)),
                ExprKind::Convert(inner) => match &inner.kind {
                    ExprKind::Const(value) => Some(value_of(value)),
                    _ => None,
                },
                _ => None,
            };
            if let Some(value) = constant {
                let shown = value.show(false);
                let inner = match &key_value.kind {
                    ExprKind::Convert(inner) => inner.ty,
                    _ => key_value.ty,
                };
                if !seen.insert(format!("{}/{shown}", inner.0)) && !self.env.instance {
                    let shown = if matches!(value, Value::Str(_)) {
                        print::expr(key)
                    } else {
                        shown
                    };
                    return Err(
                        self.error(key.pos, format!("duplicate key {shown} in map literal"))
                    );
                }
            }
            match self.element(&elem.value, ty, "map literal") {
                Ok(value) => out.push((key_value, value)),
                Err(invalid) => result = Err(invalid),
            }
        }
        result.map(|()| out)
    }

    pub(crate) fn func_lit(&mut self, src: &'a ast::Expr) -> Checked<Operand<'a>> {
        let Ast::FuncLit(lit) = &src.kind else {
            return Err(Invalid);
        };
        let sig = self.signature_of(&lit.ty)?;
        let ty = self.intern(src.pos, Type::Func(sig.clone()))?;
        let symbol = self.literal_symbol();
        let prefix = format!("{symbol}.");
        let id = self.new_func();
        self.enter_fn(symbol, prefix, sig);
        let body = self.in_scope(|this| {
            let _ = this.declare_params(None, &lit.ty);
            this.func_body(&lit.body)
        });
        let (func, captures) = self.leave_fn().finish(body, src.pos);
        self.set_func(id, func);
        let kind = if captures.is_empty() {
            ExprKind::Func(id)
        } else {
            ExprKind::Closure { func: id, captures }
        };
        Ok(Operand::value(src, ty, kind))
    }
}
