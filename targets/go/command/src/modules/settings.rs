//! What the environment says to the go command of modules: GOFLAGS, GOMODCACHE, GOPATH, GOWORK, and the file that `go env -w` writes.
//!
//! Follows cmd/go/internal/cfg and `go help environment`.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

/// Where modules are looked for, and how.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The module cache, if anything says where it is.
    pub cache: Option<PathBuf>,
    /// `-mod` of GOFLAGS.
    pub mode: Option<String>,
    /// `-tags` of GOFLAGS.
    pub tags: Vec<String>,
    /// GOWORK: a `go.work` to use, or `off`.
    pub work: Option<String>,
}

impl Settings {
    /// The settings of this process.
    pub fn of_environment() -> Settings {
        let home = std::env::var("HOME").ok().map(PathBuf::from);
        let config = std::env::var("XDG_CONFIG_HOME").ok().map(PathBuf::from);
        let config = config.or_else(|| Some(home.as_ref()?.join(".config")));
        let file = match std::env::var("GOENV") {
            Ok(name) if name == "off" => None,
            Ok(name) if !name.is_empty() => Some(PathBuf::from(name)),
            _ => config.map(|config| config.join("go/env")),
        };
        let text = file.and_then(|file| fs::read_to_string(file).ok());
        let written = written(&text.unwrap_or_default());
        Settings::from(home, |name| {
            let set = std::env::var(name).ok().filter(|value| !value.is_empty());
            set.or_else(|| written.get(name).cloned())
        })
    }

    fn from(home: Option<PathBuf>, get: impl Fn(&str) -> Option<String>) -> Settings {
        let path = get("GOPATH").map(|list| {
            let first = list.split(':').next().unwrap_or_default();
            PathBuf::from(first)
        });
        let path = path.or_else(|| Some(home?.join("go")));
        let cache = get("GOMODCACHE").map(PathBuf::from);
        let flags = get("GOFLAGS").unwrap_or_default();
        let flag = |name: &str| {
            let mut values = flags.split_whitespace().filter_map(|flag| {
                let flag = flag.trim_start_matches('-');
                flag.strip_prefix(name)?.strip_prefix('=')
            });
            values.next_back().map(str::to_owned)
        };
        Settings {
            cache: cache.or_else(|| Some(path?.join("pkg/mod"))),
            mode: flag("mod"),
            tags: tags(&flag("tags").unwrap_or_default()),
            work: get("GOWORK"),
        }
    }
}

/// The tags of a `-tags` flag.
pub fn tags(list: &str) -> Vec<String> {
    let tags = list.split([',', ' ']).filter(|tag| !tag.is_empty());
    tags.map(str::to_owned).collect()
}

/// What a file of `NAME=value` lines sets.
fn written(text: &str) -> BTreeMap<String, String> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let pairs = lines.filter_map(|line| line.split_once('='));
    pairs
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_and_folders_are_found() {
        let file = written("# x\nGOFLAGS=-mod=mod -tags=a,b\nGOPATH=/p:/q\n");
        let settings = Settings::from(None, |name| file.get(name).cloned());
        assert_eq!(settings.mode.as_deref(), Some("mod"));
        assert_eq!(settings.tags, ["a", "b"]);
        assert_eq!(settings.cache, Some(PathBuf::from("/p/pkg/mod")));
        let settings = Settings::from(Some(PathBuf::from("/h")), |_| None);
        assert_eq!(settings.cache, Some(PathBuf::from("/h/go/pkg/mod")));
    }
}
