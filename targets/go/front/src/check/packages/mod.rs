//! Packages: their files and top-level names (`resolver`), imports, methods with their receivers, the order in which
//! variables are initialized, and what the linker says of linknames.

pub(crate) mod imports;
pub(crate) mod initorder;
pub(crate) mod linkname;
pub(crate) mod methods;
pub(crate) mod resolver;
