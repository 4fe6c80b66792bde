//! Which files of a folder belong to the program: by name, by `//go:build` line or, without one, by `// +build` lines.
//!
//! Follows go/build (`goodOSArchFile`, `shouldBuild`, `matchTag`) and go/build/constraint for linux on amd64, built by gc without cgo.

use crate::GoVersion;
use crate::version::Span;

const SYSTEMS: &[&str] = &[
    "aix",
    "android",
    "darwin",
    "dragonfly",
    "freebsd",
    "hurd",
    "illumos",
    "ios",
    "js",
    "linux",
    "nacl",
    "netbsd",
    "openbsd",
    "plan9",
    "solaris",
    "wasip1",
    "windows",
    "zos",
];
const MACHINES: &[&str] = &[
    "386", "amd64", "arm", "arm64", "loong64", "mips", "mips64", "mips64le", "mipsle", "ppc64",
    "ppc64le", "riscv64", "s390x", "sparc64", "wasm",
];

/// Whether the file belongs, when `tags` are asked for.
pub fn included(name: &str, text: &str, release: GoVersion, tags: &[String]) -> bool {
    let base = name.rsplit('/').next().unwrap_or(name);
    let holds = |tag: &str| {
        holds(tag, release) || is_this_machine(tag) || tags.iter().any(|asked| asked == tag)
    };
    by_name(base, "amd64") && by_lines(base, text, &holds)
}

/// Whether the file belongs on a machine that nobody has written assembly for: what such packages have in Go alone.
pub fn included_without_assembly(name: &str, text: &str, release: GoVersion) -> bool {
    let base = name.rsplit('/').next().unwrap_or(name);
    let holds = |tag: &str| holds(tag, release) || PURE.contains(&tag);
    by_name(base, "") && by_lines(base, text, &holds)
}

/// Tags by which packages leave out their assembly.
const PURE: &[&str] = &["purego", "math_big_pure_go"];

/// The machine, and how Go passes arguments on it.
fn is_this_machine(tag: &str) -> bool {
    let abi = ["goexperiment.regabiwrappers", "goexperiment.regabiargs"];
    tag == "amd64" || abi.contains(&tag)
}

fn by_lines(base: &str, text: &str, holds: &dyn Fn(&str) -> bool) -> bool {
    let (line, old) = build_lines(text);
    !base.starts_with(['_', '.'])
        && match line {
            Some(line) => Expr::new(line).or(holds),
            None => old.iter().all(|line| by_old_line(line, holds)),
        }
}

/// Experiments that releases have switched on (`baseline` of internal/buildcfg/exp.go), as far as packages but the runtime ask.
const EXPERIMENTS: &[(&str, Span)] = &[
    ("coverageredesign", Span::between(20, 24)),
    ("aliastypeparams", Span::between(24, 25)),
    ("swissmap", Span::between(24, 25)),
    ("synchashtriemap", Span::between(24, 25)),
    ("jsonv2", Span::since(27)),
];

/// Whether a `// +build` line holds: one of its words, all of whose parts do.
fn by_old_line(line: &str, holds: &dyn Fn(&str) -> bool) -> bool {
    let part = |part: &str| match part.strip_prefix('!') {
        Some(tag) => !holds(tag),
        None => holds(part),
    };
    line.split_whitespace()
        .any(|word| word.split(',').all(part))
}

fn by_name(base: &str, own: &str) -> bool {
    let stem = base.strip_suffix(".go").unwrap_or(base);
    let stem = stem.strip_suffix("_test").unwrap_or(stem);
    // What stands before the first underscore is never a system.
    let mut parts: Vec<&str> = stem.split('_').skip(1).collect();
    let last = parts.pop().unwrap_or_default();
    let machine = MACHINES.contains(&last);
    if machine && last != own {
        return false;
    }
    let system = if machine {
        parts.pop().unwrap_or_default()
    } else {
        last
    };
    !SYSTEMS.contains(&system) || system == "linux"
}

/// The expression of the `//go:build` line above the package clause, and those of the `// +build` lines that an empty line follows.
fn build_lines(text: &str) -> (Option<&str>, Vec<&str>) {
    let mut comment = false;
    let mut old = Vec::new();
    let mut settled = 0;
    for line in text.lines().map(str::trim) {
        if comment {
            comment = !line.contains("*/");
        } else if let Some(expr) = line.strip_prefix("//go:build ") {
            return (Some(expr), Vec::new());
        } else if line.starts_with("/*") {
            comment = !line.contains("*/");
        } else if let Some(comment) = line.strip_prefix("//") {
            old.extend(comment.trim_start().strip_prefix("+build "));
        } else if line.is_empty() {
            settled = old.len();
        } else {
            break;
        }
    }
    old.truncate(settled);
    (None, old)
}

fn holds(tag: &str, release: GoVersion) -> bool {
    match tag {
        "linux" | "unix" | "gc" => true,
        _ => match tag.strip_prefix("goexperiment.") {
            Some(name) => {
                let mut known = EXPERIMENTS.iter();
                known.any(|(known, span)| *known == name && span.contains(release))
            }
            None => release.holds_tag(tag),
        },
    }
}

/// What is left of an expression.
struct Expr<'a> {
    rest: &'a str,
}

impl<'a> Expr<'a> {
    fn new(rest: &'a str) -> Expr<'a> {
        Expr { rest }
    }

    fn eat(&mut self, token: &str) -> bool {
        let rest = self.rest.trim_start();
        match rest.strip_prefix(token) {
            Some(after) => {
                self.rest = after;
                true
            }
            None => false,
        }
    }

    fn or(&mut self, holds: &dyn Fn(&str) -> bool) -> bool {
        let mut value = self.and(holds);
        while self.eat("||") {
            value |= self.and(holds);
        }
        value
    }

    fn and(&mut self, holds: &dyn Fn(&str) -> bool) -> bool {
        let mut value = self.not(holds);
        while self.eat("&&") {
            value &= self.not(holds);
        }
        value
    }

    fn not(&mut self, holds: &dyn Fn(&str) -> bool) -> bool {
        // Brackets and negations nest no deeper than the line is long; a hostile line gives false.
        let mut negate = false;
        while self.eat("!") {
            negate = !negate;
        }
        if self.rest.len() > 4096 {
            return false;
        }
        let value = if self.eat("(") {
            let inner = self.or(holds);
            self.eat(")");
            inner
        } else {
            let rest = self.rest.trim_start();
            let end = rest
                .find(|c: char| !c.is_alphanumeric() && c != '_' && c != '.')
                .unwrap_or(rest.len());
            self.rest = &rest[end..];
            holds(&rest[..end])
        };
        value != negate
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_belong_as_go_says() {
        let release = GoVersion::go1(21);
        let cases = [
            ("a.go", "package p", true),
            ("a_windows.go", "package p", false),
            ("a_linux_arm64_test.go", "package p", false),
            ("a_linux_amd64.go", "package p", true),
            ("linux.go", "package p", true),
            ("a.go", "// x\n\n//go:build linux && !race\npackage p", true),
            ("a.go", "//go:build race || (cgo && amd64)\n", false),
            ("a.go", "//go:build go1.22\npackage p", false),
            ("a.go", "//go:build !go1.22\npackage p", true),
            ("a.go", "package p\n//go:build ignore", true),
            ("a.go", "//go:build ignore\npackage p", false),
            ("a.go", "// +build ignore\npackage p", true),
            ("a.go", "// +build ignore\n\npackage p", false),
            (
                "a.go",
                "// +build linux,!cgo windows\n// +build go1.9\n\npackage p",
                true,
            ),
            ("a.go", "//+build windows linux,cgo\n\npackage p", false),
            (
                "a.go",
                "//go:build linux\n// +build ignore\n\npackage p",
                true,
            ),
            ("a.go", "//go:build mine && !other\npackage p", true),
        ];
        for (name, text, expected) in cases {
            assert_eq!(
                included(name, text, release, &["mine".to_owned()]),
                expected,
                "{name}: {text}"
            );
        }
    }
}
