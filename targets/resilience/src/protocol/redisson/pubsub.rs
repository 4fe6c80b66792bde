//! Messages from the server to the processes that have subscribed, and the permits that they give.
//!
//! Source: Redisson `66863978`, `pubsub/{PublishSubscribe,LockPubSub}.java`: `onMessage`, and `RedissonLockEntry`'s latch.
//!
//! Invariant: each message reaches each subscribed process once, in order.
//! What it misses: messages lost at a reconnect.

use super::points::{CLIENTS, DELIVER, LISTEN};
use super::redis::Channel;
use super::state::State;
use crate::protocol::bench::Cx;

/// The server publishes a message: it sets out to whoever listens on the channel.
pub fn deliver(cx: &Cx<State>, channel: Channel) {
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
