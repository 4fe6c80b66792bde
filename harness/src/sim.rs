//! A task's handle on the engine: scheduling points, parking, spawning, choices, events.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use crate::choice::Stream;
use crate::contract::{Choice, Density, Digest, End, Event, Limits, Op, PointSpec, TaskId, World};
pub use crate::history::{Divergence, Expected, Log};
use crate::kernel::Kernel;
use crate::scheduler::Scheduler;

/// A task's body.
pub type TaskFuture = Pin<Box<dyn Future<Output = ()>>>;

/// How a run is to be done.
pub struct RunConfig<'a> {
    /// The seed of the run's choices.
    pub seed: u64,
    /// Choices in place of what seed and scheduler give.
    pub deviations: &'a [Choice],
    /// How densely tasks can be preempted.
    pub density: Density,
    /// What the run may use.
    pub limits: Limits,
    /// Keep the events and the schedule.
    pub log: bool,
    /// Compare with these events as they happen.
    pub expected: Option<Expected>,
}

struct Shared {
    kernel: RefCell<Kernel>,
    /// The kernel's density, for the quick way past points that are none.
    density: Cell<Density>,
    /// The step at which [`World::trigger`] is due.
    trigger: Cell<u64>,
    spawned: RefCell<Vec<(TaskId, TaskFuture)>>,
    has_spawned: Cell<bool>,
    world: RefCell<Option<Rc<dyn World>>>,
}

/// The engine as tasks and worlds see it. Cheap to clone; one run at a time.
#[derive(Clone)]
pub struct Sim(Rc<Shared>);

impl Default for Sim {
    fn default() -> Sim {
        Sim(Rc::new(Shared {
            kernel: RefCell::new(Kernel::new()),
            density: Cell::new(Density::default()),
            trigger: Cell::new(u64::MAX),
            spawned: RefCell::new(Vec::new()),
            has_spawned: Cell::new(false),
            world: RefCell::new(None),
        }))
    }
}

/// What tasks and worlds call.
impl Sim {
    /// Whether the two are handles of one engine.
    pub fn same(&self, other: &Sim) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }

    /// A place where another task may come in between, before `op` is done.
    #[inline]
    pub fn point(&self, op: Op) -> Point<'_> {
        Point {
            sim: self,
            op,
            state: if op.point.density > self.0.density.get() {
                PointState::Over
            } else {
                PointState::Ahead
            },
        }
    }

    /// Waits until somebody makes this task ready; it then goes on with `op`.
    pub fn park(&self, op: Op) -> Point<'_> {
        Point {
            sim: self,
            op,
            state: PointState::Parking,
        }
    }

    /// Makes a parked task runnable. False if it was not parked.
    pub fn ready(&self, task: TaskId) -> bool {
        self.0.kernel.borrow_mut().make_ready(task)
    }

    /// A new task, runnable at once; it runs when it is chosen.
    pub fn spawn(&self, future: impl Future<Output = ()> + 'static) -> TaskId {
        let task = self.0.kernel.borrow_mut().add();
        self.0.spawned.borrow_mut().push((task, Box::pin(future)));
        self.0.has_spawned.set(true);
        task
    }

    /// The next value of `stream`, in `0..bound` (0: all 64 bits).
    pub fn choose(&self, stream: Stream, bound: u64) -> u64 {
        let mut kernel = self.0.kernel.borrow_mut();
        kernel.choices.draw(stream, bound)
    }

    /// Puts something that happened into the run's history.
    pub fn note(&self, point: &'static PointSpec, object: u64) {
        let mut kernel = self.0.kernel.borrow_mut();
        let task = kernel.current;
        kernel.event(Event {
            task,
            point: point.id,
            object,
        });
    }

    /// Ends the run. The first end counts. The caller's task must not go on: it returns or awaits [`Sim::park`].
    pub fn end(&self, end: End) {
        self.0.kernel.borrow_mut().finish(end);
    }

    /// Whether the run has ended. A task that learns so returns.
    pub fn ended(&self) -> bool {
        self.0.kernel.borrow().end.is_some()
    }

    /// The task that runs.
    pub fn current(&self) -> TaskId {
        self.0.kernel.borrow().current
    }

    /// Steps taken so far.
    pub fn step(&self) -> u64 {
        self.0.kernel.borrow().step
    }

    /// How many tasks can run now.
    pub fn runnable(&self) -> usize {
        self.0.kernel.borrow().runnable().len()
    }

    /// The seed of this run.
    pub fn seed(&self) -> u64 {
        self.0.kernel.borrow().choices.seed()
    }

    /// Whether somebody tells this run's states apart: see [`Sim::set_state`].
    pub fn wants_states(&self) -> bool {
        self.0.kernel.borrow().wants_states
    }

    /// Names the state the world is in, for the decision ahead: worlds in states of one number must have the same future, whatever their
    /// past. Only where [`Sim::wants_states`].
    pub fn set_state(&self, state: u64) {
        self.0.kernel.borrow_mut().state = Some(state);
    }

    /// How densely tasks can be preempted in this run.
    pub fn density(&self) -> Density {
        self.0.density.get()
    }

    /// What this run may use.
    pub fn limits(&self) -> Limits {
        self.0.kernel.borrow().limits
    }

    /// Asks for [`World::trigger`] once `step` is reached; `u64::MAX` for never.
    pub fn set_trigger(&self, step: u64) {
        self.0.trigger.set(step);
    }
}

/// What an engine calls.
impl Sim {
    /// Prepares for a run of `world`.
    pub(crate) fn begin(
        &self,
        config: RunConfig<'_>,
        scheduler: Box<dyn Scheduler>,
        world: Rc<dyn World>,
    ) {
        let mut kernel = self.0.kernel.borrow_mut();
        kernel.reset();
        kernel.choices.reset(config.seed, config.deviations);
        kernel.scheduler = scheduler;
        kernel.scheduler.begin();
        kernel.wants_states = kernel.scheduler.wants_states();
        kernel.density = config.density;
        kernel.limits = config.limits;
        kernel.observe(config.log, config.expected);
        self.0.density.set(config.density);
        self.0.trigger.set(u64::MAX);
        self.0.spawned.borrow_mut().clear();
        *self.0.world.borrow_mut() = Some(world);
    }

    /// Closes a run: the world is let go, the scheduler handed back.
    pub(crate) fn finish(&self) -> Box<dyn Scheduler> {
        *self.0.world.borrow_mut() = None;
        let mut kernel = self.0.kernel.borrow_mut();
        let step = kernel.step;
        kernel.history.finish(step);
        if let Some(end) = kernel.end.clone() {
            kernel.scheduler.over(&end);
        }
        std::mem::replace(&mut kernel.scheduler, Box::new(crate::scheduler::RunOn))
    }

    pub(crate) fn kernel(&self) -> std::cell::RefMut<'_, Kernel> {
        self.0.kernel.borrow_mut()
    }

    /// Who takes the step decided last.
    #[inline]
    pub(crate) fn next(&self) -> Option<TaskId> {
        let mut kernel = self.0.kernel.borrow_mut();
        let next = kernel.next?;
        kernel.current = next;
        Some(next)
    }

    /// Decides the next step; fires the trigger if it is due.
    #[inline]
    pub(crate) fn decide(&self, current: Option<TaskId>) {
        let mut kernel = self.0.kernel.borrow_mut();
        kernel.decide(current);
        let step = kernel.step;
        drop(kernel);
        if step >= self.0.trigger.get() {
            self.fire_trigger();
        }
    }

    /// Whether the trigger is due.
    pub(crate) fn trigger_due(&self) -> bool {
        self.step() >= self.0.trigger.get()
    }

    #[cold]
    pub(crate) fn fire_trigger(&self) {
        self.0.trigger.set(u64::MAX);
        let world = self.0.world.borrow().clone();
        if let Some(world) = world {
            world.trigger(self);
        }
    }

    /// The running task is about to do `op`. True if it goes on at once.
    #[inline]
    fn pass(&self, op: Op, context: &mut Context<'_>) -> bool {
        let mut kernel = self.0.kernel.borrow_mut();
        let task = kernel.current;
        kernel.slots[task.0 as usize].pending = op;
        kernel.at_point = true;
        if kernel.hosted {
            drop(kernel);
            context.waker().wake_by_ref();
            return false;
        }
        kernel.decide(Some(task));
        if kernel.step < self.0.trigger.get() {
            return kernel.next == Some(task);
        }
        drop(kernel);
        self.fire_trigger();
        self.0.kernel.borrow().next == Some(task)
    }

    /// The running task waits for [`Sim::ready`], and then goes on with `op`.
    fn wait(&self, op: Op) {
        let mut kernel = self.0.kernel.borrow_mut();
        let task = kernel.current;
        kernel.slots[task.0 as usize].pending = op;
        kernel.remove(task, false);
        if !kernel.hosted {
            drop(kernel);
            self.decide(None);
        }
    }

    #[inline]
    pub(crate) fn take_spawned(&self, mut each: impl FnMut(TaskId, TaskFuture)) {
        if self.0.has_spawned.replace(false) {
            self.0
                .spawned
                .borrow_mut()
                .drain(..)
                .for_each(|(task, future)| each(task, future));
        }
    }

    /// The digest so far.
    pub fn digest(&self) -> Digest {
        self.0.kernel.borrow().digest
    }

    /// Absorbs bytes (the program's output) into the digest.
    pub fn absorb(&self, bytes: &[u8]) {
        self.0.kernel.borrow_mut().digest.bytes(bytes);
    }

    /// Where this run has left the events it is compared with, if it has.
    pub fn divergence(&self) -> Option<Divergence> {
        self.0.kernel.borrow().history.divergence().cloned()
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum PointState {
    /// Not a point at this density.
    Over,
    /// The decision is ahead.
    Ahead,
    /// About to wait for [`Sim::ready`].
    Parking,
    /// Decided against this task, or parked: it goes on when it is polled again.
    Waiting,
}

/// The future of [`Sim::point`] and [`Sim::park`].
pub struct Point<'a> {
    sim: &'a Sim,
    op: Op,
    state: PointState,
}

impl Future for Point<'_> {
    type Output = ();

    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        match self.state {
            PointState::Over | PointState::Waiting => return Poll::Ready(()),
            PointState::Ahead => {
                if self.sim.pass(self.op, context) {
                    return Poll::Ready(());
                }
            }
            PointState::Parking => self.sim.wait(self.op),
        }
        self.state = PointState::Waiting;
        Poll::Pending
    }
}
