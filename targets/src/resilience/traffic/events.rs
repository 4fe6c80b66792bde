//! What will happen, in order of time; what is due at one instant happens in the order in which it was planned.

use std::cmp::Ordering;
use std::collections::{BinaryHeap, VecDeque};

use super::request::Ref;

/// What happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Event {
    /// The next user comes.
    Arrive,
    /// A client knocks again, for the time after the first wait has been doubled so often.
    Syn { request: Ref, doublings: u32 },
    /// A client gives up.
    Deadline(Ref),
    /// A client asks again.
    Retry(Ref),
    /// A worker has used its CPU time.
    CpuDone(Ref),
    /// An answer that needs no connection is ready.
    Answered { request: Ref, outcome: Outcome },
    /// A lock request has reached the lock server.
    LockEval(Ref),
    /// Waiting for the lock has taken long enough.
    LockTimeout { request: Ref, token: u32 },
    /// An unlock has reached the lock server.
    Unlocked { request: Ref, outcome: Outcome },
    /// Waiting for a connection has taken long enough.
    PoolTimeout { request: Ref, token: u32 },
    /// A query is done.
    Queried(Ref),
    /// Gauges are read, defences look around.
    Tick,
}

/// What became of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    Ok,
    /// Answered from a cache.
    Degraded,
    /// Turned away at once.
    Rejected,
    /// No connection in time.
    NoConnection,
    /// No lock in time.
    NoLock,
    /// The client gave up.
    Timeout,
}

impl Outcome {
    pub const ALL: [Outcome; 6] = [
        Outcome::Ok,
        Outcome::Degraded,
        Outcome::Rejected,
        Outcome::NoConnection,
        Outcome::NoLock,
        Outcome::Timeout,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Outcome::Ok => "ok",
            Outcome::Degraded => "degraded",
            Outcome::Rejected => "rejected",
            Outcome::NoConnection => "no connection",
            Outcome::NoLock => "no lock",
            Outcome::Timeout => "timeout",
        }
    }

    /// The client has reason to ask again.
    pub fn failed(self) -> bool {
        matches!(
            self,
            Outcome::NoConnection | Outcome::NoLock | Outcome::Timeout
        )
    }
}

/// An event and when it is due.
#[derive(Clone, Copy, Debug)]
struct Entry {
    time: u64,
    /// The how-manieth it was to be planned.
    number: u64,
    event: Event,
}

impl Entry {
    #[inline]
    fn key(&self) -> (u64, u64) {
        (self.time, self.number)
    }
}

impl PartialEq for Entry {
    fn eq(&self, other: &Entry) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Entry {}

impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Entry) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The earliest is the greatest, as the heap gives the greatest first.
impl Ord for Entry {
    #[inline]
    fn cmp(&self, other: &Entry) -> Ordering {
        other.key().cmp(&self.key())
    }
}

/// Timers of one kind, which mostly have one length: they come due in the order in which they were planned.
const TIMERS: usize = 3;

/// Events to come, up to the end of the run: what is due later is counted and forgotten.
///
/// Most timers are void when they come due, and a heap that holds them is slow. Those of one length need none: a queue of them is
/// in order by itself. A timer that would not be goes to the heap.
#[derive(Debug, Default)]
pub struct Agenda {
    heap: BinaryHeap<Entry>,
    timers: [VecDeque<Entry>; TIMERS],
    planned: u64,
    end: u64,
    pub now: u64,
}

impl Agenda {
    /// For a run until `end`, in nanoseconds.
    pub fn new(end: u64) -> Agenda {
        Agenda {
            end,
            ..Agenda::default()
        }
    }

    /// Plans `event` in `after` nanoseconds.
    #[inline]
    pub fn plan(&mut self, after: u64, event: Event) {
        self.planned += 1;
        let entry = Entry {
            time: self.now.saturating_add(after),
            number: self.planned,
            event,
        };
        if entry.time > self.end {
            return;
        }
        let timers = match event {
            Event::Deadline(_) => &mut self.timers[0],
            Event::PoolTimeout { .. } => &mut self.timers[1],
            Event::LockTimeout { .. } => &mut self.timers[2],
            _ => return self.heap.push(entry),
        };
        if timers.back().is_none_or(|last| last.time <= entry.time) {
            timers.push_back(entry);
        } else {
            self.heap.push(entry);
        }
    }

    /// The next event that is due by `until`; it is now.
    #[inline]
    pub fn next(&mut self, until: u64) -> Option<Event> {
        let mut least = self.heap.peek().map_or((u64::MAX, 0), Entry::key);
        let mut from = TIMERS;
        for (at, timers) in self.timers.iter().enumerate() {
            if let Some(first) = timers.front()
                && first.key() < least
            {
                least = first.key();
                from = at;
            }
        }
        if least.0 > until {
            return None;
        }
        let entry = match self.timers.get_mut(from) {
            Some(timers) => timers.pop_front(),
            None => self.heap.pop(),
        }?;
        self.now = entry.time;
        Some(entry.event)
    }

    /// How many events have been planned so far.
    pub fn planned(&self) -> u64 {
        self.planned
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resilience::streams::{Stream, Streams, below};
    use crate::resilience::traffic::request::{Request, Requests};

    /// Whatever the mixture of timers, their order is that of one sorted list.
    #[test]
    fn events_come_by_time_and_then_in_the_order_of_planning() {
        let mut requests = Requests::default();
        let id = requests.add(Request::default());
        let mut streams = Streams::new(5);
        let mut agenda = Agenda::new(u64::MAX - 1);
        let mut expected = Vec::new();
        for number in 0..2_000u32 {
            let after = below(streams.next(Stream::Cpu), 50);
            let event = match below(streams.next(Stream::Class), 4) {
                0 => Event::PoolTimeout {
                    request: id,
                    token: number,
                },
                1 => Event::Syn {
                    request: id,
                    doublings: number,
                },
                // These have one length.
                2 => Event::LockTimeout {
                    request: id,
                    token: number,
                },
                _ => Event::Tick,
            };
            let after = if matches!(event, Event::LockTimeout { .. }) {
                10
            } else {
                after
            };
            expected.push((agenda.now + after, number, event));
            agenda.plan(after, event);
            if number % 3 == 0 {
                expected.sort_by_key(|(time, number, _)| (*time, *number));
                let (time, _, event) = expected.remove(0);
                assert_eq!(agenda.next(u64::MAX), Some(event));
                assert_eq!(agenda.now, time);
            }
        }
    }

    #[test]
    fn what_is_due_after_the_end_is_counted_and_not_kept() {
        let mut agenda = Agenda::new(100);
        agenda.plan(101, Event::Tick);
        agenda.plan(100, Event::Arrive);
        assert_eq!(agenda.planned(), 2);
        assert_eq!(agenda.next(99), None);
        assert_eq!(agenda.next(100), Some(Event::Arrive));
        assert_eq!(agenda.next(u64::MAX), None);
    }
}
