//! Receiving (runtime/chan.go `chanrecv`, `recv`, `recvDirect`).

use tearpoint_harness::contract::Access;

use super::hchan::{Hchan, check_bubble};
use super::queue::{dequeue, enqueue};
use crate::error::{FrameExt, Res, Unwind};
use crate::layout::{hchan, sudog};
use crate::points;
use crate::process::Process;
use crate::time::{block_timer_chan, maybe_run_chan, unblock_timer_chan};
use crate::wait_reason;

/// `chanrecv`: receives into `ep`, unless that is 0. Gives (selected, received). `entry` is the function that compiled code
/// calls: `runtime.chanrecv1`, `runtime.chanrecv2`, or `runtime.selectnbrecv`, which does not block.
pub async fn chanrecv(process: &Process, c: u64, ep: u64, entry: Entry) -> Res<(bool, bool)> {
    process.point(&points::CHAN_RECV, c, Access::Write).await;
    let received = operation(process, c, ep, entry).await;
    received.frame("runtime.chanrecv").frame(entry.name())
}

/// The function through which compiled code receives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// `<-c`
    Chanrecv1,
    /// `v, ok := <-c`
    Chanrecv2,
    /// A select with one receive and a default.
    Selectnbrecv,
}

impl Entry {
    fn name(self) -> &'static str {
        match self {
            Entry::Chanrecv1 => "runtime.chanrecv1",
            Entry::Chanrecv2 => "runtime.chanrecv2",
            Entry::Selectnbrecv => "runtime.selectnbrecv",
        }
    }

    fn parked(self) -> &'static [&'static str] {
        match self {
            Entry::Chanrecv1 => &["runtime.gopark", "runtime.chanrecv", "runtime.chanrecv1"],
            _ => &["runtime.gopark", "runtime.chanrecv", "runtime.chanrecv2"],
        }
    }
}

async fn operation(process: &Process, c: u64, ep: u64, entry: Entry) -> Res<(bool, bool)> {
    let block = entry != Entry::Selectnbrecv;
    if c == 0 {
        if !block {
            return Ok((false, false));
        }
        let ended = process
            .block_forever(wait_reason::CHAN_RECEIVE_NIL, 0, entry.parked())
            .await;
        return Err(Box::new(ended));
    }
    let ch = Hchan::at(process, c);
    let bubble = check_bubble(process, c, "receive on")?;
    let timer = ch.timer()?;
    if timer != 0 {
        maybe_run_chan(process, c, timer).await?;
    }
    if !block && empty(&ch)? {
        if !ch.closed()? {
            process.shadow_found_empty(c);
            return Ok((false, false));
        }
        process.shadow_found_closed(c);
        process.race_closed(c, 0);
        clear(&ch, ep)?;
        return Ok((true, false));
    }
    ch.lock().await?;
    if ch.closed()? {
        if ch.qcount()? == 0 {
            process.shadow_found_closed(c);
            process.race_closed(c, 0);
            ch.unlock()?;
            clear(&ch, ep)?;
            return Ok((true, false));
        }
    } else {
        let sg = dequeue(process, ch.sendq())
            .frame("runtime.(*waitq).dequeue")
            .map_err(Unwind::locked)?;
        if sg != 0 {
            receive(&ch, sg, ep, || ch.unlock()).frame("runtime.recv")?;
            return Ok((true, true));
        }
    }
    if ch.qcount()? > 0 {
        receive_buffered(&ch, ep).map_err(Unwind::locked)?;
        ch.unlock()?;
        return Ok((true, true));
    }
    process.shadow_found_empty(c);
    if !block {
        ch.unlock()?;
        return Ok((false, false));
    }
    let gp = process.getg()?;
    let layout = &process.profile.get().layout.g;
    let mysg = process.acquire_sudog()?;
    process.store(mysg + process.sudog().releasetime, 8, 0)?;
    process.set_sudog_elem(mysg, ep)?;
    process.store(mysg + process.sudog().waitlink, 8, 0)?;
    process.store(gp + layout.waiting, 8, mysg)?;
    process.store(mysg + sudog::G, 8, gp)?;
    process.store(mysg + process.sudog().is_select, 1, 0)?;
    process.set_sudog_c(mysg, c)?;
    process.store(gp + layout.param, 8, 0)?;
    enqueue(process, ch.recvq(), mysg)
        .frame("runtime.(*waitq).enqueue")
        .map_err(Unwind::locked)?;
    if timer != 0 {
        block_timer_chan(process, timer).await?;
    }
    process.store(gp + layout.active_stack_chans, 1, 1)?;
    let reason = match bubble {
        0 => wait_reason::CHAN_RECEIVE,
        _ => wait_reason::SYNCTEST_CHAN_RECEIVE,
    };
    ch.unlock()?;
    process.gopark(reason, c, entry.parked()).await?;
    if process.load(gp + layout.waiting, 8)? != mysg {
        let text = "G waiting list is corrupted";
        return Err(Unwind::throw_for(text, gp + layout.waiting));
    }
    if ch.timer()? != 0 {
        unblock_timer_chan(process, ch.timer()?).await?;
    }
    process.store(gp + layout.waiting, 8, 0)?;
    process.store(gp + layout.active_stack_chans, 1, 0)?;
    let success = process.load(mysg + process.sudog().success, 1)? != 0;
    process.store(gp + layout.param, 8, 0)?;
    process.set_sudog_c(mysg, 0)?;
    process.release_sudog(mysg)?;
    process.shadow_receiver_woken(c, mysg, ep, success);
    Ok((true, success))
}

/// `empty`, read without the lock.
fn empty(ch: &Hchan<'_>) -> Res<bool> {
    if ch.dataqsiz()? == 0 {
        return Ok(ch.process.load(ch.sendq(), 8)? == 0);
    }
    Ok(ch.qcount()? == 0)
}

fn clear(ch: &Hchan<'_>, ep: u64) -> Res<()> {
    if ep == 0 {
        return Ok(());
    }
    ch.typedmemclr(ep)
}

/// `recv`: takes the element of a sender whose sudog has been taken off the queue; through the buffer, if there is one.
/// `unlock` gives back what the caller holds.
pub fn receive(ch: &Hchan<'_>, sg: u64, ep: u64, unlock: impl FnOnce() -> Res<()>) -> Res<()> {
    ch.process.race_hand_over(ch.c, sg);
    take(ch, sg, ep).map_err(Unwind::locked)?;
    ch.process.shadow_taken(ch.c, ep, Some(sg));
    ch.wake(sg, unlock)
}

fn take(ch: &Hchan<'_>, sg: u64, ep: u64) -> Res<()> {
    let process = ch.process;
    if ch.dataqsiz()? == 0 {
        if ep != 0 {
            let from = process.sudog_elem(sg)?;
            ch.memmove(ep, from).frame("runtime.recvDirect")?;
        }
    } else {
        // The queue is full, so the head's slot is the tail's.
        let slot = ch.slot(ch.load(ch.layout.recvx, 8)?)?;
        if ep != 0 {
            ch.typedmemmove(ep, slot)?;
        }
        let from = process.sudog_elem(sg)?;
        ch.typedmemmove(slot, from)?;
        let recvx = ch.advance(ch.layout.recvx)?;
        ch.store(ch.layout.sendx, 8, recvx)?;
    }
    process.set_sudog_elem(sg, 0)
}

/// Takes an element out of the buffer.
pub fn receive_buffered(ch: &Hchan<'_>, ep: u64) -> Res<()> {
    let recvx = ch.load(ch.layout.recvx, 8)?;
    ch.process.racenotify(ch.c, recvx, 0);
    let slot = ch.slot(recvx)?;
    if ep != 0 {
        ch.typedmemmove(ep, slot)?;
    }
    ch.typedmemclr(slot)?;
    ch.advance(ch.layout.recvx)?;
    ch.store(hchan::QCOUNT, 8, ch.qcount()?.wrapping_sub(1))?;
    ch.process.shadow_taken(ch.c, ep, None);
    Ok(())
}
