//! The server executes a command. What it grants and takes is remembered, and compared with what it should.

use super::calls::{Answer, Call, Request};
use super::defects::Planted;
use super::fair::{self, Waiter};
use super::redis::{Key, LockName};
use super::scripts::{self, Acquired, Latch, Unlocked};
use super::spec::LockKind;
use super::state::{Arrival, Phase, State, Thread};
use crate::protocol::bench::Broken;

impl State {
    /// The server executes a command at `now`; what it grants or takes is remembered for the oracles.
    pub fn execute(&mut self, call: &Call, now: u64) -> Answer {
        let before = self.redis.at(now).holder(now);
        let me = self.threads[call.thread].name;
        let (planted, lease, watchdog) = (self.planted, self.spec.lease(), self.watchdog());
        let answer = match call.request {
            Request::Lock => {
                let acquired = match self.spec.lock {
                    LockKind::Plain => scripts::try_lock(&mut self.redis, planted, me, lease),
                    LockKind::Fenced => {
                        scripts::try_lock_fenced(&mut self.redis, planted, me, lease)
                    }
                    LockKind::Fair => {
                        let waiter = self.waiter(call);
                        let acquired = fair::try_lock(&mut self.redis, planted, waiter, lease);
                        self.queued(call, before.is_none(), acquired, now);
                        acquired
                    }
                };
                if let Acquired::Yes { token } = acquired {
                    self.granted(call, before.is_none(), token, now);
                }
                Answer::Acquired(acquired)
            }
            Request::Unlock(request) => {
                let latch = Latch {
                    request: self.latch(call.thread, request),
                    millis: self.latch_millis(),
                };
                let unlocked = if self.spec.lock == LockKind::Fair {
                    let waiter = self.waiter(call);
                    fair::unlock(&mut self.redis, planted, waiter, lease, latch)
                } else {
                    scripts::unlock(&mut self.redis, planted, me, lease, latch)
                };
                self.released(call.thread, before, unlocked, now);
                Answer::Unlocked(unlocked)
            }
            Request::Renew(name) => {
                let renewed = scripts::renew(&mut self.redis, planted, name, watchdog);
                if renewed && before.is_some_and(|(holder, _)| holder == name) {
                    self.threads[call.thread].lease_until = now + watchdog;
                }
                Answer::Renewed(renewed)
            }
            Request::AcquireFailed => {
                let waiter = self.waiter(call);
                fair::acquire_failed(&mut self.redis, planted, waiter);
                self.arrived.retain(|arrival| arrival.thread != call.thread);
                Answer::Done
            }
            Request::Token => Answer::Token(self.redis.get(Key::Token).unwrap_or(0) as u64),
        };
        self.settle(now);
        answer
    }

    /// `lockWatchdogTimeout`.
    pub fn watchdog(&self) -> u64 {
        self.spec.lock_watchdog_timeout_ms.get()
    }

    /// `(timeout + retryDelay) * retryAttempts`, at least 1.
    fn latch_millis(&self) -> u64 {
        let spec = &self.spec;
        let once = spec.timeout_ms.get() + spec.retry_delay_ms.get();
        (once * spec.retry_attempts.get()).max(1)
    }

    /// The number of a request's latch.
    pub fn latch(&self, thread: usize, request: u64) -> u64 {
        request * self.threads.len() as u64 + thread as u64
    }

    /// `generateId`: a new request's number.
    pub fn next_request(&mut self, thread: usize) -> u64 {
        self.threads[thread].requests += 1;
        self.threads[thread].requests
    }

    /// What a client's clock says at `now`.
    pub fn clock(&self, thread: usize, now: u64) -> u64 {
        let ahead = self.is(Planted::ClockSkew) && self.threads[thread].name.client > 0;
        let spec = &self.spec;
        now + if ahead {
            2 * (self.wait() + spec.lease())
        } else {
            0
        }
    }

    /// How long a fair lock's waiter keeps its place, in milliseconds.
    fn wait(&self) -> u64 {
        let own = self.spec.wait_ms.map_or(0, |wait| wait.get());
        let timeout = self.spec.fair_lock_wait_timeout_ms.get();
        if own > 0 { own } else { timeout }
    }

    fn waiter(&self, call: &Call) -> Waiter {
        Waiter {
            me: self.threads[call.thread].name,
            wait: self.wait(),
            clock: call.clock,
        }
    }

    /// A fair lock's script ran: a new waiter is remembered; a thread that is granted the free lock must be the first of those that wait.
    fn queued(&mut self, call: &Call, free: bool, acquired: Acquired, now: u64) {
        let me = call.thread;
        let waits = |arrival: &&Arrival| {
            let thread = &self.threads[arrival.thread];
            let patient = thread.deadline.is_none_or(|due| now < due);
            arrival.thread != me
                && now < arrival.until
                && patient
                && thread.phase == Phase::Locking
                && !thread.uncertain
        };
        let mut queue = self.redis.lrange(Key::Queue);
        queue.sort_unstable();
        if queue != self.redis.zrange(Key::Timeouts) {
            self.broke = Some(Broken {
                class: "conservation",
                rule: "the fair lock's queue and its timeouts have other members".to_owned(),
                seen: format!("{queue:?}"),
            });
        }
        let place = self.arrived.iter().position(|arrival| arrival.thread == me);
        let ahead = &self.arrived[..place.unwrap_or(self.arrived.len())];
        let passed = ahead
            .iter()
            .find(waits)
            .map(|arrival| self.threads[arrival.thread].name);
        let over = self.redis.first(Key::Queue).filter(|&first| {
            let timeout = self.redis.zscore(Key::Timeouts, first);
            timeout.is_some_and(|timeout| timeout <= call.clock as i64)
        });
        match (acquired, passed, over) {
            (Acquired::Yes { .. }, Some(passed), _) if free => {
                self.broke = Some(Broken {
                    class: "unfair",
                    rule: "a fair lock is granted to one while another waits that came before"
                        .to_owned(),
                    seen: format!("{:?} passes {passed:?}", self.threads[me].name),
                });
            }
            (Acquired::No { .. }, _, Some(first)) => {
                self.broke = Some(Broken {
                    class: "starvation",
                    rule: "the first place in the queue is over, and kept".to_owned(),
                    seen: format!("that of {first:?}"),
                });
            }
            _ => {}
        }
        match (acquired, place) {
            (Acquired::Yes { .. }, _) => self.arrived.retain(|arrival| arrival.thread != me),
            (Acquired::No { .. }, None) => {
                let until = now + self.wait();
                self.arrived.push(Arrival { thread: me, until });
                self.threads[me].excused |= call.given_up.is_some();
            }
            (Acquired::No { .. }, Some(_)) => {}
        }
    }

    fn granted(&mut self, call: &Call, fresh: bool, token: u64, now: u64) {
        let lease = self.spec.lease();
        self.grants += u64::from(fresh);
        let (grants, last) = (self.grants, self.token);
        let thread = &mut self.threads[call.thread];
        thread.lost |= fresh && thread.holds > 0;
        thread.excused = call.given_up.is_some();
        thread.lease_until = now + lease;
        if fresh {
            thread.grant = grants;
        }
        if self.spec.lock == LockKind::Fenced && token <= last {
            self.broke = Some(Broken {
                class: "stale token",
                rule: "a token is not greater than those before it".to_owned(),
                seen: format!("token {token} after {last}"),
            });
        }
        self.token = token.max(last);
    }

    fn released(
        &mut self,
        thread: usize,
        before: Option<(LockName, i64)>,
        unlocked: Unlocked,
        now: u64,
    ) {
        let me = self.threads[thread].name;
        let mine = before.is_some_and(|(holder, _)| holder == me);
        if unlocked == Unlocked::Free && before.is_some() && !mine {
            self.broke = Some(Broken {
                class: "mutual exclusion",
                rule: "somebody unlocks a lock that another thread holds".to_owned(),
                seen: format!("{me:?} unlocks that of {before:?}"),
            });
        }
        // What is remembered changes nothing.
        let after = self.redis.holder(now);
        if !mine || before == after {
            return;
        }
        let left = after.map_or(0, |(_, holds)| holds);
        let lease = self.spec.lease();
        let thread = &mut self.threads[thread];
        if left < thread.holds as i64 && !thread.lost {
            self.broke = Some(Broken {
                class: "mutual exclusion",
                rule: "an unlock takes a hold that its thread still relies on".to_owned(),
                seen: format!("{:?} has {left} of {} left", thread.name, thread.holds),
            });
        }
        thread.lease_until = if left > 0 { now + lease } else { 0 };
    }

    /// Doubts about a thread end with its hold.
    fn settle(&mut self, now: u64) {
        let holder = self.redis.holder(now).map(|(name, _)| name);
        let calls: Vec<usize> = self
            .wires
            .iter()
            .flat_map(|wire| &wire.call)
            .map(|call| call.thread)
            .collect();
        let queue = self.redis.lrange(Key::Queue);
        for (index, thread) in self.threads.iter_mut().enumerate() {
            if holder != Some(thread.name) {
                thread.excused &= queue.contains(&thread.name);
                if !calls.contains(&index) && thread.holds == 0 {
                    thread.uncertain = false;
                }
            }
        }
    }

    /// A thread writes to the resource. False: its token is older than one that was seen.
    pub fn write_resource(&mut self, thread: usize) -> bool {
        let Thread {
            token, grant, name, ..
        } = self.threads[thread];
        if token < self.resource.token && !self.is(Planted::NoFencing) {
            return false;
        }
        if grant < self.resource.grant {
            self.broke = Some(Broken {
                class: "lost lock",
                rule: "the resource takes a write of a thread whose lock was lost to another, which has written".to_owned(),
                seen: format!("{name:?} writes with token {token} after token {}", self.resource.token),
            });
        }
        self.resource.token = self.resource.token.max(token);
        self.resource.grant = self.resource.grant.max(grant);
        true
    }
}
