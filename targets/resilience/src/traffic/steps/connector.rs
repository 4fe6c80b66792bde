//! Tomcat's connector: connections, threads, the executor's queue.

use crate::random::streams::Stream;
use crate::traffic::defence::{Answer, Step};
use crate::traffic::event::Event;
use crate::traffic::outcome::Outcome;
use crate::traffic::request::Ref;
use crate::traffic::state::Traffic;
use crate::traffic::trace::Step as Traced;

impl Traffic {
    /// The request gets a connection, and a thread or a place in the queue.
    pub(super) fn accept(&mut self, id: Ref) {
        if self.answered_at_door(id) {
            return;
        }
        let now = self.agenda.now;
        self.connections += 1;
        let request = self.request(id);
        request.inside = true;
        request.accepted = now;
        self.stations.server.enter(now);
        self.trace(id, Traced::Accepted);
        if self.busy < self.config.tomcat.max_threads.get() {
            self.busy += 1;
            self.trace(id, Traced::ThreadTaken);
            if !self.start(id) {
                self.next_in_queue(id);
            }
        } else {
            self.enqueue(id);
        }
    }

    fn enqueue(&mut self, id: Ref) {
        let now = self.agenda.now;
        self.request(id).entered = now;
        self.stations.queue.enter(now);
        self.queue.push_back(id);
        self.trace(id, Traced::Queued);
    }

    /// A thread takes the request. False if it is free again at once, as a defence has answered.
    fn start(&mut self, id: Ref) -> bool {
        if let Some(answer) = self.ask(id, Step::Thread) {
            let core = self.request(id).core;
            self.answered(id, answer.outcome(core));
            return false;
        }
        let request = *self.request(id);
        let n = request.user << 7 | u64::from(request.attempt);
        let cpu = self.cpu.sample(self.streams.at(Stream::Cpu, n)) * self.faults().2;
        let delay: u64 = self.defences.iter().map(|defence| defence.delay()).sum();
        self.agenda.plan(cpu + delay, Event::CpuDone(id));
        true
    }

    /// The first defence with an answer to a request at `step` gives it.
    fn ask(&mut self, id: Ref, step: Step) -> Option<Answer> {
        if self.defences.is_empty() {
            return None;
        }
        let view = self.view();
        let deadline = self.deadline;
        let request = self.request(id);
        let seen = crate::traffic::defence::Seen {
            core: request.core,
            waited: view.now
                - if step == Step::Door {
                    view.now
                } else {
                    request.accepted
                },
            left: (request.sent + deadline).saturating_sub(view.now),
        };
        self.defences
            .iter_mut()
            .find_map(|defence| defence.answer(step, &seen, &view))
    }

    pub(super) fn after_cpu(&mut self, id: Ref) {
        let core = self.request(id).core;
        let step = if core { Step::Lock } else { Step::Pool };
        if let Some(answer) = self.ask(id, step) {
            let outcome = answer.outcome(core);
            if outcome == Outcome::Degraded {
                self.agenda.plan(
                    CACHE,
                    Event::Answered {
                        request: id,
                        outcome,
                    },
                );
                return;
            }
            return self.release_thread(id, outcome);
        }
        if core {
            self.lock(id);
        } else {
            self.borrow(id);
        }
    }

    /// The answer is sent; the connection and the thread are free for others.
    pub(super) fn release_thread(&mut self, id: Ref, outcome: Outcome) {
        self.answered(id, outcome);
        self.next_in_queue(id);
    }

    /// The thread that is through with `done` takes the first in the queue that no defence answers before it has begun; or it has
    /// nothing to do.
    fn next_in_queue(&mut self, mut done: Ref) {
        let now = self.agenda.now;
        while let Some(next) = self.queue.pop_front() {
            let entered = self.request(next).entered;
            self.stations.queue.leave(now, entered);
            self.trace_next(done, Some(next));
            if self.start(next) {
                return;
            }
            done = next;
        }
        self.busy -= 1;
        self.trace_next(done, None);
    }

    /// The answer is sent, and the connection free for others.
    fn answered(&mut self, id: Ref, outcome: Outcome) {
        let now = self.agenda.now;
        let accepted = self.request(id).accepted;
        self.stations.server.leave(now, accepted);
        for defence in &mut self.defences {
            defence.finished(
                now,
                now - accepted,
                outcome,
                self.stations.server.inside() + 1,
            );
        }
        let request = self.request(id);
        request.inside = false;
        if request.outcome.is_some() {
            self.requests.remove(id);
        } else {
            self.tell(id, outcome);
        }
        self.connections -= 1;
        self.trace(id, Traced::Closed);
        self.leaves_backlog();
    }

    /// The first in the accept queue that no defence turns away gets a connection. All threads are busy: otherwise the queue were empty.
    fn leaves_backlog(&mut self) {
        let now = self.agenda.now;
        while let Some(id) = self.next_in_backlog() {
            if self.answered_at_door(id) {
                continue;
            }
            self.connections += 1;
            self.request(id).accepted = now;
            self.stations.server.enter(now);
            self.trace(id, Traced::Accepted);
            return self.enqueue(id);
        }
    }

    fn next_in_backlog(&mut self) -> Option<Ref> {
        let id = self.backlog.pop_front()?;
        let (now, entered) = (self.agenda.now, self.request(id).entered);
        self.stations.backlog.leave(now, entered);
        Some(id)
    }

    /// The acceptor takes what the kernel has kept.
    pub(super) fn wakes(&mut self) {
        while self.connections < self.config.tomcat.max_connections.get() {
            let Some(id) = self.next_in_backlog() else {
                return;
            };
            self.accept(id);
        }
    }

    /// Whether a defence answers before the request gets a connection.
    fn answered_at_door(&mut self, id: Ref) -> bool {
        let Some(answer) = self.ask(id, Step::Door) else {
            return false;
        };
        let request = self.request(id);
        request.inside = false;
        let core = request.core;
        self.trace(id, Traced::TurnedAway);
        self.tell(id, answer.outcome(core));
        true
    }
}

/// How long an answer from the cache takes.
const CACHE: u64 = 2_000_000;
