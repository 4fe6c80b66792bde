//! What the grammar of tree-sitter does not know yet, made into what it knows: `new(5)` (Go 1.26).
//!
//! The text that is parsed has as many bytes as the program's, and stands only for its tree: names and literals are read
//! from the program itself.

use tree_sitter::Parser;

/// As long as `new`, and to the grammar a function like any other.
const STAND_IN: &str = "新";

/// The program with each `new` of a value written as an ordinary call, if there is one.
pub(super) fn values_for_new(parser: &mut Parser, source: &str) -> Option<String> {
    let mut out = source.as_bytes().to_vec();
    let mut changed = false;
    for (at, arg) in calls_of_new(source) {
        let probe = format!("package p\n\nvar _ = new({arg})\n");
        let is_type = parser
            .parse(&probe, None)
            .is_some_and(|tree| !tree.root_node().has_error());
        if !is_type {
            out[at..at + STAND_IN.len()].copy_from_slice(STAND_IN.as_bytes());
            changed = true;
        }
    }
    changed.then(|| String::from_utf8(out).ok()).flatten()
}

/// The places of `new(…)` outside of literals and comments, with what is between the parentheses.
fn calls_of_new(source: &str) -> Vec<(usize, &str)> {
    let bytes = source.as_bytes();
    let mut open: Vec<Option<(usize, usize)>> = Vec::new();
    let mut found = Vec::new();
    let mut at = 0;
    let mut word = 0..0;
    while at < bytes.len() {
        let next = skip(bytes, at);
        if next > at {
            at = next;
            continue;
        }
        match bytes[at] {
            byte if is_letter(byte) => {
                let end = bytes[at..].iter().position(|&byte| !is_letter(byte));
                let end = end.map_or(bytes.len(), |n| at + n);
                let member = source[..at].trim_end().ends_with('.');
                word = if member { 0..0 } else { at..end };
                at = end;
                continue;
            }
            b'(' => {
                let new = source.get(word.clone()) == Some("new");
                open.push(new.then_some((word.start, at + 1)));
            }
            b')' => {
                if let Some(Some((start, from))) = open.pop() {
                    found.push((start, source.get(from..at).unwrap_or("")));
                }
            }
            b' ' | b'\t' => {
                at += 1;
                continue;
            }
            _ => {}
        }
        word = 0..0;
        at += 1;
    }
    found
}

pub(super) fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

/// Behind the comment or literal that starts here; `at` itself if none does.
pub(super) fn skip(bytes: &[u8], at: usize) -> usize {
    let rest = &bytes[at..];
    let until = |end: &[u8], from: usize| {
        let tail = rest.get(from..).unwrap_or_default();
        let found = tail.windows(end.len()).position(|window| window == end);
        found.map_or(bytes.len(), |n| at + from + n + end.len())
    };
    match rest {
        [b'/', b'/', ..] => until(b"\n", 2),
        [b'/', b'*', ..] => until(b"*/", 2),
        [b'`', ..] => until(b"`", 1),
        [quote @ (b'"' | b'\''), ..] => {
            let mut n = 1;
            while let Some(&byte) = rest.get(n) {
                n += if byte == b'\\' { 2 } else { 1 };
                if byte == *quote || byte == b'\n' {
                    break;
                }
            }
            (at + n).min(bytes.len())
        }
        _ => at,
    }
}
