//! What befalls clients and network: answers are lost, replicas are behind, threads are interrupted, processes die.
//!
//! Each kind is a task that strikes when it is scheduled and there is something to befall, as often as the scenario allows.

use std::rc::Rc;

use super::calls::{Answer, Call, DEAD, GivenUp, INTERRUPTED, Request};
use super::points::{CALM, SERVER, STRIKE};
use super::scripts::{Acquired, Unlocked};
use super::state::{MISHAPS, Mishap, Phase, State};
use crate::protocol::bench::{Bench, Cx, Who};

/// Something that a mishap could befall is there.
pub fn tempt(cx: &Cx<State>, mishap: Mishap) {
    let chance = cx.model().chances[mishap as usize];
    if let Some(who) = chance.who.filter(|_| chance.left > 0) {
        cx.wake(who, 0);
    }
}

/// Makes the tasks of the mishaps that may happen.
pub fn mishaps(bench: &Rc<Bench<State>>) {
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
                cx.model().give_up(who, GivenUp::Interrupted);
            }
        }
    }
}
