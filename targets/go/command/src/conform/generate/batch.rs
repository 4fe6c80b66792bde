//! Many generated programs as one package: one build, and one process a run with the program's number as its argument.
//!
//! Each program keeps its package variables, under names of its own. None of them has an initialiser, so a program does not see that
//! there are others.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::time::Duration;

use tearpoint_harness::contract::InputError;

use crate::conform::outcome::Outcome;
use crate::conform::place::Program;
use crate::conform::toolchain::Toolchain;

/// A binary of several programs.
pub struct Batch {
    program: Program,
}

impl Batch {
    /// Builds the programs that `texts` are. The inner error is the first line of what the toolchain said.
    ///
    /// # Errors
    /// A toolchain that cannot be started; a folder that cannot be written.
    pub fn build(
        toolchain: &Toolchain,
        texts: &[String],
    ) -> Result<Result<Batch, String>, InputError> {
        let mut files: Vec<(String, String)> = texts
            .iter()
            .enumerate()
            .map(|(at, text)| (format!("p{at}.go"), renamed(text, &format!("x{at}_"))))
            .collect();
        let mut main =
            String::from("package main\n\nimport \"os\"\n\nfunc main() {\n\tswitch os.Args[1] {\n");
        for at in 0..texts.len() {
            let _ = writeln!(main, "\tcase \"{at}\":\n\t\tx{at}_main()");
        }
        main += "\t}\n}\n";
        files.push(("main.go".to_owned(), main));
        let built = Program::of_files(toolchain, files)?;
        let first = |said: String| {
            let line = said.lines().find(|line| !line.starts_with('#'));
            line.unwrap_or_default().to_owned()
        };
        Ok(built.map(|program| Batch { program }).map_err(first))
    }

    /// The outcomes of so many runs of a program, each once. One that hangs is run twice at most.
    ///
    /// # Errors
    /// It cannot be started.
    pub fn outcomes(
        &self,
        at: usize,
        runs: u64,
        limit: Duration,
    ) -> Result<BTreeSet<Outcome>, InputError> {
        let mut outcomes = BTreeSet::new();
        let number = at.to_string();
        for run in 0..runs {
            let outcome = self.program.run(limit, &[&number])?.outcome;
            let hangs = outcome.class == "hang";
            outcomes.insert(outcome);
            if hangs && run >= 1 {
                break;
            }
        }
        Ok(outcomes)
    }
}

/// The names that a program declares at the top.
fn declared(text: &str) -> BTreeSet<&str> {
    text.lines()
        .filter_map(|line| {
            line.strip_prefix("var ")
                .or_else(|| line.strip_prefix("func "))
        })
        .flat_map(|rest| {
            // `mu0, mu1 sync.Mutex`, `g1() {`, `m0 map[int64]int64`
            let mut names = Vec::new();
            let mut rest = rest;
            loop {
                let end = rest
                    .find(|c: char| !c.is_alphanumeric() && c != '_')
                    .unwrap_or(rest.len());
                names.push(&rest[..end]);
                match rest[end..].strip_prefix(", ") {
                    Some(more) => rest = more,
                    None => return names,
                }
            }
        })
        .collect()
}

/// The program with `prefix` before each name that it declares at the top. What stands behind a dot is another's name.
fn renamed(text: &str, prefix: &str) -> String {
    let names = declared(text);
    let mut out = String::with_capacity(text.len() * 2);
    // The package clause is the first line.
    let (clause, mut rest) = text.split_once('\n').unwrap_or(("", text));
    out += clause;
    out.push('\n');
    while let Some(first) = rest.chars().next() {
        let is_name = |c: char| c.is_alphanumeric() || c == '_';
        let length = match is_name(first) {
            true => rest.find(|c| !is_name(c)).unwrap_or(rest.len()),
            false => first.len_utf8(),
        };
        let (word, tail) = rest.split_at(length);
        if names.contains(word) && !out.ends_with('.') {
            out += prefix;
        }
        out += word;
        rest = tail;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_a_program_are_its_own() {
        let text = "package main\n\nvar mu0, mu1 sync.Mutex\nvar timer *time.Timer\n\nfunc g1() {\n\tmu1.Lock()\n\tx.timer = timer\n}\n\nfunc main() {\n\tgo g1()\n}\n";
        let renamed = renamed(text, "x7_");
        assert_eq!(
            renamed,
            "package main\n\nvar x7_mu0, x7_mu1 sync.Mutex\nvar x7_timer *time.Timer\n\nfunc x7_g1() {\n\tx7_mu1.Lock()\n\tx.timer = x7_timer\n}\n\nfunc x7_main() {\n\tgo x7_g1()\n}\n"
        );
    }
}
