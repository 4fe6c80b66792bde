//! Protocol models: HikariCP's pool, Tomcat's connector and executor, Redisson's lock, each with two to four clients. Between any two
//! steps of one, others may take theirs.
//!
//! [`mod@bench`] is what the models stand on; each model is a folder. A scenario file with `protocol = "hikari"` (`"tomcat"`,
//! `"redisson"`) configures one. The profile that it is run under is [`SOUND`], or the name of a defect planted into the model,
//! which the explorer must find.

pub mod bench;
mod contract;
mod file;
pub mod hikari;
mod points;
pub mod redisson;
mod scenario;
#[cfg(test)]
mod tests;
pub mod tomcat;

pub use contract::{Defect, Protocol, SOUND, Timeouts};
pub use file::{is_protocol, kind, parse};
pub use scenario::{ProtocolFile, ProtocolScenario};
