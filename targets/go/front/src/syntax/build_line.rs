//! The language version that a `//go:build` line implies. Only lines before the package clause count.
//!
//! Follows `go/build/constraint` (`Parse`, `GoVersion`).

use crate::GoVersion;

/// The version that the file's build constraint implies: it holds for no earlier one.
pub(super) fn go_version(source: &str) -> Option<GoVersion> {
    let mut version = None;
    let mut rest = source;
    loop {
        rest = rest.trim_start();
        if let Some(comment) = rest.strip_prefix("//") {
            let (line, after) = comment.split_once('\n').unwrap_or((comment, ""));
            if let Some(text) = line.strip_prefix("go:build ") {
                version = expression(text).or(version);
            }
            rest = after;
        } else if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |(_, after)| after);
        } else {
            return version;
        }
    }
}

/// A parsed constraint: what version it implies, and what its negation does. None: nothing.
#[derive(Clone, Copy)]
struct Implied {
    holds: Option<GoVersion>,
    fails: Option<GoVersion>,
}

fn expression(text: &str) -> Option<GoVersion> {
    let spaced = ["(", ")", "!", "&&", "||"]
        .iter()
        .fold(text.to_owned(), |text, sign| {
            text.replace(sign, &format!(" {sign} "))
        });
    let tokens: Vec<&str> = spaced.split_whitespace().collect();
    let mut parser = Parser {
        tokens: &tokens,
        at: 0,
        depth: 0,
    };
    let implied = parser.or()?;
    (parser.at == tokens.len()).then_some(implied.holds)?
}

struct Parser<'t> {
    tokens: &'t [&'t str],
    at: usize,
    depth: u32,
}

impl Parser<'_> {
    fn eat(&mut self, token: &str) -> bool {
        let found = self.tokens.get(self.at) == Some(&token);
        self.at += usize::from(found);
        found
    }

    fn or(&mut self) -> Option<Implied> {
        let mut left = self.and()?;
        while self.eat("||") {
            let right = self.and()?;
            left = Implied {
                holds: GoVersion::earlier(left.holds, right.holds),
                fails: GoVersion::later(left.fails, right.fails),
            };
        }
        Some(left)
    }

    fn and(&mut self) -> Option<Implied> {
        let mut left = self.not()?;
        while self.eat("&&") {
            let right = self.not()?;
            left = Implied {
                holds: GoVersion::later(left.holds, right.holds),
                fails: GoVersion::earlier(left.fails, right.fails),
            };
        }
        Some(left)
    }

    fn not(&mut self) -> Option<Implied> {
        self.depth += 1;
        if self.depth > super::MAX_DEPTH {
            return None;
        }
        let implied = if self.eat("!") {
            let inner = self.not()?;
            Implied {
                holds: inner.fails,
                fails: inner.holds,
            }
        } else if self.eat("(") {
            let inner = self.or()?;
            self.eat(")").then_some(inner)?
        } else {
            let tag = *self.tokens.get(self.at)?;
            self.at += 1;
            Implied {
                holds: GoVersion::implied_by(tag),
                fails: None,
            }
        };
        self.depth -= 1;
        Some(implied)
    }
}
