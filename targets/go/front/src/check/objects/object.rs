//! Objects: what a declared name stands for, and the packages and files that declare it.
//!
//! Follows `types2/object.go` and `types2/package.go` in purpose.

use std::collections::BTreeMap;

use crate::GoVersion;
use crate::check::Checker;
use crate::check::constants::value::Value;
use crate::check::objects::ids::{FnId, GenericId, ObjId, ScopeId};
use crate::diag::Pos;
use crate::provided::Provided;
use crate::syntax::ast;
use crate::tast::{Builtin, FuncId, GlobalId, LocalId};
use crate::types::TypeId;

/// A package being checked.
pub(crate) struct Package<'a> {
    /// The import path, as symbols show it.
    pub path: &'a str,
    /// The declared name, as types show it.
    pub name: &'a str,
    /// The language version of its module.
    pub go: GoVersion,
    pub scope: ScopeId,
    /// Function literals of variable initializers so far.
    pub literals: u32,
    pub linknames: Vec<&'a ast::Linkname>,
    /// Our own text: functions may lack a body, and only what is used is checked.
    pub library: bool,
    /// Of a library: methods by the name of their type, until that is used.
    pub methods: BTreeMap<&'a str, Vec<(&'a ast::FuncDecl, &'a ast::Param)>>,
}

/// A file of a package.
pub(crate) struct SourceFile<'a> {
    pub name: &'a str,
    /// Holds the names of imports; inside the package's scope.
    pub scope: ScopeId,
    /// Imports with the objects they declared.
    pub imports: Vec<(&'a ast::Import, ObjId)>,
}

/// A declared name.
pub(crate) struct Object<'a> {
    pub name: &'a str,
    pub pos: Pos,
    pub package: usize,
    pub used: bool,
    /// Stands for a type parameter (or, in an instance, for its argument).
    pub param: bool,
    pub kind: Kind<'a>,
}

/// Predeclared functions as names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum BuiltinFn {
    /// One that the checked program calls.
    Plain(Builtin),
    /// `unsafe.Sizeof`, a constant
    Sizeof,
    /// `unsafe.Alignof`, a constant
    Alignof,
    /// `unsafe.Offsetof`, a constant
    Offsetof,
}

/// A declaration not looked at yet.
#[derive(Clone, Copy)]
pub(crate) enum Source<'a> {
    /// A constant, by its place among the names of the declaration.
    Const(&'a ast::ConstSpec, usize),
    /// A variable, by its place among the names of the declaration.
    Var(&'a ast::VarSpec, usize),
    /// A type or an alias.
    Type(&'a ast::TypeSpec),
    /// A function.
    Func(&'a ast::FuncDecl),
}

/// What runs when a function is called.
#[derive(Clone, Copy, Debug)]
pub(crate) enum FuncRef {
    /// A function of the checked program.
    Go(FuncId),
    /// A function that the runtime provides.
    Runtime(&'static Provided),
}

/// What a name stands for.
#[derive(Clone)]
pub(crate) enum Kind<'a> {
    /// Nothing has needed the declaration yet.
    Lazy(Source<'a>),
    /// The declaration is being looked at.
    Resolving,
    /// Its error has been reported.
    Invalid,
    /// A constant.
    Const(TypeId, Value),
    /// A type.
    Type(TypeId),
    /// A type that needs type arguments.
    GenericType(GenericId),
    /// A function that needs type arguments.
    GenericFunc(GenericId),
    /// A variable of the function.
    Local(FnId, LocalId, TypeId),
    /// A package variable.
    Global(GlobalId, TypeId),
    /// A function.
    Func(FuncRef, TypeId),
    /// An imported package: index into `packages`.
    Package(usize),
    /// A predeclared function, or one of package `unsafe`.
    Builtin(BuiltinFn),
    /// `nil`
    Nil,
    /// `iota`
    Iota,
}

impl Kind<'_> {
    /// A type's name, whether it has been looked at or not.
    pub(crate) fn is_type(&self) -> bool {
        matches!(self, Kind::Type(_) | Kind::Lazy(Source::Type(_)))
    }
}

impl<'a> Checker<'a> {
    pub(crate) fn object(&self, id: ObjId) -> &Object<'a> {
        &self.objects[id.0 as usize]
    }

    pub(crate) fn object_mut(&mut self, id: ObjId) -> &mut Object<'a> {
        &mut self.objects[id.0 as usize]
    }

    pub(crate) fn new_object(&mut self, name: &'a str, pos: Pos, kind: Kind<'a>) -> ObjId {
        let id = ObjId(self.objects.len() as u32);
        self.objects.push(Object {
            name,
            pos,
            package: self.env.package,
            used: false,
            param: false,
            kind,
        });
        id
    }

    /// Notes that the text being looked at names `id`; if a dot import brought it here, that is used too.
    pub(crate) fn mark_used(&mut self, id: ObjId) {
        self.object_mut(id).used = true;
        let package = self.object(id).package;
        let mut scope = Some(self.env.scope).filter(|_| !self.dot_imports.is_empty());
        while let Some(at) = scope {
            if let Some(&import) = self.dot_imports.get(&(at, package)) {
                self.object_mut(import).used = true;
            }
            scope = self.scopes[at.0 as usize].parent;
        }
    }
}
