//! The timers of a run: which are armed, and what time it is.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use tearpoint_harness::contract::TaskId;

/// What the monotonic clock shows when a program starts.
const START: i64 = 1_000_000;
/// Seconds since 1970 at the start: 10 November 2009, 23:00 UTC.
const EPOCH: i64 = 1_257_894_000;
const SECOND: i64 = 1_000_000_000;
tearpoint_machine::run_state! {
    /// The timers of a run.
    #[derive(Debug)]
    shared pub struct Timers {
        pub(super) now: Cell<i64>,
        /// By deadline, then in the order of arming.
        pub(super) armed: RefCell<BTreeMap<(i64, u64), Armed>>,
        /// Deadlines by address.
        pub(super) at: RefCell<BTreeMap<u64, (i64, u64)>>,
        pub(super) order: Cell<u64>,
        /// The step at which the next timer fires though somebody can run.
        pub(super) fires: Cell<Option<u64>>,
        /// Timers are left alone while somebody can run; drawn when there is a first timer.
        pub(super) patient: Cell<Option<bool>>,
        /// Who looked at the clock last, at which step, and how often in a row.
        pub(super) looks: Cell<(TaskId, u64, u32)>,
        /// The goroutine that runs functions of timers, once there is one, and whether it waits.
        pub(super) timerproc: Cell<Option<TaskId>>,
        pub(super) waits: Cell<bool>,
        /// What the program had done when timers last woke somebody while nobody could run, how often that was so, and the
        /// step since.
        pub(super) ticks: Cell<(Progress, u32, u64)>,
        /// A `time.Time` on its way into a channel.
        pub(super) scratch: Cell<u64>,
        /// The address of `time.sendTime`, if the program has it.
        pub(super) send_time: Cell<u64>,
    }
}

impl Default for Timers {
    /// No timer, and the clock at its start.
    fn default() -> Timers {
        Timers {
            now: Cell::new(START),
            armed: RefCell::default(),
            at: RefCell::default(),
            order: Cell::new(0),
            fires: Cell::new(None),
            patient: Cell::new(None),
            looks: Cell::new((TaskId(0), 0, 0)),
            timerproc: Cell::new(None),
            waits: Cell::new(false),
            ticks: Cell::default(),
            scratch: Cell::new(0),
            send_time: Cell::new(0),
        }
    }
}

/// A timer that will fire.
#[derive(Clone, Copy, Debug)]
pub(super) struct Armed {
    /// Its address.
    pub timer: u64,
    /// It wakes a goroutine from `time.Sleep`.
    pub sleep: bool,
}

/// What tells that a program does more than tick.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Since when main has waited.
    pub main: Option<u64>,
    /// Bytes printed.
    pub output: usize,
    /// Goroutines started.
    pub goroutines: u64,
}

/// What it changes that a timer fires.
pub(super) enum Effect {
    /// Somebody runs.
    Wakes,
    /// A value lies in a channel on which nobody waits.
    Sends,
    /// The channel is full.
    Nothing,
}

/// What the timers do for a program in which nobody can run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Idle {
    /// Somebody can run now.
    Woke,
    /// There is no timer that would wake anybody.
    Nothing,
    /// Timers go on for ever, and wake nobody (0) or only those who do nothing else since that step.
    Ticks(u64),
}

impl Timers {
    /// The address of `time.sendTime` in the program.
    pub fn set_send_time(&self, addr: u64) {
        self.send_time.set(addr);
    }

    /// A number that orders timers by when they were armed.
    pub(crate) fn next_order(&self) -> u64 {
        let order = self.order.get();
        self.order.set(order + 1);
        order
    }

    /// Monotonic nanoseconds.
    pub fn nanotime(&self) -> i64 {
        self.now.get()
    }

    /// Seconds since 1970, nanoseconds, and the monotonic clock since the start.
    pub fn wall(&self) -> (i64, i64, i64) {
        let since = self.now.get() - START;
        (
            EPOCH.saturating_add(since / SECOND),
            since % SECOND,
            self.now.get(),
        )
    }

    /// The step at which `Process::fire_timers` is due.
    pub fn fires(&self) -> Option<u64> {
        self.fires.get()
    }

    /// What the runtime itself holds on to: timers that are armed. (1.23 lets go of those that nobody can receive from.)
    pub fn roots(&self) -> Vec<u64> {
        let at = self.at.borrow();
        at.keys().copied().chain([self.scratch.get()]).collect()
    }

    /// Whether the program has its goroutine for timers.
    pub fn has_timerproc(&self) -> bool {
        self.timerproc.get().is_some()
    }

    /// The goroutine that runs functions of timers.
    pub fn set_timerproc(&self, task: TaskId) {
        self.timerproc.set(Some(task));
    }

    /// Addresses of the timers that are armed, by deadline, for tampering.
    pub fn live(&self) -> Vec<u64> {
        let armed = self.armed.borrow();
        armed.values().map(|armed| armed.timer).collect()
    }
}

impl Timers {
    /// The words of the `time.Time` of `late` nanoseconds ago; in a bubble, by its clock: that has no monotonic part.
    pub(super) fn time_words(&self, late: i64, bubble: Option<i64>) -> (u64, i64) {
        /// Seconds from year 1 to 1970.
        const UNIX_TO_INTERNAL: i64 = 62_135_596_800;
        /// Seconds from 1885 to 1970, and the bit that says that the words hold both clocks.
        const WALL_TO_UNIX: i64 = 2_682_288_000;
        const HAS_MONOTONIC: u64 = 1 << 63;
        if let Some(now) = bubble {
            let then = now - late;
            let sec = then.div_euclid(SECOND) + UNIX_TO_INTERNAL;
            return (then.rem_euclid(SECOND) as u64, sec);
        }
        let mono = self.nanotime() - late;
        let since = mono - START;
        let sec = EPOCH + since.div_euclid(SECOND) + WALL_TO_UNIX;
        let nsec = since.rem_euclid(SECOND);
        (HAS_MONOTONIC | (sec as u64) << 30 | nsec as u64, mono)
    }
}
