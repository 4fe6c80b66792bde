//! Loading: from a scenario's text to the packages of a program.
//!
//! Follows go/build (which files belong: names and `//go:build` lines) and cmd/go/internal/load (the main package of
//! `go test`). A scenario is one Go file, or several in a [`bundle`], which are one package or, if a [`manifest`] says so, several. A
//! name that ends in `:TestXxx` runs that test alone.
//!
//! Deviations: where no manifest gives its path, a package under test is called by its name. Misses: `go:embed`, cgo,
//! benchmarks, examples and fuzz tests.

pub mod bundle;
pub mod constraint;
pub mod header;
pub mod manifest;
mod order;
mod source;
mod testmain;

use std::collections::BTreeSet;

use self::bundle::Bundle;
use self::manifest::{Manifest, folder_of};
use self::order::{Node, in_order};
use self::source::{refused, units};
use self::testmain::test_program;
use crate::GoVersion;
use crate::check::SourcePackage;
use crate::diag::Diag;
use crate::provided::linker::{Link, blocked_text, link};

/// A scenario's file or folder, and the test that is run, if its name asks for one.
pub fn split_entry(name: &str) -> (&str, Option<&str>) {
    match name.rsplit_once(".go:") {
        Some((file, test)) if is_test_name(test) => (&name[..file.len() + 3], Some(test)),
        _ => (name, None),
    }
}

/// Bytes of the standard library's source that one program may bring along.
pub const MAX_STD_BYTES: u64 = 32 << 20;

/// Bytes of the scenario `name` with this text, without those of the standard library's packages that came from a GOROOT.
pub fn own_bytes(name: &str, text: &str) -> u64 {
    let bundle = Bundle::parse(split_entry(name).0, text);
    let manifest = Manifest::of(&bundle).ok().flatten();
    let packages = manifest.map_or_else(Vec::new, |manifest| manifest.packages);
    let std: BTreeSet<&str> = packages
        .iter()
        .filter(|package| package.std)
        .map(|package| package.folder.as_str())
        .collect();
    let of_std = |(name, _): &&(String, String)| std.contains(folder_of(name));
    let bytes = bundle
        .files
        .iter()
        .filter(of_std)
        .map(|(_, text)| text.len());
    (text.len() - bytes.sum::<usize>()) as u64
}

/// Whether a file of this name is of a package's tests.
pub fn is_test_file(name: &str) -> bool {
    name.ends_with("_test.go")
}

/// `isTest` of cmd/go/internal/load, for `Test`.
fn is_test_name(name: &str) -> bool {
    let rest = name.strip_prefix("Test");
    rest.is_some_and(|rest| !rest.starts_with(char::is_lowercase))
}

/// The tests of a bundle, each with its file, in source order. A bundle that cannot be parsed has none.
pub fn tests(bundle: &Bundle, release: GoVersion) -> Vec<(String, String)> {
    let manifest = Manifest::of(bundle).unwrap_or_default();
    let units = units(bundle, &manifest, release).unwrap_or_default();
    let sources = units.first().map_or(&[][..], |unit| &unit.sources);
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
    let manifest = Manifest::of(&bundle).unwrap_or_default();
    let units = units(&bundle, &manifest, release).unwrap_or_default();
    let sources = units.iter().flat_map(|unit| &unit.sources);
    let lines = sources.flat_map(|source| &source.file.linknames);
    lines
        .filter(|line| link(&line.target, release) == Link::Blocked)
        .map(|line| blocked_text(&line.target))
        .collect()
}

/// The packages of the scenario `name` with this text: each after those it imports; `main` is the last.
///
/// # Errors
/// What is no Go, in every file that belongs to the program; packages that import each other in a circle.
pub fn load(name: &str, text: &str, release: GoVersion) -> Result<Vec<SourcePackage>, Vec<Diag>> {
    let (file, entry) = split_entry(name);
    let bundle = Bundle::parse(file, text);
    let manifest =
        Manifest::of(&bundle).map_err(|text| refused(file, format!("{file}: {text}")))?;
    let units = units(&bundle, &manifest, release)?;
    let Some((run, imported)) = units.split_first() else {
        return Ok(Vec::new());
    };
    let has_main = run.own().any(|source| source.file.package.name == "main");
    let has_tests = run.sources.iter().any(|source| source.is_test());
    let mut packages = Vec::new();
    for unit in imported {
        packages.push(unit.package(unit.path.unwrap_or_default(), unit.own()));
    }
    if entry.is_some() || has_tests && !has_main {
        packages.extend(test_program(run, entry));
    } else {
        packages.push(run.package("main", run.own()));
    }
    if manifest.is_none() {
        return Ok(packages);
    }
    let program = run.path.unwrap_or_default();
    let nodes: Vec<Node> = packages
        .iter()
        .map(|package| Node::of(package, program))
        .collect();
    let order = in_order(&nodes, release).map_err(|text| refused(file, text))?;
    let mut packages: Vec<Option<SourcePackage>> = packages.into_iter().map(Some).collect();
    Ok(order
        .into_iter()
        .filter_map(|at| packages[at].take())
        .collect())
}
