//! Sending (runtime/chan.go `chansend`, `send`, `sendDirect`).

use tearpoint_harness::contract::Access;

use super::hchan::{Hchan, check_bubble};
use super::queue::{dequeue, enqueue};
use crate::error::{FrameExt, Res, Unwind};
use crate::layout::{hchan, sudog};
use crate::oracle::Sent;
use crate::points;
use crate::process::Process;
use crate::wait_reason;

/// `chansend`: sends the element at `ep`. Gives whether it was sent; a blocking send always is.
pub async fn chansend(process: &Process, c: u64, ep: u64, block: bool) -> Res<bool> {
    process.point(&points::CHAN_SEND, c, Access::Write).await;
    let sent = operation(process, c, ep, block).await;
    sent.frame("runtime.chansend").frame(if block {
        "runtime.chansend1"
    } else {
        "runtime.selectnbsend"
    })
}

/// Sends a timer's time, in the step in which the timer runs, unless the channel is full.
pub async fn send_time(process: &Process, c: u64, ep: u64) -> Res<()> {
    let sent = operation(process, c, ep, false).await;
    sent.frame("runtime.chansend")
        .frame("runtime.selectnbsend")?;
    Ok(())
}

async fn operation(process: &Process, c: u64, ep: u64, block: bool) -> Res<bool> {
    if c == 0 {
        if !block {
            return Ok(false);
        }
        let frames: &[&str] = &["runtime.gopark", "runtime.chansend", "runtime.chansend1"];
        let ended = process
            .block_forever(wait_reason::CHAN_SEND_NIL, 0, frames)
            .await;
        return Err(Box::new(ended));
    }
    let ch = Hchan::at(process, c);
    process.race_chansend(c);
    let bubble = check_bubble(process, c, "send on")?;
    if !block && !ch.closed()? && full(&ch)? {
        process.shadow_found_full(c);
        return Ok(false);
    }
    ch.lock().await?;
    if ch.closed()? {
        ch.unlock()?;
        return Err(send_on_closed(&ch));
    }
    let sg = dequeue(process, ch.recvq())
        .frame("runtime.(*waitq).dequeue")
        .map_err(Unwind::locked)?;
    if sg != 0 {
        send(&ch, sg, ep, || ch.unlock()).frame("runtime.send")?;
        return Ok(true);
    }
    if ch.qcount()? < ch.dataqsiz()? {
        send_buffered(&ch, ep).map_err(Unwind::locked)?;
        ch.unlock()?;
        return Ok(true);
    }
    if !block {
        process.shadow_found_full(c);
        ch.unlock()?;
        return Ok(false);
    }
    let gp = process.getg()?;
    let layout = &process.profile.get().layout.g;
    let mysg = process.acquire_sudog()?;
    process.store(mysg + process.sudog().releasetime, 8, 0)?;
    process.set_sudog_elem(mysg, ep)?;
    process.store(mysg + process.sudog().waitlink, 8, 0)?;
    process.store(mysg + sudog::G, 8, gp)?;
    process.store(mysg + process.sudog().is_select, 1, 0)?;
    process.set_sudog_c(mysg, c)?;
    process.store(gp + layout.waiting, 8, mysg)?;
    process.store(gp + layout.param, 8, 0)?;
    enqueue(process, ch.sendq(), mysg)
        .frame("runtime.(*waitq).enqueue")
        .map_err(Unwind::locked)?;
    process.store(gp + layout.active_stack_chans, 1, 1)?;
    let (sg, select) = (mysg, false);
    process.shadow_sent(c, ep, Sent::Waits { sg, select });
    let frames: &[&str] = &["runtime.gopark", "runtime.chansend", "runtime.chansend1"];
    let reason = match bubble {
        0 => wait_reason::CHAN_SEND,
        _ => wait_reason::SYNCTEST_CHAN_SEND,
    };
    ch.unlock()?;
    process.gopark(reason, c, frames).await?;
    if process.load(gp + layout.waiting, 8)? != mysg {
        let text = "G waiting list is corrupted";
        return Err(Unwind::throw_for(text, gp + layout.waiting));
    }
    process.store(gp + layout.waiting, 8, 0)?;
    process.store(gp + layout.active_stack_chans, 1, 0)?;
    let closed = process.load(mysg + process.sudog().success, 1)? == 0;
    process.store(gp + layout.param, 8, 0)?;
    process.set_sudog_c(mysg, 0)?;
    process.release_sudog(mysg)?;
    if closed {
        if !ch.closed()? {
            let text = "chansend: spurious wakeup";
            return Err(Unwind::throw_for(text, c + hchan::CLOSED));
        }
        return Err(send_on_closed(&ch));
    }
    process.shadow_sender_woken(c, mysg);
    Ok(true)
}

/// `full`, read without the lock.
fn full(ch: &Hchan<'_>) -> Res<bool> {
    if ch.dataqsiz()? == 0 {
        return Ok(ch.process.load(ch.recvq(), 8)? == 0);
    }
    Ok(ch.qcount()? == ch.dataqsiz()?)
}

pub(in super::super) fn send_on_closed(ch: &Hchan<'_>) -> Box<Unwind> {
    let mut unwind = Unwind::plain_error("send on closed channel");
    unwind.word = Some(ch.c.wrapping_add(hchan::CLOSED));
    unwind
}

/// `send`: hands the element to the receiver of a sudog that has been taken off the queue. `unlock` gives back what the caller holds.
pub fn send(ch: &Hchan<'_>, sg: u64, ep: u64, unlock: impl FnOnce() -> Res<()>) -> Res<()> {
    ch.process.race_send_direct(ch.c, sg);
    direct(ch, sg, ep).map_err(Unwind::locked)?;
    ch.process.shadow_sent(ch.c, ep, Sent::Handed(sg));
    ch.wake(sg, unlock)
}

fn direct(ch: &Hchan<'_>, sg: u64, ep: u64) -> Res<()> {
    let to = ch.process.sudog_elem(sg)?;
    if to != 0 {
        ch.memmove(to, ep).frame("runtime.sendDirect")?;
        ch.process.set_sudog_elem(sg, 0)?;
    }
    Ok(())
}

/// Puts the element into the buffer.
pub fn send_buffered(ch: &Hchan<'_>, ep: u64) -> Res<()> {
    let sendx = ch.load(ch.layout.sendx, 8)?;
    ch.process.racenotify(ch.c, sendx, 0);
    let slot = ch.slot(sendx)?;
    ch.typedmemmove(slot, ep)?;
    ch.advance(ch.layout.sendx)?;
    ch.store(hchan::QCOUNT, 8, ch.qcount()?.wrapping_add(1))?;
    ch.process.shadow_sent(ch.c, ep, Sent::Buffered);
    Ok(())
}
