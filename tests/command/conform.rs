//! `tearpoint conform`, with toolchains that are shell scripts.

use serde_json::Value;

use crate::cli::refused;
use crate::tearpoint;

/// A toolchain that is a shell script: it "builds" a program that ends as its name says.
fn toolchain(folder: &std::path::Path, program: &str) -> String {
    use std::os::unix::fs::PermissionsExt as _;
    let bin = folder.join("bin");
    std::fs::create_dir_all(&bin).unwrap();
    let go = format!(
        "#!/bin/sh\ncase $1 in\nversion) echo go version go1.21.13 linux/amd64;;\n\
         build|test) while [ $1 != -o ]; do shift; done\ncat > $2 <<'END'\n#!/bin/sh\n{program}\nEND\nchmod +x $2;;\nesac\n"
    );
    std::fs::write(bin.join("go"), go).unwrap();
    std::fs::set_permissions(bin.join("go"), std::fs::Permissions::from_mode(0o755)).unwrap();
    folder.to_str().unwrap().to_owned()
}

#[test]
fn real_outcomes_must_be_among_the_models() {
    let folder = tempfile::tempdir().unwrap();
    let panics = toolchain(
        &folder.path().join("a"),
        "echo 'panic: send on closed channel' >&2; exit 2",
    );
    let ends = toolchain(&folder.path().join("b"), "exit 0");
    let conform = |root: &str| {
        let args = [
            "conform",
            "goker/serving_5865",
            "--go-root",
            root,
            "--seeds",
            "50",
            "--runs",
            "2",
        ];
        tearpoint(&[&args[..], &["--format", "json"]].concat())
    };
    let (status, printed, errors) = conform(&panics);
    assert_eq!(status, 0, "{printed}{errors}");
    let line: Value = serde_json::from_str(printed.lines().next().unwrap()).unwrap();
    assert_eq!(
        (&line["go"], &line["agrees"]),
        (&"1.21.13".into(), &true.into())
    );
    assert_eq!(line["real"][0]["runs"], 2);
    let (status, printed, _) = conform(&ends);
    assert_eq!(status, 1, "{printed}");
    refused(
        &["conform", "races/lazy_init", "--go-root", "/no/such"],
        "give a folder with bin/go",
    );
}

#[test]
fn conform_takes_tests_of_a_module_and_compares_what_they_print() {
    let folder = tempfile::tempdir().unwrap();
    let package = folder.path().join("sub");
    std::fs::create_dir_all(&package).unwrap();
    let module = "module example.com/m\n\ngo 1.20\n";
    std::fs::write(folder.path().join("go.mod"), module).unwrap();
    let text = "package sub\n\nimport \"testing\"\n\nfunc TestIn(t *testing.T) {\n\tprintln(3)\n\tt.Error(4)\n}\n\nfunc TestOut(t *testing.T) {}\n";
    std::fs::write(package.join("a_test.go"), text).unwrap();
    // It runs in the package's folder, of the module that is there.
    let of = |printed: &str| {
        let program = format!(
            "grep -q example.com/m ../go.mod || exit 9\n[ $1 = '-test.run=^TestIn$' ] || exit 8\n\
             echo '--- FAIL: TestIn (0.12s)'; echo '    a_test.go:7: 4'; echo FAIL; echo {printed} >&2; exit 1"
        );
        toolchain(&folder.path().join(format!("go{printed}")), &program)
    };
    let conform = |root: &str| {
        let package = package.to_str().unwrap();
        let args = ["conform", package, "--run", "In", "--go-root", root];
        tearpoint(
            &[
                &args[..],
                &["--runs", "1", "--seeds", "1", "--format", "json"],
            ]
            .concat(),
        )
    };
    let (status, printed, errors) = conform(&of("3"));
    assert_eq!(status, 0, "{printed}{errors}");
    let line: Value = serde_json::from_str(printed.lines().next().unwrap()).unwrap();
    let lines = [
        "--- FAIL: TestIn (0.00s)",
        "    a_test.go:7: 4",
        "FAIL",
        "3",
    ];
    assert_eq!(line["real"][0]["printed"], serde_json::json!(lines));
    let (status, printed, _) = conform(&of("5"));
    assert_eq!(status, 1, "{printed}");
}

#[test]
fn conform_says_which_toolchain_has_no_race_detector() {
    let folder = tempfile::tempdir().unwrap();
    let root = toolchain(folder.path(), "exit 0");
    let args = ["conform", "races/lazy_init", "--race", "--runs", "1"];
    let (_, printed, _) = tearpoint(&[&args[..], &["--seeds", "9", "--go-root", &root]].concat());
    assert!(printed.contains("race: not compared"), "{printed}");
}
