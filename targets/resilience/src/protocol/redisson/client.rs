//! The program of a client's thread: rounds of lock, work, unlock.
//!
//! The program of the sound model knows what the library does not say: after an outcome that it does not know, it leaves the critical
//! section, unlocks once more, and does not use its name again.

use super::acquire::lock;
use super::calls::{DEAD, Failure};
use super::defects::Planted;
use super::handle::{Cxs, failure_text, my};
use super::mishaps::tempt;
use super::points::{INSIDE, LATER, RESOURCE, RESOURCE_OBJECT, SERVER};
use super::release::unlock;
use super::spec::LockKind;
use super::state::{LockEntry, Mishap, Phase};
use crate::protocol::bench::Woken;

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
    cx.print(&failure_text(cx, failure));
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
