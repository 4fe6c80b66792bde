//! What is done to a timer's words.
//!
//! Follows runtime/time.go of 1.19 to 1.22 (`addtimer`, `deltimer`, `modtimer`, `runOneTimer`) and of 1.23 (`modify`, `stop`,
//! `unlockAndRun`, `maybeRunChan`, `blockTimerChan`), `timeSleep` of both, and time.sendTime.
//!
//! Deviations: a timer is never seen in the states that last while a lock is held; `nextwhen` is not used, a changed timer
//! moves at once. A value reaches the channel in the step in which its timer runs, so `isSending` stays 0.

use super::Effect;
use crate::chan::{Hchan, hchan_layout, send_time as chan_send, timerchandrain};
use crate::error::{FrameExt, Res, Unwind};
use crate::layout::timer::{self, ASTATE, BLOCKED, IS_CHAN, STATE, STATUS};
use crate::process::Process;
use crate::wait_reason;

/// Values of `timer.status`, before 1.23.
const NO_STATUS: u64 = 0;
const WAITING: u64 = 1;
const DELETED: u64 = 3;
/// A bit of `timer.state`, from 1.23 on.
const HEAPED: u64 = 1;
const MAX_WHEN: i64 = i64::MAX;

fn layout(process: &Process) -> &'static timer::Layout {
    &process.profile.get().layout.timer
}

/// Timers belong to their channels, and values do not wait in them.
fn sync_chans(process: &Process) -> bool {
    process.profile.get().timers_in_channels()
}

fn when(process: &Process, t: u64) -> Res<i64> {
    Ok(process.load(t.wrapping_add(layout(process).when), 8)? as i64)
}

fn set_when(process: &Process, t: u64, when: i64) -> Res<()> {
    process.store(t.wrapping_add(layout(process).when), 8, when as u64)
}

/// Whether the timer fires more than once.
pub(super) fn periodic(process: &Process, t: u64) -> Res<bool> {
    Ok(process.load(t.wrapping_add(layout(process).period), 8)? as i64 > 0)
}

/// Whether the timer is in the heap: from 1.23, that of a channel is there only while somebody waits.
pub(super) fn heaped(process: &Process, t: u64) -> Res<bool> {
    Ok(!sync_chans(process) || process.load(t.wrapping_add(ASTATE), 1)? & HEAPED != 0)
}

fn is_chan(process: &Process, t: u64) -> Res<bool> {
    Ok(sync_chans(process) && process.load(t.wrapping_add(IS_CHAN), 1)? != 0)
}

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

/// A ticker whose channel is full ticks in vain until `to`.
pub(super) fn tick_by(process: &Process, t: u64, to: i64) -> Res<()> {
    let period = process.load(t + layout(process).period, 8)? as i64;
    let at = when(process, t)?;
    let ticks = to.saturating_sub(at).max(0) / period.max(1);
    let last = at.saturating_add(period.saturating_mul(ticks));
    let next = if last < to {
        last.saturating_add(period)
    } else {
        last
    };
    set_when(process, t, next)?;
    process.arm(t, next, false);
    Ok(())
}

fn bad_timer<T>(t: u64) -> Res<T> {
    Err(Unwind::throw_for("timer data corruption", t)).frame("runtime.badTimer")
}

fn check(process: &Process, when: i64, period: i64, t: u64) -> Res<()> {
    if when <= 0 {
        let text = "timer when must be positive";
        return Err(Unwind::throw_for(text, t + layout(process).when));
    }
    if period < 0 {
        let text = "timer period must be non-negative";
        return Err(Unwind::throw_for(text, t + layout(process).period));
    }
    Ok(())
}

/// `time.startTimer`, before 1.23.
pub fn start_timer(process: &Process, t: u64) -> Res<()> {
    add(process, t)
        .frame("runtime.addtimer")
        .frame("time.startTimer")
}

fn add(process: &Process, t: u64) -> Res<()> {
    let at = when(process, t)?;
    check(
        process,
        at,
        process.load(t + layout(process).period, 8)? as i64,
        t,
    )?;
    if process.load(t + STATUS, 4)? != NO_STATUS {
        let text = "addtimer called with initialized timer";
        return Err(Unwind::throw_for(text, t + STATUS));
    }
    process.store(t + STATUS, 4, WAITING)?;
    process.arm(t, at, false);
    process.poke(t, at)
}

/// `time.stopTimer`: whether the timer was going to fire.
pub fn stop_timer(process: &Process, t: u64) -> Res<bool> {
    let stopped = if sync_chans(process) {
        stop(process, t).frame("runtime.(*timer).stop")
    } else {
        delete(process, t).frame("runtime.deltimer")
    };
    stopped.frame("time.stopTimer")
}

/// `deltimer`
fn delete(process: &Process, t: u64) -> Res<bool> {
    match process.load(t.wrapping_add(STATUS), 4)? {
        // Waiting, or modified to another time.
        WAITING | 7 | 8 => {
            process.store(t + STATUS, 4, DELETED)?;
            process.disarm(t);
            Ok(true)
        }
        NO_STATUS | 3..=5 => Ok(false),
        // Somebody is about to be done with it, and never is.
        2 | 6 | 9 => Err(Unwind::hang()),
        _ => bad_timer(t + STATUS),
    }
}

fn stop(process: &Process, t: u64) -> Res<bool> {
    let chan = is_chan(process, t)?;
    let pending = when(process, t)? > 0;
    set_when(process, t, 0)?;
    process.disarm(t);
    set_heaped(process, t)?;
    Ok(renew(process, t, chan)? || pending)
}

/// What was sent before counts for nothing: whether a value was still in the channel.
fn renew(process: &Process, t: u64, chan: bool) -> Res<bool> {
    if !chan {
        return Ok(false);
    }
    let seq = process.load(t + layout(process).seq, 8)?;
    process.store(t + layout(process).seq, 8, seq.wrapping_add(1))?;
    let c = process.load(t + layout(process).arg_data, 8)?;
    timerchandrain(process, c)
}

/// `time.resetTimer`, and `time.modTimer`: whether the timer was going to fire.
pub fn reset_timer(process: &Process, t: u64, when: i64, period: i64) -> Res<bool> {
    let reset = if sync_chans(process) {
        modify(process, t, when, period).frame("runtime.(*timer).modify")
    } else {
        modtimer(process, t, when, period).frame("runtime.modtimer")
    };
    reset.frame("time.resetTimer")
}

fn modtimer(process: &Process, t: u64, at: i64, period: i64) -> Res<bool> {
    check(process, at, period, t)?;
    let pending = match process.load(t.wrapping_add(STATUS), 4)? {
        WAITING | 7 | 8 => true,
        NO_STATUS | DELETED | 5 => false,
        2 | 4 | 6 | 9 => return Err(Unwind::hang()),
        _ => return bad_timer(t + STATUS),
    };
    process.store(t + layout(process).period, 8, period as u64)?;
    set_when(process, t, at)?;
    process.store(t + STATUS, 4, WAITING)?;
    process.arm(t, at, false);
    process.poke(t, at)?;
    Ok(pending)
}

fn modify(process: &Process, t: u64, at: i64, period: i64) -> Res<bool> {
    check(process, at, period, t)?;
    let chan = is_chan(process, t)?;
    let pending = when(process, t)? > 0;
    process.store(t + layout(process).period, 8, period as u64)?;
    set_when(process, t, at)?;
    process.arm(t, at, false);
    set_heaped(process, t)?;
    process.poke(t, at)?;
    Ok(renew(process, t, chan)? || pending)
}

/// Brings `state` up to date with whether the timer is in the heap.
fn set_heaped(process: &Process, t: u64) -> Res<()> {
    let armed = when(process, t)? > 0;
    let heaped = armed && (!is_chan(process, t)? || process.load(t + BLOCKED, 4)? > 0);
    process.store(t + STATE, 1, heaped.into())?;
    process.store(t + ASTATE, 1, heaped.into())
}

/// Makes `t` the timer of channel `c` (1.23's `newTimer`).
pub fn bind_timer(process: &Process, c: u64, t: u64) -> Res<()> {
    process.store(t + IS_CHAN, 1, 1)?;
    let field = hchan_layout(process).timer.unwrap_or_default();
    process.store(c + field, 8, t)
}

/// What a timer's function is called with.
#[derive(Clone, Copy, Debug)]
pub struct Call {
    pub f: u64,
    pub arg: (u64, u64),
    pub seq: u64,
    /// How late it is.
    pub delay: i64,
}

/// `runOneTimer`, or `unlockAndRun`: the timer has fired. Gives what is to be called, unless that is to send the time to a
/// channel: then it is done.
pub async fn run_timer(process: &Process, t: u64) -> Res<Option<Call>> {
    let l = layout(process);
    // Stopped, or set to another time, since it became due.
    let still_due = {
        let at = process.timers.at.borrow();
        let now = process.timers.nanotime();
        at.get(&t).is_some_and(|&(when, _)| when <= now)
    };
    if !still_due {
        return Ok(None);
    }
    let call = Call {
        f: process.load(t + l.f, 8)?,
        arg: (
            process.load(t + l.arg, 8)?,
            process.load(t + l.arg_data, 8)?,
        ),
        seq: process.load(t + l.seq, 8)?,
        delay: process.timers.nanotime() - when(process, t)?,
    };
    let period = process.load(t + l.period, 8)? as i64;
    if period > 0 {
        let periods = 1 + call.delay.max(0) / period;
        let next = period
            .checked_mul(periods)
            .and_then(|later| when(process, t).ok()?.checked_add(later));
        let next = next.unwrap_or(MAX_WHEN);
        set_when(process, t, next)?;
        process.arm(t, next, false);
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
    let (wall, ext) = process.timers.time_words(late);
    process.store(scratch, 8, wall)?;
    process.store(scratch + 8, 8, ext as u64)?;
    process.store(scratch + 16, 8, 0)?;
    chan_send(process, c, scratch).await.frame("time.sendTime")
}

impl super::Timers {
    /// The words of the `time.Time` of `late` nanoseconds ago.
    fn time_words(&self, late: i64) -> (u64, i64) {
        /// Seconds from 1885 to 1970, and the bit that says that the words hold both clocks.
        const WALL_TO_UNIX: i64 = 2_682_288_000;
        const HAS_MONOTONIC: u64 = 1 << 63;
        let mono = self.nanotime() - late;
        let since = mono - super::START;
        let sec = super::EPOCH + since.div_euclid(super::SECOND) + WALL_TO_UNIX;
        let nsec = since.rem_euclid(super::SECOND);
        (HAS_MONOTONIC | (sec as u64) << 30 | nsec as u64, mono)
    }
}

/// `goroutineReady`: the goroutine in the timer's argument has slept.
pub(super) fn goroutine_ready(process: &Process, t: u64) -> Res<()> {
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
    }
    process.store(t + l.arg_data, 8, gp)?;
    let at = process
        .timers
        .nanotime()
        .checked_add(ns)
        .unwrap_or(MAX_WHEN);
    set_when(process, t, at)?;
    if let Some(sleep_when) = g.sleep_when {
        process.store(gp + sleep_when, 8, at as u64)?;
    }
    process.arm(t, at, true);
    process
        .gopark(wait_reason::SLEEP, t, &["runtime.gopark", "time.Sleep"])
        .await
}

/// `maybeRunChan`: somebody looks at a channel whose timer is not in the heap, and runs it if its time has come.
pub async fn maybe_run_chan(process: &Process, t: u64) -> Res<()> {
    let ran = run_if_due(process, t).await;
    ran.frame("runtime.(*timer).maybeRunChan")
}

async fn run_if_due(process: &Process, t: u64) -> Res<()> {
    if process.load(t.wrapping_add(ASTATE), 1)? & HEAPED != 0 {
        return Ok(());
    }
    let at = when(process, t)?;
    if at == 0 || at > process.look_at_clock()? {
        return Ok(());
    }
    run_timer(process, t).await?;
    Ok(())
}

/// `blockTimerChan`: somebody is about to wait on the timer's channel.
pub fn block_timer_chan(process: &Process, t: u64) -> Res<()> {
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
pub fn unblock_timer_chan(process: &Process, t: u64) -> Res<()> {
    let blocked = process.load(t.wrapping_add(BLOCKED), 4)?;
    if process.load(t + IS_CHAN, 1)? == 0 || blocked == 0 {
        return bad_timer(t + BLOCKED);
    }
    process.store(t + BLOCKED, 4, blocked - 1)?;
    set_heaped(process, t)
}
