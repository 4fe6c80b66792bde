//! Fields and methods, promoted ones included.
//!
//! Follows `types2/lookup.go` (`lookupFieldOrMethod`).

use std::collections::{BTreeMap, BTreeSet};

use crate::check::objects::ids::GenericId;
use crate::check::{Checked, Checker, Env, Invalid};
use crate::diag::Pos;
use crate::syntax::ast;
use crate::tast::{Expr, ExprKind, FuncId};
use crate::types::{NamedId, Signature, Type, TypeId};

/// What the checker knows of a declared type besides its structure.
pub(crate) struct NamedData<'a> {
    pub package: usize,
    pub pos: Pos,
    /// Of an instance, those that were asked for.
    pub methods: BTreeMap<&'a str, Method<'a>>,
    /// What this is an instance of.
    pub origin: Option<GenericId>,
}

/// A declared method. `sig` is its type without the receiver, once something has asked for it.
#[derive(Clone, Copy)]
pub(crate) struct Method<'a> {
    pub decl: &'a ast::FuncDecl,
    pub func: FuncId,
    pub pointer: bool,
    pub sig: Option<TypeId>,
}

impl NamedData<'_> {
    pub(crate) fn new(package: usize, pos: Pos) -> Self {
        NamedData {
            package,
            pos,
            methods: BTreeMap::new(),
            origin: None,
        }
    }
}

/// A field or method and the embedded fields that lead to it.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub path: Vec<u32>,
    /// A pointer was followed on the way.
    pub indirect: bool,
    pub what: What,
}

#[derive(Clone, Debug)]
pub(crate) enum What {
    Field(u32, TypeId),
    Method(NamedId),
    /// A method of the interface type.
    Abstract(Signature),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum NotFound {
    Nothing,
    Ambiguous,
    Unexported,
}

struct Level {
    ty: TypeId,
    path: Vec<u32>,
    indirect: bool,
    multiple: bool,
}

fn exported(name: &str) -> bool {
    name.chars().next().is_some_and(char::is_uppercase)
}

impl<'a> Checker<'a> {
    pub(crate) fn lookup_member(&self, ty: TypeId, name: &str) -> Result<Found, NotFound> {
        if name == "_" {
            return Err(NotFound::Nothing);
        }
        let (mut start, mut indirect) = (ty, false);
        let mut only_fields = false;
        if !self.is_param(ty)
            && let Type::Pointer(base) = self.under(ty)
        {
            only_fields = matches!(self.types.get(ty), Type::Named(_));
            if self.is_interface(*base) || self.is_param(*base) {
                return Err(NotFound::Nothing);
            }
            (start, indirect) = (*base, true);
        }
        let mut current = vec![Level {
            ty: start,
            path: Vec::new(),
            indirect,
            multiple: false,
        }];
        let mut seen = BTreeSet::new();
        let mut hidden = false;
        while !current.is_empty() {
            let mut next: Vec<Level> = Vec::new();
            let mut found: Option<Found> = None;
            let mut ambiguous = false;
            for level in &current {
                let mut visible = true;
                if let Type::Named(id) = self.types.get(level.ty) {
                    if !seen.insert(*id) {
                        continue;
                    }
                    let data = &self.named[id.0 as usize];
                    visible = exported(name) || data.package == self.env.package;
                    if self.declares_method(*id, name) && !only_fields {
                        hidden |= !visible;
                        if visible {
                            ambiguous |= found.is_some() || level.multiple;
                            let (path, indirect) = (level.path.clone(), level.indirect);
                            found = Some(Found {
                                path,
                                indirect,
                                what: What::Method(*id),
                            });
                        }
                        continue;
                    }
                }
                if self.is_param(level.ty) {
                    let set = self.set_of_param(level.ty);
                    if let Some((_, sig)) = set.methods.iter().find(|(method, _)| method == name) {
                        found = Some(Found {
                            path: level.path.clone(),
                            indirect: level.indirect,
                            what: What::Abstract(sig.clone()),
                        });
                    }
                    continue;
                }
                match self.under(level.ty) {
                    Type::Struct(fields) => {
                        for (i, field) in fields.iter().enumerate() {
                            if field.name == name {
                                hidden |= !visible;
                                if visible {
                                    ambiguous |= found.is_some() || level.multiple;
                                    let what = What::Field(i as u32, field.ty);
                                    let (path, indirect) = (level.path.clone(), level.indirect);
                                    found = Some(Found {
                                        path,
                                        indirect,
                                        what,
                                    });
                                }
                            } else if field.embedded {
                                self.push_embedded(&mut next, level, i as u32, field.ty);
                            }
                        }
                    }
                    Type::Interface(methods) => {
                        if let Some((_, sig)) = methods.iter().find(|(method, _)| method == name) {
                            ambiguous |= found.is_some() || level.multiple;
                            let (path, indirect) = (level.path.clone(), level.indirect);
                            found = Some(Found {
                                path,
                                indirect,
                                what: What::Abstract(sig.clone()),
                            });
                        }
                    }
                    _ => {}
                }
            }
            if ambiguous {
                return Err(NotFound::Ambiguous);
            }
            if let Some(found) = found {
                return Ok(found);
            }
            current = next;
        }
        Err(if hidden {
            NotFound::Unexported
        } else {
            NotFound::Nothing
        })
    }

    /// Whether the type's own declaration has the method.
    fn declares_method(&self, named: NamedId, name: &str) -> bool {
        let data = &self.named[named.0 as usize];
        data.methods.contains_key(name)
            || data
                .origin
                .is_some_and(|generic| self.generic(generic).methods.contains_key(name))
    }

    /// Whether the declared method has a pointer receiver.
    pub(crate) fn method_pointer(&self, named: NamedId, name: &str) -> bool {
        let data = &self.named[named.0 as usize];
        if let Some(method) = data.methods.get(name) {
            return method.pointer;
        }
        let generic = data.origin.map(|generic| self.generic(generic));
        generic
            .and_then(|generic| generic.methods.get(name))
            .is_some_and(|method| method.pointer)
    }

    fn push_embedded(&self, next: &mut Vec<Level>, level: &Level, index: u32, ty: TypeId) {
        let (ty, pointer) = match self.types.get(ty) {
            Type::Pointer(base) => (*base, true),
            _ => (ty, false),
        };
        if let Some(same) = next.iter_mut().find(|other| other.ty == ty) {
            same.multiple = true;
            return;
        }
        let mut path = level.path.clone();
        path.push(index);
        next.push(Level {
            ty,
            path,
            indirect: level.indirect || pointer,
            multiple: level.multiple,
        });
    }

    /// The names of all members that look like methods of `ty`, promoted ones included.
    pub(crate) fn method_names(&self, ty: TypeId) -> BTreeSet<String> {
        let mut out = BTreeSet::new();
        let mut seen = BTreeSet::new();
        let mut work = vec![self.pointer_base(ty).unwrap_or(ty)];
        while let Some(ty) = work.pop() {
            if !seen.insert(ty) {
                continue;
            }
            if let Type::Named(id) = self.types.get(ty) {
                out.extend(
                    self.named[id.0 as usize]
                        .methods
                        .keys()
                        .map(|name| (*name).to_owned()),
                );
                if let Some(generic) = self.named[id.0 as usize].origin {
                    let methods = self.generic(generic).methods.keys();
                    out.extend(methods.map(|name| (*name).to_owned()));
                }
            }
            match self.under(ty) {
                Type::Struct(fields) => {
                    for field in fields.iter().filter(|field| field.embedded) {
                        work.push(match self.types.get(field.ty) {
                            Type::Pointer(base) => *base,
                            _ => field.ty,
                        });
                    }
                }
                Type::Interface(methods) => {
                    out.extend(methods.iter().map(|(name, _)| name.clone()))
                }
                _ => {}
            }
        }
        out
    }

    /// The method's function type without the receiver.
    pub(crate) fn method_sig(&mut self, named: NamedId, name: &str) -> Checked<TypeId> {
        let Some(method) = self.method(named, name) else {
            return Err(Invalid);
        };
        if let Some(sig) = method.sig {
            return Ok(sig);
        }
        let sig = self.declared_sig(named, method.decl)?;
        if let Some(method) = self.named[named.0 as usize].methods.get_mut(name) {
            method.sig = Some(sig);
        }
        Ok(sig)
    }

    /// The function type of a method's declaration.
    pub(crate) fn declared_sig(
        &mut self,
        named: NamedId,
        decl: &'a ast::FuncDecl,
    ) -> Checked<TypeId> {
        if !decl.type_params.is_empty() {
            let id = self.method_generic(named, decl)?;
            return self.generic(id).sig.ok_or(Invalid);
        }
        let (package, pos) = (self.named[named.0 as usize].package, decl.pos);
        let scope = self.method_scope(named, decl);
        let (generic, open) = (
            self.named[named.0 as usize].origin.is_some(),
            self.types.named(named).open,
        );
        let env = Env {
            open,
            instance: generic && !open,
            ..Env::top(package, scope, self.env.decl)
        };
        let outer = std::mem::replace(&mut self.env, env);
        let sig = self.nested(pos, |this| {
            let sig = this.signature_of(&decl.ty)?;
            this.intern(pos, Type::Func(sig))
        });
        self.env = outer;
        sig
    }

    /// `x` followed through embedded fields; gives the place and its type.
    pub(crate) fn follow(&mut self, mut x: Expr, path: &[u32]) -> Expr {
        for &index in path {
            x = self.deref_base(x);
            let Type::Struct(fields) = self.under(x.ty) else {
                return x;
            };
            let ty = fields[index as usize].ty;
            let pos = x.pos;
            x = Expr {
                kind: ExprKind::Field(Box::new(x), index),
                ty,
                pos,
            };
        }
        x
    }

    /// `*x` if `x` is a pointer, else `x`.
    pub(crate) fn deref_base(&self, x: Expr) -> Expr {
        match self.pointer_base(x.ty) {
            Some(base) => {
                let pos = x.pos;
                Expr {
                    kind: ExprKind::Deref(Box::new(x)),
                    ty: base,
                    pos,
                }
            }
            None => x,
        }
    }
}
