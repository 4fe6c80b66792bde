//! Programs and recordings, run by the library under many seeds.

#[path = "../common/mod.rs"]
mod common;

mod channels;
mod generated;
mod race;
mod replay;
