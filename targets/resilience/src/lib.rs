//! The resilience world: what happens when connection pool, thread pool and distributed lock run out together, and which
//! defence holds.
//!
//! Start at [`Opened`]: it reads a scenario file (TOML) and says which of two kinds it is.
//! - [`traffic`]: many requests through one server in virtual time. [`scenario`] is its file; [`traffic::defence`] holds the
//!   policies, [`traffic::analysis`] says what went wrong; [`theory`] has the closed forms that it is held to.
//! - [`protocol`]: HikariCP, Tomcat and Redisson step by step, with few clients and every order of their steps.
//!
//! [`refinement`] replays the traffic's traces through the protocols' states; [`lint`] checks a scenario file of traffic by closed
//! forms and confirms what it finds by runs.
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

// Names under which the parts were known before they stood in folders.
pub use random::{quantile, streams};
pub use traffic::analysis::{course, figures, judge};
pub use traffic::defence;

/// Former home of [`load()`] and its neighbours.
pub mod load {
    pub use crate::opened::{load, profiles};
    pub use crate::source::text;
}

/// Former home of [`TrafficScenario`](crate::traffic::TrafficScenario).
pub mod world {
    pub use crate::traffic::TrafficScenario as ResilienceScenario;
}
