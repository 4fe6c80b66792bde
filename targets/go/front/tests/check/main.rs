//! What the front end makes of a program, rule by rule. (`cases` holds it to real Go's errors.)

mod hostile;

use tearpoint_front::check::{SourcePackage, check_packages};
use tearpoint_front::tast::{Callee, Expr, ExprKind, Program, StmtKind};
use tearpoint_front::{GoVersion, check_source};

const GO: GoVersion = GoVersion::go1(23);

fn check(source: &str) -> Program {
    match check_source("x.go", source, GO) {
        Ok(program) => program,
        Err(diags) => panic!("{}\n{source}", diags[0]),
    }
}

#[test]
fn equal_sources_give_equal_programs() {
    let source = include_str!("../cases/ok/control.go");
    assert_eq!(
        format!("{:?}", check(source)),
        format!("{:?}", check(source))
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
        let program = check_source("x.go", source, GoVersion::go1(minor)).expect("a program");
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
        let program = check_source("x.go", source, GoVersion::go1(minor)).expect("a program");
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
            go: GoVersion::go1(module),
            std: false,
            files: vec![("x.go".to_owned(), text)],
        };
        let program = check_packages(&[package], GoVersion::go1(release));
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
