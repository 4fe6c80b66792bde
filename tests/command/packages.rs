//! Folders of several files, tests one by one, `go.mod` and build constraints, as a user runs them.

use std::fs;
use std::path::Path;

use crate::tearpoint_in as tearpoint;

const FILES: [(&str, &str); 5] = [
    ("go.mod", "module example.com/m\n\ngo 1.20\n"),
    (
        "sub/a.go",
        "package sub\n\nfunc Fns() (fs []func() int) {\n\tfor i := 0; i < 3; i++ {\n\t\tfs = append(fs, func() int { return i })\n\t}\n\treturn\n}\n",
    ),
    ("sub/a_windows.go", "package sub\n\nfunc Fns() {}\n"),
    (
        "sub/a_test.go",
        "package sub\n\nimport \"testing\"\n\nfunc TestIn(t *testing.T) {\n\tt.Error(Fns()[0]())\n}\n",
    ),
    (
        "sub/x_test.go",
        "package sub_test\n\nimport (\n\t\"testing\"\n\n\t\"example.com/m/sub\"\n)\n\nfunc TestOut(t *testing.T) {\n\tif len(sub.Fns()) != 3 {\n\t\tt.Fatal()\n\t}\n}\n",
    ),
];

fn write(root: &Path, files: &[(&str, &str)]) {
    fs::create_dir_all(root.join("sub")).unwrap();
    for (name, text) in files {
        fs::write(root.join(name), text).unwrap();
    }
}

#[test]
fn each_test_is_a_scenario_in_the_language_of_its_module() {
    let root = tempfile::tempdir().unwrap();
    let root = root.path();
    write(root, &FILES);
    let run = |test: &str| tearpoint(root, &["run", "sub", "--run", test, "--record", "r.rec"]);
    // Before Go 1.22 the loop has one variable.
    let (status, out, _) = run("In");
    assert_eq!(status, 1, "{out}");
    assert!(
        out.contains("--- FAIL: TestIn (0.00s)\n    a_test.go:6: 3\nFAIL\n"),
        "{out}"
    );
    // The recording carries all files.
    fs::remove_dir_all(root.join("sub")).unwrap();
    let (_, out, _) = tearpoint(root, &["replay", "r.rec"]);
    assert!(out.contains("EXACT"), "{out}");
    write(root, &FILES);
    let (status, out, _) = run("Out");
    assert_eq!(status, 0, "{out}");
    fs::write(root.join("go.mod"), "module example.com/m\n\ngo 1.22\n").unwrap();
    let (_, out, _) = run("In");
    assert!(out.contains("a_test.go:6: 0\n"), "{out}");
}

#[test]
fn errors_name_the_file_they_are_in() {
    let root = tempfile::tempdir().unwrap();
    let root = root.path();
    write(root, &FILES);
    fs::write(root.join("sub/b.go"), "package sub\n\nvar x int = \"s\"\n").unwrap();
    let (status, _, err) = tearpoint(root, &["hunt", "sub", "--seeds", "0..1"]);
    assert_eq!(status, 2);
    assert!(err.contains("sub/b.go:3:13: cannot use \"s\""), "{err}");
    let (status, _, err) = tearpoint(root, &["hunt", "sub", "--run", "Nothing"]);
    assert_eq!(status, 2);
    assert!(err.contains("no such test"), "{err}");
}
