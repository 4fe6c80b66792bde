//! What became of files: their contents before and after.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Contents of files, by path.
pub type Contents = BTreeMap<PathBuf, Vec<u8>>;

/// Everything at `paths` below `root`: files, and what lies in folders.
///
/// # Errors
/// What cannot be read. A path that is not there is nothing.
pub fn read(root: &Path, paths: &[&str]) -> std::io::Result<Contents> {
    let mut contents = Contents::new();
    for path in paths {
        collect(root, Path::new(path), &mut contents)?;
    }
    Ok(contents)
}

fn collect(root: &Path, path: &Path, contents: &mut Contents) -> std::io::Result<()> {
    let whole = root.join(path);
    if whole.is_dir() {
        for entry in fs::read_dir(&whole)? {
            collect(root, &path.join(entry?.file_name()), contents)?;
        }
    } else if whole.is_file() {
        contents.insert(path.to_owned(), fs::read(whole)?);
    }
    Ok(())
}

/// A line for each file that is not as it was: `new`, `gone` or `changed`, and its path.
pub fn differences(before: &Contents, after: &Contents) -> Vec<String> {
    let gone = before.keys().filter(|path| !after.contains_key(*path));
    let mut lines: Vec<(&Path, &str)> = gone.map(|path| (path.as_path(), "gone")).collect();
    for (path, bytes) in after {
        match before.get(path) {
            None => lines.push((path, "new")),
            Some(old) if old != bytes => lines.push((path, "changed")),
            Some(_) => {}
        }
    }
    lines.sort_unstable();
    let line = |(path, what): &(&Path, &str)| format!("{what:>8}  {}", path.display());
    lines.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changed_came_and_went_is_named() {
        let of = |files: &[(&str, &str)]| -> Contents {
            let files = files.iter();
            files
                .map(|(path, text)| (path.into(), (*text).into()))
                .collect()
        };
        let before = of(&[("a", "1"), ("b", "2"), ("c", "3")]);
        let after = of(&[("a", "1"), ("c", "4"), ("d", "5")]);
        let lines = ["    gone  b", " changed  c", "     new  d"];
        assert_eq!(differences(&before, &after), lines);
        assert_eq!(differences(&before, &before), Vec::<String>::new());
    }
}
