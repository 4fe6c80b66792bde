//! Keeps a run's trace, if somebody asked for it.

use super::request::Ref;
use super::state::Traffic;
use super::trace::{Seen, Step, Traced, name};

impl Traffic {
    /// Keeps all events from now on.
    pub fn record(&mut self) {
        self.traced = Some(Vec::new());
    }

    /// The events since [`Traffic::record`], or since they were taken last.
    pub fn take_trace(&mut self) -> Vec<Traced> {
        self.traced.as_mut().map(std::mem::take).unwrap_or_default()
    }

    #[inline]
    pub(super) fn trace(&mut self, id: Ref, step: Step) {
        if self.traced.is_some() {
            self.keep(name(id), step);
        }
    }

    /// A thread is through with `id` and takes `next`.
    #[inline]
    pub(super) fn trace_next(&mut self, id: Ref, next: Option<Ref>) {
        let next = next.map(name);
        self.trace(id, Step::ThreadDone { next });
    }

    /// As [`Traffic::trace`], where no request of ours does it.
    #[inline]
    pub(super) fn trace_other(&mut self, step: Step) {
        if self.traced.is_some() {
            self.keep(0, step);
        }
    }

    #[cold]
    fn keep(&mut self, who: u64, step: Step) {
        let holder = step.key().and_then(|key| self.holder(key));
        let event = Traced {
            at: self.agenda.now,
            who,
            step,
            seen: Seen {
                connections: self.connections,
                backlog: self.backlog.len() as u64,
                busy: self.busy,
                queue: self.queue.len() as u64,
                pool_used: self.pool_used,
                pool_waiters: self.waiting_for_pool,
                lock_waiters: self.waiting_for_lock,
                holder,
            },
        };
        if let Some(traced) = &mut self.traced {
            traced.push(event);
        }
    }
}
