//! What stays ours where the standard library comes from a GOROOT: the packages that are the runtime, or built on its inside, and of
//! some others single files.
//!
//! Everything else is compiled from Go's own text; where a package has assembly, from what it has for machines without.

/// Packages that are never taken from a GOROOT: the runtime and its inside, and what stands for the operating system.
const OURS: &[&str] = &[
    "internal/godebug",
    "internal/race",
    "internal/sync",
    "internal/synctest",
    "iter",
    "maps",
    "runtime",
    "runtime/debug",
    "runtime/pprof",
    "sync",
    "sync/atomic",
    "testing",
    "testing/synctest",
    "unique",
    "unsafe",
    "weak",
];

/// Whether a package stays ours.
pub fn is_ours(path: &str) -> bool {
    OURS.contains(&path)
}

/// What is different in a package from a GOROOT.
#[derive(Clone, Copy, Debug)]
pub struct Overlay {
    path: &'static str,
    /// Names of files that are left out.
    pub without: &'static [&'static str],
    /// The texts of files of ours that are added, each if its build line holds.
    pub with: &'static [&'static str],
    /// Files of the built-in package of that path that are added if they are of the release.
    pub built_in: &'static [&'static str],
    /// Which of its files belong.
    pub choice: Choice,
}

/// For which machine a package is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// For amd64, or, where it has assembly, for a machine that nobody has written any for.
    Usual,
    /// As amd64 has it although it has assembly: that is the machine's or the system's, which nothing of it can do without.
    Machine,
    /// As a machine without assembly has it although it has none: it looks into the runtime.
    Pure,
}

/// The system under package syscall.
const LINUX: &[&str] = &[
    include_str!("../std/overlay/linux.go"),
    include_str!("../std/overlay/linux_files.go"),
    include_str!("../std/overlay/linux_nodes.go"),
];

const OVERLAYS: &[Overlay] = &[
    Overlay {
        path: "vendor/golang.org/x/sys/cpu",
        without: &[
            "cpu_linux.go",
            "cpu_linux_noinit.go",
            "hwcap_linux.go",
            "proc_cpuinfo_linux.go",
        ],
        with: &[include_str!("../std/overlay/xcpu.go")],
        built_in: &[],
        choice: Choice::Usual,
    },
    Overlay {
        path: "crypto/internal/constanttime",
        without: &[],
        with: &[include_str!("../std/overlay/constanttime.go")],
        built_in: &[],
        choice: Choice::Usual,
    },
    Overlay {
        path: "hash/maphash",
        without: &[],
        with: &[],
        built_in: &[],
        choice: Choice::Pure,
    },
    Overlay {
        path: "internal/cpu",
        without: &[],
        with: &[include_str!("../std/overlay/cpu.go")],
        built_in: &[],
        choice: Choice::Usual,
    },
    Overlay {
        path: "crypto/internal/fips140",
        without: &["indicator.go"],
        with: &[include_str!("../std/overlay/fips140.go")],
        built_in: &[],
        choice: Choice::Usual,
    },
    Overlay {
        path: "internal/abi",
        without: &["escape.go"],
        with: &[
            include_str!("../std/overlay/abi.go"),
            include_str!("../std/overlay/escape.go"),
        ],
        built_in: &[],
        choice: Choice::Usual,
    },
    Overlay {
        path: "internal/bytealg",
        without: &[],
        with: &[include_str!("../std/overlay/bytealg.go")],
        built_in: &[],
        choice: Choice::Usual,
    },
    Overlay {
        path: "internal/runtime/maps",
        without: &[],
        with: &[include_str!("../std/overlay/maps.go")],
        built_in: &[],
        choice: Choice::Usual,
    },
    Overlay {
        path: "reflect",
        without: &[],
        with: &[include_str!("../std/overlay/reflect.go")],
        built_in: &[],
        choice: Choice::Usual,
    },
    Overlay {
        path: "internal/reflectlite",
        without: &[],
        with: &[include_str!("../std/overlay/reflectlite.go")],
        built_in: &[],
        choice: Choice::Usual,
    },
    Overlay {
        path: "time",
        without: &["sleep.go", "tick.go"],
        with: &[include_str!("../std/overlay/time.go")],
        built_in: &[
            "time/sleep.go",
            "time/sleep22.go",
            "time/sleep23.go",
            "time/sleep25.go",
            "time/tick.go",
            "time/tick19.go",
        ],
        choice: Choice::Machine,
    },
    Overlay {
        path: "runtime/internal/syscall",
        without: &[],
        with: LINUX,
        built_in: &[],
        choice: Choice::Machine,
    },
    Overlay {
        path: "internal/runtime/syscall",
        without: &[],
        with: LINUX,
        built_in: &[],
        choice: Choice::Machine,
    },
    Overlay {
        path: "internal/runtime/syscall/linux",
        without: &[],
        with: LINUX,
        built_in: &[],
        choice: Choice::Machine,
    },
    Overlay {
        path: "internal/poll",
        without: &[],
        with: &[include_str!("../std/overlay/poll.go")],
        built_in: &[],
        choice: Choice::Machine,
    },
    Overlay {
        path: "internal/syscall/unix",
        without: &[],
        with: &[include_str!("../std/overlay/unix.go")],
        built_in: &[],
        choice: Choice::Machine,
    },
    Overlay {
        path: "os",
        without: &[],
        with: &[include_str!("../std/overlay/os.go")],
        built_in: &[],
        choice: Choice::Machine,
    },
    Overlay {
        path: "syscall",
        without: &[],
        with: &[
            include_str!("../std/overlay/syscall.go"),
            include_str!("../std/overlay/syscall22.go"),
        ],
        built_in: &[],
        choice: Choice::Machine,
    },
];

/// What is different in the package of that path.
pub fn overlay(path: &str) -> Option<Overlay> {
    let mut all = OVERLAYS.iter().copied();
    all.find(|overlay| overlay.path == path)
}
