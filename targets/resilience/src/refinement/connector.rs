//! The traffic's connector, through the states of Tomcat's: accept queue, `LimitLatch`, executor.

use std::collections::BTreeMap;

use crate::protocol::tomcat::accept_queue::AcceptQueue;
use crate::protocol::tomcat::executor::{Executor, Placed};
use crate::protocol::tomcat::latch::LimitLatch;
use crate::scenario::{Fault, Policy, Scenario};
use crate::traffic::defence::build;

/// Tomcat's default: the traffic has no setting for it, and no idle threads.
const MIN_SPARE_THREADS: u64 = 10;

#[derive(Clone)]
pub(super) struct Connector {
    kernel: AcceptQueue,
    latch: LimitLatch,
    executor: Executor,
    /// By request, the thread that works on it.
    threads: BTreeMap<u64, usize>,
    /// Threads without work, longest first.
    idle: Vec<usize>,
    made: usize,
    /// When the server accepts nothing: begin and end, in nanoseconds.
    pauses: Vec<(u64, u64)>,
}

impl Connector {
    pub(super) fn new(scenario: &Scenario, policy: &Policy) -> Connector {
        let tomcat = &scenario.tomcat;
        let threads = tomcat.max_threads.get();
        Connector {
            kernel: AcceptQueue::new(tomcat.accept_count.get()),
            latch: LimitLatch::new(build(scenario, policy).max_connections.get()),
            executor: Executor::sound(MIN_SPARE_THREADS.min(threads), threads, usize::MAX),
            threads: BTreeMap::new(),
            idle: Vec::new(),
            made: 0,
            pauses: scenario.faults.iter().filter_map(Fault::pause).collect(),
        }
    }

    /// The acceptor counts up and waits in `accept`: whether it gets as far.
    fn acceptor_waits(&mut self) -> bool {
        let counted = self.latch.count_up();
        if counted {
            self.latch.count_down();
        }
        counted
    }

    pub(super) fn syn_queued(&mut self, who: u64, at: u64) -> Result<(), String> {
        let asleep = self
            .pauses
            .iter()
            .any(|(from, to)| (*from..*to).contains(&at));
        if !asleep && self.acceptor_waits() {
            return Err(
                "the acceptor waits for somebody to accept, and a request queues".to_owned(),
            );
        }
        match self.kernel.syn(who) {
            true => Ok(()),
            false => Err("the accept queue is full".to_owned()),
        }
    }

    pub(super) fn syn_dropped(&mut self, who: u64) -> Result<(), String> {
        match self.kernel.syn(who) {
            true => Err("the accept queue has room for a SYN that is dropped".to_owned()),
            false => Ok(()),
        }
    }

    /// The acceptor counts up, then accepts a request that was in the queue, or has just come.
    pub(super) fn accepted(&mut self, who: u64) -> Result<(), String> {
        if !self.kernel.iter().any(|other| other == who) && !self.kernel.syn(who) {
            return Err("the accept queue is full".to_owned());
        }
        if !self.latch.count_up() {
            return Err("maxConnections is reached".to_owned());
        }
        match self.kernel.accept() {
            Some(first) if first == who => Ok(()),
            first => Err(format!("accept gives {first:?}")),
        }
    }

    /// Accepted, answered, closed: in no time.
    pub(super) fn turned_away(&mut self, who: u64) -> Result<(), String> {
        self.accepted(who)?;
        self.closed()
    }

    pub(super) fn closed(&mut self) -> Result<(), String> {
        self.latch.count_down();
        match self.latch.count() {
            0.. => Ok(()),
            count => Err(format!("the latch counts {count}")),
        }
    }

    pub(super) fn thread_taken(&mut self, who: u64) -> Result<(), String> {
        let placed = self.executor.execute(who);
        let thread = match placed {
            Placed::Started => {
                self.made += 1;
                self.made - 1
            }
            Placed::Taken if !self.idle.is_empty() => self.idle.remove(0),
            _ => return Err(format!("the executor says {placed:?}")),
        };
        self.threads.insert(who, thread);
        self.sound()
    }

    pub(super) fn queued(&mut self, who: u64) -> Result<(), String> {
        match self.executor.execute(who) {
            Placed::Queued => self.sound(),
            placed => Err(format!("the executor says {placed:?}")),
        }
    }

    pub(super) fn thread_done(&mut self, who: u64, next: Option<u64>) -> Result<(), String> {
        let thread = self.thread(who)?;
        self.threads.remove(&who);
        let taken = self.executor.finish(who);
        if taken != next {
            return Err(format!("the queue gives {taken:?}"));
        }
        match next {
            Some(next) => {
                self.threads.insert(next, thread);
            }
            None => self.idle.push(thread),
        }
        self.sound()
    }

    fn sound(&self) -> Result<(), String> {
        match self.executor.broken() {
            None => Ok(()),
            Some(broken) => Err(format!("{}: {}", broken.rule, broken.seen)),
        }
    }

    /// Which thread works on a request.
    pub(super) fn thread(&self, who: u64) -> Result<usize, String> {
        let thread = self.threads.get(&who).copied();
        thread.ok_or_else(|| "no thread works on it".to_owned())
    }

    pub(super) fn connections(&self) -> u64 {
        self.latch.count() as u64
    }

    pub(super) fn backlog(&self) -> u64 {
        self.kernel.len()
    }

    pub(super) fn busy(&self) -> u64 {
        self.executor.busy()
    }

    pub(super) fn queue(&self) -> u64 {
        self.executor.queue.len() as u64
    }
}
