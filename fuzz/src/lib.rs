//! What the fuzz targets share: typed inputs and their mutation, feedback to libFuzzer, and what happens on a signature.
//!
//! Of the whole project only `counters` needs what `forbid(unsafe_code)` forbids: a static in a named section.
#![deny(unsafe_code)]

pub mod campaign;
pub mod counters;
mod glue;
pub mod hostile;
pub mod input;
pub mod kind;
pub mod ledger;
pub mod mutate;
pub mod resilience;

pub use campaign::Campaign;
pub use input::Input;
pub use kind::Kind;
