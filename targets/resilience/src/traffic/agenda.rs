//! Events to come, in order of time; events that are due at one instant come in the order in which they were planned.
//!
//! Most timers are void when they come due, and a heap that holds them all is slow. Timers of one length need no heap: they
//! come due in the order in which they were planned. So do the next arrival and what happens at once. Each of these has
//! a queue of its own; whatever would be out of order in its queue, and all else, goes to the heap.
//!
//! Invariant: events come in the order of one list sorted by (time, number), wherever they were kept.

use std::collections::VecDeque;

use super::event::Event;

/// An event and when it is due: nanoseconds, then its number in the order of planning.
#[derive(Clone, Copy, Debug)]
struct Entry {
    key: u128,
    event: Event,
}

/// Queues that are in order by themselves; the heap comes after them.
const QUEUES: usize = 5;
const HEAP: usize = QUEUES;
/// Where nothing is to come.
const NEVER: u128 = u128::MAX;

/// The queue that `event` may go to.
#[inline]
fn queue_of(after: u64, event: &Event) -> Option<usize> {
    match event {
        Event::Arrive => Some(0),
        Event::Deadline(_) => Some(1),
        Event::PoolTimeout { .. } => Some(2),
        Event::LockTimeout { .. } => Some(3),
        _ => (after == 0).then_some(4),
    }
}

/// Events to come, up to the end of the run: what is due later is counted and forgotten.
#[derive(Debug)]
pub struct Agenda {
    queues: [VecDeque<Entry>; QUEUES],
    heap: Heap,
    /// The first key of each queue, and of the heap.
    first: [u128; QUEUES + 1],
    planned: u64,
    end: u64,
    pub now: u64,
}

impl Agenda {
    /// For a run until `end`, in nanoseconds.
    pub fn new(end: u64) -> Agenda {
        Agenda {
            queues: Default::default(),
            heap: Heap::default(),
            first: [NEVER; QUEUES + 1],
            planned: 0,
            end,
            now: 0,
        }
    }

    /// Plans `event` in `after` nanoseconds.
    #[inline]
    pub fn plan(&mut self, after: u64, event: Event) {
        self.planned += 1;
        let time = self.now.saturating_add(after);
        if time > self.end {
            return;
        }
        let key = u128::from(time) << 64 | u128::from(self.planned);
        let entry = Entry { key, event };
        if let Some(at) = queue_of(after, &event) {
            let queue = &mut self.queues[at];
            match queue.back() {
                Some(last) if last.key > key => {}
                last => {
                    if last.is_none() {
                        self.first[at] = key;
                    }
                    return queue.push_back(entry);
                }
            }
        }
        self.first[HEAP] = self.first[HEAP].min(key);
        self.heap.push(entry);
    }

    /// The next event that is due by `until`; it is now.
    #[inline]
    pub fn next(&mut self, until: u64) -> Option<Event> {
        let (mut at, mut key) = (HEAP, self.first[HEAP]);
        for (queue, &first) in self.first.iter().enumerate().take(QUEUES) {
            let less = first < key;
            at = if less { queue } else { at };
            key = if less { first } else { key };
        }
        let time = (key >> 64) as u64;
        if key == NEVER || time > until {
            return None;
        }
        self.now = time;
        let (entry, next) = if at == HEAP {
            (self.heap.pop(), self.heap.first())
        } else {
            let queue = &mut self.queues[at];
            (queue.pop_front(), queue.front())
        };
        self.first[at] = next.map_or(NEVER, |next| next.key);
        entry.map(|entry| entry.event)
    }

    /// How many events have been planned so far.
    pub fn planned(&self) -> u64 {
        self.planned
    }
}

/// A heap whose every entry has up to four below it: half as deep as one of two.
#[derive(Debug, Default)]
struct Heap {
    entries: Vec<Entry>,
}

const BELOW: usize = 4;

impl Heap {
    fn first(&self) -> Option<&Entry> {
        self.entries.first()
    }

    fn push(&mut self, entry: Entry) {
        let mut at = self.entries.len();
        self.entries.push(entry);
        while at > 0 {
            let above = (at - 1) / BELOW;
            if self.entries[above].key < entry.key {
                break;
            }
            self.entries[at] = self.entries[above];
            at = above;
        }
        self.entries[at] = entry;
    }

    fn pop(&mut self) -> Option<Entry> {
        let last = self.entries.pop()?;
        let len = self.entries.len();
        if len == 0 {
            return Some(last);
        }
        let first = self.entries[0];
        let mut at = 0;
        loop {
            let below = at * BELOW + 1;
            if below >= len {
                break;
            }
            // Which is least cannot be foreseen: selecting is faster than branching.
            let children = &self.entries[below..(below + BELOW).min(len)];
            let (mut least, mut key) = (below, children[0].key);
            for (other, child) in children.iter().enumerate().skip(1) {
                let less = child.key < key;
                least = if less { below + other } else { least };
                key = if less { child.key } else { key };
            }
            if key > last.key {
                break;
            }
            self.entries[at] = self.entries[least];
            at = least;
        }
        self.entries[at] = last;
        Some(first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::streams::{Stream, Streams, below};
    use crate::traffic::request::{Request, Requests};

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
