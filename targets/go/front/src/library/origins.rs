//! Which functions and variables are the library's, by the package in their linker names.

use std::collections::BTreeMap;

use super::packages::PACKAGES;

/// Packages whose accesses to memory do not count as the program's for the race detector: the runtime and what is built into it,
/// and those whose text here is not Go's and keeps its own order (`internal/race` says which). In Go the compiler leaves out
/// `NoInstrument` of cmd/internal/objabi/pkgspecial.go.
const NOT_INSTRUMENTED: &[&str] = &[
    "runtime",
    "runtime/debug",
    "internal/race",
    "internal/sync",
    "sync",
    "sync/atomic",
    "os",
    "time",
    "context",
    "testing",
    "net",
];

/// The packages of a program that are not its own: those of the built-in library, and what came from a GOROOT.
#[derive(Clone, Debug, Default)]
pub struct Origins {
    /// Packages from a GOROOT by path, with whether they only compute.
    goroot: BTreeMap<String, bool>,
}

/// What is known of a package.
struct Origin {
    quiet: bool,
    instrumented: bool,
}

impl Origins {
    /// Enters a package from a GOROOT.
    pub(crate) fn add(&mut self, path: &str, quiet: bool) {
        self.goroot.insert(path.to_owned(), quiet);
    }

    /// Whether the package came from a GOROOT.
    pub fn has(&self, path: &str) -> bool {
        self.goroot.contains_key(path)
    }

    /// The package of a linker name; none if it is the program's own.
    fn of(&self, symbol: &str) -> Option<Origin> {
        // The package ends at the first dot after the last slash.
        let last = symbol.rfind('/').map_or(0, |slash| slash + 1);
        let path = symbol[last..]
            .find('.')
            .map_or(symbol, |dot| &symbol[..last + dot]);
        let built_in = || PACKAGES.iter().find(|package| package.path == path);
        let goroot = self.goroot.get(path).copied();
        let quiet = goroot.or_else(|| built_in().map(|package| package.quiet))?;
        Some(Origin {
            quiet,
            instrumented: !NOT_INSTRUMENTED.contains(&path),
        })
    }

    /// Whether the function, by its linker name, is part of a library package.
    pub fn is_library(&self, symbol: &str) -> bool {
        self.of(symbol).is_some()
    }

    /// Whether accesses that the function makes can race: it is the program's own, or of a library package that works on the
    /// program's objects.
    pub fn is_instrumented(&self, symbol: &str) -> bool {
        self.of(symbol).is_none_or(|origin| origin.instrumented)
    }

    /// Whether the function, by its linker name, is part of a library package that only computes: other goroutines do not
    /// run in the middle of it.
    pub fn is_quiet(&self, symbol: &str) -> bool {
        self.of(symbol).is_some_and(|origin| origin.quiet)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_are_told_by_linker_names() {
        let mut origins = Origins::default();
        origins.add("regexp/syntax", true);
        assert!(origins.is_library("fmt.(*pp).printArg"));
        assert!(origins.is_quiet("regexp/syntax.(*parser).push"));
        assert!(!origins.is_library("regexp.Compile"));
        assert!(!origins.is_library("example.com/fmt.Println"));
        assert!(!origins.is_quiet("sync/atomic.AddInt64"));
        assert!(!origins.is_instrumented("sync.(*Mutex).Lock"));
        assert!(origins.is_instrumented("main.main"));
    }
}
