//! The distributed lock: `tryLock` with a wait, retried by the application; an unlock message wakes one waiter.

use std::collections::VecDeque;

use super::super::scenario::nanos;
use super::Traffic;
use super::events::{Event, Outcome};
use super::request::Ref;

/// One key of the lock server.
#[derive(Clone, Debug, Default)]
pub(super) struct LockState {
    held: bool,
    waiters: VecDeque<(Ref, u32)>,
}

impl Traffic {
    fn round_trip(&self) -> u64 {
        nanos(self.config.lock.round_trip_ms) + self.faults().1
    }

    /// The application calls `tryLock` for the first time.
    pub(super) fn lock(&mut self, id: Ref) {
        let now = self.agenda.now;
        let wait = nanos(self.config.lock.wait_ms);
        let request = self.request(id);
        request.lock_since = now;
        request.lock_deadline = now + wait;
        self.stats.lock_tries += 1;
        let trip = self.round_trip();
        self.agenda.plan(trip, Event::LockEval(id));
    }

    /// The script runs on the lock server.
    pub(super) fn lock_eval(&mut self, id: Ref) {
        let now = self.agenda.now;
        let request = *self.request(id);
        let state = &mut self.locks[request.key as usize];
        if !state.held {
            state.held = true;
            self.stats.locks += 1;
            self.stats.lock_wait += u128::from(now - request.lock_since);
            return self.borrow(id);
        }
        if now >= request.lock_deadline {
            return self.lock_failed(id);
        }
        let request = self.request(id);
        request.token += 1;
        let (token, key, wait) = (request.token, request.key, request.lock_deadline - now);
        self.locks[key as usize].waiters.push_back((id, token));
        self.waiting_for_lock += 1;
        self.agenda
            .plan(wait, Event::LockTimeout { request: id, token });
    }

    pub(super) fn lock_timeout(&mut self, id: Ref, token: u32) {
        let waits = self
            .requests
            .get(id)
            .is_some_and(|request| request.token == token);
        if !waits {
            return;
        }
        self.request(id).token += 1;
        self.waiting_for_lock -= 1;
        self.lock_failed(id);
    }

    fn lock_failed(&mut self, id: Ref) {
        let lock = &self.config.lock;
        let (retries, backoff, wait) = (
            lock.retries.get(),
            nanos(lock.backoff_ms),
            nanos(lock.wait_ms),
        );
        let now = self.agenda.now;
        let request = self.request(id);
        if u64::from(request.lock_tries) >= retries {
            return self.release_thread(id, Outcome::NoLock);
        }
        request.lock_tries += 1;
        request.lock_deadline = now + backoff + wait;
        self.stats.lock_retries += 1;
        self.stats.lock_tries += 1;
        let trip = self.round_trip();
        self.agenda.plan(backoff + trip, Event::LockEval(id));
    }

    pub(super) fn unlock(&mut self, id: Ref, outcome: Outcome) {
        let trip = self.round_trip();
        self.agenda.plan(
            trip,
            Event::Unlocked {
                request: id,
                outcome,
            },
        );
    }

    /// The lock is free; the message about it wakes the first that still waits, which has to ask again.
    pub(super) fn unlocked(&mut self, id: Ref, outcome: Outcome) {
        let key = self.request(id).key as usize;
        self.locks[key].held = false;
        let trip = self.round_trip();
        while let Some((waiter, token)) = self.locks[key].waiters.pop_front() {
            let waits = self
                .requests
                .get(waiter)
                .is_some_and(|waiter| waiter.token == token);
            if waits {
                self.request(waiter).token += 1;
                self.waiting_for_lock -= 1;
                self.agenda.plan(trip, Event::LockEval(waiter));
                break;
            }
        }
        self.release_thread(id, outcome);
    }
}
