//! What must hold of the pool after every step, when nobody can run, and in the end.

use tearpoint_harness::contract::Digest;

use super::bag::{Entry, State};
use super::points::POLLING;
use super::pool::Pool;
use crate::resilience::protocol::bench::{Broken, Model, Waiting};

fn broken(class: &'static str, rule: &str, seen: String) -> Option<Broken> {
    Some(Broken {
        class,
        rule: rule.to_owned(),
        seen,
    })
}

impl Model for Pool {
    fn absorb(&self, now: u64, into: &mut Digest) {
        self.bag.absorb(into);
        for thread in &self.threads {
            // 0 is none; elapsed time counts up to the timeout, time to come from its end.
            let timeout = self.config.connection_timeout as u64;
            let elapsed = |start: u64| 1 + (now - start).min(timeout + 1);
            into.word(u64::from(thread.counted) << 1 | u64::from(thread.done));
            into.word(thread.start.map_or(0, elapsed));
            let left = |deadline: u64| 1 + deadline.saturating_sub(now);
            into.word(thread.deadline.map_or(0, left));
        }
    }

    fn broken(&self, _now: u64) -> Option<Broken> {
        if self.violation.is_some() {
            return self.violation.clone();
        }
        let entries = self.bag.entries().iter().enumerate();
        entries
            .filter_map(|(id, entry)| self.entry_broken(id, entry))
            .next()
            .or_else(|| self.counts_broken())
    }

    fn idle(&self, _now: u64, waiting: &[Waiting]) -> Option<Broken> {
        let polls = |waiting: &&Waiting| std::ptr::eq(waiting.at, POLLING);
        let waiter = waiting.iter().find(polls)?;
        let free = self.bag.values_in(State::NotInUse);
        if let Some(entry) = free.first() {
            return broken(
                "lost wake-up",
                "somebody waits while an entry is free and nobody is about to hand it over",
                format!("{} waits, entry {entry} is free", waiter.name),
            );
        }
        None
    }

    fn ended(&self, _now: u64) -> Option<Broken> {
        let leaked = self.leaked();
        if leaked.is_empty() {
            return None;
        }
        broken(
            "pool leak",
            "a client is through and its connection was never given back",
            format!("entries {leaked:?}"),
        )
    }
}

impl Pool {
    fn entry_broken(&self, id: usize, entry: &Entry) -> Option<Broken> {
        let holders = entry.holders.len();
        let seen = || {
            format!(
                "entry {id} is {:?}, held by {:?}",
                entry.state, entry.holders
            )
        };
        if holders > 1 {
            return broken("double hand-out", "two threads have one entry", seen());
        }
        let rule = match (entry.state, holders) {
            (State::InUse | State::Reserved, 0) => "an entry is taken and nobody has it",
            (State::NotInUse, 1..) => "an entry is free while somebody has it",
            (State::Removed, 1..) => "an entry was removed while somebody has it",
            _ => "",
        };
        if !rule.is_empty() {
            return broken("conservation", rule, seen());
        }
        let listed = self.bag.values().contains(&id);
        if entry.published && entry.state != State::Removed && !listed {
            return broken(
                "conservation",
                "an entry that was not removed is not in the list",
                seen(),
            );
        }
        None
    }

    fn counts_broken(&self) -> Option<Broken> {
        let counted = self.threads.iter().filter(|thread| thread.counted).count();
        if self.bag.waiters() != counted as i64 {
            return broken(
                "conservation",
                "the waiters' counter is not the number of waiters",
                format!("{} counted, {counted} wait", self.bag.waiters()),
            );
        }
        let max = self.config.max_pool_size as usize;
        if self.bag.size() > max {
            return broken(
                "conservation",
                "more connections than maximumPoolSize",
                format!("{} of {max}", self.bag.size()),
            );
        }
        None
    }
}
