//! The folders that a pattern with `...` means.
//!
//! Follows cmd/go/internal/search (`MatchDirs`): all folders below with Go files, but none that is called `vendor` or `testdata`, or begins
//! with `.` or `_`, and none of another module. Misses: patterns with `...` in their middle, and patterns of import paths.

use std::fs;
use std::path::{Path, PathBuf};

use tearpoint_harness::contract::InputError;

/// Folders that a pattern may mean at most.
const MAX_FOLDERS: usize = 100_000;

/// Whether a name is a pattern.
pub fn is_pattern(name: &str) -> bool {
    name == "..." || name.ends_with("/...")
}

/// The folders that a pattern means, in order.
///
/// # Errors
/// No such folder; one that cannot be read; none with a Go file.
pub fn expand(pattern: &str) -> Result<Vec<PathBuf>, InputError> {
    let start = pattern.strip_suffix("...").unwrap_or(pattern);
    let start = match start.trim_end_matches('/') {
        "" if start.starts_with('/') => Path::new("/"),
        "" => Path::new("."),
        start => Path::new(start),
    };
    let mut folders = Vec::new();
    let mut work = vec![start.to_owned()];
    while let Some(folder) = work.pop() {
        let unreadable = |error| InputError(format!("{}: {error}", folder.display()));
        let mut below = Vec::new();
        let mut has_go = false;
        for entry in fs::read_dir(&folder).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            let name = entry.file_name();
            let name = name.to_string_lossy();
            // Links are not followed, as the go command does not.
            let kind = entry.file_type().map_err(unreadable)?;
            if kind.is_dir() {
                let left_out =
                    name.starts_with(['.', '_']) || matches!(&*name, "vendor" | "testdata");
                if !left_out && !entry.path().join("go.mod").is_file() {
                    below.push(entry.path());
                }
            } else {
                has_go |= name.ends_with(".go") && !name.starts_with(['.', '_']);
            }
        }
        below.sort();
        work.extend(below.into_iter().rev());
        if has_go {
            folders.push(folder);
        }
        if folders.len() + work.len() > MAX_FOLDERS {
            return Err(InputError(format!(
                "{pattern}: more than {MAX_FOLDERS} folders"
            )));
        }
    }
    if folders.is_empty() {
        return Err(InputError(format!("{pattern}: no folder with a .go file")));
    }
    Ok(folders)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_of_the_module_are_meant() {
        let root = tempfile::tempdir().unwrap();
        for file in [
            "a/x.go",
            "a/testdata/x.go",
            "a/b/x.go",
            "vendor/v/x.go",
            "_c/x.go",
            "d/readme",
            "e/x.go",
            "e/go.mod",
            "top.go",
        ] {
            let path = root.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        let pattern = format!("{}/...", root.path().display());
        let found = expand(&pattern).unwrap();
        let names: Vec<_> = found
            .iter()
            .map(|path| path.strip_prefix(root.path()).unwrap().to_str().unwrap())
            .collect();
        assert_eq!(names, ["", "a", "a/b"]);
        assert!(expand(&format!("{}/d/...", root.path().display())).is_err());
    }
}
