//! The resilience world: what happens when connection pool, thread pool and distributed lock run out together, and which
//! defence holds. It knows nothing of Go.
//!
//! Start at [`Opened`]: it reads a scenario file (TOML) and says which of the two kinds it is.
//! - [`traffic`]: many requests through one server in virtual time. [`scenario`] is its file format; [`traffic::defence`] holds
//!   the defences; [`traffic::analysis`] says what went wrong; [`theory`] has the closed forms that it is tested against.
//! - [`protocol`]: HikariCP, Tomcat and Redisson step by step, with few clients and any order of their steps.
//!
//! Two parts stand on these. [`refinement`] replays traces of the traffic through the protocols' states. [`lint`] checks a scenario
//! file of traffic by closed forms, and confirms what it finds by runs.
//!
//! A run's state is built afresh: `Scenario::start` makes a new world, whose `boot` makes the traffic, or the clients and daemons of
//! a protocol. Nothing is reset between runs.
//!
//! Files that import each other, and why they stay:
//! - `protocol/bench/mod.rs` and `protocol/bench/cx.rs`: a bench gives each task its handle, and a handle acts on its bench.
//!
//! Elsewhere imports run one way: first data, then the steps that change it, then whoever spawns the steps. A folder's `mod.rs` that
//! only lists and re-exports its files imports none of them.
#![forbid(unsafe_code)]
#![warn(missing_docs)]
#![warn(clippy::print_stdout, clippy::print_stderr, clippy::unwrap_used)]

pub mod hikari_config;
pub mod lint;
mod opened;
pub mod protocol;
pub mod random;
pub mod refinement;
pub mod scenario;
pub mod source;
pub mod theory;
pub mod traffic;

pub use opened::{Opened, load, profiles};
