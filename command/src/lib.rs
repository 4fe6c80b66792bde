//! What the verbs and the worlds of the `tearpoint` command share.
//!
//! It knows no target: a [`World`] says how a scenario is found and opened, and what else it has to say; the engine does the rest.
//! Each verb is a function over opened scenarios, in a file of its name; [`World`] calls it unless a world has its own way.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod args;
pub mod bar;
pub mod crash_report;
pub mod explain;
pub mod failure;
pub mod flags;
pub mod hunt;
pub mod json;
pub mod list;
pub mod minimize;
pub mod page;
pub mod plan;
pub mod recordings;
pub mod render;
pub mod replay;
pub mod report;
pub mod run;
pub mod source;
pub mod status;
pub mod table;
pub mod timeline;
pub mod verb;
pub mod words;
pub mod world;
pub mod worlds;

pub use failure::Failure;
pub use source::Source;
pub use words::Words;
pub use world::World;
pub use worlds::Worlds;
