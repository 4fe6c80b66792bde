//! Diagnostics: where in the source something is refused, by whom, and why.

use std::fmt;

/// A position in a source file, as Go's compiler counts.
/// Files are numbered in the order in which the compiler is given them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pos {
    /// The file's number.
    pub file: u16,
    /// The line, from 1.
    pub line: u32,
    /// The byte in the line, from 1.
    pub column: u32,
}

impl Pos {
    /// The first byte of the first file.
    pub const START: Pos = Pos {
        file: 0,
        line: 1,
        column: 1,
    };
}

/// Why a scenario was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiagKind {
    /// The text is not Go.
    Syntax,
    /// Go, but real Go's compiler would refuse it.
    Type,
    /// Go that this version of tearpoint cannot run.
    Unsupported,
    /// The linker would refuse it; it names no place.
    Link,
}

/// One refusal. `Display` gives `file:line:column: text`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diag {
    /// The name of the file that the position is in.
    pub file: String,
    /// Where.
    pub pos: Pos,
    /// Who refuses it.
    pub kind: DiagKind,
    /// What is wrong; for [`DiagKind::Type`] and [`DiagKind::Link`], byte for byte what Go says.
    pub text: String,
}

impl fmt::Display for Diag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.kind == DiagKind::Link {
            return f.write_str(&self.text);
        }
        write!(f, "{}:{}:{}: ", self.file, self.pos.line, self.pos.column)?;
        match self.kind {
            DiagKind::Unsupported => write!(f, "not supported yet: {}", self.text),
            DiagKind::Syntax => write!(f, "syntax error: {}", self.text),
            DiagKind::Type | DiagKind::Link => f.write_str(&self.text),
        }
    }
}

impl std::error::Error for Diag {}
