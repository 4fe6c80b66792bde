//! What a bundle of several packages says of them: one file of lines.
//!
//! A module's program is laid out by folders, and what decides which folder an import means (`go.mod`, `go.work`, `vendor`, the module
//! cache) is on the machine that found it. A bundle carries the outcome instead: the file [`NAME`], a line for each package, the one
//! that is run or tested first:
//!
//! ```text
//! package example.com/app/store go1.23 app/store
//! ```
//!
//! that is import path, language version, and folder as the names of its files begin. A line `std …` is the same of a package of the
//! standard library whose source came from a GOROOT: all files that are there belong. A line `tags a b` gives build tags.

use std::collections::BTreeMap;

use super::bundle::Bundle;
use crate::GoVersion;

/// The name of the file in a bundle.
pub const NAME: &str = "tearpoint.packages";

/// A package and where it lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folder {
    /// The import path.
    pub path: String,
    /// The language version that its module states.
    pub go: GoVersion,
    /// The folder, as the names of its files begin; empty for files without one.
    pub folder: String,
    /// It is the standard library's.
    pub std: bool,
}

impl Folder {
    /// Whether the file of this name lies in the folder, not in one below it.
    pub fn holds(&self, name: &str) -> bool {
        name != NAME && folder_of(name) == self.folder
    }
}

/// The folder in a file's name; empty if there is none.
pub fn folder_of(name: &str) -> &str {
    name.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The packages of a bundle.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manifest {
    /// The first is run or tested.
    pub packages: Vec<Folder>,
    /// Build tags beside those of system, machine and release.
    pub tags: Vec<String>,
}

impl Manifest {
    /// The manifest of a bundle; none if it is of one package.
    ///
    /// # Errors
    /// The line that is none.
    pub fn of(bundle: &Bundle) -> Result<Option<Manifest>, String> {
        let Some((_, text)) = bundle.files.iter().find(|(name, _)| name == NAME) else {
            return Ok(None);
        };
        let mut manifest = Manifest::default();
        for line in text.lines().filter(|line| !line.is_empty()) {
            let wrong = || {
                format!(
                    "{NAME}: `{line}` is neither `package PATH goN FOLDER`, `std PATH goN FOLDER` nor `tags TAG…`"
                )
            };
            match line.split_once(' ').ok_or_else(wrong)? {
                ("tags", rest) => {
                    manifest.tags = rest.split(' ').map(str::to_owned).collect();
                }
                (kind @ ("package" | "std"), rest) => {
                    let mut words = rest.splitn(3, ' ');
                    let (path, go) = (words.next(), words.next());
                    let go = go.and_then(|go| GoVersion::parse(go.strip_prefix("go")?));
                    let (path, go) = path.zip(go).ok_or_else(wrong)?;
                    manifest.packages.push(Folder {
                        path: path.to_owned(),
                        go,
                        folder: words.next().unwrap_or_default().to_owned(),
                        std: kind == "std",
                    });
                }
                _ => return Err(wrong()),
            }
        }
        if manifest.packages.is_empty() {
            return Err(format!("{NAME}: no package"));
        }
        Ok(Some(manifest))
    }

    /// The file [`Manifest::of`] reads.
    pub fn file(&self) -> (String, String) {
        let mut text = String::new();
        if !self.tags.is_empty() {
            text += &format!("tags {}\n", self.tags.join(" "));
        }
        for Folder {
            path,
            go,
            folder,
            std,
        } in &self.packages
        {
            let kind = if *std { "std" } else { "package" };
            text += &format!("{kind} {path} {go} {folder}\n");
        }
        (NAME.to_owned(), text)
    }

    /// For each package the places of its files in `bundle`: those that lie in its folder, not in one below it.
    pub(super) fn files_of(&self, bundle: &Bundle) -> Vec<Vec<usize>> {
        let mut by_folder: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, (name, _)) in bundle.files.iter().enumerate() {
            by_folder.entry(folder_of(name)).or_default().push(at);
        }
        let files = |package: &Folder| by_folder.get(package.folder.as_str()).cloned();
        let packages = self.packages.iter();
        packages.map(|one| files(one).unwrap_or_default()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let manifest = Manifest {
            packages: vec![
                Folder {
                    path: "example.com/a".to_owned(),
                    go: GoVersion::go1(21),
                    folder: "/home/me/my code".to_owned(),
                    std: false,
                },
                Folder {
                    path: "b".to_owned(),
                    go: GoVersion::go1(5),
                    folder: String::new(),
                    std: true,
                },
            ],
            tags: vec!["x".to_owned(), "y".to_owned()],
        };
        let names = ["/home/me/my code/x.go", "y.go", "/home/me/z.go"];
        let empty = |name: &str| (name.to_owned(), String::new());
        let mut files: Vec<(String, String)> = names.into_iter().map(empty).collect();
        files.push(manifest.file());
        let bundle = Bundle { files };
        assert_eq!(Manifest::of(&bundle), Ok(Some(manifest.clone())));
        assert_eq!(manifest.files_of(&bundle), [vec![0], vec![1, 3]]);
    }

    #[test]
    fn a_line_that_is_none_is_named() {
        for text in ["nonsense\n", "package a\n", "package a 1.20 x\n", ""] {
            let files = vec![(NAME.to_owned(), text.to_owned())];
            assert!(Manifest::of(&Bundle { files }).is_err(), "{text:?}");
        }
    }
}
