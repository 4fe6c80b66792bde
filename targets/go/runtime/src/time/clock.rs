//! The clock goes on, and timers fire.

use tearpoint_harness::contract::{Access, Op};

use super::timer;
use super::timers::{Armed, Effect, Idle, Progress};
use super::words::{heaped, layout, periodic, set_when, when};
use crate::error::Res;
use crate::points;
use crate::process::Process;

/// What looking at the clock takes, and how often it takes that before it takes twice as much.
const LOOK: i64 = 50;
const LOOKS: u32 = 16;
/// How often timers may wake goroutines while nobody else does anything, before the program counts as hanging.
const MAX_TICKS: u32 = 5000;

impl Process {
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
                .range((next, 0)..=(next, u64::MAX))
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
        if heaped(self, armed.timer)? {
            self.wake_timerproc();
        }
        Ok(())
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
        let armed = self.timers.armed.borrow();
        for (_, armed) in armed.range(..=(now, u64::MAX)) {
            if !armed.sleep && heaped(self, armed.timer)? {
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
            } else if heaped(self, armed.timer)? {
                timer::effect(self, armed.timer)?
            } else {
                continue;
            };
            match effect {
                Effect::Wakes => {
                    let to = first.unwrap_or(when);
                    for timer in ticking {
                        tick_by(self, timer, to)?;
                    }
                    return self.wake_idle(to, progress);
                }
                Effect::Sends => first = first.or(Some(when)),
                Effect::Nothing => {}
            }
            if periodic(self, armed.timer)? {
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

/// A ticker whose channel is full ticks in vain until `to`.
fn tick_by(process: &Process, t: u64, to: i64) -> Res<()> {
    let period = process.load(t + layout(process).period, 8)? as i64;
    let at = when(process, t)?;
    let ticks = to.saturating_sub(at).max(0) / period.max(1);
    let last = at.saturating_add(period.saturating_mul(ticks));
    let next = if last < to {
        last.saturating_add(period)
    } else {
        last
    };
    set_when(process, t, next)?;
    process.arm(t, next, false)?;
    Ok(())
}
