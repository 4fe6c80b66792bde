//! Declarations with a `//go:linkname`: what they stand for, and what the linker would say of them.
//!
//! Follows cmd/link/internal/loader (`checkdup`) and cmd/link/internal/ld (`Errorf` on a relocation target).
//!
//! Deviations: a function that is inlined is told as the one that refers to the missing symbol; a linkname to a package
//! other than runtime is not supported.

use crate::check::objects::object::{FuncRef, Kind};
use crate::check::{Checked, Checker};
use crate::diag::{DiagKind, Pos};
use crate::provided::linker::{absent_text, symbol};
use crate::provided::{self, Provided, Variable};
use crate::syntax::ast;
use crate::tast::{Call, Callee, Const, Expr, ExprKind, Func, FuncId, Stmt, StmtKind};
use crate::types::{Type, TypeId, Types};

/// Ends the run at a function that nobody has.
const MISSING: &Provided = provided::row("tearpoint.missing");

impl<'a> Checker<'a> {
    /// A function that linkname says is elsewhere.
    pub(crate) fn linked_func(
        &mut self,
        decl: &'a ast::FuncDecl,
        target: &'a str,
        sig: TypeId,
    ) -> Checked<Kind<'a>> {
        if let Some(runtime) = provided::find_linkname(target, self.release) {
            return Ok(Kind::Func(FuncRef::Runtime(runtime), sig));
        }
        let known = symbol(target, self.release);
        if !target.starts_with("runtime.") || known.is_some_and(|symbol| symbol.func) {
            let what = format!("go:linkname to {target}");
            return Err(self.unsupported(decl.name.pos, &what));
        }
        // Only its use is an error.
        let func = FuncId(self.funcs.len() as u32);
        self.funcs.push(Some(Func::default()));
        self.undefined.insert(func, target);
        Ok(Kind::Func(FuncRef::Go(func), sig))
    }

    /// What a function of the library without a body is: the runtime's by its linkname, another package's, or what an overlay of ours
    /// (see [`bottom`](crate::library::bottom)) calls `tearpoint_` and its name.
    pub(crate) fn provided_elsewhere(
        &mut self,
        name: &str,
        target: Option<&str>,
        sig: TypeId,
    ) -> Option<Kind<'a>> {
        let own = self.env.package;
        if let Some(found) = self.func_of(own, &format!("tearpoint_{name}"), sig) {
            return Some(found);
        }
        let target = target?;
        if let Some(runtime) = provided::find(target, self.release) {
            return Some(Kind::Func(FuncRef::Runtime(runtime), sig));
        }
        let last = target.rfind('/').map_or(0, |slash| slash + 1);
        let (path, name) = target.split_at(last + target[last..].find('.')?);
        let place = self.packages.iter().position(|one| one.path == path)?;
        if place == own {
            return None;
        }
        self.func_of(place, &name[1..], sig)
    }

    /// The function of that name at the top level of a package.
    fn func_of(&mut self, package: usize, name: &str, sig: TypeId) -> Option<Kind<'a>> {
        let id = self.lookup_in(self.packages[package].scope, name)?;
        let pos = self.object(id).pos;
        self.resolved(id, pos).ok()?;
        match &self.object(id).kind {
            Kind::Func(func, _) => Some(Kind::Func(*func, sig)),
            _ => None,
        }
    }

    /// The only statement of a function of the library that is nowhere: it ends the run.
    pub(crate) fn missing(&mut self, name: &str, pos: Pos) -> Stmt {
        let text = Expr {
            kind: ExprKind::Const(Const::Str(name.as_bytes().to_vec())),
            ty: Types::STRING,
            pos,
        };
        let call = Call {
            callee: Callee::Runtime(MISSING),
            args: vec![text],
        };
        let call = Expr {
            kind: ExprKind::Call(Box::new(call)),
            ty: self.types.intern(Type::Tuple(Vec::new())),
            pos,
        };
        Stmt {
            kind: StmtKind::Expr(call),
            pos,
        }
    }

    /// Something refers to `func`: the linker would look for it.
    pub(crate) fn link(&mut self, func: FuncId) {
        if let Some(target) = self.undefined.get(&func) {
            let from = self.env.fns.last();
            let from = from.map_or("main.init", |from| from.symbol.as_str());
            let text = absent_text(from, target);
            self.report(Pos::START, DiagKind::Link, text);
        }
    }

    /// A function with a body may not take a name that the runtime has.
    pub(crate) fn defined_twice(&mut self, decl: &'a ast::FuncDecl) -> Checked<()> {
        let package = &self.packages[self.env.package];
        let lines = &package.linknames;
        let line = lines.iter().find(|line| line.local == decl.name.name);
        let Some(target) = line.map(|line| line.target.as_str()) else {
            return Ok(());
        };
        if package.library || symbol(target, self.release).is_none() {
            return Ok(());
        }
        let text = format!("link: duplicated definition of symbol {target}, from runtime and main");
        Err(self.report(decl.name.pos, DiagKind::Link, text))
    }

    /// A variable of the runtime's that the model does not have; one that the runtime has not either is a new variable.
    pub(crate) fn linked_var(&mut self, pos: Pos, target: &str) {
        if !self.packages[self.env.package].library
            && Variable::find(target).is_none()
            && symbol(target, self.release).is_some()
        {
            self.unsupported(pos, format!("go:linkname to {target}"));
        }
    }
}
