//! The state of one run, and what can be read off it.

use std::collections::VecDeque;

use super::agenda::Agenda;
use super::defence::{Defence, View};
use super::lock_table::{Holder, LockState};
use super::pause::Pauses;
use super::request::{Ref, Request, Requests};
use super::station::Station;
use super::stats::Stats;
use super::trace::Traced;
use crate::random::quantile::Quantiles;
use crate::random::streams::Streams;
use crate::scenario::{Scenario, nanos};

/// A retry budget that has not been used: a hundred retries, in hundredths.
pub(super) const FULL_BUDGET: u64 = 100 * 100;

/// Every place a request can be in.
#[derive(Clone, Copy, Debug, Default)]
pub struct Stations {
    /// In the accept queue.
    pub backlog: Station,
    /// In the server, from the connection to the answer.
    pub server: Station,
    /// In the executor's queue.
    pub queue: Station,
    /// Waiting for a lock that is taken.
    pub lock: Station,
    /// Waiting for a connection of the pool.
    pub pool: Station,
    /// On a connection of the pool.
    pub query: Station,
}

/// One run of a scenario under a policy.
pub struct Traffic {
    pub(super) config: Scenario,
    pub(super) streams: Streams,
    pub(super) agenda: Agenda,
    pub(super) requests: Requests,
    /// What was counted so far.
    pub stats: Stats,
    /// The books of every place that a request can be in.
    pub stations: Stations,
    pub(super) defences: Vec<Box<dyn Defence>>,
    /// After how long a client gives up, nanoseconds.
    pub(super) deadline: u64,
    pub(super) connection_timeout: u64,
    pub(super) cpu: Quantiles,
    pub(super) query: Quantiles,
    pub(super) keys: Vec<u64>,
    pub(super) gap: Quantiles,
    /// Connections to the server in use, threads at work, connections of the pool in use.
    pub(super) connections: u64,
    pub(super) busy: u64,
    pub(super) pool_used: u64,
    pub(super) backlog: VecDeque<Ref>,
    pub(super) queue: VecDeque<Ref>,
    pub(super) pool_waiters: VecDeque<(Ref, u32)>,
    pub(super) waiting_for_pool: u64,
    pub(super) waiting_for_lock: u64,
    pub(super) locks: Vec<LockState>,
    pub(super) pauses: Pauses,
    /// Between two requests for locks by other nodes, if there are any.
    pub(super) elsewhere_gap: Option<Quantiles>,
    /// A borrow that lasts longer is logged, in nanoseconds; 0: none is.
    pub(super) leak_threshold: u64,
    /// For each fault, from when on it leaks another connection.
    pub(super) leak_due: Vec<u64>,
    /// Connections may be leaked or borrows logged: only then is it looked at.
    pub(super) may_leak: bool,
    /// Retries that may still be made, in hundredths; no limit if none.
    pub(super) budget: Option<u64>,
    pub(super) ticks: u64,
    /// What happened, if [`Traffic::record`] asked for it.
    pub(super) traced: Option<Vec<Traced>>,
}

impl Traffic {
    /// Nanoseconds since the start.
    pub fn now(&self) -> u64 {
        self.agenda.now
    }

    /// Events planned so far.
    pub fn events(&self) -> u64 {
        self.agenda.planned()
    }

    /// How many requests are kept now, and how many were at most.
    pub fn size(&self) -> (usize, usize) {
        self.requests.size()
    }

    pub(super) fn request(&mut self, id: Ref) -> &mut Request {
        self.requests
            .get(id)
            .expect("a request inside the server is kept")
    }

    /// What the resources add now: to a connection's hold, to the lock's round trip, and times what CPU.
    pub(super) fn faults(&self) -> (u64, u64, u64) {
        let now = self.agenda.now;
        let mut sum = (0, 0, 1);
        for fault in &self.config.faults {
            if fault.is_on(now) {
                sum.0 += nanos(fault.hold_ms);
                sum.1 += nanos(fault.lock_ms);
                sum.2 *= fault.cpu_times.get();
            }
        }
        sum
    }

    /// What defences can see.
    pub(super) fn view(&self) -> View {
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

    /// Nanoseconds until the server wakes, if it stands still.
    #[inline]
    pub(super) fn asleep(&self) -> Option<u64> {
        let now = self.agenda.now;
        self.pauses.wakes(now).map(|end| end - now)
    }

    /// The token of the lock's holder, unless its time is over.
    pub(super) fn holder(&self, key: u32) -> Option<u32> {
        let holder = self.locks[key as usize].holder?;
        (!self.expired(holder)).then_some(holder.token)
    }

    pub(super) fn expired(&self, holder: Holder) -> bool {
        holder.ours && self.pauses.expired(holder.since, self.agenda.now)
    }
}
