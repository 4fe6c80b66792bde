//! What runs inside shuttle: the main thread, and a wrapper around each task.

use std::cell::{Cell, RefCell};
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use shuttle_engine::runtime::execution::ExecutionState;

use crate::contract::{TaskId, World};
use crate::sim::{Sim, TaskFuture};

/// One run, as its tasks see it.
pub(super) struct Host {
    pub(super) sim: Sim,
    world: Rc<dyn World>,
    /// Our scheduler decides.
    ours: bool,
    /// Shuttle offers a switch before it creates a task. The kernel knows of none there.
    pub(super) spawning: Cell<bool>,
    main: RefCell<Option<Waker>>,
}

thread_local! {
    /// The run for [`main`], which shuttle takes as a function that may move between threads (it does not).
    static HOST: RefCell<Option<Rc<Host>>> = const { RefCell::new(None) };
}

/// Does `run`, an execution of [`main`] for `host`.
pub(super) fn with(host: Rc<Host>, run: impl FnOnce()) {
    HOST.set(Some(host));
    run();
    HOST.set(None);
}

/// Shuttle's main thread: boots the world, sleeps until the run ends. What then is unfinished, shuttle drops.
pub(super) fn main() {
    let host = HOST.take().expect("set for each execution");
    host.world.boot(&host.sim);
    host.adopt();
    host.settle();
    shuttle::future::block_on(poll_fn(|context| {
        if host.sim.ended() {
            return Poll::Ready(());
        }
        *host.main.borrow_mut() = Some(context.waker().clone());
        Poll::Pending
    }));
}

impl Host {
    pub(super) fn new(sim: Sim, world: Rc<dyn World>, ours: bool) -> Host {
        Host {
            sim,
            world,
            ours,
            spawning: Cell::new(false),
            main: RefCell::new(None),
        }
    }

    /// Gives shuttle the tasks that were spawned.
    fn adopt(self: &Rc<Host>) {
        let mut spawned: Vec<(TaskId, TaskFuture)> = Vec::new();
        self.sim
            .take_spawned(|task, body| spawned.push((task, body)));
        for (task, body) in spawned {
            let host = Rc::clone(self);
            self.spawning.set(true);
            drop(shuttle::future::spawn_local(Hosted { host, task, body }));
            self.spawning.set(false);
        }
    }

    /// If nobody can run, lets the world wake a task or end the run.
    fn settle(&self) {
        if !self.sim.ended() && self.sim.runnable() == 0 {
            self.world.idle(&self.sim);
            assert!(
                self.sim.ended() || self.sim.runnable() > 0,
                "an idle world must wake a task or end the run"
            );
        }
    }

    /// `task` was chosen. False if the run has ended.
    fn begin_step(&self, task: TaskId) -> bool {
        if self.sim.ended() {
            return false;
        }
        if !self.ours {
            self.sim.kernel().take_step(task);
        }
        if self.sim.trigger_due() {
            self.sim.fire_trigger();
        }
        match self.sim.next() {
            None => false,
            chosen => {
                assert_eq!(
                    chosen,
                    Some(task),
                    "shuttle ran another task than was chosen"
                );
                true
            }
        }
    }

    fn end(&self) -> Poll<()> {
        if let Some(waker) = self.main.take() {
            waker.wake();
        }
        Poll::Ready(())
    }
}

/// A task: counts its steps, and returns as soon as the run has ended.
struct Hosted {
    host: Rc<Host>,
    task: TaskId,
    body: TaskFuture,
}

impl Future for Hosted {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let (host, task) = (Rc::clone(&self.host), self.task);
        if !host.begin_step(task) {
            return host.end();
        }
        let poll = self.body.as_mut().poll(context);
        {
            let mut kernel = host.sim.kernel();
            let at = task.0 as usize;
            if poll.is_ready() {
                kernel.remove(task, true);
            } else if kernel.at_point && kernel.slots[at].pending.point.yields {
                ExecutionState::request_yield();
            }
            let waker = &mut kernel.slots[at].waker;
            if waker.is_none() {
                *waker = Some(context.waker().clone());
            }
        }
        host.adopt();
        host.settle();
        if host.sim.ended() {
            return host.end();
        }
        poll
    }
}
