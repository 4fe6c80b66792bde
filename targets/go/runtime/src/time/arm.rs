//! Arming timers, and drawing when the next one fires.

use std::ops::Bound;

use tearpoint_harness::contract::Stream;

use super::timers::Armed;
use super::words::heaped;
use crate::error::Res;
use crate::process::Process;

/// Steps that a timer waits with in a run that leaves timers alone while somebody can run.
const PATIENCE: u64 = 20_000;
impl Process {
    pub(super) fn arm(&self, timer: u64, when: i64, sleep: bool) -> Res<()> {
        if self.is_fake(timer)? {
            return self.arm_fake(timer, when, sleep);
        }
        self.disarm(timer);
        let timers = &self.timers;
        let order = timers.next_order();
        timers.at.borrow_mut().insert(timer, (when, order));
        let armed = Armed { timer, sleep };
        timers.armed.borrow_mut().insert((when, order), armed);
        self.redraw(when);
        Ok(())
    }

    /// A timer armed for a moment that has passed is due at once.
    pub(super) fn poke(&self, timer: u64, when: i64) -> Res<()> {
        if when <= self.timers.now.get() && !self.is_fake(timer)? && heaped(self, timer)? {
            self.wake_timerproc();
        }
        Ok(())
    }

    pub(super) fn disarm(&self, timer: u64) {
        if self.disarm_fake(timer) {
            return;
        }
        let timers = &self.timers;
        if let Some(at) = timers.at.borrow_mut().remove(&timer) {
            timers.armed.borrow_mut().remove(&at);
            self.redraw(at.0);
        }
    }

    /// The first deadline ahead.
    pub(super) fn next_deadline(&self) -> Option<i64> {
        let armed = self.timers.armed.borrow();
        let now = Bound::Excluded((self.timers.now.get(), u64::MAX));
        let mut ahead = armed.range((now, Bound::Unbounded));
        ahead.next().map(|(&(when, _), _)| when)
    }

    /// Draws anew when the next timer fires, if the deadline `changed` is, or was, the first.
    fn redraw(&self, changed: i64) {
        let next = self.next_deadline();
        if next.is_some_and(|next| next < changed) && self.timers.fires.get().is_some() {
            return;
        }
        self.draw();
    }

    pub(super) fn draw(&self) {
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

    pub(super) fn wake_timerproc(&self) {
        let timers = &self.timers;
        if let Some(task) = timers.timerproc.get()
            && timers.waits.replace(false)
        {
            self.sim.ready(task);
        }
    }
}
