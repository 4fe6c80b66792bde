//! What led to a crash: links of a chain, each with the step and the task where they are known.

use crate::contract::TaskId;

use super::{Frame, Race};

/// A link of the chain that led to a crash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Somebody wrote what the crash hangs on.
    Wrote {
        /// Who it was.
        by: Writer,
        /// What was written, by the target's name for it: `hmap.flags`.
        what: String,
        /// What changed, where that is known.
        change: Option<Change>,
        /// When. `None` if nobody ever wrote it: the crash hangs on what was there from the start.
        step: Option<u64>,
    },
    /// The system read what somebody else had written.
    Read {
        /// Who was running.
        task: TaskId,
        /// When.
        step: u64,
    },
    /// The system took back an object.
    Freed {
        /// What the system did: `collection 3`.
        by: String,
        /// Who was running.
        task: TaskId,
        /// The functions that asked for it, innermost first.
        frames: Vec<Frame>,
        /// The object's address.
        object: u64,
        /// The object's size in bytes.
        size: u64,
        /// When.
        step: u64,
    },
    /// A task used the object that was taken back.
    Used {
        /// Who it was.
        task: TaskId,
        /// Whether it wrote to the object, or read it.
        write: bool,
        /// Where in the object.
        offset: u64,
        /// When.
        step: u64,
    },
    /// Two accesses that nothing orders.
    Race(Box<Race>),
    /// What an oracle saw.
    Seen {
        /// Who had taken the step, if one had.
        task: Option<TaskId>,
        /// The virtual time in milliseconds, if it matters.
        at_ms: Option<u64>,
        /// What it saw, in the target's words.
        what: String,
    },
}

/// Who wrote something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writer {
    /// The system under test itself.
    Runtime,
    /// The program, as the language lets it.
    Program,
    /// The program, behind the back of the language.
    Unsafe,
    /// The tampering that was asked for.
    Tampering,
}

/// What a write changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A value.
    Value {
        /// What was there.
        old: u64,
        /// What is there now.
        new: u64,
    },
    /// A function has another body.
    Body {
        /// What the new one does: `returns nil`.
        does: String,
    },
}

impl Cause {
    /// What an oracle saw, where neither task nor time matter.
    pub fn seen(what: impl Into<String>) -> Cause {
        Cause::Seen {
            task: None,
            at_ms: None,
            what: what.into(),
        }
    }

    /// The step at which it happened, if it is one that happened at a step.
    pub fn step(&self) -> Option<u64> {
        match *self {
            Cause::Wrote { step, .. } => step,
            Cause::Read { step, .. } | Cause::Freed { step, .. } | Cause::Used { step, .. } => {
                Some(step)
            }
            Cause::Race(_) | Cause::Seen { .. } => None,
        }
    }

    /// Whether something was written.
    pub fn is_write(&self) -> bool {
        matches!(self, Cause::Wrote { .. } | Cause::Used { write: true, .. })
    }
}
