//! What each event does to the state, one file a resource: clients, connector and threads, lock, pool.
//!
//! A request goes from file to file as it does from resource to resource, and back when it is answered: the files call each
//! other's methods of [`Traffic`], and none imports another.

mod client;
mod connector;
mod leak;
mod lock;
mod pool;

use super::event::Event;
use super::pause;
use super::state::Traffic;
use super::stats::Gauges;
use crate::scenario::nanos;

/// How often defences look around.
const TICK: u64 = 100_000_000;
/// Ticks between two readings that are kept.
const TICKS_A_SECOND: u64 = 10;

impl Traffic {
    /// Goes on to `until`, in nanoseconds, at most to the scenario's end.
    pub fn run_until(&mut self, until: u64) {
        let until = until.min(nanos(self.config.duration_ms));
        while let Some(event) = self.agenda.next(until) {
            self.happens(event);
        }
        self.agenda.now = self.agenda.now.max(until);
    }

    fn happens(&mut self, event: Event) {
        if let Some(left) = self.asleep()
            && pause::of_the_server(&event)
        {
            return self.agenda.plan(left, event);
        }
        match event {
            Event::Arrive => self.arrive(),
            Event::Syn { request, doublings } => self.syn(request, doublings),
            Event::Deadline(request) => self.gives_up(request),
            Event::Retry(request) => self.retry(request),
            Event::CpuDone(request) => self.after_cpu(request),
            Event::Answered { request, outcome } => self.release_thread(request, outcome),
            Event::LockEval(request) => self.lock_eval(request),
            Event::Granted(request) => self.granted(request),
            Event::LockTimeout { request, token } => self.lock_timeout(request, token),
            Event::Unlocked { request, outcome } => self.unlocked(request, outcome),
            Event::PoolTimeout { request, token } => self.pool_timeout(request, token),
            Event::Queried(request) => self.queried(request),
            Event::Returned(request) => self.returned(request),
            Event::LeakLogged => self.stats.leaks.logged(self.agenda.now),
            Event::Elsewhere => self.elsewhere(),
            Event::ElsewhereDone { key, token } => self.elsewhere_done(key, token),
            Event::Wakes => self.wakes(),
            Event::Tick => self.tick(),
        }
    }

    fn tick(&mut self) {
        let view = self.view();
        if self.asleep().is_none() {
            for defence in &mut self.defences {
                defence.tick(&view);
            }
        }
        if self
            .ticks
            .is_multiple_of(TICKS_A_SECOND * (self.stats.window / 1_000_000_000))
        {
            let gauges = Gauges {
                pool: self.pool_used,
                queue: view.queue,
                busy: self.busy,
                connections: self.connections,
                backlog: self.backlog.len() as u64,
                pool_waiters: self.waiting_for_pool,
                lock_waiters: self.waiting_for_lock,
                active: self.defences.iter().any(|defence| defence.active()),
            };
            self.stats.gauges.push(gauges);
        }
        self.ticks += 1;
        self.agenda.plan(TICK, Event::Tick);
    }
}
