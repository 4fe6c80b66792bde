//! Declarations, and the bodies of functions.
//!
//! `resolve` looks at a declaration when its name is first needed, and finds those that need themselves. Constants and
//! types are in `decl`, package variables in `package_vars`, functions with their bodies in `funcs`, declarations
//! inside functions in `local`. `function` is what the checker knows of a body while it is in it.

pub(crate) mod decl;
pub(crate) mod funcs;
pub(crate) mod function;
pub(crate) mod local;
pub(crate) mod package_vars;
pub(crate) mod resolve;
