//! The scheduler that shuttle sees: ours behind its trait, or one of its own, which is asked only between the boot of the world and
//! the end of the run.

use std::rc::Rc;

use shuttle::scheduler::{Schedule, Scheduler as Shuttle, Task, TaskId as ShuttleId};

use super::host::Host;
use super::schedulers::Builder;
use crate::contract::TaskId;
use crate::scheduler::{self, SchedulerSpec};

/// Shuttle's main thread.
const MAIN: usize = 0;

/// One of shuttle's schedulers, with its state across runs (a tree searched, lengths estimated).
pub struct Theirs {
    spec: SchedulerSpec,
    builder: Builder,
    seed: u64,
    inner: Box<dyn Shuttle>,
    /// It was told of the run to come.
    announced: bool,
    /// It has had something to decide.
    decided: bool,
}

impl Theirs {
    /// Ready for a first run. `None` if `spec` is not one of shuttle's own.
    pub fn new(spec: &SchedulerSpec, seed: u64) -> Option<Theirs> {
        let scheduler::Builder::Shuttle(builder) = spec.row().builder else {
            return None;
        };
        Some(Theirs {
            spec: spec.clone(),
            builder,
            seed,
            inner: (builder.build)(spec, seed),
            announced: false,
            decided: true,
        })
    }

    /// Moves on to the next schedule. True if there is no other.
    pub fn advance(&mut self) -> bool {
        if !self.announced {
            if !self.decided && self.builder.must_decide {
                self.inner = (self.builder.build)(&self.spec, self.seed);
            }
            self.announced = self.inner.new_execution().is_some();
        }
        !self.announced
    }

    /// A run with `seed` begins. A random walk begins anew with each seed; a tree that was searched, from its start.
    fn begin(&mut self, seed: u64) {
        let anew = self.builder.anew_for_each_seed && seed != self.seed;
        if anew || self.advance() {
            self.seed = seed;
            self.inner = (self.builder.build)(&self.spec, seed);
            self.announced = false;
            self.decided = true;
            self.advance();
        }
        self.announced = false;
        self.decided = false;
    }
}

/// What shuttle asks who runs next.
#[derive(Default)]
pub(super) struct Adapter {
    /// One of shuttle's own; without it the kernel decides.
    pub(super) theirs: Option<Theirs>,
    host: Option<Rc<Host>>,
}

impl Adapter {
    pub(super) fn begin(&mut self, host: Rc<Host>, seed: u64) {
        self.host = Some(host);
        if let Some(theirs) = &mut self.theirs {
            theirs.begin(seed);
        }
    }

    pub(super) fn finish(&mut self) {
        self.host = None;
    }

    fn decide(&mut self, host: &Host, runnable: &[&Task]) -> usize {
        let sim = &host.sim;
        let mut kernel = sim.kernel();
        if kernel.end.is_none() {
            // Shuttle keeps a task that waits again right after it was woken for another turn: it is not given one.
            let ready = runnable
                .iter()
                .filter(|task| kernel.is_ready(ours(task.id())));
            let agreed = ready.count() == kernel.runnable().len();
            assert!(
                agreed,
                "shuttle and the kernel differ on who can run: {runnable:?}, {:?}",
                kernel.runnable()
            );
            let current = kernel.stopped_at_point();
            kernel.decide(current);
        }
        match kernel.next {
            Some(task) => task.0 as usize + 1,
            None => runnable[0].id().into(),
        }
    }
}

fn ours(task: ShuttleId) -> TaskId {
    TaskId(usize::from(task).saturating_sub(1) as u32)
}

impl Shuttle for Adapter {
    fn new_execution(&mut self) -> Option<Schedule> {
        Some(Schedule::new(0))
    }

    fn next_task(
        &mut self,
        runnable: &[&Task],
        current: Option<ShuttleId>,
        yielding: bool,
    ) -> Option<ShuttleId> {
        let host = self.host.clone()?;
        if host.spawning.get() {
            return current;
        }
        let ended = host.sim.ended();
        let first = runnable.first()?.id();
        match &mut self.theirs {
            Some(theirs) if !ended => {
                let kernel = host.sim.kernel();
                let ready = |task: &&&Task| {
                    usize::from(task.id()) == MAIN || kernel.is_ready(ours(task.id()))
                };
                let runnable: Vec<&Task> = runnable.iter().filter(ready).copied().collect();
                drop(kernel);
                theirs.decided |= runnable.len() > 1;
                theirs.inner.next_task(&runnable, current, yielding)
            }
            _ if ended || usize::from(first) == MAIN => Some(first),
            _ => Some(ShuttleId::from(self.decide(&host, runnable))),
        }
    }

    fn next_u64(&mut self) -> u64 {
        match &mut self.theirs {
            Some(theirs) => theirs.inner.next_u64(),
            None => 0,
        }
    }
}
