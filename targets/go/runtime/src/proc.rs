//! Goroutine structures, and waiting: what `gopark` and `goready` leave in memory and in the scheduler.
//!
//! Follows runtime/proc.go (`gopark`, `goready`, `ready`, `acquireSudog`, `releaseSudog`, `gfget`) and runtime2.go (`g`, `sudog`,
//! `waitReason`). A goroutine gets its `g` bytes the first time somebody needs their address: before that nothing can
//! tell whether they are there.
//!
//! Invariants: a parked goroutine has status `_Gwaiting` in its bytes and an entry in `parked`; a `g` belongs to one live
//! goroutine; a sudog in the cache is linked nowhere.
//! Deviations: one P, so one cache of sudogs; `g.stack`, `sched` and the like stay zero; dead `g`s are reused in the order
//! they died. Misses: `_Gscan` states, `g.m`.

use std::cell::{Cell, RefCell};

use tearpoint_harness::contract::{Access, Op, TaskId};

use super::error::{FrameExt, Res, Unwind};
use super::layout::sudog;
use super::points;
use super::process::Process;
use super::profile::SystemFault;
use super::select::Arrays;

pub const G_RUNNABLE: u64 = 1;
pub const G_RUNNING: u64 = 2;
const G_SYSCALL: u64 = 3;
pub const G_WAITING: u64 = 4;
pub const G_DEAD: u64 = 6;
const G_COPYSTACK: u64 = 8;
/// `m.preemptGen`, of a `g.m` that is nil.
const M_PREEMPT_GEN: u64 = 0x330;
const G_SCAN: u64 = 0x1000;
/// `sudogcache` holds this many before it gives half of them away.
const SUDOG_CACHE: usize = 128;

/// Why a goroutine waits: what a traceback shows in brackets, and the number in `g.waitreason` (1.19's; it is only shown).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaitReason {
    pub text: &'static str,
    pub number: u8,
    /// Go's scheduler does not count the goroutine as blocked: no deadlock is reported while one waits so.
    pub busy: bool,
}

const fn reason(text: &'static str, number: u8) -> WaitReason {
    WaitReason {
        text,
        number,
        busy: false,
    }
}

pub const CHAN_RECEIVE_NIL: WaitReason = reason("chan receive (nil chan)", 3);
pub const CHAN_SEND_NIL: WaitReason = reason("chan send (nil chan)", 4);
pub const SELECT: WaitReason = reason("select", 9);
pub const SELECT_NO_CASES: WaitReason = reason("select (no cases)", 10);
pub const CHAN_RECEIVE: WaitReason = reason("chan receive", 14);
pub const CHAN_SEND: WaitReason = reason("chan send", 15);
/// Of a WaitGroup; before 1.20 of everything in package sync but Cond.
pub const SEMACQUIRE: WaitReason = reason("semacquire", 18);
pub const SLEEP: WaitReason = reason("sleep", 19);
pub const SYNC_COND_WAIT: WaitReason = reason("sync.Cond.Wait", 20);
pub const SYNC_MUTEX_LOCK: WaitReason = reason("sync.Mutex.Lock", 21);
pub const SYNC_RWMUTEX_RLOCK: WaitReason = reason("sync.RWMutex.RLock", 22);
pub const SYNC_RWMUTEX_LOCK: WaitReason = reason("sync.RWMutex.Lock", 23);
/// A runtime lock whose word says that somebody holds it: the thread sleeps on it for ever.
pub const RUNTIME_LOCK: WaitReason = WaitReason {
    text: "runtime lock",
    number: 0,
    busy: true,
};
/// A loop in the runtime that never ends and that nothing can preempt.
pub const SPINNING: WaitReason = WaitReason {
    text: "spinning in the runtime",
    number: 0,
    busy: true,
};

/// How a goroutine waits.
#[derive(Clone, Copy, Debug)]
pub struct Parked {
    pub reason: WaitReason,
    /// Runtime functions in which it waits, innermost first.
    pub frames: &'static [&'static str],
    /// What it waits for; 0 if nothing can wake it.
    pub object: u64,
    /// The step since which it has waited.
    pub since: u64,
}

/// The goroutines of a run as the runtime sees them.
#[derive(Debug, Default)]
pub struct Goroutines {
    /// By task: the address of its `g`, 0 if it has none yet.
    gs: RefCell<Vec<u64>>,
    /// By task: how it waits.
    parked: RefCell<Vec<Option<Parked>>>,
    /// `g`s of goroutines that are over.
    free: RefCell<Vec<u64>>,
    /// `p.sudogcache`
    sudogs: RefCell<Vec<u64>>,
    /// Every sudog there is, in order of creation.
    all_sudogs: RefCell<Vec<u64>>,
    /// The selects that wait, with their tasks, in the order in which they began to.
    selects: RefCell<Vec<(TaskId, Arrays)>>,
    /// By task: where values of channel operations pass through memory, and how many bytes there are.
    scratch: RefCell<Vec<(u64, u64)>>,
    /// Goroutines that wait with [`WaitReason::busy`].
    busy: Cell<u32>,
}

impl Goroutines {
    /// Forgets every goroutine.
    pub fn reset(&self) {
        self.gs.borrow_mut().clear();
        self.parked.borrow_mut().clear();
        self.free.borrow_mut().clear();
        self.sudogs.borrow_mut().clear();
        self.all_sudogs.borrow_mut().clear();
        self.selects.borrow_mut().clear();
        self.scratch.borrow_mut().clear();
        self.busy.set(0);
    }

    /// How `task` waits, if it does.
    pub fn parked(&self, task: u32) -> Option<Parked> {
        self.parked.borrow().get(task as usize).copied().flatten()
    }

    /// Whether a goroutine waits in a way that keeps Go from reporting a deadlock.
    pub fn any_busy(&self) -> bool {
        self.busy.get() > 0
    }

    /// Every `g` in memory and the sudogs in the cache: what the runtime itself holds on to.
    pub fn roots(&self) -> Vec<u64> {
        let scratch = self.scratch.borrow();
        let gs = self.gs.borrow();
        let mut roots: Vec<u64> = gs
            .iter()
            .chain(self.free.borrow().iter())
            .copied()
            .collect();
        roots.extend(self.sudogs.borrow().iter());
        roots.extend(scratch.iter().map(|&(at, _)| at));
        roots.retain(|&root| root != 0);
        roots
    }

    /// Addresses of the `g`s that live goroutines have, in order of creation, for tampering.
    pub fn live_gs(&self) -> Vec<u64> {
        let gs = self.gs.borrow();
        gs.iter().copied().filter(|&g| g != 0).collect()
    }

    /// Addresses of sudogs for tampering: those that are linked in, in order of creation, then those in the cache.
    pub fn sudogs_by_use(&self) -> Vec<u64> {
        let cached = self.sudogs.borrow();
        let mut all = self.all_sudogs.borrow().clone();
        all.sort_by_key(|s| cached.contains(s));
        all
    }

    /// The arrays of the selects that wait, for tampering.
    pub fn waiting_selects(&self) -> Vec<Arrays> {
        let selects = self.selects.borrow();
        selects.iter().map(|&(_, arrays)| arrays).collect()
    }

    /// The select of `task` begins to wait.
    pub fn select_waits(&self, task: TaskId, arrays: Arrays) {
        // One that a panic has left never said that it went on.
        self.select_goes_on(task);
        self.selects.borrow_mut().push((task, arrays));
    }

    /// The select of `task` goes on.
    pub fn select_goes_on(&self, task: TaskId) {
        self.selects.borrow_mut().retain(|(of, _)| *of != task);
    }

    /// Addresses of the `g`s of goroutines that wait, in order of creation.
    fn waiting_gs(&self) -> Vec<u64> {
        let parked = self.parked.borrow();
        let gs = self.gs.borrow();
        let both = gs.iter().zip(parked.iter());
        both.filter(|(g, how)| **g != 0 && how.is_some())
            .map(|(&g, _)| g)
            .collect()
    }

    /// The task whose `g` is at `gp`.
    pub fn task_of(&self, gp: u64) -> Option<TaskId> {
        let gs = self.gs.borrow();
        let at = gs.iter().position(|&g| g == gp && gp != 0)?;
        Some(TaskId(at as u32))
    }

    fn set_parked(&self, task: TaskId, how: Option<Parked>) {
        let mut parked = self.parked.borrow_mut();
        let at = task.0 as usize;
        if parked.len() <= at {
            parked.resize(at + 1, None);
        }
        let busy = |how: &Option<Parked>| u32::from(how.is_some_and(|how| how.reason.busy));
        let count = self.busy.get() - busy(&parked[at]) + busy(&how);
        self.busy.set(count);
        parked[at] = how;
    }
}

impl Process {
    /// The address of the running goroutine's `g`.
    pub fn getg(&self) -> Res<u64> {
        self.g_of(self.sim.current())
    }

    /// The address of a goroutine's `g`.
    pub fn g_of(&self, task: TaskId) -> Res<u64> {
        let at = task.0 as usize;
        if let Some(&g) = self.goroutines.gs.borrow().get(at)
            && g != 0
        {
            return Ok(g);
        }
        let layout = &self.profile.get().layout.g;
        let free = self.goroutines.free.borrow_mut().pop();
        let g = match free {
            Some(g) => g,
            None => self.new_metadata(layout.size, false)?,
        };
        self.mem.borrow_mut().zero(g, layout.size as usize)?;
        self.store(g + layout.goid, 8, u64::from(task.0) + 1)?;
        self.store(g + layout.atomicstatus, 4, G_RUNNING)?;
        let mut gs = self.goroutines.gs.borrow_mut();
        if gs.len() <= at {
            gs.resize(at + 1, 0);
        }
        gs[at] = g;
        Ok(g)
    }

    /// The running goroutine is over: its `g` can be another's.
    pub fn gfree(&self) {
        let task = self.sim.current().0 as usize;
        let mut gs = self.goroutines.gs.borrow_mut();
        let Some(g) = gs.get_mut(task).filter(|g| **g != 0) else {
            return;
        };
        let status = self.profile.get().layout.g.atomicstatus;
        // A `g` is an object of the runtime's own: it can be written.
        let written = self.mem.borrow_mut().store(*g + status, 4, G_DEAD);
        debug_assert!(written.is_ok());
        self.goroutines.free.borrow_mut().push(std::mem::take(g));
    }

    /// `gopark`: waits until [`Process::goready`].
    pub async fn gopark(
        &self,
        reason: WaitReason,
        object: u64,
        frames: &'static [&'static str],
    ) -> Res<()> {
        let g = self.getg()?;
        let layout = &self.profile.get().layout.g;
        self.store(g + layout.atomicstatus, 4, G_WAITING)?;
        self.store(g + layout.waitreason, 1, reason.number.into())?;
        let task = self.sim.current();
        let since = self.sim.step();
        let how = Parked {
            reason,
            frames,
            object,
            since,
        };
        self.goroutines.set_parked(task, Some(how));
        self.sim
            .park(Op {
                point: &points::PARK,
                object,
                access: Access::Write,
            })
            .await;
        self.goroutines.set_parked(task, None);
        self.runtime_writes();
        self.store(g + layout.atomicstatus, 4, G_RUNNING)
    }

    /// Waits for ever.
    pub async fn block_forever(
        &self,
        reason: WaitReason,
        frames: &'static [&'static str],
    ) -> Unwind {
        loop {
            if let Err(unwind) = self.gopark(reason, 0, frames).await {
                return *unwind;
            }
        }
    }

    /// `goready`: makes a waiting goroutine runnable. It runs on the system stack: a fault there is the end.
    pub fn goready(&self, gp: u64) -> Res<()> {
        let layout = &self.profile.get().layout.g;
        let status = self.load(gp.wrapping_add(layout.atomicstatus), 4);
        let status = status
            .frame("runtime.readgstatus")
            .map_err(|unwind| self.on_g0(unwind))?;
        if status & !G_SCAN != G_WAITING {
            let word = gp.wrapping_add(layout.atomicstatus);
            return Err(Unwind::throw_for("bad g->status in ready", word))
                .frame("runtime.ready")
                .frame("runtime.goready");
        }
        if status & G_SCAN != 0 {
            // `casgstatus` waits for a scan that nobody does.
            return Err(Unwind::hang()).frame("runtime.casgstatus");
        }
        self.store(gp + layout.atomicstatus, 4, G_RUNNABLE)
            .map_err(|unwind| self.on_g0(unwind))?;
        match self.goroutines.task_of(gp) {
            Some(task) if self.sim.ready(task) => Ok(()),
            // Bytes that only look like a waiting goroutine: the scheduler jumps into nothing.
            _ => Err(Unwind::throw("unexpected signal during runtime execution"))
                .frame("runtime.execute")
                .frame("runtime.schedule"),
        }
    }

    /// `suspendG` for every goroutine that waits, as the collector does before it looks at their stacks: what it makes of
    /// a status that somebody wrote.
    pub fn suspend_gs(&self) -> Res<()> {
        let layout = &self.profile.get().layout.g;
        for g in self.goroutines.waiting_gs() {
            let word = g + layout.atomicstatus;
            let status = self.load(word, 4)?;
            let suspended = match status {
                G_RUNNABLE | G_SYSCALL | G_WAITING | G_DEAD => Ok(()),
                // Its thread is asked to stop: it has none.
                G_RUNNING => self
                    .load(M_PREEMPT_GEN, 4)
                    .map_err(|unwind| self.on_g0(unwind))
                    .map(|_| ()),
                G_COPYSTACK => Err(Unwind::hang()),
                status if status & G_SCAN != 0 => Err(Unwind::hang()),
                _ => Err(Unwind::throw_for("invalid g status", word)),
            };
            suspended.frame("runtime.suspendG")?;
        }
        Ok(())
    }

    /// What `checkdead` says of a goroutine that the scheduler knows to wait, but whose bytes say that it runs.
    pub fn runnable_g(&self) -> Option<Box<Unwind>> {
        let layout = &self.profile.get().layout.g;
        let word = self.goroutines.waiting_gs().into_iter().find_map(|g| {
            let word = g + layout.atomicstatus;
            let status = self.load(word, 4).unwrap_or(G_WAITING) & !G_SCAN;
            matches!(status, G_RUNNABLE | G_RUNNING | G_SYSCALL).then_some(word)
        })?;
        let mut unwind = Unwind::throw_for("checkdead: runnable g", word);
        unwind.frames = ["runtime.checkdead.func1", "runtime.checkdead"]
            .map(str::to_owned)
            .to_vec();
        Some(unwind)
    }

    /// A fault on the system stack.
    pub fn on_g0(&self, unwind: Box<Unwind>) -> Box<Unwind> {
        match self.profile.get().system_fault {
            SystemFault::Signal => unwind.signal("SIGSEGV: segmentation violation"),
            SystemFault::Throw => unwind.locked(),
        }
    }

    /// `acquireSudog`
    pub fn acquire_sudog(&self) -> Res<u64> {
        let cached = self.goroutines.sudogs.borrow_mut().pop();
        let s = match cached {
            Some(s) => s,
            None => self.new_metadata(sudog::SIZE, false)?,
        };
        if cached.is_none() {
            self.goroutines.all_sudogs.borrow_mut().push(s);
            self.mem.borrow_mut().zero(s, sudog::SIZE as usize)?;
        }
        if self.load(s + sudog::ELEM, 8)? != 0 {
            let text = "acquireSudog: found s.elem != nil in cache";
            return Err(Unwind::throw_for(text, s + sudog::ELEM)).frame("runtime.acquireSudog");
        }
        Ok(s)
    }

    /// `releaseSudog`: the checks that find a sudog somebody has written to.
    pub fn release_sudog(&self, s: u64) -> Res<()> {
        self.check_sudog(s).frame("runtime.releaseSudog")?;
        let mut cache = self.goroutines.sudogs.borrow_mut();
        if cache.len() == SUDOG_CACHE {
            let given: Vec<u64> = cache.drain(SUDOG_CACHE / 2..).collect();
            let mut all = self.goroutines.all_sudogs.borrow_mut();
            all.retain(|s| !given.contains(s));
        }
        cache.push(s);
        Ok(())
    }

    fn check_sudog(&self, s: u64) -> Res<()> {
        let fields = [
            (sudog::ELEM, 8, "runtime: sudog with non-nil elem"),
            (
                sudog::IS_SELECT,
                1,
                "runtime: sudog with non-false isSelect",
            ),
            (sudog::NEXT, 8, "runtime: sudog with non-nil next"),
            (sudog::PREV, 8, "runtime: sudog with non-nil prev"),
            (sudog::WAITLINK, 8, "runtime: sudog with non-nil waitlink"),
            (sudog::C, 8, "runtime: sudog with non-nil c"),
        ];
        for (at, width, text) in fields {
            if self.load(s.wrapping_add(at), width)? != 0 {
                return Err(Unwind::throw_for(text, s + at));
            }
        }
        let param = self.getg()? + self.profile.get().layout.g.param;
        if self.load(param, 8)? != 0 {
            let text = "runtime: releaseSudog with non-nil gp.param";
            return Err(Unwind::throw_for(text, param));
        }
        Ok(())
    }

    /// Memory of the running goroutine, at least `size` bytes: its stack, as far as other goroutines see it. What it
    /// holds is good until the goroutine's next operation that asks for it.
    pub fn scratch(&self, size: u64) -> Res<u64> {
        let task = self.sim.current().0 as usize;
        if let Some(&(at, have)) = self.goroutines.scratch.borrow().get(task)
            && have >= size
        {
            return Ok(at);
        }
        let have = size.next_power_of_two().max(64);
        let at = self.new_metadata(have, false)?;
        let mut scratch = self.goroutines.scratch.borrow_mut();
        if scratch.len() <= task {
            scratch.resize(task + 1, (0, 0));
        }
        scratch[task] = (at, have);
        Ok(at)
    }
}
