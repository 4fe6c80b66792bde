//! Type parameters: generic declarations, inference, instances, and the type sets of constraints.

pub(crate) mod funcinst;
pub(crate) mod generic;
pub(crate) mod infer;
pub(crate) mod instantiate;
pub(crate) mod methods;
pub(crate) mod mono;
pub(crate) mod subst;
pub(crate) mod typeset;
pub(crate) mod unify;
pub(crate) mod verify;
