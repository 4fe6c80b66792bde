//! The type checker: resolves names, types expressions, folds constants, makes conversions explicit. Its result is a
//! [`Program`](crate::tast::Program).
//!
//! It follows `cmd/compile/internal/types2` in structure (a declaration is looked at when something first needs it, an
//! expression becomes an operand with a mode, bodies come after declarations), in the names of most files, and in the
//! texts of its errors. Unlike types2 it builds the checked program at the same time.
//!
//! Where to start: `program` is the way in, `stages` the order of the whole check, [`Checker`] the state that all
//! methods share. Then, by subject: `packages` (files, imports, methods, initialization order, linknames), `objects`
//! (what names stand for), `declarations`, `typing` (types), `generics`, `expressions`, `constants`, `builtins`,
//! `statements`, and `errors`.
//!
//! Invariants: a program is given only if no error was reported; equal sources give equal programs. Deviations:
//! messages show `uint8` and `int32` where Go remembers `byte` and `rune`, and signatures without the names of
//! parameters. Misses: complex numbers, constants of more than 127 bits.
//!
//! # Circles
//!
//! Data is layered: `constants::value` and `objects::ids` know nothing of the checker, `objects` is made of them, then
//! come the data of the other folders (`Operand`, `Generic`, `FnCtx`, …). [`Checker`], in this file, holds them all, and
//! every file gives it methods: that is the one circle of files. Apart from it no file imports another that, directly or
//! not, imports it back.
//!
//! The methods of [`Checker`] call each other across all folders, because the language is like that:
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
use self::objects::universe::UNIVERSE;
use self::packages::initorder::VarInit;
use self::typing::lookup::NamedData;
use crate::GoVersion;
use crate::check::generics::verify::Verify;
use crate::diag::{Diag, Pos};
use crate::syntax::ast;
use crate::tast::{Func, FuncId, Global};
use crate::types::{NamedId, Signature, Term, Type, TypeId, Types};

/// What could not be checked; the error has been reported.
#[derive(Clone, Copy, Debug)]
struct Invalid;

type Checked<T> = Result<T, Invalid>;

/// A body to be checked once all declarations are.
struct Body<'a> {
    func: FuncId,
    decl: &'a ast::FuncDecl,
    package: usize,
    sig: TypeId,
    recv: Option<TypeId>,
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

/// The type of a method named `_`.
#[derive(Clone, Copy)]
enum BlankOwner {
    Named(NamedId),
    Generic(GenericId),
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
    unions: Vec<(usize, Vec<Pos>, Vec<Term>)>,
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
    /// A checker that knows the predeclared names. `file` is the program's first file.
    fn new(go: GoVersion, release: GoVersion, file: &str) -> Checker<'a> {
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
}
