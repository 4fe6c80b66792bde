//! The virtual clock, and which timers there are.
//!
//! Follows runtime/time.go of both designs: `timer` holds what the versions before 1.23 and those after do to a timer's
//! words. Here is what they share: timers that are armed, when they fire, and what time it is.
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

mod timer;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use tearpoint_harness::contract::{Access, Op, Stream, TaskId};

use crate::error::Res;
use crate::points;
use crate::process::Process;

pub use timer::{
    bind_timer, block_timer_chan, maybe_run_chan, reset_timer, run_timer, start_timer, stop_timer,
    time_sleep, unblock_timer_chan,
};

/// What the monotonic clock shows when a program starts.
const START: i64 = 1_000_000;
/// Seconds since 1970 at the start: 10 November 2009, 23:00 UTC.
const EPOCH: i64 = 1_257_894_000;
const SECOND: i64 = 1_000_000_000;
/// What looking at the clock takes, and how often it takes that before it takes twice as much.
const LOOK: i64 = 50;
const LOOKS: u32 = 16;
/// Steps that a timer waits with in a run that leaves timers alone while somebody can run.
const PATIENCE: u64 = 20_000;
/// How often timers may wake goroutines while nobody else does anything, before the program counts as hanging.
const MAX_TICKS: u32 = 5000;

tearpoint_machine::run_state! {
    /// The timers of a run.
    #[derive(Debug)]
    shared pub struct Timers {
        now: Cell<i64>,
        /// By deadline, then in the order of arming.
        armed: RefCell<BTreeMap<(i64, u64), Armed>>,
        /// Deadlines by address.
        at: RefCell<BTreeMap<u64, (i64, u64)>>,
        order: Cell<u64>,
        /// The step at which the next timer fires though somebody can run.
        fires: Cell<Option<u64>>,
        /// Timers are left alone while somebody can run; drawn when there is a first timer.
        patient: Cell<Option<bool>>,
        /// Who looked at the clock last, at which step, and how often in a row.
        looks: Cell<(TaskId, u64, u32)>,
        /// The goroutine that runs functions of timers, once there is one, and whether it waits.
        timerproc: Cell<Option<TaskId>>,
        waits: Cell<bool>,
        /// What the program had done when timers last woke somebody while nobody could run, how often that was so, and the
        /// step since.
        ticks: Cell<(Progress, u32, u64)>,
        /// A `time.Time` on its way into a channel.
        scratch: Cell<u64>,
        /// The address of `time.sendTime`, if the program has it.
        send_time: Cell<u64>,
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
struct Armed {
    timer: u64,
    /// It wakes a goroutine from `time.Sleep`.
    sleep: bool,
}

/// What tells that a program does more than tick.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Since when main has waited.
    pub main: Option<u64>,
    pub output: usize,
    pub goroutines: u64,
}

/// What it changes that a timer fires.
enum Effect {
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

    /// The step at which [`Process::fire_timers`] is due.
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

impl Process {
    fn arm(&self, timer: u64, when: i64, sleep: bool) {
        self.disarm(timer);
        let timers = &self.timers;
        let order = timers.order.get();
        timers.order.set(order + 1);
        timers.at.borrow_mut().insert(timer, (when, order));
        let armed = Armed { timer, sleep };
        timers.armed.borrow_mut().insert((when, order), armed);
        self.redraw(when);
    }

    /// A timer armed for a moment that has passed is due at once.
    fn poke(&self, timer: u64, when: i64) -> Res<()> {
        if when <= self.timers.now.get() && timer::heaped(self, timer)? {
            self.wake_timerproc();
        }
        Ok(())
    }

    fn disarm(&self, timer: u64) {
        let timers = &self.timers;
        if let Some(at) = timers.at.borrow_mut().remove(&timer) {
            timers.armed.borrow_mut().remove(&at);
            self.redraw(at.0);
        }
    }

    /// The first deadline ahead.
    fn next_deadline(&self) -> Option<i64> {
        let armed = self.timers.armed.borrow();
        let ahead = (self.timers.now.get().saturating_add(1), 0);
        armed.range(ahead..).next().map(|(&(when, _), _)| when)
    }

    /// Draws anew when the next timer fires, if the deadline `changed` is, or was, the first.
    fn redraw(&self, changed: i64) {
        let next = self.next_deadline();
        if next.is_some_and(|next| next < changed) && self.timers.fires.get().is_some() {
            return;
        }
        self.draw();
    }

    fn draw(&self) {
        let timers = &self.timers;
        let Some(next) = self.next_deadline() else {
            timers.fires.set(None);
            return self.set_trigger();
        };
        let patient = timers.patient.get().unwrap_or_else(|| {
            let patient = self.sim.choose(Stream::Latency, 8) == 0;
            timers.patient.set(Some(patient));
            patient
        });
        let soon = if patient { PATIENCE } else { 1 };
        // Nanoseconds a step: from a microsecond to ten milliseconds.
        let pace = 10_i64.pow(3 + self.sim.choose(Stream::Latency, 5) as u32);
        let soon = soon + self.sim.choose(Stream::Latency, 13);
        let far = (next - timers.now.get()) / pace;
        timers.fires.set(Some(self.sim.step() + soon + far as u64));
        self.set_trigger();
    }

    /// The step drawn for the next timer has come: its deadline is now.
    pub fn fire_timers(&self) -> Res<()> {
        self.timers.fires.set(None);
        let fired = match self.next_deadline() {
            Some(next) => self.pass_time(next),
            None => Ok(()),
        };
        self.draw();
        fired
    }

    /// The clock moves on; timers become due in order.
    fn pass_time(&self, to: i64) -> Res<()> {
        let timers = &self.timers;
        loop {
            let next = self.next_deadline().filter(|&next| next <= to);
            timers.now.set(timers.now.get().max(next.unwrap_or(to)));
            let Some(next) = next else {
                return Ok(());
            };
            let at = timers.armed.borrow();
            let due: Vec<Armed> = at
                .range((next, 0)..(next + 1, 0))
                .map(|(_, &d)| d)
                .collect();
            drop(at);
            for armed in due {
                self.sim.note(&points::TIMER_FIRES, armed.timer);
                self.wake(armed)?;
            }
        }
    }

    /// A timer is due: who sleeps on it wakes, and what it calls is up to `timerproc`.
    fn wake(&self, armed: Armed) -> Res<()> {
        if armed.sleep {
            self.disarm(armed.timer);
            return timer::goroutine_ready(self, armed.timer);
        }
        if timer::heaped(self, armed.timer)? {
            self.wake_timerproc();
        }
        Ok(())
    }

    fn wake_timerproc(&self) {
        let timers = &self.timers;
        if let Some(task) = timers.timerproc.get()
            && timers.waits.replace(false)
        {
            self.sim.ready(task);
        }
    }

    /// The next timer that is due and calls a function. Only `timerproc` asks.
    pub async fn next_timer(&self) -> Res<u64> {
        loop {
            if let Some(timer) = self.due()? {
                return Ok(timer);
            }
            self.timers.waits.set(true);
            let op = Op {
                point: &points::TIMER_WAIT,
                object: 0,
                access: Access::None,
            };
            self.sim.park(op).await;
            self.runtime_writes();
        }
    }

    fn due(&self) -> Res<Option<u64>> {
        let now = self.timers.now.get();
        let until = (now.saturating_add(1), 0);
        let armed = self.timers.armed.borrow();
        for (_, armed) in armed.range(..until) {
            if !armed.sleep && timer::heaped(self, armed.timer)? {
                return Ok(Some(armed.timer));
            }
        }
        Ok(None)
    }

    /// `nanotime`, as the program sees it: looking takes time.
    pub fn look_at_clock(&self) -> Res<i64> {
        let timers = &self.timers;
        let (task, step) = (self.sim.current(), self.sim.step());
        let (before, at, looks) = timers.looks.get();
        let again = before == task && step <= at + 8;
        let looks = if again { looks.saturating_add(1) } else { 0 };
        timers.looks.set((task, step, looks));
        let took = LOOK << (looks / LOOKS).min(24);
        let to = timers.now.get().saturating_add(took);
        match self.next_deadline().filter(|&next| next <= to) {
            // Not past it: it fires first.
            Some(next) => {
                self.pass_time(next)?;
                self.draw();
            }
            None => timers.now.set(to),
        }
        Ok(timers.now.get())
    }

    /// Nobody can run: moves the clock to the next timer that changes anything, if one after it wakes anybody.
    pub fn idle_timers(&self, progress: Progress) -> Res<Idle> {
        let timers = &self.timers;
        let armed: Vec<_> = {
            let armed = timers.armed.borrow();
            armed.iter().map(|(&(when, _), &a)| (when, a)).collect()
        };
        let (mut first, mut ticking, mut forever) = (None, Vec::new(), false);
        for (when, armed) in armed {
            let effect = if armed.sleep {
                Effect::Wakes
            } else if timer::heaped(self, armed.timer)? {
                timer::effect(self, armed.timer)?
            } else {
                continue;
            };
            match effect {
                Effect::Wakes => {
                    let to = first.unwrap_or(when);
                    for timer in ticking {
                        timer::tick_by(self, timer, to)?;
                    }
                    return self.wake_idle(to, progress);
                }
                Effect::Sends => first = first.or(Some(when)),
                Effect::Nothing => {}
            }
            if timer::periodic(self, armed.timer)? {
                forever = true;
                if first.is_none() {
                    ticking.push(armed.timer);
                }
            }
        }
        Ok(if forever {
            Idle::Ticks(0)
        } else {
            Idle::Nothing
        })
    }

    fn wake_idle(&self, when: i64, progress: Progress) -> Res<Idle> {
        let (before, ticks, since) = self.timers.ticks.get();
        let only_ticks = progress.main.is_some() && progress == before;
        let (ticks, since) = if only_ticks {
            (ticks + 1, since)
        } else {
            (0, self.sim.step())
        };
        if ticks > MAX_TICKS {
            return Ok(Idle::Ticks(since));
        }
        self.timers.ticks.set((progress, ticks, since));
        self.pass_time(when)?;
        // It may have been due already.
        self.wake_timerproc();
        self.draw();
        Ok(Idle::Woke)
    }
}
