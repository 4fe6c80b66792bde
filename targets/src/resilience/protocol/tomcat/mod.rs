//! Tomcat's executor: threads grow before anything queues.
//!
//! Source: apache/tomcat 84ac9af0, `java/org/apache/tomcat/util/threads/{ThreadPoolExecutor, TaskQueue}.java`; the queue beneath is OpenJDK's
//! `LinkedBlockingQueue`. [`pool`] follows them function by function; [`executor`] is their state and what one step does to it.
//!
//! Invariants, and so oracles: each task is run once or refused once, and refused only while the queue is full; `submittedCount` is
//! the number of tasks submitted and not done; `workerCountOf(ctl)` never exceeds `maximumPoolSize`; no task waits while a
//! thread waits for tasks, or while there is no thread; where no thread retires, none waits while a thread could be added.
//!
//! Two rules do not hold in Tomcat itself. A task that [`force`](pool) puts into the queue as the last thread of a pool without core threads retires
//! stays there until somebody submits another: `execute` looks again whether there is a thread, the racing rejection's way does not. The model
//! looks; the profile `force-unchecked` does as Tomcat does. And `offer` compares `submittedCount` with a pool size read later, so
//! that of several who submit, or as a thread retires, one may queue its task while threads could be added: the profile `strict-growth`.
//!
//! Deviations: what is done under `mainLock`, `putLock` or `takeLock` is one step; the pool is never shut down; no thread is stopped
//! because a web application was (`contextStopping`); a thread factory never fails.
//! Misses: spurious wake-ups, interrupts, virtual threads.

mod client;
mod defect;
pub mod executor;
pub mod kernel;
pub mod latch;
mod points;
mod pool;
mod spec;
#[cfg(test)]
mod tests;

use std::rc::Rc;

use tearpoint_harness::contract::{Digest, InputError, Sim, World};

use self::defect::{DEFECTS, Defect};
use self::executor::{Executor, Task};
use self::points::{AWAIT, POINTS};
use self::spec::Spec;
use super::bench::{Bench, Broken, Model, Waiting, Who};
use super::world::ProtocolWorld;
use super::{Defect as Named, Protocol, chosen};

/// A thread of the executor, or what is left of one.
#[derive(Clone, Debug)]
struct Thread {
    who: Who,
    alive: bool,
    /// `firstTask`
    first: Option<Task>,
    /// What it works on.
    task: Option<Task>,
    /// Until when it waits for a task.
    until: Option<u64>,
}

impl Thread {
    fn ended(&mut self) {
        self.alive = false;
    }
}

/// The shared state.
pub struct Tomcat {
    spec: Rc<Spec>,
    max_idle: u64,
    executor: Executor,
    threads: Vec<Thread>,
    /// Clients that wait for their tasks.
    settling: Vec<Option<Who>>,
    grows_first: bool,
}

impl Tomcat {
    fn new(spec: Rc<Spec>, defect: Defect) -> Tomcat {
        let executor = &spec.executor;
        Tomcat {
            max_idle: executor.max_idle_ms.get(),
            executor: Executor::new(
                executor.min_spare_threads.get(),
                executor.max_threads.get(),
                executor.max_queue_size.get() as usize,
                defect,
            ),
            threads: Vec::new(),
            settling: vec![None; spec.clients.get() as usize],
            grows_first: spec.grows_first || defect == Defect::StrictGrowth,
            spec,
        }
    }

    /// A place for a new thread: that of one that has ended, or the number of a new one.
    fn takes_thread(&mut self, first: Option<Task>) -> Result<Who, usize> {
        if let Some(thread) = self.threads.iter_mut().find(|thread| !thread.alive) {
            thread.alive = true;
            thread.first = first;
            thread.task = first;
            return Ok(thread.who);
        }
        self.threads.push(Thread {
            who: Who(usize::MAX),
            alive: true,
            first,
            task: first,
            until: None,
        });
        Err(self.threads.len() - 1)
    }

    /// A task is done, or refused: the client to be told, if it was the last that it waited for.
    fn settles(&mut self, task: Task) -> Option<Who> {
        self.executor.settles(task);
        let client = task / self.spec.requests.get();
        if self.has_tasks(client) {
            return None;
        }
        self.settling[client as usize].take()
    }

    fn has_tasks(&self, client: u64) -> bool {
        let requests = self.spec.requests.get();
        (client * requests..(client + 1) * requests).any(|task| self.executor.is_under_way(task))
    }

    fn waits_for_its_tasks(&mut self, client: u64, who: Who) -> bool {
        let waits = self.has_tasks(client);
        if waits {
            self.settling[client as usize] = Some(who);
        }
        waits
    }
}

impl Model for Tomcat {
    fn absorb(&self, now: u64, into: &mut Digest) {
        self.executor.absorb(into);
        for thread in &self.threads {
            into.word(u64::from(thread.alive));
            into.word(thread.first.map_or(0, |task| task + 1));
            into.word(thread.task.map_or(0, |task| task + 1));
            let left = |until: u64| 1 + until.saturating_sub(now);
            into.word(thread.until.map_or(0, left));
        }
        for settling in &self.settling {
            into.word(u64::from(settling.is_some()));
        }
    }

    fn broken(&self, _now: u64) -> Option<Broken> {
        self.executor.broken()
    }

    fn idle(&self, _now: u64, waiting: &[Waiting]) -> Option<Broken> {
        let executor = &self.executor;
        if executor.queue.is_empty() {
            return None;
        }
        let found = |class, rule: &str| {
            Some(Broken {
                class,
                rule: rule.to_owned(),
                seen: executor.seen(),
            })
        };
        if executor.worker_count == 0 {
            return found("lost task", "a task is in the queue, and no thread is left");
        }
        if waiting.iter().any(|waiting| waiting.at.id == AWAIT.id) {
            return found(
                "lost wake-up",
                "a thread waits for tasks while one is in the queue",
            );
        }
        if self.grows_first && executor.worker_count < executor.max {
            return found(
                "starvation",
                "a task waits in the queue while a thread could be added",
            );
        }
        None
    }

    fn ended(&self, _now: u64) -> Option<Broken> {
        None
    }
}

/// A scenario file of this model.
struct TomcatProtocol {
    spec: Rc<Spec>,
    defects: Vec<Named>,
}

/// Reads a scenario file of this model.
///
/// # Errors
/// As [`Spec::parse`]; a defect that there is not.
pub(super) fn parse(name: &str, text: &str) -> Result<Rc<dyn Protocol>, InputError> {
    let wrong = |what| InputError(format!("{name}: {what}"));
    let spec = Spec::parse(text).map_err(wrong)?;
    let known: Vec<Named> = DEFECTS.iter().map(|(named, _)| *named).collect();
    Ok(Rc::new(TomcatProtocol {
        defects: chosen(&spec.defects, &known).map_err(wrong)?,
        spec: Rc::new(spec),
    }))
}

impl Protocol for TomcatProtocol {
    fn title(&self) -> &str {
        &self.spec.title
    }

    fn defects(&self) -> &[Named] {
        &self.defects
    }

    fn exhaustive(&self) -> bool {
        self.spec.exhaustive
    }

    fn world(&self, sim: &Sim, defect: &str) -> Rc<dyn World> {
        let defect = DEFECTS.iter().find(|(named, _)| named.name == defect);
        let defect = defect.map_or(Defect::None, |(_, defect)| *defect);
        let model = Tomcat::new(Rc::clone(&self.spec), defect);
        let bench = Bench::new(sim, self.spec.timeouts.into(), POINTS, model);
        let clients = self.spec.clients.get();
        ProtocolWorld::new(bench, move |bench| {
            for n in 0..clients {
                bench.client(format!("client {}", n + 1), |cx| client::submitter(cx, n));
            }
        })
    }
}
