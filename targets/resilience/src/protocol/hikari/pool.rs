//! The pool's shared state.

use std::rc::Rc;

use tearpoint_harness::contract::{Digest, Sim, Stream};

use super::bag::{Bag, EntryId, State, ThreadId};
use super::connection::{Connection, Database, PoolState, SqlException, ThreadState};
use super::defects::Defect;
use super::executor::{Executor, MAX_PERMITS, Monitor, Semaphore};
use super::schedule::{Job, Schedule};
use super::spec::{Roles, Spec};
use crate::hikari_config::HikariConfig;
use crate::protocol::bench::Broken;

/// What the pool is called in its texts.
pub const POOL_NAME: &str = "HikariPool-1";
/// The housekeeping period, milliseconds.
pub const PERIOD_MS: i64 = 30_000;
/// When the housekeeper runs first, milliseconds.
pub const FIRST_MS: u64 = 100;
/// A lifetime up to this has no variance.
const STEADY_LIFETIME_MS: u64 = 10_000;
/// Variances are drawn for this many connections; later ones reuse them in turn.
const DRAWN: usize = 8;
/// The steps in which a variance is drawn.
pub const GRAIN: u64 = 1 << 10;

/// The pool.
pub struct Pool {
    pub bag: Bag,
    pub connections: Vec<Connection>,
    pub config: HikariConfig,
    pub spec: Rc<Spec>,
    /// There is nothing but the bag.
    pub bag_only: bool,
    pub state: PoolState,
    /// `HikariDataSource.isShutdown`
    pub data_source_closed: bool,
    /// None: `SuspendResumeLock.FAUX_LOCK`.
    pub permits: Option<Semaphore>,
    pub monitor: Monitor,
    pub adder: Executor,
    pub closer: Executor,
    pub schedule: Schedule,
    pub roles: Roles,
    pub database: Database,
    pub last_connection_failure: Option<SqlException>,
    /// `previous` of the `HouseKeeper`.
    pub previous: i64,
    /// What the pool's clock is ahead.
    pub skew: i64,
    pub threads: Vec<ThreadState>,
    /// A rule that an operation saw broken.
    pub violation: Option<Broken>,
    pub(super) places: u64,
    pub(super) defect: Option<Defect>,
    pub(super) drawn: Vec<[u64; 2]>,
}

/// `time` less a drawn part of `most`: at least 0, and less than all of it.
pub fn varied(time: u64, most: u64, drawn: u64) -> u64 {
    time - drawn.min(GRAIN - 1) * most / GRAIN
}

impl Pool {
    pub fn new(spec: &Rc<Spec>, defect: Option<Defect>) -> Pool {
        let roles = spec.roles(defect == Some(Defect::TwoAdders));
        let config = spec.config().clone();
        let bound = config.max_pool_size as u64;
        let mut threads = vec![ThreadState::default(); roles.threads];
        for (thread, script) in threads.iter_mut().zip(spec.clients()) {
            thread.leaks = script.leaks;
        }
        Pool {
            bag: Bag::default(),
            connections: Vec::new(),
            bag_only: spec.bag_only(),
            state: PoolState::Normal,
            data_source_closed: false,
            permits: spec.suspendable().then(|| Semaphore::new(MAX_PERMITS)),
            monitor: Monitor::default(),
            adder: Executor::new(bound, roles.adders.clone()),
            closer: Executor::new(bound, roles.closer.into_iter().collect()),
            schedule: Schedule::default(),
            roles,
            database: spec.database(),
            last_connection_failure: None,
            previous: -PERIOD_MS,
            skew: 0,
            threads,
            violation: None,
            places: 0,
            defect,
            drawn: Vec::new(),
            config,
            spec: Rc::clone(spec),
        }
    }

    /// Whether this defect was planted.
    pub fn has(&self, defect: Defect) -> bool {
        self.defect == Some(defect)
    }

    /// What the pool's clock says: the bench's, and what it jumped.
    pub fn current_time(&self, now: u64) -> i64 {
        now as i64 + self.skew
    }

    /// A new connection, in an entry that is not in the bag yet.
    pub fn connect(&mut self, now: u64) -> EntryId {
        self.connections.push(Connection {
            open: true,
            alive: true,
            evict: false,
            last_accessed: self.current_time(now),
            aborted: false,
            evict_when_taken: false,
            evict_when_returned: false,
        });
        self.bag.make()
    }

    /// What the pool begins with: its variances are drawn; connections, and the housekeeper's first round.
    pub fn start(&mut self, sim: &Sim, size: u64) {
        if self.config.max_lifetime > 0 || self.config.keepalive_time > 0 {
            let draw = || sim.choose(Stream::Latency, GRAIN);
            self.drawn = (0..DRAWN).map(|_| [draw(), draw()]).collect();
        }
        for _ in 0..size {
            let entry = self.connect(0);
            self.schedule_times(entry, 0);
            self.bag.publish(entry);
        }
        if self.roles.keeper.is_some() {
            self.schedule.insert(FIRST_MS, Job::HouseKeeper);
        }
    }

    /// Schedules an entry's end and its heartbeat: true if that changes what the housekeeping thread waits for.
    pub fn schedule_times(&mut self, entry: EntryId, now: u64) -> bool {
        let (lifetime, heartbeat) = self.times_of(entry);
        if self.roles.keeper.is_none() {
            return false;
        }
        let end = lifetime.map(|time| (time, Job::MaxLifetime(entry)));
        let beat = heartbeat.map(|time| (time, Job::Keepalive(entry)));
        let jobs = end.into_iter().chain(beat);
        jobs.fold(false, |first, (time, job)| {
            self.schedule.insert(now + time, job) | first
        })
    }

    /// How long an entry lives, and how often it is kept alive, milliseconds: the settings less a variance of up to 2.5 % and 10 %.
    pub fn times_of(&self, entry: EntryId) -> (Option<u64>, Option<u64>) {
        let drawn = |what: usize| self.drawn.get(entry % DRAWN).map_or(0, |drawn| drawn[what]);
        let (lifetime, heartbeat) = (self.config.max_lifetime, self.config.keepalive_time);
        let lifetime = (lifetime > 0).then_some(lifetime as u64).map(|time| {
            let most = if time > STEADY_LIFETIME_MS {
                time / 40
            } else {
                0
            };
            varied(time, most, drawn(0))
        });
        let heartbeat = (heartbeat > 0).then_some(heartbeat as u64);
        let heartbeat = heartbeat.map(|time| varied(time, time / 10, drawn(1)));
        (lifetime, heartbeat)
    }

    /// It has `maximumPoolSize` connections.
    pub fn is_full(&self) -> bool {
        self.bag.size() as i64 >= self.config.max_pool_size
    }

    /// What was drawn, as one word.
    pub fn draws(&self) -> u64 {
        let mut digest = Digest::default();
        self.drawn
            .iter()
            .flatten()
            .for_each(|&word| digest.word(word));
        (digest.value() >> 64) as u64
    }

    /// `compareAndSet(STATE_NOT_IN_USE, STATE_IN_USE)`
    pub fn take(&mut self, entry: EntryId, thread: ThreadId) -> bool {
        let took = self.bag.take(entry, thread);
        if took {
            let connection = &mut self.connections[entry];
            connection.evict_when_taken = connection.evict;
            connection.evict_when_returned = false;
        }
        took
    }

    /// `setState(STATE_NOT_IN_USE)`
    pub fn set_free(&mut self, entry: EntryId, thread: ThreadId) {
        self.bag.set_state(entry, State::NotInUse, thread);
        if self.connections[entry].evict_when_returned {
            self.violate(
                "stale connection",
                "a connection that was marked for eviction was put back",
                format!("entry {entry}"),
            );
        }
    }

    pub fn violate(&mut self, class: &'static str, rule: &str, seen: String) {
        let rule = rule.to_owned();
        self.violation.get_or_insert(Broken { class, rule, seen });
    }

    /// `waiters.incrementAndGet`
    pub fn count_waiter(&mut self, thread: ThreadId) -> i64 {
        self.threads[thread].counted = true;
        self.bag.count_waiter()
    }

    /// `waiters.decrementAndGet`
    pub fn discount_waiter(&mut self, thread: ThreadId, timed_out: bool) {
        self.threads[thread].counted = false;
        if timed_out && self.has(Defect::WaiterStaysCounted) {
            return;
        }
        self.bag.discount_waiter();
    }

    /// `handoffQueue.poll`, up to where the thread parks.
    pub fn poll(&mut self, thread: ThreadId) {
        self.places += 1;
        let place = self.places;
        self.threads[thread].place.get_or_insert(place);
        self.bag.poll(thread);
    }

    /// A poll timed out.
    pub fn timed_out(&mut self, thread: ThreadId, now: u64) {
        self.bag.leave(thread);
        let budget = self.config.connection_timeout as u64;
        let waited = self.threads[thread].began.map_or(0, |began| now - began);
        if self.spec.is_when_idle() && self.skew == 0 && waited > budget {
            self.violate(
                "budget",
                "somebody waited longer than connectionTimeout",
                format!("{waited} ms of {budget} ms"),
            );
        }
    }

    /// `handoffQueue.offer`: the thread that is handed an entry.
    pub fn offer(&mut self) -> Option<ThreadId> {
        let longest = self.bag.polling().next();
        let winner = if self.has(Defect::LastComeFirstServed) {
            self.bag.offer_to_the_last()
        } else {
            self.bag.offer()
        };
        if winner != longest {
            self.violate(
                "starvation",
                "an entry was handed over past somebody who polls longer",
                format!("thread {winner:?} before thread {longest:?}"),
            );
        }
        let first = self
            .bag
            .polling()
            .map(|thread| self.threads[thread].place)
            .min();
        let place = winner.map(|winner| self.threads[winner].place);
        if self.has(Defect::JudgedByFairness) && first < place && first.is_some() {
            self.violate(
                "starvation",
                "an entry was handed over past somebody who waits longer, and lost what it was handed",
                format!("thread {winner:?}"),
            );
        }
        winner
    }

    /// How many threads that poll began before `thread` did.
    pub fn rank(&self, thread: ThreadId) -> u64 {
        let place = self.threads[thread].place;
        let before = |other: &ThreadState| other.place.is_some() && other.place < place;
        self.threads.iter().filter(|&other| before(other)).count() as u64
    }

    /// Connections that ended clients never gave back, though their scripts do not tell them to leak.
    pub fn leaked(&self) -> Vec<EntryId> {
        let entries = self.bag.entries().iter().enumerate();
        let leaked = entries.filter(|(_, entry)| {
            let leaked =
                |&holder: &ThreadId| self.threads[holder].done && !self.threads[holder].leaks;
            entry.state == State::InUse && entry.holders.iter().any(leaked)
        });
        leaked.map(|(id, _)| id).collect()
    }

    /// `createTimeoutException`: its text, with the state and code of the last failure to connect or validate.
    pub fn timeout_text(&self, elapsed: i64) -> String {
        let text = format!(
            "SQLTransientConnectionException: {POOL_NAME} - Connection is not available, request timed out after {elapsed}ms \
             (total={}, active={}, idle={}, waiting={})",
            self.bag.size(),
            self.bag.count(State::InUse),
            self.bag.count(State::NotInUse),
            self.bag.waiters(),
        );
        match self.last_connection_failure {
            None => text,
            Some(SqlException {
                message,
                sql_state,
                error_code,
            }) => format!(
                "{text} [SQLState {sql_state}, ErrorCode {error_code}; caused by: {message}]"
            ),
        }
    }

    /// What a connection is called in texts.
    pub fn name_of(&self, entry: EntryId) -> String {
        format!("conn{entry}")
    }

    /// What an entry is called in texts.
    pub fn entry_text(&self, entry: EntryId) -> String {
        let state = match self.bag.state(entry) {
            State::NotInUse => "NOT_IN_USE",
            State::InUse => "IN_USE",
            State::Removed => "REMOVED",
            State::Reserved => "RESERVED",
        };
        format!("{}, {state}", self.name_of(entry))
    }
}
