//! A goroutine's `g`, and waiting: what `gopark` and `goready` leave in memory and in the scheduler (runtime/proc.go).

use tearpoint_harness::contract::{Access, Op, TaskId};

use super::state::Parked;
use crate::error::{FrameExt, Res, Unwind};
use crate::points;
use crate::process::Process;
use crate::profile::SystemFault;
use crate::wait_reason::{self, WaitReason};

// `g.atomicstatus`.
const G_RUNNABLE: u64 = 1;
const G_RUNNING: u64 = 2;
const G_SYSCALL: u64 = 3;
const G_WAITING: u64 = 4;
const G_DEAD: u64 = 6;
const G_COPYSTACK: u64 = 8;
/// A goroutine that has leaked, as the last profile found (since 1.26).
const G_LEAKED: u64 = 10;
/// `m.preemptGen`, of a `g.m` that is nil.
const M_PREEMPT_GEN: u64 = 0x330;
const G_SCAN: u64 = 0x1000;
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
        self.park(reason, object, object, frames).await
    }

    /// Waits for `object`; `wakes` is what somebody would do something to in order to wake it, 0 if nobody can.
    async fn park(
        &self,
        reason: WaitReason,
        object: u64,
        wakes: u64,
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
        let op = Op {
            point: &points::PARK,
            object: wakes,
            access: Access::Write,
        };
        if self.bubble_blocks(g, reason)? {
            self.sim.park(op).await;
        } else {
            self.sim.point(op).await;
        }
        self.goroutines.set_parked(task, None);
        self.runtime_writes();
        self.store(g + layout.atomicstatus, 4, G_RUNNING)
    }

    /// Waits for `object` (0 if for nothing) for ever.
    pub async fn block_forever(
        &self,
        reason: WaitReason,
        object: u64,
        frames: &'static [&'static str],
    ) -> Unwind {
        loop {
            if let Err(unwind) = self.park(reason, object, 0, frames).await {
                return *unwind;
            }
        }
    }

    /// `goready`: makes a waiting goroutine runnable. It runs on the system stack: a fault there is the end.
    pub fn goready(&self, gp: u64) -> Res<()> {
        let layout = &self.profile.get().layout.g;
        let status = self.load(gp.wrapping_add(layout.atomicstatus), 4);
        let status = self
            .atomic(status, "(*Uint32).Load")
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
        let task = self.goroutines.task_of(gp);
        let how = task.and_then(|task| self.goroutines.parked(task.0));
        if let Some(how) = how {
            self.bubble_wakes(gp, how.reason)?;
        }
        match task {
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
                G_RUNNABLE | G_SYSCALL | G_WAITING | G_DEAD | G_LEAKED => Ok(()),
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
            if status == G_WAITING {
                self.look_up_wait_reason(g).frame("runtime.scanstack")?;
            }
        }
        Ok(())
    }

    /// `isWaitingForSuspendG`, which is an array.
    fn look_up_wait_reason(&self, g: u64) -> Res<()> {
        let profile = self.profile.get();
        let word = g + profile.layout.g.waitreason;
        match profile.scanned_wait_reasons {
            Some(count) if self.load(word, 1)? >= count => {
                let unwind = Unwind::throw_for("index out of range", word);
                Err(unwind.bounds(profile.bounds_panic, "runtime.panicIndex"))
            }
            _ => Ok(()),
        }
    }

    /// `findGoroutineLeaks`, its end: the goroutines of `leaked` have, and those of an earlier profile have not. Main in
    /// `select {}` is not told.
    pub fn set_leaked(&self, leaked: Vec<TaskId>) -> Res<()> {
        let status = self.profile.get().layout.g.atomicstatus;
        for g in self.goroutines.waiting_gs() {
            if self.load(g + status, 4)? == G_LEAKED {
                self.store(g + status, 4, G_WAITING)?;
            }
        }
        for task in leaked {
            let how = self.goroutines.parked(task.0);
            let idle_main =
                task.0 == 0 && how.is_some_and(|how| how.reason == wait_reason::SELECT_NO_CASES);
            if let (Some(g), false) = (self.goroutines.known_g(task), idle_main) {
                self.store(g + status, 4, G_LEAKED)?;
            }
        }
        Ok(())
    }

    /// How the goroutine waits; none if it may run: somebody may have woken it already.
    pub fn waits(&self, task: TaskId) -> Option<Parked> {
        let status = self.profile.get().layout.g.atomicstatus;
        let g = self.goroutines.known_g(task)?;
        let asleep = self
            .load(g + status, 4)
            .is_ok_and(|status| matches!(status & !G_SCAN, G_WAITING | G_LEAKED));
        self.goroutines.parked(task.0).filter(|_| asleep)
    }

    /// Whether the last profile found that the goroutine has leaked.
    pub fn is_leaked(&self, task: TaskId) -> bool {
        let status = self.profile.get().layout.g.atomicstatus;
        let g = self.goroutines.known_g(task);
        g.is_some_and(|g| {
            self.load(g + status, 4)
                .is_ok_and(|status| status == G_LEAKED)
        })
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
