//! The order of the whole check: declarations, then bodies, then what libraries and interfaces need of methods.
//!
//! Follows `types2/check.go` (`checkFiles`) in purpose. Of a library only what the program reaches is checked:
//! functions when they are named, methods when they are called or an interface may call them.

use crate::check::objects::ids::{GenericId, ObjId};
use crate::check::objects::object::{FuncRef, Kind, Source};
use crate::check::typing::lookup::Method;
use crate::check::{Body, Checker};
use crate::diag::Pos;
use crate::syntax::ast;
use crate::types::{NamedId, Type};

impl<'a> Checker<'a> {
    /// Checks everything.
    pub(crate) fn run(&mut self) {
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
        self.verify_all();
        self.check_bodies();
        if self.diags.is_empty() {
            self.monomorph();
        }
        self.check_instances();
        self.unused_imports();
        if self.main.is_none() && self.diags.is_empty() {
            self.error(
                Pos::START,
                "function main is undeclared in the main package",
            );
        }
        while self.diags.is_empty() {
            self.fill_methods();
            let done = self.bodies.is_empty() && self.instance_bodies.is_empty();
            if done || self.instance_fault.is_some() {
                break;
            }
            self.check_bodies();
            self.check_instances();
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
            self.verify_all();
        }
    }

    /// Bodies of instances, as long as nothing is wrong.
    fn check_instances(&mut self) {
        while self.diags.is_empty()
            && self.instance_fault.is_none()
            && let Some(body) = self.instance_bodies.pop_front()
        {
            self.body(body);
            self.env.instance = false;
        }
    }

    /// Asks for every method of the program's generic types, as their declarations have them.
    fn check_generic_methods(&mut self) {
        for index in 0..self.generics.len() {
            let id = GenericId(index as u32);
            let mut methods: Vec<_> = self.generic(id).methods.values().cloned().collect();
            methods.sort_by_key(|method| method.decl.pos);
            let package = self.generic(id).package;
            if self.packages[package].library {
                continue;
            }
            self.env.package = package;
            for method in methods {
                self.env.scope = self.file_scope(method.decl.pos);
                if let Ok(named) = self.receiver_type(id, &method) {
                    self.method(named, &method.decl.name.name);
                }
            }
        }
    }

    /// Queues the bodies of the program's methods, and checks their receivers.
    fn check_methods(&mut self) {
        self.check_generic_methods();
        for index in 0..self.named.len() {
            let id = NamedId(index as u32);
            if self.named[index].origin.is_some() && !self.types.named(id).open {
                continue;
            }
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
        for (owner, decl, pointer) in std::mem::take(&mut self.blank_methods) {
            // What is wrong has been reported.
            let _ = self.queue_blank(owner, decl, pointer);
        }
        let mut bodies: Vec<Body<'a>> = std::mem::take(&mut self.bodies).into();
        bodies.sort_by_key(|body| (body.package, body.decl.pos));
        self.bodies = bodies.into();
    }

    /// Queues the body of a declared type's method.
    pub(crate) fn queue_method(&mut self, id: NamedId, name: &str) {
        let data = &self.named[id.0 as usize];
        if let Some(method) = data.methods.get(name).copied()
            && let Ok(body) = self.method_body(id, &method.decl.name.name, method)
        {
            self.bodies.push_back(body);
        }
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
            let text = if name == "." || path.rsplit('/').next() == Some(name) {
                format!("{path:?} imported and not used")
            } else {
                format!("{path:?} imported as {name} and not used")
            };
            let pos = import.name.as_ref().map_or(import.pos, |name| name.pos);
            self.error(pos, text);
        }
    }
}
