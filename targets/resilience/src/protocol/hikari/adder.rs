//! The connection adder: who asks for connections, and the one thread that makes them.
//!
//! Follows `pool/HikariPool.java` of HikariCP 604d7d58: `addBagItem` (l. 332), `fillPool` (l. 509), `createPoolEntry` (l. 467),
//! `PoolEntryCreator` (l. 724), and `ConcurrentBag.add` (l. 202).
//!
//! Deviations: a count over the list is one step; the source reads entry by entry. The two creators (one logs more) are one. What
//! `createPoolEntry` schedules is scheduled in one step with the connection's making.

use super::bag::{EntryId, State};
use super::borrow::{offer, site};
use super::defects::Defect;
use super::parts::{PoolState, SqlException};
use super::points::{
    ADD_QUEUE, ADD_SUBMIT, ADDER_IDLE, ADDER_TAKE, BACKOFF, BLOCKED, CONNECT, COUNTER, ENTER, EXIT,
    GET_STATE, HANDOFF_QUEUE, IDLE, MONITOR, OFFER, PAUSE, POOL_STATE, PUBLISH, QUEUE_SIZE,
    SHARED_LIST, SPIN, STATE, TOTAL, WAITERS, state_of,
};
use super::thread::Thread;

/// A success is followed by a pause, milliseconds.
const PAUSE_MS: u64 = 30;
const BACKOFF_MS: u64 = 10;
const BACKOFF_MS_MAX: u64 = 5_000;

/// `addBagItem`: who waits asks for a connection.
pub async fn add_bag_item(thread: &Thread, waiting: i64) {
    if thread.pool().bag_only {
        return;
    }
    let _frame = thread.enter(&[site::ADD_BAG_ITEM, waiting as u64]);
    thread.read(QUEUE_SIZE, ADD_QUEUE, 0).await;
    let queued = thread.pool().adder.queued();
    if waiting > queued as i64 {
        submit(thread).await;
    }
}

/// `addConnectionExecutor.submit`; what does not fit into the queue is discarded.
async fn submit(thread: &Thread) {
    thread.write(ADD_SUBMIT, ADD_QUEUE, 0).await;
    let accepted = thread.pool().adder.offer();
    if accepted {
        let workers = thread.pool().adder.workers().to_vec();
        workers.into_iter().any(|worker| thread.wake(worker, 0));
    }
}

/// `fillPool`
pub async fn fill_pool(thread: &Thread) {
    let _frame = thread.enter(&[site::FILL_POOL]);
    enter(thread).await;
    fill_pool_locked(thread).await;
    exit(thread).await;
}

/// `fillPool`, for who is in the monitor already.
pub async fn fill_pool_locked(thread: &Thread) {
    let _frame = thread.enter(&[site::FILL_POOL_LOCKED]);
    thread.read(IDLE, SHARED_LIST, 0).await;
    let idle = thread.pool().bag.count(State::NotInUse) as i64;
    thread.read(TOTAL, SHARED_LIST, idle as u64).await;
    let (total, max, min) = {
        let pool = thread.pool();
        let config = &pool.config;
        (
            pool.bag.size() as i64,
            config.max_pool_size,
            config.min_idle,
        )
    };
    if total < max && idle < min {
        for left in (0..min - idle).rev() {
            let _frame = thread.enter(&[left as u64]);
            submit(thread).await;
        }
    }
}

/// `synchronized`: waits until nobody else is in the pool's monitor.
pub async fn enter(thread: &Thread) {
    let me = thread.me();
    thread.write(ENTER, MONITOR, 0).await;
    while !thread.pool().monitor.try_enter(me) {
        thread.pool().monitor.block(me);
        thread.wait(BLOCKED, None).await;
    }
}

pub async fn exit(thread: &Thread) {
    thread.write(EXIT, MONITOR, 0).await;
    let next = thread.pool().monitor.exit();
    if let Some(next) = next {
        thread.wake(next, 0);
    }
}

/// The adder's thread.
pub async fn adder(thread: Thread) {
    loop {
        thread.write(ADDER_TAKE, ADD_QUEUE, 0).await;
        while !thread.pool().adder.take() {
            thread.wait(ADDER_IDLE, None).await;
        }
        create(&thread).await;
        thread.pool().adder.done();
    }
}

/// `PoolEntryCreator.call`
async fn create(thread: &Thread) {
    let mut backoff = BACKOFF_MS;
    loop {
        let _frame = thread.enter(&[backoff]);
        if !should_continue_creating(thread).await {
            return;
        }
        if let Some(entry) = create_pool_entry(thread).await {
            add(thread, entry).await;
            thread.sleep(PAUSE, PAUSE_MS).await;
            return;
        }
        if thread.pool().has(Defect::AdderGivesUp) {
            return;
        }
        thread.sleep(BACKOFF, backoff).await;
        backoff = BACKOFF_MS_MAX.min(backoff * 2);
    }
}

/// `shouldContinueCreating`
async fn should_continue_creating(thread: &Thread) -> bool {
    thread.read(POOL_STATE, STATE, 0).await;
    if thread.pool().state != PoolState::Normal {
        return false;
    }
    thread.read(TOTAL, SHARED_LIST, 0).await;
    if thread.pool().is_full() {
        return false;
    }
    thread.read(IDLE, SHARED_LIST, 0).await;
    let (idle, min) = {
        let pool = thread.pool();
        (pool.bag.count(State::NotInUse), pool.config.min_idle)
    };
    if (idle as i64) < min {
        return true;
    }
    if thread.pool().has(Defect::AdderIgnoresWaiters) {
        return false;
    }
    thread.read(WAITERS, COUNTER, 0).await;
    let waiting = thread.pool().bag.waiters();
    thread.read(IDLE, SHARED_LIST, 1 + waiting as u64).await;
    waiting > thread.pool().bag.count(State::NotInUse) as i64
}

/// `createPoolEntry`; none: the database refused.
async fn create_pool_entry(thread: &Thread) -> Option<EntryId> {
    let connect_ms = thread.pool().database.connect_ms;
    thread.sleep(CONNECT, connect_ms).await;
    let now = thread.now();
    let mut pool = thread.pool();
    if !pool.database.up {
        pool.last_connection_failure = Some(SqlException::REFUSED);
        return None;
    }
    pool.last_connection_failure = None;
    let entry = pool.connect(now);
    let first = pool.schedule_times(entry, now);
    drop(pool);
    if first {
        thread.wake_keeper();
    }
    Some(entry)
}

/// `ConcurrentBag.add`: publishes the entry, and offers it until somebody has it or nobody waits.
async fn add(thread: &Thread, entry: EntryId) {
    let _frame = thread.enter(&[site::ADD, entry as u64]);
    thread.write(PUBLISH, SHARED_LIST, 0).await;
    if thread.pool().bag.is_closed() {
        // The exception ends the task, and nobody closes the connection.
        return thread.print("INFO ConcurrentBag has been closed, ignoring add()");
    }
    thread.pool().bag.publish(entry);
    thread.read(WAITERS, COUNTER, 0).await;
    while thread.pool().bag.waiters() > 0 {
        thread.read(GET_STATE, state_of(entry), 0).await;
        if thread.pool().bag.state(entry) != State::NotInUse {
            return;
        }
        thread.write(OFFER, HANDOFF_QUEUE, 0).await;
        if offer(thread, entry) {
            return;
        }
        thread.read(SPIN, COUNTER, 0).await;
    }
}
