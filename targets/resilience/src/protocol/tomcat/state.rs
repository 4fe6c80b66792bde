//! The model's shared state: executor, connector, and the threads and clients that go through them.

use std::rc::Rc;

use tearpoint_harness::contract::Digest;

use super::connector::{Connector, Fate};
use super::defect::Defect;
use super::executor::{Executor, Task};
use super::points::{AWAIT, LATCH_PARKED};
use super::spec::Spec;
use crate::protocol::bench::{Broken, Model, Waiting, Who, broken};

/// A thread of the executor, or what is left of one.
#[derive(Clone, Debug)]
pub(super) struct Thread {
    pub who: Who,
    pub alive: bool,
    /// `firstTask`
    pub first: Option<Task>,
    /// What it works on.
    pub task: Option<Task>,
    /// Until when it waits for a task.
    pub until: Option<u64>,
}

impl Thread {
    /// A new thread, or the place of one that has ended, made new.
    fn begins(who: Who, first: Option<Task>) -> Thread {
        Thread {
            who,
            alive: true,
            first,
            task: first,
            until: None,
        }
    }

    pub(super) fn ended(&mut self) {
        self.alive = false;
    }
}

/// The shared state.
pub struct Tomcat {
    pub(super) spec: Rc<Spec>,
    pub(super) max_idle: u64,
    pub(super) executor: Executor,
    pub(super) threads: Vec<Thread>,
    /// Clients that wait for their tasks.
    pub(super) settling: Vec<Option<Who>>,
    pub(super) grows_first: bool,
    pub(super) connector: Connector,
}

impl Tomcat {
    pub(super) fn new(spec: Rc<Spec>, defect: Defect) -> Tomcat {
        let executor = &spec.executor;
        let connector = spec.connector.clone().unwrap_or_default();
        let (clients, requests) = (spec.clients.get(), spec.requests.get());
        Tomcat {
            connector: Connector::new(connector, defect, clients, requests),
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
    pub(super) fn takes_thread(&mut self, first: Option<Task>) -> Result<Who, usize> {
        if let Some(thread) = self.threads.iter_mut().find(|thread| !thread.alive) {
            *thread = Thread::begins(thread.who, first);
            return Ok(thread.who);
        }
        self.threads.push(Thread::begins(Who(usize::MAX), first));
        Err(self.threads.len() - 1)
    }

    /// A task is done, or refused: the client to be told, if it was the last that it waited for.
    pub(super) fn settles(&mut self, task: Task) -> Option<Who> {
        self.executor.settles(task);
        if self.spec.connector.is_some() {
            self.connector.socket(conn_of(task)).dispatched -= 1;
            return None;
        }
        let client = task / self.spec.requests.get();
        if self.has_tasks(client) {
            return None;
        }
        self.settling[client as usize].take()
    }

    pub(super) fn has_tasks(&self, client: u64) -> bool {
        let requests = self.spec.requests.get();
        (client * requests..(client + 1) * requests).any(|task| self.executor.is_under_way(task))
    }

    /// A name for a new task of a connection.
    pub(super) fn names_task(&self, conn: u64) -> Task {
        let first = conn * TASKS;
        let free = |task: &Task| !self.executor.is_under_way(*task);
        (first..first + TASKS).find(free).unwrap_or(first)
    }

    pub(super) fn has_open_requests(&self, client: u64) -> bool {
        let requests = self.spec.requests.get() as usize;
        let first = client as usize * requests;
        let fates = &self.connector.fates[first..first + requests];
        fates.contains(&Fate::Open)
    }

    pub(super) fn waits_for_its_tasks(&mut self, client: u64, who: Who) -> bool {
        let waits = self.has_tasks(client);
        if waits {
            self.settling[client as usize] = Some(who);
        }
        waits
    }
}

impl Model for Tomcat {
    fn absorb(&self, now: u64, into: &mut Digest) {
        // Every field is named, so that a new one cannot be forgotten.
        let Tomcat {
            executor,
            threads,
            settling,
            connector,
            // The same for the whole run.
            spec,
            max_idle: _,
            grows_first: _,
        } = self;
        executor.absorb(into);
        for thread in threads {
            let &Thread {
                // Its number never changes.
                who: _,
                alive,
                first,
                task,
                until,
            } = thread;
            into.word(u64::from(alive));
            into.word(first.map_or(0, |task| task + 1));
            into.word(task.map_or(0, |task| task + 1));
            let left = |until: u64| 1 + until.saturating_sub(now);
            into.word(until.map_or(0, left));
        }
        for settling in settling {
            into.word(u64::from(settling.is_some()));
        }
        if spec.connector.is_some() {
            connector.absorb(now, into);
        }
    }

    fn broken(&self, _now: u64) -> Option<Broken> {
        self.executor.broken().or_else(|| self.connector.broken())
    }

    fn idle(&self, _now: u64, waiting: &[Waiting]) -> Option<Broken> {
        let executor = &self.executor;
        let parked = waiting
            .iter()
            .any(|waiting| waiting.at.id == LATCH_PARKED.id);
        let lost = self.connector.idle(parked);
        if lost.is_some() || executor.queue.is_empty() {
            return lost;
        }
        let found = |class, rule: &str| broken(class, rule, executor.seen());
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

/// Tasks of one connection that there can be at a time.
const TASKS: u64 = 16;

/// The connection that a task is about.
pub(super) fn conn_of(task: Task) -> u64 {
    task / TASKS
}
