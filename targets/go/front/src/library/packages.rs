//! The packages of the library: the one table of them, and the question which package a function belongs to.
//!
//! A package is Go text of our own under `std/`, included in the binary, over functions that the runtime provides.

use crate::GoVersion;

/// A package of the library.
pub(crate) struct Package {
    /// The import path.
    pub path: &'static str,
    /// Its functions only compute: no other goroutine may run before their calls, loops and accesses. What they call
    /// of the program's has its points.
    pub quiet: bool,
    /// Names of what the runtime itself makes values of: checked although nothing of the program's may use it.
    pub roots: &'static [&'static str],
    /// File names and texts. A text that starts with `//go:build go1.N` is for that version and later, with
    /// `!go1.N` for those before; ` && ` joins two such terms.
    pub files: &'static [(&'static str, &'static str)],
}

impl Package {
    /// Whether the release has the package.
    pub(crate) fn exists(&self, release: GoVersion) -> bool {
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

/// Every package: import path, whether it is quiet, its roots, its files under `std/`.
///
/// A new package is its files and a row at the end, for files are numbered in the order of the table.
/// [`load`](super::load) finds out itself what must come before what.
#[rustfmt::skip] // a table, one line each
pub(crate) const PACKAGES: &[Package] = &[
    // The runtime makes values of its errors by itself.
    package!("runtime", false, [
        "errorString", "plainError", "boundsError", "errorAddressString", "TypeAssertionError", "PanicNilError"
    ], ["runtime.go", "runtime/extern.go", "runtime/nil26.go", "runtime/nil27.go", "runtime/finalizer.go", "runtime/finalizer24.go", "runtime/finalizer25.go", "runtime/cleanup.go", "runtime/cleanup24.go", "runtime/cleanup26.go"]),
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
    package!("slices", true, [], ["slices.go", "slices/iter.go"]),
    package!("maps", true, [], ["maps.go", "maps/iter.go", "maps/clone24.go", "maps/clone25.go"]),
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
        "sync/mutex.go", "sync/mutex23.go", "sync/mutex24.go", "sync/rwmutex.go", "sync/waitgroup.go", "sync/waitgroupwait.go",
        "sync/waitgroupwait24.go", "sync/waitgroup25.go", "sync/waitgroupgo25.go", "sync/waitgroupgo26.go", "sync/once.go",
        "sync/once25.go", "sync/cond.go", "sync/pool.go", "sync/map.go",
        "sync/map20.go", "sync/map23.go", "sync/oncefunc.go"
    ]),
    package!("time", true, ["timerproc"], [
        "time/duration.go", "time/time.go", "time/calendar.go", "time/format.go", "time/parse.go", "time/parse22.go", "time/parse23.go",
        "time/const20.go", "time/sleep.go",
        "time/sleep22.go", "time/sleep23.go", "time/sleep25.go", "time/tick.go", "time/tick19.go"
    ]),
    package!("testing", true, [], [
        "testing/testing.go", "testing/before24.go", "testing/before25.go", "testing/context24.go", "testing/bubble25.go",
        "testing/files.go", "testing/chdir24.go", "testing/artifacts26.go", "testing/fuzz.go"
    ]),
    package!("net", true, [], ["net.go"]),
    package!("context", true, [], [
        "context/context.go", "context/deadline.go", "context/value.go", "context/names22.go", "context/names23.go",
        "context/cause19.go", "context/cause20.go", "context/cause21.go", "context/nocause21.go", "context/nocause22.go",
        "context/causeof24.go", "context/causeof25.go", "context/causeof26.go", "context/noted25.go"
    ]),
    package!("golang.org/x/net/context", true, [], ["x/context.go", "x/deadline.go"]),
    package!("golang.org/x/sync/errgroup", true, [], ["x/errgroup.go"]),
    package!("golang.org/x/sync/semaphore", true, [], ["x/semaphore.go"]),
    package!("runtime/pprof", false, [], ["runtime/pprof.go", "runtime/pprof26.go", "runtime/pprof27.go"]),
    package!("weak", true, [], ["weak.go"]),
    package!("unique", true, [], ["unique.go"]),
    package!("iter", false, ["corostart"], ["iter/iter.go"]),
    package!("internal/synctest", true, [], ["internal/synctest.go"]),
    package!("testing/synctest", true, [], ["testing/synctest.go", "testing/synctest27.go"]),
    package!("internal/sync", true, [], ["internal/sync/mutex.go"]),
    package!("internal/godebug", true, [], ["internal/godebug.go"]),
];

/// The packages whose presence means that a program looks into values of any type.
pub(crate) const REFLECTION: &[&str] = &["internal/reflectlite", REFLECT];
/// Go's own reflection, which comes from a GOROOT.
pub(crate) const REFLECT: &str = "reflect";

/// Whether a library file is part of a release: its first line may ask for later or earlier ones.
pub(crate) fn wanted_by(text: &str, release: GoVersion) -> bool {
    let first = text.lines().next().unwrap_or_default();
    let Some(line) = first.strip_prefix("//go:build ") else {
        return true;
    };
    line.split(" && ").all(|term| match term.strip_prefix('!') {
        Some(version) => !release.holds_tag(version),
        None => release.holds_tag(term),
    })
}
