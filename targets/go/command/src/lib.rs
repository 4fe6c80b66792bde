//! The Go world as the `tearpoint` command sees it: finding and opening Go scenarios, and comparing them with real toolchains.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod abi;
mod built_in;
pub mod conform;
mod find;
mod list;
mod modules;
mod open;
mod world;

pub use built_in::built_in;
pub use find::{Search, find};
pub use open::{open, version};
pub use world::Go;
