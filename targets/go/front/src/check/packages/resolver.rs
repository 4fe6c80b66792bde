//! A package's files: their imports, and their top-level names, before anything is resolved.
//!
//! Follows `types2/resolver.go` (`collectObjects`).

use std::collections::{BTreeMap, BTreeSet};

use crate::check::Checker;
use crate::check::objects::object::{Kind, Package, Source, SourceFile};
use crate::check::objects::universe::UNIVERSE;
use crate::check::program::PackageFiles;
use crate::syntax::ast::{self, Decl, ExprKind};

impl<'a> Checker<'a> {
    /// Enters a package's top-level names; packages it imports have been added before.
    pub(crate) fn add_package(&mut self, package: PackageFiles<'a>) {
        let index = self.packages.len();
        let scope = self.new_scope(Some(UNIVERSE));
        let PackageFiles {
            path,
            go,
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
            go,
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
            && let Some(version) = file.go_version
            && self.release.refuses_file(version)
        {
            let at = file.package.pos;
            self.error(at, format!("file requires newer Go version {version}"));
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
            let acts = match self.origins.has(path) {
                true => acting_vars(file),
                false => BTreeSet::new(),
            };
            added.retain(|(_, id)| {
                let name = self.object(*id).name;
                name == "init" || roots.contains(&name) || acts.contains(name)
            });
            self.order.append(&mut added);
        }
    }

    pub(crate) fn top_level(&mut self, name: &'a ast::Ident, kind: Kind<'a>) {
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

    pub(crate) fn top_func(&mut self, decl: &'a ast::FuncDecl) {
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
}

/// Variables of Go's own packages that are initialised whether anything refers to them or not: their initializer is a call of a function of
/// the package, which may do more than give a value (encoding/gob numbers its types so).
fn acting_vars(file: &ast::File) -> BTreeSet<&str> {
    let mut acting = BTreeSet::new();
    for decl in &file.decls {
        let Decl::Var(spec) = decl else { continue };
        let calls = spec.values.iter().any(|value| {
            matches!(&value.kind, ExprKind::Call(call)
                if matches!(&call.fun.kind, ExprKind::Name(name) if !BUILTINS.contains(&name.as_str())))
        });
        if calls {
            acting.extend(spec.names.iter().map(|name| name.name.as_str()));
        }
    }
    acting
}

/// Predeclared names that are called and do nothing but give a value.
const BUILTINS: &[&str] = &[
    "append", "cap", "complex", "imag", "len", "make", "max", "min", "new", "real", "string",
    "uintptr",
];
