//! `notifyList`: tickets of who waits on a Cond, in the Cond itself.

use tearpoint_harness::contract::Access;

use super::super::error::{FrameExt, Res, Unwind};
use super::super::g::Go;
use super::super::points;
use super::super::proc::{self, sudog};

const WAIT: u64 = 0;
const NOTIFY: u64 = 4;
const HEAD: u64 = 16;
const TAIL: u64 = 24;

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
pub fn notify_list_add(go: &Go, l: u64) -> Res<u64> {
    let ticket = go.load(l.wrapping_add(WAIT), 4)?;
    go.store(l + WAIT, 4, ticket.wrapping_add(1) & 0xffff_ffff)?;
    Ok(ticket)
}

/// `notifyListWait`: waits unless the ticket's turn has come already.
pub async fn notify_list_wait(go: &Go, l: u64, ticket: u64) -> Res<()> {
    go.point(&points::NOTIFY_LIST, l, Access::Write).await;
    let waited = wait(go, l, ticket).await;
    waited.frame("sync.runtime_notifyListWait")
}

async fn wait(go: &Go, l: u64, ticket: u64) -> Res<()> {
    if less(ticket, go.load(l.wrapping_add(NOTIFY), 4)?) {
        return Ok(());
    }
    let s = go.hold_sudog()?;
    go.store(s + sudog::G, 8, go.getg()?)?;
    go.store(s + sudog::TICKET, 4, ticket)?;
    go.store(s + sudog::RELEASETIME, 8, 0)?;
    let append = || {
        match go.load(l + TAIL, 8)? {
            0 => go.store(l + HEAD, 8, s)?,
            tail => go.store(tail.wrapping_add(sudog::NEXT), 8, s)?,
        }
        go.store(l + TAIL, 8, s)
    };
    append().map_err(Unwind::locked)?;
    go.gopark(proc::SYNC_COND_WAIT, l, FRAMES).await?;
    go.let_go(s)
}

/// `notifyListNotifyAll`
pub async fn notify_list_notify_all(go: &Go, l: u64) -> Res<()> {
    go.point(&points::NOTIFY_LIST, l, Access::Write).await;
    notify_all(go, l).frame("sync.runtime_notifyListNotifyAll")
}

fn notify_all(go: &Go, l: u64) -> Res<()> {
    let wait = go.load(l.wrapping_add(WAIT), 4)?;
    if wait == go.load(l + NOTIFY, 4)? {
        return Ok(());
    }
    let mut s = go.load(l + HEAD, 8).map_err(Unwind::locked)?;
    go.store(l + HEAD, 8, 0)?;
    go.store(l + TAIL, 8, 0)?;
    go.store(l + NOTIFY, 4, wait)?;
    while s != 0 {
        let next = go.load(s.wrapping_add(sudog::NEXT), 8)?;
        go.store(s + sudog::NEXT, 8, 0)?;
        ready(go, s)?;
        s = next;
    }
    Ok(())
}

/// `notifyListNotifyOne`
pub async fn notify_list_notify_one(go: &Go, l: u64) -> Res<()> {
    go.point(&points::NOTIFY_LIST, l, Access::Write).await;
    notify_one(go, l).frame("sync.runtime_notifyListNotifyOne")
}

fn notify_one(go: &Go, l: u64) -> Res<()> {
    let ticket = go.load(l.wrapping_add(NOTIFY), 4)?;
    if ticket == go.load(l + WAIT, 4)? {
        return Ok(());
    }
    go.store(l + NOTIFY, 4, ticket.wrapping_add(1) & 0xffff_ffff)?;
    let found = take(go, l, ticket).map_err(Unwind::locked)?;
    if found == 0 {
        return Ok(());
    }
    go.store(found + sudog::NEXT, 8, 0)?;
    ready(go, found)
}

/// Takes the sudog with `ticket` out of the list; 0 if its goroutine has not come to wait yet.
fn take(go: &Go, l: u64, ticket: u64) -> Res<u64> {
    let (mut before, mut s) = (0, go.load(l + HEAD, 8)?);
    while s != 0 {
        let next = go.load(s.wrapping_add(sudog::NEXT), 8)?;
        if go.load(s + sudog::TICKET, 4)? == ticket {
            let link = if before == 0 {
                l + HEAD
            } else {
                before + sudog::NEXT
            };
            go.store(link, 8, next)?;
            if next == 0 {
                go.store(l + TAIL, 8, before)?;
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
fn ready(go: &Go, s: u64) -> Res<()> {
    let gp = go.load(s + sudog::G, 8)?;
    go.goready(gp).frame("runtime.readyWithTime")
}
