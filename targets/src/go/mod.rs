//! The Go world: a simulated machine, the Go runtimes on it, and a front end for Go source.

pub mod lang;
pub mod load;
pub mod machine;
pub mod profile;
pub mod program;
pub mod race;
pub mod runtime;
pub mod tamper;
pub mod world;
