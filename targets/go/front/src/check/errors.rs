//! Reporting: errors of type checking, what tearpoint cannot run, and programs that nest too deeply.
//!
//! Follows `types2/errors.go` in purpose.

use crate::check::{Checked, Checker, Invalid};
use crate::diag::{Diag, DiagKind, Pos};
use crate::version::is_requirement;

/// At most this many errors are told.
pub(crate) const MAX_ERRORS: usize = 10;

/// Bound on nested checking: expressions in expressions, statements and declarations counting twice.
const MAX_DEPTH: u32 = 160;

impl Checker<'_> {
    /// Reports an error of type checking at `pos` in the current package's file.
    pub(crate) fn error(&mut self, pos: Pos, text: impl Into<String>) -> Invalid {
        self.report(pos, DiagKind::Type, text.into())
    }

    /// Reports something that tearpoint cannot run.
    pub(crate) fn unsupported(&mut self, pos: Pos, what: impl Into<String>) -> Invalid {
        self.report(pos, DiagKind::Unsupported, what.into())
    }

    pub(crate) fn report(&mut self, pos: Pos, kind: DiagKind, text: String) -> Invalid {
        let file = self.file_name(pos).to_owned();
        let mut text = text;
        if kind == DiagKind::Type && is_requirement(&text) {
            text.push_str(&self.version_hint());
        }
        let diag = Diag {
            file,
            pos,
            kind,
            text,
        };
        if self.env.instance {
            self.instance_fault.get_or_insert(diag);
            return Invalid;
        }
        // As the compiler does: one error a line, and no more than fit on a screen.
        let same_line = |other: &Diag| other.pos.line == pos.line && other.file == diag.file;
        if !self.diags.iter().any(same_line) {
            self.diags.push(diag);
        }
        self.stopped |= self.diags.len() >= 50 * MAX_ERRORS;
        Invalid
    }

    /// Goes one level deeper; the caller comes back by decrementing `depth`.
    pub(crate) fn enter(&mut self, pos: Pos) -> Checked<()> {
        if self.depth >= MAX_DEPTH {
            return Err(self.unsupported(pos, "declarations or expressions nested this deep"));
        }
        self.depth += 1;
        Ok(())
    }

    /// Runs `f` one level deeper, or reports that the program nests too deeply.
    pub(crate) fn nested<T>(
        &mut self,
        pos: Pos,
        f: impl FnOnce(&mut Self) -> Checked<T>,
    ) -> Checked<T> {
        self.enter(pos)?;
        let result = f(self);
        self.depth -= 1;
        result
    }
}

/// `1 value`, `2 values`.
pub(crate) fn plural(n: usize, unit: &str) -> String {
    if n == 1 {
        format!("1 {unit}")
    } else {
        format!("{n} {unit}s")
    }
}
