//! How a run broke, as values: class, frames, what led there, who waits for what. Whoever shows a crash to people makes
//! text of it; nobody reads that text back.
//!
//! What makes two crashes the same is in the signature, computed from these ([`crate::signature`]).

mod cause;
mod class;
mod race;

use std::borrow::Cow;
use std::sync::Arc;

pub use cause::{Cause, Change, Writer};
pub use class::Class;
pub use race::{Creation, Race, RaceAccess, SyncObject, Synchronisation};

use crate::contract::TaskId;

/// How a simulated program broke, or what an oracle found in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crash {
    /// What kind of end, or of finding, it is.
    pub class: Class,
    /// The system's own line: `fatal error: concurrent map writes`. Empty where the system says nothing.
    pub message: String,
    /// The functions that were running, innermost first.
    pub frames: Vec<Frame>,
    /// Class of the faulting address (`nil page`, `unmapped`, …), if a fault.
    pub fault: String,
    /// The invariant that does not hold, if an oracle of ours found it.
    pub invariant: String,
    /// What happened, from the first bad write to the crash. Not part of the identity.
    pub causes: Vec<Cause>,
    /// Who waited for what when the run came to a stop. Not part of the identity.
    pub waiters: Vec<Waiter>,
}

impl Crash {
    /// A crash of which nothing but its class is known yet.
    pub fn of(class: Class) -> Crash {
        Crash {
            class,
            message: String::new(),
            frames: Vec::new(),
            fault: String::new(),
            invariant: String::new(),
            causes: Vec::new(),
            waiters: Vec::new(),
        }
    }
}

/// A function that was running.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// The function's full name.
    pub function: Cow<'static, str>,
    /// Whose function it is.
    pub role: Role,
    /// Where in the function, if that is known. Not part of the identity of a crash.
    pub place: Option<Place>,
}

impl Frame {
    /// A frame of which nothing but the function is known.
    pub fn new(function: impl Into<Cow<'static, str>>, role: Role) -> Frame {
        Frame {
            function: function.into(),
            role,
            place: None,
        }
    }
}

/// The names of functions, in order.
pub fn functions(frames: &[Frame]) -> Vec<&str> {
    frames.iter().map(|frame| &*frame.function).collect()
}

/// Whose function a frame is: a crash is known by the system's functions, not by what user code is called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// The system's: it says where the system gave up.
    #[default]
    System,
    /// Part of how the system gives up, the same for every crash: it says nothing of where.
    GivingUp,
    /// The scenario's own.
    User,
}

/// A place in a source text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file's name.
    pub file: Arc<str>,
    /// The line, from 1; 0 if it is not known.
    pub line: u32,
    /// The instruction, counted from the start of its function.
    pub offset: u32,
}

/// A task that waits, and for what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiter {
    /// Who waits.
    pub task: TaskId,
    /// Why, in the system's own words (`chan receive`). Empty where the function says it all.
    pub reason: Cow<'static, str>,
    /// The function in which it waits. Empty if it has not begun.
    pub function: Cow<'static, str>,
    /// What it waits for: an address, or another number as in [`crate::contract::Op::object`]. 0 if it is nothing that another
    /// task could touch.
    pub object: u64,
    /// The step since which it has waited, if that is known.
    pub since: Option<u64>,
    /// The virtual time in milliseconds at which it stops waiting, if it does.
    pub until_ms: Option<u64>,
    /// What the system's own detector of leaks would say of it, if there is one.
    pub detected: Option<Detected>,
}

/// What a system's own detector of leaks says of a task that waits for ever.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detected {
    /// The detector's name.
    pub detector: &'static str,
    /// What still reaches what the task waits for, so that the detector does not report it; nothing if it does.
    pub kept_by: Option<String>,
}

/// What a run's tasks are called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tasks {
    /// What one of them is: `goroutine`, `thread`.
    pub kind: &'static str,
    /// Their names, by id, where they have any.
    pub names: Vec<String>,
}

impl Default for Tasks {
    fn default() -> Tasks {
        Tasks {
            kind: "task",
            names: Vec::new(),
        }
    }
}

impl Tasks {
    /// What a task is called: its name, else its kind and number. People count from 1.
    pub fn name(&self, task: TaskId) -> String {
        match self.names.get(task.0 as usize) {
            Some(name) => name.clone(),
            None => format!("{} {}", self.kind, u64::from(task.0) + 1),
        }
    }
}
