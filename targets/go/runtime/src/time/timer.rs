//! A timer fires, and `time.Sleep`.
//!
//! Follows runtime/time.go of 1.19 to 1.22 (`addtimer`, `deltimer`, `modtimer`, `runOneTimer`) and of 1.23 (`modify`, `stop`,
//! `unlockAndRun`, `maybeRunChan`, `blockTimerChan`), `timeSleep` of both, and time.sendTime.
//!
//! Deviations: a timer is never seen in the states that last while a lock is held; `nextwhen` is not used, a changed timer
//! moves at once. A value reaches the channel in the step in which its timer runs, so `isSending` stays 0.

use tearpoint_machine::{Fault, FaultClass};

use super::timers::Effect;
use super::words::{
    MODIFIED, NO_STATUS, ZOMBIE, bad_timer, layout, set_heaped, set_when, sync_chans, when,
};
use crate::chan::{Hchan, send_time as chan_send};
use crate::error::{FrameExt, Res};
use crate::layout::timer::{STATE, STATUS};
use crate::process::Process;
use crate::wait_reason;

const MAX_WHEN: i64 = i64::MAX;

/// The channel that the timer sends to, if that is what it does.
fn channel(process: &Process, t: u64) -> Res<Option<u64>> {
    let f = process.load(t.wrapping_add(layout(process).f), 8)?;
    let send_time = process.timers.send_time.get();
    if send_time == 0 || f == 0 || process.load(f, 8)? != send_time {
        return Ok(None);
    }
    process.load(t + layout(process).arg_data, 8).map(Some)
}

/// What it would change that the timer fires.
pub(super) fn effect(process: &Process, t: u64) -> Res<Effect> {
    let Some(c) = channel(process, t)? else {
        return Ok(Effect::Wakes);
    };
    let ch = Hchan::at(process, c);
    Ok(if process.load(ch.recvq(), 8)? != 0 {
        Effect::Wakes
    } else if ch.qcount()? < ch.dataqsiz()? {
        Effect::Sends
    } else {
        Effect::Nothing
    })
}

/// What a timer's function is called with.
#[derive(Clone, Copy, Debug)]
pub struct Call {
    /// The function value's address.
    pub f: u64,
    /// The argument, an `any`: type word and data word.
    pub arg: (u64, u64),
    /// The sequence number.
    pub seq: u64,
    /// How late it is.
    pub delay: i64,
}

/// What the timer's clock shows, and for when it is armed.
fn clock_of(process: &Process, t: u64) -> Res<(i64, Option<i64>)> {
    if process.is_fake(t)? {
        let now = process.bubble_clock()?.unwrap_or_default();
        return Ok((now, process.fake_when(t)));
    }
    let at = process.timers.at.borrow();
    let due = at.get(&t).map(|&(when, _)| when);
    Ok((process.timers.nanotime(), due))
}

/// `runOneTimer`, or `unlockAndRun`: the timer has fired. Gives what is to be called, unless that is to send the time to a
/// channel: then it is done.
pub async fn run_timer(process: &Process, t: u64) -> Res<Option<Call>> {
    let l = layout(process);
    // Stopped, or set to another time, since it became due.
    let (now, due) = clock_of(process, t)?;
    if due.is_none_or(|due| due > now) {
        return Ok(None);
    }
    let call = Call {
        f: process.load(t + l.f, 8)?,
        arg: (
            process.load(t + l.arg, 8)?,
            process.load(t + l.arg_data, 8)?,
        ),
        seq: process.load(t + l.seq, 8)?,
        delay: now - when(process, t)?,
    };
    let next = next_time(process, t, call.delay)?;
    if next > 0 {
        set_when(process, t, next)?;
        process.arm(t, next, false)?;
    } else {
        process.disarm(t);
        if sync_chans(process) {
            set_when(process, t, 0)?;
        } else {
            process.store(t + STATUS, 4, NO_STATUS)?;
        }
    }
    if sync_chans(process) {
        set_heaped(process, t)?;
    }
    let Some(c) = channel(process, t)? else {
        return Ok(Some(call));
    };
    let late = if sync_chans(process) { call.delay } else { 0 };
    send_time(process, c, late).await?;
    Ok(None)
}

/// When the timer fires next; 0 if it does not.
fn next_time(process: &Process, t: u64, delay: i64) -> Res<i64> {
    let period = process.load(t.wrapping_add(layout(process).period), 8)? as i64;
    if period <= 0 {
        return Ok(0);
    }
    let later = period.checked_mul(1 + delay.max(0) / period);
    let at = when(process, t)?;
    Ok(later
        .and_then(|later| at.checked_add(later))
        .unwrap_or(MAX_WHEN))
}

/// Whether the timer was armed, and its time has come.
pub(super) fn is_due(process: &Process, t: u64) -> Res<bool> {
    let (now, due) = clock_of(process, t)?;
    Ok(due.is_some_and(|due| due <= now))
}

/// `unlockAndRun` of what nobody armed: only the words say that its time has come. It runs on the system's stack.
pub(super) async fn run_by_words(process: &Process, t: u64, now: i64) -> Res<()> {
    call_by_words(process, t, now)
        .await
        .map_err(|unwind| process.on_g0(unwind))
        .frame("runtime.(*timer).unlockAndRun")
}

async fn call_by_words(process: &Process, t: u64, now: i64) -> Res<()> {
    if process.load(t.wrapping_add(STATE), 1)? & (MODIFIED | ZOMBIE) != 0 {
        return bad_timer(t + STATE);
    }
    let delay = now.wrapping_sub(when(process, t)?);
    let (f, to) = (
        process.load(t + layout(process).f, 8)?,
        channel(process, t)?,
    );
    set_when(process, t, next_time(process, t, delay)?)?;
    match to {
        Some(c) => send_time(process, c, delay).await,
        // Where this points to is no code.
        None => {
            let addr = process.load(f, 8)?;
            process.load(addr, 1)?;
            let class = FaultClass::Protected;
            let fault = Fault {
                addr,
                write: false,
                class,
            };
            Err(fault.into())
        }
    }
}

/// `time.sendTime`: a full channel gets nothing.
async fn send_time(process: &Process, c: u64, late: i64) -> Res<()> {
    let scratch = match process.timers.scratch.get() {
        0 => {
            let scratch = process.new_metadata(24, true)?;
            process.timers.scratch.set(scratch);
            scratch
        }
        scratch => scratch,
    };
    let (wall, ext) = process.timers.time_words(late, process.bubble_clock()?);
    process.store(scratch, 8, wall)?;
    process.store(scratch + 8, 8, ext as u64)?;
    process.store(scratch + 16, 8, 0)?;
    chan_send(process, c, scratch).await.frame("time.sendTime")
}

/// `goroutineReady`: the goroutine in the timer's argument has slept.
pub(crate) fn goroutine_ready(process: &Process, t: u64) -> Res<()> {
    let gp = process.load(t + layout(process).arg_data, 8)?;
    set_when(process, t, 0)?;
    let ready = process.goready(gp);
    ready.frame("runtime.goroutineReady")
}

/// `time.Sleep`
pub async fn time_sleep(process: &Process, ns: i64) -> Res<()> {
    if ns <= 0 {
        return Ok(());
    }
    let gp = process.getg()?;
    let g = &process.profile.get().layout.g;
    let field = gp + g.timer;
    let l = layout(process);
    let mut t = process.load(field, 8)?;
    if t == 0 {
        t = process.new_metadata(l.size, false)?;
        process.mem.borrow_mut().zero(t, l.size as usize)?;
        process.store(field, 8, t)?;
        process.set_fake(t)?;
    }
    process.store(t + l.arg_data, 8, gp)?;
    let now = match process.bubble_clock()? {
        Some(now) => now,
        None => process.timers.nanotime(),
    };
    let at = now.checked_add(ns).unwrap_or(MAX_WHEN);
    set_when(process, t, at)?;
    if let Some(sleep_when) = g.sleep_when {
        process.store(gp + sleep_when, 8, at as u64)?;
    }
    process.arm(t, at, true)?;
    process
        .gopark(wait_reason::SLEEP, t, &["runtime.gopark", "time.Sleep"])
        .await
}
