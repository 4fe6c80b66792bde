//! One task is kept from running as long as anybody else can go on.
//!
//! Finds what needs one task to come late: a signal before its waiter waits, a send after everybody has gone. The
//! others take part in a sticky random walk.
//!
//! Invariant: the task is held back for at most `patience` decisions in all, so a spinning task waits for it in vain no
//! longer than that; and never while all others are about to yield.

use super::{Scheduler, View, Walk};
use crate::contract::TaskId;

/// Where the choice of the task is among the scheduler's own numbers.
const WHO: u64 = (1 << 33) + 1;
/// Whom to starve is chosen among this many tasks, the first ones.
const FIRST: u64 = 12;

/// Holds one of the first tasks back.
#[derive(Debug)]
pub struct Starve {
    patience: u64,
    left: u64,
    who: Option<TaskId>,
    walk: Walk,
}

impl Starve {
    /// Holds a task back for at most `patience` decisions.
    pub fn new(patience: u64) -> Starve {
        Starve {
            patience,
            left: patience,
            who: None,
            walk: Walk::new(2, 16),
        }
    }
}

impl Scheduler for Starve {
    fn begin(&mut self) {
        self.left = self.patience;
        self.who = None;
    }

    fn next(&mut self, view: &View<'_>) -> TaskId {
        let who = *self
            .who
            .get_or_insert_with(|| TaskId(view.own(WHO, FIRST) as u32));
        let chosen = self.walk.next(view);
        if chosen != who || self.left == 0 {
            return chosen;
        }
        self.left -= 1;
        let others = view.runnable.iter().filter(|&&task| task != who);
        let mut going = others.filter(|&&task| !view.pending(task).point.yields);
        // Whoever ran goes on, or else the first of those that can: the walk chose this one for its turn to end.
        let current = view.current.filter(|&task| task != who);
        match current.filter(|&task| !view.pending(task).point.yields) {
            Some(current) => current,
            None => going.next().copied().unwrap_or(who),
        }
    }
}
