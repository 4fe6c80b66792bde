//! The connection adder: the one thread that makes connections.
//!
//! Follows `pool/HikariPool.java` of HikariCP 604d7d58: `createPoolEntry` (l. 467), `PoolEntryCreator` (l. 724), and
//! `ConcurrentBag.add` (l. 202).
//!
//! Deviations: a count over the list is one step; the source reads entry by entry. The two creators (one logs more) are one. What
//! `createPoolEntry` schedules is scheduled in one step with the connection's making.

use super::bag::{EntryId, State};
use super::borrow::offer;
use super::connection::{PoolState, SqlException};
use super::defects::Defect;
use super::points::{
    ADD_QUEUE, ADDER_IDLE, ADDER_TAKE, BACKOFF, CONNECT, COUNTER, GET_STATE, HANDOFF_QUEUE, IDLE,
    OFFER, PAUSE, POOL_STATE, PUBLISH, SHARED_LIST, SPIN, STATE, TOTAL, WAITERS, state_of,
};
use super::site;
use super::thread::Thread;

/// A success is followed by a pause, milliseconds.
const PAUSE_MS: u64 = 30;
const BACKOFF_MS: u64 = 10;
const BACKOFF_MS_MAX: u64 = 5_000;

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
