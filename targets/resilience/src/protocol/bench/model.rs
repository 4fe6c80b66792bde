//! What a protocol model is: shared state, what must hold of it, and the words for who waits and how a wait ends.

use tearpoint_harness::contract::{Digest, PointSpec};

/// A rule that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// Class of the crash: `double hand-out`, `lost wake-up`, …
    pub class: &'static str,
    /// The rule, without numbers that differ from run to run.
    pub rule: String,
    /// What was seen, with its numbers.
    pub seen: String,
}

/// A rule of this class that does not hold, as oracles return it.
pub fn broken(class: &'static str, rule: &str, seen: String) -> Option<Broken> {
    Some(Broken {
        class,
        rule: rule.to_owned(),
        seen,
    })
}

/// The shared state of a protocol, and its oracles.
pub trait Model: 'static {
    /// Absorbs all that the future depends on; times as distances from `now`.
    fn absorb(&self, now: u64, into: &mut Digest);
    /// What must hold after every step.
    fn broken(&self, now: u64) -> Option<Broken>;
    /// What must hold when nobody can run and only an alarm can change that: no wake-up was lost. `waiting` are the tasks that wait.
    fn idle(&self, now: u64, waiting: &[Waiting]) -> Option<Broken>;
    /// What must hold when all clients are through.
    fn ended(&self, now: u64) -> Option<Broken>;
}

/// A task that waits.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// Its number.
    pub who: Who,
    /// Its name, as texts have it.
    pub name: String,
    /// The point where it waits.
    pub at: &'static PointSpec,
    /// It is a daemon: the run does not wait for it.
    pub daemon: bool,
    /// When its alarm rings, in milliseconds of virtual time; none: it has none.
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
    /// Its alarm rang first.
    Timeout,
}

/// When alarms ring.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Timing {
    /// Even while others can run: a task may be slow for as long as it likes.
    #[default]
    AnyTime,
    /// Only when nobody can run: tasks are fast.
    WhenIdle,
}
