//! The library: packages that a program may import, as Go text of our own.
//!
//! `packages` is the table of them, [`provided`](crate::provided) what their text calls without a body. Here the
//! packages that a program needs are parsed and put in order.

pub mod bottom;
mod origins;
pub(crate) mod own;
mod packages;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use self::own::Own;
use self::packages::{PACKAGES, Package, wanted_by};
use crate::GoVersion;
use crate::diag::{Diag, DiagKind};
use crate::syntax::{self, ast};

pub use self::origins::Origins;
pub(crate) use self::packages::{REFLECT, REFLECTION};

/// Number of the first file of the library; files of the program have lower numbers.
const FIRST_FILE: u16 = 0x4000;

/// A library package, parsed.
pub(crate) struct Library {
    package: &'static Package,
    files: Rc<Vec<ast::File>>,
    release: GoVersion,
}

impl Library {
    /// The import path.
    pub(crate) fn path(&self) -> &'static str {
        self.package.path
    }

    /// What the runtime itself makes values of: checked although nothing of the program's may use it.
    pub(crate) fn roots(&self) -> &'static [&'static str] {
        self.package.roots
    }

    /// The names of the release's files, and the files.
    pub(crate) fn files(&self) -> Vec<(&'static str, &ast::File)> {
        let all = self.package.files.iter().zip(self.files.iter());
        all.filter(|((_, text), _)| wanted_by(text, self.release))
            .map(|((name, _), file)| (*name, file))
            .collect()
    }
}

thread_local! {
    /// Packages by place in the table, parsed when first imported: their texts never change.
    static PARSED: RefCell<BTreeMap<usize, Rc<Vec<ast::File>>>> = RefCell::default();
}

/// The package at a place in the table, parsed.
fn parsed(index: usize) -> Result<Rc<Vec<ast::File>>, Vec<Diag>> {
    if let Some(files) = PARSED.with_borrow(|known| known.get(&index).cloned()) {
        return Ok(files);
    }
    let before: usize = PACKAGES[..index]
        .iter()
        .map(|package| package.files.len())
        .sum();
    let files = (FIRST_FILE + before as u16..)
        .zip(PACKAGES[index].files)
        .map(|(number, (name, text))| syntax::parse(number, name, text))
        .collect::<Result<Vec<_>, _>>()
        .map_err(|diag| vec![diag])?;
    let files = Rc::new(files);
    PARSED.with_borrow_mut(|known| known.insert(index, Rc::clone(&files)));
    Ok(files)
}

/// Where in the table the package of that path stands.
fn place(path: &str) -> Option<usize> {
    PACKAGES.iter().position(|package| package.path == path)
}

/// Whether the library has a package of this path, in any release; those below `internal` are its own.
pub fn is_package(path: &str) -> bool {
    !path.starts_with("internal/") && (path == "unsafe" || place(path).is_some())
}

/// Whether the release's text of a package declares that name at its top level. False if there is no such package.
pub fn declares(path: &str, name: &str, release: GoVersion) -> bool {
    let Some((index, Ok(files))) = place(path).map(|index| (index, parsed(index))) else {
        return false;
    };
    let texts = PACKAGES[index].files.iter().zip(files.iter());
    let mut of_release = texts.filter(|((_, text), _)| wanted_by(text, release));
    of_release.any(|(_, file)| file.declares(name))
}

/// The paths of the release's packages.
pub fn built_in(release: GoVersion) -> impl Iterator<Item = &'static str> {
    let packages = PACKAGES.iter();
    let there = packages.filter(move |package| package.exists(release));
    there.map(|package| package.path)
}

/// The text of a file of a built-in package, if the release has it.
pub fn built_in_file(path: &str, name: &str, release: GoVersion) -> Option<&'static str> {
    let files = PACKAGES[place(path)?].files.iter();
    let mut files = files.filter(|(known, text)| *known == name && wanted_by(text, release));
    files.next().map(|(_, text)| *text)
}

/// What the runtime itself makes values of in a package, whoever's text it is.
pub(crate) fn roots(path: &str) -> &'static [&'static str] {
    place(path).map_or(&[], |index| PACKAGES[index].roots)
}

/// Whether the package's functions only compute, whoever's text it is: as the table has it, or as its text looks.
pub(crate) fn is_quiet(path: &str, looks: bool) -> bool {
    place(path).map_or(looks, |index| PACKAGES[index].quiet)
}

/// Whether the release has a package of this path; those below `internal` are there for others of the library.
pub fn is_built_in(path: &str, release: GoVersion) -> bool {
    path == "unsafe" || place(path).is_some_and(|index| PACKAGES[index].exists(release))
}

/// The packages that the one at `index` imports, in any release.
fn imported_by(index: usize) -> Result<BTreeSet<usize>, Vec<Diag>> {
    let files = parsed(index)?;
    let imports = files.iter().flat_map(|file| &file.imports);
    Ok(imports.filter_map(|import| place(&import.path)).collect())
}

/// The library packages that the program's own import, and `runtime`, each after those it imports itself.
pub(crate) fn load(own: &Own<'_>, release: GoVersion) -> Result<Vec<Library>, Vec<Diag>> {
    let mut diags = Vec::new();
    let mut wanted = BTreeSet::new();
    wanted.extend(place("runtime"));
    for (package, files) in own.each() {
        for (name, file) in files {
            for import in &file.imports {
                let path = import.path.as_str();
                let vendored = || package.std && own.has(&format!("vendor/{path}"));
                if path == "unsafe" || own.has(path) || vendored() {
                    continue;
                }
                let index = place(path).filter(|_| package.std || is_package(path));
                let (kind, text) = match index {
                    Some(index) if PACKAGES[index].exists(release) => {
                        wanted.insert(index);
                        continue;
                    }
                    Some(_) => (DiagKind::Type, format!("package {path} is not in std")),
                    None => (DiagKind::Unsupported, format!("package {path:?}")),
                };
                diags.push(Diag {
                    file: (*name).to_owned(),
                    pos: import.pos,
                    kind,
                    text,
                });
            }
        }
    }
    if !diags.is_empty() {
        return Err(diags);
    }
    let library = |index| {
        let (package, files) = (&PACKAGES[index], parsed(index)?);
        Ok(Library {
            package,
            files,
            release,
        })
    };
    let order = in_order(wanted, |path| own.has(path))?;
    order.into_iter().map(library).collect()
}

/// The packages at these places in the table and those they need, each after all that it imports. Where imports leave a
/// choice, the order is that of the table. What the program has `brought` along is not the library's.
fn in_order(
    mut wanted: BTreeSet<usize>,
    brought: impl Fn(&str) -> bool,
) -> Result<Vec<usize>, Vec<Diag>> {
    let mut imports = BTreeMap::new();
    while let Some(index) = wanted.pop_last() {
        let mut of = imported_by(index)?;
        of.retain(|other| !brought(PACKAGES[*other].path));
        wanted.extend(of.iter().filter(|other| !imports.contains_key(*other)));
        imports.insert(index, of);
    }
    let mut order = Vec::new();
    // From the last to the first: one that no other still needs.
    while let Some((&last, _)) = imports.last_key_value() {
        let needed = |index| imports.values().any(|of| of.contains(index));
        let free = imports.keys().rev().find(|index| !needed(index));
        let next = free.copied().unwrap_or(last);
        imports.remove(&next);
        order.push(next);
    }
    order.reverse();
    Ok(order)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provided::{Reach, all, find};
    use crate::version::RELEASES;

    #[test]
    fn packages_come_after_what_they_import() {
        for index in 0..PACKAGES.len() {
            let order =
                in_order(BTreeSet::from([index]), |_| false).expect("a library that parses");
            assert_eq!(order.last(), Some(&index));
            for (at, package) in order.iter().enumerate() {
                let (before, path) = (&order[..at], PACKAGES[*package].path);
                let imports = imported_by(*package).expect("a library that parses");
                let missing = imports.iter().find(|import| !before.contains(import));
                assert_eq!(missing, None, "{path} is before what it imports");
                assert!(!before.contains(package), "{path} comes twice");
            }
        }
    }

    #[test]
    fn every_import_of_the_library_is_in_the_table() {
        for (index, package) in PACKAGES.iter().enumerate() {
            let files = parsed(index).expect("a library that parses");
            for import in files.iter().flat_map(|file| &file.imports) {
                let known = import.path == "unsafe" || place(&import.path).is_some();
                assert!(known, "{} imports {}", package.path, import.path);
            }
        }
    }

    /// The functions without a body in the texts that a release has, each with its signature.
    fn declared(release: GoVersion) -> BTreeMap<String, String> {
        let mut out = BTreeMap::new();
        for package in PACKAGES {
            let texts = package.files.iter().map(|(_, text)| *text);
            for text in texts.filter(|text| wanted_by(text, release)) {
                let mut linked = false;
                for line in text.lines() {
                    let func = line.strip_prefix("func ").filter(|_| !line.ends_with('{'));
                    let bare = func.filter(|func| !func.contains('{') && !linked);
                    linked = line.starts_with("//go:linkname");
                    if let Some((name, rest)) = bare.and_then(|func| func.split_once('(')) {
                        let rest = rest.split(" //").next().unwrap_or_default().trim_end();
                        out.insert(format!("{}.{name}", package.path), format!("func({rest}"));
                    }
                }
            }
        }
        out
    }

    #[test]
    fn texts_declare_what_the_table_provides() {
        for release in RELEASES {
            let declared = declared(release);
            assert!(declared.len() > 100);
            for (name, signature) in &declared {
                let row = find(name, release);
                let row = row.unwrap_or_else(|| panic!("no row for {name} in {release}"));
                assert_eq!(row.signature, signature, "{name}");
            }
            let ours = all().filter(|row| row.reach == Reach::Library);
            for row in ours.filter(|row| row.versions.contains(release)) {
                let known = declared.contains_key(row.name);
                assert!(known, "{} is not declared in {release}", row.name);
            }
        }
    }
}
