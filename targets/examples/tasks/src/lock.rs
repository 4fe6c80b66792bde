//! The code under test: a lock, and workers that count under it. A point is awaited wherever another task may come in between.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

use tearpoint_harness::contract::{Access, Density, Op, PointSpec, Sim, TaskId};

const fn point(id: u16, name: &'static str) -> PointSpec {
    PointSpec {
        id,
        name,
        density: Density::Operation,
        yields: false,
    }
}

/// What a task can be about to do; `start` is the engine's own.
pub static POINTS: [PointSpec; 6] = [
    point(0, "start"),
    point(1, "look"),
    point(2, "queue"),
    point(3, "wake up"),
    point(4, "release"),
    point(5, "count"),
];

/// The lock's number among the objects.
pub const LOCK: u64 = 1;

fn on_lock(point: usize) -> Op {
    Op {
        point: &POINTS[point],
        object: LOCK,
        access: Access::Write,
    }
}

/// A lock with a queue of those who wait.
pub struct Lock {
    held: Cell<bool>,
    queue: RefCell<VecDeque<TaskId>>,
    /// Whether a task looks again before it waits.
    careful: bool,
}

impl Lock {
    /// A lock that nobody holds.
    pub fn new(careful: bool) -> Lock {
        Lock {
            held: Cell::new(false),
            queue: RefCell::default(),
            careful,
        }
    }

    /// Waits until nobody holds the lock, and takes it.
    pub async fn acquire(&self, sim: &Sim) {
        loop {
            sim.point(on_lock(1)).await;
            if !self.held.replace(true) {
                return;
            }
            sim.point(on_lock(2)).await;
            // The lock may have been released since we looked. Then nobody knows that we wait.
            if self.careful && !self.held.get() {
                continue;
            }
            self.queue.borrow_mut().push_back(sim.current());
            sim.park(on_lock(3)).await;
        }
    }

    /// Lets go, and wakes whoever has waited longest.
    pub async fn release(&self, sim: &Sim) {
        sim.point(on_lock(4)).await;
        self.held.set(false);
        if let Some(next) = self.queue.borrow_mut().pop_front() {
            sim.ready(next);
        }
    }

    /// Those who wait.
    pub fn waiting(&self) -> Vec<TaskId> {
        self.queue.borrow().iter().copied().collect()
    }
}

/// One worker: counts once, under the lock.
pub async fn work(sim: &Sim, lock: &Lock, count: &Cell<u64>) {
    lock.acquire(sim).await;
    let seen = count.get();
    sim.point(Op {
        point: &POINTS[5],
        object: 2,
        access: Access::Write,
    })
    .await;
    count.set(seen + 1);
    lock.release(sim).await;
}
