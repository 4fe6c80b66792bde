//! The connection pool: first come, first served, with a timeout.

use crate::random::streams::Stream;
use crate::traffic::event::Event;
use crate::traffic::outcome::Outcome;
use crate::traffic::request::Ref;
use crate::traffic::state::Traffic;
use crate::traffic::trace::{Step, name};

impl Traffic {
    /// `getConnection`
    pub(super) fn borrow(&mut self, id: Ref) {
        if self.pool_used < self.config.pool.size.get() {
            self.pool_used += 1;
            self.trace(id, Step::Borrowed);
            return self.start_query(id);
        }
        let now = self.agenda.now;
        let request = self.request(id);
        request.token += 1;
        request.entered = now;
        let token = request.token;
        self.stations.pool.enter(now);
        self.waiting_for_pool += 1;
        self.pool_waiters.push_back((id, token));
        self.trace(id, Step::PoolWaits);
        self.agenda.plan(
            self.connection_timeout,
            Event::PoolTimeout { request: id, token },
        );
    }

    pub(super) fn pool_timeout(&mut self, id: Ref, token: u32) {
        let now = self.agenda.now;
        let waits = self
            .requests
            .get(id)
            .filter(|request| request.token == token);
        let Some(request) = waits else {
            return;
        };
        request.token += 1;
        let (entered, core) = (request.entered, request.core);
        self.stations.pool.leave(now, entered);
        self.waiting_for_pool -= 1;
        self.stats.pool_timeouts += 1;
        // Those at the front that wait no longer, so that a pool that hands nothing over does not collect them.
        while let Some(&(waiter, token)) = self.pool_waiters.front() {
            let request = self.requests.get(waiter);
            if request.is_some_and(|request| request.token == token) {
                break;
            }
            self.pool_waiters.pop_front();
        }
        self.trace(id, Step::PoolTimedOut);
        if core {
            return self.unlock(id, Outcome::NoConnection);
        }
        let cached = self
            .defences
            .iter()
            .any(|defence| defence.cache_on_timeout());
        self.release_thread(
            id,
            if cached {
                Outcome::Degraded
            } else {
                Outcome::NoConnection
            },
        );
    }

    fn start_query(&mut self, id: Ref) {
        let now = self.agenda.now;
        let request = self.request(id);
        request.entered = now;
        let n = request.user << 7 | u64::from(request.attempt);
        self.stations.query.enter(now);
        let time = self.query.sample(self.streams.at(Stream::Query, n)) + self.faults().0;
        self.agenda.plan(time, Event::Queried(id));
    }

    /// The database is done.
    pub(super) fn queried(&mut self, id: Ref) {
        let request = *self.request(id);
        if request.core {
            self.write(request.key, request.lock_token);
        }
        match self.asleep() {
            Some(left) => self.agenda.plan(left, Event::Returned(id)),
            None => self.returned(id),
        }
    }

    /// The connection goes to the first that still waits, unless its borrower keeps it.
    pub(super) fn returned(&mut self, id: Ref) {
        let now = self.agenda.now;
        let request = *self.request(id);
        self.stations.query.leave(now, request.entered);
        let leaked = self.may_leak
            && self.leaks(
                now - request.entered,
                request.user << 7 | u64::from(request.attempt),
            );
        if leaked {
            self.trace(id, Step::Leaked);
        } else {
            self.hand_over(now, id);
        }
        if request.core {
            self.unlock(id, Outcome::Ok);
        } else {
            self.release_thread(id, Outcome::Ok);
        }
    }

    fn hand_over(&mut self, now: u64, id: Ref) {
        while let Some((waiter, token)) = self.pool_waiters.pop_front() {
            let waits = self
                .requests
                .get(waiter)
                .filter(|waiter| waiter.token == token);
            if let Some(request) = waits {
                request.token += 1;
                let entered = request.entered;
                self.stations.pool.leave(now, entered);
                self.waiting_for_pool -= 1;
                let to = Some(name(waiter));
                self.trace(id, Step::Returned { to });
                return self.start_query(waiter);
            }
        }
        self.pool_used -= 1;
        self.trace(id, Step::Returned { to: None });
    }
}
