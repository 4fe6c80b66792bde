//! What client processes, server and network share, and what the oracles remember of it.
//!
//! A thread's locals live here too, so that the state's number knows them.

use std::collections::VecDeque;
use std::rc::Rc;

use tearpoint_harness::contract::Digest;

use super::calls::{Answer, GivenUp, Request, Wire};
use super::defects::Planted;
use super::redis::{LockName, Redis};
use super::spec::{LockKind, Spec};
use super::watchdog::Renewal;
use crate::protocol::bench::{Broken, Cx, Who};

/// What a thread is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Not in `lock`, nor `unlock`, nor between them.
    Idle,
    Locking,
    Inside,
    Unlocking,
    /// Its process has died.
    Dead,
}

/// A thread of a client process.
#[derive(Clone, Debug)]
pub struct Thread {
    pub who: Option<Who>,
    pub name: LockName,
    pub phase: Phase,
    /// How often it holds the lock, as far as it knows.
    pub holds: u64,
    /// When the `tryLock` that it is in is over. None: `lock`.
    pub deadline: Option<u64>,
    /// The token of its last acquisition.
    pub token: u64,
    /// Took a permit, and has not evaluated since.
    pub permit: bool,
    /// Requests of `unlock` so far.
    pub requests: u64,
    /// Rounds that it is through with; how deep it has tried to enter in this one.
    pub round: u64,
    pub level: u64,
    /// Unlocks that it owes to a lock whose outcome it does not know.
    pub owed: u64,
    /// Does not lock again under its name: an outcome is unknown.
    pub stop: bool,
    /// As the server granted it: until when its lease lasts. 0: none.
    pub lease_until: u64,
    /// Its lease was over, and it entered again.
    pub lost: bool,
    /// An outcome is unknown: its holds need not be those of the server.
    pub uncertain: bool,
    /// It may have the lock and cannot help it: granted after it had given up, or its unlock failed.
    pub excused: bool,
    /// Number of the grant that it is inside with.
    pub grant: u64,
}

/// A client process: one `Redisson` instance.
#[derive(Clone, Debug)]
pub struct Process {
    pub renewal: Renewal,
    pub pubsub: Option<Who>,
    /// Messages on their way to it, by the entry they are for.
    pub inbox: VecDeque<usize>,
    pub dead: bool,
}

/// `RedissonLockEntry`: the subscription that a process' threads share; a fair lock's threads have one each.
#[derive(Clone, Debug, Default)]
pub struct LockEntry {
    /// Threads that have subscribed.
    pub counter: u64,
    /// Permits of the `Semaphore(0)`.
    pub permits: u64,
    /// Threads that wait for one.
    pub waiters: VecDeque<Who>,
}

/// A fair lock's waiter, as the server saw it come.
#[derive(Clone, Copy, Debug)]
pub struct Arrival {
    pub thread: usize,
    /// Its place is not over before then.
    pub until: u64,
}

/// The resource that a fenced lock guards.
#[derive(Clone, Debug, Default)]
pub struct Resource {
    /// The highest token seen.
    pub token: u64,
    /// Of the holds that have written, the last granted.
    pub grant: u64,
}

/// What befalls clients and network, so many times at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mishap {
    LostAnswer,
    Unsynced,
    Interrupt,
    Death,
    DeathWaiting,
}

pub const MISHAPS: [Mishap; 5] = [
    Mishap::LostAnswer,
    Mishap::Unsynced,
    Mishap::Interrupt,
    Mishap::Death,
    Mishap::DeathWaiting,
];

/// A mishap still to come.
#[derive(Clone, Copy, Debug, Default)]
pub struct Chance {
    pub left: u64,
    pub who: Option<Who>,
}

pub struct State {
    pub spec: Rc<Spec>,
    pub planted: Planted,
    pub redis: Redis,
    pub threads: Vec<Thread>,
    pub processes: Vec<Process>,
    /// Subscriptions, by process or thread.
    pub entries: Vec<LockEntry>,
    /// By process, so many each as it has connections.
    pub wires: Vec<Wire>,
    /// Callers that wait for a connection.
    pub connecting: VecDeque<(usize, Who)>,
    pub chances: [Chance; MISHAPS.len()],
    pub resource: Resource,
    /// A fair lock's waiters, in the order in which they came to the server.
    pub arrived: Vec<Arrival>,
    /// Grants of a lock that was free, so far.
    pub grants: u64,
    /// The last token handed out.
    pub token: u64,
    /// A rule that some step broke.
    pub broke: Option<Broken>,
    /// What an acquisition without a lease of its own goes on with, given the thread: the watchdog renews it from then on. (Upstream
    /// chains it to the future of the answer, in `RedissonLock.tryAcquireAsync`.)
    pub then_renew: fn(&Cx<State>, usize),
}

impl State {
    /// The state as a run begins; `then_renew` is the field of that name.
    pub fn new(spec: &Rc<Spec>, planted: Planted, then_renew: fn(&Cx<State>, usize)) -> State {
        let mut threads = Vec::new();
        for (client, process) in spec.processes.iter().enumerate() {
            for thread in 0..process.get() {
                threads.push(Thread::new(LockName {
                    client: client as u32,
                    thread: thread as u32 + 1,
                }));
            }
        }
        let process = Process {
            renewal: Renewal::default(),
            pubsub: None,
            inbox: VecDeque::new(),
            dead: false,
        };
        let count = spec.processes.len();
        let left = [
            spec.lost_answers,
            spec.unsynced,
            spec.interrupts,
            spec.deaths,
            spec.deaths_waiting,
        ];
        State {
            spec: Rc::clone(spec),
            planted,
            redis: Redis::default(),
            entries: vec![LockEntry::default(); threads.len().max(count)],
            arrived: Vec::new(),
            threads,
            processes: vec![process; count],
            wires: vec![Wire::default(); count * spec.connections.get() as usize],
            connecting: VecDeque::new(),
            chances: left.map(|left| Chance {
                left: left.get(),
                who: None,
            }),
            resource: Resource::default(),
            grants: 0,
            token: 0,
            broke: None,
            then_renew,
        }
    }

    pub fn is(&self, planted: Planted) -> bool {
        self.planted == planted
    }

    /// The number of a thread's subscription.
    pub fn entry_of(&self, thread: usize) -> usize {
        match self.spec.lock {
            LockKind::Fair => thread,
            LockKind::Plain | LockKind::Fenced => self.threads[thread].name.client as usize,
        }
    }

    /// The process that a thread belongs to.
    pub fn process_of(&mut self, thread: usize) -> &mut Process {
        let client = self.threads[thread].name.client as usize;
        &mut self.processes[client]
    }

    pub fn thread_named(&self, name: LockName) -> Option<usize> {
        self.threads.iter().position(|thread| thread.name == name)
    }

    /// Nobody waits for this caller's answer any more.
    pub fn give_up(&mut self, caller: Who, why: GivenUp) {
        let calls = self.wires.iter_mut().flat_map(|wire| &mut wire.call);
        for call in calls.filter(|call| call.caller == caller && call.given_up.is_none()) {
            call.given_up = Some(why);
        }
    }

    /// A connection of a process that carries nothing and is nobody's.
    pub fn free_wire(&self, process: usize) -> Option<usize> {
        let count = self.spec.connections.get() as usize;
        let mut wires = process * count..(process + 1) * count;
        wires.find(|&wire| self.wires[wire].call.is_none() && !self.wires[wire].reserved)
    }

    /// A thread lets go, as far as it knows.
    pub fn let_go(&mut self, thread: usize) {
        let thread = &mut self.threads[thread];
        thread.holds = thread.holds.saturating_sub(1);
        if thread.holds == 0 {
            thread.lost = false;
        }
    }
}

impl Thread {
    fn new(name: LockName) -> Thread {
        Thread {
            who: None,
            name,
            phase: Phase::Idle,
            holds: 0,
            deadline: None,
            token: 0,
            permit: false,
            requests: 0,
            round: 0,
            level: 0,
            owed: 0,
            stop: false,
            lease_until: 0,
            lost: false,
            uncertain: false,
            excused: false,
            grant: 0,
        }
    }

    fn absorb(&self, now: u64, into: &mut Digest) {
        let flags = [
            self.permit,
            self.lost,
            self.uncertain,
            self.excused,
            self.stop,
        ];
        let flags = flags
            .iter()
            .fold(0, |bits, &flag| bits << 1 | u64::from(flag));
        into.word(flags << 8 | self.phase as u64);
        into.word(
            self.owed << 56
                | self.holds << 48
                | self.level << 32
                | self.round << 16
                | self.requests,
        );
        into.word(self.deadline.map_or(0, |due| due.saturating_sub(now) + 1));
        into.word(self.token);
        into.word(self.grant);
        into.word(self.lease_until.saturating_sub(now));
    }
}

impl State {
    pub fn absorb_into(&self, now: u64, into: &mut Digest) {
        self.redis.absorb(now, into);
        self.threads
            .iter()
            .for_each(|thread| thread.absorb(now, into));
        for process in &self.processes {
            into.word(u64::from(process.dead));
            queue(into, process.inbox.iter().copied());
            into.word(process.pubsub.map_or(0, |who| who.0 as u64 + 1));
            process.renewal.absorb(now, into);
        }
        for entry in &self.entries {
            into.word(entry.counter << 32 | entry.permits);
            queue(into, entry.waiters.iter().map(|who| who.0));
        }
        for arrival in &self.arrived {
            into.word((arrival.thread as u64) << 48 | arrival.until.saturating_sub(now));
        }
        into.word(self.arrived.len() as u64);
        for wire in &self.wires {
            into.word(
                wire.carrier.map_or(0, |who| who.0 as u64 + 1) << 1 | u64::from(wire.reserved),
            );
            let Some(call) = &wire.call else {
                into.word(0);
                continue;
            };
            let request = match call.request {
                Request::Lock => 1,
                Request::Unlock(request) => 2 | request << 4,
                Request::Renew(_) => 3,
                Request::Token => 4,
                Request::AcquireFailed => 5,
            };
            into.word(request);
            if self.spec.lock == LockKind::Fair {
                into.word(call.clock.wrapping_sub(now));
            }
            into.word(
                (call.caller.0 as u64) << 32
                    | (call.thread as u64) << 4
                    | call.given_up.map_or(0, |why| why as u64 + 1),
            );
            into.word(call.answer.map_or(0, Answer::word));
        }
        queue(
            into,
            self.connecting
                .iter()
                .map(|&(process, who)| process << 16 | who.0),
        );
        for chance in &self.chances {
            into.word(chance.left << 32 | chance.who.map_or(0, |who| who.0 as u64 + 1));
        }
        into.word(self.resource.token);
        into.word(self.resource.grant);
        into.word(self.grants);
        into.word(self.token);
    }
}

fn queue(into: &mut Digest, list: impl ExactSizeIterator<Item = usize>) {
    into.word(list.len() as u64);
    list.for_each(|word| into.word(word as u64));
}
