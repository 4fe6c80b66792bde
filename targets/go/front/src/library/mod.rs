//! Packages that may be imported: Go text of our own over functions the runtime provides.

pub(crate) mod runtime_functions;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::GoVersion;
use crate::diag::{Diag, DiagKind};
use crate::syntax::{self, ast};

/// A package of ours.
struct Package {
    path: &'static str,
    /// Its functions only compute: no other goroutine may run before their calls, loops and accesses. What they call
    /// of the program's has its points.
    quiet: bool,
    /// What the runtime itself makes values of.
    roots: &'static [&'static str],
    /// File names and texts. A text that starts with `//go:build go1.N` is for that version and later, with
    /// `!go1.N` for those before.
    files: &'static [(&'static str, &'static str)],
}

impl Package {
    /// Whether the release has the package.
    fn exists(&self, release: GoVersion) -> bool {
        self.files.iter().any(|(_, text)| wanted_by(text, release))
    }
}

macro_rules! package {
    ($path:literal, $quiet:literal, [$($root:literal),*], [$($file:literal),+]) => {
        Package {
            path: $path,
            quiet: $quiet,
            roots: &[$($root),*],
            files: &[$(($file, include_str!(concat!("../std/", $file)))),+],
        }
    };
}

/// In the order of their dependencies: a package imports only those before it.
#[rustfmt::skip] // a table, one line each
const PACKAGES: &[Package] = &[
    // The runtime makes values of its errors by itself.
    package!("runtime", false, [
        "errorString", "plainError", "boundsError", "errorAddressString", "TypeAssertionError", "PanicNilError"
    ], ["runtime.go", "runtime/extern.go"]),
    package!("internal/reflectlite", true, [], ["internal/reflectlite.go"]),
    package!("errors", true, [], ["errors.go"]),
    package!("io", true, [], ["io/io.go"]),
    package!("os", true, [], ["os/os.go"]),
    package!("runtime/debug", false, [], ["runtime/debug.go"]),
    package!("unicode/utf8", true, [], ["unicode/utf8.go"]),
    package!("unicode", true, [], ["unicode/unicode.go"]),
    package!("math", true, [], ["math/bits.go", "math/elementary.go"]),
    package!("math/rand", true, [], ["math/rand.go"]),
    package!("strconv", true, [], ["strconv/itoa.go", "strconv/atoi.go", "strconv/ftoa.go", "strconv/quote.go"]),
    package!("strings", true, [], ["strings/builder.go", "strings/strings.go"]),
    package!("bytes", true, [], ["bytes/buffer.go", "bytes/bytes.go"]),
    package!("sort", true, [], ["sort.go"]),
    package!("fmt", true, [], ["fmt/print.go", "fmt/printf.go", "fmt/format.go", "fmt/scan.go"]),
    package!("cmp", true, [], ["cmp.go"]),
    package!("slices", true, [], ["slices.go"]),
    package!("maps", true, [], ["maps.go"]),
    package!("math/bits", true, [], ["math/bitcount.go"]),
    package!("bufio", true, [], ["bufio.go"]),
    package!("container/list", true, [], ["container/list.go"]),
    package!("container/heap", true, [], ["container/heap.go"]),
    package!("container/ring", true, [], ["container/ring.go"]),
    package!("flag", true, [], ["flag.go"]),
    package!("log", true, [], ["log.go"]),
    package!("sync/atomic", false, [], ["atomic.go", "atomic/value.go", "atomic/and23.go", "atomic/pointer.go"]),
    package!("internal/race", true, [], ["race.go"]),
    package!("sync", true, [], [
        "sync/mutex.go", "sync/rwmutex.go", "sync/waitgroup.go", "sync/once.go", "sync/cond.go", "sync/pool.go", "sync/map.go",
        "sync/map20.go", "sync/map23.go", "sync/oncefunc.go"
    ]),
    package!("time", true, ["timerproc"], [
        "time/duration.go", "time/time.go", "time/calendar.go", "time/format.go", "time/const20.go", "time/sleep.go",
        "time/sleep22.go", "time/sleep23.go", "time/tick.go", "time/tick19.go"
    ]),
    package!("testing", true, [], ["testing/testing.go"]),
    package!("net", true, [], ["net.go"]),
    package!("context", true, [], [
        "context/context.go", "context/deadline.go", "context/value.go", "context/names22.go", "context/names23.go",
        "context/cause19.go", "context/cause20.go", "context/cause21.go", "context/nocause21.go", "context/nocause22.go"
    ]),
    package!("golang.org/x/net/context", true, [], ["x/context.go", "x/deadline.go"]),
    package!("golang.org/x/sync/errgroup", true, [], ["x/errgroup.go"]),
    package!("golang.org/x/sync/semaphore", true, [], ["x/semaphore.go"]),
];

/// The package whose presence means that a program looks into values of any type.
pub(crate) const REFLECTION: &str = "internal/reflectlite";

/// Number of a library's first file; those of the program are below.
const FIRST_FILE: u16 = 0x4000;

/// The package of ours that a function is part of.
fn library_of(symbol: &str) -> Option<&'static Package> {
    // The package ends at the first dot after the last slash.
    let last = symbol.rfind('/').map_or(0, |slash| slash + 1);
    let path = symbol[last..]
        .find('.')
        .map_or(symbol, |dot| &symbol[..last + dot]);
    PACKAGES.iter().find(|package| package.path == path)
}

/// Whether the function is part of a package of ours.
pub fn is_library(symbol: &str) -> bool {
    library_of(symbol).is_some()
}

/// Whether the function is part of a package of ours that only computes.
pub fn is_quiet(symbol: &str) -> bool {
    library_of(symbol).is_some_and(|package| package.quiet)
}

/// A library package, parsed.
pub(crate) struct Library {
    package: &'static Package,
    files: Rc<Vec<ast::File>>,
    release: GoVersion,
}

/// Whether a library file is part of a release: its first line may ask for later or earlier ones.
fn wanted_by(text: &str, release: GoVersion) -> bool {
    let first = text.lines().next().unwrap_or_default();
    let Some(line) = first.strip_prefix("//go:build ") else {
        return true;
    };
    let (not, version) = match line.strip_prefix('!') {
        Some(version) => (true, version),
        None => (false, line),
    };
    release.holds_tag(version) != not
}

impl Library {
    /// The import path.
    pub(crate) fn path(&self) -> &'static str {
        self.package.path
    }

    /// What the runtime itself makes values of: checked although nothing of the program's may use it.
    pub(crate) fn roots(&self) -> &'static [&'static str] {
        self.package.roots
    }

    /// The names of the release's files, and the files.
    pub(crate) fn files(&self) -> Vec<(&'static str, &ast::File)> {
        let all = self.package.files.iter().zip(self.files.iter());
        all.filter(|((_, text), _)| wanted_by(text, self.release))
            .map(|((name, _), file)| (*name, file))
            .collect()
    }
}

thread_local! {
    /// Packages by place in the table, parsed when first imported: their texts never change.
    static PARSED: RefCell<BTreeMap<usize, Rc<Vec<ast::File>>>> = RefCell::default();
}

/// The package at a place in the table, parsed.
fn parsed(index: usize) -> Result<Rc<Vec<ast::File>>, Vec<Diag>> {
    if let Some(files) = PARSED.with_borrow(|known| known.get(&index).cloned()) {
        return Ok(files);
    }
    let before: usize = PACKAGES[..index]
        .iter()
        .map(|package| package.files.len())
        .sum();
    let files = (FIRST_FILE + before as u16..)
        .zip(PACKAGES[index].files)
        .map(|(number, (name, text))| syntax::parse(number, name, text))
        .collect::<Result<Vec<_>, _>>()
        .map_err(|diag| vec![diag])?;
    let files = Rc::new(files);
    PARSED.with_borrow_mut(|known| known.insert(index, Rc::clone(&files)));
    Ok(files)
}

/// The packages of ours that the files import, and `runtime`, each after those it imports itself. `own` are the
/// program's packages.
pub(crate) fn load(
    files: &[(&str, ast::File)],
    own: &[&str],
    release: GoVersion,
) -> Result<Vec<Library>, Vec<Diag>> {
    let place = |path: &str| PACKAGES.iter().position(|package| package.path == path);
    let mut diags = Vec::new();
    let mut wanted = BTreeSet::new();
    wanted.extend(place("runtime"));
    for (name, file) in files {
        for import in &file.imports {
            if import.path == "unsafe" || own.contains(&import.path.as_str()) {
                continue;
            }
            // Those below `internal` are the library's own.
            let index = place(&import.path).filter(|_| !import.path.starts_with("internal/"));
            let (kind, text) = match index {
                Some(index) if PACKAGES[index].exists(release) => {
                    wanted.insert(index);
                    continue;
                }
                Some(_) => (
                    DiagKind::Type,
                    format!("package {} is not in std", import.path),
                ),
                None => (DiagKind::Unsupported, format!("package {:?}", import.path)),
            };
            diags.push(Diag {
                file: (*name).to_owned(),
                pos: import.pos,
                kind,
                text,
            });
        }
    }
    if !diags.is_empty() {
        return Err(diags);
    }
    let mut out = Vec::new();
    // From the last to the first: whatever a package imports is still ahead.
    while let Some(index) = wanted.pop_last() {
        let files = parsed(index)?;
        let imports = files.iter().flat_map(|file| &file.imports);
        wanted.extend(imports.filter_map(|import| place(&import.path)));
        out.push(Library {
            package: &PACKAGES[index],
            files,
            release,
        });
    }
    out.reverse();
    Ok(out)
}
