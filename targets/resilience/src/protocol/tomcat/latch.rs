//! `LimitLatch`: how many connections there may be.
//!
//! Follows `org.apache.tomcat.util.threads.LimitLatch` and what `AbstractQueuedSynchronizer` makes of it: a caller that cannot count up enters the queue,
//! tries once more, then parks; `countDown` unparks the first in the queue.
//!
//! Invariant: `count` is the number of callers that counted up and have not counted down, and of those between the two halves of
//! a try.

use std::collections::VecDeque;

use crate::protocol::bench::Who;

/// The latch.
#[derive(Clone, Debug)]
pub struct LimitLatch {
    limit: i64,
    count: i64,
    queue: VecDeque<Who>,
}

impl LimitLatch {
    /// A latch that counts up to `limit`, and stands at 0.
    pub fn new(limit: u64) -> LimitLatch {
        LimitLatch {
            limit: limit as i64,
            count: 0,
            queue: VecDeque::new(),
        }
    }

    /// The count: above the limit while a try that failed has not taken its count back.
    pub fn count(&self) -> i64 {
        self.count
    }

    /// The first half of `tryAcquireShared`. False: the limit is exceeded, and the count has to be taken back.
    pub(super) fn increment(&mut self) -> bool {
        self.count += 1;
        self.count <= self.limit
    }

    /// The second half of a try that failed; or the count of `countDown`.
    pub(super) fn decrement(&mut self) {
        self.count -= 1;
    }

    /// The caller enters the queue.
    pub(super) fn enters(&mut self, who: Who) {
        self.queue.push_back(who);
    }

    pub(super) fn leaves(&mut self, who: Who) {
        self.queue.retain(|&other| other != who);
    }

    /// The task that `countDown` unparks.
    pub(super) fn first(&self) -> Option<Who> {
        self.queue.front().copied()
    }

    /// A slot is free.
    pub fn has_room(&self) -> bool {
        self.count < self.limit
    }

    /// `countUpOrAwait`, as far as it goes without waiting and with nobody in between.
    pub fn count_up(&mut self) -> bool {
        let counted = self.increment();
        if !counted {
            self.decrement();
        }
        counted
    }

    /// `countDown`, with nobody in between.
    pub fn count_down(&mut self) {
        self.decrement();
    }

    pub(super) fn absorb(&self, into: &mut tearpoint_harness::contract::Digest) {
        into.word(self.count as u64);
        self.queue.iter().for_each(|who| into.word(who.0 as u64));
    }
}
