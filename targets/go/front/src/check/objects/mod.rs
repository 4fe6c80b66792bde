//! Declared names: objects, the scopes that hold them, and the names that Go declares itself.

pub(crate) mod ids;
pub(crate) mod object;
pub(crate) mod scope;
pub(crate) mod universe;
pub(crate) mod version;
