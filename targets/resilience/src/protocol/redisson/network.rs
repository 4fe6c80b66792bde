//! The way to the server and back: a command is sent, executed, answered; each leg is a step of a connection's own task.
//!
//! Source: Redisson `66863978`, `command/RedisExecutor.java`: `execute`, `scheduleResponseTimeout`, `isResendAllowed` (l. 500). After
//! `timeout` without a response the caller goes on; its command may be executed all the same, now or later, and nobody takes the late
//! answer: the outcome is unknown. Lock and unlock are not sent again then (`noRetry`). A command that waits for a connection for
//! `retryAttempts + 1` times `retryDelay` was not sent.
//!
//! Invariant: a connection carries one command.
//! Deviations: a delay has no jitter; a caller that waits for a connection keeps its place (`execute` queues anew for each attempt).
//! What it misses: connections that break, redirections.

use super::calls::{Answer, Call, Failure, GivenUp, Request};
use super::defects::Planted;
use super::mishaps::tempt;
use super::points::{ANSWER, CARRY, CLIENTS, CONNECT, EXECUTE, SERVER};
use super::pubsub::deliver;
use super::redis::Key;
use super::scripts::Acquired;
use super::state::{Mishap, State};
use crate::protocol::bench::{Cx, Woken};
use tearpoint_harness::contract::PointSpec;

/// Sends a command on behalf of `thread` and waits at `at` for its answer; `words` are the caller's locals.
pub async fn call(
    cx: &Cx<State>,
    thread: usize,
    request: Request,
    at: &'static PointSpec,
    words: &[u64],
) -> Result<Answer, Failure> {
    let process = cx.model().threads[thread].name.client as usize;
    let free = cx.model().free_wire(process);
    let wire = match free {
        Some(wire) => wire,
        None => connection(cx, process, at, words).await?,
    };
    let (interruptible, timeout) = {
        let now = cx.now();
        let mut state = cx.model();
        state.wires[wire].reserved = false;
        state.wires[wire].call = Some(Call {
            caller: cx.me(),
            thread,
            request,
            clock: state.clock(thread, now),
            answer: None,
            given_up: None,
        });
        (request == Request::Lock, state.spec.timeout_ms.get())
    };
    carry(cx, wire);
    if interruptible {
        tempt(cx, Mishap::Interrupt);
    }
    let woken = cx.wait(at, Some(cx.now() + timeout), words).await;
    let given_up = match woken {
        Woken::By(word) => match Answer::from_word(word) {
            Some(answer) => return Ok(answer),
            None => GivenUp::Interrupted,
        },
        Woken::Timeout => GivenUp::Timeout,
    };
    cx.model().give_up(cx.me(), given_up);
    if matches!(request, Request::Lock | Request::Unlock(_)) {
        cx.model().threads[thread].uncertain = true;
    }
    Err(match given_up {
        GivenUp::Timeout => Failure::Timeout,
        GivenUp::Interrupted => Failure::Interrupted,
    })
}

/// Waits for a connection.
async fn connection(
    cx: &Cx<State>,
    process: usize,
    at: &'static PointSpec,
    words: &[u64],
) -> Result<usize, Failure> {
    let me = cx.me();
    let patience = {
        let mut state = cx.model();
        state.connecting.push_back((process, me));
        (state.spec.retry_attempts.get() + 1) * state.spec.retry_delay_ms.get()
    };
    let words: Vec<u64> = [u64::from(at.id)]
        .into_iter()
        .chain(words.iter().copied())
        .collect();
    match cx.wait(CONNECT, Some(cx.now() + patience), &words).await {
        Woken::By(wire) => Ok(wire as usize),
        Woken::Timeout => {
            cx.model().connecting.retain(|&(_, who)| who != me);
            Err(Failure::NoConnection)
        }
    }
}

/// Wakes a connection's task, or makes it.
fn carry(cx: &Cx<State>, wire: usize) {
    let carrier = cx.model().wires[wire].carrier;
    match carrier {
        Some(carrier) => {
            cx.wake(carrier, 0);
        }
        None => {
            let name = format!("connection {wire}");
            let carrier = cx.bench().daemon(name, |cx| connected(cx, wire));
            cx.model().wires[wire].carrier = Some(carrier);
        }
    }
}

/// A connection's task.
async fn connected(cx: Cx<State>, wire: usize) {
    loop {
        let busy = cx.model().wires[wire].call.is_some();
        if !busy {
            cx.wait(CARRY, None, &[]).await;
            continue;
        }
        cx.write(EXECUTE, SERVER, &[]).await;
        execute(&cx, wire);
        let client = CLIENTS + (wire as u64) / cx.model().spec.connections.get();
        cx.write(ANSWER, client, &[]).await;
        answer(&cx, wire);
    }
}

/// The server executes the command, and publishes what there is to publish.
fn execute(cx: &Cx<State>, wire: usize) {
    let now = cx.now();
    let published = {
        let mut state = cx.model();
        let Some(mut call) = state.wires[wire].call.take() else {
            return;
        };
        call.answer = Some(state.execute(&call, now));
        state.wires[wire].call = Some(call);
        state.redis.take_published()
    };
    published
        .into_iter()
        .for_each(|channel| deliver(cx, channel));
    tempt(cx, Mishap::LostAnswer);
    tempt(cx, Mishap::Unsynced);
}

/// The answer arrives: what hangs on the future runs, the caller goes on.
fn answer(cx: &Cx<State>, wire: usize) {
    let Some(call) = cx.model().wires[wire].call.take() else {
        return;
    };
    let acquired = matches!(call.answer, Some(Answer::Acquired(Acquired::Yes { .. })));
    let (schedules, then_renew) = {
        let state = cx.model();
        (acquired && state.spec.lease_ms.is_none(), state.then_renew)
    };
    match (call.answer, call.given_up) {
        (None, _) | (_, Some(GivenUp::Timeout)) => {}
        (Some(answer), None) => {
            if schedules {
                then_renew(cx, call.thread);
            }
            if let (Request::Unlock(request), Answer::Unlocked(_)) = (call.request, answer) {
                let mut state = cx.model();
                let latch = Key::Latch(state.latch(call.thread, request));
                state.redis.del(latch);
            }
            cx.wake(call.caller, answer.word());
        }
        (Some(_), Some(GivenUp::Interrupted)) if acquired => {
            if cx.model().is(Planted::RenewalOutlivesUnlock) {
                if schedules {
                    then_renew(cx, call.thread);
                }
            } else {
                // As `lockAsync` does where nobody takes its result: `if (!result.complete(null)) unlockAsync(...)`.
                let mut state = cx.model();
                let request = Request::Unlock(state.next_request(call.thread));
                let caller = cx.me();
                state.wires[wire].call = Some(Call {
                    caller,
                    request,
                    answer: None,
                    ..call
                });
                return;
            }
        }
        (Some(_), Some(GivenUp::Interrupted)) => {}
    }
    hand_over(cx, wire);
}

/// A connection is free: the first that waits for one of this process has it.
fn hand_over(cx: &Cx<State>, wire: usize) {
    let next = {
        let mut state = cx.model();
        let process = wire / state.spec.connections.get() as usize;
        let place = state
            .connecting
            .iter()
            .position(|&(waits, _)| waits == process);
        let next = place.and_then(|place| state.connecting.remove(place));
        state.wires[wire].reserved = next.is_some();
        next
    };
    if let Some((_, who)) = next {
        cx.wake(who, wire as u64);
    }
}
