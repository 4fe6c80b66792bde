//! README.md shows what the command prints: each sample is run again, on a terminal as wide as the page, and compared.
//!
//! A sample is a `console` block of one command and its output. A line `…` stands for lines left out; how long it took is not
//! compared. A block that is a crash report is held to its snapshot. With `TEARPOINT_BLESS` (`cargo bless readme`) the samples
//! are written instead.

use std::fs::{self, File};
use std::io::Read;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use regex::Regex;
use rustix_openpty::openpty;
use rustix_openpty::rustix::termios::Winsize;

/// What the page shows without scrolling.
const COLUMNS: u16 = 118;
const LEFT_OUT: &str = "…";

fn root(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// A fenced block: what stands behind the fence, and its lines in the text.
struct Block {
    kind: String,
    lines: Range<usize>,
}

fn blocks(lines: &[&str]) -> Vec<Block> {
    let fences = lines.iter().enumerate();
    let fences: Vec<usize> = fences
        .filter(|(_, line)| line.starts_with("```"))
        .map(|(at, _)| at)
        .collect();
    let block = |pair: &[usize]| Block {
        kind: lines[pair[0]][3..].to_owned(),
        lines: pair[0] + 1..pair[1],
    };
    fences.chunks_exact(2).map(block).collect()
}

/// What `tearpoint ARGS`, run in `folder`, prints on a terminal.
fn on_a_terminal(args: &[String], folder: &Path) -> Vec<String> {
    let size = Winsize {
        ws_row: 50,
        ws_col: COLUMNS,
        ws_xpixel: 0,
        ws_ypixel: 0,
    };
    let terminal = openpty(None, Some(&size)).unwrap();
    // The command keeps its end of the terminal; ours are closed by the end of the statement.
    let mut child = Command::new(env!("CARGO_BIN_EXE_tearpoint"))
        .args(args)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .stdin(Stdio::null())
        .stdout(terminal.user)
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut printed = Vec::new();
    // Once nobody holds the other end, reading is an error on Linux, and the end elsewhere.
    let _ = File::from(terminal.controller).read_to_end(&mut printed);
    child.wait().unwrap();
    let printed = String::from_utf8(printed).unwrap();
    printed
        .lines()
        .map(|line| line.trim_end().to_owned())
        .collect()
}

/// Lines as they are compared.
fn essence(lines: &[impl AsRef<str>]) -> Vec<String> {
    let time = Regex::new(r"\bin \d+\.\d s\b").unwrap();
    let essence = |line: &str| time.replace_all(line.trim_end(), "in # s").into_owned();
    lines.iter().map(|line| essence(line.as_ref())).collect()
}

/// Where in `printed` each part of a sample begins, the parts between lines left out: the first at the start, the last at the
/// end, the others where `same` finds them.
fn places(
    parts: &[&[String]],
    printed: &[String],
    same: impl Fn(usize, &[String], &[String]) -> bool,
) -> Option<Vec<usize>> {
    let mut places = Vec::new();
    let mut from = 0;
    for (number, part) in parts.iter().enumerate() {
        let last = printed.len().checked_sub(part.len())?;
        let mut tried = match number {
            0 if parts.len() > 1 => 0..=0,
            0 if last != 0 => return None,
            n if n + 1 == parts.len() => last..=last,
            _ => from..=last,
        };
        let found =
            tried.find(|at| *at >= from && same(number, part, &printed[*at..at + part.len()]))?;
        places.push(found);
        from = found + part.len();
    }
    Some(places)
}

/// The sample that stands for what was printed: lines left out where they were, if their surroundings are found.
fn renewed(sample: &[&str], printed: &[String]) -> Vec<String> {
    let owned: Vec<String> = sample.iter().map(|line| (*line).to_owned()).collect();
    let parts: Vec<&[String]> = owned.split(|line| line == LEFT_OUT).collect();
    let numbers = Regex::new(r"[0-9a-f]{12}|[\d.]+").unwrap();
    let alike = |a: &[String], b: &[String]| match (a.first(), b.first()) {
        (Some(a), Some(b)) => numbers.replace_all(a, "#") == numbers.replace_all(b, "#"),
        _ => true,
    };
    let ends = |number: usize| number == 0 || number + 1 == parts.len();
    let found = places(&parts, printed, |number, part, there| {
        ends(number) || alike(part, there)
    });
    // How long it took on this machine is no reason to change a line.
    let kept = |line: &String| {
        let mut old = sample.iter();
        let old = old.find(|old| essence(&[**old]) == essence(&[line]));
        old.map_or(line.clone(), |old| old.trim_end().to_owned())
    };
    let Some(found) = found else {
        return printed.iter().map(kept).collect();
    };
    let mut lines = Vec::new();
    for (number, (part, at)) in parts.iter().zip(found).enumerate() {
        if number > 0 {
            lines.push(LEFT_OUT.to_owned());
        }
        lines.extend(printed[at..at + part.len()].iter().map(kept));
    }
    lines
}

fn shows(sample: &[&str], printed: &[String]) -> bool {
    let (sample, printed) = (essence(sample), essence(printed));
    let parts: Vec<&[String]> = sample.split(|line| line == LEFT_OUT).collect();
    places(&parts, &printed, |_, part, there| part == there).is_some()
}

/// The report in the snapshot of a signature.
fn report(id: &str) -> String {
    let mut folders = vec![root("snapshots")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path
                .file_name()
                .is_some_and(|name| *name == *format!("{id}.snap"))
            {
                let text = fs::read_to_string(path).unwrap();
                let (_, report) = text.split_once("\n---\n").unwrap();
                return report.to_owned();
            }
        }
    }
    panic!("no snapshot of {id}")
}

#[test]
fn samples_are_what_the_command_prints() {
    let bless = std::env::var_os("TEARPOINT_BLESS").is_some();
    let text = fs::read_to_string(root("README.md")).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let folder = tempfile::tempdir().unwrap();
    let (mut page, mut copied) = (Vec::new(), 0);
    let mut samples = 0;
    let mut stale = Vec::new();
    for Block { kind, lines: range } in blocks(&lines) {
        let (first, sample) = lines[range.clone()].split_first().unwrap();
        let commands = lines[range.clone()]
            .iter()
            .filter(|line| line.starts_with("$ "));
        let renewed = if let ("console", 1, Some(command), true) = (
            kind.as_str(),
            commands.count(),
            first.strip_prefix("$ tearpoint "),
            !sample.is_empty(),
        ) {
            let args = shlex::split(command).unwrap();
            let printed = on_a_terminal(&args, folder.path());
            if shows(sample, &printed) {
                sample.iter().map(|line| (*line).to_owned()).collect()
            } else {
                let whole = printed.join("\n");
                stale.push(format!("$ tearpoint {command}\nprints now\n{whole}"));
                renewed(sample, &printed)
            }
        } else if let Some(id) = sample
            .first()
            .and_then(|line| line.strip_prefix("signature "))
        {
            let report = report(id);
            if report.lines().ne(lines[range.clone()].iter().copied()) {
                stale.push(format!("the snapshot of {id} is\n{report}"));
            }
            report.lines().skip(1).map(str::to_owned).collect()
        } else {
            continue;
        };
        samples += 1;
        page.extend(
            lines[copied..=range.start]
                .iter()
                .map(|line| (*line).to_owned()),
        );
        page.extend(renewed);
        copied = range.end;
    }
    assert!(samples >= 6, "only {samples} samples");
    page.extend(lines[copied..].iter().map(|line| (*line).to_owned()));
    if bless {
        fs::write(root("README.md"), page.join("\n") + "\n").unwrap();
    } else {
        let stale = stale.join("\n\n");
        assert!(
            stale.is_empty(),
            "README.md is stale; `cargo bless readme` writes it anew:\n{stale}"
        );
    }
}
