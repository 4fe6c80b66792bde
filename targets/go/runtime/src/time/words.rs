//! The words of a timer, and what they say.

use crate::error::{FrameExt, Res, Unwind};
use crate::layout::timer::{self, ASTATE, BLOCKED, IS_CHAN, STATE};
use crate::process::Process;

/// Values of `timer.status`, before 1.23.
pub(super) const NO_STATUS: u64 = 0;
/// `timerWaiting`
pub(super) const WAITING: u64 = 1;
/// `timerDeleted`
pub(super) const DELETED: u64 = 3;
/// A bit of `timer.state`, from 1.23 on.
pub(super) const HEAPED: u64 = 1;
/// `timerModified`
pub(super) const MODIFIED: u64 = 2;
/// `timerZombie`
pub(super) const ZOMBIE: u64 = 4;

pub(super) fn layout(process: &Process) -> &'static timer::Layout {
    &process.profile.get().layout.timer
}

/// Timers belong to their channels, and values do not wait in them.
pub(super) fn sync_chans(process: &Process) -> bool {
    process.profile.get().timers_in_channels()
}

pub(super) fn when(process: &Process, t: u64) -> Res<i64> {
    Ok(process.load(t.wrapping_add(layout(process).when), 8)? as i64)
}

pub(super) fn set_when(process: &Process, t: u64, when: i64) -> Res<()> {
    process.store(t.wrapping_add(layout(process).when), 8, when as u64)
}

/// Whether the timer fires more than once.
pub(super) fn periodic(process: &Process, t: u64) -> Res<bool> {
    Ok(process.load(t.wrapping_add(layout(process).period), 8)? as i64 > 0)
}

/// Whether the timer is in the heap: from 1.23, that of a channel is there only while somebody waits.
pub(crate) fn heaped(process: &Process, t: u64) -> Res<bool> {
    Ok(!sync_chans(process) || process.load(t.wrapping_add(ASTATE), 1)? & HEAPED != 0)
}

pub(super) fn is_chan(process: &Process, t: u64) -> Res<bool> {
    Ok(sync_chans(process) && process.load(t.wrapping_add(IS_CHAN), 1)? != 0)
}

/// `t.lock`: timers have locks since 1.23.
pub(super) async fn lock(process: &Process, t: u64) -> Res<()> {
    match layout(process).mu {
        Some(mu) => process.pass_lock(t.wrapping_add(mu), t).await,
        None => Ok(()),
    }
}

pub(super) fn bad_timer<T>(t: u64) -> Res<T> {
    Err(Unwind::throw_for("timer data corruption", t)).frame("runtime.badTimer")
}

/// Brings `state` up to date with whether the timer is in the heap.
pub(super) fn set_heaped(process: &Process, t: u64) -> Res<()> {
    let armed = when(process, t)? > 0;
    let heaped = armed && (!is_chan(process, t)? || process.load(t + BLOCKED, 4)? > 0);
    process.store(t + STATE, 1, heaped.into())?;
    process.store(t + ASTATE, 1, heaped.into())
}
