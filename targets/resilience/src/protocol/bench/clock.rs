//! Virtual time of a protocol run, in milliseconds: alarms, and who set them.

use std::collections::BTreeSet;

/// Alarms, in order of time; what is due at one instant rings in the order in which it was set.
#[derive(Debug, Default)]
pub(super) struct Clock {
    now: u64,
    set: u64,
    alarms: BTreeSet<Alarm>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Alarm {
    pub due: u64,
    order: u64,
    pub who: usize,
}

impl Clock {
    pub(super) fn now(&self) -> u64 {
        self.now
    }

    pub(super) fn is_empty(&self) -> bool {
        self.alarms.is_empty()
    }

    /// Rings for `who` at `due`, or at once if that is over.
    pub(super) fn set(&mut self, due: u64, who: usize) -> Alarm {
        self.set += 1;
        let alarm = Alarm {
            due: due.max(self.now),
            order: self.set,
            who,
        };
        self.alarms.insert(alarm);
        alarm
    }

    pub(super) fn cancel(&mut self, alarm: Alarm) {
        self.alarms.remove(&alarm);
    }

    /// Moves on to the next alarm.
    pub(super) fn ring(&mut self) -> Option<Alarm> {
        let alarm = self.alarms.pop_first()?;
        self.now = alarm.due;
        Some(alarm)
    }

    /// The alarms to come, as (milliseconds from now, who), in the order in which they ring.
    pub(super) fn ahead(&self) -> impl Iterator<Item = (u64, usize)> {
        self.alarms
            .iter()
            .map(|alarm| (alarm.due - self.now, alarm.who))
    }
}
