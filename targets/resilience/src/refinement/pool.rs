//! The traffic's pool, through HikariCP's `ConcurrentBag`.

use std::collections::BTreeMap;

use crate::protocol::hikari::bag::{Bag, EntryId, State};
use crate::scenario::Scenario;

#[derive(Clone)]
pub(super) struct Pool {
    bag: Bag,
    /// By request, the entry that it has, and its thread.
    held: BTreeMap<u64, (EntryId, usize)>,
    /// By request that waits, its thread.
    waiting: BTreeMap<u64, usize>,
}

impl Pool {
    pub(super) fn new(scenario: &Scenario) -> Pool {
        let mut bag = Bag::default();
        for _ in 0..scenario.pool.size.get() {
            let entry = bag.make();
            bag.add(entry);
        }
        Pool {
            bag,
            held: BTreeMap::new(),
            waiting: BTreeMap::new(),
        }
    }

    /// `borrow` finds an entry.
    pub(super) fn borrowed(&mut self, who: u64, thread: usize) -> Result<(), String> {
        let entry = self.bag.try_borrow(thread);
        let entry = entry.ok_or_else(|| "no entry of the bag is free".to_owned())?;
        self.held.insert(who, (entry, thread));
        Ok(())
    }

    /// `borrow` finds none and polls.
    pub(super) fn waits(&mut self, who: u64, thread: usize) -> Result<(), String> {
        if let Some(entry) = self.bag.try_borrow(thread) {
            return Err(format!("entry {entry} of the bag is free"));
        }
        self.bag.enqueue_waiter(thread);
        self.waiting.insert(who, thread);
        Ok(())
    }

    pub(super) fn timed_out(&mut self, who: u64) -> Result<(), String> {
        let thread = self.waiting.remove(&who);
        match thread.is_some_and(|thread| self.bag.timed_out(thread)) {
            true => Ok(()),
            false => Err("it does not wait for a connection".to_owned()),
        }
    }

    pub(super) fn returned(&mut self, who: u64, to: Option<u64>) -> Result<(), String> {
        let (entry, thread) = self.takes_back(who)?;
        let winner = self.bag.requite(thread, entry);
        let expected = to.and_then(|to| self.waiting.get(&to).copied());
        match (winner, to) {
            (None, None) => Ok(()),
            (Some(thread), Some(to)) if expected == winner => {
                self.waiting.remove(&to);
                self.held.insert(to, (entry, thread));
                Ok(())
            }
            (None, Some(_)) => Err("handed over, and nobody waits in the bag".to_owned()),
            (Some(thread), _) => {
                let waits = self.waiting.iter().find(|(_, other)| **other == thread);
                let longest = waits.map_or(0, |(&who, _)| who);
                Err(format!("the bag hands over to request {longest}"))
            }
        }
    }

    /// Nothing happens to the entry: it stays in use.
    pub(super) fn leaked(&mut self, who: u64) -> Result<(), String> {
        self.takes_back(who).map(|_| ())
    }

    fn takes_back(&mut self, who: u64) -> Result<(EntryId, usize), String> {
        let held = self.held.remove(&who);
        held.ok_or_else(|| "it has no connection".to_owned())
    }

    pub(super) fn used(&self) -> u64 {
        self.bag.count(State::InUse) as u64
    }

    pub(super) fn waiters(&self) -> u64 {
        self.bag.waiters() as u64
    }
}
