//! What the linker says of `//go:linkname`: names the runtime lacks, names it has already, names it keeps to itself.
//!
//! Follows cmd/link/internal/loader (`checkLinkname`, `checkdup`) and cmd/link/internal/ld (`Errorf` on a relocation
//! target). `runtime_symbols.txt` lists functions and variables of package runtime on linux/amd64: name, `f` or `v`,
//! whether Go 1.19, 1.21, 1.22 and 1.23 have it, and `p` if 1.23 lets other packages pull it.
//!
//! Deviations: a function that is inlined is told as the one that refers to the missing symbol; a linkname to a package
//! other than runtime is not supported.

use crate::check::objects::object::{FuncRef, Kind};
use crate::check::{Checked, Checker, GoVersion};
use crate::diag::{DiagKind, Pos};
use crate::syntax::ast;
use crate::tast::{Func, FuncId};
use crate::types::TypeId;

const SYMBOLS: &str = include_str!("runtime_symbols.txt");

/// A function or variable of package runtime.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Symbol {
    pub func: bool,
    /// Go 1.23's linker lets a program pull it.
    pub pushed: bool,
}

/// The release's symbol of that name, `runtime.` included.
pub(crate) fn symbol(name: &str, release: GoVersion) -> Option<Symbol> {
    let name = name.strip_prefix("runtime.")?;
    let line = SYMBOLS.lines().find(|line| {
        let rest = line.strip_prefix(name);
        rest.is_some_and(|rest| rest.starts_with(' '))
    })?;
    let rest = line.get(name.len() + 1..)?;
    // After the letter that says function or variable.
    let column = 1 + release.column();
    (rest.as_bytes().get(column) == Some(&b'1')).then_some(Symbol {
        func: rest.starts_with('f'),
        // Coroutines are package iter's alone.
        pushed: rest.ends_with(" p") && !matches!(name, "coroswitch" | "newcoro"),
    })
}

/// Whether Go 1.23's linker refuses that a program pulls the symbol.
pub fn blocked(name: &str) -> bool {
    symbol(name, GoVersion::NEWEST).is_some_and(|symbol| !symbol.pushed)
}

impl<'a> Checker<'a> {
    /// A function that linkname says is elsewhere.
    pub(crate) fn linked_func(
        &mut self,
        decl: &'a ast::FuncDecl,
        target: &'a str,
        sig: TypeId,
    ) -> Checked<Kind<'a>> {
        if let Some(runtime) = crate::library::runtime_functions::linkname_function(target) {
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
            let text = format!("{from}: relocation target {target} not defined");
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
            && !matches!(target, "runtime.zerobase" | "runtime.zeroVal")
            && symbol(target, self.release).is_some()
        {
            self.unsupported(pos, format!("go:linkname to {target}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_are_of_a_release() {
        let at = |name, minor| symbol(name, GoVersion::go1(minor));
        assert!(at("runtime.mapassign", 19).is_some_and(|symbol| symbol.func));
        assert!(at("runtime.zerobase", 23).is_some_and(|symbol| !symbol.func && !symbol.pushed));
        assert_eq!(at("runtime.nosuch", 23), None);
        assert_eq!(at("runtime.cheaprand", 19), None);
        assert!(at("runtime.cheaprand", 22).is_some());
        assert!(blocked("runtime.mapaccess1_fast64") && !blocked("runtime.growslice"));
    }
}
