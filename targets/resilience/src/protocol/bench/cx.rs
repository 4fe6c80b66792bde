//! A task's handle on its bench: points, waits, wake-ups.

use std::cell::RefMut;
use std::rc::Rc;

use tearpoint_harness::contract::{Access, Digest, Op, PointSpec};

use super::{Bench, Model, Who, Woken};

/// A task's handle on its bench.
pub struct Cx<M> {
    pub(super) bench: Rc<Bench<M>>,
    pub(super) me: Who,
}

impl<M> Clone for Cx<M> {
    fn clone(&self) -> Cx<M> {
        Cx {
            bench: Rc::clone(&self.bench),
            me: self.me,
        }
    }
}

impl<M: Model> Cx<M> {
    /// The task's own number.
    pub fn me(&self) -> Who {
        self.me
    }

    /// The bench that the task is on.
    pub fn bench(&self) -> &Rc<Bench<M>> {
        &self.bench
    }

    /// The shared state. Not to be held over an await.
    pub fn model(&self) -> RefMut<'_, M> {
        self.bench.model()
    }

    /// Virtual time in milliseconds.
    pub fn now(&self) -> u64 {
        self.bench.now()
    }

    /// Others may come in between before the caller reads `object`. `words` are the locals that it will go on with.
    pub async fn read(&self, point: &'static PointSpec, object: u64, words: &[u64]) {
        self.step(point, object, Access::Read, words).await;
    }

    /// Others may come in between before the caller writes `object`. `words` are the locals that it will go on with.
    pub async fn write(&self, point: &'static PointSpec, object: u64, words: &[u64]) {
        self.step(point, object, Access::Write, words).await;
    }

    async fn step(&self, point: &'static PointSpec, object: u64, access: Access, words: &[u64]) {
        self.arrive(point, words, false);
        let op = Op {
            point,
            object,
            access,
        };
        self.bench.sim.point(op).await;
    }

    /// Waits to be woken, or until `until` (milliseconds of virtual time). To begin the wait is no step of its own: it belongs to what
    /// the caller did since its last step.
    pub async fn wait(
        &self,
        point: &'static PointSpec,
        until: Option<u64>,
        words: &[u64],
    ) -> Woken {
        if let Some(until) = until {
            let alarm = self.bench.clock.borrow_mut().set(until, self.me.0);
            self.bench.slots.borrow_mut()[self.me.0].alarm = Some(alarm);
            self.bench.wake_clock();
        }
        self.arrive(point, words, true);
        let op = Op {
            point,
            object: 0,
            access: Access::None,
        };
        self.bench.sim.park(op).await;
        let slot = &mut self.bench.slots.borrow_mut()[self.me.0];
        slot.waits = false;
        slot.rang = false;
        match slot.woken.take() {
            Some(word) => Woken::By(word),
            None => Woken::Timeout,
        }
    }

    /// Waits for `millis`.
    pub async fn sleep(&self, point: &'static PointSpec, millis: u64, words: &[u64]) {
        let until = self.now() + millis;
        self.wait(point, Some(until), words).await;
    }

    /// Wakes `who`, with a word. False if it does not wait any more; true also where its alarm has rung and it has not gone on.
    pub fn wake(&self, who: Who, word: u64) -> bool {
        let (task, alarm) = {
            let slot = &mut self.bench.slots.borrow_mut()[who.0];
            if !slot.waits || slot.woken.is_some() {
                return false;
            }
            slot.woken = Some(word);
            (slot.task, slot.alarm.take())
        };
        if let Some(alarm) = alarm {
            self.bench.clock.borrow_mut().cancel(alarm);
        }
        self.bench.sim.ready(task);
        true
    }

    /// Prints a line, as the library's logger or the client would.
    pub fn print(&self, line: &str) {
        let line = format!("[{} ms] {}: {line}\n", self.now(), self.name());
        self.bench.sim.absorb(line.as_bytes());
        self.bench
            .printed
            .borrow_mut()
            .extend_from_slice(line.as_bytes());
    }

    fn name(&self) -> String {
        self.bench.slots.borrow()[self.me.0].name.clone()
    }

    /// The oracles look at what the caller did; from then on it is at `point`.
    fn arrive(&self, point: &'static PointSpec, words: &[u64], waits: bool) {
        let broken = self.bench.model.borrow().broken(self.now());
        self.bench.holds(broken, self.me);
        let mut digest = Digest::default();
        words.iter().for_each(|&word| digest.word(word));
        {
            let slot = &mut self.bench.slots.borrow_mut()[self.me.0];
            slot.at = point;
            slot.words = (digest.value() >> 64) as u64;
            slot.waits = waits;
        }
        self.bench.publish();
    }
}
