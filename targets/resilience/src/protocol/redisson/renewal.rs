//! The watchdog, step by step: its timer, and the rounds in which it renews.
//!
//! Source: Redisson `66863978`, `renewal/{RenewalTask,LockTask,LockEntry}.java`: `add`, `cancelExpirationRenewal`, `schedule`, `run`.
//! Each process has one timer, every `lockWatchdogTimeout / 3`. A lock that the server no longer knows is dropped without a word; an error
//! is logged, and the next round comes as if nothing had happened. The holder learns of neither.
//!
//! Invariants (sound model): a process has one timer; a thread that is inside is renewed; one that is neither inside nor in `lock` is not.
//! Deviations from upstream, each a profile that plants upstream's own behaviour: [`Planted::TimerNotCancelled`],
//! [`Planted::LateAnswerDropsNewer`], [`Planted::RenewalOutlivesUnlock`].
//! What it misses: chunks of 100 locks; here a process has one lock. Rounds of one process do not overlap.

use super::calls::{Answer, Failure, Request};
use super::defects::Planted;
use super::network;
use super::points::{RENEW, TIMER, WATCHDOG_RETRY};
use super::state::State;
use super::texts;
use super::watchdog::Registered;
use crate::protocol::bench::{Cx, Woken};

/// `scheduleExpirationRenewal`: the thread's lock is renewed from now on.
pub fn schedule_expiration_renewal(cx: &Cx<State>, thread: usize) {
    let name = cx.model().threads[thread].name;
    if cx.model().process_of(thread).renewal.add(name) {
        schedule(cx, name.client as usize);
    }
}

/// `RenewalTask.schedule`: a timer, if the task runs.
fn schedule(cx: &Cx<State>, process: usize) {
    let daemon = {
        let mut state = cx.model();
        let (now, period) = (cx.now(), state.watchdog() / 3);
        let (twice, lost) = (
            state.is(Planted::TimerNotCancelled),
            state.spec.lost_watchdog,
        );
        let renewal = &mut state.processes[process].renewal;
        if !renewal.running || lost || !twice && renewal.timers() > 0 {
            return;
        }
        renewal.timers.push(now + period);
        renewal.daemon
    };
    match daemon {
        Some(daemon) => {
            cx.wake(daemon, 0);
        }
        None => {
            let name = format!("watchdog {process}");
            let daemon = cx.bench().daemon(name, |cx| watchdog(cx, process));
            cx.model().processes[process].renewal.daemon = Some(daemon);
        }
    }
}

/// The timer's thread.
async fn watchdog(cx: Cx<State>, process: usize) {
    loop {
        let due = cx.model().processes[process]
            .renewal
            .timers
            .first()
            .copied();
        if cx.wait(TIMER, due, &[]).await != Woken::Timeout {
            continue;
        }
        {
            let mut state = cx.model();
            let renewal = &mut state.processes[process].renewal;
            if renewal.timers.is_empty() {
                continue;
            }
            renewal.timers.remove(0);
            renewal.round = true;
        }
        let done = run(&cx, process).await;
        cx.model().processes[process].renewal.round = false;
        let stops = cx.model().is(Planted::RenewalStopsAfterError);
        if done || !stops {
            schedule(&cx, process);
        }
    }
}

/// `RenewalTask.run` and `LockTask.renew`: the first thread's lock is renewed; what is missing is dropped. False: it failed.
async fn run(cx: &Cx<State>, process: usize) -> bool {
    let first = cx.model().processes[process]
        .renewal
        .threads
        .first()
        .copied();
    let Some(Registered { name, last, .. }) = first else {
        return true;
    };
    let mut attempt = 0;
    let answer = loop {
        let Some(thread) = cx.model().thread_named(name) else {
            return true;
        };
        let words = [last, attempt, u64::from(name.thread)];
        let answer = network::call(cx, thread, Request::Renew(name), RENEW, &words).await;
        let (attempts, delay) = {
            let spec = &cx.model().spec;
            (spec.retry_attempts.get(), spec.retry_delay_ms.get())
        };
        // isResendAllowed: a renewal is sent again, unlike lock and unlock.
        if answer != Err(Failure::Timeout) || attempt == attempts {
            break answer;
        }
        attempt += 1;
        cx.sleep(WATCHDOG_RETRY, delay, &words).await;
    };
    let failed = answer.is_err();
    match answer {
        Ok(Answer::Renewed(false)) => {
            let mut state = cx.model();
            let keep = !state.is(Planted::LateAnswerDropsNewer);
            let renewal = &mut state.processes[process].renewal;
            let newer = renewal
                .threads
                .iter()
                .any(|thread| thread.name == name && thread.last > last);
            if !(keep && newer) {
                renewal.cancel(name);
            }
        }
        Ok(_) => {}
        Err(_) => cx.print(texts::UPDATE_EXPIRATION),
    }
    !failed
}
