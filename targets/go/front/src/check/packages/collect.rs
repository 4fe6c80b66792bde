//! Packages and their top-level names, before anything is resolved.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::GoVersion;
use crate::check::objects::scope::{BuiltinFn, Kind, ScopeId, Source};
use crate::check::packages::initorder::DeclId;
use crate::check::typing::lookup::Method;
use crate::check::{Checker, Env};
use crate::diag::Pos;
use crate::syntax::ast::{self, ExprKind};
use crate::tast::{Builtin, FuncId};
use crate::types::{Signature, Type, Types};
use crate::version::Feature;

/// The scope of predeclared names.
pub(crate) const UNIVERSE: ScopeId = ScopeId(0);

impl<'a> Checker<'a> {
    pub(crate) fn new(go: GoVersion, release: GoVersion, file: &str) -> Checker<'a> {
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
                crate::check::typing::lookup::NamedData::new(usize::MAX, Pos::default()),
                crate::check::typing::lookup::NamedData::new(usize::MAX, Pos::default()),
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

    fn universe(&mut self, comparable: crate::types::TypeId) {
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
            ("append", Builtin::Append, None),
            ("cap", Builtin::Cap, None),
            ("clear", Builtin::Clear, Some(Feature::ClearMaxMinDeclared)),
            ("close", Builtin::Close, None),
            ("copy", Builtin::Copy, None),
            ("delete", Builtin::Delete, None),
            ("len", Builtin::Len, None),
            ("make", Builtin::Make, None),
            ("max", Builtin::Max, Some(Feature::ClearMaxMinDeclared)),
            ("min", Builtin::Min, Some(Feature::ClearMaxMinDeclared)),
            ("new", Builtin::New, None),
            ("panic", Builtin::Panic, None),
            ("print", Builtin::Print, None),
            ("println", Builtin::Println, None),
            ("recover", Builtin::Recover, None),
        ];
        for (name, builtin, since) in builtins {
            if since.is_none_or(|feature| self.release.has(feature)) {
                self.predeclare(name, Kind::Builtin(BuiltinFn::Plain(builtin)));
            }
        }
        let bool_value = |b| {
            Kind::Const(
                Types::UNTYPED_BOOL,
                crate::check::constants::value::Value::Bool(b),
            )
        };
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

    /// Enters a method with its receiver's type, by the type's name.
    pub(crate) fn collect_method(&mut self, decl: &'a ast::FuncDecl, recv: &'a ast::Param) {
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
            let text = crate::syntax::print::expr(&recv.ty);
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
                crate::syntax::print::expr(&recv.ty),
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
            let owner = crate::check::BlankOwner::Named(named);
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
