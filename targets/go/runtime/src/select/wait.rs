//! Pass 2 and 3: waiting on all channels, and leaving the queues of those that did not come.

use super::cases::{MAX_CASES, Select};
use crate::chan::{Hchan, dequeue_sudog, enqueue, send_on_closed};
use crate::error::{FrameExt, Res, Unwind};
use crate::layout::sudog;
use crate::oracle::Sent;
use crate::time::{block_timer_chan, unblock_timer_chan};
use crate::wait_reason;

impl Select<'_> {
    /// Pass 2 and 3: waits on all channels, and leaves the queues of those that did not come.
    pub(super) async fn wait(&self, n: u64, all_bubbled: bool) -> Res<(i64, bool)> {
        let process = self.process;
        let gp = process.getg()?;
        let layout = &process.profile.get().layout.g;
        let waiting = gp + layout.waiting;
        if process.load(waiting, 8)? != 0 {
            return Err(Unwind::throw_for("gp.waiting != nil", waiting));
        }
        let mut next = waiting;
        for i in 0..n {
            let case = self.ordered(true, i)?;
            let ch = Hchan::at(process, self.chan(case)?);
            let sg = process.acquire_sudog()?;
            process.store(sg + sudog::G, 8, gp)?;
            process.store(sg + process.sudog().is_select, 1, 1)?;
            process.set_sudog_elem(sg, self.elem(case)?)?;
            process.store(sg + process.sudog().releasetime, 8, 0)?;
            process.set_sudog_c(sg, ch.c)?;
            process.store(next, 8, sg)?;
            next = sg + process.sudog().waitlink;
            let queue = if self.sends(case) {
                let select = true;
                process.shadow_sent(ch.c, self.elem(case)?, Sent::Waits { sg, select });
                ch.sendq()
            } else {
                ch.recvq()
            };
            enqueue(process, queue, sg)
                .frame("runtime.(*waitq).enqueue")
                .map_err(Unwind::locked)?;
            if ch.timer()? != 0 {
                block_timer_chan(process, ch.timer()?).await?;
            }
        }
        process.store(gp + layout.param, 8, 0)?;
        process.store(gp + layout.active_stack_chans, 1, 1)?;
        let object = self.chan(self.ordered(true, 0).unwrap_or(0)).unwrap_or(0);
        let frames: &[&str] = &["runtime.gopark", "runtime.selectgo"];
        let task = process.sim.current();
        process.goroutines.select_waits(task, self.arrays);
        let reason = match all_bubbled {
            true => wait_reason::SYNCTEST_SELECT,
            false => wait_reason::SELECT,
        };
        self.unlock_waiting(process.load(waiting, 8)?)?;
        process.gopark(reason, object, frames).await?;
        process.store(gp + layout.active_stack_chans, 1, 0)?;
        self.sellock(n).await?;
        process.store(gp + layout.select_done, 4, 0)?;
        let woken = process.load(gp + layout.param, 8)?;
        process.store(gp + layout.param, 8, 0)?;
        let list = process.load(waiting, 8)?;
        self.unlink(list).await?;
        process.store(waiting, 8, 0)?;
        let (case, success) = self
            .leave_queues(n, list, woken)
            .await
            .map_err(Unwind::locked)?;
        let Some(case) = case else {
            return Err(Unwind::throw_for("selectgo: bad wakeup", gp + layout.param));
        };
        self.selunlock(n).frame("runtime.selunlock")?;
        process.goroutines.select_goes_on(task);
        let c = self.chan(case)?;
        if self.sends(case) {
            if !success {
                return Err(send_on_closed(&Hchan::at(process, c)));
            }
            process.shadow_sender_woken(c, woken);
            return Ok((case as i64, false));
        }
        process.shadow_receiver_woken(c, woken, self.elem(case)?, success);
        Ok((case as i64, success))
    }

    /// `selparkcommit`: gives back the locks of the channels that the list of sudogs, in their order, is for.
    fn unlock_waiting(&self, list: u64) -> Res<()> {
        let process = self.process;
        let (mut sg, mut last, mut seen) = (list, 0, 0);
        while sg != 0 {
            let c = process.sudog_c(sg)?;
            if c != last && last != 0 {
                Hchan::at(process, last).unlock()?;
            }
            (sg, last) = (process.load(sg + process.sudog().waitlink, 8)?, c);
            seen += 1;
            if seen > MAX_CASES {
                return Err(Unwind::hang());
            }
        }
        match last {
            0 => Ok(()),
            last => Hchan::at(process, last).unlock(),
        }
    }

    /// Clears the sudogs of the list. A list that bites its tail is walked for ever.
    async fn unlink(&self, list: u64) -> Res<()> {
        let process = self.process;
        let mut sg = list;
        let mut seen = 0;
        while sg != 0 {
            let cleared = || {
                process.store(sg.wrapping_add(process.sudog().is_select), 1, 0)?;
                process.set_sudog_elem(sg, 0)?;
                process.set_sudog_c(sg, 0)
            };
            cleared().map_err(Unwind::locked)?;
            sg = process
                .load(sg + process.sudog().waitlink, 8)
                .map_err(Unwind::locked)?;
            seen += 1;
            if seen > MAX_CASES {
                let frames: &[&str] = &["runtime.selectgo"];
                return Err(Box::new(
                    process
                        .block_forever(wait_reason::SPINNING, 0, frames)
                        .await,
                ));
            }
        }
        Ok(())
    }

    /// Takes the sudogs of the other cases off their queues. Gives the case of the one that was woken.
    async fn leave_queues(&self, n: u64, list: u64, woken: u64) -> Res<(Option<u64>, bool)> {
        let process = self.process;
        let mut chosen = None;
        let mut success = false;
        let mut sg = list;
        for i in 0..n {
            let case = self.ordered(true, i)?;
            let ch = Hchan::at(process, self.locked_case(i)?);
            if ch.timer()? != 0 {
                unblock_timer_chan(process, ch.timer()?).await?;
            }
            if sg == woken {
                chosen = Some(case);
                success = process.load(sg.wrapping_add(process.sudog().success), 1)? != 0;
            } else {
                ch.touch()?;
                let queue = if self.sends(case) {
                    process.shadow_withdrawn(ch.c, sg);
                    ch.sendq()
                } else {
                    ch.recvq()
                };
                dequeue_sudog(process, queue, sg).frame("runtime.(*waitq).dequeueSudoG")?;
            }
            let next = process.load(sg.wrapping_add(process.sudog().waitlink), 8)?;
            process.store(sg.wrapping_add(process.sudog().waitlink), 8, 0)?;
            process.release_sudog(sg)?;
            sg = next;
        }
        Ok((chosen, success))
    }
}
