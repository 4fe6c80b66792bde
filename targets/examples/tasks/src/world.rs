//! The workers as a world of the engine: what a run begins with, what it means that nobody can go on, what came out.

use std::cell::Cell;
use std::rc::Rc;

use tearpoint_harness::contract::{
    Class, Crash, End, Frame, InputError, PointSpec, Report, Role, Scenario, Sim, Tasks, Waiter,
    World,
};

use crate::lock::{LOCK, Lock, POINTS, work};

const WORKERS: u64 = 3;

/// The state of one run.
struct Run {
    lock: Lock,
    count: Cell<u64>,
    done: Cell<u64>,
}

/// A run's world; its tasks hold it too.
struct Workers(Rc<Run>);

impl World for Workers {
    fn boot(&self, sim: &Sim) {
        for _ in 0..WORKERS {
            let (run, sim) = (Rc::clone(&self.0), sim.clone());
            sim.clone().spawn(async move {
                work(&sim, &run.lock, &run.count).await;
                run.done.set(run.done.get() + 1);
                if run.done.get() == WORKERS {
                    sim.end(End::Exit(0));
                }
            });
        }
    }

    /// No worker can go on, and the run is not over: who waits, waits for ever.
    fn idle(&self, sim: &Sim) {
        let waiting = self.0.lock.waiting().into_iter();
        let waiter = |task| Waiter {
            task,
            reason: "the lock".into(),
            function: "Lock::acquire".into(),
            object: LOCK,
            since: None,
            until_ms: None,
            detected: None,
        };
        sim.end(End::Crash(Box::new(Crash {
            message: "workers wait and nobody holds the lock".to_owned(),
            frames: vec![
                Frame::new("Lock::acquire", Role::System),
                Frame::new("work", Role::User),
            ],
            waiters: waiting.map(waiter).collect(),
            ..Crash::of(Class::Deadlock)
        })));
    }

    /// Nothing is tampered with.
    fn trigger(&self, _sim: &Sim) {}

    fn report(&self, _sim: &Sim, end: &End) -> Report {
        let report = Report {
            stdout: format!("counted {}\n", self.0.count.get()).into_bytes(),
            tasks: Tasks {
                kind: "worker",
                names: (0..WORKERS).map(|n| format!("worker {n}")).collect(),
            },
            ..Report::default()
        };
        match end {
            End::Exit(_) => report,
            End::Limit(_) => Report {
                class: Class::Hang,
                ..report
            },
            End::Crash(crash) => Report {
                class: crash.class.clone(),
                message: crash.message.clone(),
                frames: crash.frames.clone(),
                exit: 2,
                crash: Some((**crash).clone()),
                ..report
            },
        }
    }

    fn points(&self) -> &'static [PointSpec] {
        &POINTS
    }
}

/// What is run again and again: the workers with one of the two locks.
pub struct Shift {
    /// The scenario's name.
    pub name: String,
    /// Its text, for recordings.
    pub text: Vec<u8>,
    /// Which lock.
    pub careful: bool,
}

impl Scenario for Shift {
    fn target(&self) -> &str {
        "tasks"
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn source(&self) -> &[u8] {
        &self.text
    }

    fn profile(&self) -> &str {
        ""
    }

    fn start(&mut self, _sim: &Sim, _tampers: &[u8]) -> Result<Rc<dyn World>, InputError> {
        Ok(Rc::new(Workers(Rc::new(Run {
            lock: Lock::new(self.careful),
            count: Cell::new(0),
            done: Cell::new(0),
        }))))
    }
}
