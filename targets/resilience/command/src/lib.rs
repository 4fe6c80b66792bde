//! The resilience world as the `tearpoint` command sees it: traffic and protocols, their tables, plots, pages and lint.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod files;
pub mod lint;
mod protocol;
mod traffic;
mod words;

pub use files::built_in;
pub use protocol::Protocols;
pub use traffic::Traffic;
