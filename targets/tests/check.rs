//! The front end's first half as data: `check/errors.txt` holds programs with the errors real Go 1.23.9 reports
//! (or what is not supported), `check/generics.txt` and `check/channels.txt` refused programs with the first error of
//! each, `check/ok/*.go` (and the cases under `corpus/go`) programs that real Go compiles.

#[path = "check/validate.rs"]
mod validate;

use std::fs;
use std::path::Path;

use tearpoint_targets::go::lang::check::{SourcePackage, check_packages};
use tearpoint_targets::go::lang::compile::compile;
use tearpoint_targets::go::lang::tast::{Callee, Expr, ExprKind, Program, StmtKind};
use tearpoint_targets::go::lang::{GoVersion, check_source};

const GO: GoVersion = GoVersion { minor: 23 };

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/check"))
}

/// What `source` is refused for, one `line:column: text` each, first lines only.
fn errors_of(source: &str) -> Vec<String> {
    let diags = check_source("x.go", source, GO).err().unwrap_or_default();
    let first = |text: String| {
        text.lines()
            .next()
            .unwrap_or_default()
            .replacen("x.go:", "", 1)
    };
    diags.iter().map(|diag| first(diag.to_string())).collect()
}

fn check(source: &str) -> Program {
    match check_source("x.go", source, GO) {
        Ok(program) => program,
        Err(diags) => panic!("{}\n{source}", diags[0]),
    }
}

#[test]
fn errors_are_go_s() {
    let text = fs::read_to_string(folder().join("errors.txt")).expect("errors.txt");
    let mut count = 0;
    for case in text.split("-- ").skip(1) {
        let (name, rest) = case.split_once(" --\n").expect("a name line");
        let (expected, source): (Vec<&str>, Vec<&str>) =
            rest.lines().partition(|line| line.starts_with(">> "));
        let expected: Vec<&str> = expected.into_iter().map(|line| &line[3..]).collect();
        assert_eq!(errors_of(&(source.join("\n") + "\n")), expected, "{name}");
        count += 1;
    }
    assert!(count > 100);
}

#[test]
fn first_errors_are_go_s() {
    let texts = ["generics.txt", "channels.txt"]
        .map(|name| fs::read_to_string(folder().join(name)).expect("a text of refused programs"));
    let text = texts.concat();
    let mut count = 0;
    for case in text.split("-- ").skip(1) {
        let (name, rest) = case.split_once(" --\n").expect("a name line");
        let (source, expected) = rest.split_once(">> ").expect("what Go says first");
        let found = errors_of(source);
        let first = found.first().map(String::as_str);
        assert_eq!(first, Some(expected.trim_end()), "{name}");
        count += 1;
    }
    assert!(count >= 170);
}

#[test]
fn programs_check_and_are_well_formed() {
    let mut count = 0;
    let cases = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../corpus/go/cases"));
    let folders = [folder().join("ok"), cases.join("any"), cases.join("lang")];
    let entries = folders
        .iter()
        .flat_map(|folder| fs::read_dir(folder).expect("a folder"));
    for entry in entries {
        let path = entry.expect("an entry").path();
        let source = fs::read_to_string(&path).expect("a Go file");
        for minor in [22, 23, 27] {
            let name = path.display().to_string();
            if minor < 23 && name.contains("/iter_") {
                continue;
            }
            let program =
                check_source(&name, &source, GoVersion { minor }).unwrap_or_else(|diags| {
                    panic!("{}", diags[0]);
                });
            if let Err(fault) = validate::program(&program) {
                panic!("{name}: {fault}");
            }
        }
        count += 1;
    }
    assert!(count >= 90, "only {count} programs");
}

#[test]
fn equal_sources_give_equal_programs() {
    let source = fs::read_to_string(folder().join("ok/control.go")).expect("control.go");
    assert_eq!(
        format!("{:?}", check(&source)),
        format!("{:?}", check(&source))
    );
}

#[test]
fn closures_are_named_as_go_names_them() {
    let source = "package main
var v = func() int { return 1 }()
type T struct{}
func (*T) M() { func() {}() }
func (T) V() { func() {}() }
func init() { func() {}() }
func main() {
	func() { func() { func() {}() }() }()
	go func() {}()
}
";
    let symbols = |minor| {
        let program = check_source("x.go", source, GoVersion { minor }).expect("a program");
        let mut out: Vec<String> = program
            .funcs
            .iter()
            .map(|func| func.symbol.clone())
            .collect();
        out.retain(|symbol| symbol.starts_with("main.") && symbol.contains(".func"));
        out.sort();
        out
    };
    let expected = [
        "main.(*T).M.func1",
        "main.T.V.func1",
        "main.init.0.func1",
        "main.init.func1",
        "main.main.func1",
        "main.main.func1.1",
        "main.main.func1.1.1",
        "main.main.func2",
    ];
    assert_eq!(symbols(23), expected);
    assert!(symbols(21).contains(&"main.glob..func1".to_owned()));
}

#[test]
fn loop_variables_are_per_iteration_from_go_1_22() {
    let source = "package main\nfunc main() {\n\tfor i := 0; i < 3; i++ {\n\t}\n}\n";
    for (minor, count) in [(21, 0), (22, 1)] {
        let program = check_source("x.go", source, GoVersion { minor }).expect("a program");
        let main = &program.funcs[program.main.expect("main").0 as usize];
        let StmtKind::For { per_iteration, .. } = &main.body[0].kind else {
            panic!("a for")
        };
        assert_eq!(per_iteration.len(), count);
    }
}

/// Release, module's version, build line, and whether loop variables are per iteration: as `go run` was seen to do
/// with and (where both versions are equal) without a `go.mod`.
const LANGUAGE: &[(u32, u32, &str, bool)] = &[
    (19, 19, "go1.22", false),
    (21, 21, "go1.22", false),
    (22, 22, "go1.21", true),
    (22, 20, "go1.22", true),
    (22, 20, "go1.18", false),
    (23, 23, "go1.21", false),
    (23, 23, "go1.18", false),
    (23, 23, "go1.22", true),
    (23, 18, "go1.22", true),
    (23, 20, "go1.21", false),
    (23, 22, "go1.23 || go1.20", false),
    (23, 22, "go1.20 && (linux || !go1.30)", false),
    (23, 20, "!go1.30", false),
    (23, 22, "!go1.30", true),
];

#[test]
fn a_build_line_sets_the_language_version() {
    for &(release, module, line, expected) in LANGUAGE {
        let text = format!(
            "// A file.\n\n//go:build {line}\n\npackage main\nfunc main() {{\n\tfor i := 0; i < 3; i++ {{\n\t}}\n}}\n"
        );
        let package = SourcePackage {
            path: "main".to_owned(),
            files: vec![("x.go".to_owned(), text)],
        };
        let version = |minor| GoVersion { minor };
        let program = check_packages(&[package], version(module), version(release));
        let program = program.expect("a program");
        let main = &program.funcs[program.main.expect("main").0 as usize];
        let StmtKind::For { per_iteration, .. } = &main.body[0].kind else {
            panic!("a for")
        };
        assert_eq!(
            !per_iteration.is_empty(),
            expected,
            "{release} {module} {line}"
        );
    }
}

#[test]
fn deleting_every_key_is_a_map_clear() {
    let clears = |key: &str, body: &str| {
        let source = format!(
            "package main\nfunc main() {{\n\tm := map[{key}]int{{}}\n\tfor k := range m {{\n\t\t{body}\n\t}}\n}}\n"
        );
        let program = check(&source);
        let main = &program.funcs[program.main.expect("main").0 as usize];
        matches!(main.body[1].kind, StmtKind::MapClear(_))
    };
    assert!(clears("int", "delete(m, k)"));
    assert!(!clears("float64", "delete(m, k)"));
    assert!(!clears("int", "delete(m, k+1)"));
    assert!(!clears("int", "delete(m, k); println()"));
}

#[test]
fn captured_and_addressed_locals_are_boxed() {
    let program = check(
        "package main\nfunc main() {\n\ta, b, c := 1, 2, [3]int{}\n\tp := &c[1]\n\tf := func() { a++ }\n\tf()\n\tprintln(b, *p)\n}\n",
    );
    let main = &program.funcs[program.main.expect("main").0 as usize];
    let boxed: Vec<&str> = main
        .locals
        .iter()
        .filter(|l| l.boxed)
        .map(|l| l.name.as_str())
        .collect();
    assert_eq!(boxed, ["a", "c"]);
}

#[test]
fn variables_are_initialized_in_dependency_order() {
    let program = check(
        "package main\nvar a = b + f()\nvar b = 1\nvar c = 2\nfunc f() int { return c }\nfunc main() { println(a) }\n",
    );
    let init = &program.funcs[program.init.expect("init").0 as usize];
    let mut order = Vec::new();
    for stmt in &init.body {
        let StmtKind::Expr(Expr {
            kind: ExprKind::Call(call),
            ..
        }) = &stmt.kind
        else {
            continue;
        };
        let Callee::Static(func) = call.callee else {
            continue;
        };
        let func = &program.funcs[func.0 as usize];
        if func.symbol != "main.init" {
            continue;
        }
        let StmtKind::Assign(left, _) = &func.body[0].kind else {
            panic!("an assignment")
        };
        let ExprKind::Global(global) = left[0].kind else {
            panic!("a global")
        };
        order.push(program.globals[global.0 as usize].symbol.as_str());
    }
    assert_eq!(order, ["main.b", "main.c", "main.a"]);
}

#[test]
fn linkname_binds_a_variable() {
    let program = check(
        "package main\n\nimport _ \"unsafe\"\n\n//go:linkname zerobase runtime.zerobase\nvar zerobase uintptr\n\nfunc main() { println(zerobase) }\n",
    );
    let global = program
        .globals
        .iter()
        .find(|global| global.symbol == "main.zerobase")
        .expect("the variable");
    assert_eq!(global.linkname.as_deref(), Some("runtime.zerobase"));
}

#[test]
fn hostile_sources_are_refused() {
    let nest =
        |open: &str, mid: &str, close: &str, n: usize| open.repeat(n) + mid + &close.repeat(n);
    let main = "\nfunc main() {}\n";
    let n = 5_000;
    let bodies = [
        format!("var x = {}{main}", nest("(", "1", ")", n)),
        format!("var x = {}1{main}", "-".repeat(n)),
        format!("var x = 1{}{main}", " + 1".repeat(n)),
        format!("var x = {}{main}", nest("[]int{len(", "nil", ")}", n)),
        format!("var x {}int{main}", "*".repeat(n)),
        format!("var x {}int{main}", "[]".repeat(n)),
        format!("var x {}int{main}", "chan ".repeat(n)),
        format!("var x {}{main}", nest("func(", "", ")", n)),
        format!("func f() {}{main}", nest("{", "", "}", n)),
        format!("func f() {{ {} }}{main}", nest("if true {", "", "}", n)),
        format!(
            "func f() {{ if true {{}} {} }}{main}",
            "else if true {}".repeat(n)
        ),
        format!("func f() {{ {} }}{main}", nest("func() {", "", "}()", n)),
        format!("func f() {{ {} {{}} }}{main}", "L: ".repeat(n)),
        format!("var x = f{}{main}", "()".repeat(n)),
        format!("var x = f{}{main}", ".a".repeat(n)),
    ];
    for body in bodies {
        assert!(
            check_source("x.go", &format!("package main\n{body}"), GO).is_err(),
            "{}",
            &body[..40]
        );
    }
    let chain = |item: &dyn Fn(usize) -> String| (0..n).map(item).collect::<String>();
    let chains = [
        chain(&|i| format!("var a{i} = a{}\n", i + 1)) + &format!("var a{n} = 1\n"),
        chain(&|i| format!("const a{i} = a{}\n", i + 1)) + &format!("const a{n} = 1\n"),
        chain(&|i| format!("type a{i} = *a{}\n", i + 1)) + &format!("type a{n} = int\n"),
        chain(&|i| format!("type a{i} struct {{ x a{} }}\n", i + 1)) + &format!("type a{n} int\n"),
        (0..70)
            .map(|i| format!("type a{i} struct {{ x, y a{} }}\n", i + 1))
            .collect::<String>()
            + "type a70 struct{}\n",
        (0..30)
            .map(|i| format!("type a{i} [1 << 20]a{}\n", i + 1))
            .collect::<String>()
            + "type a30 int\n",
    ];
    for text in chains {
        assert!(
            check_source("x.go", &format!("package main\n{text}{main}"), GO).is_err(),
            "{}",
            &text[..40]
        );
    }
    let locals = chain(&|i| format!("\tx{} := &x{i}\n", i + 1));
    let text = format!("package main\nfunc main() {{\n\tx0 := 1\n{locals}\t_ = x{n}\n}}\n");
    assert!(check_source("x.go", &text, GO).is_err());
    for junk in [
        "",
        "package",
        "package main\x00",
        "\u{feff}package main",
        "package main\nfunc main() { \"",
        "}{",
        "'",
    ] {
        assert!(check_source("x.go", junk, GO).is_err(), "{junk:?}");
    }
}

/// Mutilations of each program.
const ROUNDS: usize = 30;

#[test]
fn mutilated_generic_programs_are_refused_or_run() {
    // Words of real programs in other places: whatever comes of it, it is told, not a panic.
    let cases = Path::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../corpus/go/cases/lang"
    ));
    let mut names: Vec<_> = fs::read_dir(cases)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with("generic_") || name.starts_with("iter_")
        })
        .collect();
    names.sort();
    assert!(names.len() > 50);
    let mut state = 0x9e37_79b9_7f4a_7c15u64;
    let mut draw = |n: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % n as u64) as usize
    };
    for path in names {
        let source = fs::read_to_string(&path).expect("a Go file");
        let words = words(&source);
        for _ in 0..ROUNDS {
            let mut words = words.clone();
            for _ in 0..1 + draw(3) {
                let (a, b) = (draw(words.len()), draw(words.len()));
                match draw(4) {
                    0 => words.swap(a, b),
                    1 => words[a] = words[b],
                    2 => drop(words.remove(a)),
                    _ => words.insert(a, words[b]),
                }
            }
            let text = words.concat();
            if let Ok(program) = check_source("x.go", &text, GO) {
                if let Err(fault) = validate::program(&program) {
                    panic!("{fault}\n{text}");
                }
                // A few things are refused later, as in gc: printing an array, for one.
                let _ = compile(program);
            }
        }
    }
}

/// Names, numbers and single signs, with the blanks before them.
fn words(source: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut before = ' ';
    for (at, c) in source.char_indices() {
        let inside = c.is_alphanumeric() && before.is_alphanumeric();
        if at > start && !inside && !before.is_whitespace() {
            out.push(&source[start..at]);
            start = at;
        }
        before = c;
    }
    out.push(&source[start..]);
    out
}

#[test]
fn hostile_generics_are_told() {
    let main = "\nfunc main() {}\n";
    let chain = |item: &dyn Fn(usize) -> String, n: usize| (0..n).map(item).collect::<String>();
    let refused = [
        "type T[P any] struct{ f *T[*P] }".to_owned(),
        "type T[P any] struct{ a *T[[]P]; b *T[map[string]P]; c *T[func(P) P] }".to_owned(),
        "type T[P any] P".to_owned(),
        "type T[P any] T[P]".to_owned(),
        "type T[P any] struct{ t T[P] }".to_owned(),
        "type T[P any] [2]T[[1]P]".to_owned(),
        "type T[P, P any] int".to_owned(),
        "func f[P any](n int, x P) { f(n, [1]P{x}) }".to_owned(),
        "func f[P any]() { g[*P]() }\nfunc g[P any]() { f[[]P]() }".to_owned(),
        "type L[T any] struct{}\nfunc (l L[T]) m() { L[*T]{}.m() }".to_owned(),
        "type I[T any] interface{ I[T] }".to_owned(),
        "type I interface{ I | int }\nfunc f[T I](x T) T { return x + 1 }\nvar x = f(\"a\")"
            .to_owned(),
        "func f[P interface{ *P }]() {}\nvar x = f()".to_owned(),
        "func f[A interface{ *B }, B interface{ []A }](a A) {}\nfunc g() { f(nil) }".to_owned(),
        "func f() { g[int]() }\nfunc g() {}".to_owned(),
        "var x = x[int]".to_owned(),
        "func f[T any]() {}\nvar x = f[f]".to_owned(),
        "func f[T any]() {}\nvar x = f[_]".to_owned(),
        "func f[T any](x T) { x[x](x).x }".to_owned(),
        "type T[P any] struct{}\nfunc (t T[T]) m() { var x T[int] }".to_owned(),
        "type T[P any] struct{}\nfunc (t T[P, Q]) m() {}\nfunc (t T) m() {}\nfunc (T[*P]) n() {}"
            .to_owned(),
        "type M[K any] map[K]int".to_owned(),
        "type A[P B[P]] int\ntype B[P A[P]] int".to_owned(),
        "type T[P interface{ m() T[P] }] struct{}".to_owned(),
        format!(
            "type T[P any] struct{{}}\nvar x {}int{}",
            "T[".repeat(3_000),
            "]".repeat(3_000)
        ),
        format!("func f[T int{}]() {{}}", " | string".repeat(3_000)),
        format!("func f[T any](x T) {{ _ = x{} }}", "[x]".repeat(3_000)),
        // Names twice as long at each step, but few types.
        "type P[A, B any] struct{}\n".to_owned()
            + &chain(
                &|i| format!("func f{i}[T any]() {{ f{}[P[T, T]]() }}\n", i + 1),
                60,
            )
            + "func f60[T any]() {}\nfunc g() { f0[int]() }",
        // Instances twice as many at each step.
        "type P[A any] struct{}\ntype Q[A any] struct{}\n".to_owned()
            + &chain(
                &|i| {
                    format!(
                        "func f{i}[T any]() {{ f{0}[P[T]](); f{0}[Q[T]]() }}\n",
                        i + 1
                    )
                },
                20,
            )
            + "func f20[T any]() {}\nfunc g() { f0[int]() }",
    ];
    for body in refused {
        let text = format!("package main\n{body}{main}");
        assert!(
            check_source("x.go", &text, GO).is_err(),
            "{}",
            &body[..body.len().min(200)]
        );
    }
    let accepted = [
        "type N[E any] interface{ Es() []E }\ntype E[N any] interface{ Ns() (N, N) }\ntype G[A N[B], B E[A]] struct{ a []A; b []B }".to_owned(),
        "func f[P interface{ *int | *string }](x P) bool { return x == nil }".to_owned(),
        format!("func f[{}T any](x T) {{}}\nfunc g() {{ f[{}int](1) }}", chain(&|i| format!("A{i}, "), 200), "int, ".repeat(200)),
        // Each interface embeds the next one twice.
        chain(&|i| format!("type I{i} interface{{ I{0}; I{0}; I{0} | I{0} }}\n", i + 1), 40)
            + "type I40 interface{ ~int }\nfunc f[T I0](x T) T { return x + 1 }\nvar x = f(1)",
    ];
    for body in accepted {
        let text = format!("package main\n{body}{main}");
        if let Err(diags) = check_source("x.go", &text, GO) {
            panic!("{}\n{}", diags[0], &body[..body.len().min(300)]);
        }
    }
}
