//! Functions of packages sync and time in which a goroutine waits: from the frame to the runtime and back.

use std::rc::Rc;

use tearpoint_harness::contract::Access;

use super::Proc;
use crate::go::lang::code::{Slot, WaitFn};
use crate::go::runtime::error::{FrameExt, Res};
use crate::go::runtime::proc::{self, WaitReason};
use crate::go::runtime::sema::{self, Wait, semacquire1, semrelease1};
use crate::go::runtime::{points, time};

/// Calls `f` for the goroutine in `slot`; the slots are the result's and the arguments'.
pub(super) async fn run(
    proc: &Rc<Proc>,
    slot: usize,
    f: WaitFn,
    [d, a, b, c]: [Slot; 4],
) -> Res<()> {
    let go = &*proc.go;
    go.runtime_writes();
    let addr = proc.with(slot, |g| g.r8(a));
    match f {
        WaitFn::Semacquire
        | WaitFn::SemacquireMutex
        | WaitFn::SemacquireRWMutexR
        | WaitFn::SemacquireRWMutex => {
            let lifo = f == WaitFn::SemacquireMutex && proc.with(slot, |g| g.r1(b));
            let (reason, frames) = how(f, go.profile.get().minor);
            let wait = Wait {
                reason,
                frames,
                lifo,
            };
            let entry = frames.last().copied().unwrap_or_default();
            semacquire1(go, addr, wait).await.frame(entry)?;
        }
        WaitFn::Semrelease => {
            let handoff = proc.with(slot, |g| g.r1(b));
            let released = semrelease1(go, addr, handoff).await;
            released.frame("sync.runtime_Semrelease")?;
        }
        WaitFn::NotifyListWait => {
            let ticket = proc.with(slot, |g| g.r8(b)) & 0xffff_ffff;
            sema::notify_list_wait(go, addr, ticket).await?;
        }
        WaitFn::NotifyListNotifyAll => sema::notify_list_notify_all(go, addr).await?,
        WaitFn::NotifyListNotifyOne => sema::notify_list_notify_one(go, addr).await?,
        WaitFn::Sleep => {
            let slept = time::time_sleep(go, addr as i64).await;
            slept.frame("time.Sleep")?;
        }
        WaitFn::NextTimer => {
            let timer = go.next_timer().await?;
            proc.with(slot, |g| g.w8(d, timer));
        }
        WaitFn::RunTimer => run_timer(proc, slot, d, addr).await?,
        WaitFn::StartTimer => {
            go.point(&points::TIMER, addr, Access::Write).await;
            time::start_timer(go, addr)?;
            timerproc(proc);
        }
        WaitFn::StopTimer => {
            go.point(&points::TIMER, addr, Access::Write).await;
            let pending = time::stop_timer(go, addr)?;
            proc.with(slot, |g| g.w1(d, pending));
        }
        WaitFn::ResetTimer => {
            go.point(&points::TIMER, addr, Access::Write).await;
            let (when, period) = proc.with(slot, |g| (g.r8(b) as i64, g.r8(c) as i64));
            let pending = time::reset_timer(go, addr, when, period)?;
            proc.with(slot, |g| g.w1(d, pending));
            timerproc(proc);
        }
        WaitFn::BindTimer => {
            let timer = proc.with(slot, |g| g.r8(b));
            time::bind_timer(go, addr, timer)?;
        }
    }
    Ok(())
}

/// Why a goroutine waits in `f`, and the functions it waits in: before 1.20 a mutex says no more than a semaphore.
fn how(f: WaitFn, minor: u32) -> (WaitReason, &'static [&'static str]) {
    const MUTEX: &[&str] = &[
        "runtime.gopark",
        "runtime.goparkunlock",
        "runtime.semacquire1",
        "sync.runtime_SemacquireMutex",
    ];
    match f {
        WaitFn::Semacquire => (
            proc::SEMACQUIRE,
            &[
                "runtime.gopark",
                "runtime.goparkunlock",
                "runtime.semacquire1",
                "sync.runtime_Semacquire",
            ],
        ),
        _ if minor < 20 => (proc::SEMACQUIRE, MUTEX),
        WaitFn::SemacquireRWMutexR => (
            proc::SYNC_RWMUTEX_RLOCK,
            &[
                "runtime.gopark",
                "runtime.goparkunlock",
                "runtime.semacquire1",
                "sync.runtime_SemacquireRWMutexR",
            ],
        ),
        WaitFn::SemacquireRWMutex => (
            proc::SYNC_RWMUTEX_LOCK,
            &[
                "runtime.gopark",
                "runtime.goparkunlock",
                "runtime.semacquire1",
                "sync.runtime_SemacquireRWMutex",
            ],
        ),
        _ => (proc::SYNC_MUTEX_LOCK, MUTEX),
    }
}

/// What `timerproc` is to call for a timer: function, argument, sequence number, delay.
async fn run_timer(proc: &Rc<Proc>, slot: usize, d: Slot, timer: u64) -> Res<()> {
    let call = time::run_timer(&proc.go, timer).await?;
    proc.with(slot, |g| {
        let Some(call) = call else {
            return g.w8(d, 0);
        };
        let (word, data) = call.arg;
        let words = [call.f, word, data, call.seq];
        for (i, value) in words.into_iter().enumerate() {
            g.w8(d + 8 * i as Slot, value);
        }
        if proc.go.profile.get().minor >= 23 {
            g.w8(d + 32, call.delay as u64);
        }
    });
    Ok(())
}

/// Starts the goroutine that runs functions of timers, if there is none yet.
fn timerproc(proc: &Rc<Proc>) {
    let timers = &proc.go.timers;
    if timers.has_timerproc() {
        return;
    }
    if let Some(func) = proc.function("time.timerproc") {
        let slot = proc.new_g(func, &[], 0);
        // It is not the program's.
        proc.live.set(proc.live.get() - 1);
        let task = proc.spawn(slot);
        timers.set_timerproc(task);
    }
}
