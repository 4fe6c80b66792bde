//! What is done to a timer's words.
//!
//! Follows runtime/time.go of 1.19 to 1.22 (`addtimer`, `deltimer`, `modtimer`, `runOneTimer`) and of 1.23 (`modify`, `stop`,
//! `unlockAndRun`, `maybeRunChan`, `blockTimerChan`), `timeSleep` of both, and time.sendTime.
//!
//! Deviations: a timer is never seen in the states that last while a lock is held; `nextwhen` is not used, a changed timer
//! moves at once. A value reaches the channel in the step in which its timer runs, so `isSending` stays 0.

use super::super::chan::{Hchan, hchan_layout, send_time as chan_send, timerchandrain};
use super::super::error::{FrameExt, Res, Unwind};
use super::super::g::Go;
use super::super::layout::TimerLayout;
use super::super::proc;
use super::Effect;

/// Before 1.23: `timer.status`.
const STATUS: u64 = 64;
const NO_STATUS: u64 = 0;
const WAITING: u64 = 1;
const DELETED: u64 = 3;
/// From 1.23.
const ASTATE: u64 = 8;
const STATE: u64 = 9;
const IS_CHAN: u64 = 10;
const BLOCKED: u64 = 12;
const HEAPED: u64 = 1;
/// `time.sleepWhen` of a `g` lies behind its timer.
const SLEEP_WHEN: u64 = 8;
const MAX_WHEN: i64 = i64::MAX;

fn layout(go: &Go) -> &'static TimerLayout {
    &go.profile.get().layout.timer
}

/// Timers belong to their channels, and values do not wait in them.
fn sync_chans(go: &Go) -> bool {
    go.profile.get().minor >= 23
}

fn when(go: &Go, t: u64) -> Res<i64> {
    Ok(go.load(t.wrapping_add(layout(go).when), 8)? as i64)
}

fn set_when(go: &Go, t: u64, when: i64) -> Res<()> {
    go.store(t.wrapping_add(layout(go).when), 8, when as u64)
}

/// Whether the timer fires more than once.
pub(super) fn periodic(go: &Go, t: u64) -> Res<bool> {
    Ok(go.load(t.wrapping_add(layout(go).period), 8)? as i64 > 0)
}

/// Whether the timer is in the heap: from 1.23, that of a channel is there only while somebody waits.
pub(super) fn heaped(go: &Go, t: u64) -> Res<bool> {
    Ok(!sync_chans(go) || go.load(t.wrapping_add(ASTATE), 1)? & HEAPED != 0)
}

fn is_chan(go: &Go, t: u64) -> Res<bool> {
    Ok(sync_chans(go) && go.load(t.wrapping_add(IS_CHAN), 1)? != 0)
}

/// The channel that the timer sends to, if that is what it does.
fn channel(go: &Go, t: u64) -> Res<Option<u64>> {
    let f = go.load(t.wrapping_add(layout(go).f), 8)?;
    let send_time = go.timers.send_time.get();
    if send_time == 0 || f == 0 || go.load(f, 8)? != send_time {
        return Ok(None);
    }
    go.load(t + layout(go).arg + 8, 8).map(Some)
}

/// What it would change that the timer fires.
pub(super) fn effect(go: &Go, t: u64) -> Res<Effect> {
    let Some(c) = channel(go, t)? else {
        return Ok(Effect::Wakes);
    };
    let ch = Hchan::at(go, c);
    Ok(if go.load(ch.recvq(), 8)? != 0 {
        Effect::Wakes
    } else if ch.qcount()? < ch.dataqsiz()? {
        Effect::Sends
    } else {
        Effect::Nothing
    })
}

/// A ticker whose channel is full ticks in vain until `to`.
pub(super) fn tick_by(go: &Go, t: u64, to: i64) -> Res<()> {
    let period = go.load(t + layout(go).period, 8)? as i64;
    let at = when(go, t)?;
    let ticks = to.saturating_sub(at).max(0) / period.max(1);
    let last = at.saturating_add(period.saturating_mul(ticks));
    let next = if last < to {
        last.saturating_add(period)
    } else {
        last
    };
    set_when(go, t, next)?;
    go.arm(t, next, false);
    Ok(())
}

fn bad_timer<T>(t: u64) -> Res<T> {
    Err(Unwind::throw_for("timer data corruption", t)).frame("runtime.badTimer")
}

fn check(go: &Go, when: i64, period: i64, t: u64) -> Res<()> {
    if when <= 0 {
        let text = "timer when must be positive";
        return Err(Unwind::throw_for(text, t + layout(go).when));
    }
    if period < 0 {
        let text = "timer period must be non-negative";
        return Err(Unwind::throw_for(text, t + layout(go).period));
    }
    Ok(())
}

/// `time.startTimer`, before 1.23.
pub fn start_timer(go: &Go, t: u64) -> Res<()> {
    add(go, t)
        .frame("runtime.addtimer")
        .frame("time.startTimer")
}

fn add(go: &Go, t: u64) -> Res<()> {
    let at = when(go, t)?;
    check(go, at, go.load(t + layout(go).period, 8)? as i64, t)?;
    if go.load(t + STATUS, 4)? != NO_STATUS {
        let text = "addtimer called with initialized timer";
        return Err(Unwind::throw_for(text, t + STATUS));
    }
    go.store(t + STATUS, 4, WAITING)?;
    go.arm(t, at, false);
    go.poke(t, at)
}

/// `time.stopTimer`: whether the timer was going to fire.
pub fn stop_timer(go: &Go, t: u64) -> Res<bool> {
    let stopped = if sync_chans(go) {
        stop(go, t).frame("runtime.(*timer).stop")
    } else {
        delete(go, t).frame("runtime.deltimer")
    };
    stopped.frame("time.stopTimer")
}

/// `deltimer`
fn delete(go: &Go, t: u64) -> Res<bool> {
    match go.load(t.wrapping_add(STATUS), 4)? {
        // Waiting, or modified to another time.
        WAITING | 7 | 8 => {
            go.store(t + STATUS, 4, DELETED)?;
            go.disarm(t);
            Ok(true)
        }
        NO_STATUS | 3..=5 => Ok(false),
        // Somebody is about to be done with it, and never is.
        2 | 6 | 9 => Err(Unwind::hang()),
        _ => bad_timer(t + STATUS),
    }
}

fn stop(go: &Go, t: u64) -> Res<bool> {
    let chan = is_chan(go, t)?;
    let pending = when(go, t)? > 0;
    set_when(go, t, 0)?;
    go.disarm(t);
    set_heaped(go, t)?;
    Ok(renew(go, t, chan)? || pending)
}

/// What was sent before counts for nothing: whether a value was still in the channel.
fn renew(go: &Go, t: u64, chan: bool) -> Res<bool> {
    if !chan {
        return Ok(false);
    }
    let seq = go.load(t + layout(go).seq, 8)?;
    go.store(t + layout(go).seq, 8, seq.wrapping_add(1))?;
    let c = go.load(t + layout(go).arg + 8, 8)?;
    timerchandrain(go, c)
}

/// `time.resetTimer`, and `time.modTimer`: whether the timer was going to fire.
pub fn reset_timer(go: &Go, t: u64, when: i64, period: i64) -> Res<bool> {
    let reset = if sync_chans(go) {
        modify(go, t, when, period).frame("runtime.(*timer).modify")
    } else {
        modtimer(go, t, when, period).frame("runtime.modtimer")
    };
    reset.frame("time.resetTimer")
}

fn modtimer(go: &Go, t: u64, at: i64, period: i64) -> Res<bool> {
    check(go, at, period, t)?;
    let pending = match go.load(t.wrapping_add(STATUS), 4)? {
        WAITING | 7 | 8 => true,
        NO_STATUS | DELETED | 5 => false,
        2 | 4 | 6 | 9 => return Err(Unwind::hang()),
        _ => return bad_timer(t + STATUS),
    };
    go.store(t + layout(go).period, 8, period as u64)?;
    set_when(go, t, at)?;
    go.store(t + STATUS, 4, WAITING)?;
    go.arm(t, at, false);
    go.poke(t, at)?;
    Ok(pending)
}

fn modify(go: &Go, t: u64, at: i64, period: i64) -> Res<bool> {
    check(go, at, period, t)?;
    let chan = is_chan(go, t)?;
    let pending = when(go, t)? > 0;
    go.store(t + layout(go).period, 8, period as u64)?;
    set_when(go, t, at)?;
    go.arm(t, at, false);
    set_heaped(go, t)?;
    go.poke(t, at)?;
    Ok(renew(go, t, chan)? || pending)
}

/// Brings `state` up to date with whether the timer is in the heap.
fn set_heaped(go: &Go, t: u64) -> Res<()> {
    let armed = when(go, t)? > 0;
    let heaped = armed && (!is_chan(go, t)? || go.load(t + BLOCKED, 4)? > 0);
    go.store(t + STATE, 1, heaped.into())?;
    go.store(t + ASTATE, 1, heaped.into())
}

/// Makes `t` the timer of channel `c` (1.23's `newTimer`).
pub fn bind_timer(go: &Go, c: u64, t: u64) -> Res<()> {
    go.store(t + IS_CHAN, 1, 1)?;
    let field = hchan_layout(go).timer.unwrap_or_default();
    go.store(c + field, 8, t)
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
pub async fn run_timer(go: &Go, t: u64) -> Res<Option<Call>> {
    let l = layout(go);
    // Stopped, or set to another time, since it became due.
    let still_due = {
        let at = go.timers.at.borrow();
        let now = go.timers.nanotime();
        at.get(&t).is_some_and(|&(when, _)| when <= now)
    };
    if !still_due {
        return Ok(None);
    }
    let call = Call {
        f: go.load(t + l.f, 8)?,
        arg: (go.load(t + l.arg, 8)?, go.load(t + l.arg + 8, 8)?),
        seq: go.load(t + l.seq, 8)?,
        delay: go.timers.nanotime() - when(go, t)?,
    };
    let period = go.load(t + l.period, 8)? as i64;
    if period > 0 {
        let periods = 1 + call.delay.max(0) / period;
        let next = period
            .checked_mul(periods)
            .and_then(|later| when(go, t).ok()?.checked_add(later));
        let next = next.unwrap_or(MAX_WHEN);
        set_when(go, t, next)?;
        go.arm(t, next, false);
    } else {
        go.disarm(t);
        if sync_chans(go) {
            set_when(go, t, 0)?;
        } else {
            go.store(t + STATUS, 4, NO_STATUS)?;
        }
    }
    if sync_chans(go) {
        set_heaped(go, t)?;
    }
    let Some(c) = channel(go, t)? else {
        return Ok(Some(call));
    };
    let late = if sync_chans(go) { call.delay } else { 0 };
    send_time(go, c, late).await?;
    Ok(None)
}

/// `time.sendTime`: a full channel gets nothing.
async fn send_time(go: &Go, c: u64, late: i64) -> Res<()> {
    let scratch = match go.timers.scratch.get() {
        0 => {
            let scratch = go.new_metadata(24, true)?;
            go.timers.scratch.set(scratch);
            scratch
        }
        scratch => scratch,
    };
    let (wall, ext) = go.timers.time_words(late);
    go.store(scratch, 8, wall)?;
    go.store(scratch + 8, 8, ext as u64)?;
    go.store(scratch + 16, 8, 0)?;
    chan_send(go, c, scratch).await.frame("time.sendTime")
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
pub(super) fn goroutine_ready(go: &Go, t: u64) -> Res<()> {
    let gp = go.load(t + layout(go).arg + 8, 8)?;
    set_when(go, t, 0)?;
    let ready = go.goready(gp);
    ready.frame("runtime.goroutineReady")
}

/// `time.Sleep`
pub async fn time_sleep(go: &Go, ns: i64) -> Res<()> {
    if ns <= 0 {
        return Ok(());
    }
    let gp = go.getg()?;
    let field = gp + go.profile.get().layout.g.timer;
    let l = layout(go);
    let mut t = go.load(field, 8)?;
    if t == 0 {
        t = go.new_metadata(l.size, false)?;
        go.mem.borrow_mut().zero(t, l.size as usize)?;
        go.store(field, 8, t)?;
    }
    go.store(t + l.arg + 8, 8, gp)?;
    let at = go.timers.nanotime().checked_add(ns).unwrap_or(MAX_WHEN);
    set_when(go, t, at)?;
    if sync_chans(go) {
        go.store(field + SLEEP_WHEN, 8, at as u64)?;
    }
    go.arm(t, at, true);
    go.gopark(proc::SLEEP, t, &["runtime.gopark", "time.Sleep"])
        .await
}

/// `maybeRunChan`: somebody looks at a channel whose timer is not in the heap, and runs it if its time has come.
pub async fn maybe_run_chan(go: &Go, t: u64) -> Res<()> {
    let ran = run_if_due(go, t).await;
    ran.frame("runtime.(*timer).maybeRunChan")
}

async fn run_if_due(go: &Go, t: u64) -> Res<()> {
    if go.load(t.wrapping_add(ASTATE), 1)? & HEAPED != 0 {
        return Ok(());
    }
    let at = when(go, t)?;
    if at == 0 || at > go.look_at_clock()? {
        return Ok(());
    }
    run_timer(go, t).await?;
    Ok(())
}

/// `blockTimerChan`: somebody is about to wait on the timer's channel.
pub fn block_timer_chan(go: &Go, t: u64) -> Res<()> {
    if go.load(t.wrapping_add(IS_CHAN), 1)? == 0 {
        return bad_timer(t + IS_CHAN);
    }
    let blocked = go.load(t + BLOCKED, 4)?;
    go.store(t + BLOCKED, 4, blocked.wrapping_add(1) & 0xffff_ffff)?;
    set_heaped(go, t)?;
    let at = when(go, t)?;
    if at > 0 { go.poke(t, at) } else { Ok(()) }
}

/// `unblockTimerChan`: somebody has waited.
pub fn unblock_timer_chan(go: &Go, t: u64) -> Res<()> {
    let blocked = go.load(t.wrapping_add(BLOCKED), 4)?;
    if go.load(t + IS_CHAN, 1)? == 0 || blocked == 0 {
        return bad_timer(t + BLOCKED);
    }
    go.store(t + BLOCKED, 4, blocked - 1)?;
    set_heaped(go, t)
}
