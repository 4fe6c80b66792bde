//! Packages that may be imported: Go text of our own over functions the runtime provides.

use super::super::GoVersion;
use super::super::diag::{Diag, DiagKind, Pos};
use super::super::syntax::{self, ast};

/// A package: import path, name, and its files. A file that starts with `//go:build go1.N` is for that version and later.
type Package = (&'static str, &'static str, &'static [&'static str]);

/// In dependency order.
const PACKAGES: &[Package] = &[
    ("runtime", "runtime", &[include_str!("../std/runtime.go")]),
    ("errors", "errors", &[include_str!("../std/errors.go")]),
    ("os", "os", &[include_str!("../std/os.go")]),
    ("sync/atomic", "atomic", &[include_str!("../std/atomic.go")]),
];

/// Functions without a body in those texts: what a [`Runtime`](crate::go::lang::tast::Callee::Runtime) call may name.
pub const RUNTIME_FUNCTIONS: &[&str] = &[
    "os.Exit",
    "runtime.GC",
    "runtime.GOMAXPROCS",
    "runtime.Goexit",
    "runtime.Gosched",
    "runtime.KeepAlive",
    "runtime.NumGoroutine",
    "runtime.panicwrap",
    "sync/atomic.AddInt32",
    "sync/atomic.AddInt64",
    "sync/atomic.AddUint32",
    "sync/atomic.AddUint64",
    "sync/atomic.AddUintptr",
    "sync/atomic.CompareAndSwapInt32",
    "sync/atomic.CompareAndSwapInt64",
    "sync/atomic.CompareAndSwapPointer",
    "sync/atomic.CompareAndSwapUint32",
    "sync/atomic.CompareAndSwapUint64",
    "sync/atomic.CompareAndSwapUintptr",
    "sync/atomic.LoadInt32",
    "sync/atomic.LoadInt64",
    "sync/atomic.LoadPointer",
    "sync/atomic.LoadUint32",
    "sync/atomic.LoadUint64",
    "sync/atomic.LoadUintptr",
    "sync/atomic.StoreInt32",
    "sync/atomic.StoreInt64",
    "sync/atomic.StorePointer",
    "sync/atomic.StoreUint32",
    "sync/atomic.StoreUint64",
    "sync/atomic.StoreUintptr",
    "sync/atomic.SwapInt32",
    "sync/atomic.SwapInt64",
    "sync/atomic.SwapPointer",
    "sync/atomic.SwapUint32",
    "sync/atomic.SwapUint64",
    "sync/atomic.SwapUintptr",
];

/// Functions of the runtime that a program may pull with `//go:linkname` in every version from 1.19 to 1.23.
pub const LINKNAME_FUNCTIONS: &[&str] = &[
    "runtime.mapaccess1",
    "runtime.mapaccess1_fast32",
    "runtime.mapaccess1_fast64",
    "runtime.mapassign",
    "runtime.mapassign_fast32",
    "runtime.mapassign_fast64",
    "runtime.mapdelete",
    "runtime.mapdelete_fast32",
    "runtime.mapdelete_fast64",
];

/// The runtime's function that a linkname names, if a program may have it.
pub(super) fn linkname_function(name: &str) -> Option<&'static str> {
    LINKNAME_FUNCTIONS
        .iter()
        .copied()
        .find(|known| *known == name)
}

/// The runtime's function of that name, if there is one.
pub(super) fn runtime_function(name: &str) -> Option<&'static str> {
    RUNTIME_FUNCTIONS
        .iter()
        .copied()
        .find(|known| *known == name)
}

/// Whether a function, by its symbol (`sync.(*Mutex).Lock`), is the runtime's or a library package's.
pub fn is_library(symbol: &str) -> bool {
    let last = symbol.rfind('/').map_or(0, |slash| slash + 1);
    let package = symbol[last..]
        .find('.')
        .map_or(symbol, |dot| &symbol[..last + dot]);
    PACKAGES.iter().any(|(path, ..)| *path == package)
}

/// A library package, parsed.
pub(super) struct Library {
    path: &'static str,
    name: &'static str,
    file: ast::File,
}

/// The same, borrowed.
pub(super) struct Loaded<'a> {
    pub path: &'static str,
    pub name: &'static str,
    pub file: &'a ast::File,
}

impl Library {
    pub(super) fn loaded(&self) -> Loaded<'_> {
        Loaded {
            path: self.path,
            name: self.name,
            file: &self.file,
        }
    }
}

/// Whether a library file is part of the version: its first line may ask for a later one.
fn wanted_by(text: &str, go: GoVersion) -> bool {
    let first = text.lines().next().unwrap_or_default();
    match first.strip_prefix("//go:build go1.").map(str::parse::<u32>) {
        Some(Ok(since)) => go.minor >= since,
        _ => true,
    }
}

/// Whether a program may import the package: those below `internal` are the library's own.
fn importable(path: &str) -> bool {
    path == "unsafe"
        || (!path.starts_with("internal/") && PACKAGES.iter().any(|(known, ..)| *known == path))
}

/// The files of a package as one.
fn parse(path: &str, texts: &[&str], go: GoVersion) -> Result<ast::File, Diag> {
    let mut whole: Option<ast::File> = None;
    for text in texts.iter().filter(|text| wanted_by(text, go)) {
        let file = syntax::parse(&format!("{path}.go"), text)?;
        let Some(whole) = &mut whole else {
            whole = Some(file);
            continue;
        };
        for import in file.imports {
            if !whole.imports.iter().any(|known| known.path == import.path) {
                whole.imports.push(import);
            }
        }
        whole.decls.extend(file.decls);
        whole.linknames.extend(file.linknames);
    }
    whole.ok_or_else(|| Diag {
        file: format!("{path}.go"),
        pos: Pos::default(),
        kind: DiagKind::Unsupported,
        text: format!("package {path:?} in this version"),
    })
}

/// The packages that `file` imports, and `runtime`, each after those it imports itself.
pub(super) fn load(
    file: &ast::File,
    file_name: &str,
    go: GoVersion,
) -> Result<Vec<Library>, Vec<Diag>> {
    let mut diags = Vec::new();
    let mut wanted = vec!["runtime".to_owned()];
    for import in &file.imports {
        if !importable(&import.path) {
            let text = format!("package {:?}", import.path);
            let pos = import.pos;
            diags.push(Diag {
                file: file_name.to_owned(),
                pos,
                kind: DiagKind::Unsupported,
                text,
            });
        }
        wanted.push(import.path.clone());
    }
    if !diags.is_empty() {
        return Err(diags);
    }
    // The table is in dependency order.
    let mut out: Vec<Library> = Vec::new();
    let mut at = 0;
    while at < wanted.len() {
        let path = wanted[at].clone();
        at += 1;
        if out.iter().any(|library| library.path == path) {
            continue;
        }
        let Some((path, name, texts)) = PACKAGES.iter().find(|(known, ..)| *known == path) else {
            continue;
        };
        let file = parse(path, texts, go).map_err(|diag| vec![diag])?;
        wanted.extend(file.imports.iter().map(|import| import.path.clone()));
        out.push(Library { path, name, file });
    }
    out.sort_by_key(|library| PACKAGES.iter().position(|(path, ..)| *path == library.path));
    Ok(out)
}
