//! Packages and their top-level names, before anything is resolved; the order of the whole check.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::init_order::DeclId;
use super::lookup::Method;
use super::scope::{BuiltinFn, FuncRef, Kind, ObjId, Package, ScopeId, Source};
use super::{Body, Checker, Env};
use crate::go::lang::GoVersion;
use crate::go::lang::diag::Pos;
use crate::go::lang::syntax::ast::{self, Decl, ExprKind};
use crate::go::lang::tast::{Builtin, FuncId};
use crate::go::lang::types::{Signature, Type, Types};

/// The scope of predeclared names.
const UNIVERSE: ScopeId = ScopeId(0);

impl<'a> Checker<'a> {
    pub(super) fn new(go: GoVersion, file: &str) -> Checker<'a> {
        let mut types = Types::default();
        let any = types.intern(Type::Interface(Vec::new()));
        let (error_id, error) = types.declare("", "error");
        let sig = Signature {
            params: Vec::new(),
            results: vec![Types::STRING],
            variadic: false,
        };
        let methods = types.intern(Type::Interface(vec![("Error".to_owned(), sig)]));
        types.set_underlying(error_id, methods);
        let env = Env {
            scope: UNIVERSE,
            fns: Vec::new(),
            iota: None,
            package: usize::MAX,
            decl: DeclId::None,
        };
        let mut this = Checker {
            go,
            diags: Vec::new(),
            type_depth: vec![1; types.len()],
            types,
            objects: Vec::new(),
            scopes: Vec::new(),
            packages: Vec::new(),
            funcs: Vec::new(),
            globals: Vec::new(),
            named: vec![super::lookup::NamedData::new(usize::MAX, Pos::default())],
            incomplete: BTreeSet::new(),
            waiting: BTreeMap::new(),
            settled: 1,
            map_keys: Vec::new(),
            arrays: Vec::new(),
            methods: BTreeMap::new(),
            method_wrappers: BTreeMap::new(),
            runtime_wrappers: BTreeMap::new(),
            with_methods: BTreeSet::new(),
            bodies: VecDeque::new(),
            inits: Vec::new(),
            uses: BTreeMap::new(),
            env,
            depth: 0,
            next_fn: 0,
            main: None,
            init_funcs: Vec::new(),
            any,
            error,
            declaring: 0,
            mentioned: Vec::new(),
            embedded: Vec::new(),
            resolving: Vec::new(),
            has_call: false,
            stopped: false,
            file: file.to_owned(),
            order: Vec::new(),
        };
        this.new_scope(None);
        this.universe();
        this
    }

    fn universe(&mut self) {
        let types = [
            ("bool", Types::BOOL),
            ("int", Types::INT),
            ("int8", Types::INT8),
            ("int16", Types::INT16),
            ("int32", Types::INT32),
            ("int64", Types::INT64),
            ("uint", Types::UINT),
            ("uint8", Types::UINT8),
            ("uint16", Types::UINT16),
            ("uint32", Types::UINT32),
            ("uint64", Types::UINT64),
            ("uintptr", Types::UINTPTR),
            ("float32", Types::FLOAT32),
            ("float64", Types::FLOAT64),
            ("complex64", Types::COMPLEX64),
            ("complex128", Types::COMPLEX128),
            ("string", Types::STRING),
            ("byte", Types::UINT8),
            ("rune", Types::INT32),
            ("any", self.any),
            ("error", self.error),
        ];
        for (name, ty) in types {
            self.predeclare(name, Kind::Type(ty));
        }
        let builtins = [
            ("append", Builtin::Append, 0),
            ("cap", Builtin::Cap, 0),
            ("clear", Builtin::Clear, 21),
            ("close", Builtin::Close, 0),
            ("copy", Builtin::Copy, 0),
            ("delete", Builtin::Delete, 0),
            ("len", Builtin::Len, 0),
            ("make", Builtin::Make, 0),
            ("max", Builtin::Max, 21),
            ("min", Builtin::Min, 21),
            ("new", Builtin::New, 0),
            ("panic", Builtin::Panic, 0),
            ("print", Builtin::Print, 0),
            ("println", Builtin::Println, 0),
            ("recover", Builtin::Recover, 0),
        ];
        for (name, builtin, since) in builtins {
            if self.go.minor >= since {
                self.predeclare(name, Kind::Builtin(BuiltinFn::Plain(builtin)));
            }
        }
        let bool_value = |b| Kind::Const(Types::UNTYPED_BOOL, super::constant::Value::Bool(b));
        self.predeclare("true", bool_value(true));
        self.predeclare("false", bool_value(false));
        self.predeclare("nil", Kind::Nil);
        self.predeclare("iota", Kind::Iota);
    }

    fn predeclare(&mut self, name: &'static str, kind: Kind<'a>) {
        let id = self.new_object(name, Pos::default(), kind);
        self.scopes[self.env.scope.0 as usize]
            .names
            .insert(name.to_owned(), id);
    }

    /// Enters a package's top-level names; packages it imports have been added before.
    pub(super) fn add_package(&mut self, path: &'a str, file: &'a ast::File, file_name: &'a str) {
        let index = self.packages.len();
        let scope = self.new_scope(Some(UNIVERSE));
        self.packages.push(Package {
            path,
            name: &file.package.name,
            file_name,
            scope,
            literals: 0,
            linknames: &file.linknames,
            imports: Vec::new(),
            library: path != "main",
        });
        self.env.package = index;
        self.env.scope = scope;
        if path == "main" && file.package.name != "main" {
            let name = &file.package.name;
            self.unsupported(
                file.package.pos,
                format!("package {name}; only package main runs"),
            );
        }
        for import in &file.imports {
            self.import(index, import);
        }
        for decl in &file.decls {
            match decl {
                Decl::Const(spec) => {
                    for (i, name) in spec.names.iter().enumerate() {
                        self.top_level(name, Kind::Lazy(Source::Const(spec, i)));
                    }
                }
                Decl::Var(spec) => {
                    for (i, name) in spec.names.iter().enumerate() {
                        self.top_level(name, Kind::Lazy(Source::Var(spec, i)));
                    }
                }
                Decl::Type(spec) => self.top_level(&spec.name, Kind::Lazy(Source::Type(spec))),
                Decl::Func(decl) if decl.recv.is_none() => self.top_func(decl),
                Decl::Func(_) => {}
            }
        }
        for decl in &file.decls {
            if let Decl::Func(decl) = decl
                && let Some(recv) = &decl.recv
            {
                self.collect_method(decl, recv);
            }
        }
    }

    fn import(&mut self, index: usize, import: &'a ast::Import) {
        let name = match &import.name {
            Some(name) if name.name == "_" => {
                self.packages[index].imports.push((import, None));
                return;
            }
            Some(name) if name.name == "." => {
                self.unsupported(name.pos, "dot imports");
                return;
            }
            Some(name) => name.name.as_str(),
            None => import.path.rsplit('/').next().unwrap_or(&import.path),
        };
        let target = if import.path == "unsafe" {
            usize::MAX
        } else {
            match self
                .packages
                .iter()
                .position(|package| package.path == import.path)
            {
                Some(target) => target,
                None => return,
            }
        };
        let id = self.new_object(name, import.pos, Kind::Package(target));
        if self.declare(id).is_ok() {
            self.packages[index].imports.push((import, Some(id)));
        }
    }

    fn top_level(&mut self, name: &'a ast::Ident, kind: Kind<'a>) {
        if matches!(name.name.as_str(), "init" | "main") {
            let main_only = name.name == "init" || self.packages[self.env.package].path == "main";
            if main_only && !matches!(kind, Kind::Lazy(Source::Func(_))) {
                self.error(
                    name.pos,
                    format!("cannot declare {} - must be func", name.name),
                );
                return;
            }
        }
        let id = self.new_object(&name.name, name.pos, kind);
        if self.declare(id).is_ok() {
            self.order.push((self.env.package, id));
        }
    }

    fn top_func(&mut self, decl: &'a ast::FuncDecl) {
        let name = decl.name.name.as_str();
        let special =
            name == "init" || name == "main" && self.packages[self.env.package].path == "main";
        if special && (!decl.ty.params.is_empty() || !decl.ty.results.is_empty()) {
            self.error(
                decl.name.pos,
                format!("func {name} must have no arguments and no return values"),
            );
            return;
        }
        if name == "init" {
            let id = self.new_object(name, decl.name.pos, Kind::Lazy(Source::Func(decl)));
            self.order.push((self.env.package, id));
            return;
        }
        self.top_level(&decl.name, Kind::Lazy(Source::Func(decl)));
    }

    /// Enters a method with its receiver's type, by the type's name.
    fn collect_method(&mut self, decl: &'a ast::FuncDecl, recv: &'a ast::Param) {
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
        let ExprKind::Name(base) = &ty.kind else {
            if matches!(ty.kind, ExprKind::Index(..)) {
                self.unsupported(ty.pos, "methods of generic types");
            } else {
                let text = crate::go::lang::syntax::print::expr(&recv.ty);
                self.error(ty.pos, format!("invalid receiver type {text}"));
            }
            return;
        };
        let id = match self.lookup(base) {
            Some(id) => id,
            None => {
                self.error(ty.pos, format!("undefined: {base}"));
                return;
            }
        };
        let Ok(Kind::Type(named_ty)) = self.resolved(id, ty.pos) else {
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
        let data = &self.named[named.0 as usize];
        if let Some(other) = data.methods.get(name) {
            let at = other.decl.name.pos;
            let file = self.packages[self.env.package].file_name;
            let text = format!(
                "method {base}.{name} already declared at {file}:{}:{}",
                at.line, at.column
            );
            self.error(decl.name.pos, text);
            return;
        }
        let func = FuncId(self.funcs.len() as u32);
        self.funcs.push(None);
        if name == "_" {
            self.unsupported(decl.name.pos, "methods named _");
            return;
        }
        let method = Method {
            decl,
            func,
            pointer,
            sig: None,
        };
        self.named[named.0 as usize].methods.insert(name, method);
    }

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
            self.env.package = package;
            self.env.scope = self.packages[package].scope;
            let pos = self.object(id).pos;
            // Whatever is wrong has been reported.
            let _ = self.resolved(id, pos);
        }
        for (package, id) in order {
            if let Kind::Func(FuncRef::Go(func), _) = self.object(id).kind {
                match self.object(id).name {
                    "init" => self.init_funcs.push((package, func)),
                    "main" if self.packages[package].path == "main" => self.main = Some(func),
                    _ => {}
                }
            }
        }
        self.check_methods();
        self.report_incomplete();
        self.settle();
        while let Some(body) = self.bodies.pop_front() {
            if self.stopped {
                break;
            }
            self.body(body);
        }
        for package in 0..self.packages.len() {
            self.env.package = package;
            self.unused_imports(package);
        }
        if self.main.is_none() && self.diags.is_empty() {
            self.error(
                Pos { line: 1, column: 1 },
                "function main is undeclared in the main package",
            );
        }
        if self.diags.is_empty() {
            self.fill_methods();
            self.order_inits();
        }
    }

    /// Queues the bodies of methods, and checks their receivers.
    fn check_methods(&mut self) {
        for index in 0..self.named.len() {
            let id = crate::go::lang::types::NamedId(index as u32);
            let ty = self.types.intern(Type::Named(id));
            let mut methods: Vec<Method<'a>> =
                self.named[index].methods.values().copied().collect();
            methods.sort_by_key(|method| method.decl.pos);
            let package = self.named[index].package;
            for method in methods {
                self.env.package = package;
                self.env.scope = self.packages[package].scope;
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
                let Ok(sig) = self.method_sig(id, name) else {
                    continue;
                };
                let Ok(pointer) = self.pointer_to(method.decl.pos, ty) else {
                    continue;
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
        }
        let mut bodies: Vec<Body<'a>> = std::mem::take(&mut self.bodies).into();
        bodies.sort_by_key(|body| (body.package, body.decl.pos));
        self.bodies = bodies.into();
    }

    fn unused_imports(&mut self, package: usize) {
        let imports: Vec<(&'a ast::Import, ObjId)> = self.packages[package]
            .imports
            .iter()
            .filter_map(|(import, id)| Some((*import, (*id)?)))
            .collect();
        for (import, id) in imports {
            if self.object(id).used {
                continue;
            }
            let path = &import.path;
            let name = self.object(id).name;
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
