//! Declared names: objects, the scopes that hold them, and the names that Go declares itself.

pub(crate) mod scope;
pub(crate) mod version;
