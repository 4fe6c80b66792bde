//! The scripts of `RedissonLock`, `RedissonFencedLock` and the watchdog's `LockTask`: script in, answer out.
//!
//! Source: Redisson `66863978`: `RedissonLock.tryLockInnerAsync` (l. 214), `unlockInnerAsync` (l. 347), `RedissonFencedLock.tryLockInnerAsync`,
//! `renewal/LockTask.buildChunk`. They are plain functions on a [`Redis`]: the refinement test replays the traffic model's lock through them.
//!
//! Deviation: a renewal renews one lock (`LockTask` sends up to 100 in one script).

use super::defects::Planted;
use super::redis::{Channel, Key, LockName, Redis};

/// What an acquiring script answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Acquired {
    /// The caller holds the lock.
    Yes {
        /// A fenced lock's token; 0 of any other lock.
        token: u64,
    },
    /// Somebody else has it.
    No {
        /// Milliseconds that the caller is to wait: what the lock has to live (-1: without end); of a fair lock, until the place before its own is over.
        ttl: i64,
    },
}

/// What the unlocking script answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unlocked {
    /// `1`: the lock is free, and a message says so.
    Free,
    /// `0`: it is held once less.
    Held,
    /// `nil`: the caller does not hold it.
    NotOwner,
}

/// An unlock's latch: the server remembers the answer for a while, and gives it again if the request is sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Latch {
    /// The request's number: the same for all attempts.
    pub request: u64,
    /// How long the answer is remembered, in milliseconds.
    pub millis: u64,
}

/// `tryLockInnerAsync`: acquires if nobody has the lock, or `me`. `lease` in milliseconds.
pub fn try_lock(redis: &mut Redis, planted: Planted, me: LockName, lease: u64) -> Acquired {
    let entered = redis.hexists(Key::Lock, me);
    if redis.exists(Key::Lock) && !entered {
        let ttl = redis.pttl(Key::Lock);
        return Acquired::No { ttl };
    }
    redis.hincrby(Key::Lock, me, 1);
    let forgotten = match planted {
        Planted::KeyWithoutTtl => true,
        Planted::TtlNotSetOnReentry => entered,
        _ => false,
    };
    if !forgotten {
        redis.pexpire(Key::Lock, lease);
    }
    Acquired::Yes { token: 0 }
}

/// `RedissonFencedLock.tryLockInnerAsync`: `incr token` comes before the acquisition, re-entry included.
pub fn try_lock_fenced(redis: &mut Redis, planted: Planted, me: LockName, lease: u64) -> Acquired {
    let acquired = try_lock(redis, planted, me, lease);
    if let Acquired::No { .. } = acquired {
        return acquired;
    }
    let token = match (planted, redis.get(Key::Token)) {
        (Planted::TokenNotIncremented, Some(token)) => token,
        _ => redis.incr(Key::Token),
    };
    Acquired::Yes {
        token: token as u64,
    }
}

/// What a latch remembers.
pub(super) fn remembered(redis: &Redis, latch: Key) -> Option<Unlocked> {
    redis.get(latch).map(|answer| match answer {
        1 => Unlocked::Free,
        _ => Unlocked::Held,
    })
}

/// `unlockInnerAsync`: a remembered answer is given again; else once less, and free with a message at 0. `lease` in milliseconds.
pub fn unlock(
    redis: &mut Redis,
    planted: Planted,
    me: LockName,
    lease: u64,
    latch: Latch,
) -> Unlocked {
    let key = Key::Latch(latch.request);
    if let Some(unlocked) = remembered(redis, key) {
        return unlocked;
    }
    if !redis.hexists(Key::Lock, me) && planted != Planted::UnlockWithoutOwnerCheck {
        return Unlocked::NotOwner;
    }
    let counter = redis.hincrby(Key::Lock, me, -1);
    let remembered = if counter > 0 {
        redis.pexpire(Key::Lock, lease);
        0
    } else {
        redis.del(Key::Lock);
        if planted != Planted::DelWithoutPublish {
            redis.publish(Channel::Lock);
        }
        1
    };
    if planted != Planted::LatchMissing {
        redis.set_px(key, remembered, latch.millis);
    }
    if remembered == 1 {
        Unlocked::Free
    } else {
        Unlocked::Held
    }
}

/// `LockTask.buildChunk`: the lock lives for another `lease` (milliseconds) if `me` has it. False: it has not.
pub fn renew(redis: &mut Redis, planted: Planted, me: LockName, lease: u64) -> bool {
    if planted == Planted::ExpiredLeaseIgnored && !redis.exists(Key::Lock) {
        redis.hset(Key::Lock, me, 1);
    }
    if !redis.hexists(Key::Lock, me) && planted != Planted::RenewalWithoutCheck {
        return false;
    }
    redis.pexpire(Key::Lock, lease);
    true
}
