//! Where in a scenario file a key is.

use std::fmt;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A key of the file, by tables and places in arrays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key(pub Vec<Step>);

/// One step to a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Into a table, by name.
    Name(&'static str),
    /// Into an array, by place from 0.
    At(usize),
}

impl Key {
    /// A key of a table.
    pub fn of(table: &'static str, key: &'static str) -> Key {
        Key(vec![Step::Name(table), Step::Name(key)])
    }

    /// The fault at this place in the file.
    pub fn fault(at: usize) -> Key {
        Key(vec![Step::Name("fault"), Step::At(at)])
    }

    /// A key of an element of an array of tables.
    pub fn in_array(array: &'static str, at: usize, key: &'static str) -> Key {
        Key(vec![Step::Name(array), Step::At(at), Step::Name(key)])
    }

    /// A key of a policy's defence.
    pub fn defence(policy: usize, defence: usize, key: &'static str) -> Key {
        Key(vec![
            Step::Name("policy"),
            Step::At(policy),
            Step::Name("defences"),
            Step::At(defence),
            Step::Name(key),
        ])
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, step) in self.0.iter().enumerate() {
            match step {
                Step::Name(name) if i == 0 => write!(f, "{name}")?,
                Step::Name(name) => write!(f, ".{name}")?,
                Step::At(at) => write!(f, "[{at}]")?,
            }
        }
        Ok(())
    }
}

/// A place in the file, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// From the first byte to behind the last.
    pub span: Range<usize>,
    /// The file has the key, and this is where. If false, the key has its default, and this is the nearest table around it, or the title.
    pub own: bool,
}

/// The place of `key` in `text`, which is TOML.
pub fn place(text: &str, key: &Key) -> Place {
    let start = Place {
        span: 0..text.lines().next().map_or(0, str::len),
        own: false,
    };
    let Ok(root) = DeTable::parse(text) else {
        return start;
    };
    let title = root
        .get_ref()
        .get_key_value("title")
        .map(|(key, _)| key.span());
    let mut place = title.map_or(start, |span| Place { span, own: false });
    let mut here: Option<&DeValue<'_>> = None;
    for (i, step) in key.0.iter().enumerate() {
        let next: Option<(Range<usize>, &Spanned<DeValue<'_>>)> = match step {
            Step::Name(name) => {
                let table = match here {
                    None => Some(root.get_ref()),
                    Some(value) => value.as_table(),
                };
                table
                    .and_then(|table| table.get_key_value(*name))
                    .map(|(key, value)| (key.span(), value))
            }
            Step::At(at) => here
                .and_then(DeValue::as_array)
                .and_then(|array| array.get(*at))
                .map(|value| (value.span(), value)),
        };
        let Some((span, value)) = next else {
            break;
        };
        place = Place {
            span,
            own: i + 1 == key.0.len(),
        };
        here = Some(value.get_ref());
    }
    place.span.end = place.span.end.min(text.len());
    place
}

/// An error at the place of `key`, as those of the TOML parser look.
pub fn error_at(text: &str, key: &Key, message: &str) -> String {
    let at = place(text, key);
    let (line, column) = line_column(text, at.span.start);
    let source = text.lines().nth(line - 1).unwrap_or_default();
    let margin = " ".repeat(line.to_string().len());
    let wide = text[at.span].lines().next().unwrap_or_default();
    format!(
        "error at line {line}, column {column}\n{margin} |\n{line} | {source}\n{margin} | {}{}\n{message}",
        " ".repeat(column - 1),
        "^".repeat(wide.chars().count().max(1))
    )
}

/// Line and column of a byte, from 1.
pub fn line_column(text: &str, at: usize) -> (usize, usize) {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let before = &text[..at];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (
        before.matches('\n').count() + 1,
        before[line_start..].chars().count() + 1,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# a comment\ntitle = \"x\"\n[pool]\nsize = 3\n[[fault]]\nat-ms = 1\n[[fault]]\nat-ms = 2\n\
                        [[policy]]\nname = \"p\"\ndefences = [{ kind = \"deadline\" }, { kind = \"priority\", at-percent = 9 }]\n";

    #[test]
    fn keys_are_found_where_they_are() {
        for (key, line, column, word, own) in [
            (Key::of("pool", "size"), 4, 1, "size", true),
            (Key::of("pool", "query-us"), 3, 2, "pool", false),
            (Key::of("lock", "keys"), 2, 1, "title", false),
            (Key::defence(0, 1, "at-percent"), 11, 57, "at-percent", true),
            (Key::defence(3, 0, "kind"), 9, 3, "policy", false),
        ] {
            let found = place(TEXT, &key);
            let at = line_column(TEXT, found.span.start);
            assert_eq!((at.0, at.1, found.own), (line, column, own), "{key}");
            assert_eq!(&TEXT[found.span], word, "{key}");
        }
        let fault = place(TEXT, &Key::fault(1));
        assert_eq!(line_column(TEXT, fault.span.start).0, 7);
    }

    #[test]
    fn text_that_is_no_toml_has_a_first_line() {
        for text in ["", "\n", "= 3", "ä = ["] {
            let found = place(text, &Key::of("pool", "size"));
            assert!(!found.own && found.span.end <= text.len());
            assert_eq!(line_column(text, found.span.start), (1, 1));
        }
        assert_eq!(line_column("äö\nü", 4), (1, 3));
    }
}
