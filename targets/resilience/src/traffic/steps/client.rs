//! Clients: arrivals, deadlines, retries.

use crate::random::streams::{Stream, below};
use crate::scenario::nanos;
use crate::traffic::event::Event;
use crate::traffic::outcome::Outcome;
use crate::traffic::request::{Ref, Request};
use crate::traffic::state::{FULL_BUDGET, Traffic};
use crate::traffic::trace::Step;

/// What one retry costs of the budget, in hundredths.
const ONE_RETRY: u64 = 100;
/// The first retransmission of a SYN comes after this long.
const FIRST_SYN_WAIT: u64 = 1_000_000_000;

impl Traffic {
    /// A user comes, unless it is thinned out because the rate is below its peak.
    pub(super) fn arrive(&mut self) {
        let gap = self.gap.sample(self.streams.next(Stream::Arrival));
        self.agenda.plan(gap, Event::Arrive);
        let peak = self
            .config
            .clients
            .peak_per_s
            .unwrap_or(self.config.clients.rate_per_s);
        let thin = self.streams.next(Stream::Thinning);
        if below(thin, peak.get() * 1_000_000) >= self.rate_in_millionths() {
            return;
        }
        let user = self.stats.users;
        let core = below(self.streams.at(Stream::Class, user), 100)
            < self.config.clients.core_percent.get();
        // Others never ask for it.
        let key = if core {
            let u = self.streams.at(Stream::Key, user);
            self.keys.partition_point(|&share| share < u) as u32
        } else {
            0
        };
        let now = self.agenda.now;
        self.stats.arrived(now, user);
        if let (Some(left), Some(percent)) =
            (&mut self.budget, self.config.clients.retry_budget_percent)
        {
            *left = (*left + percent.get()).min(FULL_BUDGET);
        }
        self.send(Request {
            user,
            arrived: now,
            sent: now,
            core,
            key,
            ..Request::default()
        });
    }

    /// Millionths of a user a second.
    fn rate_in_millionths(&self) -> u64 {
        let clients = &self.config.clients;
        let rate = clients.rate_per_s.get() * 1_000_000;
        let Some(peak) = clients.peak_per_s else {
            return rate;
        };
        let peak = peak.get() * 1_000_000;
        let (start, end) = (nanos(clients.ramp_start_ms), nanos(clients.ramp_end_ms));
        let now = self.agenda.now.clamp(start, end);
        rate + (u128::from(peak - rate) * u128::from(now - start) / u128::from(end - start)) as u64
    }

    fn send(&mut self, request: Request) {
        self.stats.attempts += 1;
        let id = self.requests.add(request);
        self.agenda.plan(self.deadline, Event::Deadline(id));
        self.syn(id, 0);
    }

    /// The client sends its SYN. If the accept queue is full, nothing answers, and it sends it again, after a wait that doubles each time.
    pub(super) fn syn(&mut self, id: Ref, doublings: u32) {
        if self.requests.get(id).is_none_or(|request| request.gone) {
            return;
        }
        let tomcat = &self.config.tomcat;
        let asleep = self.asleep().is_some();
        if !asleep && self.connections < tomcat.max_connections.get() {
            self.accept(id);
        } else if (self.backlog.len() as u64) <= tomcat.accept_count.get() {
            let now = self.agenda.now;
            let request = self.request(id);
            request.inside = true;
            request.entered = now;
            self.stations.backlog.enter(now);
            self.backlog.push_back(id);
            self.trace(id, Step::SynQueued);
        } else {
            self.stats.syn_drops += 1;
            self.trace(id, Step::SynDropped);
            self.stats.first_syn_drop.get_or_insert(self.agenda.now);
            let again = Event::Syn {
                request: id,
                doublings: doublings + 1,
            };
            // Linux gives up at 2^6 s; a client's deadline is hardly ever longer.
            let wait = FIRST_SYN_WAIT << doublings.min(16);
            self.agenda.plan(wait, again);
        }
    }

    pub(super) fn gives_up(&mut self, id: Ref) {
        let Some(request) = self.requests.get(id) else {
            return;
        };
        if request.outcome.is_none() {
            request.gone = true;
            self.tell(id, Outcome::Timeout);
        }
    }

    /// The client learns what became of its request: once. It may ask again.
    pub(super) fn tell(&mut self, id: Ref, outcome: Outcome) {
        let now = self.agenda.now;
        let Some(request) = self.requests.get(id) else {
            return;
        };
        let again = match request.outcome {
            Some(_) => None,
            None => {
                request.outcome = Some(outcome);
                Some(*request)
            }
        };
        let inside = request.inside;
        if let Some(request) = again {
            let retries = u64::from(request.attempt) < self.config.clients.retries.get();
            if !(outcome.failed() && retries && self.may_retry()) {
                let latency = now - request.arrived;
                self.stats.finished(now, latency, outcome, &request);
            } else {
                self.stats.retries += 1;
                let jitter = self.streams.next(Stream::Backoff);
                let backoff = nanos(self.config.clients.backoff_ms);
                let next = self.requests.add(Request {
                    sent: now,
                    attempt: request.attempt + 1,
                    outcome: None,
                    gone: false,
                    inside: false,
                    lock_tries: 0,
                    token: 0,
                    ..request
                });
                self.agenda
                    .plan(backoff + below(jitter, backoff.max(1)), Event::Retry(next));
            }
        }
        if !inside {
            self.requests.remove(id);
        }
    }

    /// Takes a retry out of the budget, if there is one and it allows.
    fn may_retry(&mut self) -> bool {
        match &mut self.budget {
            None => true,
            Some(left) if *left >= ONE_RETRY => {
                *left -= ONE_RETRY;
                true
            }
            Some(_) => {
                self.stats.budget_denied += 1;
                false
            }
        }
    }

    pub(super) fn retry(&mut self, id: Ref) {
        let now = self.agenda.now;
        self.request(id).sent = now;
        self.stats.attempts += 1;
        self.agenda.plan(self.deadline, Event::Deadline(id));
        self.syn(id, 0);
    }
}
