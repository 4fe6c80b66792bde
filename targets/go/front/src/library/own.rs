//! The packages that a program brings along, and their order among those of the built-in library: some of them may be the standard
//! library's, and stand for the built-in ones of their path.

use std::collections::{BTreeMap, BTreeSet};

use super::Library;
use crate::check::SourcePackage;
use crate::syntax::ast;

/// The packages that come as text.
pub(crate) struct Own<'a> {
    /// In the order of their dependencies.
    pub packages: &'a [SourcePackage],
    /// The files of all of them, parsed, with their names.
    pub files: &'a [(&'a str, ast::File)],
}

/// A package in its place.
pub(crate) enum Entry<'a> {
    /// One of the built-in library.
    BuiltIn(&'a Library),
    /// One that came as text, with its files.
    Own(&'a SourcePackage, &'a [(&'a str, ast::File)]),
}

impl<'a> Own<'a> {
    /// Each package with its files.
    pub(super) fn each(
        &self,
    ) -> impl Iterator<Item = (&'a SourcePackage, &'a [(&'a str, ast::File)])> {
        let mut rest = self.files;
        self.packages.iter().map(move |package| {
            let (files, after) = rest.split_at(package.files.len());
            rest = after;
            (package, files)
        })
    }

    /// Whether a package of that path came as text.
    pub(super) fn has(&self, path: &str) -> bool {
        self.packages.iter().any(|package| package.path == path)
    }

    /// All packages, each after those that it imports: first the built-in ones, with what they need of a GOROOT.
    pub(crate) fn with(&self, libraries: &'a [Library]) -> Vec<Entry<'a>> {
        let mut left: BTreeMap<&str, _> = BTreeMap::new();
        for (package, files) in self.each().filter(|(package, _)| package.std) {
            left.insert(&package.path, (package, files));
        }
        let mut built_in: BTreeMap<&str, &Library> = BTreeMap::new();
        built_in.extend(libraries.iter().map(|library| (library.path(), library)));
        let mut order = Vec::new();
        for library in libraries {
            place(library.path(), &mut built_in, &mut left, &mut order);
        }
        for (package, files) in self.each() {
            if package.std {
                place(&package.path, &mut built_in, &mut left, &mut order);
            } else {
                order.push(Entry::Own(package, files));
            }
        }
        order
    }
}

/// What came of a GOROOT and is not in its place yet, by path.
type Left<'a> = BTreeMap<&'a str, (&'a SourcePackage, &'a [(&'a str, ast::File)])>;

/// Puts the package of that path into the order, after what it imports.
fn place<'a>(
    path: &str,
    built_in: &mut BTreeMap<&str, &'a Library>,
    left: &mut Left<'a>,
    order: &mut Vec<Entry<'a>>,
) {
    let mut seen = BTreeSet::new();
    // Imports nest as deeply as a hostile bundle likes, so the stack is our own.
    let mut stack = vec![path.to_owned()];
    while let Some(path) = stack.last().cloned() {
        let imports: BTreeSet<&str> = if let Some(library) = built_in.get(path.as_str()) {
            let files = library.files().into_iter();
            files.flat_map(|(_, file)| imports_of(file)).collect()
        } else if let Some((_, files)) = left.get(path.as_str()) {
            files
                .iter()
                .flat_map(|(_, file)| imports_of(file))
                .collect()
        } else {
            stack.pop();
            continue;
        };
        if seen.insert(path.clone()) {
            let waiting = |path: &&str| built_in.contains_key(*path) || left.contains_key(*path);
            let vendored = imports.iter().map(|path| format!("vendor/{path}"));
            let vendored: Vec<String> = vendored.filter(|path| waiting(&path.as_str())).collect();
            let imports = imports.iter().filter(|path| waiting(path));
            let imports = imports.map(|path| (*path).to_owned()).chain(vendored);
            stack.extend(imports.filter(|path| !seen.contains(path)));
            continue;
        }
        stack.pop();
        if let Some(library) = built_in.remove(path.as_str()) {
            order.push(Entry::BuiltIn(library));
        } else if let Some((package, files)) = left.remove(path.as_str()) {
            order.push(Entry::Own(package, files));
        }
    }
}

fn imports_of(file: &ast::File) -> impl Iterator<Item = &str> {
    file.imports.iter().map(|import| import.path.as_str())
}
