//! The scripts of `RedissonFairLock`: a list of waiters, a sorted set of when their places are over, a channel for each.
//!
//! Source: Redisson `66863978`, `RedissonFairLock.java`: `tryLockInnerAsync` (`EVAL_LONG`), `unlockInnerAsync`, `acquireFailedAsync`.
//! A waiter keeps its place until the place before it is over, and `wait` longer. A waiter whose place is over counts as dead, by the
//! clock of the client that asks: clocks that differ break the order. A lock that expires sends no message, and only the first in the
//! queue sleeps until then: the others sleep until the place before them is over, up to `fairLockWaitTimeout` (5 min) for each that died.
//!
//! Invariant: list and sorted set have the same members.
//! Deviation from upstream: a waiter that leaves the first place of a lock that is free tells the next
//! ([`Planted::HeadLeavesSilently`] does not).

use super::defects::Planted;
use super::redis::{Channel, Key, LockName, Redis};
use super::scripts::{Acquired, Latch, Unlocked, remembered};

/// What a client says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiter {
    /// The name under which it waits.
    pub me: LockName,
    /// How long it keeps its place: its `tryLock`'s time, or `fairLockWaitTimeout`. Milliseconds.
    pub wait: u64,
    /// `System.currentTimeMillis()` where it runs.
    pub clock: u64,
}

/// Places that are over by the client's clock are gone, from the first on.
fn remove_stale(redis: &mut Redis, planted: Planted, clock: u64) {
    while let Some(first) = redis.first(Key::Queue) {
        let timeout = redis.zscore(Key::Timeouts, first);
        let over = timeout.is_some_and(|timeout| timeout <= clock as i64);
        if !over || planted == Planted::StaleHeadKept {
            return;
        }
        redis.zrem(Key::Timeouts, first);
        redis.lpop(Key::Queue);
    }
}

/// `tryLockInnerAsync`: acquires a free lock if nobody waits, or `me` first; else queues, and says how long to sleep. `lease` in milliseconds.
pub fn try_lock(redis: &mut Redis, planted: Planted, waiter: Waiter, lease: u64) -> Acquired {
    let Waiter { me, wait, clock } = waiter;
    remove_stale(redis, planted, clock);
    let first = redis.first(Key::Queue);
    let next = first.is_none_or(|first| first == me) || planted == Planted::FairLockBarges;
    if !redis.exists(Key::Lock) && next {
        redis.lrem(Key::Queue, me);
        redis.zrem(Key::Timeouts, me);
        let others = redis.zrange(Key::Timeouts);
        redis.zdecrby(Key::Timeouts, wait, &others);
        redis.hset(Key::Lock, me, 1);
        redis.pexpire(Key::Lock, lease);
        return Acquired::Yes { token: 0 };
    }
    if redis.hexists(Key::Lock, me) {
        redis.hincrby(Key::Lock, me, 1);
        redis.pexpire(Key::Lock, lease);
        return Acquired::Yes { token: 0 };
    }
    if redis.zscore(Key::Timeouts, me).is_some() {
        let ttl = redis.pttl(Key::Lock).max(0);
        return Acquired::No { ttl };
    }
    let before = redis.last(Key::Queue).filter(|&last| last != me);
    let before = before.and_then(|last| redis.zscore(Key::Timeouts, last));
    let ttl = match before {
        Some(timeout) => timeout - clock as i64,
        None => redis.pttl(Key::Lock),
    };
    if redis.zadd(Key::Timeouts, ttl + (wait + clock) as i64, me) {
        redis.rpush(Key::Queue, me);
    }
    Acquired::No { ttl }
}

/// `unlockInnerAsync`: as the plain lock's, but the message goes to the first in the queue alone, and to unlock what has expired is no error.
pub fn unlock(
    redis: &mut Redis,
    planted: Planted,
    waiter: Waiter,
    lease: u64,
    latch: Latch,
) -> Unlocked {
    let key = Key::Latch(latch.request);
    if let Some(unlocked) = remembered(redis, key) {
        return unlocked;
    }
    remove_stale(redis, planted, waiter.clock);
    if redis.exists(Key::Lock) {
        if !redis.hexists(Key::Lock, waiter.me) {
            return Unlocked::NotOwner;
        }
        if redis.hincrby(Key::Lock, waiter.me, -1) > 0 {
            redis.pexpire(Key::Lock, lease);
            redis.set_px(key, 0, latch.millis);
            return Unlocked::Held;
        }
        redis.del(Key::Lock);
    }
    redis.set_px(key, 1, latch.millis);
    tell_next(redis);
    Unlocked::Free
}

fn tell_next(redis: &mut Redis) {
    if let Some(next) = redis.first(Key::Queue) {
        redis.publish(Channel::Waiter(next));
    }
}

/// `acquireFailedAsync`: `me` stops waiting; those behind it move up.
pub fn acquire_failed(redis: &mut Redis, planted: Planted, waiter: Waiter) {
    let Waiter { me, wait, .. } = waiter;
    let queue = redis.lrange(Key::Queue);
    let place = queue.iter().position(|&other| other == me);
    let behind = place.map_or(&[][..], |place| &queue[place + 1..]);
    redis.zdecrby(Key::Timeouts, wait, behind);
    redis.zrem(Key::Timeouts, me);
    redis.lrem(Key::Queue, me);
    if place == Some(0) && !redis.exists(Key::Lock) && planted != Planted::HeadLeavesSilently {
        tell_next(redis);
    }
}
