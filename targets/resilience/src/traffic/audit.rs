//! The books of a run: where its users are, and counts that must agree. They can be read at any time.

use std::collections::VecDeque;

use super::request::Ref;
use super::state::Traffic;
use crate::random::streams::mix;

impl Traffic {
    /// Users that wait for their outcome: how many, and the digest that `Stats::came` would have of them.
    pub fn under_way(&self) -> (u64, u64) {
        let waiting = self
            .requests
            .iter()
            .filter(|request| request.outcome.is_none());
        waiting.fold((0, 0), |(n, digest), request| {
            (n + 1, digest.wrapping_add(mix(request.user + 1)))
        })
    }

    /// What is counted in two ways: a name, and both counts.
    pub fn counted_twice(&self) -> [(&'static str, u64, u64); 7] {
        let stations = &self.stations;
        let len = |queue: &VecDeque<Ref>| queue.len() as u64;
        [
            (
                "connections to the server",
                self.connections,
                stations.server.inside(),
            ),
            (
                "the accept queue",
                len(&self.backlog),
                stations.backlog.inside(),
            ),
            (
                "the executor's queue",
                len(&self.queue),
                stations.queue.inside(),
            ),
            (
                "waiters for a lock",
                self.waiting_for_lock,
                stations.lock.inside(),
            ),
            (
                "waiters for the pool",
                self.waiting_for_pool,
                stations.pool.inside(),
            ),
            (
                "connections of the pool in use",
                self.pool_used,
                stations.query.inside() + self.stats.leaks.leaked,
            ),
            (
                "connections that no thread has",
                self.connections - self.busy,
                stations.queue.inside(),
            ),
        ]
    }

    /// Whether the database checks fencing tokens.
    pub fn fencing(&self) -> bool {
        self.config.lock.fencing
    }

    /// Connections of the pool in use, and requests that wait for one.
    pub fn pool_use(&self) -> (u64, u64) {
        (self.pool_used, self.waiting_for_pool)
    }

    /// When breakers tripped, in nanoseconds.
    pub fn trips(&self) -> Vec<u64> {
        let mut trips: Vec<u64> = self
            .defences
            .iter()
            .flat_map(|defence| defence.trips().iter().copied())
            .collect();
        trips.sort_unstable();
        trips
    }
}
