//! A package's files: their imports, their top-level names, the methods of their types.

use std::collections::BTreeMap;

use crate::check::objects::scope::{Kind, ObjId, Package, Source, SourceFile};
use crate::check::packages::collect::UNIVERSE;
use crate::check::{Checker, PackageFiles};
use crate::syntax::ast::{self, Decl, ExprKind};
use crate::tast::FuncId;

impl<'a> Checker<'a> {
    /// Enters a package's top-level names; packages it imports have been added before.
    pub(crate) fn add_package(&mut self, package: PackageFiles<'a>) {
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
}
