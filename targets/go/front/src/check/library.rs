//! Packages that may be imported: Go text of our own over functions the runtime provides.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::super::GoVersion;
use super::super::diag::{Diag, DiagKind};
use super::super::intrinsic::Intrinsic;
use super::super::syntax::{self, ast};
use super::PackageFiles;

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
pub(super) const REFLECTION: &str = "internal/reflectlite";

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

/// Functions without a body in those texts: what a [`Runtime`](crate::tast::Callee::Runtime) call may name.
pub const RUNTIME_FUNCTIONS: &[&str] = &[
    "context.typeName",
    "internal/race.Acquire",
    "internal/race.Release",
    "internal/race.ReleaseMerge",
    "os.Exit",
    "runtime.GC",
    "runtime.GOMAXPROCS",
    "runtime.Goexit",
    "runtime.Gosched",
    "runtime.KeepAlive",
    "runtime.NumGoroutine",
    "runtime.panicwrap",
    "sync.fatal",
    "sync.runtime_Semacquire",
    "sync.runtime_SemacquireMutex",
    "sync.runtime_SemacquireRWMutex",
    "sync.runtime_SemacquireRWMutexR",
    "sync.runtime_Semrelease",
    "sync.runtime_nanotime",
    "sync.runtime_notifyListAdd",
    "sync.runtime_notifyListNotifyAll",
    "sync.runtime_notifyListNotifyOne",
    "sync.runtime_notifyListWait",
    "sync.runtime_randn",
    "sync.runtime_starves",
    "sync.throw",
    "sync/atomic.AddInt32",
    "sync/atomic.AddInt64",
    "sync/atomic.AddUint32",
    "sync/atomic.AddUint64",
    "sync/atomic.AddUintptr",
    "sync/atomic.AndInt32",
    "sync/atomic.AndInt64",
    "sync/atomic.AndUint32",
    "sync/atomic.AndUint64",
    "sync/atomic.AndUintptr",
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
    "sync/atomic.OrInt32",
    "sync/atomic.OrInt64",
    "sync/atomic.OrUint32",
    "sync/atomic.OrUint64",
    "sync/atomic.OrUintptr",
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
    "time.Sleep",
    "time.bindTimer",
    "time.nextTimer",
    "time.now",
    "time.resetTimer",
    "time.runTimer",
    "time.runtimeNano",
    "time.startTimer",
    "time.stopTimer",
];

/// Functions of the runtime that a program may pull with `//go:linkname` in every version from 1.19 to 1.23.
pub const LINKNAME_FUNCTIONS: &[&str] = &[
    "runtime.chanrecv1",
    "runtime.chansend1",
    "runtime.closechan",
    "runtime.findObject",
    "runtime.goready",
    "runtime.makeslice",
    "runtime.mallocgc",
    "runtime.mapaccess1",
    "runtime.mapaccess1_fast32",
    "runtime.mapaccess1_fast64",
    "runtime.mapassign",
    "runtime.mapassign_fast32",
    "runtime.mapassign_fast64",
    "runtime.mapdelete",
    "runtime.mapdelete_fast32",
    "runtime.mapdelete_fast64",
    "runtime.mapiterinit",
    "runtime.mapiternext",
    "runtime.selectgo",
    "runtime.spanOf",
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
        .or_else(|| Intrinsic::find(name).map(|(name, _)| name))
}

/// A library package, parsed.
pub(super) struct Library {
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
    match version.strip_prefix("go1.").map(str::parse::<u32>) {
        Some(Ok(since)) => (release.minor >= since) != not,
        _ => true,
    }
}

impl Library {
    pub(super) fn files(&self) -> PackageFiles<'_> {
        let wanted = self
            .package
            .files
            .iter()
            .zip(self.files.iter())
            .filter(|((_, text), _)| wanted_by(text, self.release));
        PackageFiles {
            path: self.package.path,
            library: true,
            roots: self.package.roots,
            files: wanted.map(|((name, _), file)| (*name, file)).collect(),
        }
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
pub(super) fn load(
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
