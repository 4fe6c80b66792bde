//! Taking from a semaphore and giving to it (runtime/sema.go `semacquire1`, `semrelease1`, `cansemacquire`).

use tearpoint_harness::contract::Access;

use super::treap::{dequeue, queue};
use crate::error::{FrameExt, Res, Unwind};
use crate::layout::sudog;
use crate::points;
use crate::process::Process;
use crate::wait_reason::WaitReason;

impl Process {
    /// `acquireSudog`, for one that only the waiting goroutine holds on to.
    pub(super) fn hold_sudog(&self) -> Res<u64> {
        let s = self.acquire_sudog()?;
        self.semtable.held.borrow_mut().push(s);
        Ok(s)
    }

    /// `releaseSudog` of one from [`Process::hold_sudog`].
    pub(super) fn let_go(&self, s: u64) -> Res<()> {
        self.semtable.held.borrow_mut().retain(|&held| held != s);
        self.release_sudog(s)
    }
}

/// How a caller of `semacquire1` waits.
#[derive(Clone, Copy, Debug)]
pub struct Wait {
    /// What a traceback says.
    pub reason: WaitReason,
    /// The functions it waits in, innermost first.
    pub frames: &'static [&'static str],
    /// In front of everybody else.
    pub lifo: bool,
}

/// `semacquire1`: takes one from the word at `addr`, or waits until somebody gives one.
pub async fn semacquire1(process: &Process, addr: u64, wait: Wait) -> Res<()> {
    process
        .point(&points::SEMACQUIRE, addr, Access::Write)
        .await;
    acquire(process, addr, wait)
        .await
        .frame("runtime.semacquire1")
}

async fn acquire(process: &Process, addr: u64, wait: Wait) -> Res<()> {
    if cansemacquire(process, addr)? {
        return Ok(());
    }
    let s = process.hold_sudog()?;
    process.store(s + process.sudog().releasetime, 8, 0)?;
    process.store(s + process.sudog().acquiretime, 8, 0)?;
    process.store(s + process.sudog().ticket, 4, 0)?;
    loop {
        process.semtable.at(addr, |root| root.nwait += 1);
        queue(process, addr, s, wait.lifo).map_err(Unwind::locked)?;
        process.gopark(wait.reason, addr, wait.frames).await?;
        if process.load(s + process.sudog().ticket, 4)? != 0 || cansemacquire(process, addr)? {
            break;
        }
    }
    process.let_go(s)
}

/// `semrelease1`: gives one; `handoff` hands it to the first who waits, and lets others run.
pub async fn semrelease1(process: &Process, addr: u64, handoff: bool) -> Res<()> {
    process
        .point(&points::SEMRELEASE, addr, Access::Write)
        .await;
    let released = release(process, addr, handoff).frame("runtime.semrelease1")?;
    if released {
        process.point(&points::GOSCHED, 0, Access::None).await;
    }
    Ok(())
}

/// Whether the caller is to let others run.
fn release(process: &Process, addr: u64, handoff: bool) -> Res<bool> {
    let count = process.load(addr, 4)?;
    process.store(addr, 4, count.wrapping_add(1) & 0xffff_ffff)?;
    if process.semtable.at(addr, |root| root.nwait) == 0 {
        return Ok(false);
    }
    let s = dequeue(process, addr).map_err(Unwind::locked)?;
    if s == 0 {
        return Ok(false);
    }
    process.semtable.at(addr, |root| root.nwait -= 1);
    if process.load(s + process.sudog().ticket, 4)? != 0 {
        let text = "corrupted semaphore ticket";
        return Err(Unwind::throw_for(text, s + process.sudog().ticket));
    }
    let handed = handoff && cansemacquire(process, addr)?;
    if handed {
        process.store(s + process.sudog().ticket, 4, 1)?;
    }
    let gp = process.load(s + sudog::G, 8)?;
    process.goready(gp).frame("runtime.readyWithTime")?;
    Ok(handed)
}

fn cansemacquire(process: &Process, addr: u64) -> Res<bool> {
    let count = process.load(addr, 4)?;
    if count == 0 {
        return Ok(false);
    }
    process.store(addr, 4, count - 1)?;
    Ok(true)
}
