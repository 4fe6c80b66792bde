//! `notifyList`: tickets of who waits on a Cond, in the Cond itself.

use tearpoint_harness::contract::Access;

use crate::error::{FrameExt, Res, Unwind};
use crate::layout::{notify_list, sudog};
use crate::points;
use crate::process::Process;
use crate::wait_reason;

use notify_list::{HEAD, LOCK, NOTIFY, TAIL, WAIT};

/// Functions in which a goroutine waits on a Cond.
const FRAMES: &[&str] = &[
    "runtime.gopark",
    "runtime.goparkunlock",
    "sync.runtime_notifyListWait",
];

/// Whether ticket `a` was drawn before `b`; tickets wrap round.
fn less(a: u64, b: u64) -> bool {
    ((a as u32).wrapping_sub(b as u32) as i32) < 0
}

/// `notifyListAdd`: a ticket.
pub fn notify_list_add(process: &Process, l: u64) -> Res<u64> {
    let ticket = process.load(l.wrapping_add(WAIT), 4)?;
    process.store(l + WAIT, 4, ticket.wrapping_add(1) & 0xffff_ffff)?;
    Ok(ticket)
}

/// `notifyListWait`: waits unless the ticket's turn has come already.
pub async fn notify_list_wait(process: &Process, l: u64, ticket: u64) -> Res<()> {
    process.point(&points::NOTIFY_LIST, l, Access::Write).await;
    let waited = wait(process, l, ticket).await;
    waited.frame("sync.runtime_notifyListWait")
}

async fn wait(process: &Process, l: u64, ticket: u64) -> Res<()> {
    process.pass_lock(l.wrapping_add(LOCK), l).await?;
    if less(ticket, process.load(l.wrapping_add(NOTIFY), 4)?) {
        return Ok(());
    }
    let s = process.hold_sudog()?;
    process.store(s + sudog::G, 8, process.getg()?)?;
    process.store(s + process.sudog().ticket, 4, ticket)?;
    process.store(s + process.sudog().releasetime, 8, 0)?;
    let append = || {
        match process.load(l + TAIL, 8)? {
            0 => process.store(l + HEAD, 8, s)?,
            tail => process.store(tail.wrapping_add(sudog::NEXT), 8, s)?,
        }
        process.store(l + TAIL, 8, s)
    };
    append().map_err(Unwind::locked)?;
    process
        .gopark(wait_reason::SYNC_COND_WAIT, l, FRAMES)
        .await?;
    process.let_go(s)
}

/// `notifyListNotifyAll`
pub async fn notify_list_notify_all(process: &Process, l: u64) -> Res<()> {
    process.point(&points::NOTIFY_LIST, l, Access::Write).await;
    notify_all(process, l)
        .await
        .frame("sync.runtime_notifyListNotifyAll")
}

async fn notify_all(process: &Process, l: u64) -> Res<()> {
    let wait = process.load(l.wrapping_add(WAIT), 4)?;
    if wait == process.load(l + NOTIFY, 4)? {
        return Ok(());
    }
    process.pass_lock(l + LOCK, l).await?;
    let mut s = process.load(l + HEAD, 8).map_err(Unwind::locked)?;
    process.store(l + HEAD, 8, 0)?;
    process.store(l + TAIL, 8, 0)?;
    process.store(l + NOTIFY, 4, wait)?;
    while s != 0 {
        let next = process.load(s.wrapping_add(sudog::NEXT), 8)?;
        process.store(s + sudog::NEXT, 8, 0)?;
        ready(process, s)?;
        s = next;
    }
    Ok(())
}

/// `notifyListNotifyOne`
pub async fn notify_list_notify_one(process: &Process, l: u64) -> Res<()> {
    process.point(&points::NOTIFY_LIST, l, Access::Write).await;
    notify_one(process, l)
        .await
        .frame("sync.runtime_notifyListNotifyOne")
}

async fn notify_one(process: &Process, l: u64) -> Res<()> {
    let ticket = process.load(l.wrapping_add(NOTIFY), 4)?;
    if ticket == process.load(l + WAIT, 4)? {
        return Ok(());
    }
    process.pass_lock(l + LOCK, l).await?;
    process.store(l + NOTIFY, 4, ticket.wrapping_add(1) & 0xffff_ffff)?;
    let found = take(process, l, ticket).map_err(Unwind::locked)?;
    if found == 0 {
        return Ok(());
    }
    process.store(found + sudog::NEXT, 8, 0)?;
    ready(process, found)
}

/// Takes the sudog with `ticket` out of the list; 0 if its goroutine has not come to wait yet.
fn take(process: &Process, l: u64, ticket: u64) -> Res<u64> {
    let (mut before, mut s) = (0, process.load(l + HEAD, 8)?);
    while s != 0 {
        let next = process.load(s.wrapping_add(sudog::NEXT), 8)?;
        if process.load(s + process.sudog().ticket, 4)? == ticket {
            let link = if before == 0 {
                l + HEAD
            } else {
                before + sudog::NEXT
            };
            process.store(link, 8, next)?;
            if next == 0 {
                process.store(l + TAIL, 8, before)?;
            }
            return Ok(s);
        }
        if next == s {
            return Err(Unwind::hang());
        }
        (before, s) = (s, next);
    }
    Ok(0)
}

/// `readyWithTime`
fn ready(process: &Process, s: u64) -> Res<()> {
    let gp = process.load(s + sudog::G, 8)?;
    let bubble = process.bubble_of(gp)?;
    if bubble != 0 && process.bubble()? != bubble {
        let goid = process.load(gp + process.profile.get().layout.g.goid, 8)?;
        let line = format!("semaphore wake of synctest goroutine {goid} from outside bubble\n");
        process.print(line.as_bytes())?;
        let text = "semaphore wake of synctest goroutine from outside bubble";
        return Err(Unwind::throw_for(text, s + sudog::G));
    }
    process.goready(gp).frame("runtime.readyWithTime")
}
