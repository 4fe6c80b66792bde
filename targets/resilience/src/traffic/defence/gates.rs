//! Defences without memory: each looks at one resource, or at the request alone.

use super::contract::{Answer, Defence, Seen, Step, View};

/// Requests whose connection did not come in time are answered from a cache.
#[derive(Debug)]
pub struct CacheFallback;

impl Defence for CacheFallback {
    fn cache_on_timeout(&self) -> bool {
        true
    }
}

/// Keeps a share of the pool for core requests: others read the cache while it is in use.
#[derive(Debug)]
pub struct PoolGate {
    at_percent: u64,
}

impl PoolGate {
    /// Shuts while `at_percent` of the pool or more are in use.
    pub fn new(at_percent: u64) -> PoolGate {
        PoolGate { at_percent }
    }
}

impl Defence for PoolGate {
    fn answer(&mut self, step: Step, request: &Seen, view: &View) -> Option<Answer> {
        let shut = view.pool_used * 100 >= view.pool_size * self.at_percent;
        (step == Step::Door && !request.core && shut).then_some(Answer::Cache)
    }
}

/// A request that waited too long for its thread is turned away (the queue's delay, as in CoDel and DAGOR).
#[derive(Debug)]
pub struct QueueDelay {
    limit: u64,
}

impl QueueDelay {
    /// Turns away what waited longer than `limit`, nanoseconds.
    pub fn new(limit: u64) -> QueueDelay {
        QueueDelay { limit }
    }
}

impl Defence for QueueDelay {
    fn answer(&mut self, step: Step, request: &Seen, _view: &View) -> Option<Answer> {
        (step == Step::Thread && request.waited > self.limit).then_some(Answer::Reject)
    }
}

/// The client's deadline travels with the request: work for a client that has given up is not begun.
#[derive(Debug)]
pub struct Deadline;

impl Defence for Deadline {
    fn answer(&mut self, step: Step, request: &Seen, _view: &View) -> Option<Answer> {
        let begins = matches!(step, Step::Thread | Step::Lock | Step::Pool);
        (begins && request.left == 0).then_some(Answer::Reject)
    }
}

/// While most threads are busy only core requests get in.
#[derive(Debug)]
pub struct Priority {
    at_percent: u64,
}

impl Priority {
    /// Shuts while `at_percent` of the threads or more are busy.
    pub fn new(at_percent: u64) -> Priority {
        Priority { at_percent }
    }
}

impl Defence for Priority {
    fn answer(&mut self, step: Step, request: &Seen, view: &View) -> Option<Answer> {
        let full = view.busy * 100 >= view.threads * self.at_percent;
        (step == Step::Door && !request.core && full).then_some(Answer::Reject)
    }
}
