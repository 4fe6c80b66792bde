//! Generic types and functions.
//!
//! `generic` declares them, `typeset` says which types a constraint allows, `verify` whether type arguments satisfy it.
//! `infer`, `unify` and `funcinst` find type arguments that are not written. `instantiate` and `methods` make
//! instances, `subst` their types, and `mono` refuses those that would never end.

pub(crate) mod funcinst;
pub(crate) mod generic;
pub(crate) mod infer;
pub(crate) mod instantiate;
pub(crate) mod method_params;
pub(crate) mod methods;
pub(crate) mod mono;
pub(crate) mod subst;
pub(crate) mod typeset;
pub(crate) mod unify;
pub(crate) mod verify;
