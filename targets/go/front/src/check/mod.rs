//! The checker: names, types, constants and conversions. Gives `tast::Program`.
//!
//! Follows `cmd/compile/internal/types2` in structure (objects resolved on demand, operands with modes, bodies
//! checked after declarations) and in the texts of its errors, and gives the lowered tree at the same time.
//!
//! Invariants: a result is given only if no error was reported; equal sources give equal programs.
//! Deviations: texts show `uint8` and `int32` where Go remembers `byte` and `rune`, and signatures without
//! parameter names. Misses: complex numbers, constants of more than 127 bits.

mod builtins;
mod constants;
mod declarations;
mod expressions;
mod generics;
mod objects;
mod packages;
mod stages;
mod statements;
mod typing;

pub use self::packages::linkname::blocked;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

use self::declarations::function::FnCtx;
use self::generics::generic::{Generic, ParamData, Verify};
use self::objects::scope::{ObjId, Object, Package, Scope, ScopeId, Source, SourceFile};
use self::packages::initorder::{DeclId, VarInit};
use self::typing::lookup::NamedData;
use crate::GoVersion;
use crate::diag::{Diag, DiagKind, Pos};
use crate::syntax::ast;
use crate::tast::{Func, FuncId, Global, Program};
use crate::types::{NamedId, TypeId, Types};
use crate::version::is_requirement;

/// At most this many errors are told.
const MAX_ERRORS: usize = 10;
/// Bound on nested checking: expressions in expressions, statements and declarations counting twice.
const MAX_DEPTH: u32 = 160;

/// What could not be checked; the error has been reported.
#[derive(Clone, Copy, Debug)]
struct Invalid;

type Checked<T> = Result<T, Invalid>;

/// Checks one Go file of package main, with the packages of ours that it imports.
pub fn check_source(file: &str, source: &str, go: GoVersion) -> Result<Program, Vec<Diag>> {
    let package = SourcePackage {
        path: "main".to_owned(),
        files: vec![(file.to_owned(), source.to_owned())],
    };
    check_packages(&[package], go, go)
}

/// One package of a program as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourcePackage {
    /// The import path; `main` is the program.
    pub path: String,
    /// Names and texts, in the order in which the compiler would be given them.
    pub files: Vec<(String, String)>,
}

/// Checks a program: packages in the order of their dependencies, `main` last, with those of ours that they import.
/// `go` is the version of the language, `release` that of the library.
pub fn check_packages(
    packages: &[SourcePackage],
    go: GoVersion,
    release: GoVersion,
) -> Result<Program, Vec<Diag>> {
    let texts = || packages.iter().flat_map(|package| &package.files);
    let mut parsed = Vec::new();
    let mut wrong = Vec::new();
    for (number, (name, text)) in (0..).zip(texts()) {
        match crate::syntax::parse(number, name, text) {
            Ok(file) => parsed.push((name.as_str(), file)),
            Err(diag) => wrong.push(diag),
        }
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let own: Vec<&str> = packages
        .iter()
        .map(|package| package.path.as_str())
        .collect();
    let libraries = crate::library::load(&parsed, &own, release)?;
    let first = texts().next().map_or("", |(name, _)| name);
    let mut checker = Checker::new(go, release, first);
    for library in &libraries {
        checker.add_package(PackageFiles {
            path: library.path(),
            library: true,
            roots: library.roots(),
            files: library.files(),
        });
    }
    let mut rest = parsed.as_slice();
    for package in packages {
        let (files, after) = rest.split_at(package.files.len());
        rest = after;
        checker.add_package(PackageFiles {
            path: &package.path,
            library: false,
            roots: &[],
            files: files.iter().map(|(name, file)| (*name, file)).collect(),
        });
    }
    checker.run();
    checker.finish()
}

/// A package to be added: its files are parsed.
struct PackageFiles<'a> {
    path: &'a str,
    library: bool,
    /// What is checked although nothing of the program's may use it.
    roots: &'static [&'static str],
    files: Vec<(&'a str, &'a ast::File)>,
}

/// A body to be checked once all declarations are.
struct Body<'a> {
    func: FuncId,
    decl: &'a ast::FuncDecl,
    package: usize,
    sig: TypeId,
    recv: Option<TypeId>,
    symbol: String,
    /// The body of an `init` function refers to things on behalf of nobody.
    id: DeclId,
    /// Where the declaration stands; for generics with their parameters' names.
    scope: ScopeId,
    /// The generic declaration itself: checked, but no code.
    open: bool,
    /// The type arguments of an instance.
    instance: Option<Vec<TypeId>>,
}

/// The type of a method named `_`.
#[derive(Clone, Copy)]
enum BlankOwner {
    Named(NamedId),
    Generic(generics::generic::GenericId),
}

/// A declared type whose structure has not been looked at.
struct Mention<'a> {
    object: Option<ObjId>,
    spec: &'a ast::TypeSpec,
    named: NamedId,
    package: usize,
    scope: ScopeId,
    open: bool,
    instance: bool,
    level: u32,
}

/// What changes when a declaration is resolved in the middle of another.
struct Env<'a> {
    scope: ScopeId,
    fns: Vec<FnCtx<'a>>,
    iota: Option<i128>,
    package: usize,
    decl: DeclId,
    /// Type parameters are themselves: no code comes of this.
    open: bool,
    /// The text of a generic declaration with arguments for its parameters.
    instance: bool,
    /// The arguments, in a function's body.
    args: Vec<TypeId>,
    /// How many instances led to this one.
    level: u32,
}

impl Env<'_> {
    /// Outside all functions.
    fn top(package: usize, scope: ScopeId, decl: DeclId) -> Self {
        Env {
            scope,
            fns: Vec::new(),
            iota: None,
            package,
            decl,
            open: false,
            instance: false,
            args: Vec::new(),
            level: 0,
        }
    }
}

struct Checker<'a> {
    /// The module's language version.
    go: GoVersion,
    /// The toolchain's version.
    release: GoVersion,
    diags: Vec<Diag>,
    types: Types,
    /// Nesting of each type's structure and length of its name, by [`TypeId`].
    type_depth: Vec<(u32, u32)>,
    objects: Vec<Object<'a>>,
    scopes: Vec<Scope>,
    packages: Vec<Package<'a>>,
    files: BTreeMap<u16, SourceFile<'a>>,
    funcs: Vec<Option<Func>>,
    globals: Vec<Global>,
    named: Vec<NamedData<'a>>,
    /// Declared types whose underlying type is not known yet.
    incomplete: BTreeSet<NamedId>,
    /// By incomplete type: the declared types that have its structure.
    waiting: BTreeMap<NamedId, Vec<NamedId>>,
    /// How many of `named` have been found valid.
    settled: usize,
    /// Map keys and array types to check once types are complete.
    map_keys: Vec<(Pos, TypeId)>,
    arrays: Vec<(Pos, TypeId)>,
    methods: BTreeMap<(TypeId, String), FuncId>,
    method_wrappers: BTreeMap<(TypeId, String), FuncId>,
    runtime_wrappers: BTreeMap<&'static str, FuncId>,
    with_methods: BTreeSet<TypeId>,
    bodies: VecDeque<Body<'a>>,
    /// Methods of libraries that nothing has used so far.
    unused_methods: BTreeMap<FuncId, (NamedId, &'a str)>,
    /// Functions whose linkname nothing defines.
    undefined: BTreeMap<FuncId, &'a str>,
    /// Those of instances: only where nothing is wrong with any declaration.
    instance_bodies: VecDeque<Body<'a>>,
    /// The objects of dot imports, by file scope and package.
    dot_imports: BTreeMap<(ScopeId, usize), ObjId>,
    generics: Vec<Generic<'a>>,
    /// What receivers of generic types call their type parameters, by the method's place.
    receiver_names: BTreeMap<Pos, Vec<(&'a str, Pos)>>,
    /// Methods named `_`: only checked.
    blank_methods: Vec<(BlankOwner, &'a ast::FuncDecl, bool)>,
    params: Vec<ParamData>,
    type_sets: RefCell<BTreeMap<TypeId, Rc<generics::typeset::TypeSet>>>,
    verify: Vec<Verify>,
    edges: Vec<generics::mono::Edge>,
    instances: usize,
    /// Type parameters lack their constraints: nothing is checked in terms of them.
    holding: u32,
    /// Where there were too many instances.
    overgrown: Option<(usize, Pos)>,
    /// Types that must not be constraints, to check once types are complete.
    var_types: Vec<(usize, Pos, TypeId)>,
    /// Unions with their terms' places, to check once types are complete.
    unions: Vec<(usize, Vec<Pos>, Vec<crate::types::Term>)>,
    /// A name stands as a term of a union.
    complex_terms: bool,
    /// What is wrong with an instance though not with its declaration.
    instance_fault: Option<Diag>,
    inits: Vec<VarInit>,
    uses: BTreeMap<DeclId, BTreeSet<DeclId>>,
    env: Env<'a>,
    depth: u32,
    next_fn: u32,
    main: Option<FuncId>,
    /// The `init` functions with their packages, in order.
    init_funcs: Vec<(usize, FuncId)>,
    any: TypeId,
    error: TypeId,
    /// How many declarations of types are being looked at, each inside the one before.
    declaring: u32,
    /// Declared types that a declaration mentions and whose structure has not been looked at.
    mentioned: Vec<Mention<'a>>,
    /// Embedded fields to check once types are complete; the flag says that a star was written.
    embedded: Vec<(Pos, TypeId, bool)>,
    /// Declarations being resolved, each because of the one before.
    resolving: Vec<(ObjId, Source<'a>)>,
    /// The expression being looked at holds a call or a receive, so that its length is not constant.
    has_call: bool,
    /// Too deep or too many errors: only the way out is left.
    stopped: bool,
    file: String,
    /// Every package-level object, in source order.
    order: Vec<(usize, ObjId)>,
}

impl<'a> Checker<'a> {
    /// Reports an error of type checking at `pos` in the current package's file.
    fn error(&mut self, pos: Pos, text: impl Into<String>) -> Invalid {
        self.report(pos, DiagKind::Type, text.into())
    }

    /// Reports something that tearpoint cannot run.
    fn unsupported(&mut self, pos: Pos, what: impl Into<String>) -> Invalid {
        self.report(pos, DiagKind::Unsupported, what.into())
    }

    fn report(&mut self, pos: Pos, kind: DiagKind, text: String) -> Invalid {
        let file = self.file_name(pos).to_owned();
        let mut text = text;
        if kind == DiagKind::Type && is_requirement(&text) {
            text.push_str(&self.version_hint());
        }
        let diag = Diag {
            file,
            pos,
            kind,
            text,
        };
        if self.env.instance {
            self.instance_fault.get_or_insert(diag);
            return Invalid;
        }
        // As the compiler does: one error a line, and no more than fit on a screen.
        let same_line = |other: &Diag| other.pos.line == pos.line && other.file == diag.file;
        if !self.diags.iter().any(same_line) {
            self.diags.push(diag);
        }
        self.stopped |= self.diags.len() >= 50 * MAX_ERRORS;
        Invalid
    }

    /// Goes one level deeper; the caller comes back by decrementing `depth`.
    fn enter(&mut self, pos: Pos) -> Checked<()> {
        if self.depth >= MAX_DEPTH {
            return Err(self.unsupported(pos, "declarations or expressions nested this deep"));
        }
        self.depth += 1;
        Ok(())
    }

    /// Runs `f` one level deeper, or reports that the program nests too deeply.
    fn nested<T>(&mut self, pos: Pos, f: impl FnOnce(&mut Self) -> Checked<T>) -> Checked<T> {
        self.enter(pos)?;
        let result = f(self);
        self.depth -= 1;
        result
    }

    fn finish(mut self) -> Result<Program, Vec<Diag>> {
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
        })
    }
}
