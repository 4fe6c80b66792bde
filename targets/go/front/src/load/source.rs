//! The files of a bundle that are compiled, by package.

use super::bundle::Bundle;
use super::constraint;
use super::manifest::Manifest;
use super::{is_test_file, is_test_name};
use crate::GoVersion;
use crate::check::SourcePackage;
use crate::diag::{Diag, DiagKind, Pos};
use crate::syntax::{self, ast};

/// A file that belongs to the program, parsed.
pub(super) struct Source<'a> {
    pub name: &'a str,
    pub text: &'a str,
    pub file: ast::File,
}

impl Source<'_> {
    pub fn is_test(&self) -> bool {
        is_test_file(self.name)
    }

    /// Declared functions of one parameter: what `go test` may run.
    pub fn functions(&self) -> impl Iterator<Item = &str> {
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

    pub fn tests(&self) -> impl Iterator<Item = &str> {
        self.functions()
            .filter(|name| is_test_name(name) && *name != "TestMain")
    }
}

/// The files of one folder: a package, its tests and its external tests.
pub(super) struct Unit<'a> {
    /// The import path; none where nobody states it.
    pub path: Option<&'a str>,
    /// The language version.
    pub go: GoVersion,
    /// It is the standard library's.
    pub std: bool,
    pub sources: Vec<Source<'a>>,
}

impl Unit<'_> {
    /// The package `path` of some of the unit's files.
    pub fn package<'b>(
        &self,
        path: &str,
        sources: impl Iterator<Item = &'b Source<'b>>,
    ) -> SourcePackage {
        let file = |source: &Source<'_>| (source.name.to_owned(), source.text.to_owned());
        SourcePackage {
            path: path.to_owned(),
            go: self.go,
            std: self.std,
            files: sources.map(file).collect(),
        }
    }

    /// The files that are no tests.
    pub fn own(&self) -> impl Iterator<Item = &Source<'_>> {
        self.sources.iter().filter(|source| !source.is_test())
    }
}

/// The packages of `bundle`, the one that is run or tested first: the files that a release's toolchain would compile.
///
/// # Errors
/// What is no Go; a manifest that is none.
pub(super) fn units<'a>(
    bundle: &'a Bundle,
    manifest: &'a Option<Manifest>,
    release: GoVersion,
) -> Result<Vec<Unit<'a>>, Vec<Diag>> {
    let mut parser = Parser::default();
    let units = match manifest {
        Some(manifest) => {
            let files = manifest.files_of(bundle);
            let packages = manifest.packages.iter().zip(files);
            packages
                .map(|(package, files)| Unit {
                    path: Some(&package.path),
                    go: package.go.at_most(release),
                    std: package.std,
                    sources: parser.sources(bundle, &files, |name, text| {
                        package.std || constraint::included(name, text, release, &manifest.tags)
                    }),
                })
                .collect()
        }
        None => {
            let all: Vec<usize> = (0..bundle.files.len()).collect();
            vec![Unit {
                path: None,
                go: bundle.language().map_or(release, |go| go.at_most(release)),
                std: false,
                sources: parser.sources(bundle, &all, |name, text| {
                    constraint::included(name, text, release, &[])
                }),
            }]
        }
    };
    if parser.wrong.is_empty() {
        Ok(units)
    } else {
        Err(parser.wrong)
    }
}

/// Parses files, and keeps what is no Go.
#[derive(Default)]
struct Parser {
    number: u16,
    wrong: Vec<Diag>,
}

impl Parser {
    fn sources<'a>(
        &mut self,
        bundle: &'a Bundle,
        files: &[usize],
        belongs: impl Fn(&str, &str) -> bool,
    ) -> Vec<Source<'a>> {
        // A file that is asked for by name counts whatever it says.
        let only = files.len() == 1;
        let mut sources = Vec::new();
        for at in files {
            let (name, text) = &bundle.files[*at];
            if !(only || name.ends_with(".go") && belongs(name, text)) {
                continue;
            }
            match syntax::parse(self.number, name, text) {
                Ok(file) => sources.push(Source { name, text, file }),
                Err(diag) => self.wrong.push(diag),
            }
            self.number = self.number.saturating_add(1);
        }
        sources
    }
}

/// What is wrong with a bundle as a whole.
pub(super) fn refused(file: &str, text: String) -> Vec<Diag> {
    vec![Diag {
        file: file.to_owned(),
        pos: Pos::START,
        kind: DiagKind::Link,
        text,
    }]
}
