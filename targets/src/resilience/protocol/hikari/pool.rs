//! The pool's shared state.

use super::bag::{Bag, EntryId, State, ThreadId};
use super::defects::Defect;
use super::spec::Spec;
use crate::resilience::hikari_config::HikariConfig;
use crate::resilience::protocol::bench::Broken;

/// What the pool is called in its texts.
pub const POOL_NAME: &str = "HikariPool-1";

/// What belongs to one thread: locals that are times, and what oracles know of it.
#[derive(Clone, Debug, Default)]
pub struct ThreadState {
    /// It is counted among the waiters.
    pub counted: bool,
    /// `startTime` of its `getConnection`.
    pub start: Option<u64>,
    /// When its poll ends.
    pub deadline: Option<u64>,
    /// It is through.
    pub done: bool,
}

/// The pool.
pub struct Pool {
    pub bag: Bag,
    pub config: HikariConfig,
    pub threads: Vec<ThreadState>,
    /// A rule that an operation saw broken.
    pub violation: Option<Broken>,
    defect: Option<Defect>,
}

impl Pool {
    pub fn new(spec: &Spec, defect: Option<Defect>) -> Pool {
        let mut bag = Bag::default();
        for _ in 0..spec.filled() {
            let entry = bag.make();
            bag.publish(entry);
        }
        Pool {
            bag,
            config: spec.config().clone(),
            threads: vec![ThreadState::default(); spec.threads()],
            violation: None,
            defect,
        }
    }

    /// Whether this defect was planted.
    pub fn has(&self, defect: Defect) -> bool {
        self.defect == Some(defect)
    }

    /// `waiters.incrementAndGet`
    pub fn count_waiter(&mut self, thread: ThreadId) -> i64 {
        self.threads[thread].counted = true;
        self.bag.count_waiter()
    }

    /// `waiters.decrementAndGet`
    pub fn discount_waiter(&mut self, thread: ThreadId, timed_out: bool) {
        self.threads[thread].counted = false;
        if timed_out && self.has(Defect::WaiterStaysCounted) {
            return;
        }
        self.bag.discount_waiter();
    }

    /// `handoffQueue.offer`: who is handed an entry.
    pub fn offer(&mut self) -> Option<ThreadId> {
        let longest = self.bag.polling().next();
        let winner = if self.has(Defect::LastComeFirstServed) {
            self.bag.offer_to_the_last()
        } else {
            self.bag.offer()
        };
        if winner != longest {
            self.violation = Some(Broken {
                class: "starvation",
                rule: "an entry was handed over past somebody who polls longer".to_owned(),
                seen: format!("thread {winner:?} before thread {longest:?}"),
            });
        }
        winner
    }

    /// Connections in use by clients that are through, or never give them back.
    pub fn leaked(&self) -> Vec<EntryId> {
        let entries = self.bag.entries().iter().enumerate();
        let leaked = entries.filter(|(_, entry)| {
            let done = |&holder: &ThreadId| self.threads[holder].done;
            entry.state == State::InUse && entry.holders.iter().any(done)
        });
        leaked.map(|(id, _)| id).collect()
    }

    /// `createTimeoutException`: its text.
    pub fn timeout_text(&self, elapsed: u64) -> String {
        format!(
            "SQLTransientConnectionException: {POOL_NAME} - Connection is not available, request timed out after {elapsed}ms \
             (total={}, active={}, idle={}, waiting={})",
            self.bag.size(),
            self.bag.count(State::InUse),
            self.bag.count(State::NotInUse),
            self.bag.waiters(),
        )
    }
}
