//! A client's thread: `lock`, `tryLock`, `unlock`, and the program that uses them.
//!
//! Source: Redisson `66863978`, `RedissonLock.java`: `lock` (l. 130), `tryAcquire`, `tryLock` (l. 229), `RedissonBaseLock.unlockAsync0`,
//! `ServiceManager.execute`, `CommandAsyncService.handleNoSync`, `pubsub/PublishSubscribe.java`.
//! Not fair: who evaluates first has the lock, woken or just come. A message gives one permit to each process, so it wakes one
//! waiter of each. Nothing polls: who waits sleeps until a permit, or for as long as the lock lives, or until its time is up.
//!
//! The program of the sound model knows what the library does not say: after an outcome it does not know, it leaves the critical
//! section, unlocks once more, and does not use its name again.
//! Deviations: subscribing takes one step and no time; the local semaphore hands its permits over in order (`Semaphore(0)` lets
//! threads that come by take them). The fenced lock waits as the plain one does (upstream: with listeners).
//! What it misses: `lockAsync`, `forceUnlock`, `isHeldByCurrentThread`, leases that differ between calls.

use std::rc::Rc;

use super::calls::{Answer, Request};
use super::defects::Planted;
use super::network::{self, DEAD, Failure, RESOURCE_OBJECT, SERVER, release, tempt};
use super::points::{
    AGAIN, FIRST, GIVE_UP, INSIDE, LATCH, LATER, LOCK_RETRY, NO_SYNC, RESOURCE, SUBSCRIBE, TOKEN,
    UNLOCK, UNLOCK_RETRY, UNSUBSCRIBE,
};
use super::scripts::{Acquired, Unlocked};
use super::spec::LockKind;
use super::state::{LockEntry, Mishap, Phase, State, Thread};
use super::texts;
use crate::protocol::bench::{Cx, Woken};
use tearpoint_harness::contract::PointSpec;

type Cxs = Cx<State>;

pub fn print_error(cx: &Cxs, text: &str) {
    cx.print(text);
}

/// The thread's own state.
fn my<R>(cx: &Cxs, me: usize, with: impl FnOnce(&mut Thread) -> R) -> R {
    with(&mut cx.model().threads[me])
}

/// The subscription that the thread uses.
fn my_entry<R>(cx: &Cxs, me: usize, with: impl FnOnce(&mut LockEntry) -> R) -> R {
    let mut state = cx.model();
    let entry = state.entry_of(me);
    with(&mut state.entries[entry])
}

/// A thread's program: rounds of lock, work, unlock.
pub async fn thread(cx: Cxs, me: usize) {
    let later = cx.model().spec.stagger_ms.get() * me as u64;
    if later > 0 {
        cx.sleep(LATER, later, &[]).await;
    }
    loop {
        enter(&cx, me).await;
        if my(&cx, me, |thread| thread.phase) == Phase::Dead {
            return;
        }
        while my(&cx, me, |thread| thread.holds) > 0 {
            let lives = work(&cx, me).await;
            if !lives {
                return die(&cx, me);
            }
            unlock(&cx, me).await;
        }
        let rounds = cx.model().spec.rounds.get();
        let through = my(&cx, me, |thread| {
            thread.phase = Phase::Idle;
            thread.level = 0;
            thread.round += 1;
            thread.stop || thread.round == rounds
        });
        if through {
            return;
        }
    }
}

/// Locks, as deep as the scenario says.
async fn enter(cx: &Cxs, me: usize) {
    let (depth, wait) = {
        let spec = &cx.model().spec;
        (spec.depth.get(), spec.wait_ms)
    };
    while my(cx, me, |thread| thread.level) < depth {
        let deadline = wait.map(|wait| cx.now() + wait.get());
        my(cx, me, |thread| {
            thread.level += 1;
            thread.phase = Phase::Locking;
            thread.deadline = deadline;
        });
        let locked = lock(cx, me).await;
        my(cx, me, |thread| thread.deadline = None);
        match locked {
            Ok(true) => my(cx, me, |thread| {
                thread.holds += 1;
                thread.phase = Phase::Inside;
            }),
            Ok(false) => {
                cx.print("tryLock: false");
                return;
            }
            Err(Failure::Died) => {
                die(cx, me);
                return;
            }
            Err(failure) => return unknown_outcome(cx, me, failure).await,
        }
    }
}

/// The lock may be held, or come to be: the program leaves and unlocks as often as it may have locked.
async fn unknown_outcome(cx: &Cxs, me: usize, failure: Failure) {
    cx.print(&text(cx, failure));
    let ignored = cx.model().is(Planted::UnknownOutcomeIgnored);
    if failure == Failure::NoConnection || ignored {
        return;
    }
    my(cx, me, |thread| thread.stop = true);
    if failure == Failure::Timeout {
        my(cx, me, |thread| {
            thread.owed = std::mem::take(&mut thread.holds) + 1
        });
        while my(cx, me, |thread| thread.owed) > 0 {
            my(cx, me, |thread| thread.owed -= 1);
            unlock(cx, me).await;
        }
    }
}

fn text(cx: &Cxs, failure: Failure) -> String {
    let state = cx.model();
    let (timeout, attempts) = (state.spec.timeout_ms.get(), state.spec.retry_attempts.get());
    match failure {
        Failure::Timeout => texts::response_timeout(timeout, 0, attempts),
        Failure::NoConnection => texts::no_connection(attempts, attempts),
        Failure::NotSynced => texts::NOT_SYNCED.to_owned(),
        Failure::Interrupted => texts::INTERRUPTED.to_owned(),
        Failure::Died => "its process has died".to_owned(),
    }
}

/// `RedissonLock.lock` and `tryLock`. False: its time is up.
///
/// # Errors
/// What the library throws; `tryLock` says false where its second answer does not come.
async fn lock(cx: &Cxs, me: usize) -> Result<bool, Failure> {
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

/// `unsubscribe`: the last one takes the entry with it. Who leaves with a permit that it did nothing with passes it on; upstream does not.
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

/// Inside: works, then writes to the resource if there is one. False: its process died meanwhile.
async fn work(cx: &Cxs, me: usize) -> bool {
    tempt(cx, Mishap::Death);
    let work = cx.model().spec.work_ms.get();
    let until = cx.now() + work;
    if work == 0 {
        cx.read(INSIDE, SERVER, &[]).await;
    } else if cx.wait(INSIDE, Some(until), &[]).await == Woken::By(DEAD) {
        return false;
    }
    let fenced = cx.model().spec.lock == LockKind::Fenced;
    if fenced {
        cx.write(RESOURCE, RESOURCE_OBJECT, &[]).await;
        let taken = cx.model().write_resource(me);
        if !taken {
            cx.print("the resource refuses the write: its token is stale");
        }
    }
    true
}

/// The process dies, and its watchdog with it.
fn die(cx: &Cxs, me: usize) {
    let mut state = cx.model();
    state.threads[me].phase = Phase::Dead;
    state.threads[me].holds = 0;
    let entry = state.entry_of(me);
    state.entries[entry] = LockEntry::default();
    if !state.is(Planted::ThreadDies) {
        let process = state.process_of(me);
        process.dead = true;
        process.renewal.die();
    }
}

/// `RedissonLock.unlock`: `unlockAsync0`, again with the same request while no replica has the outcome.
async fn unlock(cx: &Cxs, me: usize) {
    let number = {
        let mut state = cx.model();
        state.threads[me].phase = Phase::Unlocking;
        state.let_go(me);
        state.next_request(me)
    };
    let request = Request::Unlock(number);
    let mut attempt = 0;
    loop {
        let words = [number, attempt];
        let answer = network::call(cx, me, request, UNLOCK, &words).await;
        let again = answer == Ok(Answer::NotSynced);
        let (attempts, delay, each) = {
            let state = cx.model();
            let spec = &state.spec;
            let each = state.is(Planted::CancelledOnEachAttempt);
            (spec.retry_attempts.get(), spec.retry_delay_ms.get(), each)
        };
        let last = !again || attempt == attempts;
        if last || each {
            // cancelExpirationRenewal
            let name = my(cx, me, |thread| thread.name);
            cx.model().process_of(me).renewal.cancel(name);
        }
        if last {
            return unlocked(cx, me, answer);
        }
        attempt += 1;
        cx.sleep(UNLOCK_RETRY, delay, &[number, attempt]).await;
    }
}

fn unlocked(cx: &Cxs, me: usize, answer: Result<Answer, Failure>) {
    my(cx, me, |thread| {
        if thread.holds > 0 {
            thread.phase = Phase::Inside;
        }
    });
    let failure = match answer {
        Ok(Answer::Unlocked(Unlocked::NotOwner)) => {
            let name = my(cx, me, |thread| thread.name);
            return cx.print(&texts::not_locked(name));
        }
        Ok(Answer::NotSynced) => Failure::NotSynced,
        Ok(_) => return,
        Err(failure) => failure,
    };
    cx.print(&text(cx, failure));
    my(cx, me, |thread| thread.excused = true);
    if !cx.model().is(Planted::NameReusedAfterTimeout) {
        my(cx, me, |thread| thread.stop = true);
    }
}
