//! A bubble's counters: who runs, who is durably blocked, and whom to wake when nobody runs any more.

use tearpoint_harness::contract::TaskId;

use super::BASE_TIME;
use crate::error::{FrameExt, Res, Unwind};
use crate::layout::synctest_bubble::{
    ACTIVE, DONE, GO1_25, ID, MAIN, NOW, ROOT, RUNNING, TOTAL, WAITER, WAITING,
};
use crate::process::Process;
use crate::wait_reason::{
    SYNC_MUTEX_LOCK, SYNC_RWMUTEX_LOCK, SYNC_RWMUTEX_RLOCK, SYNCTEST_RUN, SYNCTEST_WAIT, WaitReason,
};

/// What is left when `synctest.Run` is over, numbered for the library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// Nobody.
    Nobody = 0,
    /// Blocked goroutines, after the first one has exited.
    AfterMain = 1,
    /// All of them, blocked.
    Everybody = 2,
}

/// What came of `synctest.Wait`, numbered for the library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waited {
    /// Everybody else is durably blocked.
    Done = 0,
    /// The goroutine is in no bubble.
    Outside = 1,
    /// Another goroutine of the bubble waits so.
    Twice = 2,
}

impl Process {
    /// The bubble of the running goroutine; 0 if it is in none.
    pub fn bubble(&self) -> Res<u64> {
        if !self.bubbles.any() {
            return Ok(0);
        }
        self.bubble_of(self.getg()?)
    }

    /// The bubble of the goroutine whose `g` is at `gp`.
    pub(crate) fn bubble_of(&self, gp: u64) -> Res<u64> {
        match self.profile.get().layout.g.bubble {
            Some(field) if self.bubbles.any() => self.load(gp.wrapping_add(field), 8),
            _ => Ok(0),
        }
    }

    /// The number of a goroutine's bubble, as tracebacks name it.
    pub fn bubble_id(&self, task: TaskId) -> Option<u64> {
        let g = self.goroutines.known_g(task)?;
        match self.bubble_of(g).ok()? {
            0 => None,
            bubble => self.load(bubble.wrapping_add(ID), 8).ok(),
        }
    }

    fn set_bubble(&self, gp: u64, bubble: u64) -> Res<()> {
        match self.profile.get().layout.g.bubble {
            Some(field) => self.store(gp + field, 8, bubble),
            None => Ok(()),
        }
    }

    /// Whether waiting for `reason` in a bubble is durable.
    pub fn is_durable(&self, reason: WaitReason) -> bool {
        let lock = [SYNC_MUTEX_LOCK, SYNC_RWMUTEX_LOCK, SYNC_RWMUTEX_RLOCK].contains(&reason);
        reason.durable || (lock && self.profile.get().mutexes_are_durable)
    }

    /// Adds to the counters of a bubble. Gives the goroutine to wake, if nobody runs any more.
    fn count(&self, bubble: u64, total: i64, running: i64) -> Res<Option<u64>> {
        for (field, change, text) in [
            (TOTAL, total, "total < 0"),
            (RUNNING, running, "running < 0"),
        ] {
            let word = bubble.wrapping_add(field);
            let value = (self.load(word, 8)? as i64).wrapping_add(change);
            self.store(word, 8, value as u64)?;
            if value < 0 {
                return Err(Unwind::throw_for(text, word))
                    .frame("runtime.(*synctestBubble).changegstatus");
            }
        }
        self.whom_to_wake(bubble)
    }

    /// `maybeWakeLocked`
    fn whom_to_wake(&self, bubble: u64) -> Res<Option<u64>> {
        if self.load(bubble + RUNNING, 8)? as i64 > 0 || self.load(bubble + ACTIVE, 8)? as i64 > 0 {
            return Ok(None);
        }
        self.add_active(bubble, 1)?;
        let root = self.load(bubble + ROOT, 8)?;
        let next = self.bubble_wake_time(bubble)?;
        if next.is_some_and(|next| self.bubble_time(bubble).is_ok_and(|now| next <= now)) {
            return Ok(Some(root));
        }
        match self.load(bubble + WAITER, 8)? {
            0 => Ok(Some(root)),
            waiter => Ok(Some(waiter)),
        }
    }

    fn add_active(&self, bubble: u64, by: i64) -> Res<()> {
        let active = (self.load(bubble + ACTIVE, 8)? as i64).wrapping_add(by);
        self.store(bubble + ACTIVE, 8, active as u64)?;
        if active < 0 {
            return Err(Unwind::throw_for("active < 0", bubble + ACTIVE));
        }
        Ok(())
    }

    /// The running goroutine has begun to wait for `reason`: false if that makes the bubble wake it at once.
    pub(crate) fn bubble_blocks(&self, gp: u64, reason: WaitReason) -> Res<bool> {
        let bubble = self.bubble_of(gp)?;
        if bubble == 0 || !self.is_durable(reason) {
            return Ok(true);
        }
        self.race_release_merge(bubble);
        let wake = self.count(bubble, 0, -1)?;
        match wake {
            Some(other) if other == gp => {
                self.count(bubble, 0, 1)?;
                Ok(false)
            }
            Some(other) => self.goready(other).map(|()| true),
            None => Ok(true),
        }
    }

    /// A goroutine that waited for `reason` can run.
    pub(crate) fn bubble_wakes(&self, gp: u64, reason: WaitReason) -> Res<()> {
        let bubble = self.bubble_of(gp)?;
        if bubble != 0 && self.is_durable(reason) {
            self.count(bubble, 0, 1)?;
        }
        Ok(())
    }

    /// The running goroutine has started `task`: it is in the same bubble.
    pub fn bubble_grows(&self, task: TaskId) -> Res<()> {
        let bubble = self.bubble()?;
        if bubble == 0 {
            return Ok(());
        }
        let g = self.g_of(task)?;
        self.set_bubble(g, bubble)?;
        if self.load(bubble + MAIN, 8)? == 0 && self.load(bubble + ROOT, 8)? == self.getg()? {
            self.store(bubble + MAIN, 8, g)?;
        }
        self.count(bubble, 1, 1).map(|_| ())
    }

    /// The running goroutine is over.
    pub fn bubble_shrinks(&self) -> Res<()> {
        let bubble = self.bubble()?;
        if bubble == 0 {
            return Ok(());
        }
        let g = self.getg()?;
        self.race_release_merge(bubble);
        if self.load(bubble + MAIN, 8)? == g {
            self.store(bubble + DONE, 1, 1)?;
        }
        let wake = self.count(bubble, -1, -1)?;
        self.set_bubble(g, 0)?;
        match wake {
            Some(other) => self.goready(other),
            None => Ok(()),
        }
    }

    /// `synctestRun`, its start: the running goroutine is the root of a new bubble. False if it is in one already.
    pub fn bubble_begin(&self) -> Res<bool> {
        if self.bubble()? != 0 {
            return Ok(false);
        }
        let root = self.getg()?;
        let bubble = self.new_metadata(GO1_25.size, false)?;
        let id = self.bubbles.generation.get() + 1;
        self.bubbles.generation.set(id);
        self.bubbles.live.borrow_mut().push(bubble);
        self.mem.borrow_mut().zero(bubble, GO1_25.size as usize)?;
        self.store(bubble + ID, 8, id)?;
        self.store(bubble + NOW, 8, BASE_TIME as u64)?;
        self.store(bubble + ROOT, 8, root)?;
        self.store(bubble + TOTAL, 8, 1)?;
        self.store(bubble + RUNNING, 8, 1)?;
        self.store(bubble + ACTIVE, 8, 1)?;
        self.set_bubble(root, bubble)?;
        Ok(true)
    }

    /// `synctestRun`, its deferred end: the root is in no bubble any more.
    pub fn bubble_end(&self) -> Res<()> {
        let bubble = self.bubble()?;
        self.set_bubble(self.getg()?, 0)?;
        self.bubbles
            .live
            .borrow_mut()
            .retain(|&live| live != bubble);
        Ok(())
    }

    /// `synctestRun`, one turn of its loop, when the timers that were due have run: waits until everybody is durably blocked, and
    /// moves the clock on. False if nothing is left to wait for.
    pub async fn bubble_idle(&self) -> Res<bool> {
        let bubble = self.bubble()?;
        self.add_active(bubble, -1)?;
        let frames: &[&str] = &["runtime.gopark"];
        self.gopark(SYNCTEST_RUN, bubble, frames).await?;
        if (self.load(bubble + ACTIVE, 8)? as i64) < 0 {
            return Err(Unwind::throw_for("active < 0", bubble + ACTIVE));
        }
        let Some(next) = self.bubble_wake_time(bubble)? else {
            return Ok(false);
        };
        if next < self.bubble_time(bubble)? {
            return Err(Unwind::throw_for("time went backwards", bubble + NOW));
        }
        if self.load(bubble + DONE, 1)? != 0 {
            return Ok(false);
        }
        self.store(bubble + NOW, 8, next as u64)?;
        Ok(true)
    }

    /// `synctestRun`, when its loop is over.
    pub fn bubble_left(&self) -> Res<Left> {
        let bubble = self.bubble()?;
        self.race_acquire(bubble);
        if self.load(bubble + TOTAL, 8)? == 1 {
            return Ok(Left::Nobody);
        }
        Ok(match self.load(bubble + DONE, 1)? {
            0 => Left::Everybody,
            _ => Left::AfterMain,
        })
    }

    /// `synctestWait`: waits until all others of the bubble are durably blocked.
    pub async fn bubble_wait(&self) -> Res<Waited> {
        let bubble = self.bubble()?;
        if bubble == 0 {
            return Ok(Waited::Outside);
        }
        if self.load(bubble + WAITING, 1)? != 0 {
            return Ok(Waited::Twice);
        }
        self.store(bubble + WAITING, 1, 1)?;
        self.store(bubble + WAITER, 8, self.getg()?)?;
        let frames: &[&str] = &["runtime.gopark"];
        self.gopark(SYNCTEST_WAIT, bubble, frames).await?;
        self.add_active(bubble, -1)?;
        self.store(bubble + WAITER, 8, 0)?;
        self.store(bubble + WAITING, 1, 0)?;
        self.race_acquire(bubble);
        Ok(Waited::Done)
    }
}
