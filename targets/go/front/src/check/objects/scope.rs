//! Objects, scopes and packages.

use std::collections::BTreeMap;

use crate::GoVersion;
use crate::check::constants::value::Value;
use crate::check::declarations::function::FnId;
use crate::check::generics::generic::GenericId;
use crate::check::{Checked, Checker, Invalid};
use crate::diag::Pos;
use crate::syntax::ast;
use crate::tast::{Builtin, FuncId, GlobalId, LocalId};
use crate::types::TypeId;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct ObjId(pub u32);
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct ScopeId(pub u32);

/// A block's names.
pub(crate) struct Scope {
    pub parent: Option<ScopeId>,
    pub names: BTreeMap<String, ObjId>,
    /// A file's: the language version of its text.
    pub go: Option<GoVersion>,
    /// That is the version its build constraint names.
    pub declares: bool,
}

/// A package being checked.
pub(crate) struct Package<'a> {
    /// The import path, as symbols show it.
    pub path: &'a str,
    /// The declared name, as types show it.
    pub name: &'a str,
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
    /// Those of the checked program.
    Plain(Builtin),
    Sizeof,
    Alignof,
    Offsetof,
}

/// A declaration not looked at yet.
#[derive(Clone, Copy)]
pub(crate) enum Source<'a> {
    Const(&'a ast::ConstSpec, usize),
    Var(&'a ast::VarSpec, usize),
    Type(&'a ast::TypeSpec),
    Func(&'a ast::FuncDecl),
}

/// What runs when a function is called.
#[derive(Clone, Copy, Debug)]
pub(crate) enum FuncRef {
    Go(FuncId),
    Runtime(&'static str),
}

#[derive(Clone)]
pub(crate) enum Kind<'a> {
    Lazy(Source<'a>),
    Resolving,
    /// Its error has been reported.
    Invalid,
    Const(TypeId, Value),
    Type(TypeId),
    /// Indices into `generics`.
    GenericType(GenericId),
    GenericFunc(GenericId),
    Local(FnId, LocalId, TypeId),
    Global(GlobalId, TypeId),
    Func(FuncRef, TypeId),
    Package(usize),
    Builtin(BuiltinFn),
    Nil,
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

    /// The name of the file that `pos` is in.
    pub(crate) fn file_name(&self, pos: Pos) -> &str {
        self.files
            .get(&pos.file)
            .map_or(&self.file, |file| file.name)
    }

    /// The scope that declarations of the file that `pos` is in are looked at in.
    pub(crate) fn file_scope(&self, pos: Pos) -> ScopeId {
        self.files
            .get(&pos.file)
            .map_or(ScopeId(0), |file| file.scope)
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

    pub(crate) fn new_scope(&mut self, parent: Option<ScopeId>) -> ScopeId {
        let id = ScopeId(self.scopes.len() as u32);
        self.scopes.push(Scope {
            parent,
            names: BTreeMap::new(),
            go: None,
            declares: false,
        });
        id
    }

    /// Runs `f` in a new block.
    pub(crate) fn in_scope<T>(&mut self, f: impl FnOnce(&mut Self) -> T) -> T {
        let outer = self.env.scope;
        self.env.scope = self.new_scope(Some(outer));
        let result = f(self);
        self.unused(self.env.scope);
        self.env.scope = outer;
        result
    }

    /// Reports the block's variables that nothing uses.
    pub(crate) fn unused(&mut self, scope: ScopeId) {
        let ids: Vec<ObjId> = self.scopes[scope.0 as usize]
            .names
            .values()
            .copied()
            .collect();
        for id in ids {
            let object = self.object(id);
            if let Kind::Local(..) = object.kind
                && !object.used
            {
                let (pos, name) = (object.pos, object.name);
                self.error(pos, format!("declared and not used: {name}"));
            }
        }
    }

    /// Enters `object` into the current block; `_` is never entered.
    pub(crate) fn declare(&mut self, id: ObjId) -> Checked<()> {
        let (name, pos) = (self.object(id).name, self.object(id).pos);
        if name == "_" {
            return Ok(());
        }
        let scope = &mut self.scopes[self.env.scope.0 as usize];
        if let Some(&other) = scope.names.get(name) {
            let at = self.object(other).pos;
            let file = self.file_name(at);
            let text = format!(
                "{name} redeclared in this block\n\t{file}:{}:{}: other declaration of {name}",
                at.line, at.column
            );
            return Err(self.error(pos, text));
        }
        scope.names.insert(name.to_owned(), id);
        Ok(())
    }

    pub(crate) fn lookup_in(&self, scope: ScopeId, name: &str) -> Option<ObjId> {
        self.scopes[scope.0 as usize].names.get(name).copied()
    }

    pub(crate) fn lookup(&self, name: &str) -> Option<ObjId> {
        let mut scope = Some(self.env.scope);
        while let Some(id) = scope {
            if let Some(object) = self.lookup_in(id, name) {
                return Some(object);
            }
            scope = self.scopes[id.0 as usize].parent;
        }
        None
    }

    /// The object's kind, once its declaration has been looked at.
    pub(crate) fn resolved(&mut self, id: ObjId, pos: Pos) -> Checked<Kind<'a>> {
        if let Kind::Lazy(source) = self.object(id).kind {
            self.nested(pos, |this| {
                this.depth += 1;
                this.resolve(id, source);
                this.depth -= 1;
                Ok(())
            })?;
        }
        match self.object(id).kind.clone() {
            Kind::Invalid => Err(Invalid),
            Kind::Resolving => Err(self.cycle(id)),
            Kind::Lazy(_) => Err(Invalid),
            kind => Ok(kind),
        }
    }

    /// Reports a declaration that needs itself.
    pub(crate) fn cycle(&mut self, id: ObjId) -> Invalid {
        let start = self
            .resolving
            .iter()
            .rposition(|(other, _)| *other == id)
            .unwrap_or(0);
        let cycle = &self.resolving[start..];
        let is_type = |(_, source): &(ObjId, Source<'_>)| matches!(source, Source::Type(_));
        let types = cycle.iter().any(is_type);
        let first = cycle
            .iter()
            .map(|(id, _)| *id)
            .min_by_key(|&id| self.object(id).pos)
            .unwrap_or(id);
        let (name, pos, alone) = (
            self.object(first).name,
            self.object(first).pos,
            cycle.len() == 1,
        );
        let text = match (types, alone) {
            (true, true) => format!("invalid recursive type: {name} refers to itself"),
            (true, false) => format!("invalid recursive type {name}"),
            (false, true) => format!("initialization cycle: {name} refers to itself"),
            (false, false) => format!("initialization cycle for {name}"),
        };
        self.error(pos, text)
    }
}
