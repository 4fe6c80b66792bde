//! Bubbles of testing/synctest: goroutines with a clock of their own, which moves on when all of them wait for each other.
//!
//! Follows runtime/synctest.go of 1.25 and later (`synctestRun`, `synctestWait`, `changegstatus`, `maybeWakeLocked`,
//! `getOrSetBubbleSpecial`) and what the rest of the runtime asks of bubbles (chan.go, select.go, sema.go, time.go, proc.go).
//! Where `synctestRun` loops, the library does (package internal/synctest): here are its steps.
//!
//! A bubble is its bytes; a goroutine belongs to the one that its `g` names, a channel to the one that its hchan names. Who is
//! durably blocked follows from the reason it waits for ([`crate::wait_reason`]).
//!
//! Invariants: `running` and `active` are both 0 only while the bubble has nobody left to wake; the root goroutine is woken
//! for timers before whoever waits in `synctest.Wait`. Timers that are due at one instant run in the order of `timer.rand`, a
//! draw of the run (stream `TieBreak`), as Go draws it.
//! Deviations: the bubble's heap of timers, and which pointers belong to it (specials in Go), are on the host; what a stopped
//! timer leaves in the heap of Go does not move the clock. Misses: 1.24's experiment, `internal/synctest.Bubble`.

mod bubble;
mod clock;
mod special;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

pub use bubble::{Left, Waited};
pub use special::Association;

/// Midnight UTC, 1 January 2000: when every bubble begins.
const BASE_TIME: i64 = 946_684_800_000_000_000;

tearpoint_machine::run_state! {
    /// The bubbles of a run.
    #[derive(Debug, Default)]
    shared pub struct Bubbles {
        /// `bubbleGen`: how many there have been.
        generation: Cell<u64>,
        /// Addresses of those whose `Run` has not returned, for the collector.
        live: RefCell<Vec<u64>>,
        /// Their timers: by bubble, deadline, `timer.rand`, order of arming. The value says that it wakes from `time.Sleep`.
        armed: RefCell<BTreeMap<Due, (u64, bool)>>,
        /// Where each timer is in `armed`.
        at: RefCell<BTreeMap<u64, Due>>,
        /// By pointer: the id of the bubble that it is associated with.
        specials: RefCell<BTreeMap<u64, u64>>,
    }
}

/// When a timer of a bubble is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Due {
    bubble: u64,
    when: i64,
    rand: u64,
    order: u64,
}

impl Bubbles {
    /// Whether there has been one in this run: else nobody need ask for a goroutine's.
    pub fn any(&self) -> bool {
        self.generation.get() > 0
    }

    /// What the runtime itself holds on to: bubbles and their timers.
    pub fn roots(&self) -> Vec<u64> {
        let live = self.live.borrow();
        let timers = self.at.borrow();
        live.iter().chain(timers.keys()).copied().collect()
    }
}
