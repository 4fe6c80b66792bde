//! What must hold of the pool after every step, when nobody can run, and in the end.

use tearpoint_harness::contract::{Digest, PointSpec};

use super::bag::{Entry, EntryId, State};
use super::connection::{Connection, PoolState, ThreadState};
use super::defects::Defect;
use super::executor::Semaphore;
use super::points::{ADDER_IDLE, BLOCKED, CLOSER_IDLE, POLLING, SUSPENDED};
use super::pool::Pool;
use crate::protocol::bench::{Broken, Model, Waiting, broken};

/// After so long a time only that it is over matters: the alive bypass, the housekeeper's late warning.
const OLD_MS: i64 = 501;
const LATE_MS: i64 = 45_001;

impl Model for Pool {
    fn absorb(&self, now: u64, into: &mut Digest) {
        // Every field is named, so that a new one cannot be forgotten.
        let Pool {
            bag,
            connections,
            state,
            data_source_closed,
            permits,
            monitor,
            adder,
            closer,
            schedule,
            database,
            previous,
            skew,
            threads,
            drawn: _,
            // The same for the whole run, or for all runs under one profile.
            config: _,
            spec: _,
            bag_only: _,
            roles: _,
            defect: _,
            // Text only; a violation ends the run; absorbed as ranks.
            last_connection_failure: _,
            violation: _,
            places: _,
        } = self;
        let clock = self.current_time(now);
        let retires =
            self.config.idle_timeout > 0 && self.config.min_idle < self.config.max_pool_size;
        let cap = |elapsed: i64, cap: i64| if retires { elapsed } else { elapsed.min(cap) } as u64;
        bag.absorb(into);
        for connection in connections {
            let &Connection {
                open,
                alive,
                evict,
                last_accessed,
                aborted,
                evict_when_taken,
                evict_when_returned,
            } = connection;
            into.word(
                u64::from(open)
                    | u64::from(alive) << 1
                    | u64::from(evict) << 2
                    | u64::from(aborted) << 5
                    | u64::from(evict_when_taken) << 3
                    | u64::from(evict_when_returned) << 4,
            );
            let elapsed = clock - last_accessed;
            into.word(if open { cap(elapsed, OLD_MS) } else { 0 });
        }
        into.word(u64::from(*data_source_closed) << 1 | u64::from(adder.is_busy()));
        into.word(*state as u64 | adder.queued() << 8 | closer.queued() << 16);
        if let Some(permits) = permits {
            permits.absorb(into);
        }
        monitor.absorb(into);
        schedule.absorb(now, into);
        into.word(u64::from(database.up));
        into.word(cap(clock - previous, LATE_MS));
        into.word(*skew as u64);
        into.word(self.draws());
        for (id, thread) in threads.iter().enumerate() {
            let &ThreadState {
                counted,
                start,
                began,
                deadline,
                place,
                borrows,
                leak,
                done,
                // Of its script.
                leaks: _,
            } = thread;
            // 0 is none; elapsed time counts up to the timeout, time to come from its end.
            let timeout = self.config.connection_timeout;
            let elapsed = |start: i64| 1 + (clock - start).min(timeout + 1) as u64;
            into.word(u64::from(counted) << 1 | u64::from(done));
            into.word(start.map_or(0, elapsed));
            into.word(began.map_or(0, |began| 1 + (now - began).min(timeout as u64 + 1)));
            let left = |deadline: u64| 1 + deadline.saturating_sub(now);
            into.word(deadline.map_or(0, left));
            into.word(borrows);
            if self.has(Defect::JudgedByFairness) {
                into.word(place.map_or(0, |_| 1 + self.rank(id)));
            }
            into.word(leak.map_or(0, |(borrow, is_leaked)| borrow << 1 | u64::from(is_leaked)));
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
        let at = |point: &'static PointSpec| {
            let mut there = waiting.iter();
            move || there.find(|waiting| std::ptr::eq(waiting.at, point))
        };
        let open = self.state == PoolState::Normal && self.monitor.is_free();
        if let Some(waiter) = at(SUSPENDED)()
            && (open || self.permits.as_ref().is_some_and(Semaphore::is_stuck))
        {
            return broken(
                "lost wake-up",
                "somebody waits for a pool that is not suspended, or for permits that are there",
                format!("{} waits", waiter.name),
            );
        }
        let waiter = at(POLLING)()?;
        let free = self.bag.values_in(State::NotInUse);
        if let Some(entry) = free.first() {
            return broken(
                "lost wake-up",
                "somebody waits while an entry is free and nobody is about to hand it over",
                format!("{} waits, entry {entry} is free", waiter.name),
            );
        }
        if self.has(Defect::JudgedByZombies)
            && let Some(entry) = self.zombie()
        {
            return broken(
                "pool drained",
                "an entry that was removed before it was published takes a place for ever",
                format!("{} waits, entry {entry} is in the list", waiter.name),
            );
        }
        if self.has(Defect::JudgedBySuspension)
            && self.bag.size() == 0
            && let (Some(closer), Some(suspends)) = (at(BLOCKED)(), at(SUSPENDED)())
        {
            return broken(
                "pool drained",
                "somebody waits for a connection, who replaces it for the monitor, and who suspends the pool for somebody's permit",
                format!("{}, {} and {}", waiter.name, closer.name, suspends.name),
            );
        }
        let asleep = at(ADDER_IDLE)().is_some() && at(CLOSER_IDLE)().is_some();
        if !asleep || self.state != PoolState::Normal {
            return None;
        }
        let (size, max) = (self.bag.size(), self.config.max_pool_size as usize);
        if size == 0 && self.is_never_left_empty() {
            return broken(
                "pool drained",
                "somebody waits while the pool is empty and nobody makes a connection",
                format!("{} waits", waiter.name),
            );
        }
        if size < max && self.has(Defect::JudgedByGrowth) {
            return broken(
                "lost request",
                "somebody waits while the pool could grow and nobody makes a connection",
                format!("{} waits, {size} of {max} connections", waiter.name),
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
    /// The source sees to it that an empty pool is filled while somebody waits. With `minimumIdle` 0 it does not, once a connection
    /// was closed on its return.
    fn is_never_left_empty(&self) -> bool {
        let removed = |entry: &Entry| entry.state == State::Removed;
        self.config.min_idle > 0
            || !self.bag.entries().iter().any(removed)
            || self.has(Defect::JudgedByRefill)
    }

    /// An entry in the list that was removed, when nobody is about to take it out.
    fn zombie(&self) -> Option<EntryId> {
        let mut list = self.bag.values().iter().copied();
        list.find(|&entry| self.bag.state(entry) == State::Removed)
    }

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
            _ if self.connections[id].aborted => "",
            (State::NotInUse, 1..) => "an entry is free while somebody has it",
            (State::Removed, 1..) => "an entry was removed while somebody has it",
            _ => "",
        };
        if !rule.is_empty() {
            return broken("conservation", rule, seen());
        }
        let listed = self.bag.values().contains(&id);
        let aborted = self.connections[id].aborted;
        if entry.published && entry.state != State::Removed && !listed && !aborted {
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
