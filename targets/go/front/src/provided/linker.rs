//! What the linker makes of a `//go:linkname` to package runtime: which names a Go version has, and which it keeps to itself.
//!
//! Follows cmd/link/internal/loader (`checkLinkname`) and cmd/link/internal/ld (`Errorf` on a relocation target).
//! `runtime_symbols.txt` lists functions and variables of package runtime on linux/amd64: name, `f` or `v`, and for each of
//! [`RELEASES`](crate::version::RELEASES) whether it lacks it (`0`), has it (`1`), or has it and lets other packages pull it
//! (`p`, from 1.23 on). `measure_symbols.py` writes it from the toolchains' sources.

use crate::GoVersion;
use crate::version::Feature;

const SYMBOLS: &str = include_str!("runtime_symbols.txt");

/// A function or variable of package runtime.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// It is a function.
    pub func: bool,
    /// The release's linker, if it checks, lets a program pull it.
    pub pushed: bool,
}

/// What a Go version's linker makes of a program that pulls a symbol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// It links.
    Allowed,
    /// It is refused, but with `-checklinkname=0`.
    Blocked,
    /// There is no such symbol.
    Absent,
}

/// The release's symbol of that name, `runtime.` included.
pub fn symbol(name: &str, release: GoVersion) -> Option<Symbol> {
    // What runtime pushes to other packages stands under its whole name.
    let name = name.strip_prefix("runtime.").unwrap_or(name);
    let line = SYMBOLS.lines().find(|line| {
        let rest = line.strip_prefix(name);
        rest.is_some_and(|rest| rest.starts_with(' '))
    })?;
    let rest = line.get(name.len() + 1..)?;
    // After the letter that says function or variable.
    let column = 1 + release.column();
    let flag = *rest.as_bytes().get(column)?;
    (flag != b'0').then_some(Symbol {
        func: rest.starts_with('f'),
        pushed: flag == b'p',
    })
}

/// What the release's linker makes of a program that pulls the symbol.
pub fn link(name: &str, release: GoVersion) -> Link {
    match symbol(name, release) {
        None => Link::Absent,
        Some(symbol) if release.has(Feature::LinknamesChecked) && !symbol.pushed => Link::Blocked,
        Some(_) => Link::Allowed,
    }
}

/// What the linker says of a blocked symbol.
pub fn blocked_text(name: &str) -> String {
    format!("link: main: invalid reference to {name}")
}

/// What the linker says of a symbol that is nowhere, and that the function `from` refers to.
pub fn absent_text(from: &str, name: &str) -> String {
    format!("{from}: relocation target {name} not defined")
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
        assert!(at("runtime.makemap", 23).is_some_and(|symbol| symbol.pushed));
        assert!(at("runtime.mcall", 27).is_some());
    }

    #[test]
    fn blocked_since_1_23() {
        let link = |name, minor| link(name, GoVersion::go1(minor));
        assert_eq!(link("runtime.mapaccess1_fast64", 22), Link::Allowed);
        assert_eq!(link("runtime.mapaccess1_fast64", 23), Link::Blocked);
        assert_eq!(link("runtime.growslice", 23), Link::Allowed);
        assert_eq!(link("runtime.cheaprand", 19), Link::Absent);
        assert_eq!(link("runtime.mapaccess1_fast64", 27), Link::Blocked);
        assert_eq!(link("runtime.evacuate", 23), Link::Blocked);
        assert_eq!(link("runtime.evacuate", 27), Link::Absent);
        // Since 1.27 assembly needs a mark, too.
        assert_eq!(link("runtime.reflectcall", 26), Link::Allowed);
        assert_eq!(link("runtime.reflectcall", 27), Link::Blocked);
    }
}
