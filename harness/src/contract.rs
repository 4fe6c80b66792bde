//! The few words that the engine and its targets share. Five minutes to read, then write a target.
//!
//! A **target** turns a scenario into a [`World`]. The world spawns tasks (goroutines, pool clients): Rust
//! futures that meet the engine through [`Sim`]. Wherever another task may come in between, a task awaits
//! [`Sim::point`]; where it must wait, [`Sim::park`], until somebody calls [`Sim::ready`]. Everything not determined by
//! the program is drawn by [`Sim::choose`]. A simulated crash is a value, [`Crash`], given to [`Sim::end`]; text is made of it
//! only where people are shown it.

use std::fmt;
use std::rc::Rc;

use serde::{Deserialize, Serialize};

pub use crate::choice::{Choice, Choices, Stream};
pub use crate::crash::{
    Cause, Change, Class, Crash, Creation, Detected, Frame, Place, Race, RaceAccess, Role,
    SyncObject, Synchronisation, Tasks, Waiter, Writer, functions,
};
pub use crate::digest::Digest;
pub use crate::limits::{Limit, Limits};
pub use crate::sim::{Point, Sim};

/// A task's number in its run, in order of creation. The first is 0.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct TaskId(pub u32);

/// How densely tasks can be preempted. Each level includes those before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Density {
    /// Between runtime operations.
    #[default]
    Operation,
    /// Also at calls, loop edges, and the named points inside runtime operations.
    Call,
    /// Also at each access to shared memory.
    Access,
}

/// A named preemption point. A target keeps a table of them; `id` is the position in it, append only.
#[derive(Debug)]
pub struct PointSpec {
    /// Its position in the target's table. Recordings hold it.
    pub id: u16,
    /// What timelines call it.
    pub name: &'static str,
    /// The least density at which the point is one.
    pub density: Density,
    /// The task asks for others to run (`runtime.Gosched`).
    pub yields: bool,
}

/// What a pending operation does to its object.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Access {
    /// Neither reads nor writes it: its order against other operations does not matter.
    #[default]
    None,
    /// Leaves the object as it is.
    Read,
    /// Changes the object.
    Write,
}

/// What a task is about to do: the operation it will go on with once it is chosen.
#[derive(Clone, Copy, Debug)]
pub struct Op {
    /// Where the task has stopped: the point it goes on from.
    pub point: &'static PointSpec,
    /// What it is done to: an address, or another stable id. 0 if nothing.
    pub object: u64,
    /// Whether the object is read or changed.
    pub access: Access,
}

impl Op {
    /// Whether the order of the two operations matters.
    pub fn conflicts(&self, other: &Op) -> bool {
        self.object != 0
            && self.object == other.object
            && self.access != Access::None
            && other.access != Access::None
            && (self.access == Access::Write || other.access == Access::Write)
    }
}

/// One entry of a run's history: a scheduling step, or a note of the target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// The task that took the step, or that was running when the note was made.
    pub task: TaskId,
    /// [`PointSpec::id`].
    pub point: u16,
    /// What the step was about to be done to, or the number that the note is of.
    pub object: u64,
}

/// How a run ended.
#[derive(Clone, Debug)]
pub enum End {
    /// The program ended by itself with this exit status.
    Exit(i32),
    /// The program broke.
    Crash(Box<Crash>),
    /// A limit was reached first; nobody knows how it would have ended.
    Limit(Limit),
}

/// What a world says of a run that has ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// How the program ended: [`Class::Ok`], [`Class::Exit`], or the crash's class; [`Class::Hang`] when it reached the step
    /// limit.
    pub class: Class,
    /// The system's own line about the end. Empty if the program ended well.
    pub message: String,
    /// The functions that were running, innermost first.
    pub frames: Vec<Frame>,
    /// The status the program would end with.
    pub exit: i32,
    /// What the program itself wrote to standard output.
    pub stdout: Vec<u8>,
    /// What the program itself wrote to standard error; the crash report is not in it.
    pub stderr: Vec<u8>,
    /// What ended the program, if it broke.
    pub crash: Option<Crash>,
    /// What oracles found in a run that went on.
    pub findings: Vec<Crash>,
    /// What the tasks are called.
    pub tasks: Tasks,
}

impl Report {
    /// What failed the run: the crash, else the first finding.
    pub fn failure(&self) -> Option<&Crash> {
        self.crash.iter().chain(&self.findings).next()
    }
}

/// One run's world under test. The engine calls it; it calls the engine through [`Sim`].
pub trait World {
    /// Spawns the first task.
    fn boot(&self, sim: &Sim);
    /// No task can run. Makes one ready (a timer fires) or ends the run (deadlock).
    fn idle(&self, sim: &Sim);
    /// The step set by [`Sim::set_trigger`] is reached, before the step's task goes on.
    fn trigger(&self, sim: &Sim);
    /// A word on the run, once it has ended.
    fn report(&self, sim: &Sim, end: &End) -> Report;
    /// The table of preemption points, by id.
    fn points(&self) -> &'static [PointSpec];
}

/// What is run, prepared once (parsed, checked, compiled) and started for each run.
///
/// Equal seed, tampers and choices must give equal runs: nothing may be carried from one run into the next
/// but what no run can see (allocations, caches).
pub trait Scenario {
    /// The target that understands [`Scenario::source`]: `go`, `resilience`.
    fn target(&self) -> &str;
    /// A short name for tables and file names.
    fn name(&self) -> &str;
    /// The scenario's whole text: what a recording carries to be self-contained.
    fn source(&self) -> &[u8];
    /// The target's variant: a Go version. Empty if there is one only.
    fn profile(&self) -> &str;
    /// A fresh world for one run on `sim`, whose run has not begun: the seed's choices can be drawn from
    /// [`World::boot`] on. `tampers` is a plan in the target's own encoding, empty for none; bytes that are
    /// no plan are an error.
    fn start(&mut self, sim: &Sim, tampers: &[u8]) -> Result<Rc<dyn World>, InputError>;
    /// The plan of tampering that `seed` gives, where a hunt asks for tampering. The same for the same seed.
    fn draw_tampers(&mut self, _seed: u64) -> Vec<u8> {
        Vec::new()
    }
    /// Smaller plans to try in place of `tampers` when a recording is minimized, most promising first.
    fn smaller_tampers(&self, _tampers: &[u8]) -> Vec<Vec<u8>> {
        Vec::new()
    }
}

/// Why an input was refused. `Display` gives what, where, and what to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputError(pub String);

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for InputError {}
