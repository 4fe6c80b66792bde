//! Closing a channel (runtime/chan.go `closechan`).

use tearpoint_harness::contract::Access;

use super::hchan::{Hchan, check_bubble};
use super::queue::dequeue;
use crate::error::{FrameExt, Res, Unwind};
use crate::goroutines::MAX_GOROUTINES;
use crate::layout::{hchan, sudog};
use crate::points;
use crate::process::Process;

/// `closechan`
pub async fn closechan(process: &Process, c: u64) -> Res<()> {
    process.point(&points::CHAN_CLOSE, c, Access::Write).await;
    close(process, c).await.frame("runtime.closechan")
}

async fn close(process: &Process, c: u64) -> Res<()> {
    if c == 0 {
        return Err(Unwind::plain_error("close of nil channel"));
    }
    let ch = Hchan::at(process, c);
    check_bubble(process, c, "close of")?;
    ch.lock().await?;
    if ch.closed()? {
        ch.unlock()?;
        let mut unwind = Unwind::plain_error("close of closed channel");
        unwind.word = Some(c + hchan::CLOSED);
        return Err(unwind);
    }
    process.race_closechan(c);
    ch.store(hchan::CLOSED, 4, 1)?;
    let mut woken = Vec::new();
    for (queue, receives) in [(ch.recvq(), true), (ch.sendq(), false)] {
        release_all(&ch, queue, receives, &mut woken).map_err(Unwind::locked)?;
    }
    process.shadow_closed(c);
    ch.unlock()?;
    // `glist` is a stack.
    for gp in woken.into_iter().rev() {
        process.goready(gp)?;
    }
    Ok(())
}

/// Takes everybody off a queue of a closing channel.
fn release_all(ch: &Hchan<'_>, queue: u64, receives: bool, woken: &mut Vec<u64>) -> Res<()> {
    let process = ch.process;
    let layout = &process.profile.get().layout.g;
    loop {
        let sg = dequeue(process, queue).frame("runtime.(*waitq).dequeue")?;
        if sg == 0 {
            return Ok(());
        }
        process.race_closed(ch.c, sg);
        let elem = process.sudog_elem(sg)?;
        if receives && elem != 0 {
            ch.typedmemclr(elem)?;
        }
        process.set_sudog_elem(sg, 0)?;
        let gp = process.load(sg + sudog::G, 8)?;
        process.store(gp.wrapping_add(layout.param), 8, sg)?;
        process.store(sg + process.sudog().success, 1, 0)?;
        process.store(gp.wrapping_add(layout.schedlink), 8, 0)?;
        woken.push(gp);
        // The list of goroutines to wake is linked through their bytes: one that is in it twice makes a ring.
        if woken.len() > MAX_GOROUTINES {
            return Err(Unwind::hang());
        }
    }
}
