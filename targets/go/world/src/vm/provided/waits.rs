//! Functions of packages runtime, sync and time in which a goroutine waits: from the frame to the runtime and back.

use std::rc::Rc;

use tearpoint_harness::contract::Access;

use crate::code::{ProvidedCall, Slot};
use crate::vm::interpreter::Interpreter;
use tearpoint_front::provided::table::Sync;
use tearpoint_runtime::error::{FrameExt, Res, Unwind};
use tearpoint_runtime::profile::Profile;
use tearpoint_runtime::sema::{self, Wait, semacquire1, semrelease1};
use tearpoint_runtime::specials::{Arg, Queue};
use tearpoint_runtime::wait_reason::{self, WaitReason};
use tearpoint_runtime::{points, time};

/// Does `call` for the goroutine in `slot`.
pub(super) async fn run(
    vm: &Rc<Interpreter>,
    slot: usize,
    f: Sync,
    call: &ProvidedCall,
) -> Res<()> {
    let process = &*vm.process;
    if f == Sync::Gc {
        return vm.gc().await;
    }
    if f == Sync::GoroutineLeakGc {
        return vm.leak_gc().await.frame("runtime.goroutineLeakGC");
    }
    let (d, [a, b, c, ..]) = (call.d, call.args);
    process.runtime_writes();
    let addr = vm.with(slot, |g| g.r8(a));
    match f {
        Sync::Gc | Sync::GoroutineLeakGc => {}
        Sync::Semacquire
        | Sync::SemacquireWaitGroup
        | Sync::SemacquireWaitGroupAlone
        | Sync::SemacquireMutex
        | Sync::SemacquireMutexInternal
        | Sync::SemacquireRWMutexR
        | Sync::SemacquireRWMutex => {
            let mutex = matches!(f, Sync::SemacquireMutex | Sync::SemacquireMutexInternal);
            let lifo = mutex && vm.with(slot, |g| g.r1(b));
            let (mut reason, frames) = how(f, process.profile.get());
            if f == Sync::SemacquireWaitGroup && vm.with(slot, |g| g.r1(b)) {
                reason = wait_reason::SYNCTEST_WAIT_GROUP;
            }
            let wait = Wait {
                reason,
                frames,
                lifo,
            };
            let entry = frames.last().copied().unwrap_or_default();
            semacquire1(process, addr, wait).await.frame(entry)?;
        }
        Sync::RuntimeSemacquire => {
            let wait = Wait {
                reason: wait_reason::SEMACQUIRE,
                frames: SEMACQUIRE,
                lifo: false,
            };
            let acquired = semacquire1(process, addr, wait).await;
            acquired.frame("runtime.semacquire")?;
        }
        Sync::RuntimeSemrelease => {
            let released = semrelease1(process, addr, false).await;
            released.frame("runtime.semrelease")?;
        }
        Sync::Semrelease | Sync::SemreleaseInternal => {
            let handoff = vm.with(slot, |g| g.r1(b));
            let released = semrelease1(process, addr, handoff).await;
            released.frame(match f {
                Sync::Semrelease => "sync.runtime_Semrelease",
                _ => "internal/sync.runtime_Semrelease",
            })?;
        }
        Sync::NotifyListWait => {
            let ticket = vm.with(slot, |g| g.r8(b)) & 0xffff_ffff;
            sema::notify_list_wait(process, addr, ticket).await?;
        }
        Sync::NotifyListNotifyAll => sema::notify_list_notify_all(process, addr).await?,
        Sync::NotifyListNotifyOne => sema::notify_list_notify_one(process, addr).await?,
        Sync::Sleep => {
            let slept = time::time_sleep(process, addr as i64).await;
            slept.frame("time.Sleep")?;
        }
        Sync::NextTimer => {
            let timer = process.next_timer().await?;
            vm.with(slot, |g| g.w8(d, timer));
        }
        Sync::RunTimer => run_timer(vm, slot, d, addr).await?,
        Sync::StartTimer => {
            process.point(&points::TIMER, addr, Access::Write).await;
            time::start_timer(process, addr)?;
            timerproc(vm);
        }
        Sync::StopTimer => {
            process.point(&points::TIMER, addr, Access::Write).await;
            let pending = time::stop_timer(process, addr).await?;
            vm.with(slot, |g| g.w1(d, pending));
        }
        Sync::ResetTimer => {
            process.point(&points::TIMER, addr, Access::Write).await;
            let (when, period) = vm.with(slot, |g| (g.r8(b) as i64, g.r8(c) as i64));
            let pending = time::reset_timer(process, addr, when, period).await?;
            vm.with(slot, |g| g.w1(d, pending));
            timerproc(vm);
        }
        Sync::StartSystem => {
            let func = vm.func_at(addr)?;
            let new = vm.new_goroutine(func, &[], addr);
            // It is not the program's.
            vm.live.set(vm.live.get() - 1);
            vm.spawn(new);
        }
        Sync::NextSpecial => {
            let queue = match vm.with(slot, |g| g.r1(a)) {
                true => Queue::Cleanups,
                false => Queue::Finalizers,
            };
            // What it called before is not kept alive by what is left of the call.
            vm.with(slot, |g| {
                let at = g.at(d);
                g.stack[at..].fill(0);
            });
            let due = process.next_special(queue).await;
            let (kind, word, data) = match due.arg {
                Arg::Nothing => (0, 0, 0),
                Arg::Pointer(p) => (1, 0, p),
                Arg::Interface(word, p) => (2, word, p),
            };
            let kind = kind + 4 * due.results;
            vm.with(slot, |g| {
                for (i, value) in [due.f, kind, word, data].into_iter().enumerate() {
                    g.w8(d + 8 * i as Slot, value);
                }
            });
        }
        Sync::CreateCoro => create_coro(vm, addr)?,
        Sync::CoroSwitch => process.coroswitch(addr).await?,
        Sync::CoroWait => process.corowait(addr).await?,
        Sync::CoroExit => process.coroexit(addr)?,
        Sync::BubbleIdle => {
            let more = process.bubble_idle().await?;
            vm.with(slot, |g| g.w1(d, more));
        }
        Sync::BubbleWait => {
            let waited = process.bubble_wait().await?;
            vm.with(slot, |g| g.w8(d, waited as u64));
        }
        Sync::BindTimer => {
            let timer = vm.with(slot, |g| g.r8(b));
            time::bind_timer(process, addr, timer)?;
        }
    }
    Ok(())
}

/// Where `runtime.semacquire` waits.
const SEMACQUIRE: &[&str] = &[
    "runtime.gopark",
    "runtime.goparkunlock",
    "runtime.semacquire1",
    "runtime.semacquire",
];

/// Why a goroutine waits in `f`, and the functions it waits in.
fn how(f: Sync, profile: &Profile) -> (WaitReason, &'static [&'static str]) {
    const MUTEX: &[&str] = &[
        "runtime.gopark",
        "runtime.goparkunlock",
        "runtime.semacquire1",
        "sync.runtime_SemacquireMutex",
    ];
    match f {
        Sync::Semacquire => (
            wait_reason::SEMACQUIRE,
            &[
                "runtime.gopark",
                "runtime.goparkunlock",
                "runtime.semacquire1",
                "sync.runtime_Semacquire",
            ],
        ),
        Sync::SemacquireMutexInternal => (
            wait_reason::SYNC_MUTEX_LOCK,
            &[
                "runtime.gopark",
                "runtime.goparkunlock",
                "runtime.semacquire1",
                "internal/sync.runtime_SemacquireMutex",
            ],
        ),
        Sync::SemacquireWaitGroup | Sync::SemacquireWaitGroupAlone => (
            wait_reason::SYNC_WAIT_GROUP,
            &[
                "runtime.gopark",
                "runtime.goparkunlock",
                "runtime.semacquire1",
                "sync.runtime_SemacquireWaitGroup",
            ],
        ),
        _ if !profile.lock_wait_reasons => (wait_reason::SEMACQUIRE, MUTEX),
        Sync::SemacquireRWMutexR => (
            wait_reason::SYNC_RWMUTEX_RLOCK,
            &[
                "runtime.gopark",
                "runtime.goparkunlock",
                "runtime.semacquire1",
                "sync.runtime_SemacquireRWMutexR",
            ],
        ),
        Sync::SemacquireRWMutex => (
            wait_reason::SYNC_RWMUTEX_LOCK,
            &[
                "runtime.gopark",
                "runtime.goparkunlock",
                "runtime.semacquire1",
                "sync.runtime_SemacquireRWMutex",
            ],
        ),
        _ => (wait_reason::SYNC_MUTEX_LOCK, MUTEX),
    }
}

/// What `timerproc` is to call for a timer: function, argument, sequence number, delay.
async fn run_timer(vm: &Rc<Interpreter>, slot: usize, d: Slot, timer: u64) -> Res<()> {
    let call = time::run_timer(&vm.process, timer).await?;
    vm.with(slot, |g| {
        let Some(call) = call else {
            return g.w8(d, 0);
        };
        let (word, data) = call.arg;
        let words = [call.f, word, data, call.seq];
        for (i, value) in words.into_iter().enumerate() {
            g.w8(d + 8 * i as Slot, value);
        }
        if vm.process.profile.get().timers_in_channels() {
            g.w8(d + 32, call.delay as u64);
        }
    });
    Ok(())
}

/// Starts the goroutine that runs functions of timers, if there is none yet.
fn timerproc(vm: &Rc<Interpreter>) {
    let timers = &vm.process.timers;
    if timers.has_timerproc() {
        return;
    }
    if let Some(func) = vm.function("time.timerproc") {
        let slot = vm.new_goroutine(func, &[], 0);
        // It is not the program's.
        vm.live.set(vm.live.get() - 1);
        let task = vm.spawn(slot);
        timers.set_timerproc(task);
    }
}

/// Starts the goroutine that is to run a coro's function.
fn create_coro(vm: &Rc<Interpreter>, c: u64) -> Res<()> {
    let Some(func) = vm.function("iter.corostart") else {
        return Err(Unwind::throw("no iter.corostart"));
    };
    let slot = vm.new_goroutine(func, &c.to_le_bytes(), 0);
    let task = vm.spawn(slot);
    vm.process.bubble_grows(task)?;
    vm.process.newcoro(c, task)
}
