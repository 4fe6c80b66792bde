//! Timers that live in their channels, from 1.23 on (runtime/time.go `newTimer`, `maybeRunChan`, `blockTimerChan`).

use super::timer::{is_due, run_by_words, run_timer};
use super::words::{HEAPED, bad_timer, lock, set_heaped, when};
use crate::chan::{chan_bubble, hchan_layout};
use crate::error::{FrameExt, Res, Unwind};
use crate::layout::timer::{ASTATE, BLOCKED, IS_CHAN};
use crate::process::Process;

/// Makes `t` the timer of channel `c` (1.23's `newTimer`).
pub fn bind_timer(process: &Process, c: u64, t: u64) -> Res<()> {
    process.store(t + IS_CHAN, 1, 1)?;
    let field = hchan_layout(process).timer.unwrap_or_default();
    process.store(c + field, 8, t)
}

/// `maybeRunChan`: somebody looks at a channel whose timer is not in the heap, and runs it if its time has come.
pub async fn maybe_run_chan(process: &Process, c: u64, t: u64) -> Res<()> {
    process.check_timer_bubble(t, chan_bubble(process, c)?)?;
    let ran = run_if_due(process, t).await;
    ran.frame("runtime.(*timer).maybeRunChan")
}

async fn run_if_due(process: &Process, t: u64) -> Res<()> {
    if process.load(t.wrapping_add(ASTATE), 1)? & HEAPED != 0 {
        return Ok(());
    }
    lock(process, t).await?;
    let at = when(process, t)?;
    if at == 0 {
        return Ok(());
    }
    let now = match process.bubble_clock()? {
        Some(now) if process.is_fake(t)? => now,
        _ => process.look_at_clock()?,
    };
    if at > now {
        return Ok(());
    }
    if !is_due(process, t)? {
        return run_by_words(process, t, now).await;
    }
    run_timer(process, t).await.map(drop)
}

/// `blockTimerChan`: somebody is about to wait on the timer's channel.
pub async fn block_timer_chan(process: &Process, t: u64) -> Res<()> {
    lock(process, t).await?;
    block(process, t).map_err(Unwind::locked)
}

fn block(process: &Process, t: u64) -> Res<()> {
    if process.load(t.wrapping_add(IS_CHAN), 1)? == 0 {
        return bad_timer(t + IS_CHAN);
    }
    let blocked = process.load(t + BLOCKED, 4)?;
    process.store(t + BLOCKED, 4, blocked.wrapping_add(1) & 0xffff_ffff)?;
    set_heaped(process, t)?;
    let at = when(process, t)?;
    if at > 0 { process.poke(t, at) } else { Ok(()) }
}

/// `unblockTimerChan`: somebody has waited.
pub async fn unblock_timer_chan(process: &Process, t: u64) -> Res<()> {
    lock(process, t).await?;
    unblock(process, t).map_err(Unwind::locked)
}

fn unblock(process: &Process, t: u64) -> Res<()> {
    let blocked = process.load(t.wrapping_add(BLOCKED), 4)?;
    if process.load(t + IS_CHAN, 1)? == 0 || blocked == 0 {
        return bad_timer(t + BLOCKED);
    }
    process.store(t + BLOCKED, 4, blocked - 1)?;
    set_heaped(process, t)
}
