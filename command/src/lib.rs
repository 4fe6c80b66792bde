//! What the verbs and the worlds of the `tearpoint` command share.
//!
//! It knows no target: a world tells it how to find and to open a scenario, and the engine does the rest.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod args;
pub mod crash_report;
pub mod explain;
pub mod failure;
pub mod json;
pub mod page;
pub mod plan;
pub mod recordings;
pub mod source;
pub mod status;
pub mod timeline;
pub mod words;
