//! `unlock`.
//!
//! Source: Redisson `66863978`, `RedissonLock.unlock`, `RedissonBaseLock.unlockAsync0`.
//! What it misses: `forceUnlock`, `isHeldByCurrentThread`.

use super::calls::{Answer, Failure, Request};
use super::defects::Planted;
use super::handle::{Cxs, failure_text, my};
use super::network;
use super::points::{UNLOCK, UNLOCK_RETRY};
use super::scripts::Unlocked;
use super::state::Phase;
use super::texts;

/// `RedissonLock.unlock`: `unlockAsync0`, again with the same request while no replica has the outcome.
pub async fn unlock(cx: &Cxs, me: usize) {
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
    cx.print(&failure_text(cx, failure));
    my(cx, me, |thread| thread.excused = true);
    if !cx.model().is(Planted::NameReusedAfterTimeout) {
        my(cx, me, |thread| thread.stop = true);
    }
}
