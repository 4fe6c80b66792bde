//! The order of the whole check: declarations, then bodies, then what libraries and interfaces need of methods.
//!
//! Of a library only what the program reaches is checked: functions when they are named, methods when they are called
//! or an interface may call them.

use super::init_order::DeclId;
use super::lookup::Method;
use super::scope::{FuncRef, Kind, ObjId, Source};
use super::{Body, Checker};
use crate::go::lang::diag::Pos;
use crate::go::lang::syntax::ast;
use crate::go::lang::types::{NamedId, Type};

impl<'a> Checker<'a> {
    /// Checks everything.
    pub(super) fn run(&mut self) {
        let order = std::mem::take(&mut self.order);
        // Declared types first: an alias may then refer to itself through them.
        let declares = |this: &Self, id: ObjId| match this.object(id).kind {
            Kind::Lazy(Source::Type(spec)) => !spec.alias,
            _ => false,
        };
        let (types, others): (Vec<_>, Vec<_>) =
            order.iter().partition(|(_, id)| declares(self, *id));
        for (package, id) in types.into_iter().chain(others) {
            let pos = self.object(id).pos;
            self.env.package = package;
            self.env.scope = self.file_scope(pos);
            // Whatever is wrong has been reported.
            let _ = self.resolved(id, pos);
        }
        for (package, id) in order {
            match self.object(id).kind {
                Kind::Func(FuncRef::Go(func), _) => match self.object(id).name {
                    "init" => self.init_funcs.push((package, func)),
                    "main" if self.packages[package].path == "main" => self.main = Some(func),
                    _ => {}
                },
                // The runtime makes values of such types by itself.
                Kind::Type(ty) if self.packages[package].library => {
                    self.with_methods.insert(ty);
                    let pointer = self.pointer_to(Pos::START, ty);
                    self.with_methods.extend(pointer);
                }
                _ => {}
            }
        }
        self.check_methods();
        self.report_incomplete();
        self.settle();
        self.check_bodies();
        self.unused_imports();
        if self.main.is_none() && self.diags.is_empty() {
            self.error(
                Pos::START,
                "function main is undeclared in the main package",
            );
        }
        while self.diags.is_empty() {
            self.fill_methods();
            if self.bodies.is_empty() {
                break;
            }
            self.check_bodies();
        }
        if self.diags.is_empty() {
            self.order_inits();
        }
    }

    fn check_bodies(&mut self) {
        while let Some(body) = self.bodies.pop_front() {
            if self.stopped {
                break;
            }
            self.body(body);
        }
    }

    /// Queues the bodies of the program's methods, and checks their receivers.
    fn check_methods(&mut self) {
        for index in 0..self.named.len() {
            let id = NamedId(index as u32);
            let package = self.named[index].package;
            if self
                .packages
                .get(package)
                .is_none_or(|package| package.library)
            {
                continue;
            }
            let ty = self.types.intern(Type::Named(id));
            let mut methods: Vec<Method<'a>> =
                self.named[index].methods.values().copied().collect();
            methods.sort_by_key(|method| method.decl.pos);
            for method in methods {
                self.env.package = package;
                self.env.scope = self.file_scope(method.decl.pos);
                let name = method.decl.name.name.as_str();
                let bad = match self.under(ty) {
                    Type::Pointer(_) | Type::Interface(_) => true,
                    Type::Struct(fields) => {
                        if fields.iter().any(|field| field.name == name) {
                            let pos = method.decl.name.pos;
                            self.error(pos, format!("field and method with the same name {name}"));
                        }
                        false
                    }
                    _ => false,
                };
                if bad {
                    let text = self.type_string(ty);
                    let pos = method
                        .decl
                        .recv
                        .as_ref()
                        .map_or(method.decl.pos, |recv| recv.ty.pos);
                    self.error(
                        pos,
                        format!("invalid receiver type {text} (pointer or interface type)"),
                    );
                    continue;
                }
                self.queue_method(id, name);
            }
        }
        let mut bodies: Vec<Body<'a>> = std::mem::take(&mut self.bodies).into();
        bodies.sort_by_key(|body| (body.package, body.decl.pos));
        self.bodies = bodies.into();
    }

    /// Queues the body of a declared type's method.
    pub(super) fn queue_method(&mut self, id: NamedId, name: &str) {
        let data = &self.named[id.0 as usize];
        let (Some(method), package) = (data.methods.get(name).copied(), data.package) else {
            return;
        };
        let ty = self.types.intern(Type::Named(id));
        let Ok(sig) = self.method_sig(id, name) else {
            return;
        };
        let Ok(pointer) = self.pointer_to(method.decl.pos, ty) else {
            return;
        };
        let owner = self.types.named(id).name.clone();
        let path = self.packages[package].path;
        let (recv, symbol) = if method.pointer {
            (pointer, format!("{path}.(*{owner}).{name}"))
        } else {
            (ty, format!("{path}.{owner}.{name}"))
        };
        self.bodies.push_back(Body {
            func: method.func,
            decl: method.decl,
            package,
            sig,
            recv: Some(recv),
            symbol,
            id: DeclId::Func(method.func),
        });
    }

    fn unused_imports(&mut self) {
        let imports: Vec<(&'a ast::Import, ObjId)> = self
            .files
            .values()
            .flat_map(|file| file.imports.iter().copied())
            .collect();
        for (import, id) in imports {
            let object = self.object(id);
            if object.used || self.packages[object.package].library {
                continue;
            }
            let (path, name) = (&import.path, object.name);
            let text = if path.rsplit('/').next() == Some(name) {
                format!("{path:?} imported and not used")
            } else {
                format!("{path:?} imported as {name} and not used")
            };
            let pos = import.name.as_ref().map_or(import.pos, |name| name.pos);
            self.error(pos, text);
        }
    }
}
