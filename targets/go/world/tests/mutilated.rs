//! Real programs mutilated: whatever comes of it is told, checked trees are well formed, and nothing panics.

#[path = "../../front/tests/check/validate.rs"]
mod validate;

use std::fs;
use std::path::Path;

use tearpoint_front::{GoVersion, check_source};
use tearpoint_go::compile::compile;

const GO: GoVersion = GoVersion::go1(23);

/// Mutilations of each program.
const ROUNDS: usize = 30;

#[test]
fn mutilated_generic_programs_are_refused_or_run() {
    // Words of real programs in other places: whatever comes of it, it is told, not a panic.
    let cases = Path::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../corpus/go/cases/lang"
    ));
    let mut names: Vec<_> = fs::read_dir(cases)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with("generic_") || name.starts_with("iter_")
        })
        .collect();
    names.sort();
    assert!(names.len() > 50);
    let mut state = 0x9e37_79b9_7f4a_7c15u64;
    let mut draw = |n: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % n as u64) as usize
    };
    for path in names {
        let source = fs::read_to_string(&path).expect("a Go file");
        let words = words(&source);
        for _ in 0..ROUNDS {
            let mut words = words.clone();
            for _ in 0..1 + draw(3) {
                let (a, b) = (draw(words.len()), draw(words.len()));
                match draw(4) {
                    0 => words.swap(a, b),
                    1 => words[a] = words[b],
                    2 => drop(words.remove(a)),
                    _ => words.insert(a, words[b]),
                }
            }
            let text = words.concat();
            if let Ok(program) = check_source("x.go", &text, GO) {
                if let Err(fault) = validate::program(&program) {
                    panic!("{fault}\n{text}");
                }
                // A few things are refused later, as in gc: printing an array, for one.
                let _ = compile(program);
            }
        }
    }
}

/// Names, numbers and single signs, with the blanks before them.
fn words(source: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut before = ' ';
    for (at, c) in source.char_indices() {
        let inside = c.is_alphanumeric() && before.is_alphanumeric();
        if at > start && !inside && !before.is_whitespace() {
            out.push(&source[start..at]);
            start = at;
        }
        before = c;
    }
    out.push(&source[start..]);
    out
}
