//! The front end's first half as data, one named test a case: `errors.txt` holds programs with the errors real Go 1.23.9
//! reports (or what is not supported), `versions.txt` the same for the release that a case's name ends in, `generics.txt` and
//! `channels.txt` refused programs with the first error of each, `ok/*.go` (and the cases under `corpus/go`) programs that
//! real Go compiles.

mod validate;

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use tearpoint_front::version::Feature;
use tearpoint_front::{GoVersion, check_source};
use tearpoint_trials::{Trials, Verdict};

/// Programs that real Go compiles: what they are called, and their folder.
const PROGRAMS: [(&str, &str); 3] = [
    ("ok", "tests/cases/ok"),
    ("any", "../../../corpus/go/cases/any"),
    ("lang", "../../../corpus/go/cases/lang"),
];
/// Versions that each of them is checked for.
const VERSIONS: [u32; 3] = [22, 23, 27];

fn main() -> ExitCode {
    let mut trials = Trials::default();
    for (file, text) in [
        ("errors", include_str!("errors.txt")),
        ("versions", include_str!("versions.txt")),
        ("generics", include_str!("generics.txt")),
        ("channels", include_str!("channels.txt")),
    ] {
        for case in text.split("-- ").skip(1) {
            let (name, rest) = case.split_once(" --\n").expect("a name line");
            trials.add(
                format!("{file}::{}", name.replace(' ', "_")),
                move || match file {
                    "errors" => is_refused(rest, GoVersion::go1(23)),
                    "versions" => is_refused(rest, named_version(name)),
                    _ => is_first_refused(rest),
                },
            );
        }
    }
    for (set, folder) in PROGRAMS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.file_stem().expect("a file").to_string_lossy();
            trials.add(format!("well_formed::{set}/{name}"), move || {
                is_well_formed(&path)
            });
        }
    }
    trials.main()
}

/// What `source` is refused for, one `line:column: text` each, first lines only.
fn errors_of(source: &str, release: GoVersion) -> Vec<String> {
    let diags = check_source("x.go", source, release).err();
    let first = |text: String| {
        let line = text.lines().next().unwrap_or_default();
        line.replacen("x.go:", "", 1)
    };
    let diags = diags.unwrap_or_default();
    diags.iter().map(|diag| first(diag.to_string())).collect()
}

/// The release that a case's name ends in.
fn named_version(name: &str) -> GoVersion {
    let version = name.rsplit(' ').next().and_then(GoVersion::parse);
    version.expect("a version at the name's end")
}

/// A program, and after `>> ` every error.
fn is_refused(case: &str, release: GoVersion) -> Verdict {
    let (wanted, source): (Vec<&str>, Vec<&str>) =
        case.lines().partition(|line| line.starts_with(">> "));
    let wanted: Vec<&str> = wanted.into_iter().map(|line| &line[3..]).collect();
    assert_eq!(errors_of(&(source.join("\n") + "\n"), release), wanted);
    Ok(())
}

/// A program, and after `>> ` the first of its errors.
fn is_first_refused(case: &str) -> Verdict {
    let (source, wanted) = case.split_once(">> ").ok_or("what does Go say first?")?;
    let found = errors_of(source, GoVersion::go1(23));
    assert_eq!(found.first().map(String::as_str), Some(wanted.trim_end()));
    Ok(())
}

/// Checks a program for each version; what comes out holds together.
fn is_well_formed(path: &Path) -> Verdict {
    let name = path.display().to_string();
    let source = fs::read_to_string(path).map_err(|error| error.to_string())?;
    for minor in VERSIONS {
        if !GoVersion::go1(minor).has(Feature::RangeOverFunc) && name.contains("/iter_") {
            continue;
        }
        let program = check_source(&name, &source, GoVersion::go1(minor));
        let program = program.map_err(|diags| format!("1.{minor}: {}", diags[0]))?;
        validate::program(&program).map_err(|fault| format!("1.{minor}: {fault}"))?;
    }
    Ok(())
}
