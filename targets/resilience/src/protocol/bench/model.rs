//! What a protocol model is: shared state, what must hold of it, and the words for who waits and how a wait ends.

use tearpoint_harness::contract::{Digest, PointSpec};

/// A rule that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// Class of the crash: `double hand-out`, `lost wake-up`, …
    pub class: &'static str,
    /// What does not hold, without numbers that differ from run to run.
    pub rule: String,
    /// What was seen, with its numbers.
    pub seen: String,
}

/// The shared state of a protocol, and its oracles.
pub trait Model: 'static {
    /// Absorbs all that the future depends on; times as distances from `now`.
    fn absorb(&self, now: u64, into: &mut Digest);
    /// What must hold after every step.
    fn broken(&self, now: u64) -> Option<Broken>;
    /// What must hold when nobody can run and only an alarm can change that: no wake-up was lost. `waiting` are those who wait.
    fn idle(&self, now: u64, waiting: &[Waiting]) -> Option<Broken>;
    /// What must hold when all clients are through.
    fn ended(&self, now: u64) -> Option<Broken>;
}

/// Somebody who waits.
#[derive(Clone, Debug)]
pub struct Waiting {
    pub who: Who,
    pub name: String,
    pub at: &'static PointSpec,
    pub daemon: bool,
    /// When its alarm rings.
    pub until: Option<u64>,
}

/// A task's number: clients and daemons, in order of creation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Who(pub usize);

/// How a wait ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Woken {
    /// By `Cx::wake`, with its word.
    By(u64),
    Timeout,
}

/// When alarms ring.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Timing {
    #[default]
    AnyTime,
    WhenIdle,
}
