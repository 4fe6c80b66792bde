//! Calls of predeclared functions, and of those of package `unsafe`.
//!
//! Follows `types2/builtins.go`, which is one function: `builtin` decides which function it is and does the short ones,
//! the other files hold one or two functions each.

pub(crate) mod builtin;
pub(crate) mod complex;
pub(crate) mod make;
pub(crate) mod min_max;
pub(crate) mod slices;
pub(crate) mod unsafe_package;
