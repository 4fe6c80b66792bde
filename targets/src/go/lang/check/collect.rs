//! Packages and their top-level names, before anything is resolved.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::init_order::DeclId;
use super::lookup::Method;
use super::scope::{BuiltinFn, Kind, ObjId, Package, ScopeId, Source, SourceFile};
use super::{Checker, Env, PackageFiles};
use crate::go::lang::GoVersion;
use crate::go::lang::diag::Pos;
use crate::go::lang::syntax::ast::{self, Decl, ExprKind};
use crate::go::lang::tast::{Builtin, FuncId};
use crate::go::lang::types::{Signature, Type, Types};

/// The scope of predeclared names.
const UNIVERSE: ScopeId = ScopeId(0);

impl<'a> Checker<'a> {
    pub(super) fn new(go: GoVersion, release: GoVersion, file: &str) -> Checker<'a> {
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
        let (comparable_id, comparable) = types.declare("", "comparable");
        let structure = Checker::comparable_interface(&mut types);
        types.set_underlying(comparable_id, structure);
        let env = Env::top(usize::MAX, UNIVERSE, DeclId::None);
        let mut this = Checker {
            go,
            release,
            diags: Vec::new(),
            type_depth: vec![(1, 8); types.len()],
            types,
            objects: Vec::new(),
            scopes: Vec::new(),
            packages: Vec::new(),
            files: BTreeMap::new(),
            funcs: Vec::new(),
            globals: Vec::new(),
            named: vec![
                super::lookup::NamedData::new(usize::MAX, Pos::default()),
                super::lookup::NamedData::new(usize::MAX, Pos::default()),
            ],
            incomplete: BTreeSet::new(),
            waiting: BTreeMap::new(),
            settled: 2,
            map_keys: Vec::new(),
            arrays: Vec::new(),
            methods: BTreeMap::new(),
            method_wrappers: BTreeMap::new(),
            runtime_wrappers: BTreeMap::new(),
            with_methods: BTreeSet::new(),
            bodies: VecDeque::new(),
            unused_methods: BTreeMap::new(),
            undefined: BTreeMap::new(),
            instance_bodies: VecDeque::new(),
            dot_imports: BTreeMap::new(),
            generics: Vec::new(),
            receiver_names: BTreeMap::new(),
            blank_methods: Vec::new(),
            params: Vec::new(),
            type_sets: Default::default(),
            verify: Vec::new(),
            edges: Vec::new(),
            instances: 0,
            holding: 0,
            overgrown: None,
            var_types: Vec::new(),
            unions: Vec::new(),
            complex_terms: false,
            instance_fault: None,
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
        this.universe(comparable);
        this
    }

    fn universe(&mut self, comparable: crate::go::lang::types::TypeId) {
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
            ("comparable", comparable),
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
            if self.release.minor >= since {
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
    pub(super) fn add_package(&mut self, package: PackageFiles<'a>) {
        let index = self.packages.len();
        let scope = self.new_scope(Some(UNIVERSE));
        let PackageFiles {
            path,
            library,
            roots,
            files,
        } = package;
        let Some((_, first)) = files.first() else {
            return;
        };
        self.packages.push(Package {
            path,
            name: &first.package.name,
            scope,
            literals: 0,
            linknames: files.iter().flat_map(|(_, file)| &file.linknames).collect(),
            library,
            methods: BTreeMap::new(),
        });
        self.env.package = index;
        for (name, file) in &files {
            self.add_file(index, name, file, roots);
        }
        for (_, file) in &files {
            self.import_clashes(scope, file);
        }
        for (_, file) in files {
            self.env.scope = self.file_scope(file.package.pos);
            for decl in &file.decls {
                if let Decl::Func(decl) = decl
                    && let Some(recv) = &decl.recv
                {
                    self.add_method(index, decl, recv);
                }
            }
        }
    }

    /// One file's imports and top-level names.
    fn add_file(&mut self, index: usize, name: &'a str, file: &'a ast::File, roots: &[&str]) {
        let (path, scope) = (self.packages[index].path, self.packages[index].scope);
        let pos = file.package.pos;
        let file_scope = self.new_scope(Some(scope));
        let library = self.packages[index].library;
        self.set_version(file_scope, library, file.go_version);
        if !library
            && self.release.minor >= 23
            && file
                .go_version
                .is_some_and(|file| file > self.release.minor)
        {
            let minor = file.go_version.unwrap_or_default();
            let at = file.package.pos;
            self.error(at, format!("file requires newer Go version go1.{minor}"));
        }
        let source = SourceFile {
            name,
            scope: file_scope,
            imports: Vec::new(),
        };
        self.files.insert(pos.file, source);
        let package = &file.package.name;
        let expected = self.packages[index].name;
        if package != expected {
            self.error(
                pos,
                format!("package {package}; expected package {expected}"),
            );
        } else if path == "main" && package != "main" {
            let text = format!("package {package}; only package main runs");
            self.unsupported(pos, text);
        }
        self.env.scope = file_scope;
        for import in &file.imports {
            self.import(pos.file, import);
        }
        self.env.scope = scope;
        let before = self.order.len();
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
        if self.packages[index].library {
            let mut added = self.order.split_off(before);
            added.retain(|(_, id)| {
                let name = self.object(*id).name;
                name == "init" || roots.contains(&name)
            });
            self.order.append(&mut added);
        }
    }

    /// A method: a library's waits until its type is used.
    fn add_method(&mut self, index: usize, decl: &'a ast::FuncDecl, recv: &'a ast::Param) {
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
    pub(super) fn collect_waiting(&mut self, id: ObjId) {
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
    pub(super) fn reach(&mut self, func: FuncId) {
        if let Some((named, name)) = self.unused_methods.remove(&func) {
            self.queue_method(named, name);
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
        if special && let Some(param) = decl.type_params.first() {
            self.error(
                param.name.pos,
                format!("func {name} must have no type parameters"),
            );
            return;
        }
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
        let mut args: &'a [ast::Expr] = &[];
        if let ExprKind::Index(inner, list, _) = &ty.kind {
            (ty, args) = (inner, list);
        }
        let ExprKind::Name(base) = &ty.kind else {
            let text = crate::go::lang::syntax::print::expr(&recv.ty);
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
            let (text, list) = (
                crate::go::lang::syntax::print::expr(&recv.ty),
                self.type_string(*other),
            );
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
            let owner = super::BlankOwner::Named(named);
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
        let func = FuncId(self.funcs.len() as u32);
        self.funcs.push(None);
        let method = Method {
            decl,
            func,
            pointer,
            sig: None,
        };
        self.named[named.0 as usize].methods.insert(name, method);
        if self.packages[self.env.package].library {
            self.unused_methods.insert(func, (named, name));
        }
    }
}
