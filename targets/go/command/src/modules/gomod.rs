//! What `go.mod`, `go.work` and `vendor/modules.txt` say.
//!
//! Follows golang.org/x/mod/modfile (the lines of the first two) and cmd/go/internal/modload/vendor.go (the third), as far as they decide
//! which folder an import means. Misses: `exclude` and `retract`, which only matter to who chooses versions; `toolchain`, `godebug`,
//! `tool` and `ignore`.

use std::collections::BTreeMap;

use tearpoint_front::GoVersion;

/// A `go.mod` or a `go.work`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GoMod {
    /// The module's path; a `go.work` has none.
    pub module: Option<String>,
    /// The language version.
    pub go: Option<GoVersion>,
    /// Modules and the least versions of them that will do.
    pub require: Vec<(String, String)>,
    /// What stands in for modules.
    pub replace: Vec<Replace>,
    /// The folders of the modules of a workspace.
    pub uses: Vec<String>,
}

/// One `replace`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replace {
    /// The module that is replaced.
    pub old: String,
    /// Only this version of it; all of them if none is given.
    pub version: Option<String>,
    /// A folder, or another module's path.
    pub new: String,
    /// The other module's version; folders have none.
    pub new_version: Option<String>,
}

impl GoMod {
    /// Reads the text of a `go.mod` or `go.work`. Lines that are none are left out: the go command refuses them.
    pub fn parse(text: &str) -> GoMod {
        let mut file = GoMod::default();
        let mut block: Option<String> = None;
        for line in text.lines() {
            let mut words = words(line);
            match (&block, words.as_slice()) {
                (_, []) => {}
                (Some(_), [end]) if end == ")" => block = None,
                (None, [verb, open]) if open == "(" => block = Some(verb.clone()),
                (Some(verb), _) => {
                    let verb = verb.clone();
                    file.line(&verb, &words);
                }
                (None, _) => {
                    let verb = words.remove(0);
                    file.line(&verb, &words);
                }
            }
        }
        file
    }

    fn line(&mut self, verb: &str, words: &[String]) {
        match (verb, words) {
            ("module", [path]) => self.module = Some(path.clone()),
            ("go", [version]) => self.go = GoVersion::parse(version),
            ("require", [path, version]) => self.require.push((path.clone(), version.clone())),
            ("use", [folder]) => self.uses.push(folder.clone()),
            ("replace", words) => {
                let Some(arrow) = words.iter().position(|word| word == "=>") else {
                    return;
                };
                if let ([old, version @ ..], [_, new, new_version @ ..]) = words.split_at(arrow) {
                    self.replace.push(Replace {
                        old: old.clone(),
                        version: version.first().cloned(),
                        new: new.clone(),
                        new_version: new_version.first().cloned(),
                    });
                }
            }
            _ => {}
        }
    }
}

/// The words of a line up to its comment; a word in quotes is one.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut rest = line.trim_start();
    while let Some(first) = rest.chars().next() {
        if rest.starts_with("//") {
            break;
        }
        let end = if matches!(first, '"' | '`') {
            let close = rest[1..].find(first).map_or(rest.len(), |at| at + 2);
            words.push(rest[..close].trim_matches(first).to_owned());
            close
        } else if matches!(first, '(' | ')') {
            words.push(first.to_string());
            1
        } else {
            let end = rest
                .find(|c: char| c.is_whitespace() || matches!(c, '(' | ')'))
                .unwrap_or(rest.len());
            words.push(rest[..end].to_owned());
            end
        };
        rest = rest[end..].trim_start();
    }
    words
}

/// A `vendor/modules.txt`: of each vendored package its module's language version.
pub fn vendored(text: &str) -> BTreeMap<String, GoVersion> {
    let unstated = GoVersion::go1(16);
    let mut go = unstated;
    let mut packages = BTreeMap::new();
    for line in text.lines() {
        if let Some(notes) = line.strip_prefix("## ") {
            let version = |note: &str| GoVersion::parse(note.trim().strip_prefix("go ")?);
            go = notes.split(';').find_map(version).unwrap_or(go);
        } else if line.starts_with("# ") {
            go = unstated;
        } else if !line.is_empty() {
            packages.insert(line.trim().to_owned(), go);
        }
    }
    packages
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_go_mod_is_read() {
        let text = "module \"example.com/a\" // me\n\ngo 1.21.3\n\nrequire (\n\tb.org/x v1.2.3\n\tc.org/y/v2 v2.0.0-20200101000000-abcdefabcdef // indirect\n)\nrequire d.org v0.1.0\nreplace (\n\tb.org/x => ../x\n)\nreplace c.org/y/v2 v2.0.0 => e.org/z v1.0.0\nexclude f v1\nuse ./m\nuse (\n\t./n\n)\n";
        let file = GoMod::parse(text);
        assert_eq!(file.module.as_deref(), Some("example.com/a"));
        assert_eq!(file.go, Some(GoVersion::go1(21)));
        let versions: Vec<&str> = file.require.iter().map(|(_, v)| v.as_str()).collect();
        assert_eq!(
            versions,
            ["v1.2.3", "v2.0.0-20200101000000-abcdefabcdef", "v0.1.0"]
        );
        assert_eq!(file.uses, ["./m", "./n"]);
        let news: Vec<&str> = file.replace.iter().map(|r| r.new.as_str()).collect();
        assert_eq!(news, ["../x", "e.org/z"]);
        assert_eq!(file.replace[1].version.as_deref(), Some("v2.0.0"));
        assert_eq!(file.replace[1].new_version.as_deref(), Some("v1.0.0"));
    }

    #[test]
    fn modules_txt_is_read() {
        let text = "# a.org v1.0.0\n## explicit; go 1.20\na.org/x\na.org/y\n# b.org v1.0.0 => ../b\n## explicit\nb.org\n";
        let found = vendored(text);
        assert_eq!(found["a.org/y"], GoVersion::go1(20));
        assert_eq!(found["b.org"], GoVersion::go1(16));
        assert_eq!(found.len(), 3);
    }
}
