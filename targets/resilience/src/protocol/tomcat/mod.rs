//! Tomcat's NIO connector and its executor: accept queue, latch, poller, threads that grow before anything queues, keep-alive.
//!
//! Source: apache/tomcat 84ac9af0, `java/org/apache/tomcat/util/`: `threads/{ThreadPoolExecutor, TaskQueue, LimitLatch}.java`, `net/{Acceptor,
//! NioEndpoint, AbstractEndpoint, SocketWrapperBase}.java`; the queue beneath is OpenJDK's `LinkedBlockingQueue`, the latch its
//! `AbstractQueuedSynchronizer`; the accept queue is Linux's. A scenario has either submitters that give tasks to the executor themselves, as two
//! connectors that share one do, or (`[connector]`) clients with connections.
//! - [`executor`], [`kernel`], [`latch`], `connector`: states, and what one step does to them;
//! - `pool`: the executor, function by function; `acceptor`, `poller`: the endpoint's threads; `http`, `client`: who asks.
//!
//! Invariants, and so oracles: each task is run once or refused once, and refused only while the queue is full; `submittedCount` is
//! the number of tasks submitted and not done; `workerCountOf(ctl)` never exceeds `maximumPoolSize`; no task waits while a
//! thread waits for tasks, or while there is no thread; where one client submits and no thread retires, none waits while a thread could be
//! added; what `connector` says of latch and connections; nobody waits for what is there. A client that gives up is not noticed: its
//! request is processed all the same, and only the write fails (a run ends when the fate of each request is known).
//!
//! Two rules do not hold in Tomcat itself. A task that `force` puts into the queue as the last thread of a pool without core threads retires
//! stays there until somebody submits another: `execute` looks again whether there is a thread, the racing rejection's way does not. The model
//! looks; the profile `force-unchecked` does as Tomcat does. And `offer` compares `submittedCount` with a pool size read later, so
//! that of several who submit, or as a thread retires, one may queue its task while threads could be added: the profile `strict-growth`.
//!
//! Deviations: what is done under `mainLock`, `putLock` or `takeLock` is one step; the pool is never shut down, the endpoint never paused; no thread
//! is stopped because a web application was (`contextStopping`); a thread factory never fails; the lock of a `SocketWrapper` is left out, since a
//! worker touches the connection no more once it has registered it again; a node in the latch's queue gets a permit whenever it is signalled; `poller` and
//! [`kernel`] name their own.
//! Misses: spurious wake-ups, interrupts, virtual threads, asynchronous requests, sendfile, TLS, HTTP/2, pipelining.

mod acceptor;
mod client;
mod connector;
mod defect;
pub mod executor;
mod http;
pub mod kernel;
pub mod latch;
mod points;
mod poller;
mod pool;
mod spec;
#[cfg(test)]
mod tests;

use std::rc::Rc;

use tearpoint_harness::contract::{Digest, InputError, Sim, World};

use self::connector::{Connector, Fate};
use self::defect::{DEFECTS, Defect};
use self::executor::{Executor, Task};
use self::points::{AWAIT, LATCH_PARKED, POINTS};
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
    connector: Connector,
}

impl Tomcat {
    fn new(spec: Rc<Spec>, defect: Defect) -> Tomcat {
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

    fn has_tasks(&self, client: u64) -> bool {
        let requests = self.spec.requests.get();
        (client * requests..(client + 1) * requests).any(|task| self.executor.is_under_way(task))
    }

    /// A name for a new task of a connection.
    fn names_task(&self, conn: u64) -> Task {
        let first = conn * TASKS;
        let free = |task: &Task| !self.executor.is_under_way(*task);
        (first..first + TASKS).find(free).unwrap_or(first)
    }

    fn has_open_requests(&self, client: u64) -> bool {
        let requests = self.spec.requests.get() as usize;
        let first = client as usize * requests;
        let fates = &self.connector.fates[first..first + requests];
        fates.contains(&Fate::Open)
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
        if self.spec.connector.is_some() {
            self.connector.absorb(now, into);
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

/// Tasks of one connection that there can be at a time.
const TASKS: u64 = 16;

/// The connection that a task is about.
fn conn_of(task: Task) -> u64 {
    task / TASKS
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
        let connected = self.spec.connector.is_some();
        ProtocolWorld::of(bench, move |bench| {
            for n in 0..clients {
                let name = format!("client {}", n + 1);
                if connected {
                    bench.client(name, |cx| http::client(cx, n));
                } else {
                    bench.client(name, |cx| client::submitter(cx, n));
                }
            }
            if connected {
                let acceptor = bench.daemon("http-nio-8080-Acceptor", acceptor::acceptor);
                let poller = bench.daemon("http-nio-8080-Poller", poller::poller);
                let mut model = bench.model();
                model.connector.acceptor = Some(acceptor);
                model.connector.poller = Some(poller);
            }
        })
    }
}
