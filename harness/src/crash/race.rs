//! A data race: two accesses that nothing orders, and what might have.

use super::{Frame, Place};
use crate::contract::TaskId;

/// Two accesses to one place, at least one of them a write, that nothing orders. The later access comes first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Race {
    /// The two accesses.
    pub accesses: [RaceAccess; 2],
    /// The variable that the first access is to, if it has a name.
    pub variable: Option<String>,
}

/// One of the two accesses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RaceAccess {
    /// Who made it.
    pub task: TaskId,
    /// Whether it wrote, or read.
    pub write: bool,
    /// The first byte it touched.
    pub address: u64,
    /// The functions that were running, innermost first.
    pub stack: Vec<Frame>,
    /// Where its task was created; `None` for the first task.
    pub created: Option<Creation>,
    /// What its task synchronised on before the access, the oldest first.
    pub synchronised: Vec<Synchronisation>,
}

/// How a task came to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Creation {
    /// Who created it.
    pub by: TaskId,
    /// The functions that were running then, innermost first.
    pub stack: Vec<Frame>,
    /// Whether the task had ended when the race was found.
    pub over: bool,
}

/// A task's use of something that orders what tasks do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Synchronisation {
    /// Whether it made its past known to others, or learned theirs.
    pub release: bool,
    /// What it used.
    pub object: SyncObject,
    /// Where in the scenario's own text.
    pub place: Option<Place>,
    /// When.
    pub step: u64,
}

/// Something that orders what tasks do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyncObject {
    /// What it is: `lock`, `channel`, `atomic`.
    pub kind: &'static str,
    /// Its address.
    pub address: u64,
    /// The variable's name, if it has one.
    pub name: Option<String>,
}

impl Race {
    /// An object that both tasks used, though not around these accesses.
    pub fn common(&self) -> Option<&SyncObject> {
        let [now, then] = &self.accesses;
        let used = |object: &SyncObject| {
            let mut others = then.synchronised.iter();
            others.any(|other| other.object.address == object.address)
        };
        let mut objects = now.synchronised.iter().map(|one| &one.object);
        objects.find(|object| used(object))
    }
}
