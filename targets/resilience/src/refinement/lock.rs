//! The traffic's locks, through Redisson's scripts: a fenced lock for each key, a watchdog that renews, a channel that wakes one
//! waiter.
//!
//! The lock server's clock counts nanoseconds here. The watchdog renews each third of a lease, and when the server wakes from a pause.

use std::collections::{BTreeMap, VecDeque};

use crate::protocol::redisson::Planted;
use crate::protocol::redisson::redis::{Key, LockName, Redis};
use crate::protocol::redisson::scripts::{
    Acquired, Latch, Unlocked, renew, try_lock_fenced, unlock,
};
use crate::scenario::{Fault, Scenario};

/// Long enough: other nodes never stand still, so that their watchdog does its work.
const FOR_EVER: u64 = 1 << 62;
const SOUND: Planted = Planted::Nothing;

#[derive(Clone, Default)]
struct Lock {
    redis: Redis,
    /// By token, its holder, until that asks to unlock.
    names: BTreeMap<u32, LockName>,
    /// The holder, if it is on this server.
    ours: Option<LockName>,
    /// Requests that have subscribed and wait, longest first.
    waiters: VecDeque<u64>,
    /// Up to when the watchdog has done its work.
    renewed: u64,
}

#[derive(Clone)]
pub(super) struct Locks {
    locks: Vec<Lock>,
    lease: u64,
    /// When the server stands still: begin and end.
    pauses: Vec<(u64, u64)>,
    waiters: u64,
    unlocks: u64,
}

impl Locks {
    pub(super) fn new(scenario: &Scenario) -> Locks {
        let keys = 0..scenario.lock.keys.get();
        Locks {
            locks: keys.map(|_| Lock::default()).collect(),
            lease: scenario.lock.lease_ms.get() * 1_000_000,
            pauses: scenario.faults.iter().filter_map(Fault::pause).collect(),
            waiters: 0,
            unlocks: 0,
        }
    }

    /// The key's lock at `now`, after whatever the watchdog did until then.
    fn at(&mut self, key: u32, now: u64) -> &mut Lock {
        let (lease, period) = (self.lease, (self.lease / 3).max(1));
        let lock = &mut self.locks[key as usize];
        if let Some(me) = lock.ours {
            let asleep = |at: u64| self.pauses.iter().any(|&(from, to)| from < at && at < to);
            let ticks = (lock.renewed / period + 1..=now / period).map(|tick| tick * period);
            let wakes = self.pauses.iter().map(|&(_, to)| to);
            let wakes = wakes.filter(|&to| lock.renewed < to && to <= now);
            let mut due: Vec<u64> = ticks.filter(|&at| !asleep(at)).chain(wakes).collect();
            due.sort_unstable();
            for at in due {
                renew(lock.redis.at(at), SOUND, me, lease);
            }
        }
        lock.renewed = now;
        lock.redis.at(now);
        lock
    }

    /// A script gives `key` to a request, or to another node, with `token`.
    pub(super) fn taken(
        &mut self,
        now: u64,
        key: u32,
        token: u32,
        who: Option<u64>,
    ) -> Result<(), String> {
        let lease = who.map_or(FOR_EVER, |_| self.lease);
        let lock = self.at(key, now);
        let me = match who {
            Some(who) => ours(who),
            None => LockName {
                client: 1,
                thread: token,
            },
        };
        let answer = try_lock_fenced(&mut lock.redis, SOUND, me, lease);
        if answer
            != (Acquired::Yes {
                token: u64::from(token),
            })
        {
            return Err(format!("the script answers {answer:?}"));
        }
        lock.names.insert(token, me);
        lock.ours = who.map(|_| me);
        Ok(())
    }

    /// A script says that somebody else has the lock.
    pub(super) fn refused(&mut self, now: u64, key: u32, who: u64) -> Result<(), String> {
        let lease = self.lease;
        let lock = self.at(key, now);
        match try_lock_fenced(&mut lock.redis, SOUND, ours(who), lease) {
            Acquired::No { .. } => Ok(()),
            answer @ Acquired::Yes { .. } => Err(format!("the script answers {answer:?}")),
        }
    }

    /// As [`Locks::refused`]; then the request waits for a message.
    pub(super) fn waits(&mut self, now: u64, key: u32, who: u64) -> Result<(), String> {
        self.refused(now, key, who)?;
        self.locks[key as usize].waiters.push_back(who);
        self.waiters += 1;
        Ok(())
    }

    pub(super) fn timed_out(&mut self, now: u64, key: u32, who: u64) -> Result<(), String> {
        let waiters = &mut self.at(key, now).waiters;
        let at = waiters.iter().position(|&other| other == who);
        let at = at.ok_or_else(|| "it does not wait for the lock".to_owned())?;
        waiters.remove(at);
        self.waiters -= 1;
        Ok(())
    }

    /// The unlock script's answer and its message, which wakes the request that waits longest.
    pub(super) fn unlocked(
        &mut self,
        now: u64,
        key: u32,
        token: u32,
        woken: Option<u64>,
    ) -> Result<(), String> {
        let answer = self.unlock(now, key, token)?;
        if answer != Unlocked::Free {
            return Err(format!("the script answers {answer:?}"));
        }
        let lock = &mut self.locks[key as usize];
        lock.ours = None;
        let message = !lock.redis.take_published().is_empty();
        let first = lock.waiters.front().copied().filter(|_| message);
        if first != woken {
            return Err(format!("the message wakes {first:?}"));
        }
        if first.is_some() {
            lock.waiters.pop_front();
            self.waiters -= 1;
        }
        Ok(())
    }

    /// The unlock script says that the caller does not have the lock.
    pub(super) fn unlock_lost(&mut self, now: u64, key: u32, token: u32) -> Result<(), String> {
        match self.unlock(now, key, token)? {
            Unlocked::NotOwner => Ok(()),
            answer => Err(format!("the script answers {answer:?}")),
        }
    }

    fn unlock(&mut self, now: u64, key: u32, token: u32) -> Result<Unlocked, String> {
        let lease = self.lease;
        self.unlocks += 1;
        let latch = Latch {
            request: self.unlocks,
            millis: 1,
        };
        let lock = self.at(key, now);
        let me = lock.names.remove(&token);
        let me = me.ok_or_else(|| format!("nobody has got token {token}"))?;
        Ok(unlock(&mut lock.redis, SOUND, me, lease, latch))
    }

    /// The token of the holder of `key` at `now`.
    pub(super) fn holder(&self, now: u64, key: u32) -> Option<u32> {
        let redis = &self.locks[key as usize].redis;
        redis.holder(now)?;
        Some(redis.get(Key::Token)? as u32)
    }

    pub(super) fn waiters(&self) -> u64 {
        self.waiters
    }
}

/// A request's name in the lock's hash: its place among those under way.
fn ours(who: u64) -> LockName {
    LockName {
        client: 0,
        thread: who as u32,
    }
}
