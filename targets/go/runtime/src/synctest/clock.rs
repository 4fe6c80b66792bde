//! A bubble's clock and timers (runtime/time.go, as far as `timer.isFake` is asked).

use tearpoint_harness::contract::Stream;

use super::Due;
use crate::error::{FrameExt, Res, Unwind};
use crate::layout::synctest_bubble::NOW;
use crate::layout::timer::ASTATE;
use crate::process::Process;
use crate::time::{goroutine_ready, heaped};

impl Process {
    /// What a bubble's clock shows: nanoseconds since 1970.
    pub(super) fn bubble_time(&self, bubble: u64) -> Res<i64> {
        Ok(self.load(bubble.wrapping_add(NOW), 8)? as i64)
    }

    /// The clock of the running goroutine's bubble, if it is in one.
    pub fn bubble_clock(&self) -> Res<Option<i64>> {
        match self.bubble()? {
            0 => Ok(None),
            bubble => self.bubble_time(bubble).map(Some),
        }
    }

    /// `timer.isFake`: the timer goes by the clock of a bubble.
    pub(crate) fn is_fake(&self, t: u64) -> Res<bool> {
        match self.profile.get().layout.timer.is_fake {
            Some(field) if self.bubbles.any() => Ok(self.load(t.wrapping_add(field), 1)? != 0),
            _ => Ok(false),
        }
    }

    /// A timer made in a bubble goes by its clock.
    pub fn set_fake(&self, t: u64) -> Res<()> {
        match self.profile.get().layout.timer.is_fake {
            Some(field) if self.bubble()? != 0 => self.store(t + field, 1, 1),
            _ => Ok(()),
        }
    }

    /// Puts a timer among those of the running goroutine's bubble.
    pub(crate) fn arm_fake(&self, t: u64, when: i64, sleep: bool) -> Res<()> {
        let bubble = self.bubble()?;
        if bubble == 0 {
            let text = "invalid timer: fake time but no syncgroup";
            return Err(Unwind::throw(text)).frame("runtime.(*timer).maybeAdd");
        }
        // One that is in the heap keeps its place among those of the same instant.
        let known = self.bubbles.at.borrow().get(&t).copied();
        let rand = match known {
            Some(due) if heaped(self, t)? => due.rand,
            _ => self.draw_rand(t)?,
        };
        self.disarm_fake(t);
        let due = Due {
            bubble: known.map_or(bubble, |due| due.bubble),
            when,
            rand,
            order: self.timers.next_order(),
        };
        self.bubbles.at.borrow_mut().insert(t, due);
        self.bubbles.armed.borrow_mut().insert(due, (t, sleep));
        Ok(())
    }

    fn draw_rand(&self, t: u64) -> Res<u64> {
        let Some(field) = self.profile.get().layout.timer.rand else {
            return Ok(0);
        };
        let rand = self.sim.choose(Stream::TieBreak, 1 << 32);
        self.store(t + field, 4, rand)?;
        Ok(rand)
    }

    /// Takes a timer away from its bubble's. False if it is not there.
    pub(crate) fn disarm_fake(&self, t: u64) -> bool {
        let due = self.bubbles.at.borrow_mut().remove(&t);
        let Some(due) = due else {
            return false;
        };
        self.bubbles.armed.borrow_mut().remove(&due);
        true
    }

    /// When a timer of a bubble is due, if it is armed.
    pub(crate) fn fake_when(&self, t: u64) -> Option<i64> {
        self.bubbles.at.borrow().get(&t).map(|due| due.when)
    }

    /// `timers.wakeTime`: the first deadline of the bubble's.
    pub(super) fn bubble_wake_time(&self, bubble: u64) -> Res<Option<i64>> {
        Ok(self.first(bubble)?.map(|(due, ..)| due.when))
    }

    /// The first timer in the bubble's heap: those of channels are there only while somebody waits.
    fn first(&self, bubble: u64) -> Res<Option<(Due, u64, bool)>> {
        let from = Due {
            bubble,
            when: 0,
            rand: 0,
            order: 0,
        };
        let armed = self.bubbles.armed.borrow();
        for (&due, &(timer, sleep)) in armed.range(from..) {
            if due.bubble != bubble {
                break;
            }
            if sleep || heaped(self, timer)? {
                return Ok(Some((due, timer, sleep)));
            }
        }
        Ok(None)
    }

    /// `timers.check`: the next timer of the running goroutine's bubble that is due, 0 if none is. Who sleeps is woken here.
    pub fn bubble_due(&self) -> Res<u64> {
        let bubble = self.bubble()?;
        let now = self.bubble_time(bubble)?;
        while let Some((due, timer, sleep)) = self.first(bubble)? {
            if due.when > now {
                break;
            }
            if !sleep {
                return Ok(timer);
            }
            self.disarm_fake(timer);
            goroutine_ready(self, timer)?;
        }
        Ok(0)
    }

    /// Whether a timer that was set just now fires in the goroutine that set it: it is a bubble's, and due (`modify`).
    pub fn fires_at_once(&self, t: u64) -> Res<bool> {
        if !self.is_fake(t)? {
            return Ok(false);
        }
        let due = self.fake_when(t);
        let now = self.bubble_clock()?;
        Ok(heaped(self, t)? && due.zip(now).is_some_and(|(due, now)| due <= now))
    }

    /// What keeps a goroutine outside of the bubble from a timer's channel.
    pub(crate) fn check_timer_bubble(&self, t: u64, bubble: u64) -> Res<()> {
        if self.is_fake(t)? && self.bubble()? != bubble {
            // The channel's own check comes first, unless somebody has written to it.
            let text = "synctest timer accessed from outside bubble";
            return Err(Unwind::throw_for(text, t + ASTATE));
        }
        Ok(())
    }
}
