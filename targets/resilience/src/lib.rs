//! The resilience world: what happens when connection pool, thread pool and distributed lock run out together, and which
//! defence holds.
//!
//! [`scenario`] reads a TOML file; [`traffic`] simulates it, request by request, in virtual time; [`defence`] holds the
//! policies; [`judge`] says what went wrong; [`theory`] has the closed forms it is held to; [`refinement`] replays its traces
//! through [`protocol`]'s models; [`world`] makes a run of it that the engine can seed, record and replay.
#![forbid(unsafe_code)]
#![warn(clippy::print_stdout, clippy::print_stderr, clippy::unwrap_used)]

pub mod course;
pub mod defence;
pub mod figures;
pub mod hikari_config;
pub mod judge;
pub mod lint;
pub mod load;
pub mod protocol;
pub mod quantile;
pub mod refinement;
pub mod scenario;
pub mod streams;
pub mod theory;
pub mod traffic;
pub mod world;
