//! `lock` and `tryLock`.
//!
//! Source: Redisson `66863978`, `RedissonLock.java`: `lock` (l. 130), `tryAcquire`, `tryLock` (l. 229), `ServiceManager.execute`,
//! `CommandAsyncService.handleNoSync`, `pubsub/PublishSubscribe.java`.
//! Not fair: whoever evaluates first has the lock, woken or newly come. A message gives one permit to each process, so it wakes one
//! waiter of each. Nothing polls: a waiter sleeps until a permit, or for as long as the lock lives, or until its time is up.
//!
//! Deviations: subscribing takes one step and no time; the local semaphore hands its permits over in order (`Semaphore(0)` lets
//! threads that come by take them). The fenced lock waits as the plain one does (upstream: with listeners).
//! What it misses: `lockAsync`, leases that differ between calls.

use std::rc::Rc;

use tearpoint_harness::contract::PointSpec;

use super::calls::{Answer, DEAD, Failure, Request};
use super::defects::Planted;
use super::handle::{Cxs, my, my_entry};
use super::mishaps::tempt;
use super::network;
use super::points::{
    AGAIN, FIRST, GIVE_UP, LATCH, LOCK_RETRY, NO_SYNC, SERVER, SUBSCRIBE, TOKEN, UNSUBSCRIBE,
};
use super::pubsub::release;
use super::scripts::Acquired;
use super::spec::LockKind;
use super::state::Mishap;
use crate::protocol::bench::Woken;

/// `RedissonLock.lock` and `tryLock`. False: its time is up.
///
/// # Errors
/// What the library throws; `tryLock` says false where its second answer does not come.
pub async fn lock(cx: &Cxs, me: usize) -> Result<bool, Failure> {
    let ttl = match try_acquire(cx, me, FIRST).await {
        Ok(Acquired::Yes { .. }) => return Ok(true),
        Ok(Acquired::No { ttl }) => ttl,
        Err(failure) => {
            if !cx.model().is(Planted::PlaceLeft) {
                acquire_failed(cx, me, 2).await;
            }
            return Err(failure);
        }
    };
    if time_is_up(cx, me) {
        acquire_failed(cx, me, 0).await;
        return Ok(false);
    }
    cx.write(SUBSCRIBE, SERVER, &[ttl as u64]).await;
    my_entry(cx, me, |entry| entry.counter += 1);
    let locked = wait_for_lock(cx, me, ttl).await;
    let word = match locked {
        Ok(locked) => u64::from(locked),
        Err(failure) => 2 + failure as u64,
    };
    if locked == Err(Failure::Died) {
        return locked;
    }
    if locked != Ok(true) {
        acquire_failed(cx, me, word).await;
    }
    cx.write(UNSUBSCRIBE, SERVER, &[word]).await;
    unsubscribe(cx, me);
    locked
}

/// `acquireFailed`: the plain lock has nothing to do there. `word` is what comes of the attempt.
async fn acquire_failed(cx: &Cxs, me: usize, word: u64) {
    let spec = Rc::clone(&cx.model().spec);
    if spec.lock != LockKind::Fair {
        return;
    }
    for attempt in 0..=spec.retry_attempts.get() {
        let words = [word, attempt];
        let answer = network::call(cx, me, Request::AcquireFailed, GIVE_UP, &words).await;
        if answer != Err(Failure::Timeout) {
            return;
        }
    }
}

/// The loop of `lock` and `tryLock`.
async fn wait_for_lock(cx: &Cxs, me: usize, ttl: i64) -> Result<bool, Failure> {
    let mut before = cx
        .model()
        .is(Planted::EvaluatedBeforeSubscribing)
        .then_some(ttl);
    loop {
        let ttl = match before.take() {
            Some(ttl) => ttl,
            None => match try_acquire(cx, me, AGAIN).await? {
                Acquired::Yes { .. } => return Ok(true),
                Acquired::No { ttl } => ttl,
            },
        };
        if time_is_up(cx, me) {
            return Ok(false);
        }
        wait_for_permit(cx, me, ttl).await?;
        if time_is_up(cx, me) {
            return Ok(false);
        }
    }
}

fn time_is_up(cx: &Cxs, me: usize) -> bool {
    let now = cx.now();
    my(cx, me, |thread| {
        thread.deadline.is_some_and(|due| due <= now)
    })
}

/// `getLatch().tryAcquire(min(ttl, time))`. A wait for 0 ms takes one.
async fn wait_for_permit(cx: &Cxs, me: usize, ttl: i64) -> Result<(), Failure> {
    let now = cx.now();
    let deadline = my(cx, me, |thread| thread.deadline);
    let dies = u64::try_from(ttl).ok().map(|ttl| now + ttl.max(1));
    let until = match (dies, deadline) {
        (Some(dies), Some(deadline)) => Some(dies.min(deadline)),
        (dies, deadline) => dies.or(deadline),
    };
    let who = cx.me();
    let taken = my_entry(cx, me, |entry| {
        let taken = entry.permits > 0;
        if taken {
            entry.permits -= 1;
        } else {
            entry.waiters.push_back(who);
        }
        taken
    });
    if !taken {
        tempt(cx, Mishap::DeathWaiting);
        let woken = cx.wait(LATCH, until, &[]).await;
        if woken == Woken::Timeout || woken == Woken::By(DEAD) {
            my_entry(cx, me, |entry| entry.waiters.retain(|&other| other != who));
            return if woken == Woken::Timeout {
                Ok(())
            } else {
                Err(Failure::Died)
            };
        }
    }
    my(cx, me, |thread| thread.permit = true);
    Ok(())
}

/// `unsubscribe`: the last thread takes the entry with it. A thread that leaves with a permit it has not used passes it on; upstream does not.
fn unsubscribe(cx: &Cxs, me: usize) {
    let permit = my(cx, me, |thread| std::mem::take(&mut thread.permit));
    let entry = cx.model().entry_of(me);
    if permit && !cx.model().is(Planted::PermitSwallowed) {
        release(cx, entry);
    }
    my_entry(cx, me, |entry| {
        entry.counter -= 1;
        if entry.counter == 0 {
            entry.permits = 0;
        }
    });
}

/// `tryAcquire`: evaluates the lock script, again while no replica has the outcome (`ServiceManager.execute`).
async fn try_acquire(cx: &Cxs, me: usize, at: &'static PointSpec) -> Result<Acquired, Failure> {
    let mut attempt = 0;
    loop {
        let words = [u64::from(at.id), attempt];
        match network::call(cx, me, Request::Lock, at, &words).await? {
            Answer::Acquired(acquired) => {
                my(cx, me, |thread| thread.permit = false);
                return token(cx, me, at, acquired).await;
            }
            // handleNoSync: what was written is taken back.
            Answer::NotSynced => {
                let request = Request::Unlock(cx.model().next_request(me));
                let _undone = network::call(cx, me, request, NO_SYNC, &words).await;
            }
            other => unreachable!("{other:?} is no answer to a lock script"),
        }
        let (attempts, delay) = {
            let spec = &cx.model().spec;
            (spec.retry_attempts.get(), spec.retry_delay_ms.get())
        };
        if attempt == attempts {
            return Err(Failure::NotSynced);
        }
        attempt += 1;
        cx.sleep(LOCK_RETRY, delay, &[u64::from(at.id), attempt])
            .await;
    }
}

/// The fenced lock's token: it came with the answer (`tryLockAndGetToken`), or is read later (`getToken`).
async fn token(
    cx: &Cxs,
    me: usize,
    at: &'static PointSpec,
    acquired: Acquired,
) -> Result<Acquired, Failure> {
    let Acquired::Yes { token } = acquired else {
        return Ok(acquired);
    };
    my(cx, me, |thread| thread.token = token);
    if cx.model().is(Planted::TokenReadLater) {
        let read = network::call(cx, me, Request::Token, TOKEN, &[u64::from(at.id)]).await?;
        if let Answer::Token(token) = read {
            my(cx, me, |thread| thread.token = token);
        }
    }
    Ok(acquired)
}
