//! House rules that the compiler cannot check, read off the sources themselves.

use std::fs;
use std::path::{Path, PathBuf};

const MAX_LINES: usize = 500;

struct Source {
    path: String,
    text: String,
}

fn sources(folders: &[&str]) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut list = Vec::new();
    for folder in folders {
        collect(&root.join(folder), root, &mut list);
    }
    assert!(!list.is_empty(), "no sources under {folders:?}");
    list.sort_by(|a, b| a.path.cmp(&b.path));
    list
}

fn collect(folder: &Path, root: &Path, list: &mut Vec<Source>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            if path.file_name().is_some_and(|name| name != "target") {
                collect(&path, root, list);
            }
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            let name = path
                .strip_prefix(root)
                .unwrap()
                .to_string_lossy()
                .into_owned();
            list.push(Source {
                path: name,
                text: fs::read_to_string(&path).unwrap(),
            });
        }
    }
}

/// Lines of code: without comments, and without what follows `#[cfg(test)]`.
fn code_lines(source: &Source) -> impl Iterator<Item = (usize, &str)> {
    let lines = source
        .text
        .lines()
        .enumerate()
        .map(|(i, line)| (i + 1, line));
    lines
        .take_while(|(_, line)| line.trim() != "#[cfg(test)]")
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
}

fn refuse(problems: Vec<String>) {
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

const ALL: [&str; 9] = [
    "src", "harness", "command", "targets", "fuzz", "tests", "benches", "examples", "xtask",
];

#[test]
fn every_module_opens_with_docs() {
    let undocumented = sources(&ALL)
        .into_iter()
        .filter(|source| !source.text.starts_with("//!"));
    refuse(
        undocumented
            .map(|source| format!("{}: does not open with `//!`", source.path))
            .collect(),
    );
}

#[test]
fn files_are_read_in_one_sitting() {
    let long = sources(&ALL)
        .into_iter()
        .filter(|source| source.text.lines().count() > MAX_LINES);
    refuse(
        long.map(|source| format!("{}: over {MAX_LINES} lines", source.path))
            .collect(),
    );
}

/// Whether a file is a world's side of the command: it hunts and replays, and looks at the clock while it does.
fn is_of_the_command(source: &Source) -> bool {
    source.path.contains("/command/")
}

#[test]
fn runs_are_deterministic_by_absence() {
    let banned = [
        (
            "HashMap",
            "its order differs from run to run; use BTreeMap or a Vec",
        ),
        (
            "HashSet",
            "its order differs from run to run; use BTreeSet or a Vec",
        ),
        ("Instant", "a run reads no clock"),
        ("SystemTime", "a run reads no clock"),
        ("thread_rng", "a run's numbers come from its choices"),
        ("std::env::var", "a run reads no environment"),
        ("thread::spawn", "a run has no threads"),
        (".powf(", "not defined exactly by IEEE 754"),
        (".exp(", "not defined exactly by IEEE 754"),
        (".ln(", "not defined exactly by IEEE 754"),
    ];
    let mut problems = Vec::new();
    for source in sources(&["harness", "targets"])
        .into_iter()
        .filter(|source| source.path.contains("/src/") && !is_of_the_command(source))
    {
        for (line, text) in code_lines(&source) {
            for (word, why) in banned {
                if text.contains(word) {
                    problems.push(format!("{}:{line}: {word}: {why}", source.path));
                }
            }
        }
    }
    refuse(problems);
}

/// The crates that may hold no unsafe code.
const SAFE: [&str; 10] = [
    ".",
    "harness",
    "command",
    "targets/go/machine",
    "targets/go/runtime",
    "targets/go/front",
    "targets/go/world",
    "targets/go/command",
    "targets/resilience",
    "targets/resilience/command",
];

#[test]
fn no_unsafe_in_harness_and_targets() {
    for folder in SAFE {
        let lib = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join(folder)
            .join("src/lib.rs");
        assert!(
            fs::read_to_string(lib)
                .unwrap()
                .contains("#![forbid(unsafe_code)]"),
            "{folder} must forbid unsafe code"
        );
    }
}

#[test]
fn targets_know_the_engine_through_contract_only() {
    let mut problems = Vec::new();
    for source in sources(&["targets"])
        .into_iter()
        .filter(|source| source.path.contains("/src/") && !source.path.contains("/tests"))
        .filter(|source| !is_of_the_command(source))
    {
        for (line, text) in code_lines(&source) {
            let through_contract = text.contains("tearpoint_harness::contract");
            if text.contains("tearpoint_harness") && !through_contract {
                problems.push(format!(
                    "{}:{line}: targets know the engine through contract only",
                    source.path
                ));
            }
        }
    }
    refuse(problems);
}

/// The number of a [`GoVersion`](tearpoint_front::GoVersion) is private and the type has no order, so that code cannot compare it.
/// This holds that it stays so, and that no version is written down elsewhere.
#[test]
fn the_front_end_knows_versions_by_their_features() {
    let table = "targets/go/front/src/version.rs";
    let mut problems = Vec::new();
    for source in sources(&["targets/go/front/src"]) {
        if source.path == table {
            let ordered = source.text.contains("Ord)]") || source.text.contains("pub minor");
            let text = "the number of a version is private and has no order outside";
            problems.extend(ordered.then(|| format!("{table}: {text}")));
            continue;
        }
        for (line, text) in code_lines(&source) {
            let number = |at: usize| text[at..].starts_with(|c: char| c.is_ascii_digit());
            let literal = ["go1.", "\"1."].iter().any(|start| {
                text.match_indices(start)
                    .any(|(at, _)| number(at + start.len()))
            });
            if literal || text.contains("go1(") {
                let text = "ask for a feature of version.rs, not for a version";
                problems.push(format!("{}:{line}: {text}", source.path));
            }
        }
    }
    refuse(problems);
}

/// Words that name a world, and beginnings of the names of their crates.
const WORLDS: [&str; 5] = ["go", "resilience", "traffic", "protocol", "protocols"];
const CRATES: [&str; 5] = [
    "tearpoint_go",
    "tearpoint_front",
    "tearpoint_machine",
    "tearpoint_resilience",
    "tearpoint_runtime",
];

#[test]
fn only_the_registry_names_a_world() {
    let mut problems = Vec::new();
    for source in sources(&["src"])
        .iter()
        .filter(|source| source.path != "src/worlds.rs")
    {
        for (line, text) in source.text.lines().enumerate() {
            let words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
            let names = words.map(str::to_lowercase).filter(|word| {
                WORLDS.contains(&word.as_str()) || CRATES.iter().any(|name| word.starts_with(name))
            });
            problems.extend(names.map(|word| {
                let path = &source.path;
                format!(
                    "{path}:{}: names a world, `{word}`: that is for src/worlds.rs",
                    line + 1
                )
            }));
        }
    }
    refuse(problems);
}

#[test]
fn what_worlds_share_knows_no_target() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let manifest = fs::read_to_string(root.join("command/Cargo.toml")).unwrap();
    let own = |line: &&str| line.starts_with("tearpoint-");
    let dependencies: Vec<&str> = manifest.lines().filter(own).collect();
    assert_eq!(dependencies, ["tearpoint-harness.workspace = true"]);
}

#[test]
fn runtime_models_say_what_they_follow() {
    let mut problems = Vec::new();
    let models = sources(&["targets/go/runtime/src/map"]).into_iter();
    for source in models.filter(|source| !source.path.contains("/tests")) {
        let header: String = source
            .text
            .lines()
            .take_while(|line| line.starts_with("//!"))
            .collect::<Vec<_>>()
            .join("\n");
        if !header.contains("runtime/") {
            problems.push(format!("{}: its header names no Go file", source.path));
        }
    }
    refuse(problems);
}

#[test]
fn nothing_is_left_undone() {
    let marks = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("#[ig", "nore"),
        concat!("todo", "!("),
        concat!("unimplemented", "!("),
    ];
    let mut problems = Vec::new();
    for source in sources(&ALL) {
        for (line, text) in source.text.lines().enumerate() {
            for mark in marks {
                if text.contains(mark) {
                    problems.push(format!("{}:{}: {mark}", source.path, line + 1));
                }
            }
        }
    }
    refuse(problems);
}

/// Where the number of a Go version may be compared: behaviours have their names there, and everything else reads those.
/// The front end's language versions and releases have a place of their own.
const COMPARES_VERSIONS: [&str; 3] = [
    "targets/go/runtime/src/profile.rs",
    "targets/go/front/src/version.rs",
    "tests/tidy.rs",
];

#[test]
fn the_number_of_a_version_is_compared_in_the_profile_only() {
    // `minor < 20`, `release.minor >= 23`, `20 <= minor`, `match profile.minor {`
    let compares = |text: &str| {
        let mut words = text.split_whitespace().peekable();
        let mut before = "";
        while let Some(word) = words.next() {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '_' && c != '.');
            let is_minor =
                bare == "minor" || bare.ends_with(".minor") || bare.ends_with(".minor()");
            let after = words.peek().copied().unwrap_or("");
            let compared = |word: &str| ["<", "<=", ">", ">=", "==", "!="].contains(&word);
            if is_minor && (compared(after) || compared(before) || before == "match") {
                return true;
            }
            before = word;
        }
        false
    };
    let mut problems = Vec::new();
    for source in sources(&["src", "command", "targets", "fuzz", "tests"]) {
        if COMPARES_VERSIONS
            .iter()
            .any(|place| source.path.starts_with(place))
        {
            continue;
        }
        for (line, text) in code_lines(&source) {
            if compares(text) {
                problems.push(format!(
                    "{}:{line}: name the behaviour in the profile, and read that",
                    source.path
                ));
            }
        }
    }
    refuse(problems);
}

/// Folders of the workspace's packages, relative to its root: the root itself is "".
fn packages() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let manifest: toml::Table = fs::read_to_string(root.join("Cargo.toml"))
        .unwrap()
        .parse()
        .unwrap();
    let members = manifest["workspace"]["members"].as_array().unwrap();
    members
        .iter()
        .map(|member| match member.as_str().unwrap() {
            "." => String::new(),
            folder => format!("{folder}/"),
        })
        .collect()
}

#[test]
fn every_package_inherits_the_lints() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let strays = packages().into_iter().filter(|package| {
        let manifest = fs::read_to_string(root.join(format!("{package}Cargo.toml"))).unwrap();
        !manifest.contains("[lints]\nworkspace = true\n")
    });
    refuse(
        strays
            .map(|package| format!("{package}Cargo.toml: no `[lints] workspace = true`"))
            .collect(),
    );
}

/// rustc watches the files that `include_dir!` embedded; that another file came, only the build script can see.
#[test]
fn what_is_embedded_is_watched() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let packages = packages();
    let (mut embedded, mut problems) = (0, Vec::new());
    for source in sources(&ALL) {
        let mut rest = source.text.as_str();
        while let Some((_, after)) = rest.split_once("include_dir!(\"$CARGO_MANIFEST_DIR/") {
            rest = after;
            let (folder, _) = after.split_once('"').unwrap();
            let owners = packages
                .iter()
                .filter(|package| source.path.starts_with(package.as_str()));
            let owner = owners.max_by_key(|package| package.len()).unwrap();
            let script = fs::read_to_string(root.join(format!("{owner}build.rs")));
            let watched = format!("cargo::rerun-if-changed={folder}\"");
            if !script.is_ok_and(|script| script.contains(&watched)) {
                problems.push(format!(
                    "{}: embeds {folder}, {owner}build.rs does not watch it",
                    source.path
                ));
            }
            embedded += 1;
        }
    }
    refuse(problems);
    assert!(embedded > 0, "no source embeds a folder");
}

/// The crates of the workspace with those of it that each depends on, from their manifests (dependencies of tests apart).
fn arrows() -> Vec<(String, Vec<String>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut list: Vec<(String, Vec<String>)> = packages()
        .iter()
        .map(|folder| {
            let text = fs::read_to_string(root.join(folder).join("Cargo.toml")).unwrap();
            let manifest: toml::Table = text.parse().unwrap();
            let name = manifest["package"]["name"].as_str().unwrap().to_owned();
            let known = manifest
                .get("dependencies")
                .and_then(|known| known.as_table());
            let mut known: Vec<String> = known
                .into_iter()
                .flat_map(|known| known.keys().cloned())
                .filter(|known| known.starts_with("tearpoint"))
                .collect();
            known.sort();
            (name, known)
        })
        .collect();
    list.sort();
    list
}

#[test]
fn the_architecture_has_the_arrows_of_the_manifests() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join("ARCHITECTURE.md")).unwrap();
    let (_, section) = text.split_once("## Crates are walls").unwrap();
    let (section, _) = section.split_once("\n## ").unwrap();
    let names = |cell: &str| -> Vec<String> {
        let parts = cell.split('`').skip(1).step_by(2);
        parts.map(str::to_owned).collect()
    };
    let mut drawn: Vec<(String, Vec<String>)> = section
        .lines()
        .filter(|line| line.starts_with("| `"))
        .map(|line| {
            let cells: Vec<&str> = line.split('|').collect();
            let mut known = names(cells[3]);
            known.sort();
            (names(cells[1]).remove(0), known)
        })
        .collect();
    drawn.sort();
    assert_eq!(drawn, arrows(), "left ARCHITECTURE.md, right the manifests");
}
