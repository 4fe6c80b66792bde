//! The way to the server and back: a command is sent, executed, answered; each leg is a step of a connection's own task.
//!
//! Source: Redisson `66863978`, `command/RedisExecutor.java`: `execute`, `scheduleResponseTimeout`, `isResendAllowed` (l. 500), and
//! `PublishSubscribe`/`LockPubSub.onMessage`. After `timeout` without a response the caller goes on; its command may be executed all the
//! same, now or later, and the late answer is nobody's: the outcome is unknown. Lock and unlock are not sent again then (`noRetry`).
//! What waits for a connection for `retryAttempts + 1` times `retryDelay` was not sent.
//!
//! Invariants: a connection carries one command; each message reaches each subscribed process once, in order.
//! Deviations: a delay has no jitter; who waits for a connection keeps its place (`execute` queues anew for each attempt).
//! What it misses: connections that break, redirections, messages lost at a reconnect.

use super::calls::{Answer, Call, GivenUp, Request};
use super::defects::Planted;
use super::points::{ANSWER, CALM, CARRY, CONNECT, DELIVER, EXECUTE, LISTEN, STRIKE};
use super::redis::{Channel, Key};
use super::renewal::schedule_expiration_renewal;
use super::scripts::{Acquired, Unlocked};
use super::state::{MISHAPS, Mishap, Phase, State};
use crate::protocol::bench::{Cx, Who, Woken};
use tearpoint_harness::contract::PointSpec;

/// Objects of the scheduler's.
pub const SERVER: u64 = 0;
pub const RESOURCE_OBJECT: u64 = 1;
const CLIENTS: u64 = 16;

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// `RedisResponseTimeoutException`: the outcome is unknown.
    Timeout,
    /// `RedisTimeoutException`: it was not sent.
    NoConnection,
    /// `NoSyncedSlavesException`, after all attempts.
    NotSynced,
    Interrupted,
    /// The caller's process has died.
    Died,
}

/// Words to wake with that are no answers.
const INTERRUPTED: u64 = 7;
pub const DEAD: u64 = 8;

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
    give_up(cx, cx.me(), given_up);
    if matches!(request, Request::Lock | Request::Unlock(_)) {
        cx.model().threads[thread].uncertain = true;
    }
    Err(match given_up {
        GivenUp::Timeout => Failure::Timeout,
        GivenUp::Interrupted => Failure::Interrupted,
    })
}

/// Nobody waits for this caller's answer any more.
fn give_up(cx: &Cx<State>, caller: Who, why: GivenUp) {
    let mut state = cx.model();
    let calls = state.wires.iter_mut().flat_map(|wire| &mut wire.call);
    for call in calls.filter(|call| call.caller == caller && call.given_up.is_none()) {
        call.given_up = Some(why);
    }
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
    for channel in published {
        match channel {
            Channel::Lock => {
                let count = cx.model().processes.len();
                (0..count).for_each(|process| send_message(cx, process, process));
            }
            Channel::Waiter(name) => {
                let thread = cx.model().thread_named(name);
                if let Some(thread) = thread {
                    send_message(cx, name.client as usize, thread);
                }
            }
        }
    }
    tempt(cx, Mishap::LostAnswer);
    tempt(cx, Mishap::Unsynced);
}

/// A message sets out to a process, if its entry has subscribed.
fn send_message(cx: &Cx<State>, process: usize, entry: usize) {
    let pubsub = {
        let mut state = cx.model();
        if state.entries[entry].counter == 0 {
            return;
        }
        let process = &mut state.processes[process];
        process.inbox.push_back(entry);
        process.pubsub
    };
    match pubsub {
        Some(pubsub) => {
            cx.wake(pubsub, 0);
        }
        None => {
            let name = format!("pubsub {process}");
            let pubsub = cx.bench().daemon(name, |cx| listen(cx, process));
            cx.model().processes[process].pubsub = Some(pubsub);
        }
    }
}

/// The subscription's task: `LockPubSub.onMessage` for each message.
async fn listen(cx: Cx<State>, process: usize) {
    loop {
        let empty = cx.model().processes[process].inbox.is_empty();
        if empty {
            cx.wait(LISTEN, None, &[]).await;
            continue;
        }
        cx.write(DELIVER, CLIENTS + process as u64, &[]).await;
        let entry = cx.model().processes[process].inbox.pop_front();
        if let Some(entry) = entry {
            release(&cx, entry);
        }
    }
}

/// `Semaphore.release`: one permit, for the first that waits.
pub fn release(cx: &Cx<State>, entry: usize) {
    let first = {
        let mut state = cx.model();
        let entry = &mut state.entries[entry];
        if entry.counter == 0 {
            return;
        }
        let first = entry.waiters.pop_front();
        entry.permits += u64::from(first.is_none());
        first
    };
    if let Some(first) = first {
        cx.wake(first, 0);
    }
}

/// The answer arrives: what hangs on the future runs, the caller goes on.
fn answer(cx: &Cx<State>, wire: usize) {
    let Some(call) = cx.model().wires[wire].call.take() else {
        return;
    };
    let acquired = matches!(call.answer, Some(Answer::Acquired(Acquired::Yes { .. })));
    let schedules = acquired && cx.model().spec.lease_ms.is_none();
    match (call.answer, call.given_up) {
        (None, _) | (_, Some(GivenUp::Timeout)) => {}
        (Some(answer), None) => {
            if schedules {
                schedule_expiration_renewal(cx, call.thread);
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
                    schedule_expiration_renewal(cx, call.thread);
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

impl State {
    fn free_wire(&self, process: usize) -> Option<usize> {
        let count = self.spec.connections.get() as usize;
        let mut wires = process * count..(process + 1) * count;
        wires.find(|&wire| self.wires[wire].call.is_none() && !self.wires[wire].reserved)
    }
}

/// Something that a mishap could befall is there.
pub fn tempt(cx: &Cx<State>, mishap: Mishap) {
    let chance = cx.model().chances[mishap as usize];
    if let Some(who) = chance.who.filter(|_| chance.left > 0) {
        cx.wake(who, 0);
    }
}

/// Makes the tasks of the mishaps that may happen.
pub fn mishaps(bench: &std::rc::Rc<crate::protocol::bench::Bench<State>>) {
    for mishap in MISHAPS {
        let left = bench.model().chances[mishap as usize].left;
        if left > 0 {
            let who = bench.daemon(format!("{mishap:?}"), |cx| befall(cx, mishap));
            bench.model().chances[mishap as usize].who = Some(who);
        }
    }
}

async fn befall(cx: Cx<State>, mishap: Mishap) {
    loop {
        let left = cx.model().chances[mishap as usize].left;
        if left == 0 {
            return;
        }
        if cx.model().victim(mishap).is_none() {
            cx.wait(CALM, None, &[]).await;
            continue;
        }
        cx.write(STRIKE, SERVER, &[]).await;
        let victim = cx.model().victim(mishap);
        if let Some(victim) = victim {
            cx.model().chances[mishap as usize].left -= 1;
            strike(&cx, mishap, victim);
        }
    }
}

enum Victim {
    /// The answer on this connection.
    Wire(usize),
    Thread(Who),
}

impl State {
    fn victim(&self, mishap: Mishap) -> Option<Victim> {
        let answered = |keep: fn(Answer) -> bool| {
            let there = |call: &Call| call.answer.is_some_and(keep);
            let wire = self
                .wires
                .iter()
                .position(|wire| wire.call.as_ref().is_some_and(there));
            wire.map(Victim::Wire)
        };
        match mishap {
            Mishap::LostAnswer => answered(|_| true),
            Mishap::Unsynced => answered(wrote),
            Mishap::Interrupt => {
                let waits = |call: &&Call| call.request == Request::Lock && call.given_up.is_none();
                let mut calls = self.wires.iter().flat_map(|wire| &wire.call);
                calls.find(waits).map(|call| Victim::Thread(call.caller))
            }
            Mishap::Death => {
                let mut threads = self.threads.iter();
                let inside = threads.find(|thread| thread.phase == Phase::Inside)?;
                inside.who.map(Victim::Thread)
            }
            Mishap::DeathWaiting => {
                let mut entries = self.entries.iter();
                let waiter = entries.find_map(|entry| entry.waiters.front())?;
                Some(Victim::Thread(*waiter))
            }
        }
    }
}

/// Whether the command changed something.
fn wrote(answer: Answer) -> bool {
    match answer {
        Answer::Acquired(acquired) => matches!(acquired, Acquired::Yes { .. }),
        Answer::Unlocked(unlocked) => unlocked != Unlocked::NotOwner,
        Answer::Renewed(renewed) => renewed,
        Answer::Token(_) | Answer::Done | Answer::NotSynced => false,
    }
}

fn strike(cx: &Cx<State>, mishap: Mishap, victim: Victim) {
    match victim {
        Victim::Wire(wire) => {
            if let Some(call) = &mut cx.model().wires[wire].call {
                call.answer = (mishap == Mishap::Unsynced).then_some(Answer::NotSynced);
            }
        }
        Victim::Thread(who) => {
            if matches!(mishap, Mishap::Death | Mishap::DeathWaiting) {
                cx.wake(who, DEAD);
            } else if cx.wake(who, INTERRUPTED) {
                give_up(cx, who, GivenUp::Interrupted);
            }
        }
    }
}
