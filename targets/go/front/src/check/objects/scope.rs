//! Scopes: where a name holds, in a block, a file or a package.
//!
//! Follows `types2/scope.go`, and `types2/stmt.go` (`usage`).

use std::collections::BTreeMap;

use crate::GoVersion;
use crate::check::objects::ids::{ObjId, ScopeId};
use crate::check::objects::object::Kind;
use crate::check::{Checked, Checker};
use crate::diag::Pos;

/// A block's names.
pub(crate) struct Scope {
    pub parent: Option<ScopeId>,
    pub names: BTreeMap<String, ObjId>,
    /// A file's: the language version of its text.
    pub go: Option<GoVersion>,
    /// That is the version its build constraint names.
    pub declares: bool,
}

impl<'a> Checker<'a> {
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
}
