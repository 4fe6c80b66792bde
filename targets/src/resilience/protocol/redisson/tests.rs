//! The server's scripts, sequentially, as data; texts.

use super::defects::Planted;
use super::redis::{Channel, Key, LockName, Redis};
use super::scripts::{Acquired, Latch, Unlocked, renew, try_lock, try_lock_fenced, unlock};
use super::texts;

const A: LockName = LockName {
    client: 0,
    thread: 1,
};
const B: LockName = LockName {
    client: 1,
    thread: 1,
};

/// A script, evaluated by whom.
#[derive(Clone, Copy, Debug)]
enum Eval {
    Lock(LockName),
    Fenced(LockName),
    Unlock(LockName, u64),
    Renew(LockName),
}
use Eval::{Fenced, Lock, Renew, Unlock};

/// Evaluates scripts at their times (ms), with a lease of 30 s, and holds each answer to what is expected.
fn check(script: &[(u64, Eval, &str)]) {
    let mut redis = Redis::default();
    for &(now, eval, expected) in script {
        let redis = redis.at(now);
        let none = Planted::Nothing;
        let answer = match eval {
            Lock(me) => format!("{:?}", try_lock(redis, none, me, 30_000)),
            Fenced(me) => format!("{:?}", try_lock_fenced(redis, none, me, 30_000)),
            Unlock(me, request) => {
                let millis = 10_000;
                format!(
                    "{:?}",
                    unlock(redis, none, me, 30_000, Latch { request, millis })
                )
            }
            Renew(me) => format!("{:?}", renew(redis, none, me, 30_000)),
        };
        let messages = "+".repeat(redis.take_published().len());
        assert_eq!(answer + &messages, expected, "{eval:?} at {now} ms");
    }
}

const YES: &str = "Yes { token: 0 }";

#[test]
fn a_lock_is_had_by_one_until_it_is_free_or_expired() {
    check(&[
        (0, Lock(A), YES),
        (5, Lock(B), "No { ttl: 29995 }"),
        (6, Unlock(B, 1), "NotOwner"),
        (7, Unlock(A, 2), "Free+"),
        (8, Lock(B), YES),
        (30_007, Lock(A), "No { ttl: 1 }"),
        (30_008, Lock(A), YES),
        (30_009, Unlock(B, 3), "NotOwner"),
    ]);
}

#[test]
fn re_entry_counts_and_prolongs() {
    check(&[
        (0, Lock(A), YES),
        (100, Lock(A), YES),
        (200, Lock(B), "No { ttl: 29900 }"),
        (300, Unlock(A, 1), "Held"),
        (300, Lock(B), "No { ttl: 30000 }"),
        (400, Unlock(A, 2), "Free+"),
        (400, Unlock(A, 3), "NotOwner"),
    ]);
}

#[test]
fn an_unlock_sent_again_answers_the_same_while_it_is_remembered() {
    check(&[
        (0, Lock(A), YES),
        (0, Lock(A), YES),
        (0, Unlock(A, 1), "Held"),
        (9_999, Unlock(A, 1), "Held"),
        (10_000, Unlock(A, 1), "Free+"),
        (10_001, Unlock(A, 1), "Free"),
        (10_002, Lock(B), YES),
    ]);
}

#[test]
fn renewal_asks_whose_the_lock_is() {
    check(&[
        (0, Renew(A), "false"),
        (0, Lock(A), YES),
        (10_000, Renew(A), "true"),
        (10_000, Renew(B), "false"),
        (39_999, Lock(B), "No { ttl: 1 }"),
        (40_000, Renew(A), "false"),
        (40_000, Lock(B), YES),
    ]);
}

#[test]
fn tokens_grow_with_each_acquisition_and_outlive_the_lock() {
    check(&[
        (0, Fenced(A), "Yes { token: 1 }"),
        (1, Fenced(A), "Yes { token: 2 }"),
        (2, Fenced(B), "No { ttl: 29999 }"),
        (30_001, Fenced(B), "Yes { token: 3 }"),
    ]);
}

#[test]
fn a_key_says_how_long_it_lives() {
    let mut redis = Redis::default();
    assert_eq!(redis.pttl(Key::Lock), -2);
    try_lock(&mut redis, Planted::KeyWithoutTtl, A, 30_000);
    assert_eq!(redis.pttl(Key::Lock), -1);
    let latch = Latch {
        request: 1,
        millis: 1,
    };
    unlock(&mut redis, Planted::Nothing, A, 30_000, latch);
    assert_eq!(redis.take_published(), vec![Channel::Lock]);
    assert_eq!(
        try_lock(&mut redis, Planted::Nothing, B, 7),
        Acquired::Yes { token: 0 }
    );
    assert_eq!(redis.pttl(Key::Lock), 7);
    let stolen = unlock(
        &mut redis,
        Planted::UnlockWithoutOwnerCheck,
        A,
        7,
        Latch {
            request: 2,
            millis: 1,
        },
    );
    assert_eq!(stolen, Unlocked::Free);
}

#[test]
fn texts_are_upstreams() {
    assert_eq!(
        texts::not_locked(B),
        "java.lang.IllegalMonitorStateException: attempt to unlock lock, not locked by current thread by node id: \
         00000000-0000-4000-8000-000000000001 thread-id: 1"
    );
    assert!(texts::response_timeout(3000, 0, 4).starts_with(
        "org.redisson.client.RedisResponseTimeoutException: Redis server response timeout (3000 ms) occurred after 0 of 4 retry attempts, is \
         non-idempotent command: false Check connection with Redis node: "
    ));
}
