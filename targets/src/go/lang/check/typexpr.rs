//! Types from syntax.

use super::lookup::NamedData;
use super::operand::Mode;
use super::scope::{Kind, Source};
use super::{Checked, Checker};
use crate::go::lang::diag::Pos;
use crate::go::lang::syntax::ast::{self, ExprKind, InterfaceElem};
use crate::go::lang::syntax::print;
use crate::go::lang::types::{Field, NamedId, Signature, Type, TypeId, Types};

impl<'a> Checker<'a> {
    /// The type that `x` denotes.
    pub(super) fn typ(&mut self, x: &'a ast::Expr) -> Checked<TypeId> {
        let ty = self.nested(x.pos, |this| this.type_of(x))?;
        self.settle();
        Ok(ty)
    }

    /// The type that `x` denotes, or none if it denotes no type; names are looked up without a report.
    pub(super) fn maybe_type(&mut self, x: &'a ast::Expr) -> Checked<Option<TypeId>> {
        match &x.kind {
            ExprKind::Paren(inner) => self.maybe_type(inner),
            ExprKind::Star(inner) => match self.maybe_type(inner)? {
                Some(base) => self.pointer_to(x.pos, base).map(Some),
                None => Ok(None),
            },
            ExprKind::Name(name) => match self.lookup(name) {
                Some(id) => match self.object(id).kind {
                    Kind::Type(_) | Kind::Lazy(Source::Type(_)) => self.typ(x).map(Some),
                    _ => Ok(None),
                },
                None => Ok(None),
            },
            ExprKind::Selector(inner, _) => match &inner.kind {
                ExprKind::Name(name) => {
                    match self.lookup(name).map(|id| self.object(id).kind.clone()) {
                        Some(Kind::Package(_)) => {
                            let x = self.raw_expr(x)?;
                            Ok(matches!(x.mode, Mode::Type).then_some(x.ty))
                        }
                        _ => Ok(None),
                    }
                }
                _ => Ok(None),
            },
            ExprKind::ArrayType(..)
            | ExprKind::SliceType(_)
            | ExprKind::StructType(_)
            | ExprKind::FuncType(_)
            | ExprKind::InterfaceType(_)
            | ExprKind::MapType(..)
            | ExprKind::ChanType(..) => self.typ(x).map(Some),
            _ => Ok(None),
        }
    }

    fn type_of(&mut self, x: &'a ast::Expr) -> Checked<TypeId> {
        match &x.kind {
            ExprKind::Name(name) => {
                if name == "_" {
                    return Err(self.error(x.pos, "cannot use _ as value or type"));
                }
                let Some(id) = self.lookup(name) else {
                    if name == "comparable" {
                        return Err(self.unsupported(x.pos, "generics"));
                    }
                    return Err(self.error(x.pos, format!("undefined: {name}")));
                };
                self.object_mut(id).used = true;
                if let Kind::Lazy(Source::Type(spec)) = self.object(id).kind
                    && self.declaring > 0
                    && !spec.alias
                {
                    return Ok(self.mention(id, spec));
                }
                match self.resolved(id, x.pos)? {
                    Kind::Type(Types::COMPLEX64 | Types::COMPLEX128) => {
                        Err(self.unsupported(x.pos, "complex numbers"))
                    }
                    Kind::Type(ty) => Ok(ty),
                    _ => Err(self.error(x.pos, format!("{name} is not a type"))),
                }
            }
            ExprKind::Selector(..) => {
                let operand = self.raw_expr(x)?;
                match operand.mode {
                    Mode::Type => Ok(operand.ty),
                    _ => Err(self.error(x.pos, format!("{} is not a type", print::expr(x)))),
                }
            }
            ExprKind::Paren(inner) => self.typ(inner),
            ExprKind::Star(inner) => {
                let base = self.nested(x.pos, |this| this.type_of(inner))?;
                self.pointer_to(x.pos, base)
            }
            ExprKind::SliceType(elem) => {
                let elem = self.nested(x.pos, |this| this.type_of(elem))?;
                self.intern(x.pos, Type::Slice(elem))
            }
            ExprKind::ArrayType(Some(len), elem) => {
                let len = self.array_len(len)?;
                let elem = self.nested(x.pos, |this| this.type_of(elem))?;
                self.array_type(x.pos, elem, len)
            }
            ExprKind::ArrayType(None, _) => Err(self.error(
                x.pos,
                "invalid use of [...] array (outside a composite literal)",
            )),
            ExprKind::MapType(key, elem) => {
                let key_ty = self.nested(x.pos, |this| this.type_of(key))?;
                let elem = self.nested(x.pos, |this| this.type_of(elem))?;
                self.map_keys.push((key.pos, key_ty));
                self.intern(x.pos, Type::Map { key: key_ty, elem })
            }
            ExprKind::ChanType(dir, elem) => {
                let elem = self.nested(x.pos, |this| this.type_of(elem))?;
                self.intern(x.pos, Type::Chan { dir: *dir, elem })
            }
            ExprKind::FuncType(ty) => {
                let sig = self.signature_of(ty)?;
                self.intern(x.pos, Type::Func(sig))
            }
            ExprKind::StructType(fields) => self.struct_type(x.pos, fields),
            ExprKind::InterfaceType(elems) => self.interface_type(x.pos, elems),
            ExprKind::Index(..) => Err(self.unsupported(x.pos, "generic types")),
            _ => Err(self.error(x.pos, format!("{} is not a type", print::expr(x)))),
        }
    }

    pub(super) fn array_type(&mut self, pos: Pos, elem: TypeId, len: u64) -> Checked<TypeId> {
        let ty = self.intern(pos, Type::Array { elem, len })?;
        if self.incomplete.is_empty() {
            self.size_of(pos, ty)?;
        } else {
            self.arrays.push((pos, ty));
        }
        Ok(ty)
    }

    fn array_len(&mut self, x: &'a ast::Expr) -> Checked<u64> {
        if let ExprKind::Name(name) = &x.kind
            && let Some(id) = self.lookup(name)
            && matches!(self.object(id).kind, Kind::Local(..) | Kind::Global(..))
        {
            return Err(self.error(x.pos, format!("invalid array length {name}")));
        }
        if let ExprKind::Name(name) = &x.kind
            && self.lookup(name).is_none()
        {
            return Err(self.error(
                x.pos,
                format!("undefined array length {name} or missing type constraint"),
            ));
        }
        let declaring = std::mem::replace(&mut self.declaring, 0);
        self.complete_mentioned();
        let len = self.expr(x);
        self.declaring = declaring;
        let len = len?;
        let shown = self.describe(&len);
        let Some(value) = len.as_const() else {
            let text = match &x.kind {
                ExprKind::Name(name) => format!("invalid array length {name}"),
                _ => format!("array length {shown} must be constant"),
            };
            return Err(self.error(x.pos, text));
        };
        let integral = self.is_untyped(len.ty) || self.is_integer(len.ty);
        match value.to_int().filter(|_| integral) {
            None => Err(self.error(x.pos, format!("array length {shown} must be integer"))),
            Some(n) => match u64::try_from(n) {
                Ok(n) if n < 1 << 62 => Ok(n),
                _ => Err(self.error(x.pos, format!("invalid array length {shown}"))),
            },
        }
    }

    /// A function's parameter and result types.
    pub(super) fn signature_of(&mut self, ty: &'a ast::FuncType) -> Checked<Signature> {
        let mut params = Vec::new();
        for (i, param) in ty.params.iter().enumerate() {
            let mut id = self.nested(param.ty.pos, |this| this.type_of(&param.ty))?;
            if ty.variadic && i + 1 == ty.params.len() {
                id = self.intern(param.ty.pos, Type::Slice(id))?;
            }
            params.push(id);
        }
        let mut results = Vec::new();
        for result in &ty.results {
            results.push(self.nested(result.ty.pos, |this| this.type_of(&result.ty))?);
        }
        Ok(Signature {
            params,
            results,
            variadic: ty.variadic,
        })
    }

    fn struct_type(&mut self, pos: Pos, decls: &'a [ast::FieldDecl]) -> Checked<TypeId> {
        let mut fields: Vec<Field> = Vec::new();
        let mut seen = std::collections::BTreeSet::new();
        for decl in decls {
            let ty = self.nested(decl.ty.pos, |this| this.type_of(&decl.ty))?;
            if decl.name.name != "_" && !seen.insert(decl.name.name.as_str()) {
                return Err(self.error(decl.name.pos, format!("{} redeclared", decl.name.name)));
            }
            if decl.embedded {
                let star = matches!(decl.ty.kind, ExprKind::Star(_));
                self.embedded.push((decl.ty.pos, ty, star));
            }
            fields.push(Field {
                name: decl.name.name.clone(),
                ty,
                embedded: decl.embedded,
            });
        }
        self.intern(pos, Type::Struct(fields))
    }

    fn interface_type(&mut self, pos: Pos, elems: &'a [InterfaceElem]) -> Checked<TypeId> {
        let mut methods: Vec<(String, Signature)> = Vec::new();
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
                    let ty = self.nested(x.pos, |this| this.type_of(x))?;
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
                    let Type::Interface(embedded) = self.under(ty).clone() else {
                        return Err(self.unsupported(x.pos, "type sets in interfaces"));
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
        self.intern(pos, Type::Interface(methods))
    }

    /// A declared type, to be completed by [`Checker::complete_named`].
    pub(super) fn new_named(&mut self, name: &str, pos: Pos) -> (NamedId, TypeId) {
        let package = self.packages[self.env.package].name;
        let (id, ty) = self.types.declare(package, name);
        while self.type_depth.len() < self.types.len() {
            self.type_depth.push(1);
        }
        self.named.push(NamedData::new(self.env.package, pos));
        self.incomplete.insert(id);
        (id, ty)
    }

    /// Gives a declared type its structure, that of `rhs`.
    pub(super) fn complete_named(&mut self, id: NamedId, rhs: TypeId) {
        if let Type::Named(other) = self.types.get(rhs)
            && self.incomplete.contains(other)
        {
            let other = *other;
            self.waiting.entry(other).or_default().push(id);
            return;
        }
        let underlying = self.types.underlying_id(rhs);
        let mut done = vec![id];
        while let Some(id) = done.pop() {
            self.types.set_underlying(id, underlying);
            self.incomplete.remove(&id);
            done.extend(self.waiting.remove(&id).unwrap_or_default());
        }
    }
}
