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
use crate::provided::{self, Variable};
use crate::syntax::ast;
use crate::tast::{Func, FuncId};
use crate::types::TypeId;

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
