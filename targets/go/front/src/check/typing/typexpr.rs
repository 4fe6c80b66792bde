//! Types from syntax: names, arrays, structs, signatures and so on.
//!
//! Follows `types2/typexpr.go`, `types2/struct.go` and `types2/signature.go` (`collectParams`).

use crate::check::expressions::operand::Mode;
use crate::check::objects::ids::GenericId;
use crate::check::objects::object::{Kind, Source};
use crate::check::typing::lookup::NamedData;
use crate::check::{Checked, Checker, Invalid};
use crate::diag::Pos;
use crate::syntax::ast::{self, ExprKind};
use crate::syntax::print;
use crate::types::{Field, NamedId, Signature, Type, TypeId};

impl<'a> Checker<'a> {
    /// The type that `x` denotes.
    pub(crate) fn typ(&mut self, x: &'a ast::Expr) -> Checked<TypeId> {
        let ty = self.nested(x.pos, |this| this.type_of(x))?;
        self.settle();
        Ok(ty)
    }

    /// The same, for a variable or a part of a type: no constraint.
    pub(crate) fn var_type(&mut self, x: &'a ast::Expr) -> Checked<TypeId> {
        self.nested(x.pos, |this| this.type_of(x))
    }

    /// The type that `x` denotes; it may be one that only constrains.
    pub(crate) fn constraint(&mut self, x: &'a ast::Expr) -> Checked<TypeId> {
        let ty = self.nested(x.pos, |this| this.any_type(x))?;
        self.settle();
        Ok(ty)
    }

    /// The type that `x` denotes, or none if it denotes no type; names are looked up without a report.
    pub(crate) fn maybe_type(&mut self, x: &'a ast::Expr) -> Checked<Option<TypeId>> {
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
            ExprKind::Index(inner, ..) => {
                let base = match &inner.kind {
                    ExprKind::Name(name) => self.lookup(name),
                    ExprKind::Selector(package, name) => match &package.kind {
                        ExprKind::Name(package) => {
                            match self.lookup(package).map(|id| self.object(id).kind.clone()) {
                                Some(Kind::Package(target)) if target < self.packages.len() => {
                                    self.lookup_in(self.packages[target].scope, &name.name)
                                }
                                _ => None,
                            }
                        }
                        _ => None,
                    },
                    _ => None,
                };
                match base.map(|id| self.object(id).kind.clone()) {
                    Some(Kind::GenericType(_) | Kind::Lazy(Source::Type(_))) => {
                        self.typ(x).map(Some)
                    }
                    _ => Ok(None),
                }
            }
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
        let ty = self.any_type(x)?;
        let suspect = match self.types.get(ty) {
            Type::Named(id) => {
                self.incomplete.contains(id)
                    || matches!(self.types.underlying(ty), Type::Constraint(_))
            }
            Type::Constraint(_) => true,
            _ => false,
        };
        if suspect && !self.env.instance {
            self.var_types.push((self.env.package, x.pos, ty));
        }
        Ok(ty)
    }

    pub(crate) fn any_type(&mut self, x: &'a ast::Expr) -> Checked<TypeId> {
        match &x.kind {
            ExprKind::Name(name) => {
                if name == "_" {
                    return Err(self.error(x.pos, "cannot use _ as value or type"));
                }
                let Some(id) = self.lookup(name) else {
                    return Err(self.error(x.pos, format!("undefined: {name}")));
                };
                self.mark_used(id);
                if let Kind::Lazy(Source::Type(spec)) = self.object(id).kind
                    && self.declaring > 0
                    && !spec.alias
                    && spec.params.is_empty()
                    && self.object(id).package == self.env.package
                {
                    return Ok(self.mention(id, spec));
                }
                match self.resolved(id, x.pos)? {
                    Kind::Type(ty) => Ok(ty),
                    Kind::GenericType(id) => Err(self.uninstantiated(x.pos, id)),
                    _ => Err(self.error(x.pos, format!("{name} is not a type"))),
                }
            }
            ExprKind::Selector(..) => {
                let operand = self.raw_expr(x)?;
                match operand.mode {
                    Mode::Type => Ok(operand.ty),
                    Mode::GenericType(id) => Err(self.uninstantiated(x.pos, id)),
                    _ => Err(self.error(x.pos, format!("{} is not a type", print::expr(x)))),
                }
            }
            ExprKind::Paren(inner) => self.constraint(inner),
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
                if !self.env.instance {
                    self.map_keys.push((key.pos, key_ty));
                }
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
            ExprKind::Index(inner, args, _) => self.instantiated(inner, args),
            ExprKind::Tilde(_) | ExprKind::Union(_) => {
                let text = print::expr(x);
                Err(self.error(
                    x.pos,
                    format!("cannot use {text} outside a type constraint"),
                ))
            }
            _ => Err(self.error(x.pos, format!("{} is not a type", print::expr(x)))),
        }
    }

    fn uninstantiated(&mut self, pos: Pos, id: GenericId) -> Invalid {
        let text = self.generic_string(id);
        self.error(
            pos,
            format!("cannot use generic type {text} without instantiation"),
        )
    }

    pub(crate) fn array_type(&mut self, pos: Pos, elem: TypeId, len: u64) -> Checked<TypeId> {
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
            && (self.object(id).param
                || matches!(self.object(id).kind, Kind::Local(..) | Kind::Global(..)))
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
    pub(crate) fn signature_of(&mut self, ty: &'a ast::FuncType) -> Checked<Signature> {
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
            if decl.embedded && !self.env.instance {
                let star = matches!(decl.ty.kind, ExprKind::Star(_));
                self.embedded.push((decl.ty.pos, ty, star));
            }
            fields.push(Field {
                name: decl.name.name.clone(),
                ty,
                embedded: decl.embedded,
                tag: decl.tag.clone(),
            });
        }
        self.intern(pos, Type::Struct(fields))
    }

    /// A declared type, to be completed by [`Checker::complete_named`].
    pub(crate) fn new_named(&mut self, name: &str, pos: Pos) -> (NamedId, TypeId) {
        let package = &self.packages[self.env.package];
        let package = (package.name, package.path);
        let (args, open) = (self.env.args.clone(), self.env.open);
        let (id, ty) = self.types.declare_instance(package, name, args, open);
        self.measure();
        self.named.push(NamedData::new(self.env.package, pos));
        self.incomplete.insert(id);
        (id, ty)
    }

    /// Gives a declared type its structure, that of `rhs`.
    pub(crate) fn complete_named(&mut self, id: NamedId, rhs: TypeId) {
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
