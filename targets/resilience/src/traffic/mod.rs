//! The traffic: clients, connector, threads, CPU, lock, pool, queries, as discrete events in virtual time.
//!
//! Follows, in the order of a request's way: Linux's accept queue (a SYN that finds it full is dropped and sent again after 1, 2,
//! 4 … seconds), Tomcat's `LimitLatch` and `TaskQueue` (threads before queueing), Redisson's `tryLock` (one evaluation, then a
//! wait that an unlock message or the lease ends) and HikariCP's `getConnection` (first come first served, `connectionTimeout`).
//! Sources and commits are named in `docs/avalanche.md`.
//!
//! Invariants: time never goes back; every user gets exactly one outcome; a client that gives up is not noticed by the
//! server, which goes on working for it; every station's books balance (Little's law).
//! Deviations: one node (of others only the locks they take); connections of the pool are all alike and never retired; the pool's barging,
//! the lock's fairness and what a lost answer leaves unknown are left to the protocol models; the database does not slow down
//! under load.

mod agenda;
mod books;
mod client;
mod connector;
mod events;
mod leak;
mod lock;
mod pause;
mod pool;
mod request;
mod setup;
mod station;
mod stats;
pub mod trace;

use std::collections::VecDeque;

pub use events::Outcome;
pub use leak::Leaks;
pub use request::Request;
pub use station::Station;
pub use stats::{Counts, Gauges, Stats};

use self::agenda::Agenda;
use self::events::Event;
use self::lock::LockState;
use self::pause::Pauses;
use self::request::{Ref, Requests};
use super::defence::{Defence, View};
use super::quantile::Quantiles;
use super::scenario::{Scenario, nanos};
use super::streams::Streams;

/// How often defences look around.
const TICK: u64 = 100_000_000;
/// Ticks between two readings that are kept.
const TICKS_A_SECOND: u64 = 10;

/// Every place a request can be in.
#[derive(Clone, Copy, Debug, Default)]
pub struct Stations {
    /// In the accept queue.
    pub backlog: Station,
    /// In the server, from the connection to the answer.
    pub server: Station,
    /// In the executor's queue.
    pub queue: Station,
    /// Waiting for a lock that somebody else has.
    pub lock: Station,
    /// Waiting for a connection of the pool.
    pub pool: Station,
    /// On a connection of the pool.
    pub query: Station,
}

/// One run of a scenario under a policy.
pub struct Traffic {
    config: Scenario,
    streams: Streams,
    agenda: Agenda,
    requests: Requests,
    pub stats: Stats,
    pub stations: Stations,
    defences: Vec<Box<dyn Defence>>,
    /// Times in nanoseconds.
    deadline: u64,
    connection_timeout: u64,
    cpu: Quantiles,
    query: Quantiles,
    keys: Vec<u64>,
    gap: Quantiles,
    /// Connections to the server in use, threads at work, connections of the pool in use.
    connections: u64,
    busy: u64,
    pool_used: u64,
    backlog: VecDeque<Ref>,
    queue: VecDeque<Ref>,
    pool_waiters: VecDeque<(Ref, u32)>,
    waiting_for_pool: u64,
    waiting_for_lock: u64,
    locks: Vec<LockState>,
    pauses: Pauses,
    /// Between two requests for locks by other nodes, if there are any.
    elsewhere_gap: Option<Quantiles>,
    /// A borrow that lasts longer is logged, in nanoseconds; 0: none is.
    leak_threshold: u64,
    /// For each fault, from when on it leaks another connection.
    leak_due: Vec<u64>,
    /// Something of that kind is to be counted.
    may_leak: bool,
    /// Retries that may still be made, in hundredths; no limit if none.
    budget: Option<u64>,
    ticks: u64,
    /// What happened, if somebody wants to know.
    traced: Option<Vec<trace::Traced>>,
}

impl Traffic {
    /// Nanoseconds since the start.
    pub fn now(&self) -> u64 {
        self.agenda.now
    }

    /// Events so far.
    pub fn events(&self) -> u64 {
        self.agenda.planned()
    }

    /// Requests that are kept now, and at most were.
    pub fn size(&self) -> (usize, usize) {
        self.requests.size()
    }

    /// Goes on to `until`, in nanoseconds, at most to the scenario's end.
    pub fn run_until(&mut self, until: u64) {
        let until = until.min(nanos(self.config.duration_ms));
        while let Some(event) = self.agenda.next(until) {
            self.happens(event);
        }
        self.agenda.now = self.agenda.now.max(until);
    }

    fn happens(&mut self, event: Event) {
        if let Some(left) = self.asleep()
            && pause::of_the_server(&event)
        {
            return self.agenda.plan(left, event);
        }
        match event {
            Event::Arrive => self.arrive(),
            Event::Syn { request, doublings } => self.syn(request, doublings),
            Event::Deadline(request) => self.gives_up(request),
            Event::Retry(request) => self.retry(request),
            Event::CpuDone(request) => self.after_cpu(request),
            Event::Answered { request, outcome } => self.release_thread(request, outcome),
            Event::LockEval(request) => self.lock_eval(request),
            Event::Granted(request) => self.granted(request),
            Event::LockTimeout { request, token } => self.lock_timeout(request, token),
            Event::Unlocked { request, outcome } => self.unlocked(request, outcome),
            Event::PoolTimeout { request, token } => self.pool_timeout(request, token),
            Event::Queried(request) => self.queried(request),
            Event::Returned(request) => self.returned(request),
            Event::LeakLogged => self.stats.leaks.logged(self.agenda.now),
            Event::Elsewhere => self.elsewhere(),
            Event::ElsewhereDone { key, token } => self.elsewhere_done(key, token),
            Event::Wakes => self.wakes(),
            Event::Tick => self.tick(),
        }
    }

    fn request(&mut self, id: Ref) -> &mut Request {
        self.requests
            .get(id)
            .expect("a request inside the server is kept")
    }

    /// What the resources add now: to a connection's hold, to the lock's round trip, and times what CPU.
    fn faults(&self) -> (u64, u64, u64) {
        let now = self.agenda.now;
        let mut sum = (0, 0, 1);
        for fault in &self.config.faults {
            if now >= nanos(fault.at_ms) && fault.until_ms.is_none_or(|until| now < nanos(until)) {
                sum.0 += nanos(fault.hold_ms);
                sum.1 += nanos(fault.lock_ms);
                sum.2 *= fault.cpu_times.get();
            }
        }
        sum
    }

    /// What defences can see.
    fn view(&self) -> View {
        View {
            now: self.agenda.now,
            pool_used: self.pool_used,
            pool_size: self.config.pool.size.get(),
            busy: self.busy,
            threads: self.config.tomcat.max_threads.get(),
            queue: self.queue.len() as u64,
            in_flight: self.stations.server.inside(),
            pool_waiters: self.waiting_for_pool,
            lock_waiters: self.waiting_for_lock,
        }
    }

    fn tick(&mut self) {
        let view = self.view();
        if self.asleep().is_none() {
            for defence in &mut self.defences {
                defence.tick(&view);
            }
        }
        if self
            .ticks
            .is_multiple_of(TICKS_A_SECOND * (self.stats.window / 1_000_000_000))
        {
            let gauges = Gauges {
                pool: self.pool_used,
                queue: view.queue,
                busy: self.busy,
                connections: self.connections,
                backlog: self.backlog.len() as u64,
                pool_waiters: self.waiting_for_pool,
                lock_waiters: self.waiting_for_lock,
                active: self.defences.iter().any(|defence| defence.active()),
            };
            self.stats.gauges.push(gauges);
        }
        self.ticks += 1;
        self.agenda.plan(TICK, Event::Tick);
    }
}
