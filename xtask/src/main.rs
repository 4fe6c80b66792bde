//! `cargo bless`: regenerates what the project derives from itself, and says what changed.
//!
//! What is derived is held by a test. With `TEARPOINT_BLESS` in its environment such a test writes the file instead of
//! comparing it; blessing is running that test so. Outcomes of real Go are not derived and not here: they were measured
//! (CONTRIBUTING.md says how).

mod files;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// Something that is regenerated.
struct Derived {
    name: &'static str,
    what: &'static str,
    /// Files and folders that it writes.
    paths: &'static [&'static str],
    /// Arguments of cargo.
    cargo: &'static [&'static str],
    /// Beside `TEARPOINT_BLESS`.
    environment: &'static [(&'static str, &'static str)],
    /// What is left to do by hand if something changed.
    then: &'static str,
}

const DERIVED: &[Derived] = &[
    Derived {
        name: "recordings",
        what: "recordings of the corpus that do not replay any more: the same seed and choices again, if they still \
               give the same signature",
        paths: &["corpus/recordings"],
        cargo: &[
            "test",
            "--package=tearpoint",
            "--test=cases",
            "recordings::",
        ],
        environment: &[],
        then: "git diff --stat -- corpus/recordings; then `cargo bless snapshots`",
    },
    Derived {
        name: "snapshots",
        what: "pending snapshots of signatures whose report is another text now, or that have none",
        paths: &["snapshots"],
        cargo: &["test", "--package=tearpoint", "--test=snapshots"],
        environment: &[("INSTA_UPDATE", "new"), ("INSTA_FORCE_PASS", "1")],
        then: "cargo insta review",
    },
    Derived {
        name: "litmus",
        what: "the litmus programs, and the table of what the memory model allows and what is reached",
        paths: &["corpus/litmus", "docs/litmus.md"],
        cargo: &["test", "--package=tearpoint", "--test=cases", "litmus::"],
        environment: &[],
        then: "git diff -- corpus/litmus docs/litmus.md",
    },
    Derived {
        name: "readme",
        what: "the samples of README.md, on a terminal as wide as the page",
        paths: &["README.md"],
        cargo: &["test", "--package=tearpoint", "--test=command", "readme::"],
        environment: &[],
        then: "git diff -- README.md",
    },
    Derived {
        name: "worlds",
        what: "what docs/worlds.md shows of the example's output",
        paths: &["docs/worlds.md"],
        cargo: &["test", "--package", "tearpoint-example-tasks", "the_page"],
        environment: &[],
        then: "git diff -- docs/worlds.md",
    },
    Derived {
        name: "protocols",
        what: "the tables of docs/protocols.md: states, and runs until a defect is found",
        paths: &["docs/protocols.md"],
        cargo: &[
            "test",
            "--package=tearpoint-resilience",
            "--test=cases",
            "--",
            "--test-threads=1",
            "defect::",
            "searched::",
        ],
        environment: &[],
        then: "git diff -- docs/protocols.md",
    },
    Derived {
        name: "kernels",
        what: "how many schedules each scheduler needs for the kernels of real bugs",
        paths: &["corpus/go/goker/README.md"],
        cargo: &["run", "--example=goker", "--", "readme"],
        environment: &[],
        then: "git diff -- corpus/go/goker/README.md",
    },
    Derived {
        name: "avalanche",
        what: "figures and plots of the avalanche, over thirty seeds each",
        paths: &["docs"],
        cargo: &["test", "--package=tearpoint", "--test=avalanche_doc"],
        environment: &[],
        then: "git diff -- docs",
    },
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let names: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match names.as_slice() {
        ["bless", names @ ..] => bless(names),
        _ => {
            eprintln!("cargo bless [all | NAME…]");
            ExitCode::from(2)
        }
    }
}

fn bless(names: &[&str]) -> ExitCode {
    if names.is_empty() {
        println!("cargo bless NAME… regenerates, `all` everything:\n");
        for derived in DERIVED {
            println!("  {:<12}{}", derived.name, derived.what);
        }
        return ExitCode::SUCCESS;
    }
    let mut chosen = Vec::new();
    for name in names {
        match DERIVED.iter().find(|derived| derived.name == *name) {
            Some(derived) => chosen.push(derived),
            None if *name == "all" => chosen.extend(DERIVED),
            None => {
                eprintln!(
                    "{name}: nothing of this name is regenerated; `cargo bless` lists what is"
                );
                return ExitCode::from(2);
            }
        }
    }
    let mut failed = false;
    for derived in chosen {
        match regenerate(derived, &root()) {
            Ok(()) => {}
            Err(error) => {
                eprintln!("{}: {error}", derived.name);
                failed = true;
            }
        }
    }
    ExitCode::from(u8::from(failed))
}

/// The folder of the repository.
fn root() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own).to_owned()
}

/// Regenerates one thing and prints what became of its files.
fn regenerate(derived: &Derived, root: &Path) -> Result<(), String> {
    let read = || files::read(root, derived.paths).map_err(|error| error.to_string());
    let before = read()?;
    println!("== {}: cargo {}", derived.name, derived.cargo.join(" "));
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args(derived.cargo)
        .current_dir(root)
        .env("TEARPOINT_BLESS", "1")
        .envs(derived.environment.iter().copied())
        .status()
        .map_err(|error| error.to_string())?;
    let differences = files::differences(&before, &read()?);
    if differences.is_empty() {
        println!("{}: nothing changed", derived.name);
    } else {
        println!("{}: {}", derived.name, derived.then);
        differences.iter().for_each(|line| println!("{line}"));
    }
    if status.success() {
        Ok(())
    } else {
        Err("a test failed: what it says above is left to do".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contributors_read_of_each() {
        let page = std::fs::read_to_string(root().join("CONTRIBUTING.md")).unwrap();
        for derived in DERIVED {
            let row = format!("\n| `{}` | ", derived.name);
            assert!(
                page.contains(&row),
                "CONTRIBUTING.md has no row for {}",
                derived.name
            );
        }
    }

    #[test]
    fn what_is_regenerated_lies_in_the_repository() {
        for derived in DERIVED {
            for path in derived.paths {
                assert!(root().join(path).exists(), "{}: {path}", derived.name);
            }
        }
    }
}
