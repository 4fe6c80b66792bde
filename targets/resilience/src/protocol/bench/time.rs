//! How a bench's time goes on: the clock's task, and what happens when nobody can run.

use std::rc::Rc;

use tearpoint_harness::contract::{Access, Class, Crash, End, Frame, Op, Role};

use super::{Bench, Model, Ticking, Timing, Who};

/// The clock's point in every protocol's table.
const CLOCK: usize = 1;
/// The object that the clock writes: no object of a model has this number.
const TIME: u64 = u64::MAX;

impl<M: Model> Bench<M> {
    /// Starts the clock. Called once, after the first tasks were made.
    pub fn start(self: &Rc<Self>) {
        if self.timing == Timing::AnyTime {
            let bench = Rc::clone(self);
            let task = self.sim.spawn(async move { bench.run_clock().await });
            self.clock_task.set(Some(task));
        }
        self.publish();
    }

    async fn run_clock(self: Rc<Self>) {
        let op = Op {
            point: &self.points[CLOCK],
            object: TIME,
            access: Access::Write,
        };
        loop {
            if self.clock.borrow().is_empty() {
                self.ticking.set(Ticking::Parked);
                self.publish();
                self.sim.park(op).await;
                // It has not asked for others to run yet: a scheduler with priorities would let it ring for ever.
                continue;
            }
            self.ticking.set(Ticking::AtPoint);
            self.publish();
            self.sim.point(op).await;
            if self.clock.borrow().is_empty() || self.sim.runnable() == 1 && !self.is_idle_right() {
                continue;
            }
            self.ring();
        }
    }

    /// An alarm was set.
    pub(super) fn wake_clock(&self) {
        if let Some(clock) = self.clock_task.get()
            && self.sim.ready(clock)
        {
            self.ticking.set(Ticking::Woken);
        }
    }

    /// Nobody can run: the next alarm rings. Without one nobody ever will, and the run ends as a deadlock.
    pub fn idle(&self) {
        if !self.is_idle_right() {
            return;
        }
        if self.clock.borrow().is_empty() {
            let waiting = self.waiting();
            let client = waiting.iter().find(|waiting| !waiting.daemon);
            let at = client.map_or(&self.points[0], |waiting| waiting.at);
            return self.sim.end(End::Crash(Box::new(Crash {
                message: "everybody waits, and nothing will wake anybody".to_owned(),
                frames: vec![Frame::new(at.name, Role::System)],
                waiters: self.waiters(&waiting),
                ..Crash::of(Class::Deadlock)
            })));
        }
        self.ring();
        self.publish();
    }

    fn is_idle_right(&self) -> bool {
        let waiting = self.waiting();
        let broken = self.model.borrow().idle(self.now(), &waiting);
        let who = waiting.iter().find(|waiting| !waiting.daemon);
        self.holds(broken, who.map_or(Who(0), |waiting| waiting.who))
    }

    fn ring(&self) {
        let Some(alarm) = self.clock.borrow_mut().ring() else {
            return;
        };
        let task = {
            let slot = &mut self.slots.borrow_mut()[alarm.who];
            slot.alarm = None;
            slot.rang = true;
            slot.task
        };
        self.sim.ready(task);
    }
}
