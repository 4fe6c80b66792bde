//! Loading: from a scenario's text to the packages of a program.
//!
//! Follows go/build (which files belong: names and `//go:build` lines) and cmd/go/internal/load (the main package of
//! `go test`). A scenario is one Go file, or several in a [`bundle`]; a name that ends in `:TestXxx` runs that test
//! alone.
//!
//! Deviations: a package under test is called by its name, where Go has its import path. Misses: `go:embed`, cgo,
//! benchmarks, examples and fuzz tests.

pub mod bundle;
pub(crate) mod constraint;

use crate::check::SourcePackage;
use crate::provided::linker::{Link, blocked_text, link};
use crate::syntax::{self, ast};
use crate::{GoVersion, diag::Diag};
use bundle::Bundle;

/// What a package called main is called while it is tested.
const MAIN_UNDER_TEST: &str = "command-line-arguments";

/// A program as [`check_packages`](crate::check::check_packages) takes it.
pub struct Loaded {
    /// The packages of the program, each after those it imports; `main` is the last.
    pub packages: Vec<SourcePackage>,
    /// The version of their language.
    pub go: GoVersion,
}

/// A scenario's file or folder, and the test that is run, if its name asks for one.
pub fn split_entry(name: &str) -> (&str, Option<&str>) {
    match name.rsplit_once(".go:") {
        Some((file, test)) if is_test_name(test) => (&name[..file.len() + 3], Some(test)),
        _ => (name, None),
    }
}

/// `isTest` of cmd/go/internal/load, for `Test`.
fn is_test_name(name: &str) -> bool {
    let rest = name.strip_prefix("Test");
    rest.is_some_and(|rest| !rest.starts_with(char::is_lowercase))
}

/// The package that a file's package clause names.
pub fn package_name(text: &str) -> Option<&str> {
    let mut comment = false;
    for line in text.lines().map(str::trim) {
        if comment {
            comment = !line.contains("*/");
        } else if let Some(rest) = line.strip_prefix("package ") {
            return rest
                .split(|c: char| !c.is_alphanumeric() && c != '_')
                .next();
        } else if line.starts_with("/*") {
            comment = !line.contains("*/");
        } else if !line.is_empty() && !line.starts_with("//") {
            return None;
        }
    }
    None
}

/// A file that belongs to the program, parsed as far as loading needs.
struct Source<'a> {
    name: &'a str,
    text: &'a str,
    file: ast::File,
}

impl Source<'_> {
    fn is_test(&self) -> bool {
        self.name.ends_with("_test.go")
    }

    /// Declared functions of one parameter: what `go test` may run.
    fn functions(&self) -> impl Iterator<Item = &str> {
        self.file.decls.iter().filter_map(|decl| match decl {
            ast::Decl::Func(func)
                if func.recv.is_none()
                    && func.ty.params.len() == 1
                    && func.ty.results.is_empty() =>
            {
                Some(func.name.name.as_str())
            }
            _ => None,
        })
    }

    fn tests(&self) -> impl Iterator<Item = &str> {
        self.functions()
            .filter(|name| is_test_name(name) && *name != "TestMain")
    }
}

/// The files of `bundle` that a release's toolchain would compile.
fn sources<'a>(bundle: &'a Bundle, release: GoVersion) -> Result<Vec<Source<'a>>, Vec<Diag>> {
    let mut sources = Vec::new();
    let mut wrong = Vec::new();
    for (name, text) in &bundle.files {
        let only = bundle.files.len() == 1;
        let belongs = name.ends_with(".go") && constraint::included(name, text, release);
        if !(only || belongs) {
            continue;
        }
        match syntax::parse(sources.len() as u16, name, text) {
            Ok(file) => sources.push(Source { name, text, file }),
            Err(diag) => wrong.push(diag),
        }
    }
    if wrong.is_empty() {
        Ok(sources)
    } else {
        Err(wrong)
    }
}

/// The tests of a bundle, each with its file, in source order. A bundle that cannot be parsed has none.
pub fn tests(bundle: &Bundle, release: GoVersion) -> Vec<(String, String)> {
    let sources = sources(bundle, release).unwrap_or_default();
    let tests = sources.iter().filter(|source| source.is_test());
    tests
        .flat_map(|source| {
            source
                .tests()
                .map(|test| (source.name.to_owned(), test.to_owned()))
        })
        .collect()
}

/// What the linker of Go 1.23 and later says without `-checklinkname=0` of the symbols that a scenario pulls.
pub fn blocked_linknames(name: &str, text: &str, release: GoVersion) -> Vec<String> {
    let bundle = Bundle::parse(split_entry(name).0, text);
    let sources = sources(&bundle, release).unwrap_or_default();
    let lines = sources.iter().flat_map(|source| &source.file.linknames);
    lines
        .filter(|line| link(&line.target, release) == Link::Blocked)
        .map(|line| blocked_text(&line.target))
        .collect()
}

/// The packages of the scenario `name` with this text.
///
/// # Errors
/// What is no Go, in every file that belongs to the program.
pub fn load(name: &str, text: &str, release: GoVersion) -> Result<Loaded, Vec<Diag>> {
    let (file, entry) = split_entry(name);
    let bundle = Bundle::parse(file, text);
    let go = bundle.language().map_or(release, |go| go.at_most(release));
    let sources = sources(&bundle, release)?;
    let has_main = sources
        .iter()
        .any(|source| source.file.package.name == "main" && !source.is_test());
    let has_tests = sources.iter().any(|source| source.is_test());
    let packages = if entry.is_some() || has_tests && !has_main {
        test_program(&sources, entry)
    } else {
        let files = sources.iter().filter(|source| !source.is_test());
        vec![package("main", files)]
    };
    Ok(Loaded { packages, go })
}

fn package<'a>(path: &str, sources: impl Iterator<Item = &'a Source<'a>>) -> SourcePackage {
    SourcePackage {
        path: path.to_owned(),
        files: sources
            .map(|source| (source.name.to_owned(), source.text.to_owned()))
            .collect(),
    }
}

/// The package under test, the package of its external tests if there is one, and the main that runs them.
fn test_program(sources: &[Source<'_>], entry: Option<&str>) -> Vec<SourcePackage> {
    let external =
        |source: &&Source<'_>| source.is_test() && source.file.package.name.ends_with("_test");
    let inner = || sources.iter().filter(|source| !external(source));
    let outer = || sources.iter().filter(external);
    let mut packages = Vec::new();
    let mut main = TestMain::default();
    if let Some(first) = inner().next() {
        let name = first.file.package.name.as_str();
        // External tests import it by a path that ends in its name.
        let imported = outer()
            .flat_map(|source| &source.file.imports)
            .map(|import| import.path.as_str())
            .find(|path| path.rsplit('/').next() == Some(name));
        let path = imported.unwrap_or(if name == "main" {
            MAIN_UNDER_TEST
        } else {
            name
        });
        main.add("_test", path, inner(), entry);
        packages.push(package(path, inner()));
    }
    if let Some(first) = outer().next() {
        let path = first.file.package.name.as_str();
        main.add("_xtest", path, outer(), entry);
        packages.push(package(path, outer()));
    }
    packages.push(SourcePackage {
        path: "main".to_owned(),
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
