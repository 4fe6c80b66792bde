//! Declarations of constants, variables, types and functions; the bodies of functions.

pub(crate) mod decl;
pub(crate) mod funcs;
pub(crate) mod function;
pub(crate) mod local;
pub(crate) mod package_vars;
pub(crate) mod resolve;
