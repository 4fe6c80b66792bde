//! The top of a Go file: its package clause and its imports, without parsing the rest.
//!
//! Follows `readGoFiles` of go/build/read.go. What is no Go ends the reading: the compiler will say so.

use std::collections::BTreeSet;

/// What the top of a file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header<'a> {
    /// The name in the package clause.
    pub package: Option<&'a str>,
    /// The imports, in source order.
    pub imports: Vec<Imported>,
}

/// One import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// What is imported.
    pub path: String,
    /// The name that the file gives it, if it does.
    pub name: Option<String>,
    /// Line and byte in it where it begins, with its name if it has one; both from 1.
    pub at: (usize, usize),
}

impl<'a> Header<'a> {
    /// The top of a file with this text.
    pub fn read(text: &'a str) -> Header<'a> {
        let mut words = Words { text, at: 0 };
        let mut header = Header::default();
        if words.next() != Some("package") {
            return header;
        }
        header.package = words.next().filter(|word| is_name(word));
        let mut next = words.after_semicolons();
        while next == Some("import") {
            next = words.next();
            if next == Some("(") {
                next = words.after_semicolons();
                while let Some(word) = next.filter(|word| *word != ")") {
                    if !header.import(&mut words, word) {
                        return header;
                    }
                    next = words.after_semicolons();
                }
            } else if !next.is_some_and(|word| header.import(&mut words, word)) {
                return header;
            }
            next = words.after_semicolons();
        }
        header
    }

    /// Whether the file needs cgo.
    pub fn is_cgo(&self) -> bool {
        self.imports.iter().any(|import| import.path == "C")
    }

    /// An import whose first word is `word`; false if it is none.
    fn import(&mut self, words: &mut Words<'a>, word: &'a str) -> bool {
        let at = words.at - word.len();
        let named = word == "." || is_name(word);
        let path = if named { words.next() } else { Some(word) };
        let quotes = |path: &'a str| {
            let quote = path.chars().next().filter(|c| matches!(c, '"' | '`'))?;
            path.strip_prefix(quote)?.strip_suffix(quote)
        };
        let Some(path) = path.and_then(quotes) else {
            return false;
        };
        let before = &words.text[..at];
        let line = before.matches('\n').count() + 1;
        let column = at - before.rfind('\n').map_or(0, |newline| newline + 1) + 1;
        self.imports.push(Imported {
            path: path.to_owned(),
            name: named.then(|| word.to_owned()),
            at: (line, column),
        });
        true
    }
}

/// What a file names of packages, or of anything else: pairs of a name and, behind a dot, an exported one.
pub fn selectors(text: &str) -> BTreeSet<(&str, &str)> {
    let mut found = BTreeSet::new();
    let (mut before, mut dot) = (None, false);
    for word in (Words { text, at: 0 }) {
        if word == "." {
            dot = before.is_some();
            continue;
        }
        let name = Some(word).filter(|word| is_name(word));
        if dot && let (Some(base), Some(name)) = (before, name) {
            if name.starts_with(char::is_uppercase) {
                found.insert((base, name));
            }
            // What is behind the next dot is no package's.
            before = None;
        } else {
            before = name;
        }
        dot = false;
    }
    found
}

fn is_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Bytes of the rune that a text begins with; of its quote if it is none.
fn rune(text: &str) -> usize {
    let mut escaped = false;
    let end = text.char_indices().skip(1).take(12).find(|(_, c)| {
        let ends = *c == '\'' && !escaped;
        escaped = *c == '\\' && !escaped;
        ends
    });
    end.map_or(1, |(at, _)| at + 1)
}

/// The words of a text, without blanks and comments.
struct Words<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Words<'a> {
    /// The next word that is no semicolon.
    fn after_semicolons(&mut self) -> Option<&'a str> {
        loop {
            let word = self.next();
            if word != Some(";") {
                return word;
            }
        }
    }

    /// Skips `length` bytes, or all that is left.
    fn skip(&mut self, length: Option<usize>) {
        self.at = length.map_or(self.text.len(), |length| self.at + length);
    }
}

impl<'a> Iterator for Words<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        loop {
            let rest = &self.text[self.at..];
            let first = rest.chars().next()?;
            if first.is_whitespace() || first == '\u{feff}' {
                self.at += first.len_utf8();
            } else if rest.starts_with("//") {
                self.skip(rest.find('\n'));
            } else if let Some(comment) = rest.strip_prefix("/*") {
                self.skip(comment.find("*/").map(|at| at + 4));
            } else {
                let length = match first {
                    '\'' => rune(rest),
                    '"' | '`' => rest[1..]
                        .find([first, '\n'])
                        .map_or(rest.len(), |at| at + 2),
                    _ if is_name(rest) => rest
                        .find(|c: char| !c.is_alphanumeric() && c != '_')
                        .unwrap_or(rest.len()),
                    _ => first.len_utf8(),
                };
                self.at += length;
                return Some(&rest[..length]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_are_found_where_they_stand() {
        let text = "// c\n/* package x */ package p; import \"a\"\nimport (\n\t. \"b/c\"; x `d`\n\t// \"no\"\n\n\t_ \"e\"\n)\nimport \"f\"\nvar v = 1\nimport \"g\"\n";
        let header = Header::read(text);
        assert_eq!(header.package, Some("p"));
        let found: Vec<_> = header
            .imports
            .iter()
            .map(|import| (import.path.as_str(), import.at))
            .collect();
        let expected = [
            ("a", (2, 35)),
            ("b/c", (4, 2)),
            ("d", (4, 11)),
            ("e", (7, 2)),
            ("f", (9, 8)),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn selectors_are_found_outside_of_strings_and_comments() {
        let text = "package p // a.No\nvar v = os.Args[time.Now().Unix()] + x.y.Z + \"b.No\" + '\"' + c.Yes + '\\'' + d.Yes";
        let found: Vec<_> = selectors(text).into_iter().collect();
        let expected = [("c", "Yes"), ("d", "Yes"), ("os", "Args"), ("time", "Now")];
        assert_eq!(found, expected);
    }

    #[test]
    fn what_is_no_go_ends_the_reading() {
        for text in [
            "",
            "pack",
            "package",
            "package p\nimport",
            "package p\nimport (\"a",
            "package p\nimport x y",
            "/*",
        ] {
            assert!(Header::read(text).imports.is_empty(), "{text}");
        }
        let raw = Header::read("package p\nimport (\n\"a\nb\"\n");
        assert!(raw.imports.is_empty(), "{raw:?}");
    }
}
