//! The tables of `docs/protocols.md`: a row's cells, and `cargo bless protocols`, which writes them.

use std::fs;
use std::path::{Path, PathBuf};

/// A table of the page, after the comment that marks it. Its rows begin with so many cells that say what they are about.
#[derive(Clone, Copy)]
pub struct Table {
    pub mark: &'static str,
    pub keys: usize,
}

fn file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/protocols.md")
}

fn cells(row: &str) -> Vec<&str> {
    row.trim_matches('|').split('|').map(str::trim).collect()
}

impl Table {
    fn is_row(self, line: &str, key: &[&str]) -> bool {
        let cells = cells(line);
        line.starts_with('|') && cells.len() > self.keys && &cells[..self.keys] == key
    }

    /// The other cells of the row that begins with `key`.
    pub fn row(self, key: &[&str]) -> Option<Vec<String>> {
        let text = fs::read_to_string(file()).unwrap();
        let mut lines = text.lines().skip_while(|line| *line != self.mark).skip(1);
        let row = lines
            .by_ref()
            .take_while(|line| line.starts_with('|'))
            .find(|line| self.is_row(line, key))?;
        let others = cells(row).split_off(self.keys).into_iter();
        Some(others.map(str::to_owned).collect())
    }

    /// Writes the row that begins with `key`, at the table's end if it is new.
    pub fn write(self, key: &[&str], others: &[String]) {
        let text = fs::read_to_string(file()).unwrap();
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let all = key.iter().copied().chain(others.iter().map(String::as_str));
        let row = format!("| {} |", all.collect::<Vec<_>>().join(" | "));
        let first = lines.iter().position(|line| line == self.mark).unwrap() + 1;
        let rows = lines[first..]
            .iter()
            .take_while(|line| line.starts_with('|'));
        let end = first + rows.count();
        match (first..end).find(|at| self.is_row(&lines[*at], key)) {
            Some(at) => lines[at] = row,
            None => lines.insert(end, row),
        }
        fs::write(file(), lines.join("\n") + "\n").unwrap();
    }
}
