//! The whole server stands still: a long collection of garbage, a process stopped by its host.
//!
//! Follows what a stopped process means to those around it. The server does nothing: no thread goes on, no timer of its own fires,
//! no connection is accepted; all that came due meanwhile happens when it wakes, in the order in which it came due. Its kernel goes on:
//! clients get into the accept queue until that is full. Clients go on, so deadlines pass and SYNs are sent again. The database
//! goes on: a query under way ends and has written. The lock server goes on: what had been sent is evaluated, and locks expire.
//!
//! The lock's watchdog (Redisson's `RenewalTask`) renews all locks that the server holds, each third of a lease, from the run's start
//! on; woken, it renews at once what has not expired. So a lock is lost if and only if the server sleeps over its lease, which begins
//! at the last renewal before the pause, or when the lock was taken.
//! Deviations: the holder learns of the loss at its unlock, as Redisson's do; waiters of a lock that expired learn it when their own
//! wait ends; an overlong collection is not told apart from a stopped virtual machine, whose kernel would stand still too.

use super::event::Event;
use crate::scenario::Fault;

/// When the server stands still.
#[derive(Clone, Debug, Default)]
pub(super) struct Pauses {
    /// Begin and end in nanoseconds, in order, none overlapping.
    spans: Vec<(u64, u64)>,
    /// Nanoseconds until a lock expires that is not renewed.
    lease: u64,
}

impl Pauses {
    pub(super) fn new(faults: &[Fault], lease: u64) -> Pauses {
        let mut spans: Vec<(u64, u64)> = Vec::new();
        let mut found: Vec<(u64, u64)> = faults.iter().filter_map(Fault::pause).collect();
        found.sort_unstable();
        for (begin, end) in found {
            match spans.last_mut() {
                Some(last) if begin <= last.1 => last.1 = last.1.max(end),
                _ => spans.push((begin, end)),
            }
        }
        Pauses { spans, lease }
    }

    pub(super) fn ends(&self) -> impl Iterator<Item = u64> + '_ {
        self.spans.iter().map(|span| span.1)
    }

    /// When the pause that `now` lies in ends.
    #[inline]
    pub(super) fn wakes(&self, now: u64) -> Option<u64> {
        self.spans
            .iter()
            .find(|(begin, end)| (*begin..*end).contains(&now))
            .map(|span| span.1)
    }

    /// Whether a lock that the server took at `since` has expired by `now`.
    pub(super) fn expired(&self, since: u64, now: u64) -> bool {
        let period = (self.lease / 3).max(1);
        self.spans
            .iter()
            .filter(|(begin, end)| *begin <= now && *end > since)
            .any(|(begin, end)| {
                let expiry = (begin / period * period).max(since) + self.lease;
                expiry <= now && expiry < *end
            })
    }
}

/// Whether it is the server's doing, and so waits until the server wakes.
pub(super) fn of_the_server(event: &Event) -> bool {
    match event {
        Event::CpuDone(_)
        | Event::Answered { .. }
        | Event::LockTimeout { .. }
        | Event::Granted(_)
        | Event::PoolTimeout { .. }
        | Event::Returned(_)
        | Event::LeakLogged => true,
        Event::Arrive
        | Event::Syn { .. }
        | Event::Deadline(_)
        | Event::Retry(_)
        | Event::LockEval(_)
        | Event::Unlocked { .. }
        | Event::Queried(_)
        | Event::Elsewhere
        | Event::ElsewhereDone { .. }
        | Event::Wakes
        | Event::Tick => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: u64 = 1_000_000_000;

    #[test]
    fn a_lock_expires_if_its_lease_ends_before_the_server_wakes() {
        let pauses = |begin: u64, end: u64| Pauses {
            spans: vec![(begin * SECOND, end * SECOND)],
            lease: 30 * SECOND,
        };
        let expired = |pauses: &Pauses, since: u64, now: u64| {
            let by_now = pauses.expired(since * SECOND, now * SECOND);
            assert!(
                !by_now || now > since,
                "a lock does not expire before it is taken"
            );
            by_now
        };
        // Renewed last at 60 s: it expires at 90 s, if the server still sleeps then.
        let long = pauses(65, 105);
        assert!(!expired(&long, 10, 89));
        assert!(expired(&long, 10, 90));
        assert!(expired(&long, 10, 200));
        // Taken after that renewal, and while the server slept already.
        assert!(!expired(&long, 64, 93));
        assert!(expired(&long, 64, 94));
        assert!(expired(&long, 66, 96));
        assert!(!expired(&long, 106, 300));
        // The server wakes before, and renews.
        assert!(!expired(&pauses(65, 90), 10, 300));
        assert!(!expired(&pauses(65, 75), 10, 300));
    }

    #[test]
    fn overlapping_pauses_are_one() {
        let fault = |at: u64, until: u64| {
            let text = format!("at-ms = {at}\nuntil-ms = {until}\npause = true\n");
            toml::from_str::<Fault>(&text).unwrap()
        };
        let pauses = Pauses::new(&[fault(50, 60), fault(10, 20), fault(15, 30)], 1);
        let ms = |n: u64| n * 1_000_000;
        assert_eq!(pauses.spans, [(ms(10), ms(30)), (ms(50), ms(60))]);
        assert_eq!(pauses.wakes(ms(29)), Some(ms(30)));
        assert_eq!(pauses.wakes(ms(30)), None);
    }
}
