//! Packages of the standard library from a GOROOT: what the built-in one lacks.

use std::fs;
use std::path::Path;

use crate::tearpoint_in as tearpoint;

/// A GOROOT of a release with a few packages of our own, and programs beside it.
fn root(version: &str, files: &[(&str, &str)]) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let file = root.path().join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    };
    write("goroot/VERSION", &format!("{version}\ntime 2026-01-01\n"));
    write("goroot/src/fmt/print.go", "package fmt\n");
    for (name, text) in files {
        write(name, text);
    }
    root
}

fn run(root: &Path, more: &[&str]) -> (i32, String, String) {
    let args = ["run", "main.go", "--goroot", "goroot", "--record", "r.rec"];
    tearpoint(root, &[&args[..], more].concat())
}

const MAIN: &str =
    "package main\n\nimport \"rare/thing\"\n\nfunc main() { println(thing.Answer()) }\n";
const THING: &str = "package thing\n\nimport \"internal/deep\"\n\nfunc Answer() int { return deep.Down() }\n\nfunc unused() { nowhere() }\n\nfunc nowhere()\n";

#[test]
fn a_package_that_is_not_built_in_comes_from_the_goroot() {
    let root = root(
        "go1.27.3",
        &[
            ("main.go", MAIN),
            ("goroot/src/rare/thing/thing.go", THING),
            (
                "goroot/src/internal/deep/deep_amd64.go",
                "package deep\n\nfunc Down() int\n",
            ),
            ("goroot/src/internal/deep/deep_amd64.s", "// assembly\n"),
            (
                "goroot/src/internal/deep/pure.go",
                "//go:build !amd64\n\npackage deep\n\nfunc Down() int { return 42 }\n",
            ),
        ],
    );
    let (status, out, err) = run(root.path(), &[]);
    assert!(status == 0 && out.contains("\n42\n"), "{out}{err}");
    // The recording holds what was used, and needs no GOROOT.
    fs::remove_dir_all(root.path().join("goroot")).unwrap();
    let (_, out, err) = tearpoint(root.path(), &["replay", "r.rec"]);
    assert!(out.contains("EXACT"), "{out}{err}");
}

#[test]
fn a_function_that_nobody_has_ends_the_run_without_a_verdict() {
    let thing =
        THING.replace("deep.Down()", "nothing()") + "\nfunc nothing() int\n\nvar _ = deep.Down\n";
    let root = root(
        "go1.27.3",
        &[
            ("main.go", MAIN),
            ("goroot/src/rare/thing/thing.go", &thing),
            (
                "goroot/src/internal/deep/deep.go",
                "package deep\n\nfunc Down() int { return 42 }\n",
            ),
        ],
    );
    let (status, out, err) = run(root.path(), &[]);
    assert_eq!(status, 3, "{out}{err}");
    assert!(
        out.contains("came to rare/thing.nothing, which tearpoint does not have"),
        "{out}{err}"
    );
}

#[test]
fn what_a_built_in_package_lacks_makes_the_whole_package_come_from_the_goroot() {
    let program = "package main\n\nimport \"container/ring\"\n\nfunc main() { println(ring.New(3).Extra(), ring.Other) }\n";
    let ring = "package ring\n\ntype Ring struct{ n int }\n\nfunc New(n int) *Ring { return &Ring{n} }\n\nfunc (r *Ring) Extra() int { return r.n + 39 }\n";
    // A method alone is missed when the program is checked, a name before.
    for (program, ring) in [
        (program.replace(", ring.Other", ""), ring.to_owned()),
        (program.to_owned(), format!("{ring}\nconst Other = 1\n")),
    ] {
        let files = [
            ("main.go", program.as_str()),
            ("goroot/src/container/ring/ring.go", &ring),
        ];
        let root = root("go1.27.3", &files);
        let (status, out, err) = run(root.path(), &[]);
        assert!(status == 0 && out.contains("\n42"), "{out}{err}");
        let (status, _, err) = run(root.path(), &["--std", "built-in"]);
        assert!(status == 2 && err.contains("undefined"), "{err}");
    }
}

#[test]
fn a_goroot_of_another_release_is_refused_by_name() {
    let root = root("go1.23.9", &[("main.go", MAIN)]);
    let (status, _, err) = run(root.path(), &[]);
    assert_eq!(status, 2);
    assert!(err.contains("goroot is go1.23.9, not go1.27"), "{err}");
    let (status, _, err) = tearpoint(root.path(), &["run", "main.go", "--std", "built-in"]);
    assert_eq!(status, 2);
    assert!(err.contains("name a GOROOT with --goroot"), "{err}");
}

#[test]
fn methods_with_type_parameters_may_be_used_or_not() {
    let thing = "package thing\n\ntype T struct{}\n\nfunc (T) Same[P any](x P) P { return x }\n\nfunc (T) Unused[P any](x P) P { return x }\n\nfunc Answer() int {\n\tvar t T\n\treturn t.Same(42)\n}\n";
    for thing in [
        thing.to_owned(),
        thing.replace("return t.Same(42)", "_ = t\n\treturn 42"),
    ] {
        let files = [
            ("main.go", MAIN),
            ("goroot/src/rare/thing/thing.go", &thing),
        ];
        let root = root("go1.27.3", &files);
        let (status, out, err) = run(root.path(), &[]);
        assert!(status == 0 && out.contains("\n42\n"), "{out}{err}");
    }
}

#[test]
fn what_an_overlay_stands_for_is_found() {
    // The text of Go's own package is not here; what is ours for it is.
    let program =
        "package main\n\nimport \"rare/thing\"\n\nfunc main() { println(len(thing.Made())) }\n";
    let root = root(
        "go1.27.3",
        &[
            ("main.go", program),
            (
                "goroot/src/rare/thing/thing.go",
                "package thing\n\nimport \"internal/bytealg\"\n\nfunc Made() []byte { return bytealg.MakeNoZero(42) }\n",
            ),
            (
                "goroot/src/internal/bytealg/bytealg.go",
                "package bytealg\n\nfunc MakeNoZero(n int) []byte\n",
            ),
        ],
    );
    let (status, out, err) = run(root.path(), &[]);
    assert!(status == 0 && out.contains("\n42\n"), "{out}{err}");
}

#[test]
fn files_with_fuzz_tests_and_benchmarks_compile() {
    let test = "package m\n\nimport \"testing\"\n\nfunc TestX(t *testing.T) {\n\tvar tb testing.TB = t\n\ttb.Helper()\n}\n\nfunc FuzzX(f *testing.F) {\n\tf.Add(1)\n\tf.Fuzz(func(t *testing.T, n int) {})\n}\n\nfunc BenchmarkX(b *testing.B) {\n\t_ = b.Elapsed()\n}\n";
    let root = root("go1.27.3", &[("x_test.go", test)]);
    for version in ["1.19", "1.21", "1.27"] {
        let args = ["run", "x_test.go", "--std", "built-in", "--go", version];
        let (status, out, err) = tearpoint(root.path(), &args);
        assert_eq!(status, 0, "{out}{err}");
    }
}
