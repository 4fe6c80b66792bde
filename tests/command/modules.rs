//! Programs of several packages: modules, vendor folders, replaced modules, workspaces, the module cache, as a user has them.

use std::fs;
use std::path::Path;

use assert_cmd::Command;

use crate::tearpoint_in as tearpoint;

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let file = root.path().join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    root
}

const MAIN: &str =
    "package main\n\nimport \"example.com/dep\"\n\nfunc main() { println(dep.Answer()) }\n";
const DEP: &str = "package dep\n\nfunc Answer() int { return 42 }\n";

/// The program in `root/below` prints 42, and its recording needs no file.
fn prints(root: &Path, below: &str) {
    let (status, out, err) = tearpoint(root, &["run", below, "--record", "r.rec"]);
    assert!(status == 0 && out.contains("\n42\n"), "{out}{err}");
    let elsewhere = tempfile::tempdir().unwrap();
    fs::copy(root.join("r.rec"), elsewhere.path().join("r.rec")).unwrap();
    let (_, out, err) = tearpoint(elsewhere.path(), &["replay", "r.rec"]);
    assert!(out.contains("EXACT"), "{out}{err}");
}

#[test]
fn packages_of_a_module_are_found() {
    let root = folder(&[
        ("go.mod", "module example.com\n\ngo 1.21\n"),
        ("cmd/main.go", MAIN),
        ("dep/dep.go", DEP),
        (
            "dep/dep_windows.go",
            "package dep\n\nfunc Answer() int { return 1 }\n",
        ),
        ("dep/dep_test.go", "package dep\n\nthis is no Go\n"),
    ]);
    prints(root.path(), "cmd");
}

#[test]
fn vendored_packages_are_found() {
    let root = folder(&[
        (
            "go.mod",
            "module a\n\ngo 1.21\n\nrequire example.com/dep v1.0.0\n",
        ),
        ("main.go", MAIN),
        (
            "vendor/modules.txt",
            "# example.com/dep v1.0.0\n## explicit; go 1.20\nexample.com/dep\n",
        ),
        ("vendor/example.com/dep/dep.go", DEP),
    ]);
    prints(root.path(), ".");
    fs::write(root.path().join("vendor/modules.txt"), "").unwrap();
    let (status, _, err) = tearpoint(root.path(), &["run", "."]);
    assert_eq!(status, 2);
    assert!(err.contains("./main.go:3:8: cannot find module providing package example.com/dep: import lookup disabled by -mod=vendor"), "{err}");
    assert!(err.contains("go mod vendor"), "{err}");
}

#[test]
fn replaced_modules_and_workspaces_are_found() {
    let root = folder(&[
        (
            "m/go.mod",
            "module a\n\ngo 1.21\n\nrequire example.com/dep v1.0.0\n\nreplace example.com/dep => ../d\n",
        ),
        ("m/main.go", MAIN),
        ("d/go.mod", "module example.com/dep\n"),
        ("d/dep.go", DEP),
        ("w/go.work", "go 1.21\n\nuse (\n\t./a\n\t./b\n)\n"),
        ("w/a/go.mod", "module a\n\ngo 1.21\n"),
        ("w/a/main.go", MAIN),
        ("w/b/go.mod", "module example.com/dep\n"),
        ("w/b/dep.go", DEP),
    ]);
    prints(root.path(), "m");
    prints(root.path(), "w/a");
    fs::remove_dir_all(root.path().join("d")).unwrap();
    let (status, _, err) = tearpoint(root.path(), &["run", "m"]);
    assert_eq!(status, 2);
    assert!(
        err.contains("m/main.go:3:8: example.com/dep: replacement directory ../d does not exist"),
        "{err}"
    );
}

#[test]
fn the_module_cache_is_read_and_never_filled() {
    let root = folder(&[
        // An earlier go.mod leaves out what its modules need.
        (
            "m/go.mod",
            "module a\n\ngo 1.16\n\nrequire b.org/Mid v1.0.0\n",
        ),
        (
            "m/main.go",
            "package main\n\nimport \"b.org/Mid\"\n\nfunc main() { println(mid.Answer()) }\n",
        ),
        (
            "cache/b.org/!mid@v1.0.0/go.mod",
            "module b.org/Mid\n\nrequire example.com/dep v1.9.0\n",
        ),
        (
            "cache/b.org/!mid@v1.0.0/mid.go",
            "package mid\n\nimport \"example.com/dep\"\n\nfunc Answer() int { return dep.Answer() }\n",
        ),
        ("cache/example.com/dep@v1.9.0/dep.go", DEP),
    ]);
    let run = || {
        let output = Command::cargo_bin("tearpoint")
            .unwrap()
            .current_dir(root.path().join("m"))
            .env("GOMODCACHE", root.path().join("cache"))
            .args(["run", "."])
            .output()
            .unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (
            output.status.code(),
            text(&output.stdout),
            text(&output.stderr),
        )
    };
    let (status, out, err) = run();
    assert!(status == Some(0) && out.contains("\n42\n"), "{out}{err}");
    fs::remove_dir_all(root.path().join("cache/example.com")).unwrap();
    let (status, _, err) = run();
    assert_eq!(status, Some(2));
    let place = root.path().join("cache/b.org/!mid@v1.0.0/mid.go");
    let expected = format!(
        "{}:3:8: example.com/dep@v1.9.0 is not in the module cache; to fetch it:\n\tgo mod download example.com/dep",
        place.display()
    );
    assert!(err.contains(&expected), "{err}");
}

#[test]
fn imports_that_go_refuses_are_refused() {
    let cases = [
        (
            "import _ \"a/x\"",
            ("x/x.go", "package x\n\nimport _ \"a/x/y\"\n"),
            ("x/y/y.go", "package y\n\nimport _ \"a/x\"\n"),
            "package a\n\timports a/x from main.go\n\timports a/x/y from x.go\n\timports a/x from y.go: import cycle not allowed",
        ),
        (
            "import _ \"a/x/internal/y\"",
            ("x/internal/y/y.go", "package y\n"),
            ("x/x.go", "package x\n"),
            "./main.go:3:8: use of internal package a/x/internal/y not allowed",
        ),
        (
            "import _ \"a/x\"",
            ("x/x.go", "package main\n\nfunc main() {}\n"),
            ("y/y.go", "package y\n"),
            "./main.go:3:8: import \"a/x\" is a program, not an importable package",
        ),
        (
            "import _ \"a/x\"",
            ("x/x_windows.go", "package x\n"),
            ("y/y.go", "package y\n"),
            "./main.go:3:8: build constraints exclude all Go files in ",
        ),
        (
            "import _ \"other.org/x\"",
            ("x/x.go", "package x\n"),
            ("y/y.go", "package y\n"),
            "./main.go:3:8: no required module provides package other.org/x; to add it:\n\tgo get other.org/x",
        ),
    ];
    for (import, one, two, expected) in cases {
        let main = format!("package main\n\n{import}\n\nfunc main() {{}}\n");
        let go_mod = ("go.mod", "module a\n\ngo 1.21\n");
        let root = folder(&[go_mod, ("main.go", &main), one, two]);
        let (status, _, err) = tearpoint(root.path(), &["run", "."]);
        assert_eq!(status, 2, "{err}");
        assert!(err.contains(expected), "{err}");
    }
}

#[test]
fn patterns_tags_and_names_of_tests_mean_what_go_means() {
    let test = "package errors\n\nimport (\n\t\"errors\"\n\t\"testing\"\n)\n\nfunc TestOne(t *testing.T) {\n\tif Two(errors.New(\"x\")) != 2 {\n\t\tt.Fatal()\n\t}\n}\n";
    let root = folder(&[
        ("go.mod", "module a\n\ngo 1.21\n"),
        (
            "errors/gen.go",
            "//go:build ignore\n\npackage main\n\nfunc main() {}\n",
        ),
        (
            "errors/old.go",
            "// +build !mine\n\npackage errors\n\nfunc Two(error) int { return 2 }\n",
        ),
        (
            "errors/new.go",
            "//go:build mine\n\npackage errors\n\nfunc Two(error) int { return 3 }\n",
        ),
        ("errors/e_test.go", test),
        ("only/imported.go", "package only\n"),
        ("testdata/x.go", "this is no Go\n"),
        ("cmd/main.go", "package main\n\nfunc main() {}\n"),
    ]);
    let hunt = |args: &[&str]| {
        let mut all = vec!["hunt", "--seeds", "0..2"];
        all.extend(args);
        tearpoint(root.path(), &all)
    };
    let (status, out, err) = hunt(&["./..."]);
    assert_eq!(status, 0, "{out}{err}");
    let name = "./errors/e_test.go:TestOne";
    assert!(
        err.contains(name) && err.contains("./cmd/main.go: 2 runs"),
        "{err}"
    );
    assert!(out.contains("4 runs"), "{out}");
    // The name that was printed can be run.
    let (status, out, err) = hunt(&[name]);
    assert_eq!(status, 0, "{out}{err}");
    let (status, out, _) = hunt(&[name, "--tags", "mine"]);
    assert_eq!(status, 1, "{out}");
}
