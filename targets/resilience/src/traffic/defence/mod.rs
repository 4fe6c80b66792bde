//! Defences, behind one trait: each can be combined with any other.
//!
//! A defence sees gauges ten times a second ([`Defence::tick`]) and every answer ([`Defence::finished`]); it is asked at four steps
//! of a request's way and may answer in the server's place. The first defence with an answer gives it.

mod breaker;
mod contract;
mod gates;
mod limits;
mod settings;

pub use breaker::Breaker;
pub use contract::{Answer, Defence, Seen, Step, View};
pub use gates::{CacheFallback, Deadline, PoolGate, Priority, QueueDelay};
pub use limits::{Aimd, Gradient2, Vegas};
pub use settings::{Settings, build};
