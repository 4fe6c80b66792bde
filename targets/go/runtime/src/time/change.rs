//! Starting, stopping and resetting a timer (runtime/time.go `addtimer`, `deltimer`, `modtimer`; from 1.23 on `stop`, `modify`).

use super::words::{
    DELETED, NO_STATUS, WAITING, bad_timer, is_chan, layout, lock, set_heaped, set_when,
    sync_chans, when,
};
use crate::chan::timerchandrain;
use crate::error::{FrameExt, Res, Unwind};
use crate::layout::timer::STATUS;
use crate::process::Process;

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
    process.arm(t, at, false)?;
    process.poke(t, at)
}

/// `time.stopTimer`: whether the timer was going to fire.
pub async fn stop_timer(process: &Process, t: u64) -> Res<bool> {
    outside(process, t, "stop").frame("time.stopTimer")?;
    let stopped = if sync_chans(process) {
        stop(process, t).await.frame("runtime.(*timer).stop")
    } else {
        delete(process, t).frame("runtime.deltimer")
    };
    stopped.frame("time.stopTimer")
}

/// A timer of a bubble is nobody's outside of it.
fn outside(process: &Process, t: u64, what: &str) -> Res<()> {
    if process.is_fake(t)? && process.bubble()? == 0 {
        let text = format!("{what} of synctest timer from outside bubble");
        return Err(Unwind::throw(&text));
    }
    Ok(())
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

async fn stop(process: &Process, t: u64) -> Res<bool> {
    let chan = lock_to_change(process, t).await?;
    stop_locked(process, t, chan).map_err(Unwind::locked)
}

/// Takes the locks that a change of a timer needs: whether it is a channel's.
async fn lock_to_change(process: &Process, t: u64) -> Res<bool> {
    let chan = is_chan(process, t)?;
    if let (true, Some(send_lock)) = (chan, layout(process).send_lock) {
        process.pass_lock(t.wrapping_add(send_lock), t).await?;
    }
    lock(process, t).await?;
    Ok(chan)
}

fn stop_locked(process: &Process, t: u64, chan: bool) -> Res<bool> {
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
pub async fn reset_timer(process: &Process, t: u64, when: i64, period: i64) -> Res<bool> {
    outside(process, t, "reset").frame("time.resetTimer")?;
    let reset = if sync_chans(process) {
        let modified = modify(process, t, when, period).await;
        modified.frame("runtime.(*timer).modify")
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
    process.arm(t, at, false)?;
    process.poke(t, at)?;
    Ok(pending)
}

async fn modify(process: &Process, t: u64, at: i64, period: i64) -> Res<bool> {
    check(process, at, period, t)?;
    let chan = lock_to_change(process, t).await?;
    modify_locked(process, t, (at, period), chan).map_err(Unwind::locked)
}

fn modify_locked(process: &Process, t: u64, (at, period): (i64, i64), chan: bool) -> Res<bool> {
    let pending = when(process, t)? > 0;
    process.store(t + layout(process).period, 8, period as u64)?;
    set_when(process, t, at)?;
    process.arm(t, at, false)?;
    set_heaped(process, t)?;
    process.poke(t, at)?;
    Ok(renew(process, t, chan)? || pending)
}
