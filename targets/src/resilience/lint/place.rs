//! Where in a scenario file a key is.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::finding::{Key, Step};

/// A place in the file, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub span: Range<usize>,
    /// It is the key's own; else that of the nearest table around it, or of the title: the key has its default.
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
            (Key::defence(0, 1, "at-percent"), 11, 55, "at-percent", true),
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
