//! What the tables of the checker are indexed by.

use crate::tast::{FuncId, GlobalId};

/// A declared name: index into `objects`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct ObjId(pub u32);

/// A block of names: index into `scopes`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct ScopeId(pub u32);

/// A function body being checked; unique in the program.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct FnId(pub u32);

/// Stands for a function that is checked and has no code.
pub(crate) const NO_FUNC: FuncId = FuncId(u32::MAX);

/// A generic declaration: index into `generics`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct GenericId(pub u32);

/// A declaration as the dependency graph knows it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum DeclId {
    /// One that nothing depends on.
    None,
    /// The initializer of package variables: index into `inits`.
    Init(u32),
    /// A function or method.
    Func(FuncId),
    /// A package variable.
    Global(GlobalId),
}
