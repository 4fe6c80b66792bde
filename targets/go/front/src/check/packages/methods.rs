//! Methods, entered with the types of their receivers. Those of a library wait until their type is used.
//!
//! Follows `types2/decl.go` (`collectMethods`) and `types2/resolver.go` (`resolveBaseTypeName`).

use crate::check::objects::ids::{NO_FUNC, ObjId};
use crate::check::objects::object::Kind;
use crate::check::typing::lookup::Method;
use crate::check::{BlankOwner, Checker};
use crate::syntax::ast::{self, ExprKind};
use crate::syntax::print;
use crate::tast::FuncId;
use crate::types::Type;
use crate::version::Feature;

impl<'a> Checker<'a> {
    /// A method: a library's waits until its type is used.
    pub(crate) fn add_method(
        &mut self,
        index: usize,
        decl: &'a ast::FuncDecl,
        recv: &'a ast::Param,
    ) {
        let package = &mut self.packages[index];
        let mut ty = &recv.ty;
        while let ExprKind::Paren(inner) | ExprKind::Star(inner) | ExprKind::Index(inner, ..) =
            &ty.kind
        {
            ty = inner;
        }
        match &ty.kind {
            ExprKind::Name(base) if package.library => {
                package.methods.entry(base).or_default().push((decl, recv));
            }
            _ => self.collect_method(decl, recv),
        }
    }

    /// Enters the methods of a library's type, which is used for the first time.
    pub(crate) fn collect_waiting(&mut self, id: ObjId) {
        let (name, package) = (self.object(id).name, self.object(id).package);
        let Some(package) = self.packages.get_mut(package) else {
            return;
        };
        for (decl, recv) in package.methods.remove(name).unwrap_or_default() {
            let scope = self.file_scope(decl.pos);
            let outer = std::mem::replace(&mut self.env.scope, scope);
            self.collect_method(decl, recv);
            self.env.scope = outer;
        }
    }

    /// Something uses `func`: if it is a library's method, its body is checked too.
    pub(crate) fn reach(&mut self, func: FuncId) {
        if let Some((named, name)) = self.unused_methods.remove(&func) {
            self.queue_method(named, name);
        }
    }

    /// Enters a method with its receiver's type, by the type's name.
    pub(crate) fn collect_method(&mut self, decl: &'a ast::FuncDecl, recv: &'a ast::Param) {
        if let Some(param) = decl.type_params.first()
            && !self.has(Feature::GenericMethods)
        {
            let requires = Feature::GenericMethods.requires();
            self.error(param.name.pos, format!("generic method {requires}"));
        }
        let mut ty = &recv.ty;
        let mut pointer = false;
        loop {
            match &ty.kind {
                ExprKind::Paren(inner) => ty = inner,
                ExprKind::Star(inner) if !pointer => {
                    pointer = true;
                    ty = inner;
                }
                _ => break,
            }
        }
        let mut args: &'a [ast::Expr] = &[];
        if let ExprKind::Index(inner, list, _) = &ty.kind {
            (ty, args) = (inner, list);
        }
        let ExprKind::Name(base) = &ty.kind else {
            let text = print::expr(&recv.ty);
            self.error(ty.pos, format!("invalid receiver type {text}"));
            return;
        };
        let id = match self.lookup(base) {
            Some(id) => id,
            None => {
                self.error(ty.pos, format!("undefined: {base}"));
                return;
            }
        };
        let kind = self.resolved(id, ty.pos);
        if let Ok(Kind::GenericType(generic)) = kind {
            self.collect_generic_method(decl, recv, generic, args, pointer);
            return;
        }
        if let (Ok(Kind::Type(other)), Some(_)) = (&kind, args.first()) {
            let (text, list) = (print::expr(&recv.ty), self.type_string(*other));
            let text = text.trim_start_matches('*');
            self.error(
                ty.pos,
                format!("invalid operation: {text} ({list} is not a generic type)"),
            );
            return;
        }
        let Ok(Kind::Type(named_ty)) = kind else {
            if !matches!(self.object(id).kind, Kind::Invalid) {
                self.error(ty.pos, format!("{base} is not a type"));
            }
            return;
        };
        let mut named_ty = named_ty;
        if let Type::Pointer(inner) = *self.types.get(named_ty)
            && !pointer
        {
            (named_ty, pointer) = (inner, true);
        }
        let Type::Named(named) = self.types.get(named_ty).clone() else {
            let text = self.type_string(named_ty);
            self.error(
                ty.pos,
                format!("cannot define new methods on non-local type {text}"),
            );
            return;
        };
        if self.named[named.0 as usize].package != self.env.package {
            let text = self.type_string(named_ty);
            self.error(
                ty.pos,
                format!("cannot define new methods on non-local type {text}"),
            );
            return;
        }
        let name = decl.name.name.as_str();
        if name == "_" {
            let owner = BlankOwner::Named(named);
            self.blank_methods.push((owner, decl, pointer));
            return;
        }
        let data = &self.named[named.0 as usize];
        if let Some(other) = data.methods.get(name) {
            let at = other.decl.name.pos;
            let file = self.file_name(at);
            let text = format!(
                "method {base}.{name} already declared at {file}:{}:{}",
                at.line, at.column
            );
            self.error(decl.name.pos, text);
            return;
        }
        let func = if decl.type_params.is_empty() {
            self.funcs.push(None);
            FuncId(self.funcs.len() as u32 - 1)
        } else {
            NO_FUNC
        };
        let method = Method {
            decl,
            func,
            pointer,
            sig: None,
        };
        self.named[named.0 as usize].methods.insert(name, method);
        // One with type parameters of its own has a function for each of its instances only.
        if self.packages[self.env.package].library && func != NO_FUNC {
            self.unused_methods.insert(func, (named, name));
        }
    }
}
