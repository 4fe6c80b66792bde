//! The type checker: resolves names, types expressions, folds constants, makes conversions explicit. Its result is a
//! [`Program`](crate::tast::Program).
//!
//! It follows `cmd/compile/internal/types2` in structure (a declaration is looked at when something first needs it, an
//! expression becomes an operand with a mode, bodies come after declarations), in the names of most files, and in the
//! texts of its errors. Unlike types2 it builds the checked program at the same time.
//!
//! Where to start: `program` is the way in, `stages` the order of the whole check, `Checker` the state that all
//! methods share. Then, by subject: `packages` (files, imports, methods, initialization order, linknames), `objects`
//! (what names stand for), `declarations`, `typing` (types), `generics`, `expressions`, `constants`, `builtins`,
//! `statements`, and `errors`.
//!
//! Invariants: a program is given only if no error was reported; equal sources give equal programs. Deviations:
//! messages show `uint8` and `int32` where Go remembers `byte` and `rune`, and signatures without the names of
//! parameters.
//!
//! # Circles
//!
//! Data is layered: `constants::value` and `objects::ids` know nothing of the checker, `objects` is made of them, then
//! come the data of the other folders (`Operand`, `Generic`, `FnCtx`, …). `Checker`, in this file, holds them all,
//! and every file gives it methods: that is the one circle of files. Apart from it no file imports another that,
//! directly or not, imports it back.
//!
//! The methods of `Checker` call each other across all folders, because the language is like that:
//! an expression may hold a function literal and so statements, a type may hold a constant expression (`[n]T`), a
//! constant may need the size of a type (`unsafe.Sizeof`), and naming an object may check its declaration. types2 is
//! recursive in the same places.

mod builtins;
mod constants;
mod declarations;
mod errors;
mod expressions;
mod generics;
mod objects;
mod packages;
mod program;
mod stages;
mod statements;
mod typing;

pub use self::program::{SourcePackage, check_packages, check_source};

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

use self::declarations::function::FnCtx;
use self::generics::generic::{Generic, ParamData};
use self::objects::ids::{DeclId, GenericId, ObjId, ScopeId};
use self::objects::object::{Object, Package, Source, SourceFile};
use self::objects::scope::Scope;
use self::packages::initorder::VarInit;
use self::typing::lookup::NamedData;
use crate::GoVersion;
use crate::check::generics::verify::Verify;
use crate::diag::{Diag, Pos};
use crate::library::Origins;
use crate::syntax::ast;
use crate::tast::{Func, FuncId, Global};
use crate::types::{NamedId, Term, TypeId, Types};

/// What could not be checked; the error has been reported.
#[derive(Clone, Copy, Debug)]
struct Invalid;

/// What checking gives, unless something is wrong.
type Checked<T> = Result<T, Invalid>;

/// A body to be checked once all declarations are.
struct Body<'a> {
    /// The function that it will be the body of.
    func: FuncId,
    decl: &'a ast::FuncDecl,
    package: usize,
    /// The type of the function, without its receiver.
    sig: TypeId,
    /// The type of the receiver.
    recv: Option<TypeId>,
    /// The linker's name.
    symbol: String,
    /// The declaration that depends on what the body names, for the order of initialization.
    id: DeclId,
    /// Where the declaration stands; for generics with their parameters' names.
    scope: ScopeId,
    /// The generic declaration itself: checked, but no code.
    open: bool,
    /// The type arguments of an instance.
    instance: Option<Vec<TypeId>>,
}

/// The receiver's type of a method named `_`.
#[derive(Clone, Copy)]
enum BlankOwner {
    Named(NamedId),
    Generic(GenericId),
}

/// A declared type whose structure has not been looked at.
struct Mention<'a> {
    /// Its name; none for an instance.
    object: Option<ObjId>,
    spec: &'a ast::TypeSpec,
    named: NamedId,
    package: usize,
    /// Where the structure is looked at, with `open`, `instance` and `level` as in [`Env`].
    scope: ScopeId,
    open: bool,
    instance: bool,
    level: u32,
}

/// What changes when a declaration is resolved in the middle of another.
struct Env<'a> {
    /// The innermost scope.
    scope: ScopeId,
    /// The functions, each inside the one before.
    fns: Vec<FnCtx<'a>>,
    /// The value of `iota`, in declarations of constants.
    iota: Option<i128>,
    /// Index into `packages`.
    package: usize,
    /// What depends on the names that are met.
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

/// The state of a check. Its methods are in the files of their subjects.
struct Checker<'a> {
    // The whole program.
    /// The toolchain's version.
    release: GoVersion,
    /// The name of the program's first file.
    file: String,
    /// What has been reported.
    diags: Vec<Diag>,
    /// So much has been reported, or the program nests so deeply, that only the way out is left.
    stopped: bool,
    /// The packages, libraries first.
    packages: Vec<Package<'a>>,
    /// The files by their number in positions.
    files: BTreeMap<u16, SourceFile<'a>>,
    /// Every package-level object with its package, in source order.
    order: Vec<(usize, ObjId)>,
    /// The function `main.main`.
    main: Option<FuncId>,
    /// The `init` functions with their packages, in order.
    init_funcs: Vec<(usize, FuncId)>,

    // What the program becomes.
    /// Its types.
    types: Types,
    /// Its package variables.
    globals: Vec<Global>,
    /// Its functions; none while the body has not been checked.
    funcs: Vec<Option<Func>>,
    /// Its method tables: see [`Program::methods`](crate::tast::Program::methods).
    methods: BTreeMap<(TypeId, String), FuncId>,

    // Names.
    /// By [`ObjId`].
    objects: Vec<Object<'a>>,
    /// By [`ScopeId`].
    scopes: Vec<Scope>,
    /// The objects of dot imports, by file scope and package.
    dot_imports: BTreeMap<(ScopeId, usize), ObjId>,
    /// The type `any`.
    any: TypeId,
    /// The type `error`.
    error: TypeId,

    // Where the check is.
    /// What is being looked at.
    env: Env<'a>,
    /// How many expressions, statements and declarations it stands in; see [`Checker::enter`].
    depth: u32,
    /// Declarations being resolved, each because of the one before.
    resolving: Vec<(ObjId, Source<'a>)>,
    /// How many declarations of types are being looked at, each inside the one before.
    declaring: u32,
    /// The expression being looked at holds a call or a receive, so that its length is not constant.
    has_call: bool,
    /// The last [`FnId`](objects::ids::FnId) that was given.
    next_fn: u32,

    // Declared types.
    /// What is known of them, by [`NamedId`].
    named: Vec<NamedData<'a>>,
    /// Those whose underlying type is not known yet.
    incomplete: BTreeSet<NamedId>,
    /// By incomplete type: the declared types that have its structure.
    waiting: BTreeMap<NamedId, Vec<NamedId>>,
    /// Those that a declaration mentions and whose structure has not been looked at.
    mentioned: Vec<Mention<'a>>,
    /// How many of `named` have been found valid.
    settled: usize,
    /// Nesting of each type's structure and length of its name, by [`TypeId`].
    type_depth: Vec<(u32, u32)>,

    // To check once types are complete.
    /// Key types of maps.
    map_keys: Vec<(Pos, TypeId)>,
    /// Types of arrays, which must not be too large.
    arrays: Vec<(Pos, TypeId)>,
    /// Embedded fields; the flag says that a star was written.
    embedded: Vec<(Pos, TypeId, bool)>,
    /// Types that must not be constraints, with their packages.
    var_types: Vec<(usize, Pos, TypeId)>,
    /// Unions with their packages and the places of their terms.
    unions: Vec<(usize, Vec<Pos>, Vec<Term>)>,

    // Bodies.
    /// Those still to check.
    bodies: VecDeque<Body<'a>>,
    /// Those of instances, to check if nothing is wrong with any declaration.
    instance_bodies: VecDeque<Body<'a>>,
    /// Methods named `_`, which are checked and dropped; the flag says that the receiver is a pointer.
    blank_methods: Vec<(BlankOwner, &'a ast::FuncDecl, bool)>,
    /// Methods of libraries that nothing has used so far.
    unused_methods: BTreeMap<FuncId, (NamedId, &'a str)>,
    /// Functions whose linkname nothing defines, with its target.
    undefined: BTreeMap<FuncId, &'a str>,

    // Method tables.
    /// Types that need one: their values get into interfaces.
    with_methods: BTreeSet<TypeId>,
    /// Wrappers that have been made, by receiver type and name.
    method_wrappers: BTreeMap<(TypeId, String), FuncId>,
    /// Functions made for functions of the runtime that are used as values.
    runtime_wrappers: BTreeMap<&'static str, FuncId>,

    // Generics.
    /// Generic declarations, by [`GenericId`].
    generics: Vec<Generic<'a>>,
    /// Type parameters, by [`ParamId`](crate::types::ParamId).
    params: Vec<ParamData>,
    /// Methods with type parameters of their own, by their type and place.
    method_generics: BTreeMap<(NamedId, Pos), GenericId>,
    /// What receivers of generic types call their type parameters, by the method's place.
    receiver_names: BTreeMap<Pos, Vec<(&'a str, Pos)>>,
    /// Type sets of constraints, once they have been asked for.
    type_sets: RefCell<BTreeMap<TypeId, Rc<generics::typeset::TypeSet>>>,
    /// Type arguments to check against their constraints.
    verify: Vec<Verify>,
    /// More than 0 while type parameters lack their constraints: nothing is checked in terms of them.
    holding: u32,
    /// Which type parameter flows into which: see `generics::mono`.
    edges: Vec<generics::mono::Edge>,
    /// How many instances have been made.
    instances: usize,
    /// Where there were too many, with the package.
    overgrown: Option<(usize, Pos)>,
    /// What is wrong with an instance though not with its declaration.
    instance_fault: Option<Diag>,

    // Initialization.
    /// The initializers of package variables.
    inits: Vec<VarInit>,
    /// What each declaration depends on.
    uses: BTreeMap<DeclId, BTreeSet<DeclId>>,

    /// Which packages are the library's.
    origins: Origins,
}
