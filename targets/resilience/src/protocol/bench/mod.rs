//! What a protocol model stands on: clients and daemons as tasks, waits with a timeout, virtual time, oracles after each step.
//!
//! A model is shared state that implements [`Model`], and `async fn`s over [`Cx`] that follow the source. Between two awaits no other
//! task runs, so one await before each access to shared memory gives every interleaving.
//!
//! Time: a step takes none; alarms ring in order. With [`Timing::AnyTime`] the clock is one more task: an alarm may ring even while
//! others can run (a thread may be slow for as long as it likes). With [`Timing::WhenIdle`] it rings only when nobody can run.
//!
//! Invariants: a waiter that was woken before it went on has not timed out, whatever its alarm did; a run ends when the
//! last client ends; whatever [`Model::absorb`], the tasks' points and the words given with them leave out has no influence on the future.

mod clock;
mod cx;
mod model;
mod time;
mod world;

use std::cell::{Cell, RefCell, RefMut};
use std::future::Future;
use std::rc::Rc;

use tearpoint_harness::contract::{
    Cause, Class, Crash, Digest, End, Frame, PointSpec, Role, Sim, TaskId, Waiter,
};

use self::clock::{Alarm, Clock};
pub use self::cx::Cx;
pub use self::model::{Broken, Model, Timing, Waiting, Who, Woken, broken};
pub use self::world::ProtocolWorld;

/// Where the clock's task is.
#[derive(Clone, Copy, Debug)]
enum Ticking {
    /// It has not begun yet.
    Ahead,
    /// It waits: no alarm is set.
    Parked,
    /// It was parked, and an alarm was set since.
    Woken,
    /// It is about to let the next alarm ring.
    AtPoint,
}

struct Slot {
    name: String,
    task: TaskId,
    daemon: bool,
    at: &'static PointSpec,
    /// Digest of the words given at its point.
    words: u64,
    waits: bool,
    alarm: Option<Alarm>,
    woken: Option<u64>,
    rang: bool,
    done: bool,
}

/// One run's tasks, clock and model.
pub struct Bench<M> {
    sim: Sim,
    timing: Timing,
    points: &'static [PointSpec],
    model: RefCell<M>,
    slots: RefCell<Vec<Slot>>,
    clock: RefCell<Clock>,
    clock_task: Cell<Option<TaskId>>,
    ticking: Cell<Ticking>,
    clients: Cell<usize>,
    printed: RefCell<Vec<u8>>,
}

impl<M: Model> Bench<M> {
    /// A bench for one run on `sim`, without tasks yet. `points` is the protocol's table; its first two are `start` and that of the clock.
    pub fn new(sim: &Sim, timing: Timing, points: &'static [PointSpec], model: M) -> Rc<Bench<M>> {
        Rc::new(Bench {
            sim: sim.clone(),
            timing,
            points,
            model: RefCell::new(model),
            slots: RefCell::default(),
            clock: RefCell::default(),
            clock_task: Cell::new(None),
            ticking: Cell::new(Ticking::Ahead),
            clients: Cell::new(0),
            printed: RefCell::default(),
        })
    }

    /// A client: the run goes on until all of them are through.
    pub fn client<F>(self: &Rc<Self>, name: impl Into<String>, body: impl FnOnce(Cx<M>) -> F) -> Who
    where
        F: Future<Output = ()> + 'static,
    {
        self.clients.set(self.clients.get() + 1);
        self.spawn(name.into(), false, body)
    }

    /// A task that ends with the run: a housekeeper, a server.
    pub fn daemon<F>(self: &Rc<Self>, name: impl Into<String>, body: impl FnOnce(Cx<M>) -> F) -> Who
    where
        F: Future<Output = ()> + 'static,
    {
        self.spawn(name.into(), true, body)
    }

    fn spawn<F>(self: &Rc<Self>, name: String, daemon: bool, body: impl FnOnce(Cx<M>) -> F) -> Who
    where
        F: Future<Output = ()> + 'static,
    {
        let me = Who(self.slots.borrow().len());
        let cx = Cx {
            bench: Rc::clone(self),
            me,
        };
        let (bench, future) = (Rc::clone(self), body(cx));
        let task = self.sim.spawn(async move {
            future.await;
            bench.through(me);
        });
        self.slots.borrow_mut().push(Slot {
            name,
            task,
            daemon,
            at: &self.points[0],
            words: 0,
            waits: false,
            alarm: None,
            woken: None,
            rang: false,
            done: false,
        });
        me
    }

    fn through(&self, me: Who) {
        let daemon = {
            let mut slots = self.slots.borrow_mut();
            slots[me.0].done = true;
            slots[me.0].daemon
        };
        if !self.holds(self.model.borrow().broken(self.now()), me) || daemon {
            return self.publish();
        }
        self.clients.set(self.clients.get() - 1);
        if self.clients.get() == 0 {
            let broken = self.model.borrow().ended(self.now());
            if self.holds_at(broken, me, false) {
                self.sim.end(End::Exit(0));
            }
        }
        self.publish();
    }

    /// Whether no rule is broken; otherwise the run ends. `who` took the step, or waits in vain.
    fn holds(&self, broken: Option<Broken>, who: Who) -> bool {
        self.holds_at(broken, who, true)
    }

    /// As [`Bench::holds`]; `placed` says whether the point where `who` is belongs to the crash.
    fn holds_at(&self, broken: Option<Broken>, who: Who, placed: bool) -> bool {
        let Some(Broken { class, rule, seen }) = broken else {
            return true;
        };
        let (task, at) = {
            let slots = self.slots.borrow();
            let slot = slots.get(who.0);
            (
                slot.map(|slot| slot.task),
                slot.map_or(self.points[0].name, |slot| slot.at.name),
            )
        };
        let at = placed.then(|| Frame::new(at, Role::System));
        let cause = Cause::Seen {
            task,
            at_ms: Some(self.now()),
            what: seen,
        };
        self.sim.end(End::Crash(Box::new(Crash {
            message: rule,
            frames: at.into_iter().collect(),
            causes: vec![cause],
            waiters: self.waiters(&self.waiting()),
            ..Crash::of(Class::own(class))
        })));
        false
    }

    /// The table of points that it was made with.
    pub fn points(&self) -> &'static [PointSpec] {
        self.points
    }

    /// Virtual time in milliseconds.
    pub fn now(&self) -> u64 {
        self.clock.borrow().now()
    }

    /// The shared state. Not to be held over an await.
    pub fn model(&self) -> RefMut<'_, M> {
        self.model.borrow_mut()
    }

    /// The tasks' names, by id.
    pub fn names(&self) -> Vec<String> {
        let slots = self.slots.borrow();
        let mut names: Vec<(TaskId, &str)> = slots
            .iter()
            .map(|slot| (slot.task, slot.name.as_str()))
            .collect();
        names.extend(self.clock_task.get().map(|task| (task, "clock")));
        names.sort_unstable();
        names.into_iter().map(|(_, name)| name.to_owned()).collect()
    }

    /// What was printed.
    pub fn printed(&self) -> Vec<u8> {
        self.printed.borrow().clone()
    }

    fn waiting(&self) -> Vec<Waiting> {
        let slots = self.slots.borrow();
        let waits = slots
            .iter()
            .enumerate()
            .filter(|(_, slot)| slot.waits && !slot.done);
        waits
            .map(|(who, slot)| Waiting {
                who: Who(who),
                name: slot.name.clone(),
                at: slot.at,
                daemon: slot.daemon,
                until: slot.alarm.map(|alarm| alarm.due),
            })
            .collect()
    }

    /// Those who wait, as a crash has them.
    fn waiters(&self, waiting: &[Waiting]) -> Vec<Waiter> {
        let slots = self.slots.borrow();
        let waiter = |waiting: &Waiting| Waiter {
            task: slots[waiting.who.0].task,
            reason: "".into(),
            function: waiting.at.name.into(),
            object: 0,
            since: None,
            until_ms: waiting.until,
            detected: None,
        };
        waiting.iter().map(waiter).collect()
    }

    /// Gives the state its number, if the scheduler tells states apart.
    fn publish(&self) {
        if !self.sim.wants_states() {
            return;
        }
        let now = self.now();
        let mut state = Digest::default();
        self.model.borrow().absorb(now, &mut state);
        for slot in self.slots.borrow().iter() {
            let &Slot {
                at,
                words,
                waits,
                woken,
                rang,
                done,
                // The same for the whole run; its alarm is absorbed with the clock's.
                name: _,
                task: _,
                daemon: _,
                alarm: _,
            } = slot;
            state.word(
                u64::from(at.id) << 8
                    | u64::from(done) << 2
                    | u64::from(waits) << 1
                    | u64::from(rang),
            );
            state.word(words);
            state.word(woken.map_or(0, |word| word.wrapping_add(1)));
        }
        state.word(self.ticking.get() as u64);
        for (after, who) in self.clock.borrow().ahead() {
            state.word(after);
            state.word(who as u64);
        }
        self.sim.set_state((state.value() >> 64) as u64);
    }
}
