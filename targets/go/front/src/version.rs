//! The versions of the Go language, as far as the front end tells them apart.

/// The Go version whose rules a program is checked by: 1.`minor`.
///
/// Loop variables are per iteration from 22, `clear`, `min` and `max` are predeclared from 21, `range` over
/// integers is allowed from 22.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct GoVersion {
    /// 23 for Go 1.23.
    pub minor: u32,
}
