//! The way into the checker: texts of packages go in, a checked program or errors come out.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::check::errors::MAX_ERRORS;
use crate::check::objects::ids::DeclId;
use crate::check::objects::universe::UNIVERSE;
use crate::check::typing::lookup::NamedData;
use crate::check::{Checker, Env};
use crate::diag::{Diag, DiagKind, Pos};
use crate::library::own::{Entry, Own};
use crate::library::{self, Origins};
use crate::syntax::ast;
use crate::tast::{Func, Program};
use crate::types::{Signature, Type, Types};
use crate::version::Feature;
use crate::{GoVersion, syntax};

/// Checks one Go file of package main, with the packages of the library that it imports. `go` is the version of
/// language and library.
///
/// # Errors
/// As [`check_packages`] gives them.
pub fn check_source(file: &str, source: &str, go: GoVersion) -> Result<Program, Vec<Diag>> {
    let package = SourcePackage {
        path: "main".to_owned(),
        go,
        std: false,
        files: vec![(file.to_owned(), source.to_owned())],
    };
    check_packages(&[package], go)
}

/// One package of a program as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourcePackage {
    /// The import path; `main` is the program.
    pub path: String,
    /// The version of the language, as its module states it.
    pub go: GoVersion,
    /// It is the standard library's, from a GOROOT: only what the program reaches of it is checked, and functions without a body
    /// may be the runtime's.
    pub std: bool,
    /// Names and texts, in the order in which the compiler would be given them.
    pub files: Vec<(String, String)>,
}

/// A package to be added: its files are parsed.
pub(crate) struct PackageFiles<'a> {
    pub path: &'a str,
    pub go: GoVersion,
    pub library: bool,
    /// What is checked although nothing of the program's may use it.
    pub roots: &'static [&'static str],
    pub files: Vec<(&'a str, &'a ast::File)>,
}

/// Checks a program: packages in the order of their dependencies, `main` last, with those of the library that they
/// import. `release` is the version of compiler, linker and library.
///
/// # Errors
/// What Go's compiler or linker would refuse and what tearpoint cannot run, at most ten, in source order.
pub fn check_packages(
    packages: &[SourcePackage],
    release: GoVersion,
) -> Result<Program, Vec<Diag>> {
    let texts = || packages.iter().flat_map(|package| &package.files);
    let mut parsed = Vec::new();
    let mut wrong = Vec::new();
    for (number, (name, text)) in (0..).zip(texts()) {
        match syntax::parse(number, name, text) {
            Ok(file) => {
                wrong.extend(unread_methods(name, &file, release));
                parsed.push((name.as_str(), file));
            }
            Err(diag) => wrong.push(diag),
        }
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let own = Own {
        packages,
        files: &parsed,
    };
    let libraries = library::load(&own, release)?;
    let first = texts().next().map_or("", |(name, _)| name);
    let mut checker = Checker::new(release, first);
    for entry in own.with(&libraries) {
        match entry {
            Entry::BuiltIn(library) => checker.add_package(PackageFiles {
                path: library.path(),
                go: release,
                library: true,
                roots: library.roots(),
                files: library.files(),
            }),
            Entry::Own(package, files) => {
                if package.std {
                    let quiet = !files.iter().any(|(_, file)| file.starts_goroutines);
                    let quiet = library::is_quiet(&package.path, quiet);
                    checker.origins.add(&package.path, quiet);
                }
                checker.add_package(PackageFiles {
                    path: &package.path,
                    go: package.go,
                    library: package.std,
                    roots: match package.std {
                        true => library::roots(&package.path),
                        false => &[],
                    },
                    files: files.iter().map(|(name, file)| (*name, file)).collect(),
                });
            }
        }
    }
    checker.run();
    checker.finish()
}

/// What toolchains whose parser knows no type parameters of methods say of them.
fn unread_methods(name: &str, file: &ast::File, release: GoVersion) -> Vec<Diag> {
    let places = file.generic_methods.iter();
    let unread = places.filter(|_| !release.has(Feature::GenericMethodsKnown));
    unread
        .map(|&pos| Diag {
            file: name.to_owned(),
            pos,
            kind: DiagKind::Syntax,
            text: "method must have no type parameters".to_owned(),
        })
        .collect()
}

impl<'a> Checker<'a> {
    /// A checker that knows the predeclared names. `file` is the program's first file.
    fn new(release: GoVersion, file: &str) -> Checker<'a> {
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
                NamedData::new(usize::MAX, Pos::default()),
                NamedData::new(usize::MAX, Pos::default()),
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
            method_generics: BTreeMap::new(),
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
            origins: Origins::default(),
        };
        this.new_scope(None);
        this.universe(comparable);
        this
    }
}

impl Checker<'_> {
    pub(crate) fn finish(mut self) -> Result<Program, Vec<Diag>> {
        if self.diags.is_empty() {
            if let Some((package, pos)) = self.overgrown {
                self.env.instance = false;
                self.env.package = package;
                self.unsupported(pos, "so many instances of generic types and functions");
            } else if let Some(fault) = self.instance_fault.take() {
                let text = format!("{} (in an instance of a generic declaration)", fault.text);
                let kind = DiagKind::Unsupported;
                self.diags.push(Diag {
                    kind,
                    text,
                    ..fault
                });
            }
        }
        if !self.diags.is_empty() {
            self.diags.sort_by_key(|diag| diag.pos);
            self.diags.truncate(MAX_ERRORS);
            return Err(self.diags);
        }
        let init = self.init_function();
        for func in self.unused_methods.keys() {
            self.funcs[func.0 as usize] = Some(Func::default());
        }
        let Some(funcs) = self.funcs.into_iter().collect::<Option<Vec<Func>>>() else {
            let text = "a function without body".to_owned();
            let pos = Pos::START;
            return Err(vec![Diag {
                file: self.file,
                pos,
                kind: DiagKind::Unsupported,
                text,
            }]);
        };
        // With nothing to initialise there is no call, as in gc.
        let init = Some(init).filter(|id| !funcs[id.0 as usize].body.is_empty());
        Ok(Program {
            file: self.file,
            files: self
                .files
                .iter()
                .map(|(number, file)| (*number, file.name.to_owned()))
                .collect(),
            types: self.types,
            globals: self.globals,
            funcs,
            init,
            main: self.main,
            methods: self.methods,
            origins: self.origins,
        })
    }
}
