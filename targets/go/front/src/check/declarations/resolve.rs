//! Names whose declaration is looked at when they are first needed, and declarations that need themselves.
//!
//! Follows `types2/decl.go` (`objDecl`, `cycleError`).

use crate::check::objects::ids::{DeclId, ObjId};
use crate::check::objects::object::{Kind, Source};
use crate::check::{Checked, Checker, Env, Invalid};
use crate::diag::Pos;

impl<'a> Checker<'a> {
    /// Looks at a package-level declaration; afterwards the object has its final kind.
    pub(crate) fn resolve(&mut self, id: ObjId, source: Source<'a>) {
        let outer = self.package_env(id);
        let declaring = self.declaring;
        if !matches!(source, Source::Type(_)) {
            self.declaring = 0;
        }
        self.object_mut(id).kind = Kind::Resolving;
        self.resolving.push((id, source));
        let result = match source {
            Source::Const(spec, i) => self.const_object(spec, i),
            Source::Var(spec, i) => self.global(id, spec, i),
            Source::Type(spec) => self.type_decl(id, spec),
            Source::Func(decl) if !decl.type_params.is_empty() => self.generic_func(id, decl),
            Source::Func(decl) => self.func_decl(decl),
        };
        self.resolving.pop();
        self.declaring = declaring;
        self.object_mut(id).kind = result.unwrap_or(Kind::Invalid);
        self.env = outer;
    }

    /// Enters the surroundings of a package-level object; gives those to come back to.
    fn package_env(&mut self, id: ObjId) -> Env<'a> {
        let package = self.object(id).package;
        let env = Env::top(package, self.file_scope(self.object(id).pos), DeclId::None);
        std::mem::replace(&mut self.env, env)
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
