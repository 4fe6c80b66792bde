//! The program that `go test` makes of a package: the package itself, its external tests, and a main that runs them.
//!
//! Follows cmd/go/internal/load/test.go (`TestPackagesFor`, `formatTestmain`).

use super::source::{Source, Unit};
use crate::check::SourcePackage;
use crate::library::is_package;

/// What a package called main is called while it is tested, and what comes before the name of one that has no path.
const UNDER_TEST: &str = "command-line-arguments";

/// The package under test, the package of its external tests if there is one, and the main that runs `entry` or all tests.
pub(super) fn test_program(unit: &Unit<'_>, entry: Option<&str>) -> Vec<SourcePackage> {
    let external =
        |source: &&Source<'_>| source.is_test() && source.file.package.name.ends_with("_test");
    let inner = || unit.sources.iter().filter(|source| !external(source));
    let outer = || unit.sources.iter().filter(external);
    let mut packages = Vec::new();
    let mut main = TestMain::default();
    let mut path = None;
    if let Some(first) = inner().next() {
        let name = first.file.package.name.as_str();
        // External tests import it by a path that ends in its name.
        let imported = outer()
            .flat_map(|source| &source.file.imports)
            .map(|import| import.path.as_str())
            .find(|path| path.rsplit('/').next() == Some(name));
        let under_test = match unit.path.or(imported) {
            Some(path) => path.to_owned(),
            None if name == "main" => UNDER_TEST.to_owned(),
            None if is_package(name) => format!("{UNDER_TEST}/{name}"),
            None => name.to_owned(),
        };
        main.add("_test", &under_test, inner(), entry);
        packages.push(unit.package(&under_test, inner()));
        path = Some(under_test);
    }
    if let Some(first) = outer().next() {
        let path = match (unit.path, path) {
            (Some(_), Some(path)) => format!("{path}_test"),
            _ => first.file.package.name.clone(),
        };
        main.add("_xtest", &path, outer(), entry);
        packages.push(unit.package(&path, outer()));
    }
    packages.push(SourcePackage {
        path: "main".to_owned(),
        go: unit.go,
        std: false,
        files: vec![("_testmain.go".to_owned(), main.text())],
    });
    packages
}

/// What `go test` generates: the main package of a test program.
#[derive(Default)]
struct TestMain {
    imports: String,
    tests: String,
    /// The package that declares `TestMain`.
    main: Option<&'static str>,
}

impl TestMain {
    fn add<'a>(
        &mut self,
        alias: &'static str,
        path: &str,
        sources: impl Iterator<Item = &'a Source<'a>>,
        entry: Option<&str>,
    ) {
        let mut used = false;
        for source in sources.filter(|source| source.is_test()) {
            for test in source
                .tests()
                .filter(|test| entry.is_none_or(|entry| entry == *test))
            {
                self.tests += &format!("\t{{{test:?}, {alias}.{test}}},\n");
                used = true;
            }
            if source.functions().any(|name| name == "TestMain") {
                self.main = Some(alias);
                used = true;
            }
        }
        let alias = if used { alias } else { "_" };
        self.imports += &format!("import {alias} {path:?}\n");
    }

    fn text(&self) -> String {
        let TestMain {
            imports,
            tests,
            main,
        } = self;
        let run = match main {
            Some(alias) => format!("\t{alias}.TestMain(m)\n\tm.Exit()\n"),
            None => "\tm.Run()\n\tm.Exit()\n".to_owned(),
        };
        format!(
            "package main\n\nimport \"testing\"\n{imports}\nvar tests = []testing.InternalTest{{\n{tests}}}\n\n\
             func main() {{\n\tm := testing.MainStart(tests)\n{run}}}\n"
        )
    }
}
