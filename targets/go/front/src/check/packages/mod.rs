//! Packages: collecting their names, imports, initialization order, and linking to the runtime.

pub(crate) mod imports;
pub(crate) mod initorder;
pub(crate) mod linkname;
pub(crate) mod methods;
pub(crate) mod resolver;
