//! The lock server: one lock's keys in Redis, with the commands that its scripts use.
//!
//! Source: Redis' own semantics of `HINCRBY`, `PEXPIRE`, `PTTL`, `ZINCRBY`, … Scripts ([`super::scripts`], [`super::fair`]) are sequences of these
//! commands, as their Lua is; a script is atomic, because the server is one thread.
//!
//! Invariants: a key that has expired is not there; an empty list or sorted set is no key.
//! Deviation: a key is gone when its time to live reaches 0 (Redis keeps it for that last millisecond, and clients poll through it).
//! What it misses: other types, eviction, replication, the loss of keys at a failover.

use std::collections::BTreeMap;

use tearpoint_harness::contract::Digest;

/// `{clientUUID}:{threadId}`: who holds a lock, or waits for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct LockName {
    /// The client process.
    pub client: u32,
    /// The thread in it.
    pub thread: u32,
}

/// The keys of one lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// The lock's own name: a hash from [`LockName`] to holds.
    Lock,
    /// `redisson_lock_token:{name}`.
    Token,
    /// `redisson_lock_queue:{name}`: the fair lock's list of waiters.
    Queue,
    /// `redisson_lock_timeout:{name}`: the fair lock's sorted set, waiter by timeout.
    Timeouts,
    /// `redisson_unlock_latch:{name}:{requestId}`: what an unlock answered.
    Latch(u64),
}

/// A channel of one lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Channel {
    /// `redisson_lock__channel:{name}`.
    Lock,
    /// `redisson_lock__channel:{name}:{lockName}`: the fair lock's, one a waiter.
    Waiter(LockName),
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Value {
    Number(i64),
    /// A hash or a sorted set: members with a number each.
    Members(BTreeMap<LockName, i64>),
    List(Vec<LockName>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    value: Value,
    expires: Option<u64>,
}

/// One lock's keys, and the messages that were published and not yet taken.
#[derive(Clone, Debug, Default)]
pub struct Redis {
    now: u64,
    keys: BTreeMap<Key, Entry>,
    published: Vec<Channel>,
    /// The lock's key went because its time was over, and is not there again.
    expired: bool,
}

impl Redis {
    /// The server's clock says `now` (milliseconds): what has expired is gone.
    pub fn at(&mut self, now: u64) -> &mut Redis {
        self.now = now;
        self.expired = self.has_expired(now);
        self.keys
            .retain(|_, entry| entry.expires.is_none_or(|due| due > now));
        self
    }

    /// Messages published since the last call, in order.
    pub fn take_published(&mut self) -> Vec<Channel> {
        std::mem::take(&mut self.published)
    }

    /// Who holds the lock at `now`, and how often.
    pub fn holder(&self, now: u64) -> Option<(LockName, i64)> {
        let entry = self.keys.get(&Key::Lock)?;
        let Value::Members(holders) = &entry.value else {
            return None;
        };
        if entry.expires.is_some_and(|due| due <= now) {
            return None;
        }
        holders.iter().next().map(|(&name, &holds)| (name, holds))
    }

    /// Whether the lock is free because its time was over, not because somebody unlocked it.
    pub fn has_expired(&self, now: u64) -> bool {
        match self.keys.get(&Key::Lock) {
            Some(entry) => entry.expires.is_some_and(|due| due <= now),
            None => self.expired,
        }
    }

    /// How many hold the lock: more than one is a bug.
    pub fn holders(&self) -> usize {
        match self.keys.get(&Key::Lock).map(|entry| &entry.value) {
            Some(Value::Members(holders)) => holders.len(),
            _ => 0,
        }
    }

    /// When a key expires. None: it is not there, or has no time to live.
    pub fn expires(&self, key: Key) -> Option<u64> {
        self.keys.get(&key)?.expires
    }

    /// `EXISTS key`.
    pub fn exists(&self, key: Key) -> bool {
        self.keys.contains_key(&key)
    }

    /// `DEL key`: whether it was there.
    pub fn del(&mut self, key: Key) -> bool {
        self.expired &= key != Key::Lock;
        self.keys.remove(&key).is_some()
    }

    /// `PEXPIRE key millis`.
    pub fn pexpire(&mut self, key: Key, millis: u64) {
        let due = self.now + millis;
        if let Some(entry) = self.keys.get_mut(&key) {
            entry.expires = Some(due);
        }
    }

    /// Milliseconds to live; -1 without end, -2 if it is not there.
    pub fn pttl(&self, key: Key) -> i64 {
        match self.keys.get(&key) {
            None => -2,
            Some(entry) => entry.expires.map_or(-1, |due| (due - self.now) as i64),
        }
    }

    /// `GET key`. None: it is not there, or is no number.
    pub fn get(&self, key: Key) -> Option<i64> {
        match self.keys.get(&key)?.value {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    /// `SET key value PX millis`.
    pub fn set_px(&mut self, key: Key, number: i64, millis: u64) {
        let (value, expires) = (Value::Number(number), Some(self.now + millis));
        self.keys.insert(key, Entry { value, expires });
    }

    /// `INCR key`: the new number.
    pub fn incr(&mut self, key: Key) -> i64 {
        let number = self.get(key).unwrap_or(0) + 1;
        let expires = self.expires(key);
        let value = Value::Number(number);
        self.keys.insert(key, Entry { value, expires });
        number
    }

    /// `PUBLISH channel`: kept until [`Redis::take_published`].
    pub fn publish(&mut self, channel: Channel) {
        self.published.push(channel);
    }

    fn members(&mut self, key: Key) -> &mut BTreeMap<LockName, i64> {
        let entry = self.keys.entry(key).or_insert(Entry {
            value: Value::Members(BTreeMap::new()),
            expires: None,
        });
        if !matches!(entry.value, Value::Members(_)) {
            entry.value = Value::Members(BTreeMap::new());
        }
        match &mut entry.value {
            Value::Members(members) => members,
            _ => unreachable!("made above"),
        }
    }

    fn member(&self, key: Key, member: LockName) -> Option<i64> {
        match &self.keys.get(&key)?.value {
            Value::Members(members) => members.get(&member).copied(),
            _ => None,
        }
    }

    /// `HEXISTS key field`.
    pub fn hexists(&self, key: Key, field: LockName) -> bool {
        self.member(key, field).is_some()
    }

    /// `HINCRBY key field by`: the new number.
    pub fn hincrby(&mut self, key: Key, field: LockName, by: i64) -> i64 {
        let number = self.members(key).entry(field).or_insert(0);
        *number += by;
        *number
    }

    /// `HSET key field number`.
    pub fn hset(&mut self, key: Key, field: LockName, number: i64) {
        self.members(key).insert(field, number);
    }

    /// `ZSCORE key member`.
    pub fn zscore(&self, key: Key, member: LockName) -> Option<i64> {
        self.member(key, member)
    }

    /// `ZADD key score member`: true if the member is new.
    pub fn zadd(&mut self, key: Key, score: i64, member: LockName) -> bool {
        self.members(key).insert(member, score).is_none()
    }

    /// `ZINCRBY` by -`by`, for those of `members` that are there.
    pub fn zdecrby(&mut self, key: Key, by: u64, members: &[LockName]) {
        for &member in members {
            *self.members(key).entry(member).or_insert(0) -= by as i64;
        }
    }

    /// `ZRANGE key 0 -1`, by the members' names, not by their scores.
    pub fn zrange(&self, key: Key) -> Vec<LockName> {
        match self.keys.get(&key).map(|entry| &entry.value) {
            Some(Value::Members(members)) => members.keys().copied().collect(),
            _ => Vec::new(),
        }
    }

    /// `ZREM key member`.
    pub fn zrem(&mut self, key: Key, member: LockName) {
        if self.exists(key) {
            let members = self.members(key);
            members.remove(&member);
            if members.is_empty() {
                self.del(key);
            }
        }
    }

    /// `LRANGE key 0 -1`.
    pub fn lrange(&self, key: Key) -> Vec<LockName> {
        match self.keys.get(&key).map(|entry| &entry.value) {
            Some(Value::List(list)) => list.clone(),
            _ => Vec::new(),
        }
    }

    /// `LINDEX key 0`.
    pub fn first(&self, key: Key) -> Option<LockName> {
        self.lrange(key).first().copied()
    }

    /// `LINDEX key -1`.
    pub fn last(&self, key: Key) -> Option<LockName> {
        self.lrange(key).last().copied()
    }

    /// `RPUSH key member`.
    pub fn rpush(&mut self, key: Key, member: LockName) {
        let mut list = self.lrange(key);
        list.push(member);
        self.set_list(key, list);
    }

    /// `LPOP key`.
    pub fn lpop(&mut self, key: Key) {
        let mut list = self.lrange(key);
        if !list.is_empty() {
            list.remove(0);
            self.set_list(key, list);
        }
    }

    /// `LREM key 0 member`.
    pub fn lrem(&mut self, key: Key, member: LockName) {
        let mut list = self.lrange(key);
        list.retain(|&other| other != member);
        self.set_list(key, list);
    }

    fn set_list(&mut self, key: Key, list: Vec<LockName>) {
        if list.is_empty() {
            self.keys.remove(&key);
            return;
        }
        let expires = self.expires(key);
        let value = Value::List(list);
        self.keys.insert(key, Entry { value, expires });
    }

    /// Absorbs every key; times as distances from `now`.
    pub fn absorb(&self, now: u64, into: &mut Digest) {
        let live = |entry: &Entry| entry.expires.is_none_or(|due| due > now);
        for (key, entry) in self.keys.iter().filter(|(_, entry)| live(entry)) {
            into.word(match key {
                Key::Lock => 1,
                Key::Token => 2,
                Key::Queue => 3,
                Key::Timeouts => 4,
                Key::Latch(request) => 5 + request,
            });
            into.word(entry.expires.map_or(0, |due| due - now));
            match &entry.value {
                Value::Number(number) => into.word(*number as u64),
                Value::Members(members) => {
                    // A sorted set's scores are times.
                    let base = if *key == Key::Timeouts { now } else { 0 };
                    for (name, number) in members {
                        into.word(word(*name));
                        into.word(number.wrapping_sub_unsigned(base) as u64);
                    }
                }
                Value::List(list) => list.iter().for_each(|&name| into.word(word(name))),
            }
        }
        into.word(u64::MAX - u64::from(self.has_expired(now)));
    }
}

fn word(name: LockName) -> u64 {
    u64::from(name.client) << 32 | u64::from(name.thread)
}
