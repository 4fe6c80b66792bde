//! The virtual clock, and which timers there are.
//!
//! Follows runtime/time.go of both designs, that up to 1.22 and that from 1.23 on. A timer's words are in `words`; what changes
//! them in `change`, `timer` (it fires) and `channel` (1.23's timers of channels). Which timers are armed is in `timers` and
//! `arm`; `clock` moves the time on.
//!
//! The clock stands still but for two things: a timer fires, and then it is as late as the timer asked for; or somebody looks
//! at it, and then it moves a little, more if the looking does not stop. When nobody can run, the next timer that wakes
//! anybody fires. While somebody can run, a timer may fire too, in the order of deadlines: in how many steps is drawn.
//! A step is taken to last between a microsecond and ten milliseconds, so far-off timers rarely come early; one run in
//! eight waits with all timers until nobody can run.
//!
//! Invariants: the clock is never past the deadline of a timer that somebody would notice and that has not fired; timers
//! become due in the order of deadlines, ties in the order in which they were armed.
//! Deviations: one heap, ordered by a map on the host; deleted timers leave it at once. Functions of timers run on a
//! goroutine of the system (`timerproc`), not on whatever thread schedules, except what a receive of 1.23 runs itself.

mod arm;
mod change;
mod channel;
mod clock;
mod timer;
mod timers;
mod words;

pub use change::{reset_timer, start_timer, stop_timer};
pub use channel::{bind_timer, block_timer_chan, maybe_run_chan, unblock_timer_chan};
pub(crate) use timer::goroutine_ready;
pub use timer::{Call, run_timer, time_sleep};
pub use timers::{Idle, Progress, Timers};
pub(crate) use words::heaped;
