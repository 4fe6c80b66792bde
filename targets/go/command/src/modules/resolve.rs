//! Which folder an import means.
//!
//! Follows cmd/go/internal/modload (`importFromFiles`, `dirInModule`, `load.go`): a module of the workspace, else the vendor folder if there
//! is one, else a module of the build list, as `replace` puts it or from the module cache. A module of Go 1.17 or later lists all modules of
//! its build in its `go.mod`; for an earlier one the list is the greatest version that any `go.mod` below it asks for. Never the network;
//! `go.sum` is not looked at.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use tearpoint_front::GoVersion;
use tearpoint_front::version::Feature;

use super::gomod::{GoMod, Replace, vendored};
use super::settings::Settings;

/// A module whose sources are at hand.
#[derive(Clone, Debug)]
struct Module {
    path: String,
    folder: PathBuf,
    go: GoVersion,
}

/// Where a package lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its folder.
    pub folder: PathBuf,
    /// The language version of its module.
    pub go: GoVersion,
}

/// The modules of a build.
#[derive(Debug)]
pub struct Modules {
    /// The main module, or the modules of a workspace.
    main: Vec<Module>,
    /// The folder `vendor` and its packages, if that is where all others come from.
    vendor: Option<(PathBuf, BTreeMap<String, GoVersion>)>,
    replace: Vec<(PathBuf, Replace)>,
    /// The version of each module in the build.
    versions: BTreeMap<String, String>,
    cache: Option<PathBuf>,
    /// What has been found of modules of the build list.
    found: RefCell<BTreeMap<String, Result<Module, String>>>,
}

/// The language version of a module that states none.
const UNSTATED: GoVersion = GoVersion::go1(16);

fn read(folder: &Path, name: &str) -> Option<GoMod> {
    let text = fs::read_to_string(folder.join(name)).ok()?;
    Some(GoMod::parse(&text))
}

/// The first folder, from `folder` up, that has a file `name`.
fn above(folder: &Path, name: &str) -> Option<PathBuf> {
    let mut folders = folder.ancestors();
    let folder = folders.find(|folder| folder.join(name).is_file());
    folder.map(Path::to_owned)
}

impl Modules {
    /// The modules that govern a folder; none if there is no `go.mod` for it.
    pub fn of(folder: &Path, settings: &Settings) -> Option<Modules> {
        let root = above(folder, "go.mod")?;
        let own = read(&root, "go.mod")?;
        let work = match settings.work.as_deref() {
            Some("off") => None,
            Some(file) => Path::new(file).parent().map(Path::to_owned),
            None => above(folder, "go.work"),
        };
        let workspace = work.and_then(|folder| {
            let work = read(&folder, "go.work")?;
            let mut uses = work.uses.iter().map(|used| folder.join(used));
            let used = uses.any(|used| used.canonicalize().is_ok_and(|used| used == root));
            used.then_some((folder, work))
        });
        let (folder, list, extra) = match workspace {
            Some((folder, work)) => {
                let modules = work.uses.iter().filter_map(|used| {
                    let folder = folder.join(used).canonicalize().ok()?;
                    Some((read(&folder, "go.mod")?, folder))
                });
                let modules = modules.collect();
                (folder, modules, work.replace)
            }
            None => (root.clone(), vec![(own, root)], Vec::new()),
        };
        let vendor = folder.join("vendor");
        let vendored = fs::read_to_string(vendor.join("modules.txt"))
            .ok()
            .filter(|_| settings.mode.as_deref() != Some("mod"))
            .map(|text| (vendor, vendored(&text)));
        let mut modules = Modules {
            main: Vec::new(),
            vendor: vendored,
            replace: extra.into_iter().map(|one| (folder.clone(), one)).collect(),
            versions: BTreeMap::new(),
            cache: settings.cache.clone(),
            found: RefCell::default(),
        };
        for (file, folder) in &list {
            let replaced = file.replace.iter().cloned();
            modules
                .replace
                .extend(replaced.map(|one| (folder.clone(), one)));
            modules.main.push(Module {
                path: file.module.clone()?,
                folder: folder.clone(),
                go: file.go.unwrap_or(UNSTATED),
            });
        }
        // The longest path that fits is the module's.
        modules
            .main
            .sort_by_key(|module| std::cmp::Reverse(module.path.len()));
        modules.choose_versions(list.into_iter().map(|(file, _)| file).collect());
        Some(modules)
    }

    /// The import path of a folder of the main modules, and the language version of its module.
    pub fn package_of(&self, folder: &Path) -> Option<(String, GoVersion)> {
        let modules = self.main.iter();
        let module = modules
            .filter(|module| folder.starts_with(&module.folder))
            .max_by_key(|module| module.folder.as_os_str().len())?;
        let below = folder.strip_prefix(&module.folder).ok()?.to_str()?;
        let path = match below {
            "" => module.path.clone(),
            below => format!("{}/{below}", module.path),
        };
        Some((path, module.go))
    }

    /// Whether an import path belongs to a module of the build, so that it cannot be the standard library's.
    pub fn knows(&self, path: &str) -> bool {
        let main = self.main.iter().map(|module| module.path.as_str());
        let versions = self.versions.keys().map(String::as_str);
        let replaced = self.replace.iter().map(|(_, one)| one.old.as_str());
        main.chain(versions)
            .chain(replaced)
            .any(|module| within(path, module).is_some())
    }

    /// Where the package `path` lies.
    ///
    /// # Errors
    /// Why it is nowhere, and which command would change that.
    pub fn find(&self, path: &str) -> Result<Place, String> {
        let get =
            || format!("no required module provides package {path}; to add it:\n\tgo get {path}");
        for module in &self.main {
            if let Some(place) = module.place(path) {
                return Ok(place);
            }
        }
        if let Some((folder, packages)) = &self.vendor {
            let place = |go: &GoVersion| Place {
                folder: folder.join(path),
                go: *go,
            };
            let missing = || {
                format!(
                    "cannot find module providing package {path}: import lookup disabled by -mod=vendor; to vendor it:\n\tgo mod vendor"
                )
            };
            return packages.get(path).map(place).ok_or_else(missing);
        }
        let replaced = self.replace.iter().map(|(_, one)| &one.old);
        let mut modules: Vec<&String> = self.versions.keys().chain(replaced).collect();
        modules.retain(|module| within(path, module).is_some());
        modules.sort_by_key(|module| std::cmp::Reverse(module.len()));
        modules.dedup();
        let mut why = None;
        for module in modules {
            match self.module(module) {
                Ok(module) => {
                    if let Some(place) = module.place(path) {
                        return Ok(place);
                    }
                }
                Err(text) => why = why.or(Some(text)),
            }
        }
        Err(why.unwrap_or_else(get))
    }

    /// A module of the build list.
    fn module(&self, path: &str) -> Result<Module, String> {
        if let Some(found) = self.found.borrow().get(path) {
            return found.clone();
        }
        let found = self.look_for(path, self.versions.get(path).map(String::as_str));
        self.found
            .borrow_mut()
            .insert(path.to_owned(), found.clone());
        found
    }

    fn look_for(&self, path: &str, version: Option<&str>) -> Result<Module, String> {
        let fits = |one: &Replace| {
            one.old == path && (one.version.is_none() || one.version.as_deref() == version)
        };
        let (mut source, mut at) = (path, version);
        if let Some((from, one)) = self.replace.iter().find(|(_, one)| fits(one)) {
            match &one.new_version {
                None => {
                    let folder = from.join(&one.new);
                    return match folder.canonicalize() {
                        Ok(folder) => Ok(Module {
                            path: path.to_owned(),
                            go: read(&folder, "go.mod")
                                .and_then(|file| file.go)
                                .unwrap_or(UNSTATED),
                            folder,
                        }),
                        Err(_) => Err(format!(
                            "{path}: replacement directory {} does not exist",
                            one.new
                        )),
                    };
                }
                Some(version) => (source, at) = (&one.new, Some(version.as_str())),
            }
        }
        let download = |version: &str| {
            format!(
                "{source}@{version} is not in the module cache; to fetch it:\n\tgo mod download {source}"
            )
        };
        let version = at.unwrap_or_default();
        let folder = self
            .cache
            .as_ref()
            .map(|cache| cache.join(format!("{}@{}", escaped(source), escaped(version))));
        let folder = folder
            .filter(|folder| folder.is_dir())
            .ok_or_else(|| download(version))?;
        let go = read(&folder, "go.mod").and_then(|file| file.go);
        Ok(Module {
            path: path.to_owned(),
            folder,
            go: go.unwrap_or(UNSTATED),
        })
    }

    /// Fills in the version of each module: the greatest that is asked for.
    fn choose_versions(&mut self, mains: Vec<GoMod>) {
        let mut work: Vec<GoMod> = mains;
        let mut looked: BTreeSet<(String, String)> = BTreeSet::new();
        while let Some(file) = work.pop() {
            for (path, version) in &file.require {
                if self.main.iter().any(|module| module.path == *path) {
                    continue;
                }
                let known = self.versions.get(path);
                if known.is_none_or(|known| later(version, known)) {
                    self.versions.insert(path.clone(), version.clone());
                }
                // A module of 1.17 or later lists what its build needs, so those below it add nothing.
                let complete = file.go.is_some_and(|go| go.has(Feature::PrunedModules));
                let key = (path.clone(), version.clone());
                if !complete && looked.insert(key) {
                    work.extend(self.go_mod_of(path, version));
                }
                if looked.len() > MOST_MODULES {
                    return;
                }
            }
        }
    }

    /// The `go.mod` of a version of a module.
    fn go_mod_of(&self, path: &str, version: &str) -> Option<GoMod> {
        if let Ok(module) = self.look_for(path, Some(version))
            && let Some(file) = read(&module.folder, "go.mod")
        {
            return Some(file);
        }
        let cache = self.cache.as_ref()?;
        let folder = cache.join("cache/download").join(escaped(path)).join("@v");
        read(&folder, &format!("{}.mod", escaped(version)))
    }
}

/// `go.mod` files that are read for one build at most.
const MOST_MODULES: usize = 10_000;

impl Module {
    /// Where the module has the package `path`.
    fn place(&self, path: &str) -> Option<Place> {
        let folder = self.folder.join(within(path, &self.path)?);
        // A folder with a module of its own is that module's.
        let own = folder == self.folder
            || !folder
                .ancestors()
                .take_while(|at| *at != self.folder)
                .any(|at| at.join("go.mod").is_file());
        let has_go = |folder: &Path| {
            let entries = fs::read_dir(folder).into_iter().flatten().flatten();
            entries
                .map(|entry| entry.path())
                .any(|path| path.extension().is_some_and(|ext| ext == "go"))
        };
        (own && has_go(&folder)).then_some(Place {
            folder,
            go: self.go,
        })
    }
}

/// What is left of an import path behind a module's.
fn within<'a>(path: &'a str, module: &str) -> Option<&'a str> {
    let rest = path.strip_prefix(module)?;
    if rest.is_empty() {
        Some(rest)
    } else {
        rest.strip_prefix('/')
    }
}

/// Whether `a` is a later version than `b`. What is no version is earlier than all.
fn later(a: &str, b: &str) -> bool {
    let parse = |version: &str| semver::Version::parse(version.strip_prefix('v')?).ok();
    parse(a) > parse(b)
}

/// A path as the module cache spells it: on some systems names do not differ by case.
fn escaped(path: &str) -> String {
    let mut text = String::new();
    for c in path.chars() {
        if c.is_ascii_uppercase() {
            text.push('!');
        }
        text.push(c.to_ascii_lowercase());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_as_versions() {
        assert!(later("v1.10.0", "v1.9.3"));
        assert!(later("v1.0.0", "v1.0.0-20200101000000-abcdefabcdef"));
        assert!(!later("v2.0.0+incompatible", "v2.0.0+incompatible"));
        assert!(later("v0.0.1", "latest"));
    }

    #[test]
    fn paths_are_within_modules() {
        assert_eq!(within("a.org/b/c", "a.org/b"), Some("c"));
        assert_eq!(within("a.org/b", "a.org/b"), Some(""));
        assert_eq!(within("a.org/bc", "a.org/b"), None);
        assert_eq!(escaped("github.com/Big/Mod"), "github.com/!big/!mod");
    }
}
