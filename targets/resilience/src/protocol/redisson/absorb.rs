//! The words that a state is told apart by: all that its future depends on, times as distances from now.
//!
//! Every field is named, so that a new one cannot be forgotten.

use tearpoint_harness::contract::Digest;

use super::calls::{Answer, Call, Request, Wire};
use super::spec::LockKind;
use super::state::{Arrival, Chance, LockEntry, Process, Resource, State, Thread};

impl Thread {
    fn absorb(&self, now: u64, into: &mut Digest) {
        let &Thread {
            // Its number and its name never change.
            who: _,
            name: _,
            phase,
            holds,
            deadline,
            token,
            permit,
            requests,
            round,
            level,
            owed,
            stop,
            lease_until,
            lost,
            uncertain,
            excused,
            grant,
        } = self;
        let flags = [permit, lost, uncertain, excused, stop];
        let flags = flags
            .iter()
            .fold(0, |bits, &flag| bits << 1 | u64::from(flag));
        into.word(flags << 8 | phase as u64);
        into.word(owed << 56 | holds << 48 | level << 32 | round << 16 | requests);
        into.word(deadline.map_or(0, |due| due.saturating_sub(now) + 1));
        into.word(token);
        into.word(grant);
        into.word(lease_until.saturating_sub(now));
    }
}

impl State {
    pub fn absorb_into(&self, now: u64, into: &mut Digest) {
        let State {
            redis,
            threads,
            processes,
            entries,
            wires,
            connecting,
            chances,
            resource,
            arrived,
            grants,
            token,
            // The same for the whole run.
            spec: _,
            planted: _,
            then_renew: _,
            // Ends the run.
            broke: _,
        } = self;
        redis.absorb(now, into);
        threads.iter().for_each(|thread| thread.absorb(now, into));
        for process in processes {
            let Process {
                renewal,
                pubsub,
                inbox,
                dead,
            } = process;
            into.word(u64::from(*dead));
            queue(into, inbox.iter().copied());
            into.word(pubsub.map_or(0, |who| who.0 as u64 + 1));
            renewal.absorb(now, into);
        }
        for entry in entries {
            let LockEntry {
                counter,
                permits,
                waiters,
            } = entry;
            into.word(counter << 32 | permits);
            queue(into, waiters.iter().map(|who| who.0));
        }
        for &Arrival { thread, until } in arrived {
            into.word((thread as u64) << 48 | until.saturating_sub(now));
        }
        into.word(arrived.len() as u64);
        for wire in wires {
            let Wire {
                carrier,
                call,
                reserved,
            } = wire;
            into.word(carrier.map_or(0, |who| who.0 as u64 + 1) << 1 | u64::from(*reserved));
            let Some(call) = call else {
                into.word(0);
                continue;
            };
            let &Call {
                caller,
                thread,
                request,
                clock,
                answer,
                given_up,
            } = call;
            let request = match request {
                Request::Lock => 1,
                Request::Unlock(request) => 2 | request << 4,
                Request::Renew(_) => 3,
                Request::Token => 4,
                Request::AcquireFailed => 5,
            };
            into.word(request);
            if self.spec.lock == LockKind::Fair {
                into.word(clock.wrapping_sub(now));
            }
            into.word(
                (caller.0 as u64) << 32
                    | (thread as u64) << 4
                    | given_up.map_or(0, |why| why as u64 + 1),
            );
            into.word(answer.map_or(0, Answer::word));
        }
        queue(
            into,
            connecting
                .iter()
                .map(|&(process, who)| process << 16 | who.0),
        );
        for &Chance { left, who } in chances {
            into.word(left << 32 | who.map_or(0, |who| who.0 as u64 + 1));
        }
        let Resource { token: seen, grant } = resource;
        into.word(*seen);
        into.word(*grant);
        into.word(*grants);
        into.word(*token);
    }
}

fn queue(into: &mut Digest, list: impl ExactSizeIterator<Item = usize>) {
    into.word(list.len() as u64);
    list.for_each(|word| into.word(word as u64));
}
