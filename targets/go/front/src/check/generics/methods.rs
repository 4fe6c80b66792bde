//! Methods of generic types, for the declaration itself and for each instance.
//!
//! Follows `types2/named.go` (`expandMethod`) and `types2/signature.go` (`funcType`) in purpose.

use crate::check::errors::plural;
use crate::check::generics::generic::{GenericDecl, GenericMethod, ParamData};
use crate::check::objects::ids::{DeclId, GenericId, NO_FUNC, ScopeId};
use crate::check::typing::lookup::Method;
use crate::check::{BlankOwner, Body, Checked, Checker, Invalid};
use crate::diag::Pos;
use crate::syntax::ast::{self, ExprKind};
use crate::syntax::print;
use crate::tast::FuncId;
use crate::types::{NamedId, Type, TypeId};

impl<'a> Checker<'a> {
    /// Enters a method of a generic type; its receiver names the type parameters anew.
    pub(crate) fn collect_generic_method(
        &mut self,
        decl: &'a ast::FuncDecl,
        recv: &'a ast::Param,
        generic: GenericId,
        args: &'a [ast::Expr],
        pointer: bool,
    ) {
        let pos = recv.ty.pos;
        let want = self.generic(generic).params.len();
        if args.is_empty() {
            let text = self.generic_string(generic);
            let at = match &recv.ty.kind {
                ExprKind::Star(inner) => inner.pos,
                _ => pos,
            };
            self.error(
                at,
                format!("cannot use generic type {text} without instantiation"),
            );
            return;
        }
        let mut names = Vec::new();
        for arg in args {
            let ExprKind::Name(name) = &arg.kind else {
                let text = print::expr(arg);
                self.error(
                    arg.pos,
                    format!("receiver type parameter {text} must be an identifier"),
                );
                return;
            };
            names.push((name.as_str(), arg.pos));
        }
        if names.len() != want {
            let got = plural(names.len(), "type parameter");
            let at = recv.name.as_ref().map_or(pos, |name| name.pos);
            let text = if names.len() < want {
                format!("got {got}, but receiver base type declares {want}")
            } else {
                let name = self.generic(generic).name;
                format!(
                    "too many type arguments for type {name}: have {}, want {want}",
                    names.len()
                )
            };
            self.error(at, text);
            return;
        }
        if self.generic(generic).package != self.env.package {
            let text = self.generic(generic).name.to_owned();
            self.error(
                pos,
                format!("cannot define new methods on non-local type {text}"),
            );
            return;
        }
        let name = decl.name.name.as_str();
        self.receiver_names.insert(decl.pos, names.clone());
        if name == "_" {
            let owner = BlankOwner::Generic(generic);
            self.blank_methods.push((owner, decl, pointer));
            return;
        }
        if let Some(other) = self.generic(generic).methods.get(name) {
            let at = other.decl.name.pos;
            let file = self.file_name(at);
            let base = self.generic(generic).name;
            let text = format!(
                "method {base}.{name} already declared at {file}:{}:{}",
                at.line, at.column
            );
            self.error(decl.name.pos, text);
            return;
        }
        let method = GenericMethod {
            decl,
            pointer,
            names,
        };
        self.generics[generic.0 as usize]
            .methods
            .insert(name, method);
    }

    /// A method of an instance, by its declared type; made when first asked for.
    pub(crate) fn method(&mut self, named: NamedId, name: &str) -> Option<Method<'a>> {
        let data = &self.named[named.0 as usize];
        if let Some(method) = data.methods.get(name) {
            return Some(*method);
        }
        let generic = data.origin?;
        let found = self.generic(generic).methods.get(name)?;
        let (decl, pointer) = (found.decl, found.pointer);
        let open = self.types.named(named).open || !decl.type_params.is_empty();
        let func = if open {
            NO_FUNC
        } else {
            let func = FuncId(self.funcs.len() as u32);
            self.funcs.push(None);
            func
        };
        let method = Method {
            decl,
            func,
            pointer,
            sig: None,
        };
        let key = decl.name.name.as_str();
        self.named[named.0 as usize].methods.insert(key, method);
        if !open && let Ok(body) = self.method_body(named, key, method) {
            self.instance_bodies.push_back(body);
        }
        Some(method)
    }

    /// The scope that a method's signature and body are checked in.
    pub(crate) fn method_scope(&mut self, named: NamedId, decl: &ast::FuncDecl) -> ScopeId {
        let file = self.file_scope(decl.pos);
        let Some(id) = self.named[named.0 as usize].origin else {
            return file;
        };
        let args = self.types.named(named).args.clone();
        debug_assert!(self.generic(id).params.len() == args.len());
        let names = self.receiver_names.get(&decl.pos).cloned();
        self.named_scope(file, names.unwrap_or_default(), &args)
    }

    /// Queues the body of a method named `_`, to be checked only.
    pub(crate) fn queue_blank(
        &mut self,
        owner: BlankOwner,
        decl: &'a ast::FuncDecl,
        pointer: bool,
    ) -> Checked<()> {
        let named = match owner {
            BlankOwner::Named(named) => named,
            BlankOwner::Generic(id) => {
                let names = self.receiver_names.get(&decl.pos).cloned();
                let method = GenericMethod {
                    decl,
                    pointer,
                    names: names.unwrap_or_default(),
                };
                self.receiver_type(id, &method)?
            }
        };
        let method = Method {
            decl,
            func: NO_FUNC,
            pointer,
            sig: None,
        };
        let sig = self.declared_sig(named, decl)?;
        let body = self.method_body(
            named,
            "_",
            Method {
                sig: Some(sig),
                ..method
            },
        )?;
        self.bodies.push_back(Body { open: true, ..body });
        Ok(())
    }

    /// What is to be checked for a declared type's method.
    pub(crate) fn method_body(
        &mut self,
        named: NamedId,
        name: &'a str,
        method: Method<'a>,
    ) -> Checked<Body<'a>> {
        let sig = match method.sig {
            Some(sig) => sig,
            None => self.method_sig(named, name)?,
        };
        let (recv, symbol) = self.method_symbol(named, name, method.pointer, method.decl.pos)?;
        let data = &self.named[named.0 as usize];
        let (package, generic) = (data.package, data.origin.is_some());
        let args = self.types.named(named).args.clone();
        let mut open = self.types.named(named).open;
        let scope = if method.decl.type_params.is_empty() {
            self.method_scope(named, method.decl)
        } else {
            open = true;
            let id = self.method_generic(named, method.decl)?;
            self.generic(id).inner
        };
        Ok(Body {
            func: method.func,
            decl: method.decl,
            package,
            sig,
            recv: Some(recv),
            symbol,
            id: DeclId::Func(method.func),
            scope,
            open,
            instance: (generic && !open).then_some(args),
        })
    }

    /// The type of a method's receiver, and the linker's name of the method.
    pub(crate) fn method_symbol(
        &mut self,
        named: NamedId,
        name: &str,
        pointer: bool,
        pos: Pos,
    ) -> Checked<(TypeId, String)> {
        let ty = self.types.intern(Type::Named(named));
        let data = &self.named[named.0 as usize];
        let path = self.packages[data.package].path;
        let mut owner = self.types.named(named).name.clone();
        if data.origin.is_some() {
            owner.push_str("[...]");
        }
        if pointer {
            let ty = self.pointer_to(pos, ty)?;
            return Ok((ty, format!("{path}.(*{owner}).{name}")));
        }
        Ok((ty, format!("{path}.{owner}.{name}")))
    }

    /// The instance of a generic type that stands for it in the declaration of one of its methods.
    pub(crate) fn receiver_type(
        &mut self,
        id: GenericId,
        method: &GenericMethod<'a>,
    ) -> Checked<NamedId> {
        let generic = self.generic(id);
        let (params, pos) = (generic.params.clone(), method.decl.pos);
        let GenericDecl::Type(spec) = generic.decl else {
            return Err(Invalid);
        };
        let same = spec
            .params
            .iter()
            .map(|param| param.name.name.as_str())
            .eq(method.names.iter().map(|(name, _)| *name));
        let args = if same && !method.names.iter().any(|(name, _)| *name == "_") {
            params
        } else {
            let mut fresh = Vec::new();
            for (&param, (name, at)) in params.iter().zip(&method.names) {
                let (new, ty) = self.types.declare_param(name);
                self.measure();
                let canon = match self.types.get(param) {
                    Type::Param(canon) => *canon,
                    _ => new,
                };
                self.params.push(ParamData {
                    pos: *at,
                    bound: None,
                    canon,
                });
                fresh.push(ty);
            }
            for (&param, &new) in params.iter().zip(&fresh) {
                let bound = self.bound_of(param).unwrap_or(self.any);
                let bound = self.subst_args(pos, bound, &params, &fresh)?;
                self.set_bound(new, bound);
            }
            fresh
        };
        let ty = self.instance_type(id, args, pos)?;
        match self.types.get(ty) {
            Type::Named(named) => Ok(*named),
            _ => Err(Invalid),
        }
    }
}
