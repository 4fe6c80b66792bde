//! The distributed lock: `tryLock` with a wait, retried by the application; an unlock message wakes one waiter.
//!
//! Follows Redisson's `RedissonLock` and, for the tokens, `RFencedLock` (`incr` at each acquisition). A critical section is what lies between
//! lock and unlock: a query, which writes when it ends. Each holder has a token; one whose lock has expired (see
//! [`crate::traffic::pause`]) goes on, believing to hold it. Its write is stale if a later holder has written before: with
//! `fencing` the database refuses it. At its unlock it learns of the loss (`IllegalMonitorStateException`).
//!
//! Other nodes (`elsewhere-per-s`) take locks too, one query long, and never stand still; one that finds the lock taken goes away.
//! Invariant: whoever takes a lock has a higher token than all before.

use crate::random::streams::Stream;
use crate::scenario::nanos;
use crate::traffic::event::Event;
use crate::traffic::lock_table::Holder;
use crate::traffic::outcome::Outcome;
use crate::traffic::request::Ref;
use crate::traffic::state::Traffic;
use crate::traffic::trace::{Step, name};

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

    /// Asks for the lock: its token, if it is free.
    fn take(&mut self, key: u32, ours: bool) -> Option<u32> {
        let since = self.agenda.now;
        let key = key as usize;
        if let Some(holder) = self.locks[key].holder {
            if !self.expired(holder) {
                return None;
            }
            self.stats.locks_lost += 1;
            self.stats.lock_overlaps += u64::from(!holder.leaving);
        }
        let state = &mut self.locks[key];
        state.token += 1;
        state.holder = Some(Holder {
            token: state.token,
            since,
            ours,
            leaving: false,
        });
        Some(state.token)
    }

    /// The script runs on the lock server.
    pub(super) fn lock_eval(&mut self, id: Ref) {
        let now = self.agenda.now;
        let request = *self.request(id);
        let asleep = self.asleep();
        if let Some(token) = self.take(request.key, true) {
            self.request(id).lock_token = token;
            let key = request.key;
            self.trace(id, Step::LockTaken { key, token });
            return match asleep {
                Some(left) => self.agenda.plan(left, Event::Granted(id)),
                None => self.granted(id),
            };
        }
        if let Some(left) = asleep {
            // The answer lies there until the server wakes; it subscribes and asks again.
            return self.agenda.plan(left, Event::LockEval(id));
        }
        if now >= request.lock_deadline {
            self.trace(id, Step::LockRefused { key: request.key });
            return self.lock_failed(id);
        }
        let request = self.request(id);
        request.token += 1;
        request.entered = now;
        let (token, key, wait) = (request.token, request.key, request.lock_deadline - now);
        self.stations.lock.enter(now);
        self.locks[key as usize].waiters.push_back((id, token));
        self.waiting_for_lock += 1;
        self.trace(id, Step::LockWaits { key });
        self.agenda
            .plan(wait, Event::LockTimeout { request: id, token });
    }

    /// The server knows that it has the lock.
    pub(super) fn granted(&mut self, id: Ref) {
        let waited = self.agenda.now - self.request(id).lock_since;
        self.stats.locks += 1;
        self.stats.lock_wait += u128::from(waited);
        self.borrow(id);
    }

    pub(super) fn lock_timeout(&mut self, id: Ref, token: u32) {
        let waits = self
            .requests
            .get(id)
            .is_some_and(|request| request.token == token);
        if !waits {
            return;
        }
        let key = self.request(id).key;
        self.waits_no_longer(id);
        self.forget_void_waiters(key);
        self.trace(id, Step::LockTimedOut { key });
        self.lock_failed(id);
    }

    fn waits_no_longer(&mut self, id: Ref) {
        let now = self.agenda.now;
        let request = self.request(id);
        request.token += 1;
        let entered = request.entered;
        self.stations.lock.leave(now, entered);
        self.waiting_for_lock -= 1;
    }

    /// Those at the front that wait no longer, so that a lock that is never free does not collect them.
    fn forget_void_waiters(&mut self, key: u32) {
        let waiters = &mut self.locks[key as usize].waiters;
        while let Some(&(waiter, token)) = waiters.front() {
            let request = self.requests.get(waiter);
            if request.is_some_and(|request| request.token == token) {
                return;
            }
            waiters.pop_front();
        }
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

    /// A holder's query has ended: it has written, unless its token is refused.
    pub(super) fn write(&mut self, key: u32, token: u32) {
        let state = &mut self.locks[key as usize];
        if token >= state.written {
            state.written = token;
        } else if self.config.lock.fencing {
            self.stats.writes_fenced += 1;
        } else {
            self.stats.writes_stale += 1;
        }
    }

    pub(super) fn unlock(&mut self, id: Ref, outcome: Outcome) {
        let (key, token) = (self.request(id).key, self.request(id).lock_token);
        if let Some(holder) = &mut self.locks[key as usize].holder
            && holder.token == token
        {
            holder.leaving = true;
        }
        let trip = self.round_trip();
        self.agenda.plan(
            trip,
            Event::Unlocked {
                request: id,
                outcome,
            },
        );
    }

    /// The unlock script runs on the lock server, whose answer may say that there was no such lock.
    pub(super) fn unlocked(&mut self, id: Ref, outcome: Outcome) {
        let (key, token) = (self.request(id).key, self.request(id).lock_token);
        let holder = self.locks[key as usize].holder;
        let holder = holder.filter(|holder| holder.token == token);
        let outcome = match holder {
            Some(holder) if !self.expired(holder) => {
                self.free(key, token);
                outcome
            }
            lost => {
                if lost.is_some() {
                    self.stats.locks_lost += 1;
                    self.locks[key as usize].holder = None;
                }
                self.trace(id, Step::UnlockLost { key, token });
                Outcome::LockLost
            }
        };
        match self.asleep() {
            Some(left) => self.agenda.plan(
                left,
                Event::Answered {
                    request: id,
                    outcome,
                },
            ),
            None => self.release_thread(id, outcome),
        }
    }

    /// The lock is free; the message about it wakes the first that still waits, which has to ask again.
    fn free(&mut self, key: u32, token: u32) {
        let at = key as usize;
        self.locks[at].holder = None;
        let trip = self.round_trip() + self.asleep().unwrap_or(0);
        let mut woken = None;
        while let Some((waiter, wait)) = self.locks[at].waiters.pop_front() {
            let waits = self
                .requests
                .get(waiter)
                .is_some_and(|waiter| waiter.token == wait);
            if waits {
                self.waits_no_longer(waiter);
                self.agenda.plan(trip, Event::LockEval(waiter));
                woken = Some(name(waiter));
                break;
            }
        }
        self.trace_other(Step::Unlocked { key, token, woken });
    }

    /// Another node asks for a lock.
    pub(super) fn elsewhere(&mut self) {
        if let Some(gap) = &self.elsewhere_gap {
            let gap = gap.sample(self.streams.next(Stream::ElsewhereArrival));
            self.agenda.plan(gap, Event::Elsewhere);
        }
        let u = self.streams.next(Stream::ElsewhereKey);
        let key = self.keys.partition_point(|&share| share < u) as u32;
        let u = self.streams.next(Stream::ElsewhereQuery);
        if let Some(token) = self.take(key, false) {
            self.trace_other(Step::TakenElsewhere { key, token });
            let time = self.query.sample(u) + 2 * self.round_trip();
            self.agenda.plan(time, Event::ElsewhereDone { key, token });
        }
    }

    /// Another node has written and unlocks.
    pub(super) fn elsewhere_done(&mut self, key: u32, token: u32) {
        self.write(key, token);
        self.free(key, token);
    }
}
