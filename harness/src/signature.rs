//! A crash's identity: what stays the same whichever seed, address or line shows it. The one place it is made.
//!
//! Invariants: two runs that show one bug give one text; the id is a digest of the text and nothing else. Addresses,
//! numbers (ids, lengths, lines, seeds), places in source texts and what user code is called are not in it.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::contract::{Class, Crash, Digest, Frame, Role};

/// What stands for every frame of the scenario's own package, and those above it.
const USER: &str = "user code";
/// More frames than this say nothing new.
const MAX_FRAMES: usize = 32;
const MAX_TITLE: usize = 160;

/// What makes two crashes the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Signature {
    /// Twelve hex digits, of `text`.
    pub id: String,
    /// One line for people: `fatal error: concurrent map writes in runtime.mapassign_fast64`.
    pub title: String,
    /// The whole identity, one part a line.
    pub text: String,
}

impl Signature {
    /// The signature of `crash`.
    pub fn of(crash: &Crash) -> Signature {
        let message = match crash.class {
            Class::Exit => crash.message.clone(),
            _ => normalise(&crash.message),
        };
        let fault = normalise(&crash.fault);
        let invariant = normalise(&crash.invariant);
        let frames = identity_frames(&crash.frames);

        let mut text = format!("class: {}\n", crash.class);
        for (name, part) in [
            ("message", &message),
            ("fault", &fault),
            ("invariant", &invariant),
        ] {
            if !part.is_empty() {
                text += &format!("{name}: {}\n", part.replace('\n', "\n  "));
            }
        }
        if !frames.is_empty() {
            text += "frames:\n";
            frames
                .iter()
                .for_each(|(frame, _)| text += &format!("  {frame}\n"));
        }
        let mut digest = Digest::default();
        digest.bytes(text.as_bytes());
        Signature {
            id: format!("{:012x}", digest.value() >> 80),
            title: title(crash, &message, &fault, &invariant, &frames),
            text,
        }
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.id, self.title)
    }
}

fn title(
    crash: &Crash,
    message: &str,
    fault: &str,
    invariant: &str,
    frames: &[(String, Role)],
) -> String {
    let class = &crash.class;
    let first = message.lines().next().unwrap_or_default();
    let what = match class {
        Class::Segv if fault.is_empty() => "segv".to_string(),
        Class::Segv => format!("segv ({fault})"),
        Class::Corruption if !invariant.is_empty() => format!("corruption: {invariant}"),
        Class::Hang => "hang".to_string(),
        Class::Fatal | Class::Panic | Class::Deadlock | Class::Exit if !first.is_empty() => {
            first.to_string()
        }
        _ if first.is_empty() => class.to_string(),
        _ => format!("{class}: {first}"),
    };
    let place = frames
        .iter()
        .find(|(_, role)| *role != Role::GivingUp)
        .or(frames.first());
    let line = match place {
        Some((frame, _)) => format!("{what} in {frame}"),
        None => what,
    };
    line.chars().take(MAX_TITLE).collect()
}

/// Frames from the crash to where user code called; runs of one frame (recursion) once.
fn identity_frames(frames: &[Frame]) -> Vec<(String, Role)> {
    let mut identity = Vec::new();
    for frame in frames.iter().take(MAX_FRAMES) {
        if frame.role == Role::User {
            identity.push((USER.to_string(), Role::User));
            break;
        }
        identity.push((normalise(&frame.function), frame.role));
    }
    identity.dedup_by(|(a, _), (b, _)| a == b);
    identity
}

/// `text` with `0x?` for each address and `N` for each number that is not part of a name.
pub fn normalise(text: &str) -> String {
    let mut normal = String::with_capacity(text.len());
    let mut rest = text.trim();
    let mut in_name = false;
    while let Some(first) = rest.chars().next() {
        let (taken, put) = if in_name {
            (first.len_utf8(), None)
        } else if let Some(digits) = rest.strip_prefix("0x") {
            match length(digits, |c| c.is_ascii_hexdigit()) {
                0 => (first.len_utf8(), None),
                hex => (2 + hex, Some("0x?")),
            }
        } else {
            match number(rest) {
                0 => (first.len_utf8(), None),
                number => (number, Some("N")),
            }
        };
        normal += put.unwrap_or(&rest[..taken]);
        in_name = put.is_none() && (first.is_alphanumeric() || first == '_');
        rest = &rest[taken..];
    }
    normal
}

/// How many bytes of a number `text` begins with: a sign, digits, and groups of digits after points.
fn number(text: &str) -> usize {
    let sign = usize::from(text.starts_with('-'));
    let mut all = match length(&text[sign..], |c| c.is_ascii_digit()) {
        0 => return 0,
        digits => sign + digits,
    };
    while let Some(fraction) = text[all..].strip_prefix('.') {
        match length(fraction, |c| c.is_ascii_digit()) {
            0 => break,
            digits => all += 1 + digits,
        }
    }
    all
}

fn length(text: &str, of: impl Fn(char) -> bool) -> usize {
    text.find(|c| !of(c)).unwrap_or(text.len())
}
