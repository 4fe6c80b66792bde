//! Programs of several packages: the module that governs a folder, what its packages import, and all of that as one bundle.
//!
//! `settings` is what the environment says, `goroot` where the standard library's source is, `gomod` what files say, `resolve` which folder an import means, `collect` the files that a
//! program needs, `patterns` the folders that `./...` means. All of them only read.

mod collect;
mod gomod;
mod goroot;
mod patterns;
mod resolve;
mod settings;

pub use collect::{Collector, File};
pub use goroot::{Goroot, is_goroot};
pub use patterns::{expand, is_pattern};
pub use settings::tags;
