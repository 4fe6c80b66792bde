//! Calls of predeclared functions, and of those of package `unsafe`.

pub(crate) mod builtin;
pub(crate) mod make;
pub(crate) mod min_max;
pub(crate) mod slices;
pub(crate) mod unsafe_package;
