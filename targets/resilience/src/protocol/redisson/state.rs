//! What client processes, server and network share, and what the oracles remember of it.
//!
//! A thread's locals are kept here too, so that they are part of the state's number.

use std::collections::VecDeque;
use std::rc::Rc;

use super::calls::{GivenUp, Wire};
use super::defects::Planted;
use super::redis::{LockName, Redis};
use super::spec::{LockKind, Spec};
use super::watchdog::Renewal;
use crate::protocol::bench::{Broken, Cx, Who};

/// What a thread is doing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    /// Not in `lock`, nor `unlock`, nor between them.
    #[default]
    Idle,
    Locking,
    Inside,
    Unlocking,
    /// Its process has died.
    Dead,
}

/// A thread of a client process.
#[derive(Clone, Debug, Default)]
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
    /// Rounds that it has ended.
    pub round: u64,
    /// How deep it has tried to enter in this one.
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
#[derive(Clone, Debug, Default)]
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

/// A kind of mishap that befalls clients or network.
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
    /// Connections: those of the first process, then those of the next.
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
            processes: vec![Process::default(); count],
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

    /// The caller no longer waits for its answer.
    pub fn give_up(&mut self, caller: Who, why: GivenUp) {
        let calls = self.wires.iter_mut().flat_map(|wire| &mut wire.call);
        for call in calls.filter(|call| call.caller == caller && call.given_up.is_none()) {
            call.given_up = Some(why);
        }
    }

    /// A connection of a process that carries no command and is not handed to a caller.
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
            name,
            ..Thread::default()
        }
    }
}
