//! Real programs mutilated: whatever comes of it is told, checked trees are well formed, and nothing panics.

#[path = "../../../front/tests/cases/validate.rs"]
mod validate;

use std::fs;

use tearpoint_front::{GoVersion, check_source};
use tearpoint_go::compile::compile;
use tearpoint_runtime::profile::NEWEST;
use tearpoint_trials::{Trials, Verdict};

/// Mutilations of each program.
const ROUNDS: usize = 30;

/// A case for each program with type parameters or iterators.
pub fn cases(trials: &mut Trials) {
    let mut seed = 0x9e37_79b9_7f4a_7c15u64;
    let mut names: Vec<String> = fs::read_dir(crate::corpus("cases/lang"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with("generic_") || name.starts_with("iter_"))
        .collect();
    names.sort();
    for name in names {
        seed = seed.rotate_left(7).wrapping_mul(0xd134_2543_de82_ef95) | 1;
        let stem = name.trim_end_matches(".go");
        trials.add(format!("mutilated::{stem}"), move || {
            is_refused_or_sound(&name, seed)
        });
    }
}

/// Words of a real program in other places.
fn is_refused_or_sound(name: &str, seed: u64) -> Verdict {
    let source = fs::read_to_string(crate::corpus("cases/lang").join(name)).unwrap();
    let whole = words(&source);
    let mut state = seed;
    let mut draw = |n: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % n as u64) as usize
    };
    for _ in 0..ROUNDS {
        let mut words = whole.clone();
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
        if let Ok(program) = check_source("x.go", &text, GoVersion::go1(23)) {
            validate::program(&program).map_err(|fault| format!("{fault}\n{text}"))?;
            // A few things are refused later, as in gc: printing an array, for one.
            let _ = compile(program, NEWEST);
        }
    }
    Ok(())
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
