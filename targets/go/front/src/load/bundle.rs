//! Several files as one text: Go's own txtar format.
//!
//! Each file follows a line `-- name --`. A text that does not begin with such a line is one Go file.

use crate::GoVersion;

/// A scenario's files, by name, in the order in which the compiler is given them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bundle {
    /// Names, with folders where there are any, and texts.
    pub files: Vec<(String, String)>,
}

/// The name in a line that starts a file.
fn marker(line: &str) -> Option<&str> {
    let name = line.strip_prefix("-- ")?.strip_suffix(" --")?.trim();
    (!name.is_empty()).then_some(name)
}

impl Bundle {
    /// The files of the text `text`; if it is one Go file, its name is `name`.
    pub fn parse(name: &str, text: &str) -> Bundle {
        let mut files: Vec<(String, String)> = Vec::new();
        if text.lines().next().and_then(marker).is_none() {
            files.push((name.to_owned(), text.to_owned()));
            return Bundle { files };
        }
        for line in text.split_inclusive('\n') {
            match (
                marker(line.trim_end_matches(['\n', '\r'])),
                files.last_mut(),
            ) {
                (Some(name), _) => files.push((name.to_owned(), String::new())),
                (None, Some((_, text))) => text.push_str(line),
                (None, None) => {}
            }
        }
        files.sort();
        Bundle { files }
    }

    /// The text that [`Bundle::parse`] takes apart. One Go file alone is its own text.
    pub fn text(&self) -> String {
        if let [(name, text)] = self.files.as_slice()
            && name.ends_with(".go")
        {
            return text.clone();
        }
        let mut out = String::new();
        for (name, text) in &self.files {
            out += &format!("-- {name} --\n{text}");
            if !text.is_empty() && !text.ends_with('\n') {
                out.push('\n');
            }
        }
        out
    }

    /// The language version that a `go.mod` among the files states.
    pub fn language(&self) -> Option<GoVersion> {
        let is_mod = |name: &str| name == "go.mod" || name.ends_with("/go.mod");
        let (_, text) = self.files.iter().find(|(name, _)| is_mod(name))?;
        language(text)
    }
}

/// The language version in the `go` line of the text of a `go.mod`.
pub fn language(text: &str) -> Option<GoVersion> {
    let version = text.lines().find_map(|line| {
        let line = line.split("//").next().unwrap_or_default();
        let mut words = line.split_whitespace();
        (words.next() == Some("go")).then(|| words.next()).flatten()
    })?;
    GoVersion::parse(version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_single_file_is_its_own_text() {
        let text = "package main\n\n-- x.go --\n";
        let bundle = Bundle::parse("a.go", text);
        assert_eq!(bundle.files, [("a.go".to_owned(), text.to_owned())]);
        assert_eq!(bundle.text(), text);
    }

    #[test]
    fn a_bundle_comes_back() {
        let text = "-- a.go --\npackage p\n-- b_test.go --\npackage p\n\n-- go.mod --\nmodule m\ngo 1.21.3 // x\n";
        let bundle = Bundle::parse("dir", text);
        let names: Vec<&str> = bundle.files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["a.go", "b_test.go", "go.mod"]);
        assert_eq!(bundle.text(), text);
        assert_eq!(bundle.language(), Some(GoVersion::go1(21)));
    }
}
